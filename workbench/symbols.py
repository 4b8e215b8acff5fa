"""UN document symbols: read, write, normalise, find in running text, order.

One canonical form for each document: ``A/RES/74/175``, ``A/RES/57/270 B``, ``A/RES/3357(XXIX)``,
``S/RES/2396(2017)``, ``E/RES/2019/21``, ``A/HRC/RES/7/7``, ``A/60/L.62``, ``E/CN.15/2019/5``.
Everything else that people type or print (a space before the bracket, a file name, "General
Assembly resolution 72/194") is brought to it.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

#: Prefix of an organ's resolutions.
PREFIXES = {
    "General Assembly": "A/RES",
    "Security Council": "S/RES",
    "Economic and Social Council": "E/RES",
    "Human Rights Council": "A/HRC/RES",
    "Trusteeship Council": "T/RES",
}

_PART = r"[A-Z](?:(?:-|–|\sand\s|\sto\s)[A-Z])?"
_DASHES = str.maketrans({"‑": "-", "–": "-", "‐": "-", "\xa0": " ", "\u202f": " ", "\u2009": " "})
_RESOLUTION = re.compile(
    rf"""(?P<prefix>[A-Z]{{1,12}}(?:[/_][A-Z]{{1,6}})*?)[/_\s]RES[/_\s]
    (?: (?P<old>\d{{1,4}})[ _]?(?P<p1>{_PART})?[ _]?\((?P<session>[IVXLC]+|\d{{4}})\)
        (?:[ _]?(?P<p2>{_PART})(?![A-Za-z\d]))?
      | (?P<serial>(?:S-|ES-)?\d{{1,4}})[/_](?P<number>\d{{1,4}})
        (?:[ _]?(?P<p3>{_PART})(?![A-Za-z\d]))? )""",
    re.X,
)
_SEGMENT = r"[A-Z0-9][A-Za-z0-9]*(?:[.\-][A-Za-z0-9]+)*(?:\([A-Za-z0-9 ]{1,12}\))?"
_DOCUMENT = re.compile(rf"(?<![\w/.])[A-Z]{{1,8}}(?:/{_SEGMENT}){{1,8}}(?![\w/])")

_SUPPLEMENT = re.compile(r"(?P<of>.{1,40})/(?:Add|Amend|Corr|Rev)\.\d{1,3}")

_BARE = (
    rf"(?:(?:S-|ES-)?\d{{1,4}}/\d{{1,4}}(?:\s{_PART}(?![\w.’']))?"
    rf"|\d{{1,4}}(?:\s{_PART})?\s?\((?:[IVXLC]+|(?:19|20)\d\d)\)(?:\s{_PART}(?![\w.’']))?)"
)
_HEAD = re.compile(
    r"(?:(?P<organ>General Assembly|Security Council|Economic and Social Council"
    r"|Human Rights Council|Trusteeship Council|the Assembly’s|the Assembly|the Council’s"
    r"|Council|Assembly)(?:,?\s(?:in|by|through|under|with)\sits\s(?:\w+\s)?|\s))?"
    r"(?P<word>[Rr]esolutions?)\s(?=(?:S-|ES-)?\d)"
)
_ITEM = re.compile(_BARE)
# "resolution 7/7 of 27 March 2008 of the Human Rights Council"; of an organ without a prefix, none
_WHOSE = re.compile(
    r"(?:,?\s(?:of|dated)\s\d{1,2}\s[A-Z][a-z]+\s\d{4},?)?\s(?:of|adopted\sby)\sthe\s"
    rf"(?:(?P<organ>{'|'.join(PREFIXES)})"
    r"|(?:[A-Z][\w-]+\s){0,4}?(?:Environment\sAssembly|Commission|Conference|Congress|Board))\b"
)
# What may stand between two numbers of one list: dates, titles and places, then , and or to.
_BETWEEN = re.compile(
    r"(?:,?\s(?:of|dated)\s\d{1,2}\s[A-Z][a-z]+(?:\s\d{4})?)?"
    r"(?:,?\sentitled\s[“\"][^”\"]{0,200}[”\"])?"
    r"(?:,?\s(?:section|part|annex|para\.|paras\.|paragraph|paragraphs|sect\.)(?:es|s)?"
    r"(?:\s[IVXLC\d]+)?)?"
    r"\s?(?:,\s(?:and|or|to|as\swell\sas)\s|,\s|\s(?:and|or|to|as\swell\sas)\s)"
    r"(?:of\s\d{1,2}\s[A-Z][a-z]+\s\d{4}(?:,\s|\sand\s))?(?:in\s)?"
)
# Further on in the sentence, past what a number was said to be about: "…, and 74/141 of 18 December
# 2019"; but not past another word that numbers belong to.
_FURTHER = re.compile(
    rf"(?:,|\band|\bor)\s?(?=(?:{_BARE}(?:,|\sand)\s)*{_BARE}\sof\s\d{{1,2}}\s[A-Z][a-z]+\s\d{{4}}\b)"
)
_ANOTHER = re.compile(r";|\b(?:[Rr]esolution|[Dd]ecision)s?\b")
_DATE = re.compile(r",?\s(?:of|dated)\s\d{1,2}\s[A-Z][a-z]+\s(\d{4})\b")
_BESIDE = re.compile(rf"(?:,\s|,?\sand\s)(?P<bare>{_BARE})")
FIRST, SESSIONS = 2006, 3  # the Human Rights Council's first year, and its sessions in each
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Found(NamedTuple):
    """A document cited: its symbol, and where in the text it stands."""

    symbol: str
    start: int
    end: int


def roman(numeral: str) -> int:
    """Value of a Roman numeral (``XXIX`` is 29); 0 for what is none."""
    total, last = 0, 0
    for letter in reversed(numeral.upper()):
        value = _ROMAN.get(letter)
        if value is None:
            return 0
        total += value if value >= last else -value
        last = max(last, value)
    return total


def _parts(text: str | None) -> str:
    return " " + re.sub(r"(?:-|–| and | to )", "-", text) if text else ""


def symbol(organ: str, number: str) -> str | None:
    """Symbol of an organ's resolution from its printed number (``74/175``, ``1373 (2001)``).

    None where the organ has no prefix of its own.
    """
    prefix = PREFIXES.get(organ)
    return normal(f"{prefix}/{number.strip()}") if prefix else None


def normal(text: str) -> str | None:
    """Canonical form of one symbol as typed, printed or made into a file name.

    Parameters
    ----------
    text : str
        ``A/RES/74/175``, ``S/RES/2396 (2017)``, ``A_RES_57_270_B.json`` and the like.

    Returns
    -------
    str or None
        None where the text is no symbol.
    """
    text = text.strip().translate(_DASHES)
    text = re.sub(r"\.(?:json|md|txt|pdf|docx?|html?)$", "", text, flags=re.I)
    if found := _RESOLUTION.fullmatch(re.sub(r"\s+", " ", text)):
        prefix = found["prefix"].replace("_", "/")
        if found["old"]:
            part = _parts(found["p2"] or found["p1"])
            return f"{prefix}/RES/{int(found['old'])}({found['session']}){part}"
        return f"{prefix}/RES/{found['serial']}/{int(found['number'])}{_parts(found['p3'])}"
    if "/" not in text and "_" in text:
        text = text.replace("_", "/")
    if organ(text):  # "A/RES/74-175": no resolution; a correction of one has its symbol before it
        more = _SUPPLEMENT.fullmatch(text)
        return text if more and normal(more["of"]) else None
    if _DOCUMENT.fullmatch(text) and re.search(r"\d", text):
        return text
    return None


def several(cell: str) -> list[str]:
    """Canonical symbols of a cell, and years among them, parted by spaces; a lettered part
    (``A/RES/57/270 B``) stays with its number."""
    return re.findall(r"\S+(?: [A-Z](?:-[A-Z])?(?!\S))?", cell)


def filename(symbol: str) -> str:
    """Name of a file for a symbol, without ending: ``A_RES_57_270_B``."""
    return re.sub(r"[/\s]", "_", symbol)


def organ(symbol: str) -> str:
    """Organ that a resolution's symbol names, or an empty string."""
    for name, prefix in PREFIXES.items():
        if symbol.startswith(prefix + "/"):
            return name
    return ""


def number(symbol: str) -> str:
    """Number as the organ prints it: ``74/175``, ``2396 (2017)``, ``3357 (XXIX)``."""
    bare = symbol.partition("/RES/")[2] or symbol
    return re.sub(r"(?<=\d)\(", " (", bare)


def short(symbol: str) -> str:
    """A symbol for an axis: 74/175 for A/RES/74/175, 2396 for S/RES/2396(2017), HRC 42/18."""
    number = re.fullmatch(r"(?:A|S)/(HRC/)?RES/(\d+(?:/\d+)?)(?:\s?\(\d{4}\))?", symbol)
    return f"{'HRC ' if number[1] else ''}{number[2]}" if number else symbol


def url(symbol: str) -> str:
    """Address of the official document: ``https://undocs.org/en/A/RES/74/175``."""
    return "https://undocs.org/en/" + quote(symbol, safe="/()-.")


def key(symbol: str) -> tuple:
    """Sort key: by organ, then session or year, number, part. Old numbers come first."""
    prefix, _, rest = symbol.partition("/RES/")
    if not rest:
        pieces = re.findall(r"\d+|\D+", symbol)
        return (
            prefix,
            1,
            0,
            0,
            "",
            tuple((p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in pieces),
        )
    if old := re.match(r"(\d+)\(([^)]+)\)(.*)", rest):
        session = int(old[2]) if old[2].isdigit() else roman(old[2])
        return (prefix, 0, session, int(old[1]), old[3], ())
    if new := re.match(r"(?:(S|ES)-)?(\d+)/(\d+)(.*)", rest):
        # Special sessions stand after the ordinary ones.
        return (prefix, 0, int(new[2]) + (10_000 if new[1] else 0), int(new[3]), new[4], ())
    return (prefix, 1, 0, 0, rest, ())


def year(symbol: str) -> int | None:
    """Year that a symbol tells: its own, or that in which its session began."""
    if stated := re.search(r"/((?:19|20)\d\d)/|\(((?:19|20)\d\d)\)", symbol):
        return int(stated[1] or stated[2])
    if session := re.match(r"A/RES/(?:(\d{1,3})/|\d+\(([IVXLC]+)\))", symbol):
        # the first one began in 1946; until the thirtieth they are numbered in Roman
        return 1945 + (int(session[1]) if session[1] else roman(session[2]))
    return None


def _organ_of(number: str, named: str | None, citing: str) -> str:
    """Organ whose resolution a bare number is: by its form, by the name before it, by who cites."""
    if re.search(r"\((?:19|20)\d\d\)", number):
        return "Security Council"
    if re.match(r"(?:19|20)\d\d/", number):
        return "Economic and Social Council"
    if named in PREFIXES:
        return named
    if named and "Assembly" in named:
        return "General Assembly"
    if named and "Council" in named and re.match(r"\d", number) and "/" in number:
        return "Human Rights Council"  # the other Councils count by years
    if number.startswith(("S-", "ES-")):
        return "General Assembly"
    if citing == "Human Rights Council" and "/" in number:
        return citing
    if citing == "Economic and Social Council" and "(" in number:
        return citing
    return "General Assembly"


def _dated(name: str, text: str, start: int, end: int) -> str | None:
    """A name that a bare number was taken for, if the date printed after it is one of that session;
    else the Human Rights Council's where the paragraph named it before, or none: commissions and
    assemblies without a prefix number their resolutions alike."""
    last = name
    while (more := _BESIDE.match(text, end)) is not None:  # "55/4 and 55/8 of 16 March 2012"
        last, end = symbol("General Assembly", more["bare"]) or last, more.end()
    said, told = _DATE.match(text, end), year(last)
    if not said or not told or told <= int(said[1]) <= told + 1:
        return name
    council, number = "Human Rights Council", name.partition("/RES/")[2]
    if not re.match(r"\d+/", number) or council not in text[:start]:
        return None
    held = FIRST + (int(number.partition("/")[0]) - 1) / SESSIONS
    return symbol(council, number) if abs(held - int(said[1])) < 1.5 else None


def _row(text: str, at: int) -> list[re.Match[str]]:
    """The numbers of one list: "74/175, 77/298 and 78/226"."""
    items = []
    while item := _ITEM.match(text, at):
        items.append(item)
        gap = _BETWEEN.match(text, item.end())
        if not gap or gap.end() == item.end():
            break
        at = gap.end()
    return items


def _further(text: str, at: int) -> list[re.Match[str]]:
    """The dated numbers that a sentence adds to a list, each after what the one before is about."""
    items: list[re.Match[str]] = []
    another = _ANOTHER.search(text, at)
    for comma in _FURTHER.finditer(text, at, another.start() if another else len(text)):
        if not items or comma.end() > items[-1].end():
            items += _row(text, comma.end())
    return items


def find(text: str, organ: str = "", citing: str = "") -> list[Found]:
    """Documents cited in running text, in order.

    Parameters
    ----------
    text : str
        A paragraph or note.
    organ : str
        Organ of the citing document; decides what a bare "its resolution 7/7" is.
    citing : str
        Symbol of the citing document; where its organ is none of `PREFIXES`, bare numbers are
        those of its own series.

    Returns
    -------
    list of Found
        Symbols in canonical form, each with its span in the text.
    """
    plain = text.translate(_DASHES)
    found: list[Found] = []
    own = citing.partition("/RES/")[0] if "/RES/" in citing and organ not in PREFIXES else ""
    for head in _HEAD.finditer(plain):
        items = _row(plain, head.end())
        whose = _WHOSE.match(plain, items[-1].end()) if items else None
        if whose and not whose["organ"] and not head["organ"]:
            continue
        named_by = head["organ"] or (whose["organ"] if whose else None)
        if items and head["word"].endswith("s"):
            items += _further(plain, items[-1].end())
        for item in items:
            named = _organ_of(item[0], named_by, organ)
            name = symbol(named, item[0])
            if name and named == "General Assembly" and named_by not in PREFIXES:
                name = _dated(name, plain, item.start(), item.end())
            if own and named_by not in PREFIXES and re.match(r"\d{1,3}/", item[0]):
                name = normal(f"{own}/RES/{item[0]}")
            if name:
                # "53/243 A and B" is one item; its parts are not told apart
                found.append(Found(name, item.start(), item.end()))
    taken = [(f.start, f.end) for f in found]
    for hit in _RESOLUTION.finditer(plain):
        if name := normal(hit[0]):
            found.append(Found(name, hit.start(), hit.end()))
            taken.append(hit.span())
    for hit in _DOCUMENT.finditer(plain):
        if any(a < hit.end() and hit.start() < b for a, b in taken):
            continue
        if re.search(r"\d", hit[0]) and (name := normal(hit[0])):
            found.append(Found(name, hit.start(), hit.end()))
    return sorted(found, key=lambda f: (f.start, f.end))
