"""What pages leave in a text: running heads, page and job numbers in the middle of paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .. import symbols
from ..grammar.lines import organ_of, title_of
from ..records import Block
from ..text import words

#: Stands where a page ended.
TURN = "\f"
#: What pages print at their edges beside words, apart from bare numbers: page numbers, job numbers,
#: what stands under a bar code, signs that the text goes on. Alternatives of a pattern.
SIGNS = (
    r"\d{1,3}\s?/\s?\d{1,3}|(?:GE\.?|V\.|N)?\s?\d{2}-\d{5}(?:\s?\*)?(?:\s*\([EFSRAC]\))?(?:\s+\d{6})*"
    r"|N\d{7}(?:\s*\([EFSRAC]\))?(?:\s+\d{6})*|\\?\*[A-Z\d]{6,12}\\?\*|(?:/\s?)?\.\s?\.\s?\.|…"
    r"|Please recycle(?:\s?\S{1,3}(?=\s|$))?|[Pp]age \d{1,4}(?: of \d{1,3})?"
    r"|[-–—]\s?\d{1,4}\s?[-–—]"
)
# What one of them has matched is not tried otherwise: a row of dots has countless readings.
_NUMBERS = re.compile(rf"(?:(?>{SIGNS})\s*+)++")
_PRINTED = re.compile(r"[A-Z]{1,8}/[A-Z0-9./-]*\d(?:\s?\((?:19|20)\d\d\))?(?=\s|$)")
_WEAK = re.compile(
    r"\d{1,3}|\(?[EFSRAC]\)?|\d{6}|[ivxl]{1,5}|[-_*=\s]{3,}|<!--.*-->|!\[(?=.*\]\().*\)"
)
_SESSION = re.compile(r"(?:General Assembly|[A-Z][\w ]+Council)\s*+[—–-]++\s*+[\w -]*?[Ss]ession")
_PICTURE = re.compile(r"<!--\s*(?:image\s*|page.*)-->|-{3,}\s*(?:end of )?page.*", re.I)


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
    edges = _Edges.of(said)
    fed = [line.startswith("\f") and i > edges.begun for i, line in enumerate(lines)]
    strong = [
        i > edges.begun and bool(text) and edges.prints(text, line)
        for i, (text, line) in enumerate(zip(said, lines, strict=True))
    ]
    gone = list(strong)
    if edges.title:
        for i in (i for i, sure in enumerate(strong) if sure):
            for other in edges.entitled(said, i, gone):
                gone[other] = True
    gone = edges.spread(said, edges.spread(said, gone, fed), None)
    result: list[str] = []
    for i, line in enumerate(lines):
        if (gone[i] or fed[i]) and result[-1:] != [TURN]:
            result.append(TURN)
        if not gone[i]:
            result.append(line.replace("\f", ""))
    return result


@dataclass(frozen=True, slots=True)
class _Edges:
    """What the edges of a document's pages may print.

    Attributes
    ----------
    begun : int
        Line that names the organ, before which the masthead stands.
    symbol : str
        The document's, as it is printed.
    title : str
        Words of its title.
    mast : set of str
        Short lines of the masthead.
    """

    begun: int
    symbol: str
    title: str
    mast: frozenset[str]

    @classmethod
    def of(cls, said: Sequence[str]) -> _Edges:
        begun = next((i for i, s in enumerate(said) if s.startswith("The ") and organ_of(s)), None)
        if begun is None:
            begun = next((i for i, s in enumerate(said) if title_of(Block(s))), len(said))
        return cls(
            begun,
            _symbol(said, begun),
            " ".join(words(_title(said[: begun + 1]))),
            frozenset(s for s in said[:begun] if len(s) < 60 and not title_of(Block(s))),
        )

    def prints(self, text: str, line: str) -> bool:
        """Is a line surely none of the text?"""
        line = line.strip()
        numbers = _NUMBERS.fullmatch(text) or _NUMBERS.fullmatch(line)
        return bool(numbers or _PICTURE.fullmatch(line)) or self.heads(text)

    def heads(self, text: str) -> bool:
        """Is a line the symbol, alone or with the title's beginning or a number beside it?"""
        if not self.symbol or self.symbol not in text or len(text) > 200:
            return False
        rest = text.replace(self.symbol, "", 1).strip(" |*_")
        return (
            self.title.startswith(" ".join(words(rest)))
            or rest == "United Nations"
            or bool(_NUMBERS.fullmatch(rest))
        )

    def entitled(self, said: Sequence[str], at: int, gone: Sequence[bool]) -> list[int]:
        """Lines that, after one that is gone, print the title, however it is broken."""
        printed = ""
        if self.symbol in said[at]:
            printed = " ".join(words(said[at].replace(self.symbol, "", 1)))
        taken: list[int] = []
        for i in range(at + 1, min(at + 12, len(said))):
            if not said[i] or gone[i]:
                continue
            printed = f"{printed} {' '.join(words(said[i]))}".strip()
            if not self.title.startswith(printed):
                return []
            taken.append(i)
            cut = len(taken) == 1 and len(printed) > 20 and not (said[i + 1 : i + 2] or [""])[0]
            if printed == self.title or cut:  # a long one may be cut short
                return taken
        return []

    def spread(
        self, said: Sequence[str], gone: Sequence[bool], fed: Sequence[bool] | None
    ) -> list[bool]:
        """What is gone and what is next to it: forwards from page feeds too, else backwards."""
        result = list(gone)
        order = range(len(said)) if fed is not None else range(len(said) - 1, -1, -1)
        near = False
        for i in order:
            if result[i]:
                near = True
                continue
            near = near or (fed is not None and fed[i])
            if said[i]:
                near = result[i] = near and i > self.begun and self.beside(said[i])
        return result

    def beside(self, text: str) -> bool:
        """May a line stand next to what is gone?"""
        if _WEAK.fullmatch(text) or _SESSION.match(text) or text in self.mast:
            return True
        return " ".join(words(text)) == self.title != ""


def _symbol(said: Sequence[str], begun: int) -> str:
    """The document's symbol as it is printed: in the masthead, or at the head of most pages."""
    for text in said[:begun]:
        for piece in re.split(r"\s{2,}|\s*\|\s*|^United Nations\s+", text):
            if len(piece) < 40 and symbols.normal(piece):
                return piece
    heads = Counter(head[0] for s in said if len(s) < 200 and (head := _PRINTED.match(s)))
    return next((name for name, times in heads.most_common(1) if times > 1), "")


def _title(said: Sequence[str]) -> str:
    """The title and what stands between it and the organ line."""
    titles = ((i, title) for i, s in enumerate(said) if (title := title_of(Block(s))))
    at, title = next(titles, (0, None))
    if title is None:
        return ""
    rest: list[str] = []
    for line in filter(None, said[at + 1 : -1]):
        if line[0] in "[(" or len(rest) > 5:
            break
        rest.append(line)
    return " ".join([title["title"], *rest])
