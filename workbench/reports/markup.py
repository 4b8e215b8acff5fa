"""What templates need to turn facts into HTML: links, cells, figures as addresses, prose.

Everything that comes from data is escaped; marks that turn the direction of text are shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from .. import symbols
from ..matter import MOST, PIECES
from ..prose import plain
from ..show import PALETTE, place, printed

__all__ = ["Prose", "counted", "linked", "svg_address", "templates", "visible"]

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
_FEW = 2  # limits that a phone shows at first
_TALL = 12  # rows of a long table that are seen at first
_HIGH = 0.64  # as many times higher than wide a figure is folded


@cache
def templates() -> Any:
    """The package's templates, with what they need."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=visible,
    )  # fmt: skip
    made.filters |= {"linked": linked, "cell": cell, "column_class": column_class,
                     "papers": papers, "svg_address": svg_address, "url": symbols.url,
                     "headline": headline, "tall": tall, "place": place, "moment": moment,
                     "counted": counted, "worded": worded}  # fmt: skip
    made.globals |= {"tall_table": _TALL, "PALETTE": PALETTE, "most": MOST, "few": _FEW,
                     "few_pieces": PIECES}  # fmt: skip
    return made


def worded(matter: Mapping[str, Any]) -> bool:
    """Whether a first page has the texts' own words, and not only what tables quote."""
    return any(
        piece["wording"]
        for section in matter["sections"]
        for entry in section["entries"]
        for piece in entry["pieces"]
    )


_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+(?:[,;|] ?[a-z]+(?:_[a-z]+)*)*")  # "upon_request"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def visible(value: Any) -> Any:
    """Marks that turn the direction of text around are shown, not obeyed."""
    if isinstance(value, str) and _BIDI.search(value):
        shown = _BIDI.sub(lambda m: f"[U+{ord(m[0]):04X}]", value)
        return Markup(shown) if isinstance(value, Markup) else shown
    return value


# Symbols that stand in full (a bare "resolution 74/175" stays words), but no label of a paragraph.
_SYMBOL = re.compile(
    r"(?<![\w/.-])[ASE](?:/(?!PP?\d|OP\d)(?:[A-Z][A-Za-z]*(?:\.\d+)?|(?:E?S-)?\d+))+"
    r"(?:\s?\((?:\d{4}|[IVXLC]+)\))?(?![\w/])"
)


def linked(text: str) -> Any:
    """Text, escaped, whose document symbols are links to the official documents."""
    pieces, at = [], 0
    for match in _SYMBOL.finditer(text):
        bare = match[0].partition("(")[0].rstrip()  # "A/RES/74/175 (2019)" is not its symbol
        words = match[0] if symbols.normal(match[0]) else bare
        if (symbol := symbols.normal(words)) and re.search(r"\d", symbol):
            pieces += [escape(text[at : match.start()]), _anchor(symbol, words)]
            at = match.start() + len(words)
    return Markup("").join([*pieces, escape(text[at:])])


def _anchor(symbol: str, text: str) -> Any:
    return Markup('<a class="document" href="{}">{}</a>').format(symbols.url(symbol), text)


def cell(value: Any, column: Mapping[str, Any]) -> Any:
    """A table's cell: numbers as the column says, symbols as links."""
    if isinstance(value, str):
        if value in PALETTE and column["name"] in ("kind", "status", "change"):
            return Markup('<span class="swatch" style="--of: var(--{0})">{0}</span>').format(value)
        return linked(plain(value) if _CODE.fullmatch(value) else value)
    return printed(value, column)


def headline(record: Mapping[str, Any]) -> str:
    """The first finding of a run."""
    said = [f for f in record.get("findings", ()) if f["kind"] == "finding"]
    return min(said, key=lambda f: f["rank"])["text"] if said else ""


def column_class(facts: Mapping[str, Any], at: int) -> str:
    """How a column is set: numbers to the right, short words unbroken, long ones with room; lists
    of labels and symbols, which break well, with less."""
    if facts["columns"][at]["type"] == "number":
        return "number"
    lines = [line for row in facts["rows"] for line in str(row[at] or "").split("\n")]
    longest = max(map(len, lines), default=0)
    words = " ".join(lines).split()
    if 28 < longest <= 120 and all(re.search(r"\d", word) for word in words):
        return "list"
    return "short" if longest <= 28 else "wide" if longest > 48 else "text"


def papers(labels: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Pairs of symbol and label → labels by document."""
    by_document: dict[str, list[str]] = {}
    for symbol, label in labels:
        by_document.setdefault(symbol, []).append(label)
    return by_document


def tall(svg: str) -> bool:
    """Whether a drawing is much higher than wide: it is folded to its first part."""
    box = re.search(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"', svg)
    return box is not None and float(box[2]) > _HIGH * float(box[1])


_UNSAFE = re.compile(r"[^\w =:/;,()'.\-+*!?{}~]", re.ASCII)


def svg_address(svg: str) -> Any:
    """An SVG as a data address for an image: a quarter shorter than in base 64.

    Left out is what is not drawn: declaration, comments, metadata, indentation.
    """
    drawing = re.sub(
        r"<!--.*?-->|<metadata>.*?</metadata>", "", svg[svg.find("<svg") :], flags=re.S
    )
    drawing = re.sub(r"\s*\n\s*", " ", drawing).replace("> <", "><").strip()
    if "'" not in drawing:
        drawing = drawing.replace('"', "'")
    # nothing is left that ends an attribute, a tag or an entity
    return Markup("data:image/svg+xml," + _UNSAFE.sub(lambda m: quote(m[0]), drawing))


def moment(time: str) -> str:
    """``2026-01-31T12:00:00+00:00`` → ``2026-01-31 12:00 UTC``."""
    return f"{time[:10]} {time[11:16]} UTC"


def counted(number: int, one: str, many: str = "") -> str:
    """``1 finding``, ``2 findings``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


class Prose:
    """Markdown of one notebook as HTML, with nothing raw in it, and its headings for the contents.

    Raw HTML is escaped, images are named but not fetched, headings stand one step lower.
    """

    def __init__(self, notebook: str) -> None:
        import mistune

        self.headings: list[tuple[str, str]] = []  # (id, words) of the second level
        headings = self.headings

        class Renderer(mistune.HTMLRenderer):
            def text(self, text: str) -> str:
                return str(linked(text))

            def image(self, text: str, url: str, title: str | None = None) -> str:
                return text

            def link(self, text: str, url: str, title: str | None = None) -> str:
                inner = re.sub(r"</?a\b[^>]*>", "", text)
                if not re.match(r"(?:https?://|#)", url):  # other files aren't beside the page
                    return inner
                return f'<a href="{mistune.escape(self.safe_url(url))}">{inner}</a>'

            def heading(self, text: str, level: int, **attrs: Any) -> str:
                step, place = min(level + 1, 6), ""
                if level == 2:
                    name = f"{notebook}.{len(headings) + 1}"
                    headings.append((name, re.sub(r"<[^>]+>", "", text)))
                    place = f' id="{name}"'
                return f"<h{step}{place}>{text}</h{step}>\n"

        self._html = mistune.create_markdown(renderer=Renderer(escape=True), plugins=["table"])

    def __call__(self, text: str) -> Any:
        return Markup(self._html(text))
