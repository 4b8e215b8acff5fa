"""What pages leave in a text: running heads, page and job numbers in the middle of paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .. import symbols
from ..grammar.lines import organ_of, title_of
from ..records import Block
from ..text import words

#: Stands where a page ended.
TURN = "\f"
_NUMBERS = re.compile(
    r"(?:(?:\d{1,3}\s?/\s?\d{1,3}|(?:GE\.|V\.|N)?\s?\d{2}-\d{5}(?:\s?\*)?(?:\s*\([EFSRAC]\))?"
    r"(?:\s+\d{6})*|N\d{7}(?:\s*\([EFSRAC]\))?(?:\s+\d{6})*|\\?\*[A-Z\d]{6,12}\\?\*"
    r"|/?\s?(?:\.\s?){3}|…|Please recycle\s?\S{0,3}|[Pp]age \d{1,3}(?: of \d{1,3})?"
    r"|[-–—]\s?\d{1,3}\s?[-–—])\s*)+"
)
_SYMBOL = re.compile(r"[A-Z]{1,8}/[A-Z0-9./-]*\d(?:\s?\((?:19|20)\d\d\))?(?=\s|$)")
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
    begun = next((i for i, s in enumerate(said) if s.startswith("The ") and organ_of(s)), None)
    if begun is None:
        begun = next((i for i, s in enumerate(said) if title_of(Block(s))), len(said))
    symbol = _own(said, begun)
    title = " ".join(words(_titled(said[: begun + 1])))
    mast = {s for s in said[:begun] if len(s) < 60 and not title_of(Block(s))}

    def headed(text: str) -> bool:
        """Is a line the symbol, alone or with the title's beginning or a number beside it?"""
        if not symbol or symbol not in text or len(text) > 200:
            return False
        rest = text.replace(symbol, "", 1).strip(" |*_")
        own = " ".join(words(rest))
        return (
            not own
            or title.startswith(own)
            or rest == "United Nations"
            or bool(_NUMBERS.fullmatch(rest))
        )

    strong = [
        i > begun
        and bool(s)
        and (
            any(map(_NUMBERS.fullmatch, (s, lines[i].strip())))
            or bool(_PICTURE.fullmatch(lines[i].strip()))
            or headed(s)
        )
        for i, s in enumerate(said)
    ]
    gone = list(strong)
    fed = [line.startswith("\f") and i > begun for i, line in enumerate(lines)]

    def beside(text: str) -> bool:
        if _WEAK.fullmatch(text) or _SESSION.match(text) or text in mast:
            return True
        return " ".join(words(text)) == title != ""

    def entitled(at: int) -> list[int]:
        """Lines that, after one that is gone, print the title, however it is broken."""
        own = " ".join(words(said[at].replace(symbol, "", 1))) if symbol in said[at] else ""
        taken: list[int] = []
        for i in range(at + 1, min(at + 12, len(said))):
            if not said[i] or gone[i]:
                continue
            own = f"{own} {' '.join(words(said[i]))}".strip()
            if not title.startswith(own):
                return []
            taken.append(i)
            cut = len(taken) == 1 and len(own) > 20 and not (said[i + 1 :] or [""])[0]
            if own == title or cut:  # a long one may be cut short
                return taken
        return []

    for i in [i for i, is_ in enumerate(strong) if is_] if title else []:
        for other in entitled(i):
            gone[other] = True
    for step in (1, -1):
        order = range(len(lines)) if step == 1 else range(len(lines) - 1, -1, -1)
        near = False
        for i in order:
            if gone[i] or (fed[i] and step == 1):
                near = True
                if gone[i]:
                    continue
            if said[i]:
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


def _own(said: Sequence[str], begun: int) -> str:
    """The document's symbol as it is printed: in the masthead, or at the head of most pages."""
    for text in said[:begun]:
        for piece in re.split(r"\s{2,}|\s*\|\s*|^United Nations\s+", text):
            if len(piece) < 40 and symbols.normal(piece):
                return piece
    heads = Counter(found[0] for s in said if len(s) < 200 and (found := _SYMBOL.match(s)))
    return next((name for name, times in heads.most_common(1) if times > 1), "")


def _titled(said: Sequence[str]) -> str:
    """The title and what stands between it and the organ line."""
    at = next((i for i, s in enumerate(said) if title_of(Block(s))), None)
    if at is None:
        return ""
    found = title_of(Block(said[at]))
    rest = []
    for line in filter(None, said[at + 1 : -1]):
        if line[0] in "[(" or len(rest) > 5:
            break
        rest.append(line)
    return " ".join([found["title"], *rest]) if found else ""
