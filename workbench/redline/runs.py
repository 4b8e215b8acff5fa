"""From texts: links and edits on the words as printed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from .. import collation
from ..errors import InputError
from ..records import Paragraph, Resolution
from ..text import WORD, words
from .records import Outline, Redline, Row, Run, name

Placed = tuple[str, Run]  # a run and the label of its row


def changes(
    earlier: Resolution,
    later: Resolution,
    links: Sequence[collation.Link] | None = None,
    edits: Sequence[collation.Edit] | None = None,
    *,
    background: Mapping[str, int] | None = None,
    classes: Iterable[Mapping[str, str]] | None = None,
    skips: Sequence[str] = (),
) -> Redline:
    """What became of every word of the earlier resolution, and whence those of the later.

    Parameters
    ----------
    earlier, later : Resolution
    links, edits : optional
        What `collation.links` and `collation.edits` found; computed if left out.
    background, classes : optional
        As in `collation.edits`; the codebook's if left out.
    skips : sequence of str
        Symbols of the members between the two whose texts are not at hand.

    Returns
    -------
    Redline

    Raises
    ------
    InputError
        The links are not those of these two texts.
    """
    if links is None:
        links = collation.links(earlier, later, background)
    matching(links, earlier, later)
    if edits is None:
        edits = collation.edits(earlier, later, links, classes, background)
    before = {p.label: p for p in earlier.paragraphs}
    after = {p.label: p for p in later.paragraphs}
    by_group = defaultdict(list)
    for edit in edits:
        by_group[edit.earlier].append(edit)
    rank_before = {x: i for i, x in enumerate(before)}
    rank_after = {x: i for i, x in enumerate(after)}
    runs: dict[tuple[bool, str], list[Run]] = defaultdict(list)
    for olds, news in collation.groups(links):
        olds = tuple(sorted(olds, key=rank_before.__getitem__))
        news = tuple(sorted(news, key=rank_after.__getitem__))
        sides = [before[x] for x in olds], [after[x] for x in news]
        for place, run in _Group(*sides).runs(by_group[olds] if olds and news else ()):
            runs[bool(news), place].append(run)
    n_before, n_after = (
        {x: len(words(p.text)) for x, p in side.items()} for side in (before, after)
    )
    counts = [(e.later_label, len(e.dropped), len(e.added)) for e in edits]
    rows = (
        replace(row, runs=merged(runs[row.later is not None, row.later or row.earlier[0]]))
        for row in outline_rows(links, n_before, n_after, counts)
    )
    return Redline(earlier, later, tuple(rows), tuple(skips))


def matching(
    links: Iterable[collation.Link], earlier: Resolution | Outline, later: Resolution | Outline
) -> None:
    """See that the links are those of these two."""
    for side, resolution in (("earlier", earlier), ("later", later)):
        linked = {getattr(k, side) for k in links} - {None}
        odd = sorted(linked ^ {p.label for p in resolution.paragraphs})
        if odd:
            raise InputError(
                f"links: {odd[0]} stands only in the links or only in {name(resolution)}; expected "
                "links of these two texts, such as collation.links gives"
            )


def outline_rows(
    links: Iterable[collation.Link],
    n_before: Mapping[str, int],
    n_after: Mapping[str, int],
    n_edits: Iterable[tuple[str, int, int]] | None,
) -> Iterator[Row]:
    """Rows without text, in the order of the links.

    ``n_before`` and ``n_after`` are the lengths of paragraphs in their order, ``n_edits`` for each
    edit the later label and how many words went and came, None where that is not known.
    """
    links = list(links)
    into: dict[str, list[collation.Link]] = defaultdict(list)
    out_of: Counter[str | None] = Counter()
    rank = {label: i for i, label in enumerate(n_before)}
    for link in links:
        if link.later is not None:
            into[link.later].append(link)
            out_of[link.earlier] += 1
    went: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for label, n_dropped, n_added in n_edits or ():
        went[label] += n_dropped
        came[label] += n_added
    for link in links:
        if link.later is None:
            old = link.earlier or ""
            n = n_before[old]
            yield Row((old,), None, "dropped", (), link.doubtful, None, (n, 0), (n, 0))
        elif link.earlier is None:
            n = n_after[link.later]
            yield Row((), link.later, "added", (), link.doubtful, None, (0, n), (0, n))
        elif sources := into.pop(link.later, None):
            by_label = {k.earlier or "": k for k in sources}
            olds = tuple(sorted(by_label, key=rank.__getitem__))
            split = any(out_of[x] > 1 for x in olds)
            yield Row(
                olds,
                link.later,
                "merged" if len(olds) > 1 else "split" if split else link.kind,
                tuple(x for x in olds if by_label[x].moved),
                any(k.doubtful for k in sources),
                max((k.similarity for k in sources if k.similarity is not None), default=None),
                (sum(n_before[x] for x in olds), n_after[link.later]),
                (went[link.later], came[link.later]) if n_edits is not None else None,
            )


class _Print:
    """Paragraphs one after another, as printed: one text, its words, and which label is where."""

    def __init__(self, paragraphs: Sequence[Paragraph], mark: str):
        self.labels = [p.label for p in paragraphs]
        self.text = mark.join(p.text for p in paragraphs)
        self.starts, at = [], 0
        for p in paragraphs:
            self.starts.append(at)
            at += len(p.text) + 1
        self.words = _spans(self.text)

    def label(self, at: int) -> str:
        return self.labels[bisect_right(self.starts, at) - 1]

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """A stretch cut where paragraphs end: start, end, label."""
        ends = pairwise((*self.starts, len(self.text) + 1))
        for label, (first, following) in zip(self.labels, ends, strict=True):
            begin, stop = max(start, first), min(end, following - 1)
            if begin < stop:
                yield begin, stop, label


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the words of `text.words` stand in the printed text."""
    kept = [i for i, c in enumerate(text) if c != "\u00ad"]
    plain = "".join(text[i] for i in kept).replace("’", "'").replace("\u2011", "-")
    return [(kept[m.start()], kept[m.end() - 1] + 1) for m in WORD.finditer(plain)]


class _Group:
    """Linked paragraphs of both texts as printed, from which runs are cut."""

    def __init__(self, olds: Sequence[Paragraph], news: Sequence[Paragraph]):
        used = set().union(*(p.text for p in (*olds, *news)))
        # Between paragraphs stands a character that none of them has.
        mark = next(c for c in map(chr, (0x1D, *range(0xE000, 0xF900))) if c not in used)
        self.one, self.other = _Print(olds, mark), _Print(news, mark)
        self.home = olds[0].label if not news else None

    def runs(self, edits: Sequence[collation.Edit]) -> Iterator[Placed]:
        """Runs in the order of the texts, each with the label of the row that it is in.

        Between two words that both sides have lies the punctuation of either, and what the edit
        there dropped and added. What both have in common at the ends of such a stretch is equal.
        """
        one, other = self.one, self.other
        if one.text == other.text:  # as most groups are; the same runs at once
            yield from self.equal(0, len(one.text), 0)
            return
        a = c = 0
        pairs, klass = _common_words(len(one.words), len(other.words), edits)
        for i, j, following in pairs:
            (x, y), (v, w) = one.words[i], other.words[j]
            yield from self.between(a, x, c, v, klass)
            if one.text[x:y] == other.text[v:w]:
                yield from self.equal(x, y, v)
            else:  # case, or a hyphen of another kind
                yield from self.gone(x, y, v)
                yield from self.come(v, w)
            a, c, klass = y, w, following
        yield from self.between(a, len(one.text), c, len(other.text), klass)

    def between(self, a: int, b: int, c: int, d: int, klass: str | None) -> Iterator[Placed]:
        start, end = _common(self.one.text[a:b], self.other.text[c:d])
        yield from self.equal(a, a + start, c)
        yield from self.gone(a + start, b - end, c + start, klass)
        yield from self.come(c + start, d - end, klass)
        yield from self.equal(b - end, b, d - end)

    def equal(self, a: int, b: int, c: int) -> Iterator[Placed]:
        for x, y, old in self.one.pieces(a, b):
            for v, w, new in self.other.pieces(x - a + c, y - a + c):
                yield new, Run("equal", self.other.text[v:w], old, new)

    def gone(self, a: int, b: int, c: int, klass: str | None = None) -> Iterator[Placed]:
        for x, y, old in self.one.pieces(a, b):
            yield self.home or self.other.label(c), Run("del", self.one.text[x:y], old, None, klass)

    def come(self, c: int, d: int, klass: str | None = None) -> Iterator[Placed]:
        for v, w, new in self.other.pieces(c, d):
            yield new, Run("ins", self.other.text[v:w], None, new, klass)


def _common_words(m: int, n: int, edits: Sequence[collation.Edit]):
    """Pairs of common words, each with the class of the edit that follows it; and the first's."""
    pairs: list[tuple[int, int, str | None]] = []
    i = j = 0
    first = None
    if not m or not n:
        return pairs, first
    for edit in sorted(edits, key=lambda e: (e.start, e.at)):
        while i < edit.start:
            pairs.append((i, j, None))
            i, j = i + 1, j + 1
        if pairs:
            pairs[-1] = (*pairs[-1][:2], edit.klass)
        else:
            first = edit.klass
        i, j = i + len(edit.dropped), j + len(edit.added)
    if m - i != n - j:
        raise InputError("edits: they don't lead from the earlier text to the later one; expected "
                         "edits of these two texts, such as collation.edits gives")  # fmt: skip
    pairs += [(i + k, j + k, None) for k in range(m - i)]
    return pairs, first


def _common(one: str, other: str) -> tuple[int, int]:
    """How many characters two stretches have in common at either end, outside of words."""
    if one == other:
        return len(one), 0
    leads, trails = [], []
    for text in (one, other):
        spans = _spans(text)
        leads.append(spans[0][0] if spans else len(text))
        trails.append(len(text) - spans[-1][1] if spans else len(text))
    start = end = 0
    while start < min(leads) and one[start] == other[start]:
        start += 1
    most = min(*trails, len(one) - start, len(other) - start)
    while end < most and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of one kind as one; between equal ones first all that went, then all that came."""
    made: list[Run] = []
    for _, block in groupby(runs, key=lambda r: r.kind == "equal"):
        for run in sorted(block, key=lambda r: r.kind):  # del, ins
            if made and _one(made[-1], run):
                last = made.pop()
                run = replace(run, text=last.text + run.text, klass=last.klass or run.klass)
            made.append(run)
    return tuple(made)


def _one(run: Run, following: Run) -> bool:
    """Whether two runs may be read as one: of one kind and place, and not of two classes."""
    places = (run.kind, run.earlier, run.later) == (
        following.kind, following.earlier, following.later
    )  # fmt: skip
    return places and (run.klass == following.klass or None in (run.klass, following.klass))


def styled(redline: Redline) -> list[list[tuple[Run, bool]]]:
    """Runs of each row, cut where the initiating verb ends, and whether they are part of it.

    Words that both texts have are set as in the later one.
    """
    ends = [{p.label: _verb_end(p) for p in side.paragraphs if isinstance(p, Paragraph)}
            for side in (redline.earlier, redline.later)]  # fmt: skip
    done: tuple[Counter[str | None], Counter[str | None]] = Counter(), Counter()
    rows = []
    for row in redline.rows:
        pieces = []
        for run in row.runs:
            side, label = (0, run.earlier) if run.later is None else (1, run.later)
            cut = max(ends[side][label or ""] - done[side][label], 0)
            for text, italic in ((run.text[:cut], True), (run.text[cut:], False)):
                if text:
                    pieces.append((replace(run, text=text), italic))
            done[0][run.earlier] += len(run.text)
            done[1][run.later] += len(run.text)
        rows.append(pieces)
    return rows


def _verb_end(paragraph: Paragraph) -> int:
    """Where the initiating verb ends, with the also and further that stand in and around it."""
    wanted = (paragraph.verb or "").split()
    spans = _spans(paragraph.text[:300])[: len(wanted) + 8] if wanted else ()
    end = met = 0
    for a, b in spans:
        word = paragraph.text[a:b].lower()
        if met < len(wanted) and word == wanted[met]:
            met += 1
        elif met == len(wanted) and word not in ("also", "again", "further"):
            break
        end = b
    return end if wanted and met == len(wanted) else 0
