"""Several versions of one text beside one another: a table, a column each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import displays
from ..errors import InputError
from ..files import write
from ..show import PALETTE
from .files import templates
from .page import markup
from .records import Redline, Row, name
from .runs import styled

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Versions:
    """Redlines of each version with the next, read as one table."""

    redlines: tuple[Redline, ...]

    def _repr_html_(self) -> str:
        return displays.fragment(self)

    @property
    def names(self) -> tuple[str, ...]:
        """What the versions are called, in order."""
        return (name(self.redlines[0].earlier), *(name(r.later) for r in self.redlines))

    def __repr__(self) -> str:
        return f"<versions: {' → '.join(self.names)}>"


def versions(redlines: Sequence[Redline]) -> Versions:
    """Several versions of a text beside one another.

    Parameters
    ----------
    redlines : sequence of Redline
        Of each version with the next.

    Raises
    ------
    InputError
        There are none, or one doesn't begin where the one before ends.
    """
    if not redlines:
        raise InputError("no versions; expected redlines of each with the next")
    for one, other in pairwise(redlines):
        if name(one.later) != name(other.earlier):
            raise InputError(f"{name(other.earlier)} follows {name(one.later)}; expected redlines "
                             "of each version with the next")  # fmt: skip
    return Versions(tuple(redlines))


def write_versions(shown: Versions, path: str | Path) -> Path:
    """Write the table as a page that needs nothing else, into a file whole or not at all."""
    page = templates().get_template("versions.html.j2")
    return write(Path(path), page.render(PALETTE=PALETTE, page=True, **_view(shown)).encode())


@displays.fragment.register
def _fragment(shown: Versions) -> str:
    body = templates().get_template("versions-body.html.j2")
    return body.render(PALETTE=PALETTE, page=False, **_view(shown))


def _view(shown: Versions) -> dict[str, Any]:
    symbols = [shown.redlines[0].earlier.symbol, *(r.later.symbol for r in shown.redlines)]
    return {
        "names": list(zip(shown.names, symbols, strict=True)),
        "rows": [[_cell(shown, column, labels) for column, labels in enumerate(row)]
                 for row in _rows(shown.redlines)],
        "texts": all(r.texts for r in shown.redlines),
    }  # fmt: skip


Labels = tuple[str, ...]


def _rows(redlines: Sequence[Redline]) -> list[tuple[Labels, ...]]:
    """Labels in each version, row by row: what became of one another stands in one row.

    In the order of the last version; what went earlier stands where it stood.
    """
    rows: list[tuple[Labels, ...]] = [
        (row.earlier, (row.later,) if row.later else ()) for row in redlines[-1].rows
    ]
    for redline in reversed(redlines[:-1]):
        sources = {row.later: row.earlier for row in redline.rows if row.later}
        rows = [(tuple(dict.fromkeys(s for x in row[0] for s in sources.get(x, ()))), *row)
                for row in rows]  # fmt: skip
        width = len(rows[0]) if rows else 0
        place = {x: i for i, row in enumerate(rows) for x in row[1]} if width else {}
        gone: list[tuple[int, tuple[Labels, ...]]] = []
        at = -1
        for row in redline.rows:
            if row.later:
                at = place.get(row.later, at)
            else:
                gone.append((at, (row.earlier, *((),) * (width - 1))))
        for i, cells in reversed(gone):
            rows.insert(i + 1, cells)
    return rows


def _cell(shown: Versions, column: int, labels: Labels) -> list[dict[str, Any]]:
    """Paragraphs that stand in a cell: of the first version plain, of others with what came."""
    redline = shown.redlines[max(column - 1, 0)]
    document = redline.later if column else redline.earlier
    paragraphs = {p.label: p for p in document.paragraphs}
    cells = []
    for label in labels:
        row = next(r for r in redline.rows
                   if (r.later == label if column else label in r.earlier))  # fmt: skip
        cells.append({
            "label": label, "symbol": document.symbol, "verb": paragraphs[label].verb,
            "kind": row.kind if column else "", "doubtful": row.doubtful and bool(column),
            "words": row.n_words[bool(column)], "row": row,
            "text": _text(redline, row, label, bool(column)),
        })  # fmt: skip
    return cells


def _text(redline: Redline, row: Row, label: str, later: bool) -> Markup | None:
    if not redline.texts:
        return None
    pieces = dict(zip(redline.rows, styled(redline), strict=True))[row]
    if later:
        return markup(row, pieces, ("equal", "ins"))
    return markup(row, list(_of(pieces, label)), ("equal",))


def _of(pieces: Sequence[Any], label: str) -> Iterator[Any]:
    """Runs of one paragraph of the first version, as they stood."""
    for run, italic in pieces:
        if run.earlier == label:
            yield replace(run, kind="equal"), italic
