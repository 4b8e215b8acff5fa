"""The words themselves, where texts are at hand: of a paragraph that came or went its beginning,
of one that is carried on what changed, with a few words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

from ..codebook import load
from ..prose import capital
from ..topics import nouns
from .asks import DANGLING, QUOTED, opened
from .subjects import AFTER, HOW, LISTED, PARTICIPLE, finite, shorter, telling, unclosed, verbless

__all__ = ["TOGETHER", "Segment", "about", "names", "opening", "segments", "spelled", "texts_of",
           "wording"]  # fmt: skip


class Segment(NamedTuple):
    """A change between two unchanged words: what went, what came, and a few words beside it."""

    went: str
    came: str
    after: str = ""
    before: str = ""


Piece = tuple[str, str]  # ins, del or equal, and the words
_NUMBERED = re.compile(r"(?:sub)?paragraphs? \d")  # of what, the name doesn't say
# What is said of somebody.
_SAID = re.compile(r" (?:are|is|was|were|has|have|had|can|may|should|will|must|could)(?= )")
# Who is spoken of, and not of what: "Member States", "States to mend".
_NOBODY = re.compile(
    r"(?:all )?(?:Member )?(?:States|Governments)(?: parties)?"
    r"(?:$| (?:and [^,;]{1,60}|to [a-z]+\b[^,;]{0,60})$)"
)
_NEGATED = re.compile(
    r"\b(?:not|no|without|lack of|absence of|failure to|never|nor)(?: (?:the|an?|any))? *$"
)
_WHATEVER = re.compile(", (?:whatever|whether|regardless|irrespective) ")
_ADJECTIVES = re.compile(r"[\w-]+(?:, [\w-]+)+")  # "fair, humane": what is so was cut off
MOST = 240  # words of a paragraph that are shown: few have more
# What stands between a verb and what it is about: "also that the", "with concern".
_BETWEEN = re.compile(
    r"^(?:while [^,;]{1,120}|and [a-z]+ing|importance (?:to|for) (?:[A-Z]\w+ ){1,4}of|"
    r"(?:convening|holding) (?:in|at|by) [^;]{1,90}?,? of(?: the| an?)?(?= (?-i:[A-Z]))|"
    r"in (?:many|some|several|most|certain) \w+(?=,)|(?:fact|reports) that|"
    r"(?:decision|resolution)s? [\d/]+ of \d+ [a-z]+ \d{4}(?:, [^,;]{1,90},)? on(?: the)?(?= )|"
    r"(?:since|after|over the|as of|more than \d+|according to|from \d+|between \d+)\b"
    r"[^,]{0,90}(?=,)|"
    r"[a-z]+ly(?=,)|"
    r"in the (?:\w+ ){0,3}(?:age|era|context|case|event)(?: of [^,;]{1,40})?(?=,)|"
    r"(?:need to \w+ )?efforts, [^,;]{1,90}, to [a-z]+(?: and [a-z]+)?|"
    r"also|further|again|in particular|inter alia|"
    r"with (?:[^\W\d]\w* )?[^\W\d]\w*|that|of|at|on|about|over|"
    r"under|(?:the )?adoption by [^,;]{1,90}? of(?: the| an?)?(?= (?-i:[a-z]))|"
    r"the|an?|its|certain),? ",
    re.I,
)
_ENDS = re.compile(
    r"[;:]|,(?! [A-Z][a-z]+(?:, [A-Z][a-z]+)*,? and [A-Z])| (?:are|is|was|were|means|has|have|had|"
    r"can|may|should|will|would|must|could|remains?|continues? to|contributes?|which|that|who|"
    r"in which|"
    r"by which|as well as|while|for his|for her|for its|"
    r"for their|to provide|to ensure|to support|convened|held|leading|organized|hosted|launched|"
    r"developed)(?= )"
)
# Where a phrase that is too long may end: before what is said of it, or beside it.
_JOINTS = frozenset(
    """
    on in at by for with and or to from under against between among through during as including
    entitled presented adopted held made submitted issued prepared
    """.split()  # noqa: SIM905
)
# How often, and what helps a verb: no name goes on with them.
_EVER = frozenset("always cannot did do does frequently never often shall sometimes still".split())  # noqa: SIM905
_PRONOUNS = frozenset("he it she there these they this those we".split())  # noqa: SIM905
NAME = 2  # words from which a beginning names a matter
TOGETHER = 12  # words a side of a change that is told as one
BESIDE = 5  # words before a change, and after it, among which its noun is
AROUND = 4  # words left standing on either side of a change


def wording(redline: Any) -> dict[tuple[str, str], list[Piece]]:
    """Symbol and label → what a redline of both texts has there, cut to what changed.

    Parameters
    ----------
    redline : redline.Redline
        With texts, as ``redline.renewal(corpus, symbol, texts=True)`` gives it.
    """
    told: dict[tuple[str, str], list[Piece]] = {}
    for row in redline.rows:
        if row.kind == "added":
            told[redline.later.symbol, row.later] = _beginning(row, "ins")
        elif row.kind == "dropped":
            told[redline.earlier.symbol, row.earlier[0]] = _beginning(row, "del")
        elif row.kind != "kept":
            told[redline.later.symbol, row.later] = _changed(row)
    return told


def segments(redline: Any) -> dict[tuple[str, str], list[Segment]]:
    """Symbol and label of a paragraph that is carried on → what came and what went, each piece
    between two unchanged words by itself."""
    return {
        (redline.later.symbol, row.later): list(_segments(row.runs))
        for row in redline.rows
        if row.kind not in ("added", "dropped", "kept")
    }


def _segments(runs: Iterable[Any]) -> Iterator[Segment]:
    blocks = [
        (equal, list(several)) for equal, several in groupby(runs, lambda r: r.kind == "equal")
    ]
    for at, (equal, block) in enumerate(blocks):
        if equal:
            continue
        before = blocks[at - 1][1][-1].text if at else ""
        after = "".join(run.text for run in blocks[at + 1][1]) if at + 1 < len(blocks) else ""
        leading, following = before.split()[-BESIDE:], after.split()[:BESIDE]
        # of "lack of", "oil" came: quoted alone it would say the contrary
        if _NEGATED.search(before):
            continue
        told = [run for run in block if run.klass != "housekeeping"]
        sides = [[run.text for run in told if run.kind == kind] for kind in ("del", "ins")]
        if max(map(len, sides)) > 1:  # of two paragraphs that became one: each by itself
            for run in told:
                yield _alone(run.text.split(), run.kind == "ins", leading, following)
            continue
        texts = [" ".join(side) for side in sides]
        # what a paragraph begins with, its verb, is told of its clauses
        old, new = ((side if before else side.partition(",")[2]).split() for side in texts)
        if _written_out(texts[0], texts[1], following):
            continue
        bare = [[word.strip(",;:.").lower() for word in side] for side in (old, new)]
        if all(bare) and max(map(len, bare)) <= TOGETHER:  # few words are said together
            yield Segment(*map(" ".join, (old, new, following, leading)))
            continue
        codes = SequenceMatcher(None, bare[0], bare[1], False).get_opcodes()
        for stays, parts in groupby(codes, key=lambda code: _stays(code, bare[1])):
            first, *_, last = [*parts] * 2
            # of many words none stand for others, each with those beside it in its own text
            spans = ((old, first[1], last[2]), (new, first[3], last[4]))
            for side, start, end in () if stays else spans:
                if start < end:
                    yield _alone(side[start:end], side is new, [*leading, *side[:start]],
                                 [*side[end:], *following])  # fmt: skip


def _alone(
    words: Sequence[str], came: bool, leading: Sequence[str], following: Sequence[str]
) -> Segment:
    """Words that came or went without others in their place."""
    said, beside = " ".join(words), (" ".join(following[:BESIDE]), " ".join(leading[-BESIDE:]))
    return Segment("", said, *beside) if came else Segment(said, "", *beside)


def _written_out(old: str, new: str, following: Sequence[str]) -> bool:
    """Whether only a name's full form came or went: "Lamp Oil Fund (LOF)" for "LOF"."""
    went, came = old.strip(), new.strip()
    for full, short in ((came, went), (went, came)):
        short = short or "".join(following[:1]).strip(",;:.()")
        if sum(c.isupper() for c in short) > 1 and full.endswith(("(", f"({short})")):
            return True
    return False


def _stays(code: tuple[str, int, int, int, int], words: Sequence[str]) -> bool:
    """Whether a piece of two texts is of both by more than words that stand everywhere, or an
    adjective before other nouns: "armed groups", "armed forces"."""
    if code[0] != "equal":
        return False
    several = words[code[3] : code[4]]
    if len(several) == 1:
        kind = load().forms.get(several[0], ("",))[0]
        if kind in ("attribute", "quality") or several[0].endswith("ed"):
            return False
    return any(len(word) > 3 and word not in DANGLING for word in several)


def texts_of(redline: Any) -> dict[tuple[str, str], str]:
    """Symbol and label → text of each paragraph of both members."""
    return {
        (member.symbol, p.label): p.text
        for member in (redline.earlier, redline.later)
        for p in member.paragraphs
    }


def opening(redline: Any) -> dict[tuple[str, str], str]:
    """Symbol and label → the beginning of what each paragraph is about, without its verb."""
    return {
        (member.symbol, p.label): told
        for member in (redline.earlier, redline.later)
        for p in member.paragraphs
        if p.part != "annex" and p.verb and (told := about(p.text, p.verb))
    }


def about(text: str, verb: str) -> str:
    """ "Noting also that the use of old barges can delay" → "Old barges"; empty where no name of at
    most eight words is whole."""
    words = text.split()
    first = verb.split()[0].lower()
    if first not in words[0].lower():  # "Also condemns the raid"
        words = words[1:]
    phrase = " ".join(words[len(verb.split()) :])
    while (less := _BETWEEN.sub("", phrase)) != phrase or (less := shorter(phrase)) != phrase:
        phrase = less
    name = _ENDS.split(phrase)[0].split()
    if len(name) < NAME:  # "migrants, whatever their status": as far as what is said of them
        said = _SAID.split(phrase)[0].rstrip(",;.")
        further = said[len(" ".join(name)) :]
        name = said.split() if LISTED.match(further) or _WHATEVER.match(further) else name
    told = _constituent(verbless(name))
    while told and told[-1].rstrip(",").lower() in DANGLING:
        told.pop()
    told[-1:] = [word.rstrip(",") for word in told[-1:]]
    if (title := opened(told)) is not None:
        told = told[:title]
    told = AFTER.sub("", " ".join(told)).split()
    if told[-2:-1] == ["to"] and load().forms.get(told[-1], ("",))[0] in ("verb", "other"):
        del told[-2:]  # "solutions to secure": what, the name doesn't say
    told = _ended(told)
    shred = bool(_NOBODY.match(" ".join(told))) or " of and " in " ".join(told)
    ends = [word.rstrip(",").endswith("ing") for word in (*told[:1], *told[-1:])]
    shred = shred or (bool(ends) and all(ends))  # "mending, oiling and lighting": what?
    shred = shred or not told or told[0] in HOW or told[0].lower() in _PRONOUNS
    shred = shred or bool(_ADJECTIVES.fullmatch(" ".join(told)))
    shred = shred or bool(PARTICIPLE.match(told[0]) or _NUMBERED.match(phrase))
    return "" if shred or len(told) < NAME else capital(" ".join(told))


def _ended(words: list[str]) -> list[str]:
    """A name as far as its last noun, before what is said of it: "ferries often leak", "lamps
    resulting", "wardens of inner"; nothing where what is left of it tells nothing."""
    codebook = load()
    said = (
        at
        for at in range(1, len(words))
        if words[at] in _EVER
        or (
            (words[at].endswith("s") or words[at - 1].endswith("s"))
            and words[at - 1] not in DANGLING
            and finite(words[at], codebook, said_of=True)
        )
    )
    kept = words[: next(said, len(words))]
    while kept and (kept[-1] in DANGLING or unclosed(kept, codebook)):
        kept.pop()
    if kept == words:
        return words
    to = max((at for at, word in enumerate(kept) if word == "to"), default=0)
    if to and nouns.kind("".join(kept[to + 1 : to + 2]), codebook) == "verb":
        kept = kept[:to]
    name = " ".join(kept).rstrip(",")
    return name.split() if telling(name, codebook) else []


def _constituent(words: list[str]) -> list[str]:
    """A name in at most eight words: of a longer one what stands before a joint, and before the
    first "of" where only one of these is near enough; nothing torn."""
    if len(words) <= QUOTED:
        return words
    forms = load().forms
    verbs = (
        at
        for at in range(NAME, QUOTED + 1)
        if words[at].islower()
        and "verb" in {forms.get(w, ("",))[0] for w in (words[at], nouns.stem(words[at]))}
    )
    verb = next(verbs, 0)
    if verb and words[verb - 1] not in DANGLING:
        return words[:verb]
    ends = [
        at
        for at in range(NAME, QUOTED + 1)
        if words[at] in _JOINTS
        # "for safe and lawful crossing", "the old and the new": between two of one noun
        and not (words[at] in ("and", "or") and words[at - 2] in {*_JOINTS, "the"})
        # within a name: "Compact for Safe Crossing", "Office on Drugs"
        and not (
            words[at - 1][:1].isupper() and words[at + 1 : at + 2] and words[at + 1][:1].isupper()
        )
    ]
    of = [at for at in range(NAME, QUOTED + 1) if words[at] == "of"]
    return words[: ends[-1]] if ends else words[: of[0]] if of else []


def spelled(text: str, written: Mapping[str, str]) -> str:
    """Words of a line with the capitals that names have in texts: tables know few."""

    def as_written(word: re.Match[str]) -> str:
        at_start = word.start() == 0  # "Aids-free"
        return written.get(word[0].lower() if at_start else word[0], word[0])

    return re.sub(r"(?<![\w-])[^\W\d_][\w’'-]*", as_written, text)


def names(redline: Any) -> dict[str, str]:
    """Word in small letters → as it is written, of words that never stand in small letters."""
    seen: dict[str, set[str]] = {}
    for member in (redline.earlier, redline.later):
        for p in member.paragraphs:
            for word in re.findall(r"(?<=\s)[^\W\d_][\w’'-]*", p.text):
                seen.setdefault(word.lower(), set()).add(word)
    return {
        small: next(iter(forms))
        for small, forms in seen.items()
        if len(forms) == 1 and small not in forms
    }


def _beginning(row: Any, kind: str) -> list[Piece]:
    words = "".join(run.text for run in row.runs).split()
    return [(kind, " ".join(words[:MOST]) + (" …" if len(words) > MOST else ""))]


def _changed(row: Any) -> list[Piece]:
    """Changes in their order, what stands between them cut to its ends."""
    pieces: list[Piece] = []
    left = MOST
    for at, run in enumerate(row.runs):
        words = run.text.split()
        if run.kind == "equal":
            first, last = at == 0, at == len(row.runs) - 1
            if len(words) > AROUND * (2 - first - last) + 1:
                before = [] if first else words[:AROUND]
                after = [] if last else words[-AROUND:]
                words = [*before, "…", *after]
        elif len(words) > left:
            words = [*words[: max(left, 1)], "…"]
        left -= len(words)
        pieces.append((run.kind, f"{' '.join(words)} "))
        if left <= 0:
            pieces.append(("equal", "…"))
            break
    return pieces
