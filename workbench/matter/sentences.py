"""Lines that go on in the text's own words, where texts are at hand: what the tables cut to eight
words is told as far as it can be understood."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..codebook import conditions, load
from ..codebook.forms import MONTHS
from .asks import EXCEPTING, FINITE, INNER, OPENING, QUALITY, hangs, opened
from .facts import STEM

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["bounded", "continued", "open_ended", "recited", "whole"]

Texts = Mapping[tuple[str, str], str]  # symbol and label → text of the paragraph
MORE = 18  # words by which a line goes on, after the eight of the tables
RECITED = 22  # words that are quoted of a paragraph's beginning
FURTHER = (30, 40, 60)  # the same, where its verb comes late, after a citation, say
REST = 10  # words more, where nothing is left then
TAIL = 6  # words by which the place is sought where a line breaks off
SOONEST = 4  # words after which a comma ends what is quoted, where it goes on for too long
HALF = 1 / 2  # share of what may be quoted that stands before that comma
BEGINNING = 9  # words after ", and" that only begin another clause
NEAR = 3  # words within which an exception would be cut off: "shall leave, unless"
NAME = 10  # words more, where a name would be torn
JOINED = ("and", "to")
LEADING = frozenset("inter alia particular many".split())  # noqa: SIM905
OPEN = " …"
# A term under which the second of two is asked.
QUALIFIED = re.compile(r"^[A-Z](?:[\w-]+ ){1,12}and, ((?:where|as|when|if) [a-z]+), ")
TWO = re.compile(r"(?<![^; ])([A-Z][\w-]*(?: [\w-]+){0,5}) and ((?:[\w-]+ ){1,6}are [a-z]+ed )")
# A few words between commas, with the word before them and the two that follow.
TERM = re.compile(r"([\w-]+)(?=, ((?:[\w-]+ ){1,5}[\w-]+), ([\w-]+ [\w-]+))")
WAS = ("no longer:", "no longer, though", "reported done:", "reported done, ", "before:")


def whole(lines: pd.DataFrame, texts: Texts, verbs: Collection[str]) -> pd.DataFrame:
    """Lines of the first page with the words that the tables cut off.

    Parameters
    ----------
    lines : DataFrame
        As `lines` gives them.
    texts : mapping
        Symbol and label → text of each paragraph of both members.
    verbs : collection of str
        Verbs of the organ, with which its next clause begins.
    """
    made = lines.copy()
    for at, row in lines.iterrows():
        if row["kind"] not in ("paragraph", "asked"):
            continue
        here = [texts.get((row["symbol"], label), "") for label in row["labels"].split()]
        was = row["was"].split()
        before = [text for (symbol, label), text in texts.items()
                  if label in was and symbol != row["symbol"]]  # fmt: skip
        for column in ("said", "more"):
            told = row[column]
            if row["kind"] == "paragraph":
                told = continued(told, here, before, verbs)
            made.at[at, column] = _under(told, here)
        if row["kind"] == "asked":
            continue
        if not row["said"] and row["section"] != "otherwise" and here[0]:
            made.at[at, "said"] = f"“{recited(here[0])}”"
    return made


def _under(said: str, texts: Iterable[str]) -> str:
    """A line with the terms between commas that stand in the middle of what it tells: "to ensure,
    as appropriate, that boats are mended"."""
    for text in texts:
        for term in TERM.finditer(text):
            first, condition, then = term.groups()
            joined = f"{first} {then}"
            if said.count(joined) == 1 and conditions(condition, load()):
                said = said.replace(joined, f"{first}, {condition}, {then}")
    return said


def continued(said: str, here: Iterable[str], before: Iterable[str], verbs: Collection[str]) -> str:
    """Sentences that break off, as far as the clause or the next joint in the texts `here` or, of
    what is no longer so, `before`."""
    sides = [[text.split() for text in side] for side in (here, before)]
    bounds = [bound for words in sides[0] if (bound := QUALIFIED.search(" ".join(words)))]
    pieces = []
    if bounds and len(TWO.findall(said)) == 1:
        said = TWO.sub(rf"\1 and, {bounds[0][1]}, \2", said)
    for piece in said.split("; "):
        begun = piece.removesuffix(OPEN)
        if begun != piece and "“" not in piece:
            side = sides[bool(before) and piece.lower().startswith(WAS)]
            piece = _onward(begun.split(), side, verbs) or piece
        pieces.append(piece)
    return "; ".join(pieces)


def recited(text: str) -> str:
    """The beginning of a paragraph, as far as a joint; where that says only of whom or what
    something is said, a little further."""
    words = text.split()
    told = (_as_far(words, 0, most) for most in (RECITED, *FURTHER))
    return next((said for said in told if _predicated(said)), _as_far(words, 0, RECITED))


def _predicated(said: str) -> bool:
    """Whether what follows "that" has its verb, as far as it is told."""
    _, that, clause = said.partition(" that")
    if not that or not said.endswith(OPEN):
        return True
    verb = (load().forms.get(_bare(word), ("",))[0] == "verb" for word in clause.split()[2:])
    return bool(FINITE.search(clause)) or any(verb)


def _onward(begun: Sequence[str], texts: Sequence[Sequence[str]], verbs: Collection[str]) -> str:
    """What was begun, as far as the text goes on that has most of its words; empty where it isn't
    found in one place."""
    said = _beginnings(begun)
    shared = [len(said & _beginnings(words)) for words in texts]
    texts = [words for words, n in zip(texts, shared, strict=True) if n == max(shared)]
    tail = [_bare(word) for word in begun[-TAIL:]]
    found: list[tuple[Sequence[str], int]] = []
    for size in range(len(tail), 1, -1):
        found = [(words, at) for words in texts for at in _after(words, tail[-size:])]
        if found:
            break
    else:  # an item of a list that begins with what is to be done: "emphasizing"
        if tail[-1].endswith("ing"):
            found = [(words, 1) for words in texts if words and _bare(words[0]) == tail[-1]]
    if len(found) != 1:
        return ""
    ((words, at),) = found
    rest = words[at : _ended(words, at, verbs)]
    last = words[at - 1] if at > 1 else words[0].lower()
    if last[-1] in ";:" or not rest:
        return " ".join([*begun[:-1], last.rstrip(";:")])
    joined = [*begun[:-1], last, *rest]
    return _as_far(joined, len(begun), len(begun) + MORE)


def _as_far(words: Sequence[str], begun: int, most: int) -> str:
    """Words up to their end, where it is near; else as `bounded` has them."""
    return bounded(words, begun, len(words) if len(words) <= most + REST else most)


def _beginnings(words: Iterable[str]) -> set[str]:
    """Beginnings of words of four letters and more: "encouraged" is of "encourages"."""
    return {bare[:STEM] for word in words if len(bare := _bare(word)) > 3}


def _after(words: Sequence[str], tail: Sequence[str]) -> list[int]:
    """Where some words stand in others: the places after them."""
    bare, size = [_bare(word) for word in words], len(tail)
    return [
        end
        for end in range(size, len(bare) + 1)
        if bare[end - size : end - 1] == tail[:-1] and _same(bare[end - 1], tail[-1])
    ]


def _ended(words: Sequence[str], start: int, verbs: Collection[str]) -> int:
    """Where the clause ends that goes on at `start`: before a semicolon, or the next verb."""
    for at in range(start, len(words)):
        if words[at][-1] in ";:." and opened(words[: at + 1]) is None:  # none within a title
            return at + 1
        opener = _bare(words[at - 1]) in ("and", "also", "further") or words[at - 1][-1] == ","
        if at > start and opener and words[at] in verbs:
            while at > start and _bare(words[at - 1]) in ("and", "also", "further"):
                at -= 1
            return at
    return len(words)


def bounded(words: Sequence[str], begun: int, most: int) -> str:
    """Words up to their end or, of more than `most`, to the last comma, else to where nothing is
    torn; never to before an exception."""
    if len(words) <= most:
        return " ".join(words).rstrip(",;:.")
    end = most
    while end < min(len(words), most + NAME) and (_in_name(words, end) or _in_date(words, end)):
        end += 1
    if not EXCEPTING.isdisjoint(map(_bare, words[end - NEAR : end + NEAR])):
        joints = [at for at in range(begun, end) if words[at] in ("and", "or")]
        end = joints[-1] if joints else begun
    soonest = begun + max(SOONEST, round(HALF * (most - begun)))
    commas = [at for at in range(soonest, end + 1) if words[at - 1][-1] == ","]
    commas = [at for at in commas if not (_listed(words, at) or _parted(words, at))]
    end = commas[-1] if commas else end
    kept = list(words[:end])
    if (title := opened(kept)) is not None:
        kept = kept[:title]
    # what only began after the last joint is left out: ", and stressing that", "so that they"
    last = next(
        (
            at
            for at in range(len(kept) - 1, begun + SOONEST, -1)
            if kept[at] == "and" and kept[at - 1][-1] == ","
        ),
        0,
    )
    if last and len(kept) - last < BEGINNING:
        kept = kept[:last]
    for at in range(max(begun, len(kept) - NEAR + 1), len(kept)):
        if at > 1 and kept[at] in OPENING:
            kept = kept[:at]
            break
    if words[len(kept) : len(kept) + 1] == ["of"] and kept[-1].isalpha() and kept[-1].islower():
        kept.pop()  # "and the adoption": of what?
    while len(kept) > 1 and open_ended(kept[-1]) and not _name_ends(words, len(kept)):
        kept.pop()
    return f"{' '.join(kept).rstrip(',;:')}{OPEN}"


def _in_name(words: Sequence[str], at: int) -> bool:
    """Whether a name goes on at a word: "Office | on Drugs and Crime"."""
    before, here = words[at - 1], words[at]
    if before[-1] in ",;:" or not (before[:1].isupper() or before in INNER):
        return False
    after = words[at + 1] if at + 1 < len(words) else ""
    return here[:1].isupper() or (here in {*INNER, "the"} and after[:1].isupper())


def _name_ends(words: Sequence[str], at: int) -> bool:
    """Whether a name of several words is whole before a word: "United Nations | local offices"."""
    named = all(word[:1].isupper() for word in words[at - 2 : at])
    return named and not (at < len(words) and _in_name(words, at))


def _in_date(words: Sequence[str], at: int) -> bool:
    """Whether a date goes on at a word: "10 and | 11 May 2022"."""
    if words[at - 1][-1] in ",;:":
        return False
    earlier, before, here, after = (
        _bare(words[n]) if 0 <= n < len(words) else "" for n in range(at - 2, at + 2)
    )
    if here in JOINED:  # "10 | and 11 May"
        return before.isdigit() and after.isdigit()
    dated = before.isdigit() or before in MONTHS or (before in JOINED and earlier.isdigit())
    return dated and (here.isdigit() or here in MONTHS)


def open_ended(word: str) -> bool:
    """Whether a word needs another after it: an article, an adjective, what is listed next."""
    bare = _bare(word)
    form = load().forms.get(bare, ("",))[0]
    quality = form in ("attribute", "quality") or (form != "noun" and QUALITY.fullmatch(bare))
    adjective = quality and word.isalpha() and not word.endswith("ed")
    return bool(adjective) or bare in LEADING or bare.endswith("-") or hangs(word)


def _listed(words: Sequence[str], at: int) -> bool:
    """Whether a comma parts members of a list, of which some would be lost: what comes next ends
    with a comma or has "and" soon."""
    return any(word[-1] == "," or word in ("and", "or") for word in words[at : at + NEAR])


def _parted(words: Sequence[str], at: int) -> bool:
    """Whether a comma parts adjectives from their noun: "the oldest, leaking barges"."""
    return words[at - 2] in ("the", "a", "an", "its", "their") and open_ended(_bare(words[at - 1]))


def _same(word: str, begun: str) -> bool:
    """Whether a word is one that may have been cut at a point: "9.1", "9"."""
    return word == begun or (begun.isdigit() and word.startswith(f"{begun}."))


def _bare(word: str) -> str:
    return word.strip(",;:.()“”‘’").lower()
