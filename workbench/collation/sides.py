"""The two sides of a collation as words: of a resolution, or of what tables tell of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..records import Resolution
from ..text import WORD, words
from .words import bare, constant, plain

TOKEN = re.compile(WORD.pattern + ",?")
PRINTED = re.compile(rf"[^\s\w]*{WORD.pattern}[^\s\w]*")  # a word with the marks around it
TITLE = re.compile(r"[“\"]([^“”\"]+)[”\"]")
ITEM = re.compile(r"(?:\([^()]*\)|[.•]\d+)(?:~\d+)?$")  # what a label of a list's item ends in
BY = {"which", "wherein", "whereby"}
# A resolution or decision, and within a sentence's reach what it did
QUOTES = re.compile(
    r"\b(?:resolutions?|decisions?)\b.{0,240}?\b(?:in|by|through) which\b"
    r"|\b(?:resolutions?|decisions?)\b.{0,240}?\b(?:wherein|whereby)\b"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A paragraph as collation sees it: where it stands, and its words.

    ``words`` are printed ones, with their capitals and each with the comma that follows it;
    ``titles`` are the words of what stands in quotation marks, ``text`` is what they were cut from,
    where one is known.
    """

    label: str
    part: str
    level: int
    heading: str | None
    words: tuple[str, ...] = ()
    titles: tuple[tuple[str, ...], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a collation.

    ``ordered`` is false where only the counts of words are known: then they stand as often as
    they occur, in the order in which they first appear.
    """

    paragraphs: tuple[Tokens, ...]
    ordered: bool = True


def side(resolution: Resolution) -> Side:
    """A resolution as one side of a collation."""
    return sides(resolution)[0]


def sides(*texts: Resolution | Side) -> list[Side]:
    """Several at once: a text that stands in more than one of them is cut into words once."""
    known: dict[str, tuple] = {}
    made = []
    for text in texts:
        if isinstance(text, Side):
            made.append(text)
            continue
        paragraphs = []
        for p in text.paragraphs:
            if p.text not in known:
                known[p.text] = _cut(p.text)
            paragraphs.append(Tokens(p.label, p.part, p.level, p.heading, *known[p.text]))
        made.append(Side(tuple(paragraphs)))
    return made


def _cut(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str]:
    text = text.replace("’", "'").replace("\u2011", "-").replace("\u00ad", "")
    titles = tuple(tuple(words(t)) for t in TITLE.findall(text))
    return tuple(TOKEN.findall(text)), titles, text


def with_marks(paragraph: Tokens) -> Sequence[str]:
    """Words of a paragraph with all marks around them, where its text is known."""
    return PRINTED.findall(paragraph.text) if paragraph.text else paragraph.words


def counted(outline: Iterable[Tokens], counts: Mapping[str, Mapping[str, int]]) -> Side:
    """A side of which only the counts of words are known.

    Parameters
    ----------
    outline : iterable of Tokens
        Without words.
    counts : mapping
        label → word → count, words in the order in which they first appear.
    """
    return Side(
        tuple(
            replace(p, words=tuple(Counter(counts.get(p.label, {})).elements())) for p in outline
        ),
        ordered=False,
    )


def unordered(text: Side) -> Side:
    """What is left of a side where only the counts of its words are looked at."""
    outline = (replace(p, titles=(), text="") for p in text.paragraphs)
    return counted(outline, {p.label: Counter(lowered(p.words)) for p in text.paragraphs})


def lowered(printed: Sequence[str]) -> list[str]:
    """Words of a paragraph as `text.words` gives them."""
    return "\n".join(printed).lower().replace(",", "").split("\n") if printed else []


class Prepared:
    """A side made ready: paragraphs in an order that depends on their words alone.

    ``words`` are what `plain` leaves of them; ``titles`` say which of these are a title in
    quotation marks, ``quotes`` whether a recital quotes what a resolution did. ``place`` is where
    a paragraph stands in the text, ``rank`` how far down in its part by its label, ``outline``
    which in the order of parts and labels.
    """

    def __init__(self, text: Side, known: dict[tuple[str, ...], tuple[str, ...]]):
        given = text.paragraphs
        for p in given:
            if p.words not in known:
                known[p.words] = _plain(p.words)
        keyed = sorted((known[p.words], p.part, _natural(p.label), i) for i, p in enumerate(given))
        self.paragraphs = [given[i] for *_, i in keyed]
        self.words = [plainly for plainly, *_ in keyed]
        self.place = [i for *_, i in keyed]
        self.rank = _ranks(self.paragraphs)
        self.outline = _outline(self.paragraphs)
        self.headings = [frozenset(words(p.heading or "")) for p in self.paragraphs]
        self.preamble = [p.part == "preamble" for p in self.paragraphs]
        each = list(zip(self.paragraphs, self.words, strict=True))
        self.titles = [_titles(p.titles, plainly) for p, plainly in each]
        self.quotes = [p.part == "preamble" and _quotes(plainly) for p, plainly in each]
        self.lists = _lists(self.paragraphs, self.place)

    def __len__(self) -> int:
        return len(self.paragraphs)

    def key(self) -> tuple:
        """What puts two sides into one order, whichever is the earlier."""
        return self.words, self.preamble, self.place


def prepared(*texts: Side) -> list[Prepared]:
    """Sides made ready together; what stands in more than one is looked at once."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    return [Prepared(text, known) for text in texts]


def _plain(printed: Sequence[str]) -> tuple[str, ...]:
    # as one string, which is much faster than word by word
    return constant(bare("\n".join(lowered(printed))).split("\n")) if printed else ()


def _quotes(plainly: Sequence[str]) -> bool:
    return not BY.isdisjoint(plainly) and bool(QUOTES.search(" ".join(plainly)))


@lru_cache(4096)
def _natural(label: str) -> tuple:
    """A label as a key that sorts OP2 before OP10."""
    parts = re.findall(r"\d+|\D+", label)
    return tuple((0, int(x), "") if x.isdecimal() else (1, 0, x) for x in parts)


def _outline(paragraphs: Sequence[Tokens]) -> list[int | None]:
    """Where each paragraph stands by its part and label; None in annexes (see `_ranks`)."""
    outline: list[int | None] = [None] * len(paragraphs)
    keys = [(p.part != "preamble", _natural(p.label)) for p in paragraphs]
    inside = [i for i, p in enumerate(paragraphs) if p.part in ("preamble", "operative")]
    for n, i in enumerate(sorted(inside, key=keys.__getitem__)):
        outline[i] = n
    return outline


def _ranks(paragraphs: Sequence[Tokens]) -> list[float]:
    """How far down in its part a paragraph stands by its label, from 0 to 1; in annexes nowhere.

    Labels of an annex don't tell its order: unnumbered paragraphs stand between numbered ones.
    """
    ranks = [0.0] * len(paragraphs)
    for part in ("preamble", "operative"):
        inside = [i for i, p in enumerate(paragraphs) if p.part == part]
        for n, i in enumerate(sorted(inside, key=lambda i: _natural(paragraphs[i].label))):
            ranks[i] = n / len(inside)
    return ranks


def _titles(
    quoted: Iterable[Sequence[str]], plainly: Sequence[str]
) -> list[tuple[tuple[str, ...], int, int]]:
    """Titles in quotation marks, and which words of the paragraph they are."""
    titles = []
    for title in map(plain, quoted):
        size = len(title)
        for start in range(len(plainly) - size + 1) if size > 2 else ():
            if plainly[start] == title[0] and tuple(plainly[start : start + size]) == title:
                titles.append((title, start, start + size))
                break
    return titles


def _lists(paragraphs: Sequence[Tokens], place: Sequence[int]) -> list[int | None]:
    """For each paragraph the list that it is in, told by its chapeau; a chapeau is in its own."""
    index = {p.label: i for i, p in enumerate(paragraphs)}
    lists: list[int | None] = [None] * len(paragraphs)
    above: dict[int, int] = {}
    for i in sorted(range(len(paragraphs)), key=place.__getitem__):
        label, level = paragraphs[i].label, paragraphs[i].level
        above[level] = i
        if level > 1:
            # The label knows the chapeau, wherever it stands; where it doesn't, the order does.
            while (match := ITEM.search(label)) and (label := label[: match.start()]) not in index:
                pass
            chapeau = index[label] if match else above.get(level - 1)
            if chapeau is not None:
                lists[i] = chapeau
                if lists[chapeau] is None:
                    lists[chapeau] = chapeau
    return lists
