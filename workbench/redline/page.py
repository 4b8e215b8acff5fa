"""A redline as a page, and as what Jupyter shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import displays
from ..errors import InputError
from ..files import write
from ..records import Paragraph
from ..show import PALETTE
from .files import templates, visible
from .records import KINDS, History, Redline, Row, Run, Stub, name
from .runs import styled

if TYPE_CHECKING:
    from markupsafe import Markup

LAYOUTS = ("inline", "side")


def html(shown: Redline | History, layout: str = "inline") -> str:
    """A redline or a history as a page that needs nothing else.

    Parameters
    ----------
    shown : Redline or History
    layout : str
        ``"inline"``, what went and what came in one text; or ``"side"``, the two side by side.
    """
    view = _view(shown, layout)
    return templates().get_template("redline.html.j2").render(PALETTE=PALETTE, page=True, **view)


def write_html(shown: Redline | History, path: str | Path, layout: str = "inline") -> Path:
    """Write `html` into a file, which is whole or isn't there."""
    return write(Path(path), html(shown, layout).encode())


@displays.fragment.register
def _fragment(shown: Redline | History) -> str:
    """A redline or a history as a piece of HTML for Jupyter: what changed, folded, without a style
    sheet."""
    view = _view(shown, "inline")
    parts: dict[str, list[dict[str, Any]]] = {}
    part = ""
    for entry in view.get("entries", ()):
        if "row" not in entry:
            part = entry["section"] if entry.get("level") == 2 else part
        elif entry["row"].changed:
            parts.setdefault(part, []).append(entry)
    template = templates().get_template("redline-notebook.html.j2")
    return template.render(PALETTE=PALETTE, **view | {"parts": parts.items()})


def marked(shown: Redline, mark: Callable[[Row], str]) -> str:
    """A redline as a piece of HTML for Jupyter, with something more beside each row's label.

    Parameters
    ----------
    shown : Redline
    mark : function
        Of a row, HTML.
    """
    from markupsafe import Markup

    view = _view(shown, "inline")
    entries = (e | {"mark": Markup(mark(e["row"]))} if "row" in e else e for e in view["entries"])
    return displays.composition(shown.composition) + _piece(view | {"entries": entries})


def _piece(view: dict[str, Any]) -> str:
    template = templates().get_template("redline-body.html.j2")
    return template.render(PALETTE=PALETTE, page=False, **view)


def beside(shown: Redline) -> list[list[Markup]]:
    """Paragraphs of a redline of texts as pieces of HTML, the earlier one and the later."""
    page = _Page(shown, "side")
    return [page.entry(row)["texts"] for row in shown.rows]


def _view(shown: Redline | History, layout: str) -> dict[str, Any]:
    if layout not in LAYOUTS:
        raise InputError(f"layout {layout!r}; expected {' or '.join(LAYOUTS)}")
    if isinstance(shown, Redline) and not shown.texts:
        layout = "inline"  # nothing to set side by side
    if isinstance(shown, History):
        steps = [_Page(s.redline, layout).entry(s.row) | {"step": s} for s in shown.steps]
        return {"history": shown, "steps": steps, "layout": layout}
    return {
        "redline": shown,
        "names": (name(shown.earlier), name(shown.later)),
        "sums": _sums(shown),
        "entries": _Page(shown, layout).entries(),
        "layout": layout,
    }


def _sums(redline: Redline) -> dict[str, Any]:
    count = Counter(row.kind for row in redline.rows)
    known = [row.n_changed for row in redline.rows if row.n_changed]
    sums: dict[str, Any] = {
        "kinds": [(k, count[k]) for k in KINDS if count[k]],
        "moved": sum(bool(row.moved) for row in redline.rows),
        "doubtful": sum(row.doubtful for row in redline.rows),
        "changed": sum(row.changed for row in redline.rows),
        "all": len(redline.rows),
    }
    if len(known) == len(redline.rows):
        went, came = (sum(n[side] for n in known) for side in (0, 1))
        sums |= {"went": went, "came": came,
                 "stayed": sum(row.n_words[1] for row in redline.rows) - came}  # fmt: skip
    return sums


class _Page:
    """What stands on the page of a redline."""

    def __init__(self, redline: Redline, layout: str):
        self.redline, self.layout = redline, layout
        self.before = {p.label: p for p in redline.earlier.paragraphs}
        self.after = {p.label: p for p in redline.later.paragraphs}
        self.pieces = dict(zip(redline.rows, styled(redline), strict=True))

    def entries(self) -> Iterator[dict[str, Any]]:
        """In order: sections, rows, and what is said instead of rows that are left out."""
        part = heading = None
        for changed, block in groupby(self.redline.rows, key=lambda row: row.changed):
            rows = list(block)
            if not changed:
                yield {"left_out": [row.later for row in rows]}
            for row in rows:
                paragraph = self.paragraph(row)
                if paragraph.part != part:
                    part, heading = paragraph.part, None
                    yield {"section": displays.PARTS.get(part, part), "level": 2}
                if row.later and paragraph.heading != heading:
                    heading = paragraph.heading
                    if heading:
                        yield {"section": heading, "level": 3}
                yield self.entry(row)

    def paragraph(self, row: Row) -> Paragraph | Stub:
        return self.after[row.later] if row.later else self.before[row.earlier[0]]

    def entry(self, row: Row) -> dict[str, Any]:
        paragraph, pieces = self.paragraph(row), self.pieces[row]
        side = self.layout == "side"
        kinds: list[tuple[str, ...]] = (
            [("equal", "del"), ("equal", "ins")] if side else [("equal", "del", "ins")]
        )
        return {
            "row": row,
            "origins": _origins(self.redline, row),
            "verbs": ([self.before[x].verb for x in row.earlier], paragraph.verb),
            "level": paragraph.level,
            "texts": [markup(row, pieces, some) for some in kinds],
        }


def _origins(redline: Redline, row: Row) -> list[str]:
    """Where a paragraph comes from, as said under its label."""
    if row.later is None:
        return [f"of {name(redline.earlier)}"]
    plain = [x for x in row.earlier if x not in row.moved]
    said = [f"moved from {x}" for x in row.moved]
    if plain and row.kind == "split":
        said.append(f"split from {', '.join(plain)}")
    elif plain and row.earlier != (row.later,):
        said.append(f"was {', '.join(plain)}")
    return said


def markup(row: Row, pieces: Iterable[tuple[Run, bool]], kinds: Sequence[str]) -> Markup:
    """Runs as HTML, escaped. An end of paragraph that went or came is shown as ¶."""
    from markupsafe import Markup

    out: list[str] = []
    label = None
    for run, italic in pieces:
        if run.kind not in kinds:
            continue
        if run.earlier in row.earlier:
            if label not in (None, run.earlier) and "del" in kinds:
                out.append('<del class="mark">¶ </del>')
            label = run.earlier
        text = str(visible(run.text))
        text = f"<em>{text}</em>" if italic else text
        if run.kind != "equal":
            why = f' title="{escape(run.klass)}"' if run.klass else ""
            text = f"<{run.kind}{why}>{text}</{run.kind}>"
        out.append(text)
    return Markup("".join(out))
