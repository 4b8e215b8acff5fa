"""What a report is to be made of: checked before anything runs, and held against the last run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import catalogue, codebook, corpus, holdings, steps
from ..errors import InputError
from .execution import Executed, Job
from .folders import Past
from .history import previous, reusable
from .notebook import parameters

__all__ = [
    "COMPARED", "NOTEBOOKS", "Plan", "checked_numbers", "comparable", "planned", "reportable",
    "source", "verify",
]  # fmt: skip

NOTEBOOKS = ("corpus", "renewals", "drift", "topics", "mandate")
COMPARED = "compare"
"""The notebook that sets several series side by side, and the name of its runs."""


@dataclass(slots=True)
class Plan:
    """A run to be made: its notebooks as jobs, those that are done, those taken over unchanged."""

    series: str
    parameters: dict[str, Any]
    jobs: list[Job]
    done: dict[str, Executed]
    unchanged: tuple[str, ...]
    last: Past | None

    @property
    def waiting(self) -> list[Job]:
        """Jobs to be executed, those of most cells first: no long one is left for the end."""
        todo = [job for job in self.jobs if job.name not in self.done]
        return sorted(todo, key=lambda job: job.source.count('"cell_type"'), reverse=True)

    @property
    def complete(self) -> bool:
        """Whether each of its notebooks is done."""
        return len(self.done) == len(self.jobs)


def source(name: str | Path) -> Path:
    """A notebook's file, from its name or path."""
    path = Path(name)
    if path.suffix == ".ipynb":
        if path.is_file():
            return path.resolve()
        raise InputError(f"{path}: no such notebook")
    for place in (Path("notebooks"), codebook.BESIDE.parent / "notebooks"):
        if (place / f"{name}.ipynb").is_file():
            return (place / f"{name}.ipynb").resolve()
    raise InputError(f"no notebook {str(name)!r}; there are: {', '.join(NOTEBOOKS)}, "
                     "or give the path of one")  # fmt: skip


def reportable(series: Sequence[str], place: Path) -> dict[str, catalogue.Series]:
    """Rows of the catalogue of series whose documents succeed each other."""
    known = catalogue.series(place)
    for name in series:
        if name not in known:
            raise InputError(f"no series {name!r} in the catalogue; there are: {', '.join(known)}")
        if known[name].kind != "renewals":
            raise InputError(f"{name} is a collection: its documents don't succeed each other, "
                             "so there is no report")  # fmt: skip
    return {name: known[name] for name in series}


def comparable(series: Sequence[str], place: Path) -> catalogue.Series:
    """What several series are together, as a row of the catalogue."""
    known = catalogue.series(place)
    for name in series:
        if name not in known:
            raise InputError(f"no series {name!r} in the catalogue; there are: {', '.join(known)}")
    if len(series) < 2:
        raise InputError("a comparison is of two series or more; name them: "
                         f"{', '.join(known)}")  # fmt: skip
    titles = "; ".join(known[name].title for name in series)
    return catalogue.Series(COMPARED, f"{titled(series)} side by side", "comparison", "", titles)


def titled(series: Sequence[str]) -> str:
    """Names in a title."""
    return f"{', '.join(series[:-1])} and {series[-1]}"


def checked_numbers(**numbers: int | None) -> None:
    """Refuse a number that counts things and is less than one."""
    for name, number in numbers.items():
        if number is not None and number < 1:
            raise InputError(f"{name}: found {number}, expected 1 or more")


def verify(series: Iterable[str], sources: Iterable[Path], place: Path) -> None:
    """A table that can't be used is said before anything runs, not in each notebook's cell: those
    of all series, where a notebook looks where else a wording stands."""
    whole = any("Whole.load()" in path.read_text(encoding="utf-8") for path in sources)
    others = [part.name for part in corpus.Whole.load(place).parts] if whole else []
    for name in dict.fromkeys([*series, *others]):
        corpus.Corpus.load(name, place).verify()


def planned(
    series: str,
    given: Mapping[str, Any],
    sources: Sequence[Path],
    place: Path,
    out: Path,
    if_changed: bool = False,
    timeout: int | None = None,
    local: bool = True,
) -> Plan:
    """A run of notebooks with these parameters; where only changes count, what the last run of the
    same gave is taken over wherever another would give it again.

    A series of somebody's own corpus shows its words where these are at hand, if not told
    otherwise; `local` says that they stay on this machine.
    """
    last = previous(out, series, given, [source.stem for source in sources])
    words = local and _own(series, place)
    jobs, done = [], {}
    for path in sources:
        known = {n: v for n, v in parameters(path).items() if n != "texts" or words or n in given}
        values = {"texts": words, "series": series, **given}
        job = Job(
            path.stem,
            path.read_text(encoding="utf-8"),
            {name: value for name, value in values.items() if name in known},
            str(place),
            str(path.parent),
            timeout,
            drawings=True,
        )
        kept = reusable(job, last, place) if if_changed and last else None
        if kept:
            done[job.name] = kept
        jobs.append(job)
    return Plan(series, dict(given), jobs, done, tuple(done), last)


def _own(series: str, place: Path) -> bool:
    """Whether a series isn't one of those that come with the package, and the texts of its last
    renewal are at hand."""
    if place.resolve() == codebook.BESIDE.resolve():
        return False
    try:
        pair = steps.renewals(corpus.Corpus.load(series, place).resolutions).iloc[-1:]
        names = {*pair["earlier"], *pair["later"]}
        return bool(names) and names <= set(holdings.files(place, names))
    except InputError:  # said where the notebooks meet it
        return False
