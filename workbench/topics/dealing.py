"""Whether a theme gained more room than renewals give to paragraphs at random."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from .room import chosen, titles

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["trends"]

TREND = 6  # renewals without a gap that it takes at least


@checked
def trends(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    codes: pd.DataFrame,
    links: pd.DataFrame,
    codebook: Codebook | None = None,
    themes: Iterable[str] | str | None = None,
    permutations: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Exploratory: did a theme gain more room than renewals give to paragraphs at random?

    The change is that of the words of coded paragraphs, last member less first. It is the sum of
    what each renewal brought and took away. The null: between each two adjacent members whole
    paragraphs are dealt anew, those without a link to either side, as many as there were; linked
    ones change places or not. So the text grows in every dealing as it did, and a theme grows with
    it: ``expected``. ``p`` is the share of dealings whose change is as far from that, ``p_any``
    the share in which that of any theme is, in standard deviations (Westfall and Young 1993).

    Renewals that revise a paragraph again and again are dealt apart, so what lasts is not told
    from what comes back; and whoever looks at 25 themes finds something. Not a proof: a hint where
    to read.

    Parameters
    ----------
    resolutions, paragraphs, codes, links : DataFrame
    codebook : Codebook, optional
        Gives themes and their order.
    themes : str or list of str, optional
        Only these.
    permutations, seed : int
        How often to deal, and the seed.

    Returns
    -------
    DataFrame
        A row per theme that is in a member, smallest `p` first: ``theme``, ``title``,
        ``n_words_first`` and ``n_words_last`` (of coded paragraphs), ``n_words_change``,
        ``expected``, ``p``, ``p_any``.
        No rows with fewer than six renewals, or where one jumps over members without a text.
    """
    import numpy as np
    import pandas as pd

    columns = ["theme", "title", "n_words_first", "n_words_last", "n_words_change", "expected", "p",
               "p_any"]  # fmt: skip
    renewals = list(steps.renewals(resolutions).itertuples(index=False))
    coded = codes[codes["scheme"] == "theme"]
    shown = [t for t in chosen(coded, codebook, themes) if t in set(coded["code"])]
    if len(renewals) < TREND or any(one.skips for one in renewals) or not shown:
        return pd.DataFrame(columns=columns)
    words = _words(paragraphs, coded, shown)
    across = steps.parts(steps.carried(links), "earlier", "later")
    sides = [_sides(one, across[one.earlier, one.later], words) for one in renewals]
    change = sum((after - before).sum(axis=0) for (before, after), _ in sides)
    dealt = _dealt(sides, permutations, seed)
    middle, spread = dealt.mean(axis=0), dealt.std(axis=0)
    spread[spread == 0] = 1
    away, apart = np.abs(change - middle), np.abs(dealt - middle)
    greatest = (apart / spread).max(axis=1)
    first, last = (words[s][1].sum(axis=0) for s in (renewals[0].earlier, renewals[-1].later))
    named = titles(codebook)
    made = pd.DataFrame({
        "theme": shown, "title": [named.get(t, t) for t in shown],
        "n_words_first": first.astype(int), "n_words_last": last.astype(int),
        "n_words_change": change.astype(int),
        "expected": middle,
        "p": [(1 + (apart[:, i] >= a - 1e-9).sum()) / (1 + permutations)
              for i, a in enumerate(away)],
        "p_any": [(1 + (greatest >= a - 1e-9).sum()) / (1 + permutations) for a in away / spread],
    }, columns=columns)  # fmt: skip
    return made.sort_values(["p", "theme"], kind="stable").reset_index(drop=True)


Words = dict[str, tuple[list[str], Any]]  # symbol → labels, and a row each of words by theme


def _words(paragraphs: pd.DataFrame, coded: pd.DataFrame, themes: list[str]) -> Words:
    """Words of each paragraph for each theme that it has."""
    import numpy as np

    column = {theme: i for i, theme in enumerate(themes)}
    lengths = steps.lengths(paragraphs)
    words = {s: (list(of), np.zeros((len(of), len(themes)))) for s, of in lengths.items()}
    row = {(s, label): i for s, (labels, _) in words.items() for i, label in enumerate(labels)}
    for symbol, label, theme in zip(coded["symbol"], coded["label"], coded["code"], strict=True):
        if theme in column:
            place = row[symbol, label], column[theme]
            words[symbol][1][place] = lengths[symbol][label]
    return words


def _sides(renewal: Any, links: pd.DataFrame, words: Words) -> tuple[Any, Any]:
    """What the units of a renewal hold before and after, and on which sides each stands.

    A unit is a paragraph without a link, or a family of linked ones: what a dealing of whole
    paragraphs moves.
    """
    import numpy as np

    symbols = (renewal.earlier, renewal.later)
    nodes = [[(side, label) for label in words[symbol][0]] for side, symbol in enumerate(symbols)]
    ends = zip(links["earlier_label"], links["later_label"], strict=True)
    pairs = [((0, one), (1, other)) for one, other in ends]
    unit = steps.families(pairs, [*nodes[0], *nodes[1]])
    many = max(unit.values(), default=-1) + 1
    held = np.zeros((2, many, words[renewal.later][1].shape[1]))
    stands = np.zeros((2, many), dtype=bool)
    for side, symbol in enumerate(symbols):
        units = [unit[node] for node in nodes[side]]
        np.add.at(held[side], units, words[symbol][1])
        stands[side, units] = True
    return held, stands


def _dealt(sides: list[tuple[Any, Any]], permutations: int, seed: int) -> Any:
    """Change of each theme, a row a dealing of units between the sides of each renewal."""
    import numpy as np

    random = np.random.default_rng(seed)
    return np.array([
        sum((1 - 2 * _swapped(stands, random)) @ (after - before)
            for (before, after), stands in sides)
        for _ in range(permutations)
    ])  # fmt: skip


def _swapped(stands: Any, random: Any) -> Any:
    """Units of a renewal that change sides in one dealing; each side keeps as many alone there."""
    import numpy as np

    swap = random.integers(0, 2, stands.shape[1]).astype(bool)
    alone = np.flatnonzero(stands[0] != stands[1])
    swap[alone] = stands[1, alone] != random.permutation(stands[1, alone])
    return swap
