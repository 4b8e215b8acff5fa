"""What pages leave in a text: running heads, page and job numbers in the middle of paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .. import symbols
from ..resolution import Block, _organ, _title, words

#: Stands where a page ended.
TURN = "\f"
_NUMBERS = re.compile(
    r"(?:(?:\d{1,3}\s?/\s?\d{1,3}|(?:GE\.|V\.|N)?\s?\d{2}-\d{5}(?:\s?\*)?(?:\s*\([EFSRAC]\))?"
    r"(?:\s+\d{6})*|N\d{7}(?:\s*\([EFSRAC]\))?(?:\s+\d{6})*|\\?\*[A-Z\d]{6,12}\\?\*"
    r"|/?\s?(?:\.\s?){3}|…|Please recycle\s?\S{0,3}|[Pp]age \d{1,3}(?: of \d{1,3})?"
    r"|[-–—]\s?\d{1,3}\s?[-–—])\s*)+"
)
_WEAK = re.compile(r"\d{1,3}|\(?[EFSRAC]\)?|\d{6}|[ivxl]{1,5}|[-_*=\s]{3,}|<!--.*-->|!\[.*\]\(.*\)")
_SESSION = re.compile(r"(?:General Assembly|[A-Z][\w ]+Council)\s*[—–-]+\s*[\w -]+[Ss]ession")
_PICTURE = re.compile(r"<!--\s*(?:image|page.*?)\s*-->|-{3,}\s*(?:end of )?page.*", re.I)


def bare(line: str) -> str:
    """A line without the marks of headings, emphasis, quotations and tables around it."""
    text = line.strip(" \t\f\xa0")
    if len(text) > 400:
        return text  # a paragraph
    opened = text.lstrip(">#*_|`\\- ")
    text = opened if opened[:1].isupper() or opened[:1].isdigit() or opened[:1] in "/(" else text
    return text.rstrip("*_|`\\ ")


def turned(lines: Sequence[str]) -> list[str]:
    """Lines without what the edges of pages print; `TURN` stands where one ended.

    Page numbers, job numbers and the document's own symbol on a line of its own are such, after
    the line that names the organ; then what is next to them: the title, bare numbers, rules.
    """
    said = [bare(line) for line in lines]
    begun = next((i for i, s in enumerate(said) if s.startswith("The ") and _organ(s)), None)
    if begun is None:
        begun = next((i for i, s in enumerate(said) if _title(Block(s))), len(said))
    symbol = next((n for s in said[:begun] if len(s) < 40 and (n := symbols.normal(s))), "")
    title = " ".join(words(_titled(said[: begun + 1])))
    counts = Counter(s for s in said[begun:] if s)

    def headed(text: str) -> bool:
        """Is a line the symbol, alone or beside the title?"""
        left, _, right = text.partition("  ") if "  " in text else text.partition(" | ")
        for own, rest in ((left, right), (right, left)):
            if own and len(own) < 40 and symbols.normal(own.strip(" |")):
                rest = " ".join(words(rest))
                if rest in title or _NUMBERS.fullmatch(rest):
                    return not symbol or symbols.normal(own.strip(" |")) == symbol or bool(rest)
        if symbol and text.startswith(symbol + " "):
            return " ".join(words(text[len(symbol) :])) in title
        return False

    strong = [
        i > begun
        and bool(s)
        and (bool(_NUMBERS.fullmatch(s) or _PICTURE.fullmatch(lines[i].strip())) or headed(s))
        for i, s in enumerate(said)
    ]
    gone = list(strong)
    fed = [line.startswith("\f") and i > begun for i, line in enumerate(lines)]

    def beside(text: str) -> bool:
        if _WEAK.fullmatch(text) or _SESSION.match(text):
            return True
        own = " ".join(words(text))
        return bool(own) and (f" {own} " in f" {title} " and (len(own) > 12 or counts[text] > 1))

    for step in (1, -1):
        order = range(len(lines)) if step == 1 else range(len(lines) - 1, -1, -1)
        near = False
        for i in order:
            if gone[i] or (fed[i] and step == 1):
                near = True
                if gone[i]:
                    continue
            if not said[i]:
                continue
            near = near and i > begun and beside(said[i])
            gone[i] = near
    result: list[str] = []
    for i, line in enumerate(lines):
        if gone[i] or fed[i]:
            if not result or result[-1] != TURN:
                result.append(TURN)
            if gone[i]:
                continue
        result.append(line.replace("\f", ""))
    return result


def _titled(said: Sequence[str]) -> str:
    """The title and what stands between it and the organ line."""
    at = next((i for i, s in enumerate(said) if _title(Block(s))), None)
    if at is None:
        return ""
    found = _title(Block(said[at]))
    rest = [s for s in said[at + 1 : -1] if s][:5]
    return " ".join([found["title"], *rest]) if found else ""
