"""Edits: changes of wording inside linked paragraphs, and of what class they are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..errors import InputError
from ..records import Resolution
from ..steps import families
from .linkage import Link
from .sides import Side, sides, with_marks
from .words import AGAIN, amounts, counting, joined, rarity

GLUE = 2  # equal words between two changes that are read as part of one
SLIDE = 12  # words by which a change may be moved to where commas bound it
QUOTE = 8  # words that a published table may quote of a change
COMMON = math.log1p(4.0)  # rarity of a word in a quarter of the resolutions: no substance
NUMBER = re.compile(r"(?:ies|es|is|s|y|e)$")  # in which singular and plural differ
TAIL = {"for", "of", "on", "under"}  # what the second part of a name begins with
SMALL = TAIL | {"and", "in", "the", "to"}  # and what stands within one
STEM = 5  # letters in which forms of one word agree
OUTER = re.compile(r"^[^\w(“]+|[^\w)”]+$")  # marks around a run of words that aren't its own

Chunk = tuple[int, int, int, int]  # start and end in the earlier text, and in the later one


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of wording inside a group of linked paragraphs.

    ``earlier`` and ``later`` are the labels of the whole group; ``earlier_label`` and
    ``later_label`` the paragraphs in which the change begins. ``start`` and ``at`` count words
    from the beginning of the group's earlier and later text. ``dropped`` and ``added`` are the
    full words, ``printed_dropped`` and ``printed_added`` the same with their capitals and the marks
    around them: `published` gives the row that a table may show.
    """

    earlier: tuple[str, ...]
    later: tuple[str, ...]
    earlier_label: str
    later_label: str
    start: int
    at: int
    klass: str
    dropped: tuple[str, ...]
    added: tuple[str, ...]
    printed_dropped: tuple[str, ...] = ()
    printed_added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Class:
    """A row of edits.csv made ready."""

    name: str
    klass: str
    dropped: re.Pattern[str]
    added: re.Pattern[str]
    swap: bool
    commas: bool

    def fits(self, one: str, other: str) -> bool:
        if self.dropped.fullmatch(one) and self.added.fullmatch(other):
            return True
        return self.swap and bool(self.dropped.fullmatch(other) and self.added.fullmatch(one))


def groups(links: Iterable[Link]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Labels of the earlier and later paragraphs that links tie together, linked or alone.

    The groups part the two resolutions: each paragraph is in exactly one.
    """
    ends = [(("earlier", k.earlier), ("later", k.later)) for k in links]
    nodes = [end for pair in ends for end in pair if end[1] is not None]
    number = families([pair for pair in ends if None not in (pair[0][1], pair[1][1])], nodes)
    members: dict[int, tuple[list[str], list[str]]] = {}
    for (side, label), n in number.items():
        members.setdefault(n, ([], []))[side == "later"].append(label)
    return [(tuple(old), tuple(new)) for old, new in members.values()]


def edits(
    earlier: Resolution | Side,
    later: Resolution | Side,
    links: Iterable[Link],
    classes: Iterable[Mapping[str, str]] | None = None,
    background: Mapping[str, int] | None = None,
) -> list[Edit]:
    """Word-level changes inside each group of linked paragraphs, in readable chunks, classed.

    Parameters
    ----------
    earlier, later : Resolution or Side
        Words in their order.
    links : links between them (see `links`)
    classes : rows of ``edits.csv``; the codebook's if left out
    background : as in `links`

    Returns
    -------
    list of Edit
        in later order. Replayed on the earlier words of their group they give the later ones
        (`replay`). A merge is the earlier texts one after another, a split the later ones. Part of
        a name that both texts have in full is ``housekeeping``, and so are the words by which
        paragraphs count off ("also", "further"); a figure that says how much or how many, and
        became another, is ``substance``.
    """
    if classes is None or background is None:
        from .. import codebook

        book = codebook.load()
        classes = book.edits if classes is None else classes
        background = book.background if background is None else background
    both = sides(earlier, later)
    if not all(text.ordered for text in both):
        raise InputError("edits: of one of the two texts only counts of words are known; expected "
                         "words in their order")  # fmt: skip
    rules = _rules(classes)
    before, after = ({p.label: p.words for p in text.paragraphs} for text in both)
    whose = [{p.label: p for p in text.paragraphs} for text in both]
    places = [{p.label: i for i, p in enumerate(text.paragraphs)} for text in both]
    whole = [
        " ".join(w for p in text.paragraphs for w in p.words).replace(",", "") for text in both
    ]
    changes: list[Edit] = []
    for group in groups(links):
        if all(group):
            olds, news = (
                tuple(sorted(labels, key=place.__getitem__))
                for labels, place in zip(group, places, strict=True)
            )
            printed = [w for x in olds for w in before[x]], [w for x in news for w in after[x]]
            if printed[0] == printed[1]:
                continue
            old = [(x, w.lower()) for x in olds for w in before[x]]
            new = [(x, w.lower()) for x in news for w in after[x]]
            found = list(_edits(olds, news, old, new, rules, background))
            marked = [[w for x in labels for w in with_marks(given[x])] if found else []
                      for labels, given in zip((olds, news), whose, strict=True)]  # fmt: skip
            for edit in found:
                named = _within_name(edit, printed, whole)
                changes.append(replace(
                    edit, klass="housekeeping" if named else edit.klass,
                    printed_dropped=tuple(marked[0][edit.start : edit.start + len(edit.dropped)]),
                    printed_added=tuple(marked[1][edit.at : edit.at + len(edit.added)]),
                ))  # fmt: skip
    return sorted(changes, key=lambda e: (min(places[1][x] for x in e.later), e.at, e.start))


def _edits(olds, news, old, new, rules, background) -> Iterable[Edit]:
    """Edits of a group; `old` and `new` are its words, each with label and comma."""
    one, other = ([w.rstrip(",") for _, w in side] for side in (old, new))
    if one == other:
        return
    idle = [_counting(side, bare) for side, bare in ((old, one), (new, other))]
    figures = [amounts([w for _, w in side]) for side in (old, new)]
    end = 0, 0
    for chunk in _chunks(one, other):
        free = min(chunk[0] - end[0], chunk[2] - end[1])  # words since the change before
        i1, i2, j1, j2 = _slid(chunk, old, new, min(free, SLIDE))
        end = i2, j2
        klass = classify([w for _, w in old[i1:i2]], [w for _, w in new[j1:j2]], rules, background)
        spans = (one, range(i1, i2)), (other, range(j1, j2))
        told = [[words[k] for k in span if k not in count]
                for (words, span), count in zip(spans, idle, strict=True)]  # fmt: skip
        if joined(told[0]) == joined(told[1]):
            klass = "housekeeping"
        said = [[words[k] for k in span if k in figure]
                for (words, span), figure in zip(spans, figures, strict=True)]  # fmt: skip
        if klass in ("housekeeping", "wording") and said[0] != said[1]:
            klass = "substance"
        place = (
            old[min(i1, len(old) - 1)][0] if old else olds[0],
            new[min(j1, len(new) - 1)][0] if new else news[0],
        )
        yield Edit(olds, news, *place, i1, j1, klass, tuple(one[i1:i2]), tuple(other[j1:j2]))


def _counting(side: Sequence[tuple[str, str]], bare: Sequence[str]) -> set[int]:
    """Places of also, again and further that only count off; of words with their paragraphs, and
    without commas."""
    places = {k for k, word in enumerate(bare) if word in AGAIN}
    start = 0
    for _, run in groupby(label for label, _ in side):
        end = start + len(list(run))
        places |= {start + k for k in counting(bare[start:end])}
        start = end
    return places


def _within_name(
    edit: Edit, printed: tuple[Sequence[str], Sequence[str]], whole: Iterable[str]
) -> bool:
    """Whether only part of a name came or went that both texts have in full, "Charter [of the
    Tolls]" or "[Toll] Charter"; given the words of the group, and of both texts, as printed.

    Plurals are no names of one thing: "Member States" are not all "States".
    """
    if bool(edit.dropped) == bool(edit.added):
        return False
    words, start = (printed[0], edit.start) if edit.dropped else (printed[1], edit.at)
    end = start + len(edit.dropped or edit.added)
    run = [w.rstrip(",") for w in words[start:end]]
    if not start or any(w[-1] == "," for w in words[start : end - 1]):
        return False
    if run[0] in TAIL and run[-1][0].isupper() and words[start - 1][0].isupper():
        name, short = [words[start - 1], *run], words[start - 1]
        within = all(w[0].isupper() or w in SMALL for w in run)
    else:
        name, short = [*run, *words[end : end + 1]], "".join(words[end : end + 1])
        within = end < len(words) and all(w[0].isupper() or w in SMALL for w in name)
        within = within and all(w[0].isupper() for w in (run[0], run[-1], name[-1]))
    named = " ".join(name).replace(",", "")
    return within and not short.rstrip(",").endswith("s") and all(named in text for text in whole)


def _chunks(one: Sequence[str], other: Sequence[str]) -> list[Chunk]:
    """Changed stretches (start and end in either text), short equal runs between them absorbed.

    A run is short that has at most `GLUE` words, or fewer than a quarter of the words changed
    on both of its sides: stray *of* and *the* in common make no two changes of one.
    """
    from rapidfuzz.distance import Indel

    chunks: list[Chunk] = []
    for op in Indel.opcodes(one, other):
        if op.tag == "equal":
            continue
        chunk = op.src_start, op.src_end, op.dest_start, op.dest_end
        while chunks:
            i1, i2, j1, j2 = chunks[-1]
            run = chunk[0] - i2
            size = min(max(i2 - i1, j2 - j1), max(chunk[1] - chunk[0], chunk[3] - chunk[2]))
            if run and run > GLUE and 4 * run >= size:
                break
            alike = (i1 == i2 and chunk[0] == chunk[1]) or (j1 == j2 and chunk[2] == chunk[3])
            if run == GLUE and size == 1 and alike:
                break  # a word in here, another there: two changes
            chunk = i1, chunk[1], j1, chunk[3]
            chunks.pop()
        chunks.append(chunk)
    return chunks


def _slid(chunk: Chunk, old: Sequence, new: Sequence, most: int) -> Chunk:
    """A pure insertion or deletion moved to where commas bound it, if it can be told either way.

    "of the Board, [in line with the rules of the Board,]" rather than
    "of the [Board, in line with the rules of the] Board,". At most by `most` words.
    """
    i1, i2, j1, j2 = chunk
    if (i1 == i2) == (j1 == j2):
        return chunk
    side, start, end = (new, j1, j2) if i1 == i2 else (old, i1, i2)
    bare = [w.rstrip(",") for _, w in side]

    def bounds(by: int) -> int:
        before = side[start - by - 1][1] if start - by else ","
        return before.endswith(",") + side[end - by - 1][1].endswith(",")

    by, best = 0, (bounds(0), 0)
    other, k = (old, i1) if side is new else (new, j1)
    while by < most and bare[start - by - 1] == bare[end - by - 1]:
        if other[k - by - 1][1].rstrip(",") != bare[end - by - 1]:
            break
        by += 1
        best = max(best, (bounds(by), -by))
    by = -best[1]
    return i1 - by, i2 - by, j1 - by, j2 - by


def replay(earlier: Sequence[str], changes: Iterable[Edit]) -> list[str]:
    """The later words of a group, from its earlier words and its edits."""
    made: list[str] = []
    done = 0
    for edit in sorted(changes, key=lambda e: (e.start, e.at)):
        made += earlier[done : edit.start]
        made += edit.added
        done = edit.start + len(edit.dropped)
    return made + list(earlier[done:])


def _rules(rows: Iterable[Mapping[str, str]]) -> tuple[_Class, ...]:
    """Rows of edits.csv as patterns; a row of class ``list`` names words for the rows below.

    A pattern with a comma between items sees the commas of the text, the others words alone.
    """
    lists: dict[str, str] = {}
    rules = []
    for row in rows:
        one, other = (
            re.sub(r"\{([a-z]+)\}", lambda m: f"(?:{lists[m[1]]})", row[side])
            for side in ("dropped", "added")
        )
        if row["class"] == "list":
            lists[row["name"]] = one
            continue
        commas = "," in re.sub(r"\{\d*,\d*\}", "", one + other)
        swap = row["swap"] == "yes"
        rules.append(
            _Class(row["name"], row["class"], re.compile(one), re.compile(other), swap, commas)
        )
    return tuple(rules)


def classify(
    dropped: Sequence[str],
    added: Sequence[str],
    rules: Iterable[_Class],
    background: Mapping[str, int],
) -> str:
    """Class of a change: the first row of edits.csv that fits both of its sides, else by weight.

    The words may have the comma that follows them. No row fits: ``housekeeping`` where only hyphens
    and spaces differ, or singular and plural. Then words count that have no other form on the other
    side: ``substance`` where one of them is found in less than a quarter of the background's
    resolutions, or they weigh more than 5 together (see `rarity`); ``wording`` otherwise.
    """
    with_commas = " ".join(dropped), " ".join(added)
    one, other = (side.replace(",", "") for side in with_commas)
    if joined(one) == joined(other):
        return "housekeeping"
    for rule in rules:
        if rule.fits(*(with_commas if rule.commas else (one, other))):
            return rule.klass
    if [_number(w) for w in one.split()] == [_number(w) for w in other.split()]:
        return "housekeeping"  # crisis and crises
    stems = [{w[:STEM]: w for w in side.split() if not w[0].isdigit()} for side in (one, other)]
    weight = [
        rarity(side[stem], background)
        for side in stems
        for stem in stems[0].keys() ^ stems[1].keys()
        if stem in side
    ]
    return "substance" if weight and (max(weight) > COMMON or sum(weight) > 5) else "wording"


def _number(word: str) -> str:
    """A word without what tells singular from plural."""
    return NUMBER.sub("", word) if len(word) > 4 else word


def idle(edit: Edit) -> bool:
    """Whether an edit changes nothing: hyphens and spaces alone, or also and again, which only
    count off."""
    one, other = ([w for w in side if w not in AGAIN] for side in (edit.dropped, edit.added))
    return joined(one) == joined(other)


def published(edit: Edit, background: Mapping[str, int]) -> dict[str, str | int]:
    """The row of a table: class, up to eight words of either side, and how many there were.

    Of a longer side the eight consecutive words that are rarest together by the background; both
    as words alone and as they are printed.
    """
    dropped, added = (_rarest(side, background) for side in (edit.dropped, edit.added))
    return {
        "earlier_label": edit.earlier_label,
        "later_label": edit.later_label,
        "class": edit.klass,
        "dropped": " ".join(edit.dropped[dropped]),
        "added": " ".join(edit.added[added]),
        "n_dropped": len(edit.dropped),
        "n_added": len(edit.added),
        "printed_dropped": OUTER.sub("", " ".join(edit.printed_dropped[dropped])),
        "printed_added": OUTER.sub("", " ".join(edit.printed_added[added])),
    }


def _rarest(run: Sequence[str], background: Mapping[str, int]) -> slice:
    return _heaviest([rarity(w, background) for w in run]) if len(run) > QUOTE else slice(None)


def rarest(run: Sequence[str], weight: Sequence[float]) -> Sequence[str]:
    """The `QUOTE` consecutive words that weigh most together; of equals the first."""
    return run[_heaviest(weight)]


def _heaviest(weight: Sequence[float]) -> slice:
    starts = range(max(len(weight) - QUOTE, 0) + 1)
    start = max(starts, key=lambda k: (round(math.fsum(weight[k : k + QUOTE]), 9), -k))
    return slice(start, start + QUOTE)
