"""Lines as a page has them: those of one subject together, the preamble in one, terms in two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from .. import steps
from ..codebook import printed
from ..prose import articled, capital, counted
from .lines import ALIKE, ASKED, PREAMBLE, SECTIONS, TERMS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST", "PIECES", "sections"]

UNTOLD = "To be read in the text itself:"  # of recitals that no fact names
MOST = 11  # entries of a section that are seen at first
PIECES = 8  # and paragraphs of one entry
TITLES = {"new": "New", "gone": "Gone", "otherwise": "Stronger, weaker, otherwise"}
LEADS_ON = re.compile(r"\b(?:alia|by|following|have|includ(?:e|es|ing)|of|that|to)”$")
ITEMS = {"new": "new items", "gone": "items gone"}
UNASKED = "No new task of {} was found"
NOBODY = "Who has new tasks: nobody was found"
UNBOUND = (
    "Kinds of condition {} by requests that are carried on: none found, long changes and new "
    "requests apart"
)
UNKNOWN = (
    "Where a new paragraph names no source, none was found: in {} searched no paragraph has half "
    "of its words or more, {} Short ones, those mostly of names, and what reworded ones gained "
    "aren’t traced."
)
RULES = {True: "in order, enough in a row, both with names and formulas and without them.",
         False: "and a passage with them in common."}  # fmt: skip
UNSEARCHED = "Where new wording comes from wasn’t looked for."
NOTHING = {
    "new": "No paragraph and no request was found to be new.",
    "gone": "Each paragraph is carried on.",
    "otherwise": "In what is carried on only changes of dates, sessions and symbols were found.",
}


def sections(
    lines: pd.DataFrame, wording: Mapping[tuple[str, str], Any] | None = None, dropped: str = "0",
    searched: int = 0, ordered: bool = True, whom: str = "",
) -> list[dict[str, Any]]:  # fmt: skip
    """The page's sections, each with its entries.

    Parameters
    ----------
    lines : DataFrame
        As `lines` gives them.
    wording : mapping, optional
        Symbol and label → pieces of the paragraph's own words, where texts are at hand.

    dropped : str
        How many paragraphs may be gone, as doubtful links are read: "0 to 2".
    searched : int
        In how many documents sources of new wording were looked for.
    ordered : bool
        Whether these have the words in their order, as the library has it, or in any.
    whom : str
        The entity that the series follows: where others have new tasks and it has none, that is
        said.

    Returns
    -------
    list of dict
        ``name``, ``title``, ``nothing`` (said where there are no entries), ``also`` (what wasn't
        found that somebody may look for) and ``entries``: of each
        its ``subject`` and ``pieces``, what is said of each paragraph. The first `MOST` entries
        are seen, others folded.
    """
    made = {
        name: _entries(lines[lines["section"] == name].to_dict("records"), wording or {})
        for name in SECTIONS
    }
    made |= {name: _folded(made[name], title) for name, title in ITEMS.items()}
    nothing = NOTHING
    if dropped != "0":
        nothing = NOTHING | {"gone": f"No paragraph is gone, by the links made ({dropped})."}
    asked = lines[lines["kind"] == "asked"]
    idle = UNASKED.format(articled(printed(whom))) if whom and not asked["followed"].any() else ""
    made["new"] = _answered(made["new"], NOBODY if asked.empty else idle)
    # what went with a request is no condition of one that is carried on
    bound = lines.loc[(lines["kind"] != "lost") | (lines["was"] != ""), "kind"]
    unbound = " or ".join(way for way in ("gained", "lost") if way not in set(bound))
    made["otherwise"] = _answered(made["otherwise"], unbound and UNBOUND.format(unbound))
    added = lines[(lines["section"] == "new") & (lines["kind"] == "paragraph")]
    unknown = (added["echoes"] == "").any()
    where = (
        UNKNOWN.format(counted(searched, "document"), RULES[ordered]) if searched else UNSEARCHED
    )
    return [
        {"name": name, "title": TITLES[name], "nothing": nothing[name],
         "also": where if name == "new" and unknown else "", "entries": made[name]}
        for name in SECTIONS
    ]  # fmt: skip


def _answered(entries: list[dict[str, Any]], none: str) -> list[dict[str, Any]]:
    """Entries, and before them that there is none of what somebody looks for: a heading alone."""
    return [{"subject": none, "kind": "none", "pieces": []}] * bool(none and entries) + entries


def _folded(entries: Sequence[dict[str, Any]], title: str) -> list[dict[str, Any]]:
    """Entries with items of one list in one, in the order of the text, and how they all begin said
    once: "Member States are urged to act by dredging (OP4(a)); mooring (OP4(c))"."""
    lists: dict[str, list[tuple[Mapping, dict]]] = {}
    for entry in entries:
        for piece in entry["pieces"] if entry["kind"] == "paragraph" else ():
            under, _, item = piece["labels"][0].rpartition("(")
            if under and item and len(piece["labels"]) == 1:
                lists.setdefault(under, []).append((entry, piece))
    made = list(entries)
    for under, items in lists.items():
        if len(items) < 2:
            continue
        pieces = [
            {**piece, "said": piece["said"] or entry["subject"]}
            for entry, piece in sorted(items, key=lambda item: _counted(item[1]["labels"][0]))
        ]
        words = [piece["said"].split() for piece in pieces]
        alike = len(list(takewhile(lambda at: len(set(at)) == 1, zip(*words, strict=False))))
        for piece, said in zip(pieces[1:], words[1:], strict=True):
            piece["said"] = " ".join(said[alike:])
        first = {"subject": f"{under}, {title}", "kind": "paragraph", "pieces": pieces}
        inside = [piece for _, piece in items]
        # "Calls upon all cantons, inter alia": the items say all of it
        inside += [
            piece
            for entry in made
            for piece in entry["pieces"]
            if piece["labels"] == [under] and LEADS_ON.search(piece["said"])
        ]
        # an entry may have items of several lists
        where = (at for at, e in enumerate(made) if any(p is inside[0] for p in e["pieces"]))
        made.insert(next(where), first)
        made = [
            {**entry, "pieces": left} if len(left) < len(entry["pieces"]) else entry
            for entry in made
            if (left := [p for p in entry["pieces"] if all(p is not one for one in inside)])
        ]
    return made


def _counted(label: str) -> tuple[int, str]:
    """In which order items are counted: (a) to (z), then (aa)."""
    return len(label), label


def _entries(rows: Sequence[Mapping], wording: Mapping) -> list[dict[str, Any]]:
    """Rows by subject, in the order of the first of each; terms before them, the preamble last."""
    operative = [r for r in rows if r["part"] != "preamble" and r["kind"] == "paragraph"]
    preamble = [r for r in rows if r["part"] == "preamble" and r["kind"] == "paragraph"]
    # what has no subject stands alone, without a heading
    by_subject: dict[object, list[Mapping]] = {}
    for at, row in enumerate(operative):
        by_subject.setdefault(row["subject"] or at, []).append(row)
    anew = list(_tasks([row for row in rows if row["kind"] == "asked"]))
    entries = [{"subject": ASKED, "kind": "asked", "pieces": anew}] if anew else []
    # before all subjects: what bounds a request is never folded
    for kind, subject in (
        ("gained", f"{TERMS} gained"),
        ("lost", f"{TERMS} lost"),
        ("alike", ALIKE),
    ):
        pieces = [_piece(row, {}) for row in rows if row["kind"] == kind]
        if pieces:
            entries.append({"subject": subject, "kind": kind, "pieces": pieces})
    entries += [
        {
            "subject": several[0]["subject"],
            "kind": "paragraph",
            "pieces": [_piece(row, wording) for row in several],
        }
        for several in by_subject.values()
    ]
    slight = [row for row in rows if row["kind"] == "slight"]
    if slight:
        pieces = [_piece(row, wording) for row in slight]
        entries.append({"subject": slight[0]["subject"], "kind": "slight", "pieces": pieces})
    if preamble:
        telling = [any(row[what] for what in ("subject", "said", "echoes")) for row in preamble]
        pieces = [_named(r, wording) for r, tells in zip(preamble, telling, strict=True) if tells]
        # what nothing names is there to be looked up: a piece for all, another for those in doubt
        nameless = [r for r, tells in zip(preamble, telling, strict=True) if not tells]
        for doubt in sorted({r["doubt"] for r in nameless}):
            pieces += _others([r for r in nameless if r["doubt"] == doubt], wording)
        entries.append({"subject": PREAMBLE, "kind": "preamble", "pieces": pieces})
    return entries


def _tasks(rows: Iterable[Mapping]) -> Iterable[dict[str, Any]]:
    """New tasks, a piece each; the first of each addressee ``opens`` with the name of it."""
    before = ""
    for row in rows:
        name, _, told = row["said"].partition(": ")
        yield _piece({**row, "said": told} if name == before else row, {}) | {
            "opens": name != before
        }
        before = name


def _piece(row: Mapping, wording: Mapping) -> dict[str, Any]:
    labels = steps.labels(row["labels"])
    return {
        "said": row["said"] if row["kind"] == "asked" else capital(row["said"]),
        "more": row["more"],
        "symbol": row["symbol"], "labels": labels,
        "was": row["was"].split(), "echoes": row["echoes"], "doubt": row["doubt"],
        "wording": _words(row["symbol"], labels, wording),
    }  # fmt: skip


def _words(symbol: str, labels: Sequence[str], wording: Mapping) -> list[Any]:
    """The words of some paragraphs, of several each after its label."""
    told: list[Any] = []
    for label in labels:
        parts = wording.get((symbol, label), ())
        if parts and len(labels) > 1:
            told.append(("equal", f" {label}: " if told else f"{label}: "))
        told += parts
    return told


def _named(row: Mapping, wording: Mapping) -> dict[str, Any]:
    """A preambular paragraph: its subject, then what changed in it; one that is quoted names it."""
    piece = _piece(row, wording)
    if row["said"].startswith("“") and row["section"] != "otherwise":
        return piece
    return {**piece, "said": capital(": ".join(filter(None, (row["subject"], row["said"]))))}


def _others(rows: Sequence[Mapping], wording: Mapping) -> list[dict[str, Any]]:
    """Preambular paragraphs of which nothing can be said, in one piece."""
    if not rows:
        return []
    pieces = [_piece(row, wording) for row in rows]
    return [{
        **pieces[0], "said": UNTOLD,
        "more": "",
        "labels": [label for piece in pieces for label in piece["labels"]],
        "was": [], "echoes": "",
        "wording": [part for piece in pieces for part in piece["wording"]],
    }]  # fmt: skip


def quoted(entries: Iterable[Mapping]) -> Iterable[str]:
    """All that entries say, for those who count words."""
    for entry in entries:
        yield entry["subject"]
        for piece in entry["pieces"]:
            yield piece["said"]
            yield piece["more"]
