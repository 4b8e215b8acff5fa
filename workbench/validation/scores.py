"""How far machine and readers agree: precision, recall, F1 and alpha, with intervals.

Weights are the inverse of the probabilities that paragraphs had to be drawn. Intervals are those
of a bootstrap over paragraphs within strata, rescaled for strata of which few were drawn (Rao and
Wu 1988). Where not one error was seen no resample has one: there the interval is Wilson's (1927)
at the effective number of paragraphs, so that it is never a point.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import codebook, tables
from . import machine, records
from .alpha import of_counts
from .records import GOLD, MACHINE, SETTLED, Coding, Drawn, Sample, Store, Unit, plain

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Sampled", "differences", "sampled", "scores", "settled", "wilson"]

RESAMPLES = 1000
SEED = 1
Z = 1.959963984540054  # 95 %
ALL = ""  # the row over all codes
Codes = frozenset[str]


@dataclass(frozen=True)
class Sampled:
    """A sample as it can be counted: paragraphs whose words are those that were coded."""

    sample: Sample
    design: tuple[Drawn, ...]
    machine: Mapping[Unit, Codes]
    coders: Mapping[str, Mapping[Unit, Codes]]  # what each coder found, where he coded
    doubts: Mapping[str, Mapping[Unit, Codes]]  # what each left open
    changed: int  # paragraphs that have changed since, or are gone
    sealed: bool  # whether the codebook is as it was when the sample was drawn
    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """Codes that could be found, and again where a paragraph has one again; of links the
        labels that somebody linked."""
        every = [self.machine, *self.coders.values()]
        found = sorted({code for one in every for codes in one.values() for code in codes})
        if not self.sample.sought:
            return found
        again = [code for code in found if code != plain(code)]
        return [code for sought in self.sample.sought.split("; ")
                for code in (sought, *(c for c in again if plain(c) == sought))]  # fmt: skip

    @property
    def held_out(self) -> bool:
        return self.sample.held_out == "true" and self.sealed

    def strata(self) -> np.ndarray:
        """Number of the stratum of each paragraph."""
        import numpy as np

        return np.unique([d.stratum for d in self.design], return_inverse=True)[1]

    def weights(self) -> np.ndarray:
        """How many paragraphs each stands for: in its stratum / drawn of it and still there."""
        import numpy as np

        strata = self.strata()
        return np.array([int(d.n_stratum) for d in self.design]) / np.bincount(strata)[strata]

    def matrix(self, coder: str, codes: Sequence[str]) -> np.ndarray:
        """Paragraphs × codes: 1 found, 0 not, not a number where it is open."""
        import numpy as np

        found = self.machine if coder == MACHINE else self.coders[coder]
        open_ = self.doubts.get(coder, {})
        cells = np.full((len(self.design), len(codes)), np.nan)
        for n, one in enumerate(self.design):
            if one.unit in found:
                here, doubtful = found[one.unit], open_.get(one.unit, frozenset())
                cells[n] = [np.nan if c in doubtful else c in here for c in codes]
        return cells


def sampled(name: str, store: Store, place: Path) -> Iterator[Sampled]:
    """The samples of a series that somebody coded, beside the machine's codes as they are now.

    Raises
    ------
    InputError
        The codebook or the decisions changed since the tables were built.
    """
    if not store.codings:
        return
    tables.stale(place, name)
    prints = machine.fingerprints(name, place)
    for sample in store.samples:
        coded = store.coded(sample.sample)
        if not coded:
            continue
        wanted = {code for code in sample.sought.split("; ") if code}
        every = machine.found(name, sample.scheme, place)
        design = store.design(sample.sample)
        left = tuple(d for d in design if d.unit in every
                     and prints.get(Unit(d.symbol, d.label)) == d.fingerprint)  # fmt: skip
        ours = {
            d.unit: frozenset(c for c in every[d.unit] if not wanted or plain(c) in wanted)
            for d in left
        }
        coders = {coder: _found(rows, "yes") for coder, rows in coded.items()}
        doubts = {coder: _found(rows, "doubtful") for coder, rows in coded.items()}
        roles = {coder: rows[0].role for coder, rows in coded.items()}
        final = next((c for c, role in roles.items() if role == SETTLED), None)
        if final:  # what all coders said alike needs no settling
            others = {coder: found for coder, found in coders.items() if coder != final}
            coders[final] = _agreed(others) | coders[final]
        sealed = sample.codebook == machine.seal(name, sample.scheme, place)
        changed = len(design) - len(left)
        yield Sampled(sample, left, ours, coders, doubts, changed, sealed, roles)


def _found(rows: Sequence[Coding], answer: str) -> dict[Unit, Codes]:
    found: dict[Unit, set[str]] = {}
    for row in rows:
        here = found.setdefault(row.unit, set())
        if row.code and row.answer == answer:
            here.add(row.code)
    return {unit: frozenset(codes) for unit, codes in found.items()}


def _agreed(coders: Mapping[str, Mapping[Unit, Codes]]) -> dict[Unit, Codes]:
    first, *others = coders.values()
    return {u: codes for u, codes in first.items() if all(o.get(u) == codes for o in others)}


# ── scores ───────────────────────────────────────────────────────────────────────────────────


def scores(name: str, folder: Path | None = None) -> list[dict[str, Any]]:
    """Rows of the table `validation.scores`: agreement of machine and coders, computed now.

    Of each sample that was coded: of the machine beside each coder precision, recall, F1 and
    alpha; of each two coders alpha; over all codes, for each code, and for each document.

    Parameters
    ----------
    name : str
        A series with tables.
    """
    place = codebook.folder(folder)
    rows: list[dict[str, Any]] = []
    store = records.read(name, place)
    for one in sampled(name, store, place):
        for coder in one.coders:
            rows += _beside(one, MACHINE, coder)
        people = [c for c in one.coders if one.roles[c] != SETTLED]
        for n, first in enumerate(people):
            for second in people[n + 1 :]:
                rows += _beside(one, first, second)
    return rows


def _beside(one: Sampled, first: str, second: str) -> Iterator[dict[str, Any]]:
    """Figures of one coding beside another that is taken as right."""
    import numpy as np

    codes = one.codes
    a, b = one.matrix(first, codes), one.matrix(second, codes)
    weights = one.weights()
    known = ~(np.isnan(a) | np.isnan(b)).all(axis=1)
    if not known.any():
        return
    strata = one.strata()
    key = {"sample": one.sample.sample, "scheme": one.sample.scheme, "coding": first,
           "beside": second, "held_out": one.held_out}  # fmt: skip
    linked = one.sample.scheme == "link"  # a label is no code that could be counted by itself
    every = list(range(len(codes)))
    groups = [(ALL, "", every, known)]
    for code in [] if linked else dict.fromkeys(map(plain, codes)):
        groups.append((code, "", [n for n in every if plain(codes[n]) == code], known))
    symbols = np.array([d.symbol for d in one.design])
    groups += [(ALL, s, every, known & (symbols == s)) for s in dict.fromkeys(symbols)]
    for code, symbol, columns, rows in groups:
        x, y, w, s = a[rows][:, columns], b[rows][:, columns], weights[rows], strata[rows]
        found = int(np.nansum(x)), int(np.nansum(y))
        if not len(x) or not sum(found):
            continue
        # an alpha of sets of labels would count pairs that nobody thinks of
        figures = _figures(x, y, w, s, first == MACHINE, not linked)
        for measure, (figure, low, high) in figures.items():
            yield {**key, "measure": measure, "code": code, "symbol": symbol, "figure": figure,
                   "low": low, "high": high, "n_paragraphs": int(rows.sum()),
                   "n_first": found[0], "n_second": found[1]}  # fmt: skip


def _figures(
    x: np.ndarray, y: np.ndarray, w: np.ndarray, strata: np.ndarray, ours: bool, alphas: bool
) -> dict[str, tuple[float, float, float]]:
    import numpy as np

    resampled = np.vstack([np.ones(len(x)), resamples(strata)])
    both = ~(np.isnan(x) | np.isnan(y))
    x, y = np.where(both, x, 0), np.where(both, y, 0)
    figures = {}
    if ours:
        drawn = resampled * w
        right, claimed, true = (drawn @ each.sum(axis=1) for each in (x * y, x, y))
        with np.errstate(divide="ignore", invalid="ignore"):
            precision, recall = right / claimed, right / true
            f1 = 2 * right / (claimed + true)
        edges = [_edge(each, w) for each in (x.max(axis=1), y.max(axis=1))]
        figures["precision"] = _interval(precision, edges[0])
        figures["recall"] = _interval(recall, edges[1])
        figures["F1"] = _interval(f1, min(edges))
    if alphas:
        counts = np.stack([((1 - x) + (1 - y))[both], (x + y)[both]], axis=1)
        unit = np.nonzero(both)[0]
        scaled = w / w.mean()
        figures["alpha"] = _interval(of_counts(counts, (resampled * scaled)[:, unit]), math.nan)
    return {m: f for m, f in figures.items() if not math.isnan(f[0])}


def resamples(strata: np.ndarray, seed: int = SEED, n: int = RESAMPLES) -> np.ndarray:
    """How often each paragraph counts in each resample: drawn anew within its stratum.

    Of a stratum with n paragraphs n − 1 are drawn with replacement, and each counts n / (n − 1)
    times (Rao and Wu 1988); one that is alone stays.
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    counts = np.ones((n, len(strata)))
    for stratum in np.unique(strata):
        here = np.nonzero(strata == stratum)[0]
        if (size := len(here)) > 1:
            drawn = chance.multinomial(size - 1, np.full(size, 1 / size), size=n)
            counts[:, here] = drawn * size / (size - 1)
    return counts


def _interval(values: np.ndarray, edge: float) -> tuple[float, float, float]:
    """A figure, the first of its values, with the middle 95 % of its resamples."""
    import numpy as np

    figure, drawn = float(values[0]), values[1:][~np.isnan(values[1:])]
    if math.isnan(figure) or not len(drawn):
        return figure, math.nan, math.nan
    if np.ptp(drawn) < 1e-12:  # nothing varied: without an edge nothing can be said
        low, high = (math.nan, math.nan) if math.isnan(edge) else wilson(figure, edge)
    else:
        low, high = np.quantile(drawn, [0.025, 0.975])
    return figure, min(float(low), figure), max(float(high), figure)


def _edge(there: np.ndarray, w: np.ndarray) -> float:
    """Effective number of the paragraphs that have something (Kish 1965)."""
    w = w[there > 0]
    return float(w.sum() ** 2 / (w**2).sum()) if len(w) else math.nan


def wilson(share: float, n: float) -> tuple[float, float]:
    """Interval of a share of n (Wilson 1927)."""
    middle = share + Z * Z / (2 * n)
    half = Z * math.sqrt(max(share * (1 - share), 0) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


# ── what was settled ─────────────────────────────────────────────────────────────────────────


def differences(one: Sampled, coders: Sequence[str]) -> list[Drawn]:
    """Paragraphs in which coders found different codes."""
    found = [one.coders[coder] for coder in coders]
    return [d for d in one.design if len({f[d.unit] for f in found if d.unit in f}) > 1]


def settled(one: Sampled) -> list[dict[str, Any]]:
    """Where the adjudicator differed from each coder: coder, paragraph, code, coded, settled."""
    final = next((c for c, role in one.roles.items() if role == SETTLED), None)
    if final is None:
        return []
    rows = []
    for coder, found in one.coders.items():
        if coder == final or one.roles[coder] == GOLD:
            continue
        for d in one.design:
            if d.unit in found and d.unit in one.coders[final]:
                was, now = found[d.unit], one.coders[final][d.unit]
                rows += [
                    {"sample": one.sample.sample, "coder": coder, "symbol": d.symbol,
                     "label": d.label, "against": d.against, "code": code,
                     "coded": code in was, "settled": code in now}
                    for code in sorted(was | now) if (code in was) != (code in now)
                ]  # fmt: skip
    return rows
