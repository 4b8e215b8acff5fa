"""HTML: the document site's pages, and pages saved or pasted from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..grammar.lines import PREFIX, SIGNOFF
from ..grammar.marks import unglue
from ..records import Block
from . import markdown
from .runs import Run, block

_DROPPED = re.compile(
    r"script|style|head|nav|aside|footer|form|button|select|noscript|template|svg|iframe|object"
    r"|title|meta|link"
)
_BLOCKS = re.compile(
    r"p|div|section|article|main|header|body|html|table|thead|tbody|tfoot|tr|ul|ol|li|dl|dt|dd|hr"
    r"|h[1-6]|blockquote|address|center|figure|figcaption|details|summary"
)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|sidebar|breadcrumbs?|cookies?|banner|share"
    r"|social|skip-?link|toolbar)(?:$|[\s_-])",
    re.I,
)
_MARK = re.compile(r"\s*[\[(]?(\d{1,3}|\*{1,3}|[a-z])[\])]?\s*,?\s*")
_NOTES = re.compile(r"foot-?notes?|endnotes?|\breferences\b", re.I)
_SPACE = re.compile(r"\s+")
_STYLES = {"1": "{}.", "a": "({})", "i": "({})", "A": "{}.", "I": "{}."}


def blocks(path: Path, text: str) -> list[Block]:
    """Blocks of an HTML page.

    Parameters
    ----------
    path : Path
        Named in errors only.
    text : str
        The file's content.
    """
    from lxml import etree
    from lxml import html as parser

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", " "))
    try:
        root = parser.document_fromstring(text)
    except (etree.LxmlError, ValueError):
        raise InputError(f"{path}: no text in the page; expected a resolution in HTML") from None
    page = _Page()
    page.walk(root)
    # Where nothing is raised, marks may be glued to words.
    return page.found if page.marked else unglue(page.found)


class _Page:
    """Blocks of a page, gathered while its elements open and close."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.runs: list[Run] = []
        self.marked = self.begun = self.noted = False
        self.heading = self.signed = False
        self.lists: list[list] = []  # of open lists: style, next number
        self.number = ""  # of the list item that has not said anything yet
        self.rows: list[list[list[Block]]] = []  # of open tables, the cells read so far
        self.outside: list[list[Block]] = []  # what stands before each open cell
        self.breaks = 0

    def walk(self, root: Any) -> None:
        """Go through the tree without recursion, since a page may be nested to any depth."""
        stack: list[tuple[Any, bool, tuple[bool, bool, bool]]] = [(root, False, (False,) * 3)]  # type: ignore[list-item]
        while stack:
            element, done, look = stack.pop()
            italic, bold, raised = look
            if done:
                self.close(element)
                self.say(element.tail, look)
                continue
            tag = element.tag if isinstance(element.tag, str) else ""
            if not tag or _DROPPED.fullmatch(tag) or self.chrome(element, tag):
                self.say(element.tail, look)
                continue
            if tag == "pre":
                self.flush()
                self.found += markdown.blocks(element.text_content())[0]
                self.say(element.tail, look)
                continue
            if tag in ("sup", "a") and (mark := self.mark(element, tag)):
                self.runs.append(Run("", mark=mark))
                self.marked = True
                self.say(element.tail, look)
                continue
            style = (element.get("style") or "").replace(" ", "").lower()
            inner = (
                italic or tag in ("i", "em", "cite") or "font-style:italic" in style,
                bold
                or tag in ("b", "strong", "th")
                or bool(re.search("font-weight:(bold|[6-9]00)", style)),
                raised or tag == "sup",
            )
            self.open(element, tag)
            # The tail belongs to the look outside; it is said when the element closes.
            stack.append((element, True, look))
            self.say(element.text, inner)
            stack.extend((child, False, inner) for child in reversed(element))
        self.flush()

    def chrome(self, element: Any, tag: str) -> bool:
        """Is an element part of the page's frame, and not of the document?"""
        if tag in ("body", "html", "main", "article", "p", "h1", "h2", "h3"):
            return False
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        return element.get("role") in ("navigation", "banner", "contentinfo") or bool(
            _CHROME.search(named)
        )

    def mark(self, element: Any, tag: str) -> str:
        text = element.text_content()
        if len(text) > 8 or not (found := _MARK.fullmatch(text)):
            return ""
        if tag == "a":
            inside = element.find(".//sup") is not None or text.strip().startswith("[")
            if not ((element.get("href") or "").startswith("#") and (inside or found[1].isdigit())):
                return ""
        elif found[1].isalpha():
            return ""
        return found[1]

    def say(self, text: str | None, look: tuple[bool, bool, bool]) -> None:
        if text:
            if text.strip():
                self.breaks = 0
            self.runs.append(Run(_SPACE.sub(" ", text), look[0], look[1]))

    def open(self, element: Any, tag: str) -> None:
        if tag == "br":
            self.breaks += 1
            said = "".join(run.text for run in self.runs).rstrip()
            if self.breaks > 1 or said[-1:] in ".;:," or not said:
                self.flush()
            else:
                self.runs.append(Run(" "))
            return
        if tag in ("td", "th") and self.rows:
            self.flush()
            self.outside.append(self.found)
            self.found = []
            return
        if not _BLOCKS.fullmatch(tag):
            return
        self.flush()
        self.heading = tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        if tag in ("ol", "ul"):
            start = element.get("start") or "1"
            kind = "•" if tag == "ul" else element.get("type") or self.styled(element)
            self.lists.append([kind, int(start) if start.lstrip("-").isdigit() else 1])
            self.noted |= bool(_NOTES.search(f"{element.get('class')} {element.get('id')}"))
        elif tag == "li" and self.lists:
            kind, number = self.lists[-1]
            value = element.get("value") or ""
            number = int(value) if value.isdigit() else number
            self.lists[-1][1] = number + 1
            self.number = "•" if kind == "•" else self.printed(number, kind)
        elif tag == "tr":
            self.rows.append([])
        elif _NOTES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            self.noted = self.noted or tag in ("div", "section")

    @staticmethod
    def styled(element: Any) -> str:
        style = (element.get("style") or "").lower()
        for name, kind in (
            ("lower-alpha", "a"), ("lower-latin", "a"), ("lower-roman", "i"),
            ("upper-alpha", "A"), ("upper-latin", "A"), ("upper-roman", "I"),
        ):  # fmt: skip
            if name in style:
                return kind
        return "1"

    @staticmethod
    def printed(number: int, kind: str) -> str:
        from .docx import _printed

        names = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
        shown = _printed(number, names.get(kind, "decimal"))
        return _STYLES.get(kind, "{}.").format(shown)

    def close(self, element: Any) -> None:
        tag = element.tag
        if tag in ("td", "th") and self.rows and self.outside:
            self.flush()
            self.rows[-1].append(self.found)
            self.found = self.outside.pop()
        elif tag == "tr" and self.rows:
            self.flush()
            self.ended()
        elif _BLOCKS.fullmatch(tag):
            self.flush()
            self.heading = False
            if tag in ("ol", "ul") and self.lists:
                self.lists.pop()
                self.number = ""

    def ended(self) -> None:
        """A row of a table: one block, unless its cells hold text or stand in the masthead."""
        cells = [cell for cell in self.rows.pop() if cell]
        longest = max((len(b.text) for cell in cells for b in cell), default=0)
        if (
            len(cells) == 2
            and len(cells[0]) == 1
            and (number := PREFIX.fullmatch(cells[0][0].text))
            and not cells[1][0].number
            and cells[1][0].kind != "note"
        ):
            # A paragraph's number in a cell of its own.
            self.found.append(replace(cells[1][0], number=number[0], kind="paragraph"))
            self.found += cells[1][1:]
            return
        if not self.begun or len(cells) < 2 or longest > 300:
            self.found += [b for cell in cells for b in cell]
            return
        runs: list[Run] = []
        for cell in cells:
            runs.append(Run(" | " if runs else ""))
            runs.append(Run(" ".join(" ".join(filter(None, (b.number, b.text))) for b in cell)))
        if made := block(runs, "paragraph"):
            self.found.append(made)

    def flush(self) -> None:
        runs, self.runs, self.breaks = self.runs, [], 0
        while runs and not (runs[0].mark or runs[0].text.strip()):
            runs.pop(0)
        said = "".join(run.text for run in runs)
        if not runs or (not said.strip() and len(runs) < 2):
            return
        if runs[0].mark and said.strip():
            # A paragraph that begins with a mark is the note itself.
            text = block(Run(r.text) for r in runs if not r.mark)
            if text:
                self.found.append(Block(text.text, "note", runs[0].mark))
            return
        number, level = self.number, len(self.lists)
        self.number = ""
        if self.noted and number.rstrip(".").isdigit():
            text = block(Run(r.text.replace("↩", "")) for r in runs if not r.mark)
            if text:
                self.found.append(Block(text.text, "note", number.rstrip(".")))
            return
        if PREFIX.match(said.strip()):
            number = ""
        made = block(runs, "", number, level)
        if made is None:
            return
        if made.kind == "paragraph" and self.heading:
            made = replace(made, kind="heading")
        elif made.kind == "paragraph" and self.signed:
            made = replace(made, kind="")  # the page's frame, not a text without a heading
        self.signed |= bool(SIGNOFF.fullmatch(made.text))
        self.signed &= made.kind != "heading"
        self.begun |= made.kind == "title" or made.text.startswith("The ")
        self.found.append(made)
