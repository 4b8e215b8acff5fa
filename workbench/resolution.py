"""Records for a resolution, and the one grammar from blocks of text to them.

Readers turn a file into `Block`s, pieces of text with what the format knows about them. `parse`
decides from the words and numbers themselves what each block is: hints of a format help where
the words leave it open, and are overruled where they contradict them. `markdown` writes a
resolution in the form that the markdown reader reads back to an equal one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import symbols

WORD = re.compile(r"[^\W_]+(?:[-'/.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its mark, its text, and the labels of the paragraphs that cite it."""

    mark: str
    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or sub-paragraph under the label by which people cite it."""

    label: str
    part: str
    level: int
    heading: str | None
    verb: str | None
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution as understood: what it is, its paragraphs, its notes, what is odd about it."""

    symbol: str
    title: str
    organ: str
    adopted: date | None
    stage: str = "adopted"
    recommends: str | None = None
    agenda: str | None = None
    signoff: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    warnings: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        from . import displays

        return displays.outline(self, {p.label: len(words(p.text)) for p in self.paragraphs})

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # in a notebook's plain text: no words of the document there either
        printer.text(f"<{self.symbol or 'no symbol'}: {len(self.paragraphs)} paragraphs>")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text as a reader hands it on, with what its format knows about it.

    Attributes
    ----------
    text : str
        Clean text: no markup, no footnote marks.
    kind : str
        "title", "heading", "paragraph", "note", "front", or "" where the format doesn't say.
    number : str
        Number, letter or bullet that the format holds apart from the text; of a note its mark.
    level : int
        Depth of a heading or indent of a paragraph, 0 where unknown.
    marks : tuple of (int, str)
        Footnote marks, each with its position in the text.
    italic : int
        How many characters at the beginning are set in italics, 0 where unknown.
    sure : bool
        Kind and level are certain and the block is whole: the words are not asked.
    """

    text: str
    kind: str = ""
    number: str = ""
    level: int = 0
    marks: tuple[tuple[int, str], ...] = ()
    italic: int = 0
    sure: bool = False


# --- text ------------------------------------------------------------------------------------

_GONE = dict.fromkeys(
    [0x00AD, 0xFEFF, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_SPACES = str.maketrans(
    {"\u2011": "-", "\u2010": "-", "\x00": " ", "\ufffc": " "}
    | dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ["ff", "fi", "fl", "ffi", "ffl", "st", "st"], strict=True))
)


def clean(text: str) -> str:
    """Text with spaces and hyphens of one kind, without invisible characters and line breaks."""
    return " ".join(text.translate(_GONE).translate(_SPACES).split())


def words(text: str) -> list[str]:
    """Lower-cased words of a text: letters and digits with inner ``- ' / .`` only."""
    text = text.replace("’", "'").replace("\u2011", "-").replace("\u00ad", "")
    return [w.lower() for w in WORD.findall(text)]


_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = {
    name: number
    for number, name in enumerate(
        _MONTH.lower().split("|"),
        1,
    )
}
_DATE = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH})\s+(\d{{4}})\b", re.I)


def _day(text: str) -> date | None:
    if found := _DATE.search(text):
        try:
            return date(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
        except ValueError:
            return None
    return None


# A mark glued to the word before it: the word ends in a small letter or a closing quotation
# mark or bracket, and is no part of a symbol, an abbreviation or a number.
_GLUED = re.compile(r"(?<=[^\s\d/])(?P<mark>[1-9]\d{0,2})(?=$|[\s,;.:)\]”’\"—])")
_WORD_BEFORE = re.compile(r"[^\s\d/]*(?:[^\W\d_A-Z][”’\"')\]]*[,;.:]?[”’\"]?|[)”’\]][,;.:]?)")
_SLASHED = re.compile(r"\s?(?<![\d/])(?<!\w)\b(?P<mark>[1-9]\d{0,2})/(?=$|[\s,;.:)])")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that take a number, and words too short to carry a mark.
_NUMBERED = _words(
    """
    annex article chapter goal item level no note of page paragraph paragraphs part phase principle
    resolution resolutions rule section table target to in by on and from the than with
    """
)
_ABBREVIATED = re.compile(
    r"(?:^|[\W_])(?:add|rev|corr|res|no|nos|para|paras|vol|vols|art|arts|sect|chap|pp?|amend|conf"
    r"|dec|sess|suppl|cp|st|ser|figs?|ibid|annex|artt?)[.]?$",
    re.I,
)


def unglue(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without the footnote marks that a format left glued to words (``Strategy;4``).

    A small number without a space before it is a mark after a stop or a word, but text after a
    word that takes a number of its own (``Agenda21``) and where a date follows.
    """
    result = list(blocks)
    for index, block in enumerate(blocks):
        if block.kind == "note":
            continue
        cuts = [
            (found.start("mark"), found.end("mark"), found["mark"])
            for found in _GLUED.finditer(block.text)
            if _marks(block.text, found)
        ]
        cuts += [(f.start(), f.end(), f["mark"]) for f in _SLASHED.finditer(block.text)]
        if not cuts:
            continue
        pieces, marks, at, length = [], [*block.marks], 0, 0
        for start, end, mark in sorted(cuts):
            pieces.append(block.text[at:start])
            length += start - at
            marks.append((length, mark))
            at = end
        text = "".join(pieces) + block.text[at:]
        result[index] = _with(block, text=text, marks=tuple(sorted(marks)))
    return result


def _marks(text: str, found: re.Match) -> bool:
    """Is a number that stands close to the word before it a footnote mark?"""
    token = text[max(0, found.start() - 60) : found.start()].rsplit(None, 1)[-1]
    after = text[found.end() : found.end() + 12].strip().partition(" ")[0].lower()
    if not _WORD_BEFORE.fullmatch(token) or _ABBREVIATED.search(token) or after in _MONTHS:
        return False
    if (token, found["mark"]) == ("Agenda", "21"):
        return False
    return len(token) > 1 and token.lower() not in _NUMBERED


def _with(block: Block, **changes) -> Block:
    values = {name: getattr(block, name) for name in Block.__slots__} | changes
    return Block(**values)


# --- lines that are known by their form --------------------------------------------------------

_ORGANS = "|".join(symbols.PREFIXES)
_ORGAN_LINE = re.compile(
    r"(?:The\s+)(?P<organ>[A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|of|and|the|for|on|to|in)){0,11})"
    r"\s*(?P<end>[,.;:]?)",
)
_TITLE = re.compile(
    r"(?:(?:Resolution|RESOLUTION|Decision|DECISION)\s+)?"
    r"(?P<number>(?:S-|ES-|S/)?\d{1,4}[/-]\d{1,4}(?:\s?[A-Z](?:(?:[-–]|\sand\s|\sto\s)[A-Z])?)?"
    r"|\d{1,4}(?:\s?[A-Z])?\s?\((?:[IVXLCl]+|(?:19|20)\d\d|1)\)(?:\s[A-Z]\b)?)"
    r"(?P<point>\.?)(?:\s+|(?<=\.)|$)(?P<title>.*)"
)
_COUNCIL = re.compile(
    r"(?:Resolution|RESOLUTION)\s+(?P<number>\d{1,4}\s?\((?:19|20)\d\d\)|\d{1,3}/\d{1,3})"
)
_ADOPTED = re.compile(
    r"(?:(?:Resolutions?|RESOLUTIONS?|Decisions?)\s+(?:adopted|ADOPTED)|Adopted)\s+(?:by|BY)\s+"
    r"(?:the|THE)\s+(?P<organ>[A-Z][\w’' -]*?)(?=\s+(?:on|at|ON|AT)\b|\s*[,:]|$)(?P<rest>.*)",
    re.S,
)
_AGENDA = re.compile(r"(?:Provisional )?Agenda items? \d.{0,60}", re.I)
_MASTHEAD = re.compile(r"([A-Z]{1,12}/[A-Z0-9()./ -]{3,40}?)\s*\**")
_SIGNOFF = re.compile(
    r"(?:\d{1,4}(?:st|nd|rd|th)\s+(?:\((?:resumed|closed)\)\s+)?(?:plenary\s+|special\s+)?"
    r"|[A-Z][a-z]+(?:[ -][a-z]+){0,8}\s+plenary\s+)[Mm]eeting\b\s*[,.;]?\s*"
    rf"(?:(?:on\s+)?\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}.{{0,80}})?",
    re.S,
)
_UNPARTED = re.compile(rf"(meeting)\s+(?=\d{{1,2}} (?:{_MONTH})\b)")
_BARE_DATE = re.compile(rf"\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}[.,]?")
_VOTE = re.compile(
    r"\[?(?:Adopted (?:without a vote|by (?:a )?(?:recorded )?vote)|Resolution adopted).{0,3000}",
    re.S,
)
_VOTERS = re.compile(r"[*_\[]*(?:In favour|Against|Abstain(?:ing|ed)|Abstentions?|Absent)\b.{0,3}:")
_DRAFT = re.compile(
    r"\b[Rr]ecommends?\b.{0,200}?\b(?:adopt(?:ion)?)\b.{0,200}?\bfollowing\b.{0,40}?"
    r"\b(?:draft|resolution|declaration|decision).{0,200}:?$",
    re.S,
)
_DEBRIS = re.compile(
    r"<!--.*?-->|[-_*=\s]{3,}|\W*|\d{1,4}|/\s?\.\.\.|\.\.\.|\d{1,3}\s?/\s?\d{1,3}"
    r"|\d{2}-\d{5}(?:\s*\(E\))?.{0,40}|\d{2}-\d{5}|Page \d+"
    r"|\d{0,4}\s*(?:General Assembly|Economic and Social Council)\s*[—–-]+"
    r"\s*[\w -]+[Ss]ession\s*\d{0,4}"
    r"|(?:[IVX]+\.\s*)?Resolutions adopted (?:on the reports?|without reference).{0,120}"
    r"|Please recycle.{0,20}",
    re.S,
)
_ANNEX = re.compile(
    r"(?P<word>ANNEX|Annex|APPENDIX|Appendix)"
    r"(?:\s+(?P<number>[IVXLC]+|[A-Z]|\d{1,2}))?\.?\s*[*]?(?:(?<=[\s.:])|$)(?P<title>.*)"
)
_UNITS = (
    r"Article|ARTICLE|Section|SECTION|Chapter|CHAPTER|Part|PART|Rule|RULE|Principle|PRINCIPLE"
    r"|Regulation|REGULATION|Procedure|PROCEDURE|Guideline|GUIDELINE|Goal|GOAL|Title|TITLE"
    r"|Income section"
)
_UNIT = re.compile(
    rf"(?P<unit>{_UNITS})\s+(?P<number>[IVXLC]+|\d{{1,3}}[A-Z]?|[A-Z])\b(?P<point>[.:]?)\s*(?P<title>.*)",
    re.S,
)
_NUMBERED_HEADING = re.compile(
    r"(?P<number>[IVXLC]{1,7}|[A-Z])(?P<point>\.|(?=$)|(?<=[IVX])(?=\s))"
    r"(?:\s*(?P<title>[A-Z“\"‘'(].*))?",
    re.S,
)
_PREFIX = re.compile(
    r"(?:(?P<num>\d{1,3})\.(?=[\s\u200e]|[A-Z(“\"‘]|$)"
    r"|(?P<dec>\d{1,3}(?:\.\d{1,3}){1,4})\.?(?=\s|$)"
    r"|\((?P<par>[a-z]{1,3}|[ivxl]{4,8}|\d{1,2}|[A-Z])\)(?=\s|[A-Z“\"‘(]|$)"
    r"|(?P<half>[a-z]|[ivx]{1,5}|\d{1,2})\)(?=\s|$)"
    r"|(?P<let>[a-z])\.(?=\s|$)"
    r"|(?P<bul>[•·▪●○◦‣∙–—*-])(?=\s|$))\s*"
)
_DEEPEST = 8
_GAP = re.compile(
    r"(?:\b(?:of|the|on|in|and|to|for|by|with|a|an|or|that|from|at|as|its|their|which|into|between"
    r"|under|be|is|are|has|have|not)|-)$"
)


def _organ(text: str, expected: str = "") -> str | None:
    """Organ named by a line that is nothing but "The General Assembly,"."""
    found = _ORGAN_LINE.fullmatch(text)
    if not found:
        return None
    name = found["organ"]
    if name in symbols.PREFIXES or name == expected:
        return name
    upper = {known.upper(): known for known in (*symbols.PREFIXES, expected) if known}
    if name.upper() in upper:
        return upper[name.upper()]
    return name if found["end"] == "," and len(text.split()) <= 10 else None


# --- verbs -------------------------------------------------------------------------------------


# Adjectives and past participles that open a preambular paragraph.
_ADJECTIVES = _words(
    """
    alarmed anxious appalled appreciative aware apprised cognizant committed concerned confident
    conscious convinced desirous determined disappointed dismayed distressed disturbed
    encouraged gratified grateful guided horrified indignant inspired mindful moved outraged
    persuaded preoccupied resolved saddened satisfied seized shocked troubled whereas
    """
)
# Nouns and other words in -s that open a paragraph without being its verb.
_NOT_VERBS = _words(
    """
    access activities actions aims always as authorities basis bodies business children
    circumstances conditions conferences congress countries courts crisis data decisions
    developments discussions efforts elections elements ethics experts facilities forests
    funds goals governments guidelines headquarters his improvements individuals its issues
    less matters means measures meetings members moreover news nations negotiations
    objectives obligations offices operations organizations others parliaments participants
    parties peoples perhaps persons policies politics practices principles problems
    proceedings procedures programmes progress projects proposals purposes refugees
    regulations relations reports representatives requirements resolutions resources rights
    rules sanctions secretaries services series sessions speakers speeches standards states
    statistics status studies summaries systems terms territories terrorists these this thus
    times towards treaties troops unless us victims views women words works whereas has is
    was does
    """
)
_PREAMBULAR = _words(
    """
    acknowledging acting adhering affirming appealing appreciating approving attaching bearing
    believing calling commemorating commending concurring condemning confirming congratulating
    considering continuing convening declaring demanding deploring desiring determining
    drawing emphasizing encouraging endorsing expecting expressing fulfilling giving having
    highlighting hoping insisting inviting keeping looking noting observing paying praising
    proclaiming promoting pursuing re-emphasizing reaffirming realizing recalling
    recognizing recommitting reconfirming referring regretting reiterating rejecting
    remaining reminding renewing requesting resolving saluting seeking sharing stressing supporting
    taking thanking underlining underscoring understanding urging viewing welcoming wishing
    """
)
_OPERATIVE = _words(
    """
    accepts acknowledges addresses adopts affirms agrees allocates allows amends appeals
    appoints appreciates approves asks asserts assigns authorizes begs believes brings calls
    commends commits concludes concurs condemns confirms congratulates considers constitutes
    continues convenes decides declares defers delegates demands denounces deplores
    designates determines directs draws elects emphasizes empowers encourages endorses
    establishes exhorts expects expresses extends finds gives has highlights hopes insists
    instructs invites keeps looks mandates notes objects observes offers opens pays permits
    places pledges prays proclaims proposes provides reaffirms re-emphasizes realizes
    reasserts recalls recognizes recommends recommits reconfirms refers regrets reiterates
    rejects remains reminds renews requests reserves resolves restates sets shares solicits
    stands stresses strives submits suggests supports takes terminates thanks transmits
    underlines underscores undertakes urges views voices warns welcomes wishes
    """
)
_AGAIN = (
    r"(?:also|further|furthermore|again|once again|once more|in addition|too|therefore|likewise"
    r"|in this regard|in that regard|in this context|moreover|thus|nevertheless|however"
    r"|accordingly|consequently|and|while|hereby)"
)
_ADVERB = re.compile(
    rf"(?:{_AGAIN}|(?P<how>(?!family\b|supply\b|apply\b|only\b|early\b)[a-z]+ly))(?:,)?\s+", re.I
)
_FIRST = re.compile(r"[“\"‘']?(?P<word>[A-Za-z]+(?:-[a-z]+)?)(?P<comma>,?)")
_FEELING = (
    r"appreciation|concern|concerns|satisfaction|interest|regret|alarm|dismay|approval|gratitude|"
    r"thanks|deep|grave|serious|great|profound|special|sincere|warm|particular|distress|disappointment|"
    r"pleasure|respect|sympathy|anxiety|hope|confidence|conviction|support|solidarity|condolences|"
    r"indignation|outrage|shock|intention|determination|readiness|willingness|belief|commitment|"
    r"resolve|desire|wish|view|best|full|strong|strongest|firm|utmost|continued|continuing|growing|"
    r"deepest|profoundest|warmest|sincerest|its|the|and|gratification|expectation|agreement|admiration|"
    r"opinion|disapproval|preoccupation|sadness|sorrow|horror|encouragement|urgency|caution|care"
)
_WITH = rf"(?:\ with(?:\ (?:{_FEELING})\b)+)"
# A phrase that stops before its noun ("reiterates its strong call") is the verb alone.
_UNFINISHED = re.compile(
    r"(?: (?:its|the|their|our|and|with|to|deep|grave|serious|great|profound|special|sincere|warm"
    r"|particular|full|strong|strongest|firm|utmost|best|continued|continuing|growing|deepest"
    r"|profoundest|warmest|sincerest))+$"
)
_IS = re.compile(r"[Ii]s (?:\w+ly )?(?:[a-z]+ed|aware|mindful|conscious|of the (?:view|opinion))\b")
_PARTICLES = re.compile(
    rf"""(?: call(?:s|ing)?\ (?:once\ again\ |again\ )?(?:upon|on|for|attention)\b
      | (?:takes?|taking)\ (?:(?:full|due|special|particular|careful|also|further|again)\ )?
            (?:note|account|cognizance|action){_WITH}?
      | (?:takes?|taking)\ into\ (?:(?:full|due)\ )?(?:account|consideration)
      | (?:draws?|drawing|brings?|calls?|calling)\ (?:the\ |again\ the\ )?attention
      | (?:pays?|paying)\ (?:(?:special|particular|high|warm|further)\ )?(?:tribute|attention)
      | (?:gives?|giving)\ (?:due\ |full\ |priority\ )?(?:consideration|effect|attention)
      | (?:places?|placing|lays?|laying)\ (?:special\ |particular\ |great\ )?
            (?:emphasis|stress|importance)
      | (?:attaches|attaching)\ (?:\w+\ )?importance
      | (?:bears?|bearing|keeps?|keeping)\ in\ mind
      | (?:looks?|looking)\ forward
      | (?:stands?|standing)\ ready
      | (?:remains?|remaining)\ (?:actively\ |deeply\ |gravely\ )?
            (?:seized|concerned|convinced|committed|alarmed|determined)
      | (?:is|are)\ (?:\w+ly\ )?
            (?:encouraged|disturbed|concerned|convinced|alarmed|aware|mindful|conscious
            |of\ the\ (?:view|opinion))
      | (?:express(?:es|ing)|voic(?:es|ing)|extend(?:s|ing)|convey(?:s|ing)|reiterat(?:es|ing)
            |reaffirm(?:s|ing)|renew(?:s|ing))
            \ (?:once\ again\ |also\ |again\ |further\ )?
            (?:its|their|our|the|sincere|deep|great|grave|serious|profound)
            (?:\ (?:{_FEELING})\b)+
      | (?:express(?:es|ing)|voic(?:es|ing))(?:\ (?:{_FEELING})\b)+
      | having(?:\ (?:also|further|again))?\ (?:(?:\w+ly)\ )?
            (?:regard|in\ mind|[a-z]+(?:ed|en|eard|ade|old|id|et))\b
            (?:\ (?:and\ )?[a-z]+ed\b)?(?:\ (?:note|account))?(?:{_WITH})?
      | acting\ (?:under|in\ accordance|pursuant|upon|on)
      | guided\ by
      | (?:\w+)(?:\ (?:also|further|again))?{_WITH}
    )""",
    re.X | re.I,
)


def _opening(text: str) -> tuple[list[str], str, int]:
    """Adverbs before the first word that may be a verb, that word, and where it starts."""
    at, how = 0, []
    if text[:1] in "“\"‘'":
        at = 1
    while found := _ADVERB.match(text, at):
        if found["how"]:
            how.append(found["how"].lower())
        at = found.end()
        if len(how) > 3:
            break
    first = _FIRST.match(text, at)
    return how, (first["word"].lower() if first else ""), at


def verb(text: str) -> str | None:
    """Initiating verb phrase of a paragraph, as printed but without also, further, again.

    Parameters
    ----------
    text : str
        Clean text of a paragraph without its number.

    Returns
    -------
    str or None
        "recalling", "noting with appreciation", "taking note", "calls upon", "expresses its
        appreciation", "deeply concerned"; None where no such phrase opens the paragraph.
    """
    if text.startswith(("The ", "the ")):
        if not (
            organ := re.match(rf"[Tt]he (?:{_ORGANS}|Assembly|Council)(?:, therefore,|,)? ", text)
        ):
            return None
        text = text[organ.end() :]
    how, word, at = _opening(text)
    if not word or not (
        word in _OPERATIVE
        or word in _PREAMBULAR
        or (word in _ADJECTIVES and word != "whereas")
        or (_third(word) and text[:1].isupper())
        or (word == "is" and _IS.match(text, at))
    ):
        return None
    rest = text[at:]
    # Words between verb and particle: "Takes note also of", "Notes, in particular, with concern".
    plain = re.sub(
        r"^(\w+(?:-\w+)?)(?:,[^,]{1,60},)(?= (?:with|note|upon|on|in mind|forward)\b)",
        r"\1",
        rest[:200],
    )
    plain = re.sub(rf"^(\w+(?:-\w+)?) {_AGAIN}\b(?=[ ,])", r"\1", plain, flags=re.I)
    found = _PARTICLES.match(plain)
    phrase = found[0] if found else word
    phrase = re.sub(r" (?:also|further|again|once again)\b", "", phrase.lower())
    phrase = _UNFINISHED.sub("", phrase)
    return " ".join([*how, *phrase.split()])


def _third(word: str) -> bool:
    """Does a word have the form of a verb in the third person?"""
    return word in _OPERATIVE or (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "ous"))
        and word not in _NOT_VERBS
    )


def _operative(text: str) -> bool:
    """Does a paragraph open like an operative one ("Decides", "Strongly urges")?"""
    if text.startswith(("The ", "the ", "Therefore")):
        organ = re.match(
            rf"(?:Therefore,? )?[Tt]he (?:{_ORGANS}|Assembly|Council),?(?: therefore,?)? ", text
        )
        return bool(organ) and _opening(text[organ.end() :])[1] in _OPERATIVE  # type: ignore[union-attr]
    how, word, _ = _opening(text)
    if text[:1].islower():
        return False
    if word in _OPERATIVE:
        return True
    return _third(word) and text[:1].isupper() and text[-1:] in ".;:" and not how


def _recital(text: str) -> bool:
    """Does a paragraph open like a preambular one ("Recalling", "Deeply concerned")?"""
    _, word, _ = _opening(text)
    return word in _PREAMBULAR or word in _ADJECTIVES


# --- the grammar -------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Item:
    """A paragraph in the making."""

    kind: str  # PP, OP, AN
    part: str
    annex: str
    path: tuple[str, ...]
    heading: str | None
    number: str = ""
    parent: _Item | None = None
    text: str = ""
    notes: list[str] = field(default_factory=list)
    label: str = ""
    missing: str = ""  # what is missing before it
    bare: bool = False  # no number is printed, though it has one by its place

    @property
    def level(self) -> int:
        return 1 if self.parent is None else self.parent.level + 1

    @property
    def top(self) -> _Item:
        return self if self.parent is None else self.parent.top


def _letters(value: str) -> int:
    """Place of a letter in a list: a is 1, z is 26, aa is 27, bb is 28."""
    if len(set(value)) == 1:
        return 26 * (len(value) - 1) + ord(value[0]) - 96
    return 0


def _roman(value: int) -> str:
    text = ""
    for part, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += sign * (value // part)
        value %= part
    return text


def _readings(found: re.Match) -> list[tuple[str, int, str]]:
    """Ways to read a printed prefix: style, place in its list, and how a label shows it."""
    if found["dec"]:
        return [("dec", int(found["dec"].rsplit(".", 1)[1]), found["dec"])]
    if found["bul"]:
        return [("bul", 0, "•")]
    value = found["par"] or found["half"] or found["let"]
    shown = f"({value})"
    if value.isdigit():
        return [("digit", int(value), shown)]
    if value.isupper():
        return [("upper", ord(value) - 64, shown)]
    readings = []
    if place := _letters(value):
        readings.append(("letter", place, shown))
    if re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", value):
        readings.append(("roman", symbols.roman(value), shown))
    return readings or [("letter", 0, shown)]


class _Reader:
    """The state of reading: what part, annex, section, paragraph and list we are in."""

    def __init__(self, organ: str) -> None:
        self.organ = organ
        self.items: list[_Item] = []
        self.part = self.annex = ""
        self.path: list[tuple[str, str]] = []
        self.heading: str | None = None
        self.bare = False  # the heading is a number that waits for its words
        self.fresh = True  # a heading, organ line or the like stands between the last item and now
        self.mode = "preamble"
        self.lists: list[tuple[str, int, _Item]] = []
        self.bullets: dict[object, int] = {}
        self.signoffs: list[str] = []
        self.signed = False
        self.annexes: dict[tuple[str, str], int] = {}

    @property
    def last(self) -> _Item | None:
        return self.items[-1] if self.items else None

    def open(self, kind: str, number: str = "", parent: _Item | None = None) -> _Item:
        item = _Item(
            kind,
            self.part,
            self.annex,
            tuple(n for _, n in self.path),
            self.heading,
            number,
            parent,
        )
        self.items.append(item)
        self.fresh = self.bare = False
        return item

    def add(self, item: _Item, block: Block) -> None:
        text = block.text
        if item.text and text:
            glue = "" if re.search(r"[^\W\d_]-$", item.text) and text[:1].islower() else " "
            item.text += glue + text
        else:
            item.text += text
        item.notes += [mark for _, mark in block.marks]

    def restart(self) -> None:
        self.path, self.heading, self.bare, self.fresh = [], None, False, True
        self.lists = []

    # -- headings

    def head(self, block: Block) -> None:
        text = re.sub(r"^[*_\s]+|[*_\s]+$", "", block.text)
        before, bare = self.heading, self.bare
        fresh, self.fresh, self.lists = self.fresh, True, []
        if found := _UNIT.fullmatch(text):
            unit = found["unit"].capitalize()
            style = "part" if unit in ("Part", "Chapter", "Section", "Title") else "unit"
            self.section(style, f"{unit} {found['number']}")
            self.bare = not found["title"] and not found["point"]
            self.heading = text.rstrip(".") if not found["title"] else text
        elif (found := _NUMBERED_HEADING.fullmatch(text)) and self.counts(found["number"]):
            self.section(self.counts(found["number"]), found["number"])
            title = found["title"]
            self.heading = f"{found['number']}. {title}" if title else found["number"]
            self.bare = not title and not found["point"]
        elif bare and before and fresh:
            self.heading = f"{before} {text}" if " " in before else f"{before}. {text}"
            self.bare = False
        elif fresh and before and text[:1].islower():
            self.heading = f"{before} {text}"
        else:
            self.heading, self.bare = text, False

    def counts(self, number: str) -> str:
        """Is a heading's number Roman or a letter? By what comes next in each row."""
        open_ = dict(self.path)
        if len(number) > 1:
            return "roman" if symbols.roman(number) else ""
        if number in "IVXLC":
            roman, letter = open_.get("roman"), open_.get("letter")
            if letter and ord(number) == ord(letter) + 1:
                return "letter"
            if number in "IVX" or (roman and symbols.roman(roman) + 1 == symbols.roman(number)):
                return "roman"
        return "letter"

    def section(self, style: str, number: str) -> None:
        if style != "unit":  # articles and rules stand below numbered headings, never above
            self.path = [step for step in self.path if step[0] != "unit"]
        for depth, (known, _) in enumerate(self.path):
            if known == style:
                del self.path[depth:]
                break
        self.path.append((style, number))

    # -- lists

    def listed(self, found: re.Match, following: re.Match | None) -> _Item | None:
        """Open a sub-paragraph; None where there is nothing that it could belong to."""
        ways = _readings(found)
        owner = self.lists[-1][2] if self.lists else self.owner()
        if owner is None and self.mode != "annex":
            return None
        if len(ways) > 1:
            ways = self.likely(ways, following)
        for depth in range(len(self.lists) - 1, -1, -1):
            style, place, item = self.lists[depth]
            for kind, value, shown in ways:
                if kind == style and (value == place + 1 or kind == "bul"):
                    return self.enter(depth, kind, value, shown, item.parent)
        kind, value, shown = min(ways, key=lambda way: way[1])
        if value > 1:
            # A gap: the list of the same kind that is open and behind.
            for depth in range(len(self.lists) - 1, -1, -1):
                style, place, item = self.lists[depth]
                for kind, value, shown in ways:
                    if kind == style and value > place:
                        new = self.enter(depth, kind, value, shown, item.parent)
                        new.missing = self.gap(kind, place, value)
                        return new
        else:
            for depth in range(len(self.lists) - 1, -1, -1):
                style, place, item = self.lists[depth]
                if style == kind and (
                    self.lists[-1][2].text[-1:] != ":" or depth < len(self.lists) - 1
                ):
                    return self.enter(depth, kind, value, shown, item.parent)
        depth = len(self.lists)
        if depth >= _DEEPEST:  # no resolution lists so deep: a sibling of the last
            depth, owner = depth - 1, self.lists[-1][2].parent
        new = self.enter(depth, kind, value, shown, owner)
        if value > 1:
            new.missing = self.gap(kind, 0, value)
        return new

    def placed(self, found: re.Match, level: int) -> _Item | None:
        """Open a sub-paragraph at a level that is known."""
        depth = max(level, 1) - 1
        last = self.last
        if level > 1 and (last is None or last.annex != self.annex or last.part != self.part):
            return None
        parent = last if depth else None
        while parent is not None and parent.level > depth:
            parent = parent.parent
        kind, value, shown = _readings(found)[0]
        self.lists = self.lists[:0]
        return self.enter(0, kind, value, shown, parent)

    def likely(self, ways: list, following: re.Match | None) -> list:
        """Letter or Roman: by the next prefix, else by what is open and what is announced."""
        letter, roman = ways
        after = _readings(following) if following is not None else []
        next_ = [w for w in ways if any(a[:2] == (w[0], w[1] + 1) for a in after)]
        if len(next_) == 1:
            return next_
        letter_next = any(s == "letter" and p + 1 == letter[1] for s, p, _ in self.lists)
        roman_next = any(s == "roman" and p + 1 == roman[1] for s, p, _ in self.lists)
        announced = bool(self.lists) and self.lists[-1][2].text[-1:] == ":"
        if roman[1] == 1:
            return [letter] if letter_next and not announced else [roman]
        if roman_next or (not letter_next and any(s == "roman" for s, _, _ in self.lists)):
            return [roman]
        return [letter] if letter_next else [letter, roman]

    @staticmethod
    def gap(kind: str, place: int, value: int) -> str:
        def shown(n: int) -> str:
            if kind == "letter":
                return f"({chr(97 + (n - 1) % 26) * (1 + (n - 1) // 26)})"
            return f"({_roman(n)})" if kind == "roman" else f"({n})"

        first, last = shown(place + 1), shown(value - 1)
        return first if first == last else f"{first} to {last}"

    def enter(self, depth: int, kind: str, value: int, shown: str, parent: _Item | None) -> _Item:
        if kind == "bul":
            # Counted within the paragraph, through all its lists.
            place = parent or (self.part, self.annex)
            value = self.bullets[place] = self.bullets.get(place, 0) + 1  # type: ignore[index]
            shown = f"•{value}"
        del self.lists[depth:]
        item = self.open(
            {"preamble": "PP", "operative": "OP", "annex": "AN"}[self.mode], shown, parent
        )
        self.lists.append((kind, value, item))
        return item

    def owner(self) -> _Item | None:
        """The top paragraph that a list now beginning belongs to."""
        last = self.last
        if last is None or last.part != self.part or last.annex != self.annex:
            return None
        if self.mode == "annex" and self.fresh:
            return None
        return last.top


def _place(text: str) -> re.Match | None:
    return _PREFIX.match(text)


def _split(block: Block, at: int) -> Block:
    """The block without its first characters; marks move along."""
    return _with(
        block,
        text=block.text[at:],
        marks=tuple((max(0, p - at), m) for p, m in block.marks),
        italic=max(0, block.italic - at),
    )


def _printed(block: Block) -> Block:
    """The block with the number that its format holds apart put back before the text."""
    number = clean(block.number)
    if not number or block.kind == "note":
        return block
    if block.kind == "heading":
        text = number.rstrip(".")
        if block.text:
            point = "." if re.fullmatch(r"[IVXLC]+|[A-Z]", number) else ""
            text = f"{number}{point} {block.text}"
        return _with(block, text=text, number="")
    shift = len(number) + 1
    return _with(
        block,
        text=f"{number} {block.text}",
        number="",
        marks=tuple((p + shift, m) for p, m in block.marks),
    )


def _is_heading(block: Block, reader: _Reader, following: Block | None) -> bool:
    text = block.text
    if block.sure:
        return block.kind == "heading"
    count = len(text.split())
    closed = text[-1:] in ".;:,"
    if block.kind == "heading":
        if count <= 8 and text[-1:] not in ";,":
            return not (_PREFIX.match(text) and not re.match(r"\d", text))
        return (
            count <= 60
            and text[-1:] not in ";,"
            and not (closed and (_operative(text) or _recital(text)))
        )
    if _ANNEX.fullmatch(text) and count <= 3:
        return True
    if (unit := _UNIT.fullmatch(text)) and count <= 25:
        return not unit["title"] or (not closed and unit["title"][:1].isupper())
    if (numbered := _NUMBERED_HEADING.fullmatch(text)) and count <= 25:
        if not numbered["title"]:
            return True
        if not closed and (numbered["point"] or count <= 14):
            return True
    if closed or _PREFIX.match(text):
        return False
    if text[:1].islower() and reader.fresh and reader.heading and count <= 16 and "|" not in text:
        return True  # the second line of a heading
    last = reader.last
    opening = bool(reader.annex) and (
        last is None or (last.part, last.annex) != (reader.part, reader.annex)
    )
    if count > (45 if opening and reader.heading is None and block.kind != "paragraph" else 16) or (
        not text[:1].isupper() and text[:1] not in '“"‘'
    ):
        return False
    if _GAP.search(text) or _operative(text) or "|" in text:
        return False
    _, word, _ = _opening(text)
    if word in _PREAMBULAR and block.kind != "" and count > 6:
        return False
    if word in _PREAMBULAR and (count > 9 or reader.mode == "preamble"):
        return False
    if following is not None and following.text[:1].islower() and not _place(following.text):
        return reader.fresh and following.text[-1:] not in ".;:," and len(following.text) < 100
    if last is not None and not reader.fresh and last.text[-1:] not in '.;:,!?”"’)':
        return False
    return bool(re.search(r"[^\W\d_]{2}", text))


def _continues(block: Block, reader: _Reader) -> bool:
    """Does a block go on with the sentence that a page or a note interrupted?"""
    last, text = reader.last, block.text
    if last is None or reader.fresh or not last.text or block.sure:
        return False
    if last.part != reader.part or last.annex != reader.annex:
        return False
    end = last.text[-1:]
    if text[:1].islower():
        return end not in ";.:" or (
            end == "." and bool(re.search(r"\b(?:paras?|No|vol|art)\.$", last.text))
        )
    if end in '.;:,!?”"’)]' and not (end == "," and text[:1].isdigit()):
        return False
    if _GAP.search(last.text):
        return True
    return not (_operative(text) or _recital(text))


def parse(
    blocks: Iterable[Block], *, named: str | None = None, warnings: Sequence[str] = ()
) -> Resolution:
    """Read blocks of text as a resolution.

    Parameters
    ----------
    blocks : iterable of Block
        What a reader found in a file, in order.
    named : str, optional
        Symbol that the file's name gives. It decides only what the text leaves open: which of
        several resolutions on a page is meant, or the symbol where the text states none.
    warnings : sequence of str
        What the reader itself found odd.

    Returns
    -------
    Resolution
        Labels are unique in it. Whatever is odd about the numbering is told in `warnings`.
    """
    flow: list[Block] = []
    notes: list[Footnote] = []
    for block in map(_printed, blocks):
        if block.kind == "note":
            notes.append(Footnote(block.number, block.text))
        elif (
            block.sure
            or not _DEBRIS.fullmatch(block.text)
            or (block.kind == "heading" and block.text.isalnum())
        ):
            flow.append(block)
    sure = any(block.sure for block in flow)
    told = list(warnings)
    adopting = next((m["organ"] for b in flow if (m := _ADOPTED.match(b.text))), "")
    front, body, found = _front(flow, named, " ".join(adopting.split()))
    meta = _masthead(front, found, body, named, told)
    reader = _Reader(meta["organ"])
    stage, recommends = meta["stage"], None

    queue = list(reversed(body))
    parts = _parts(body, meta["organ"])
    lettered = re.search(r" [A-Z](?:-[A-Z])?$", meta["symbol"])
    given = meta["stated"] or meta["symbol"] in ("", named)
    lone = next(iter(parts.values())) if len(set(parts.values())) == 1 else ""
    if lone and (not given or meta["symbol"].endswith(f" {lone}")):
        if not lettered:
            meta["symbol"] += f" {lone}"
        parts = {}
    elif parts:
        lone = ""
        letters = sorted(set(parts.values()))
        if not given and not lettered:
            meta["symbol"] += f" {letters[0]}-{letters[-1]}"

    while queue:
        block = queue.pop()
        text = block.text
        following = next((b for b in reversed(queue) if b.text), None)
        organ = _organ(text, meta["organ"]) if len(text) < 200 else None
        if organ and (not reader.annex or (organ in symbols.PREFIXES and not block.sure)):
            reader.fresh = True
            drafted = reader.last is not None and (_DRAFT.search(reader.last.top.text[-1000:]))
            if drafted and organ != meta["organ"] and not recommends:
                stage, recommends = "recommended", organ
                kept = [i for i in reader.items if i.top is not reader.last.top]
                if kept:
                    told.append(f"{len(kept)} paragraphs of the recommending organ are left out")
                reader.items.clear()
                reader.organ = organ
                reader.part = reader.annex = ""
                reader.restart()
            if not reader.annex:
                reader.mode, reader.lists = "preamble", []
            continue
        if id(block) in parts:
            reader.part, reader.annex, reader.mode = parts[id(block)], "", "preamble"
            reader.signed = False
            reader.restart()
            continue
        if lone and text.rstrip(".") == lone and not reader.items:
            continue
        if len(text) < 160 and _SIGNOFF.fullmatch(text):
            lines = [_UNPARTED.sub(r"\1, ", text)]
            while queue and (
                _BARE_DATE.fullmatch(queue[-1].text) or _VOTE.fullmatch(queue[-1].text)
            ):
                lines.append(queue.pop().text)
            if not sure:
                _voted(lines[-1], queue)
            if reader.items:
                reader.signoffs.append(", ".join(line.rstrip(",. ") for line in lines))
                reader.signed = True
            continue
        if reader.signed and (_BARE_DATE.fullmatch(text) or _VOTE.fullmatch(text)):
            if not sure:
                _voted(text, queue)
            continue
        if text.startswith("[Adopted ") and reader.items and not sure and _VOTE.fullmatch(text):
            reader.signoffs.append(text)
            reader.signed = True
            _voted(text, queue)
            continue
        if found and not sure and _other(block, following, queue, found["number"], meta["organ"]):
            if reader.items:
                break
            continue
        if (
            (not sure or block.kind == "heading")
            and (annex := _ANNEX.fullmatch(text))
            and len(text.split()) <= 25
            and _annex(annex, block, reader)
        ):
            reader.signed = False
            reader.mode = "annex"
            word = annex["word"].capitalize()
            name = f"{word} {annex['number']}" if annex["number"] else word
            count = reader.annexes[reader.part, name] = (
                reader.annexes.get((reader.part, name), 0) + 1
            )
            reader.annex = name if count == 1 else f"{name}~{count}"
            reader.restart()
            if annex["title"].strip(" .:"):
                reader.head(_with(block, text=annex["title"].strip(" .:")))
            continue
        if reader.signed and not reader.annex:
            # After the sign-off, without a heading: an annex if it is numbered or set as text.
            if not (block.kind in ("paragraph", "heading") or _place(text)):
                continue
            reader.signed, reader.mode, reader.annex = False, "annex", "Annex"
            reader.annexes[reader.part, "Annex"] = 1
            reader.restart()
        if _is_heading(block, reader, following):
            reader.head(block)
            continue
        _paragraph(block, reader, following, queue)

    # A text that is sure of its blocks brings its warnings along.
    paragraphs = _labelled(reader.items, [] if sure else told)
    cited: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        for mark in paragraph.notes:
            places = cited.setdefault(mark, [])
            if paragraph.label not in places:
                places.append(paragraph.label)
    if paragraphs and not sure and all(p.part == "preamble" for p in paragraphs):
        told.append("no operative paragraph found")
    footnotes = [Footnote(n.mark, n.text, tuple(cited.pop(n.mark, ()))) for n in notes]
    signoff = "; ".join(dict.fromkeys(reader.signoffs)) or None
    adopted = meta["adopted"]
    if adopted is None and signoff and stage != "draft":
        adopted = _day(signoff)
    return Resolution(
        meta["symbol"],
        meta["title"],
        meta["organ"],
        adopted,
        stage,
        recommends,
        meta["agenda"],
        signoff,
        paragraphs,
        tuple(footnotes),
        tuple(dict.fromkeys(told)),
    )


def _voted(text: str, queue: list[Block]) -> None:
    """Pass over the rest of a vote: who was in favour, against, abstaining."""
    if "[" in text and "]" not in text and any("]" in b.text for b in queue[-16:]):
        while "]" not in queue.pop().text:
            pass
        return
    while queue and _VOTERS.match(queue[-1].text):
        # "In favour:" on a line of its own has the names in the next one.
        if queue.pop().text.rstrip()[-1:] == ":" and queue and not _place(queue[-1].text):
            queue.pop()


def _annex(found: re.Match, block: Block, reader: _Reader) -> bool:
    """Is a line that begins with Annex the heading of one, and not a sentence about one?"""
    title = found["title"].strip()
    if not title or title[:1].islower():
        return not title
    if block.kind == "heading" or found["word"].isupper():
        return title[-1:] not in ";,"
    return bool(found["number"]) and title[:1].isupper() and title[-1:] not in ".;,"


def _title(block: Block) -> re.Match | None:
    """Title line of a resolution: its number, a full stop, its title."""
    text = block.text.lstrip("# ").strip()
    if found := _COUNCIL.fullmatch(text):
        return _TITLE.fullmatch(text)
    found = _TITLE.fullmatch(text)
    if not found or (block.kind == "paragraph" and not found["title"]):
        return None
    if not found["point"] and block.kind != "title":
        return None
    return found if found["title"][:1].islower() is False else None


def _same(number: str, symbol: str | None) -> bool:
    """Is a printed number that of a symbol (parts apart)?"""
    if not symbol:
        return False
    number = re.sub(r"\((?:1|l)\)", "(I)", number)
    pattern = r"\d+|[IVXLC]{2,}|(?<=\()[IVXLC]"
    return re.findall(pattern, symbols.number(symbol)) == re.findall(pattern, number)


def _other(
    block: Block, following: Block | None, queue: list[Block], number: str, organ: str
) -> bool:
    """Is this the title line of another resolution on the same page?"""
    found = _title(block)
    if not found or not found["point"] or not found["title"] or found["number"] == number:
        return False
    return any(_organ(b.text, organ) for b in queue[-4:])


def _front(
    flow: list[Block], named: str | None, organ: str
) -> tuple[list[Block], list[Block], re.Match | None]:
    """What stands before the body, the body, and the title line's match."""
    titles = [(i, found) for i, b in enumerate(flow) if (found := _title(b))]
    hinted = [(i, f) for i, f in titles if flow[i].kind == "title"]
    own = [(i, f) for i, f in titles if _same(f["number"], named)]
    first_organ = next((i for i, b in enumerate(flow) if _organ(b.text, organ)), len(flow))
    early = [(i, f) for i, f in titles if i < first_organ]
    chosen = (hinted or own or early or titles)[:1]
    if chosen and named and not hinted and not own:
        # A page that begins in the middle of the resolution meant: its title stands on another.
        before = flow[: chosen[0][0]]
        if sum(_recital(b.text) or _operative(b.text) for b in before) > 2:
            return [], before, None
    if not chosen:
        if first_organ > 0 and not any(_ADOPTED.match(b.text) for b in flow[:first_organ]):
            begun = next((i for i, b in enumerate(flow) if _begins(b)), len(flow))
            first_organ = (
                begun if begun + 1 < first_organ or first_organ == len(flow) else first_organ
            )
        if first_organ == len(flow):
            first_organ = next((i for i, b in enumerate(flow) if _begins(b)), len(flow))
        return flow[:first_organ], flow[first_organ:], None
    at, found = chosen[0]
    start = at + 1
    # Lines between title and organ line: the rest of a title, an adoption line, a report.
    limit = min(at + 10, len(flow))
    while start < limit and not (_organ(flow[start].text, organ) or _part(flow, start, organ)):
        start += 1
    if start == limit:
        start = at + 1
        while start < limit and _about(flow[start].text):
            start += 1
    return flow[:start], flow[start:], found


def _about(text: str) -> bool:
    """Is a line about the document: an adoption line, a report's number, an agenda item?"""
    return bool(
        text.startswith(("[", "("))
        or _ADOPTED.match(text)
        or _AGENDA.fullmatch(text)
        or _MASTHEAD.fullmatch(text)
        or _BARE_DATE.fullmatch(text)
    )


def _begins(block: Block) -> bool:
    """May a text without organ line begin with this block?"""
    prefix = _place(block.text)
    return bool(prefix and not prefix["bul"]) or _recital(block.text) or _operative(block.text)


def _masthead(
    front: list[Block],
    found: re.Match | None,
    body: list[Block],
    named: str | None,
    told: list[str],
) -> dict:
    """Symbol, organ, date, agenda and title from what stands before the body."""
    meta: dict = {
        "symbol": "",
        "stated": False,
        "organ": "",
        "adopted": None,
        "agenda": None,
        "stage": "adopted",
        "title": "",
    }
    at = next(
        (i for i, b in enumerate(front) if found and _title(b) and _title(b)[0] == found[0]), None
    )
    stated = None
    adopting = next((m["organ"] for b in front if (m := _ADOPTED.match(b.text))), "")
    first = _organ(body[0].text, " ".join(adopting.split())) if body else None
    for index, block in enumerate(front):
        text = block.text
        if (adopted := _ADOPTED.match(text)) and index != at:
            name = " ".join(adopted["organ"].split())
            known = {k.upper(): k for k in symbols.PREFIXES}
            meta["organ"] = known.get(name.upper(), name)
            meta["adopted"] = _day(adopted["rest"]) or meta["adopted"]
        elif adopting and meta["adopted"] is None and _DATE.fullmatch(text.strip()):
            meta["adopted"] = _day(text)  # on a line of its own: "at its 4385th meeting, on"
        elif _AGENDA.fullmatch(text) and not meta["agenda"]:
            meta["agenda"] = text
        elif (
            (line := _MASTHEAD.fullmatch(text))
            and (name := symbols.normal(line[1]))
            and (not stated or "/RES/" in name)
        ):
            stated = name
        elif (
            not stated
            and index != at
            and len(text) < 80
            and not text.startswith(("[", "("))
            and len(cited := [f for f in symbols.find(text) if "/RES/" in text]) == 1
        ):
            stated = cited[0].symbol  # "United Nations A/RES/74/175"
        elif re.fullmatch(
            r"(?:Revised )?Draft resolution\b.{0,80}|.{0,120}: (?:revised )?draft resolution",
            text,
            re.I,
        ):
            meta["stage"] = "draft"
        elif not meta["organ"] and text in symbols.PREFIXES:
            meta["organ"] = text
    if first and (not meta["organ"] or meta["organ"].upper() == first.upper()):
        meta["organ"] = first
    if stated and "/RES/" not in stated and (re.search(r"/L\.\d", stated) or not found):
        meta["stage"] = "draft" if re.search(r"/L\.\d", stated) else meta["stage"]
    number = re.sub(r"\((?:1|l)\)", "(I)", found["number"]) if found else ""
    if found:
        meta["title"] = found["title"].strip()
        tail = [b.text for b in front[(at or 0) + 1 :] if at is not None]
        for text in tail:
            if (
                _ADOPTED.match(text)
                or _MASTHEAD.fullmatch(text)
                or _AGENDA.fullmatch(text)
                or text.startswith("[")
            ):
                continue
            if re.fullmatch(r"[A-Z]|[IVX]+", text) or (
                found[0].startswith("Resolution") and "(" in found["number"]
            ):
                continue
            if not meta["title"] or text[:1].islower() or _GAP.search(meta["title"]):
                meta["title"] = f"{meta['title']} {text}".strip()
    else:
        rest = [
            b
            for b in front
            if not (
                _ADOPTED.match(b.text)
                or _AGENDA.fullmatch(b.text)
                or _MASTHEAD.fullmatch(b.text)
                or b.text in symbols.PREFIXES
                or b.text == meta["organ"]
                or b.text.startswith("[")
                or re.search(r"\bsession$|^Distr|^Original|^(?:General|Limited)$", b.text)
                or _BARE_DATE.fullmatch(b.text)
                or re.match(r"(?:Revised )?Draft resolution\b", b.text, re.I)
            )
        ]
        rest = [b for b in rest if not b.text[:1].islower() and len(b.text) < 400]
        headings = [b for b in rest if b.kind in ("title", "heading")] or rest
        meta["title"] = headings[-1].text if headings else ""
    # The part of a single part may stand at the end of the title line.
    part = re.search(r"(?<=[a-z]) ([B-H])$", meta["title"])
    if part and found and (not named or named.endswith(f" {part[1]}")):
        meta["title"], number = meta["title"][:-2], f"{number} {part[1]}"
    organ = (
        meta["organ"]
        or (symbols.organ(stated) if stated else "")
        or (symbols.organ(named) if named else "")
    )
    if not meta["organ"]:
        if re.match(r"(?:19|20)\d\d/", number):
            organ = organ or "Economic and Social Council"
        meta["organ"] = organ
    derived = symbols.symbol(organ, re.sub(r"\s+and\s+", "-", number)) if number else None
    if (stated and "/RES/" in stated) or not derived:
        meta["symbol"], meta["stated"] = stated or derived or named or "", bool(stated)
    else:
        meta["symbol"] = derived
    if named and meta["symbol"] and meta["symbol"] != named:
        # A misprinted number: what the date of adoption rules out, the file's name decides.
        printed = re.match(r"(\d+)/", symbols.number(meta["symbol"]))
        other = re.match(r"(\d+)/", symbols.number(named))
        day = meta["adopted"]
        sessions = _sessions(day) if day and organ == "General Assembly" and not stated else ()
        if (
            printed
            and other
            and sessions
            and (int(printed[1]) not in sessions and int(other[1]) in sessions)
        ):
            told.append(
                f"the title prints {symbols.number(meta['symbol'])}, which the date of adoption "
                f"rules out: read as {symbols.number(named)}"
            )
            meta["symbol"] = named
    return meta


def _sessions(day: date) -> tuple[int, ...]:
    """Sessions of the General Assembly that a day may belong to: a new one opens in September."""
    if day.month == 9:
        return day.year - 1946, day.year - 1945
    return (day.year - 1945 if day.month > 9 else day.year - 1946,)


def _parts(body: list[Block], organ: str) -> dict[int, str]:
    """Lone capital letters that open a part: A, B, each soon followed by the organ line."""
    found: dict[int, str] = {}
    last = ""
    for index, block in enumerate(body):
        letter = _part(body, index, organ)
        if not letter or (letter in "IVX" and (not last or ord(letter) != ord(last) + 1)):
            continue
        if not found and index > 0:
            break
        found[id(block)] = last = letter
    return found


def _part(blocks: list[Block], index: int, organ: str = "") -> str:
    """Letter of the part that a block opens, or an empty string."""
    letter = blocks[index].text.rstrip(".")
    lone = len(letter) == 1 and letter.isascii() and letter.isupper()
    if lone and any(_organ(b.text, organ) for b in blocks[index + 1 : index + 5]):
        return letter
    return ""


def _paragraph(block: Block, reader: _Reader, following: Block | None, queue: list[Block]) -> None:
    """Put a block that is no heading, organ line or sign-off into its paragraph."""
    prefix = _place(block.text)
    if prefix and prefix["num"]:
        number = int(prefix["num"])
        rest = _split(block, prefix.end())
        if not block.sure and _beneath(reader, number, rest.text):
            depth = 0 if reader.lists and reader.lists[0][0] == "number" else len(reader.lists)
            owner = reader.last.top  # type: ignore[union-attr]
            reader.add(reader.enter(depth, "number", number, f"({number})", owner), rest)
            return
        if reader.mode != "annex":
            reader.mode = "operative"
        item = reader.open("AN" if reader.mode == "annex" else "OP", str(number))
        reader.lists = []
        inner = None if block.sure else _place(rest.text)
        if inner and not inner["num"] and not inner["bul"] and len(reader.lists) < _DEEPEST:
            _paragraph(rest, reader, following, queue)
            return
        # The next paragraph may be glued to this one: "… ; 6. Requests …".
        glued = re.search(rf"(?<=[;.:,]) {number + 1}\. (?=[A-Z])", rest.text)
        if (
            glued
            and not block.sure
            and (
                _opening(rest.text[glued.end() :])[1] in _OPERATIVE
                and not (
                    following and (p := _place(following.text)) and p["num"] == str(number + 1)
                )
            )
        ):
            queue.append(_split(rest, glued.start() + 1))
            rest = _with(
                rest,
                text=rest.text[: glued.start()],
                marks=tuple(m for m in rest.marks if m[0] <= glued.start()),
            )
        reader.add(item, rest)
        return
    if prefix and not (
        prefix["bul"]
        and _continues(_split(block, prefix.end()), reader)
        and prefix["bul"] in "–—-*"
    ):
        if (
            prefix["dec"]
            and reader.mode == "annex"
            and block.level < 2
            and not (reader.lists and reader.lists[-1][0] == "dec")
            and not (reader.last and prefix["dec"].startswith(f"{reader.last.top.number}."))
        ):
            item = reader.open("AN", prefix["dec"])
            reader.lists = []
            reader.add(item, _split(block, prefix.end()))
            return
        after = _place(following.text) if following else None
        if after and (after["num"] or after["dec"]):
            after = None
        if block.sure:
            opened = (
                reader.placed(prefix, block.level)
                if block.level or reader.mode == "annex"
                else None
            )
        else:
            opened = reader.listed(prefix, after if after and not after["bul"] else None)
        if opened:
            rest = _split(block, prefix.end())
            inner = None if block.sure else _place(rest.text)
            if inner and not inner["num"] and not inner["bul"] and len(reader.lists) < _DEEPEST:
                _paragraph(rest, reader, following, queue)
                return
            reader.add(opened, rest)
            return
    if _continues(block, reader):
        reader.add(reader.last, block)  # type: ignore[arg-type]
        return
    text = block.text
    if reader.mode == "annex":
        if text[:1].islower() and not block.sure and (owner := reader.owner()):
            reader.add(reader.lists[-1][2].parent or owner if reader.lists else owner, block)
            return
        reader.lists = []
        reader.add(reader.open("AN"), block)
        return
    if _operative(text):
        last = reader.last
        listing = last is not None and not reader.fresh and last.text[-1:] in (":", ",")
        if block.sure or not (reader.mode == "operative" and listing):
            reader.mode, reader.lists = "operative", []
            reader.add(reader.open("OP"), block)
            if not block.sure:
                _announced(block, reader, following)
            return
    if reader.mode == "preamble":
        if text[:1].islower() and not block.sure and (owner := reader.owner()):
            reader.add(owner, block)
            return
        reader.lists = []
        reader.add(reader.open("PP"), block)
        return
    if reader.fresh or block.sure:
        if not block.sure and _recital(text) and text[-1:] == ",":
            reader.mode = "preamble"
            reader.add(reader.open("PP"), block)
        else:
            reader.add(reader.open("OP"), block)
        reader.lists = []
        return
    owner = reader.owner()
    if owner is None:
        reader.add(reader.open("OP"), block)
        return
    if reader.lists:
        owner = reader.lists[-1][2].parent or owner
        del reader.lists[-1]
    reader.add(owner, block)


def _beneath(reader: _Reader, number: int, text: str) -> bool:
    """Does a number count elements of an operative paragraph that has none itself?"""
    last = reader.last
    if last is None or reader.mode != "operative" or last.top.number or reader.fresh:
        return False
    if number == 1:
        return last.parent is None and last.text[-1:] == ":" and not _operative(text)
    return bool(reader.lists) and reader.lists[0][:2] == ("number", number - 1)


_ADOPTS = re.compile(
    r"(?:adopts?|proclaims?|approves?|endorses?|promulgates?)\b.*\b(?:following|hereby)\b.*:$",
    re.I | re.S,
)


def _announced(block: Block, reader: _Reader, following: Block | None) -> None:
    """A text adopted in the body ("Adopts the following Declaration:") reads as an annex."""
    if following is None or not _ADOPTS.search(block.text):
        return
    prefix = _place(following.text)
    if prefix and prefix["num"] != "1":
        return
    if _organ(following.text) or _ANNEX.fullmatch(following.text):
        return
    reader.mode, reader.annex = "annex", "Annex"
    reader.annexes[reader.part, "Annex"] = 1
    reader.restart()


# --- labels ------------------------------------------------------------------------------------


def _labelled(items: list[_Item], told: list[str]) -> tuple[Paragraph, ...]:
    groups: dict[tuple[str, str], list[_Item]] = {}
    for item in items:
        groups.setdefault((item.part, item.annex), []).append(item)
    for (part, annex), members in groups.items():
        _number(members, "/".join(x for x in (part, annex) if x), bool(annex), told)
    seen: dict[str, int] = {}
    paragraphs = []
    for item in items:
        if item.parent is not None:
            shown = item.number
            top = item.parent.number
            if re.fullmatch(r"\d+(?:\.\d+)+", shown):
                shown = shown[len(top) :] if top and shown.startswith(top + ".") else f".{shown}"
            item.label = item.parent.label + shown
        label = item.label
        count = seen[label] = seen.get(label, 0) + 1
        if count > 1:
            item.label = f"{label}~{count}"
        if item.bare:
            told.append(f"{item.label}: no number is printed")
        elif count > 1:
            told.append(f"{item.label}: this number is printed before")
        if item.missing:
            told.append(f"{item.label}: {item.missing} missing before it")
        part = {"PP": "preamble", "OP": "operative", "AN": "annex"}[item.kind]
        opening = verb(item.text)
        if item.kind == "AN" or (item.parent is not None and opening and not _operative(item.text)):
            opening = None
        paragraphs.append(
            Paragraph(
                item.label, part, item.level, item.heading, opening, item.text, tuple(item.notes)
            )
        )
    return tuple(paragraphs)


def _number(members: list[_Item], prefix: str, annexed: bool, told: list[str]) -> None:
    """Labels of the top paragraphs of one part or annex, and what their numbers miss."""
    tops = [i for i in members if i.parent is None]
    numbered = [i for i in tops if i.number and i.kind in ("OP", "AN")]
    depth, deepest = 0, max((len(i.path) for i in members), default=0)
    while depth < deepest:
        paths: dict[tuple, set] = {}
        for item in numbered:
            paths.setdefault((item.path[:depth], item.number), set()).add(item.path)
        if all(len(p) == 1 for p in paths.values()):
            break
        depth += 1

    def base(item: _Item) -> str:
        section = ".".join(item.path[:depth])
        if annexed:
            return f"{prefix}/{section}." if section else f"{prefix}/"
        return "".join(f"{x}/" for x in (prefix, section) if x)

    printed = {(i.path[:depth], i.number) for i in numbered}
    operative: dict[tuple, int] = {}
    for item in tops:
        if item.kind == "OP":
            operative[item.path[:depth]] = operative.get(item.path[:depth], 0) + 1
    counts: dict[tuple, int] = {}
    last: dict[tuple, int] = {}
    unnumbered = running = 0
    for item in tops:
        scope = item.path[:depth]
        if item.kind == "PP":
            counts[scope] = counts.get(scope, 0) + 1
            item.label = f"{base(item)}PP{counts[scope]}"
        elif item.kind == "AN" and not item.number:
            unnumbered += 1
            item.label = f"{prefix}/P{unnumbered}"
        elif item.number:
            item.label = base(item) + ("" if annexed else "OP") + item.number
            if item.number.isdigit():
                number, before = int(item.number), last.get(scope, 0)
                if number > before + 1 and number != running + 1:
                    first, until = before + 1, number - 1
                    item.missing = f"{first}" if first == until else f"{first} to {until}"
                last[scope], running = max(number, before), number
        else:
            number = last.get(scope, 0) + 1
            last[scope] = number
            if (scope, str(number)) in printed:
                last[scope] = number - 1
                number = number - 1 or 1
            item.label = f"{base(item)}OP{number}"
            item.bare = operative[scope] > 1


# --- writing -----------------------------------------------------------------------------------

_LABEL = re.compile(
    r"(?P<before>(?:[^/]+/)*?)(?:(?P<kind>PP|OP)(?P<number>\d+(?:\.\d+)*)(?:~\d+)?(?=[(•.~]|$)"
    r"|(?P<annex>(?:Annex|Appendix)[^/]*)/(?P<in>.*))(?P<rest>.*)",
    re.S,
)
_INNER = re.compile(
    r"(?:(?P<section>[A-Z][^(]*?)\.(?=\d+(?:\.\d+)*(?:[(•~]|$)|\(|•))?"
    r"(?:P(?P<loose>\d+)|(?P<number>\d+(?:\.\d+)*))?(?:~\d+)?(?P<rest>[(•.~].*)?",
    re.S,
)
#: A text with this line has one block a paragraph, and headings only where they are marked.
SURE = "<!-- resolution: one block a paragraph -->"
_MARKUP = re.compile(r"([\\*_<>\[\]^`#&⁰¹²³⁴⁵⁶⁷⁸⁹])")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def record(resolution: Resolution) -> dict:
    """A resolution as plain values, ready for JSON.

    Returns
    -------
    dict
        symbol, title, organ, adopted (ISO date or None), stage, recommends, agenda, signoff,
        warnings, paragraphs (label, part, level, heading, verb, text, notes) and footnotes
        (mark, text, labels).
    """
    return {
        "symbol": resolution.symbol,
        "title": resolution.title,
        "organ": resolution.organ,
        "adopted": resolution.adopted.isoformat() if resolution.adopted else None,
        "stage": resolution.stage,
        "recommends": resolution.recommends,
        "agenda": resolution.agenda,
        "signoff": resolution.signoff,
        "warnings": list(resolution.warnings),
        "paragraphs": [
            {
                "label": p.label,
                "part": p.part,
                "level": p.level,
                "heading": p.heading,
                "verb": p.verb,
                "text": p.text,
                "notes": list(p.notes),
            }
            for p in resolution.paragraphs
        ],
        "footnotes": [
            {"mark": n.mark, "text": n.text, "labels": list(n.labels)} for n in resolution.footnotes
        ],
    }


@dataclass(frozen=True, slots=True)
class _Spot:
    """What a label says about where its paragraph stands."""

    part: str
    annex: str
    section: tuple[str, ...]
    number: str  # number of the top paragraph, empty where it is only counted
    last: str  # the last component of a sub-paragraph, empty for a top paragraph


def _spot(paragraph: Paragraph, parts: frozenset[str]) -> _Spot:
    found = _LABEL.fullmatch(paragraph.label)
    before = [b for b in found["before"].split("/") if b] if found else []  # type: ignore[index]
    part = before.pop(0) if before and before[0] in parts else ""
    section = tuple(before[0].split(".")) if before else ()
    annex, number, rest = "", "", ""
    if found and found["kind"]:
        number = found["number"] if found["kind"] == "OP" else ""
        rest = found["rest"]
    elif found:
        annex = found["annex"]
        if inner := _INNER.fullmatch(found["in"]):
            section = tuple(inner["section"].split(".")) if inner["section"] else ()
            number, rest = inner["number"] or "", inner["rest"] or ""
    rest = re.sub(r"~\d+$", "", rest)
    steps = re.findall(r"\([^)]*\)|•\d+|(?:\.\d+)+", rest)
    last = steps[-1] if steps and paragraph.level > 1 else ""
    if not last and steps:
        last = steps[-1] if not number and annex else ""
    return _Spot(part, annex, section, number, last)


def markdown(resolution: Resolution) -> str:
    """Write a resolution as markdown: masthead, title, numbered paragraphs, notes, sign-off.

    Reading the result gives an equal resolution, warnings included.
    """
    organ, out = resolution.organ, [SURE]
    out += [f"<!-- warning: {w.replace('>', '&gt;')} -->" for w in resolution.warnings]
    if organ:
        out.append(f"# {_escaped(organ)}")
    if resolution.symbol:
        out.append(_escaped(resolution.symbol))
    if resolution.agenda:
        out.append(_escaped(resolution.agenda))
    if resolution.stage == "draft":
        out.append("## Draft resolution")
    elif organ:
        day = resolution.adopted
        when = f" on {day.day} {_MONTHS_BY_NUMBER[day.month]} {day.year}" if day else ""
        out.append(f"## Resolution adopted by the {_escaped(organ)}{when}")
    number = symbols.number(resolution.symbol)
    if "/RES/" in resolution.symbol:
        council = re.fullmatch(r"\d+ \(\d{4}\)", number)
        bare = re.sub(r" [A-Z](?:-[A-Z])?$", "", number)
        if resolution.title or not council:
            out.append(f"### {bare}. {_escaped(resolution.title)}".rstrip())
        else:
            out.append(f"### Resolution {number}")
    elif resolution.title:
        out.append(f"### {_escaped(resolution.title)}")
    line = f"*The {_escaped(organ)}*" if organ else ""
    if resolution.recommends:
        out += [
            line,
            f"*Recommends* to the {_escaped(resolution.recommends)} the adoption of the "
            "following draft resolution:",
        ]
        line = f"*The {_escaped(resolution.recommends)},*"
    elif organ:
        line = f"*The {_escaped(organ)},*"

    parts = _lettered(resolution)
    unnumbered = {
        w.partition(": ")[0] for w in resolution.warnings if w.endswith("no number is printed")
    }
    # What a reader will know at each point: headings are written where it would go wrong.
    pen = _Reader(organ)
    before: Paragraph | None = None
    if not parts and line:
        out.append(line)
    for paragraph in resolution.paragraphs:
        spot = _spot(paragraph, parts)
        if (spot.part, spot.annex) != (pen.part, pen.annex):
            if spot.part and (spot.part != pen.part or (pen.annex and not spot.annex)):
                out += [f"## {spot.part}", *([line] if line else [])]
            if spot.annex:
                out.append(f"## {re.sub(r'~.*', '', spot.annex)}")
            pen.part, pen.annex = spot.part, spot.annex
            pen.restart()
        lines = _headings(paragraph, spot, pen)
        back = before is not None and before.part == "operative" and paragraph.part == "preamble"
        if back and line:
            lines.append(line)
        out += lines
        out.append(_written(paragraph, spot, paragraph.label in unnumbered))
        pen.fresh, before = False, paragraph
    if resolution.signoff:
        out += [f"*{_escaped(line)}*" for line in resolution.signoff.split("; ")]
    if resolution.footnotes:
        out.append("---")
        out += [f"<sup>{n.mark}</sup> {_escaped(n.text)}" for n in resolution.footnotes]
    return "\n\n".join(out) + "\n"


_MONTHS_BY_NUMBER = {number: name.capitalize() for name, number in _MONTHS.items()}


def _lettered(resolution: Resolution) -> frozenset[str]:
    """Letters that are parts with an organ line of their own, and not sections of one text."""
    first: dict[str, Paragraph] = {}
    for paragraph in resolution.paragraphs:
        letter, slash, _ = paragraph.label.partition("/")
        if slash and re.fullmatch(r"[A-Z]", letter):
            first.setdefault(letter, paragraph)
    sections = {p.label[0] for p in resolution.paragraphs if p.label[1:2] == "."}
    return frozenset(
        letter
        for letter, p in first.items()
        if letter not in sections
        and not (p.heading or "").startswith((f"{letter}.", f"{letter} "))
        and p.heading != letter
    )


def _headings(paragraph: Paragraph, spot: _Spot, pen: _Reader) -> list[str]:
    """Heading lines that bring a reader from where it is to a paragraph's section."""
    wanted, text, lines = list(spot.section), paragraph.heading, []
    path = [number for _, number in pen.path]
    if wanted and path[: len(wanted)] != wanted:
        same = 0
        while same < min(len(wanted), len(path)) and wanted[same] == path[same]:
            same += 1
        steps = wanted[same:] or wanted[-1:]
        own = bool(text) and bool(re.match(rf"{re.escape(steps[-1])}(?!\w)", text))  # type: ignore[arg-type]
        lines += [f"{step}." for step in (steps[:-1] if own else steps)]
    if text and (lines or text != pen.heading):
        lines.append(text)
    for line in lines:
        pen.head(Block(line, "heading"))
        pen.bare, pen.fresh = False, False
    return [f"## {_escaped(line)}" for line in lines]


def _written(paragraph: Paragraph, spot: _Spot, bare: bool) -> str:
    text = _escaped(paragraph.text)
    opening = paragraph.verb
    if (
        opening
        and paragraph.text[: len(opening)].lower() == opening
        and len(opening) < len(paragraph.text)
    ):
        text = f"*{text[: len(opening)]}*{text[len(opening) :]}"
    text += "".join(f"<sup>{mark}</sup>" for mark in paragraph.notes)
    indent = "> " * (paragraph.level - 1)
    if spot.last:
        shown = "•" if spot.last.startswith("•") else spot.last
        if shown.startswith("."):
            shown = f"{spot.number}{shown}" if paragraph.level == 2 else shown[1:]
        return f"{indent}{shown} {text}".rstrip()
    if spot.number and not bare:
        point = "" if "." in spot.number else "."
        return f"{indent}{spot.number}{point} {text}".rstrip()
    return indent + text
