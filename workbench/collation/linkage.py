"""Links: what became of every paragraph of one text, and whence those of the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import InputError
from ..records import Resolution
from .assignment import assigned
from .doubts import Relatives, brief, named, quoting, relatives, thin
from .moves import moved, unplaced
from .remainders import completed, joint, unfolded
from .scores import dated, margins, repeated, reprinted, shares, strays
from .sides import Prepared, Side, prepared, sides, unordered
from .weights import Grams, Overlap, Pair
from .words import joined

MOST = 100_000_000  # pairs of paragraphs: 10,000 against 10,000, which no two resolutions have


@dataclass(frozen=True, slots=True)
class Link:
    """What became of a paragraph: where it stood, where it stands.

    ``kind`` is kept, revised, added or dropped; an added paragraph has no ``earlier``, a dropped
    one no ``later``, nor has one of an annex that is ``reaffirmed`` and not printed again (see
    `told`). Links that share a side are a merge or a split. ``doubtful`` links are those that
    another reader might not make; doubtful added and dropped ones have a ``relative``, a paragraph
    of the other text with which they nearly made one. Of a ``discharged`` link
    the later paragraph reports done what the earlier asked for, of one ``discharged_in_part`` a
    part of it (`told`).
    """

    earlier: str | None
    later: str | None
    kind: str
    similarity: float | None = None
    moved: bool = False
    doubtful: bool = False
    discharged: bool = False
    discharged_in_part: bool = False
    relative: str | None = None


def links(
    earlier: Resolution | Side,
    later: Resolution | Side,
    background: Mapping[str, int] | None = None,
) -> list[Link]:
    """What became of every paragraph of the earlier resolution, and whence those of the later.

    Parameters
    ----------
    earlier, later : Resolution or Side
        If only the counts of one side's words are known, only those of the other are looked at.
    background : mapping, optional
        word → documents that have it, ``""`` → number of documents; the codebook's if left out.

    Returns
    -------
    list of Link
        in the order of the later text, dropped paragraphs where they stood. Each paragraph is in
        one link at least, and in more only where it merged or split.

    Raises
    ------
    InputError
        They have more paragraphs than any two resolutions.
    """
    if background is None:
        from .. import codebook

        background = codebook.load().background
    one, other = sides(earlier, later)
    sizes = len(one.paragraphs), len(other.paragraphs)
    if sizes[0] * sizes[1] > MOST:
        raise InputError(
            f"paragraphs: {sizes[0]:,} against {sizes[1]:,}; no two resolutions have as many; "
            "compare parts of them"
        )
    if not (one.ordered and other.ordered):
        one, other = unordered(one), unordered(other)
    a, b = prepared(one, other)
    swapped = b.key() < a.key()
    if swapped:
        a, b = b, a
    grams = Grams((a, b), background)
    pairs, odd, near = _pairs(a, b, grams)
    alike = _alike(a, b, grams, pairs)
    shifted = moved(a, b, alike)
    made = []
    for i, j in pairs:
        doubtful = (i, j) in odd
        ends = a.paragraphs[i].label, b.paragraphs[j].label
        kind = "kept" if joined(a.words[i]) == joined(b.words[j]) else "revised"
        ends = ends[::-1] if swapped else ends
        made.append(Link(*ends, kind, alike[i, j], (i, j) in shifted, doubtful))
    for n, (text, opposite) in enumerate(((a, b), (b, a))):
        linked = {pair[n] for pair in pairs}
        dropped = (n == 0) != swapped
        for i, paragraph in enumerate(text.paragraphs):
            if i not in linked:
                kin = opposite.paragraphs[near[n][i]].label if i in near[n] else None
                added = Link(None, paragraph.label, "added", doubtful=bool(kin), relative=kin)
                gone = replace(added, earlier=added.later, later=None, kind="dropped")
                made.append(gone if dropped else added)
    before, after = ([p.label for p in text.paragraphs] for text in (one, other))
    return reading_order(made, before, after)


def similarities(
    earlier: Resolution | Side,
    later: Resolution | Side,
    pairs: Sequence[tuple[str, str]],
    background: Mapping[str, int],
) -> dict[tuple[str, str], float]:
    """Similarities of paragraphs, by their labels, as links have them; 1 for the same words."""
    a, b = prepared(*sides(earlier, later))
    swapped = b.key() < a.key()  # as in `links`: equal to the last digit
    if swapped:
        a, b = b, a
    at = [{p.label: i for i, p in enumerate(side.paragraphs)} for side in (a, b)]
    ends = [pair[::-1] if swapped else pair for pair in pairs]
    places = [(at[0][one], at[1][other]) for one, other in ends]
    shares = Grams((a, b), background).cosines(places)
    return {
        pair: 1.0 if joined(a.words[i]) == joined(b.words[j]) else share
        for pair, (i, j), share in zip(pairs, places, shares, strict=True)
    }


def _alike(a: Prepared, b: Prepared, grams: Grams, pairs: Iterable[Pair]) -> dict[Pair, float]:
    """How alike pairs are (cosine); 1 for the same words, to the last digit."""
    ends = list(pairs)
    shares = dict(zip(ends, grams.cosines(ends), strict=True))
    return {
        (i, j): 1.0 if joined(a.words[i]) == joined(b.words[j]) else x
        for (i, j), x in shares.items()
    }


def _pairs(a: Prepared, b: Prepared, grams: Grams) -> tuple[set[Pair], set[Pair], Relatives]:
    """Linked pairs; those of them in doubt; relatives of what has no link."""
    if not len(a) or not len(b):
        return set(), set(), ({}, {})
    same = [*repeated(a, b), *dated(a, b)]
    overlap = Overlap(grams)
    scores = shares(a, b, overlap, same)
    fit = margins(a, b, overlap, scores)
    pairs = {*same, *assigned(a, b, {p: scores[p] for p, margin in fit.items() if margin >= 0})}
    apart = unplaced(a, b, _alike(a, b, grams, pairs)) - set(same)
    lost = strays(a, b, overlap, scores, apart)
    pairs, fit = pairs - lost, {p: margin for p, margin in fit.items() if p not in lost}
    pairs |= set(joint(a, b, grams, scores, pairs))
    pairs |= reprinted(a, b, pairs)
    sure = set(pairs)
    pairs, loose, nearly, left = completed(a, b, grams, scores, fit, pairs, overlap)
    slight = brief(overlap, pairs - sure, pairs)
    opened = unfolded(a, b, overlap, pairs)
    pairs |= opened
    made = pairs - set(same)
    odd = opened | loose | slight | thin(overlap, made) | named(a, b, made)
    odd |= quoting(a, b, scores, pairs)
    return pairs, odd, relatives(a, b, overlap, left, scores, pairs, nearly)


def reading_order(made: Iterable[Link], earlier: Sequence[str], later: Sequence[str]) -> list[Link]:
    """Links in the order of the later labels; a dropped paragraph after what last stood before
    it."""
    made = list(made)
    before = {label: i for i, label in enumerate(earlier)}
    after = {label: i for i, label in enumerate(later)}
    places: dict[int, int] = {}
    for link in made:
        if link.earlier is not None and link.later is not None and not link.moved:
            i = before[link.earlier]
            places[i] = max(places.get(i, -1), after[link.later])
    last, slot = -1, {}
    for i in range(len(before)):
        last = places.get(i, last)
        slot[i] = last

    def key(link: Link) -> tuple:
        i = before.get(link.earlier, -1) if link.earlier is not None else -1
        if link.later is None:
            return slot[i], 1, i
        return after[link.later], 0, i

    return sorted(made, key=key)
