"""Decisions as they are kept: a row each in the file of a series."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .. import codebook, files, symbols
from ..errors import InputError

__all__ = ["ANSWERS", "FIELDS", "WHAT", "Decision", "append", "decided", "path", "read", "undone"]

SPLIT, JOIN = CUTS = ("split", "join")  # of paragraphs
WHAT = ("link", "code", "clause", "duty", *CUTS)
ANSWERS = ("yes", "no", "undo")
SCHEMES = ("theme", "entity")  # codes of a paragraph; conditions belong to a clause
DUTIES = ("report", "briefing", "deadline", "meeting", "review", "sunset", "resources")
FIELDS = ("verb", "directive", "continuing", "action", "addressee", "partner", "condition")
SINGLE = ("directive", "continuing", "action")  # fields of a clause that have one value
MACHINE, DISPUTED = "machine", "disputed"  # who else a row of a table may be by
WHY = 200  # characters of a reason


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of a file of decisions; its fields are those of the table `decisions`."""

    what: str
    symbol: str
    label: str
    later: str
    later_label: str
    verb: str
    field: str
    value: str
    answer: str
    by: str
    when: str
    why: str
    fingerprint: str
    later_fingerprint: str

    @property
    def about(self) -> tuple[str, ...]:
        """What is decided: the value is part of it where a field may have several."""
        place = self.symbol, self.label, self.later, self.later_label
        one = self.what == "clause" and self.field in SINGLE
        return self.what, *place, self.verb, self.field, "" if one else self.value

    @property
    def says(self) -> tuple[str, str]:
        """What is said about it."""
        return self.value, self.answer

    @property
    def paragraphs(self) -> tuple[tuple[tuple[str, str], str], ...]:
        """Paragraphs that it is about, each with its fingerprint as the reader saw it."""
        first = (self.symbol, self.label), self.fingerprint
        second = (self.later, self.later_label), self.later_fingerprint
        return (first, second) if self.what in ("link", JOIN) else (first,)


COLUMNS = tuple(field.name for field in fields(Decision))


def decided(
    what: str,
    *about: str,
    answer: str,
    by: str,
    why: str = "",
    seen: Mapping[tuple[str, str], str],
    when: str = "",
) -> Decision:
    """A decision, checked.

    Parameters
    ----------
    what : {"link", "code", "clause", "duty", "split", "join"}
    *about : str
        Of a link its earlier symbol and label, then the later ones; of a code symbol, label, scheme
        (theme or entity) and code; of a clause symbol, label, its verb, a field and its value (see
        `FIELDS`; the verb itself: *no* says that it is no clause of the organ); of a duty symbol,
        label and kind; of a split paragraph symbol, label and the number of words before the cut;
        of two that are one symbol and both labels.
    answer : {"yes", "no"}
    by, why : str
        The reader, and a reason in at most 200 characters.
    seen : mapping
        (symbol, label) → fingerprint, as the table `paragraphs` has them.
    when : str
        UTC, as ``2026-01-31T12:00:00``; now, if left out.

    Raises
    ------
    InputError
        Something that isn't there is named, or a value that can't be had.
    """
    shapes = {"link": 4, "code": 4, "clause": 5, "duty": 3, SPLIT: 3, JOIN: 3}
    if what not in shapes or len(about) != shapes[what]:
        raise InputError(f"decision: {' '.join((what, *about))}; expected link EARLIER LABEL LATER "
                         "LABEL, code SYMBOL LABEL SCHEME CODE, clause SYMBOL LABEL VERB FIELD "
                         "VALUE, duty SYMBOL LABEL KIND, split SYMBOL LABEL WORDS, or join SYMBOL "
                         "LABEL LABEL")  # fmt: skip
    _reader(by)
    if answer not in ("yes", "no"):
        raise InputError(f"decision: '{answer}'; expected yes or no")
    by, why = (" ".join(said.split()) for said in (by, why))
    if len(why) > WHY:
        raise InputError(f"why: {len(why)} characters; expected at most {WHY}: a reason, no text")
    symbol, label, *rest = about
    places = [(symbols.normal(symbol) or symbol, label)]
    verb = field = value = ""
    if what == "link":
        places.append((symbols.normal(rest[0]) or rest[0], rest[1]))
    elif what == "code":
        field, value = _one_of("scheme", rest[0], SCHEMES), rest[1]
    elif what == JOIN:
        places.append((places[0][0], rest[0]))
    elif what == SPLIT:
        if not rest[0].isdecimal() or len(rest[0]) > 6:
            raise InputError(f"words: '{rest[0]}'; expected how many words stand before the cut")
        value = str(int(rest[0]))
    elif what == "duty":
        field = _one_of("kind of duty", rest[0], DUTIES)
    else:
        verb, field, value = rest[0], _one_of("field", rest[1], FIELDS), rest[2]
        value, answer = _plainly(field, value, answer)
    for place in places:
        if place not in seen:
            raise InputError(f"{place[0]}: no paragraph '{place[1]}' in the tables; "
                             "`workbench read` shows its labels")  # fmt: skip
    prints = [seen[place] for place in places]
    later, later_label = places[1] if len(places) > 1 else ("", "")
    now = when or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return Decision(what, *places[0], later, later_label, verb, field, value, answer, by, now,
                    why, prints[0], prints[1] if len(prints) > 1 else "")  # fmt: skip


def undone(decision: Decision, by: str = "", when: str = "") -> Decision:
    """The row that withdraws a decision: what its reader said before holds again."""
    _reader(by or decision.by)
    now = when or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return replace(decision, answer="undo", by=by or decision.by, when=now, why="")


def _reader(name: str) -> None:
    if not name.strip() or name in (MACHINE, DISPUTED) or ";" in name:
        raise InputError(f"by: '{name}'; expected the name of a reader (--by NAME)")


def _one_of(what: str, given: str, known: Iterable[str]) -> str:
    if given not in known:
        raise InputError(f"{what}: '{given}'; expected one of {', '.join(known)}")
    return given


def _plainly(field: str, value: str, answer: str) -> tuple[str, str]:
    """A value of a clause's field and the answer, said in one way: not true is false."""
    if field not in ("directive", "continuing"):
        return value, answer
    _one_of(field, value, ("true", "false"))
    return value if answer == "yes" else {"true": "false", "false": "true"}[value], "yes"


# ── the file ─────────────────────────────────────────────────────────────────────────────────


def path(name: str, folder: Path | None = None) -> Path:
    """The file of a series' decisions, there or not."""
    return codebook.folder(folder) / "decisions" / f"{name}.csv"


def read(name: str, folder: Path | None = None) -> list[Decision]:
    """Decisions of a series in the order in which they were taken; none where there is no file.

    Raises
    ------
    InputError
        A row that can't be read, with its number.
    """
    place = path(name, folder)
    if not place.is_file():
        return []
    with files.cells(place, ended=True) as file:
        return list(_decisions(place, csv.reader(file)))


def _decisions(place: Path, reader: Any) -> Iterator[Decision]:
    """Decisions in the rows of a file."""
    head: list[str] = next(reader, [])
    if head and tuple(head) != COLUMNS:
        raise InputError(f"{place}: columns {', '.join(head)}; expected {', '.join(COLUMNS)}")
    for cells in reader:
        where = f"{place}, row {reader.line_num}"
        if len(cells) != len(COLUMNS):
            raise InputError(f"{where}: {len(cells)} cells; expected {len(COLUMNS)}, a cell with a "
                             "comma stands in quotes")  # fmt: skip
        one = Decision(*cells)
        for column, known in (("what", WHAT), ("answer", ANSWERS)):
            if getattr(one, column) not in known:
                raise InputError(f"{where}, column {column}: '{getattr(one, column)}'; expected "
                                 f"one of {', '.join(known)}")  # fmt: skip
        yield one


def append(name: str, decisions: Iterable[Decision], folder: Path | None = None) -> Path:
    """Write decisions at the end of their series' file: when this returns, they are kept.

    Writers wait for one another, and a row is written at one stroke: none is lost or torn.
    """
    place = path(name, folder)
    with files.alone(place.parent, f".{name}.lock"), place.open("ab+") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":  # half a row of a writer who was killed
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)
        rows = [] if file.seek(0, os.SEEK_END) else [COLUMNS]
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows([*rows, *map(astuple, decisions)])
        file.write(written.getvalue().encode())
        file.flush()
        os.fsync(file.fileno())
    return place
