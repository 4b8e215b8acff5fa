"""Decisions taken and withdrawn, checked against the tables and the codebook of their series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .. import catalogue, codebook, decisions, holdings, tables
from ..decisions import Decision
from ..errors import InputError
from ..text import words

if TYPE_CHECKING:
    from ..codebook import Codebook

__all__ = ["about", "checked", "listed", "take", "undo"]

QUOTE = 8  # words of a text that a reason may quote
Fingerprints = dict[tuple[str, str], str]


def checked(
    name: str,
    what: str,
    *about: str,
    answer: str,
    by: str,
    why: str = "",
    folder: Path | None = None,
) -> Decision:
    """A decision about a series, checked: all that it names is there (see `decisions.decided`).

    Raises
    ------
    InputError
        Something that isn't there is named, or the reason quotes more than eight words of a text.
    """
    place = codebook.folder(folder)
    catalogue.members(name, place)
    one = decisions.decided(what, *about, answer=answer, by=by, why=why, seen=_prints(name, place))
    book = catalogue.book(name, place)
    if what == "link":
        _compared(name, one, place)
    elif what == "code":
        _known(f"{one.field}s.csv", one.value, _codes(book, one.field))
    elif what == "clause":
        _clause(name, one, book, place)
    elif what in decisions.CUTS:
        _cut(name, one, place)
    _quoted(one, place)
    return one


def take(name: str, *decision: Decision, folder: Path | None = None) -> list[str]:
    """Keep decisions of a series and apply them to its tables.

    Returns
    -------
    list of str
        What became of each: applied, confirmed, disputed, overruled, waiting (for texts).
    """
    place = catalogue.writable(folder)
    decisions.append(name, decision, place)
    _follow(name, decision, place)
    states = [row[0] for row in tables.rows(place, name, "decisions", "state")]
    kept = decisions.read(name, place)
    return [states[max(n for n, one in enumerate(kept) if one == taken)] for taken in decision]


def undo(name: str, number: int = 0, by: str = "", folder: Path | None = None) -> Decision:
    """Withdraw a decision: that of a number, or the last that stands (of a reader).

    Raises
    ------
    InputError
        There is no such decision, or it doesn't stand.
    """
    place = catalogue.writable(folder)
    taken = decisions.read(name, place)
    _, states = decisions.settled(taken, _prints(name, place))
    gone = ("undone", "superseded")
    last = {(one.about, one.by): n for n, one in enumerate(taken) if states.get(n) not in gone}
    standing = [n for n in sorted(last.values()) if by in ("", taken[n].by)]
    chosen = number - 1 if number else (standing or [-1])[-1]
    if chosen not in standing:
        numbers = ", ".join(str(n + 1) for n in standing)
        which = f"no decision {number} stands" if number else "no decision stands"
        raise InputError(f"{name}: {which}; those that do: {numbers or 'none'}")
    decisions.append(name, [decisions.undone(taken[chosen])], place)
    _follow(name, [taken[chosen]], place)
    return taken[chosen]


def _follow(name: str, decision: Iterable[Decision], place: Path) -> None:
    """Tables follow decisions; where paragraphs end others they are made of the texts, if at
    hand."""
    if any(one.what in decisions.CUTS for one in decision) and holdings.folders(place):
        try:
            tables.build(name, place)
            return
        except InputError:  # a text is not at hand: it waits for the next build
            pass
    tables.reapplied(name, place)


def listed(name: str, folder: Path | None = None) -> Iterator[tuple[int, Decision, str]]:
    """Decisions of a series: number, decision, and what became of it in the tables."""
    place = codebook.folder(folder)
    tables.stale(place, name)
    states = dict(tables.rows(place, name, "decisions", "number", "state"))
    for n, one in enumerate(decisions.read(name, place), 1):
        yield n, one, states[n]


def about(one: Decision) -> str:
    """What a decision is about and says, in a line.

    >>> from workbench.decisions import decided
    >>> seen = {("F/RES/1", "OP2"): "a"}
    >>> about(decided("code", "F/RES/1", "OP2", "theme", "tolls", answer="no", by="Ada", seen=seen))
    'F/RES/1 OP2: theme tolls: no'
    """
    place = f"{one.symbol} {one.label}"
    if one.what == "join":
        return f"{place} and {one.later_label} are one paragraph: {one.answer}"
    if one.what == "split":
        return f"{place} ends after {one.value} words: {one.answer}"
    if one.what == "link":
        return f"{place} → {one.later} {one.later_label}: {one.answer}"
    what = " ".join(filter(None, (one.verb and f"“{one.verb}”", one.field, one.value)))
    return f"{place}: {what}: {one.answer}"


def _prints(name: str, place: Path) -> Fingerprints:
    rows = tables.rows(place, name, "paragraphs", "symbol", "label", "fingerprint")
    return {(symbol, label): print_ for symbol, label, print_ in rows}


def _known(file: str, value: str, known: list[str]) -> None:
    if value not in known:
        raise InputError(f"{value}: not in {file}; it has {', '.join(known)}")


def _codes(book: Codebook, scheme: str) -> list[str]:
    if scheme == "entity":
        return [e.entity for e in book.entities]
    return [t.theme for t in book.themes]


def _compared(name: str, one: Decision, place: Path) -> None:
    pairs = dict.fromkeys(tables.rows(place, name, "links", "earlier", "later"))
    if (one.symbol, one.later) not in pairs:
        known = ", ".join(f"{earlier} → {later}" for earlier, later in pairs)
        raise InputError(f"{one.symbol} → {one.later}: not compared in '{name}'; there are {known}")


def _cut(name: str, one: Decision, place: Path) -> None:
    """A paragraph may be cut, or joined with the next, where none hangs on it."""
    columns = "symbol", "label", "part", "parent", "n_words"
    rows = [row[1:] for row in tables.rows(place, name, "paragraphs", *columns)
            if row[0] == one.symbol]  # fmt: skip
    labels = [row[0] for row in rows]
    last = one.later_label or one.label
    if last in {row[2] for row in rows}:
        raise InputError(f"{one.symbol} {last}: paragraphs stand below it; expected one that has "
                         "none")  # fmt: skip
    _, part, _, n_words = rows[labels.index(one.label)]
    if one.what == "split" and not 0 < int(one.value) < n_words:
        raise InputError(f"{one.symbol} {one.label}: {one.value} words before the cut; expected 1 "
                         f"to {n_words - 1}")  # fmt: skip
    if one.what == "join" and [r[:2] for r in rows[labels.index(one.label) + 1 :][:1]] != [
        (last, part)
    ]:
        raise InputError(f"{one.symbol} {one.label}: {last} doesn't follow it in the same part; "
                         "expected the label of the next paragraph")  # fmt: skip


def _clause(name: str, one: Decision, book: Codebook, place: Path) -> None:
    columns = "symbol", "label", "verb"
    here = [v for s, x, v in tables.rows(place, name, "clauses", *columns)
            if (s, x) == (one.symbol, one.label)]  # fmt: skip
    verb, _, nth = one.verb.partition("~")
    missed = one.field == "verb" and one.answer == "yes" and one.value == verb
    if here.count(verb) < int(nth or 1) and not missed:
        added = [d for d in decisions.read(name, place) if d.field == "verb"
                 and (d.symbol, d.label, d.verb) == (one.symbol, one.label, one.verb)]  # fmt: skip
        if not added:
            raise InputError(f"{one.symbol} {one.label}: no clause '{one.verb}'; there are: "
                             f"{', '.join(here) or 'none'}")  # fmt: skip
    if one.field in ("addressee", "partner"):
        _known("entities.csv", one.value, [e.entity for e in book.entities])
    elif one.field == "condition":
        _known("conditions.csv", one.value, [c.condition for c in book.conditions])
    elif one.field == "verb" and one.value != verb:
        _known("verbs.csv", one.value, [v.verb for v in book.verbs])


def _quoted(one: Decision, place: Path) -> None:
    """A reason quotes no more of a text at hand than tables may."""
    said = words(one.why)
    runs = {tuple(said[n : n + QUOTE + 1]) for n in range(len(said) - QUOTE)}
    for (symbol, label), _ in one.paragraphs if runs else ():
        try:
            paragraphs = holdings.text(symbol, place).paragraphs
        except InputError:  # not at hand
            continue
        text = next((words(p.text) for p in paragraphs if p.label == label), [])
        if runs & {tuple(text[n : n + QUOTE + 1]) for n in range(len(text) - QUOTE)}:
            raise InputError(f"why: quotes more than {QUOTE} words of {symbol} {label}; expected "
                             "a reason in your own words")  # fmt: skip
