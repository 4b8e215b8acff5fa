"""A redline as a Word document with tracked changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .. import symbols
from ..errors import InputError
from ..files import write
from ..records import Resolution
from .files import package, told
from .records import Redline, name
from .runs import styled

Pair = tuple[str, str]  # earlier and later label
LETTERS = {
    "italic": "<w:rPr><w:i/></w:rPr>",
    "label": '<w:rPr><w:rStyle w:val="Label"/></w:rPr>',
}


@dataclass(frozen=True, slots=True)
class _Item:
    """A piece of one of the two texts, or the end of a paragraph of it.

    What has a ``key`` that the other text has too stands in both. ``style`` is that of the
    paragraph, at its end, or of the piece; ``move`` names what went to another place.
    """

    text: str
    key: tuple | None = None
    style: str = ""
    ends: bool = False
    move: str | None = None


def docx(redline: Redline, path: str | Path) -> Path:
    """Write a redline as a Word document with tracked changes.

    Accepting all changes gives the later text in its order, rejecting all the earlier one in
    its own, each paragraph after its label. What moved is tracked as moved. The same redline
    gives the same bytes: changes bear the day on which the later text was adopted.

    Parameters
    ----------
    redline : Redline
        One with texts.
    path : path
        The file to write; it is whole or isn't there.

    Raises
    ------
    InputError
        The texts are not at hand, or the file can't be written.
    """
    from markupsafe import Markup

    date = f"{redline.later.adopted or '1980-01-01'}T00:00:00Z"
    content = package(
        "redline-docx",
        earlier=_plain(name(redline.earlier)),
        later=_plain(name(redline.later)),
        date=date,
        body=Markup("\n".join(_Tracked(date).paragraphs(_woven(*_sequences(redline))))),
    )
    return write(Path(path), content)


def _texts(redline: Redline) -> tuple[Resolution, Resolution]:
    one, other = redline.earlier, redline.later
    if isinstance(one, Resolution) and isinstance(other, Resolution):
        return one, other
    raise InputError(
        f"{name(one)}, {name(other)}: tracked changes take the texts, and only tables are at hand; "
        f"`workbench fetch {one.symbol} {other.symbol}` gets them"
    )


def _sequences(redline: Redline) -> list[list[_Item]]:
    """Both texts as items, in their own orders; what stood still bears the same key in both."""
    resolutions = _texts(redline)
    still = _still(redline)
    opening, closing = _mutual(still[::-1]), _mutual(still)
    moved = [(x, row.later) for row in redline.rows if row.later for x in row.moved]
    moves = {pair: f"move{n}" for n, pair in enumerate(moved, 1)}
    pieces = _pieces(redline, set(still), moves)
    whole = _whole(redline, moves)
    headings = _headings(*resolutions, still)
    sequences = []
    for side, resolution in enumerate(resolutions):
        items = _front(resolution)
        for n, p in enumerate(resolution.paragraphs):
            if (side, n) in headings:
                items += _line(p.heading or "", headings[side, n], "Heading2")
            pair = opening.get((side, p.label))
            same = pair if pair and pair[0] == pair[1] else None
            items.append(_Item(p.label, same and ("label", *same), "label"))
            items.append(_Item("\t", pair and ("tab", *pair)))
            items += pieces[side, p.label]
            pair = closing.get((side, p.label))
            style = "Provision" if p.level < 2 else f"Provision{min(p.level, 3)}"
            move = whole.get((side, p.label))
            items.append(_Item("", pair and ("end", *pair), style, ends=True, move=move))
        sequences.append(items)
    return sequences


def _pieces(
    redline: Redline, still: set[Pair], moves: Mapping[Pair, str]
) -> dict[tuple[int, str], list[_Item]]:
    """Items of each paragraph of either side."""
    pieces: dict[tuple[int, str], list[_Item]] = defaultdict(list)
    for n, runs in enumerate(styled(redline)):
        for k, (run, italic) in enumerate(runs):
            key = move = None
            if run.earlier and run.later:
                pair = run.earlier, run.later
                key = ("run", n, k) if pair in still else None
                move = None if key else moves.get(pair)
            item = _Item(run.text, key, "italic" if italic else "", move=move)
            for side, label in enumerate((run.earlier, run.later)):
                if label is not None:
                    pieces[side, label].append(item)
    return pieces


def _whole(redline: Redline, moves: Mapping[Pair, str]) -> dict[tuple[int, str], str]:
    """Paragraphs that moved as they were, neither merged nor split, with the name of the move."""
    uses = Counter(x for row in redline.rows for x in row.earlier)
    whole: dict[tuple[int, str], str] = {}
    for row in redline.rows:
        if row.later and row.moved and len(row.earlier) == 1 == uses[row.earlier[0]]:
            move = moves[row.earlier[0], row.later]
            whole |= {(0, row.earlier[0]): move, (1, row.later): move}
    return whole


def _mutual(pairs: Iterable[Pair]) -> dict[tuple[int, str], Pair]:
    """By side and label, the pairs that are the last one for both of their sides."""
    pairs = list(pairs)
    news = dict(pairs)
    olds = {new: old for old, new in pairs}
    both = [(old, new) for old, new in news.items() if olds[new] == old]
    return {(side, pair[side]): pair for pair in both for side in (0, 1)}


def _still(redline: Redline) -> list[Pair]:
    """Linked pairs that did not change their order, in that order."""
    rank, after = ({p.label: n for n, p in enumerate(r.paragraphs)} for r in _texts(redline))
    pairs = sorted(
        (rank[x], after[row.later], x, row.later)
        for row in redline.rows
        for x in row.earlier
        if row.later is not None and x not in row.moved
    )
    still, top = [], -1
    for _, at, old, new in pairs:
        if at >= top:
            still.append((old, new))
            top = at
    return still


def _headings(
    one: Resolution, other: Resolution, still: list[Pair]
) -> dict[tuple[int, int], tuple | None]:
    """Side and paragraph that a heading stands above → its key where both texts have it."""
    above: dict[tuple[int, int], tuple | None] = {}
    for side, resolution in enumerate((one, other)):
        heading = None
        for n, p in enumerate(resolution.paragraphs):
            if p.heading and p.heading != heading:
                above[side, n] = None
            heading = p.heading
    places = [{p.label: n for n, p in enumerate(r.paragraphs)} for r in (one, other)]
    around = [(places[0][old], places[1][new]) for old, new in still]
    free = [n for side, n in above if side == 1]
    for a in [n for side, n in above if side == 0]:
        for b in free:
            same = one.paragraphs[a].heading == other.paragraphs[b].heading
            if same and all((x < a) == (y < b) for x, y in around):
                above[0, a] = above[1, b] = ("heading", a, b)
                free = [n for n in free if n > b]
                break
    return above


def _front(resolution: Resolution) -> list[_Item]:
    """Number, title, and the organ's line."""
    number, organ = symbols.number(resolution.symbol), resolution.recommends or resolution.organ
    items = [_Item(number, ("number", number))] if number else []
    if resolution.title:
        items += [_Item(". ", ("point",))] if number else []
        items.append(_Item(resolution.title, ("title", resolution.title)))
    items.append(_Item("", ("front",), "Heading1", ends=True))
    return items + (_line(f"The {organ},", ("organ", organ), "Normal", "italic") if organ else [])


def _line(text: str, key: tuple | None, style: str, letters: str = "") -> list[_Item]:
    """A paragraph of one piece."""
    return [_Item(text, key, letters), _Item("", key and (*key, "end"), style, ends=True)]


def _woven(old: list[_Item], new: list[_Item]) -> Iterator[tuple[str, _Item]]:
    """Both texts in one: what stands in both once, between it what went and then what came.

    Whole paragraphs that went and came stand before the beginnings of the next one.
    """
    where = {item.key: n for n, item in enumerate(new) if item.key}
    both = [(n, where[item.key]) for n, item in enumerate(old) if item.key in where]
    i = j = 0
    for x, y in [*both, (len(old), len(new))]:
        if y < j:  # both texts have it, but in another order: it went here and came there
            continue
        went, came = old[i:x], new[j:y]
        a, b = (max((n + 1 for n, item in enumerate(s) if item.ends), default=0)
                for s in (went, came))  # fmt: skip
        for kind, items in (
            ("del", went[:a]), ("ins", came[:b]), ("del", went[a:]), ("ins", came[b:])
        ):  # fmt: skip
            yield from ((kind, item) for item in items)
        if x < len(old):
            yield "equal", new[y]
        i, j = x + 1, y + 1


class _Tracked:
    """Writes items as paragraphs of WordprocessingML; counts what has to be numbered."""

    def __init__(self, date: str):
        self.date, self.number = date, 0

    def facts(self) -> str:
        self.number += 1
        return f'w:id="{self.number}" w:author="workbench" w:date="{self.date}"'

    def paragraphs(self, stream: Iterable[tuple[str, _Item]]) -> Iterator[str]:
        tagged = [(self.tag(kind, item), item) for kind, item in stream]
        left = Counter((tag, item.move) for tag, item in tagged if tag.startswith("move"))
        ranges: dict[tuple[str, str | None], int] = {}
        inside = ""
        for tag, item in tagged:
            move, after = (tag, item.move), ""
            if move in left:
                if move not in ranges:
                    inside += f'<w:{tag}RangeStart {self.facts()} w:name="{item.move}"/>'
                    ranges[move] = self.number
                left[move] -= 1
                if not left[move]:
                    after = f'<w:{tag}RangeEnd w:id="{ranges[move]}"/>'
            if item.ends:
                mark = "" if tag == "equal" else f"<w:rPr><w:{tag} {self.facts()}/></w:rPr>"
                style = f'<w:pPr><w:pStyle w:val="{item.style}"/>{mark}</w:pPr>'
                yield f"<w:p>{style}{inside}</w:p>{after}"
                inside = ""
            else:
                inside += self.run(tag, item) + after

    @staticmethod
    def tag(kind: str, item: _Item) -> str:
        if item.move and kind != "equal":
            return "moveFrom" if kind == "del" else "moveTo"
        return kind

    def run(self, tag: str, item: _Item) -> str:
        text = "delText" if tag == "del" else "t"
        content = escape(_plain(item.text), quote=False)
        content = f'<w:{text} xml:space="preserve">{content}</w:{text}>'
        if item.text == "\t":
            content = "<w:tab/>"
        run = f"<w:r>{LETTERS.get(item.style, '')}{content}</w:r>"
        return run if tag == "equal" else f"<w:{tag} {self.facts()}>{run}</w:{tag}>"


def _plain(text: str) -> str:
    """Text that XML can hold; characters that hide or turn text are named instead."""
    return "".join(f"[U+{ord(c):04X}]" if hidden else c for c, hidden in told(text))
