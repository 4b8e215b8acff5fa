"""HTML: the document site's pages, and pages saved or pasted from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import InputError
from ..grammar.lines import PREFIX, SIGNOFF
from ..records import Block
from . import content, markdown, tables
from .numbering import printed, whole
from .protocol import Blocks
from .runs import Run, block

_DROPPED = re.compile(
    r"script|style|head|nav|aside|footer|form|button|select|noscript|template|svg|iframe|object"
    r"|title|meta|link"
)
_BLOCKS = re.compile(
    r"p|div|section|article|main|header|body|html|table|thead|tbody|tfoot|tr|ul|ol|li|dl|dt|dd|hr"
    r"|h[1-6]|blockquote|address|center|figure|figcaption|details|summary"
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|sidebar|breadcrumbs?|cookies?|banner|share"
    r"|social|skip-?link|toolbar)(?:$|[\s_-])",
    re.I,
)
_MARK = re.compile(r"\s*[\[(]?(\d{1,3}|\*{1,3}|[a-z])[\])]?\s*,?\s*")
_NOTES = re.compile(r"foot-?notes?|endnotes?|\breferences\b", re.I)
_SPACE = re.compile(r"\s+")
_SIGNED = 400  # characters: no sign-off is longer
_BOLD = re.compile("font-weight:(bold|[6-9]00)")
_STYLES = {"1": "{}.", "a": "({})", "i": "({})", "A": "{}.", "I": "{}."}
_LISTS = {
    "lower-alpha": "a", "lower-latin": "a", "lower-roman": "i",
    "upper-alpha": "A", "upper-latin": "A", "upper-roman": "I",
}  # fmt: skip

# The parser compares each attribute of a tag with all before it.
_ATTRIBUTES = 100
_TAG = re.compile(r"<[a-zA-Z][^\s<>/]*+")
_ATTRIBUTE = re.compile(
    r"[\s/]*+[^\s<>/=][^\s<>/=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?"
)

Element = Any  # of lxml, which comes without types


def read(path: Path) -> Blocks:
    """Blocks of an HTML page: of the document in it, without the site's frame."""
    from lxml import etree
    from lxml import html as parser

    text = _trimmed(content.text(path).replace("\x00", " "))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = parser.document_fromstring(text)
    except (etree.LxmlError, ValueError):
        raise InputError("no text in the page; expected a resolution in HTML") from None
    page = _Page()
    page.walk(root)
    # Where nothing is raised, marks may be glued to words.
    return Blocks.of(page.blocks, marked=page.marked)


def _trimmed(text: str) -> str:
    """A page without the attributes of a tag beyond those that any tag has."""
    parts: list[str] = []
    at = end = 0
    while tag := _TAG.search(text, end):
        end = tag.end()
        for _ in range(_ATTRIBUTES):
            attribute = _ATTRIBUTE.match(text, end)
            if not attribute:
                break
            end = attribute.end()
        else:
            parts.append(text[at:end])
            while attribute := _ATTRIBUTE.match(text, end):
                end = attribute.end()
            at = end
    return "".join([*parts, text[at:]])


class _Look(NamedTuple):
    italic: bool = False
    bold: bool = False
    raised: bool = False

    def within(self, element: Element) -> _Look:
        """Look of what stands in an element."""
        tag, style = element.tag, _style(element).replace(" ", "")
        return _Look(
            self.italic or tag in ("i", "em", "cite") or "font-style:italic" in style,
            self.bold or tag in ("b", "strong", "th") or bool(_BOLD.search(style)),
            self.raised or tag == "sup",
        )


@dataclass(slots=True)
class _List:
    """A list that is open: how it counts, and what comes next."""

    kind: str
    number: int


@dataclass(slots=True)
class _Page:
    """Blocks of a page, gathered while its elements open and close."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    marked: bool = False  # marks are raised or link to their notes
    begun: bool = False  # the resolution's title has passed: tables hold text
    noted: bool = False  # a list of notes has begun
    heading: bool = False
    signed: bool = False
    lists: list[_List] = field(default_factory=list)
    number: str = ""  # of the list item that has not said anything yet
    rows: list[list[list[Block]]] = field(default_factory=list)  # of open tables, cells so far
    outside: list[list[Block]] = field(default_factory=list)  # what stands before each open cell
    breaks: int = 0

    def walk(self, root: Element) -> None:
        """Go through the tree without recursion, since a page may be nested to any depth."""
        stack: list[tuple[Element, bool, _Look]] = [(root, False, _Look())]
        while stack:
            element, done, look = stack.pop()
            if done:
                self.close(element.tag)
                self.say(element.tail, look)
            elif self.taken(element):
                self.say(element.tail, look)
            else:
                inner = look.within(element)
                self.open(element)
                # The tail belongs to the look outside; it is said when the element closes.
                stack.append((element, True, look))
                self.say(element.text, inner)
                stack.extend((child, False, inner) for child in reversed(element))
        self.flush()

    def taken(self, element: Element) -> bool:
        """Is an element dealt with without a look at its children?"""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or _DROPPED.fullmatch(tag) or _chrome(element):
            return True
        if tag == "pre":
            self.flush()
            self.blocks += markdown.blocks(element.text_content()).blocks
            return True
        if tag in ("sup", "a") and (mark := _mark(element)):
            self.runs.append(Run("", mark=mark))
            self.marked = True
            return True
        return False

    def say(self, text: str | None, look: _Look) -> None:
        if text:
            if text.strip():
                self.breaks = 0
            self.runs.append(Run(_SPACE.sub(" ", text), look.italic, look.bold))

    # -- elements

    def open(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self.broken()
        elif tag in ("td", "th") and self.rows:
            self.flush()
            self.outside.append(self.blocks)
            self.blocks = []
        elif _BLOCKS.fullmatch(tag):
            self.flush()
            self.heading = tag in _HEADINGS
            if tag in ("ol", "ul"):
                kind = "•" if tag == "ul" else element.get("type") or _counting(element)
                self.lists.append(_List(kind, whole(element.get("start"), 1)))
                self.noted |= _noted(element)
            elif tag == "li" and self.lists:
                self.item(element)
            elif tag == "tr":
                self.rows.append([])
            elif _noted(element):
                self.noted = self.noted or tag in ("div", "section")

    def broken(self) -> None:
        """A line's end: of a paragraph where two stand together, or where it may be one."""
        self.breaks += 1
        last = next((run.text.rstrip() for run in reversed(self.runs) if run.text.strip()), "")
        if self.breaks > 1 or last[-1:] in ".;:,":  # or nothing said
            self.flush()
        else:
            self.runs.append(Run(" "))

    def item(self, element: Element) -> None:
        """Count the items of a list."""
        entry = self.lists[-1]
        number = whole(element.get("value"), entry.number)
        entry.number = number + 1
        shown = _STYLES.get(entry.kind, "{}.").format(printed(number, entry.kind))
        self.number = "•" if entry.kind == "•" else shown

    def close(self, tag: str) -> None:
        if tag in ("td", "th") and self.rows and self.outside:
            self.flush()
            self.rows[-1].append(self.blocks)
            self.blocks = self.outside.pop()
        elif tag == "tr" and self.rows:
            self.flush()
            self.blocks += _row(self.rows.pop(), self.begun)
        elif _BLOCKS.fullmatch(tag):
            self.flush()
            self.heading = False
            if tag in ("ol", "ul") and self.lists:
                self.lists.pop()
                self.number = ""

    # -- runs to blocks

    def flush(self) -> None:
        """What was said since the last block, as one."""
        runs, self.runs, self.breaks = self.runs, [], 0
        start = next((i for i, r in enumerate(runs) if r.mark or r.text.strip()), len(runs))
        runs = runs[start:]
        said = "".join(run.text for run in runs)
        if not runs or (not said.strip() and len(runs) < 2):
            return
        if runs[0].mark and said.strip():
            # A paragraph that begins with a mark is the note itself.
            self.note(runs, runs[0].mark)
            return
        number, self.number = self.number, ""
        if self.noted and number.rstrip(".").isdigit():
            back = [replace(run, text=run.text.replace("↩", "")) for run in runs]
            self.note(back, number.rstrip("."))
            return
        if PREFIX.match(said.strip()):
            number = ""
        made = block(runs, "", number, len(self.lists))
        if made is None:
            return
        if made.kind == "paragraph" and self.heading:
            made = replace(made, kind="heading")
        elif made.kind == "paragraph" and self.signed:
            made = replace(made, kind="")  # the page's frame, not a text without a heading
        self.signed |= len(made.text) < _SIGNED and bool(SIGNOFF.fullmatch(made.text))
        self.signed &= made.kind != "heading"
        self.begun |= made.kind == "title" or made.text.startswith("The ")
        self.blocks.append(made)

    def note(self, runs: list[Run], mark: str) -> None:
        text = block(Run(run.text) for run in runs if not run.mark)
        if text:
            self.blocks.append(Block(text.text, "note", mark))


def _style(element: Element) -> str:
    return (element.get("style") or "").lower()


def _named(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _noted(element: Element) -> bool:
    """Does an element say by its name that it holds notes?"""
    return bool(_NOTES.search(_named(element)))


def _chrome(element: Element) -> bool:
    """Is an element part of the page's frame, and not of the document?"""
    if element.tag in ("body", "html", "main", "article", "p", "h1", "h2", "h3"):
        return False
    framed = element.get("role") in ("navigation", "banner", "contentinfo")
    return framed or bool(_CHROME.search(_named(element)))


def _mark(element: Element) -> str:
    """The mark that a raised number is, or a link to a note."""
    text = _said(element, 8)
    if len(text) > 8 or not (mark := _MARK.fullmatch(text)):
        return ""
    if element.tag == "a":
        inside = element.find(".//sup") is not None or text.strip().startswith("[")
        if not ((element.get("href") or "").startswith("#") and (inside or mark[1].isdigit())):
            return ""
    elif mark[1].isalpha():
        return ""
    return mark[1]


def _said(element: Element, most: int) -> str:
    """Text of an element, or the beginning of one that is longer than so many characters."""
    said = ""
    for text in element.itertext(with_tail=True):
        said += text
        if len(said) > most:
            break
    return said


def _counting(element: Element) -> str:
    """How a list counts, by its style."""
    style = _style(element)
    return next((kind for name, kind in _LISTS.items() if name in style), "1")


def _row(cells: list[list[Block]], begun: bool) -> list[Block]:
    full = [cell for cell in cells if cell]
    if (
        len(full) == 2
        and len(full[0]) == 1
        and (number := PREFIX.fullmatch(full[0][0].text))
        and not full[1][0].number
        and full[1][0].kind != "note"
    ):
        # A paragraph's number in a cell of its own.
        return [replace(full[1][0], number=number[0], kind="paragraph"), *full[1][1:]]
    return tables.row(full, begun)
