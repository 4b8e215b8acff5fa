"""Decided links: the machine's with those that readers rejected or made, and what follows.

Everything but the words of changed paragraphs follows from facts: what was kept, added and
dropped, what moved, in which order. Similarities and edits of a changed group of paragraphs need
the two texts, or tables for which somebody had them; else a decision that changes such a group
waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import collation
from ..collation import Link
from .records import DISPUTED, MACHINE
from .standing import Standing

if TYPE_CHECKING:
    from ..codebook import Codebook
    from ..records import Resolution

__all__ = ["Outline", "links", "outlines", "provisions"]

FLAGS = ("moved", "doubtful", "discharged", "discharged_in_part")
Row = dict[str, str]
Ends = tuple[str | None, str | None]
Texts = Callable[[str], "Resolution | None"]


class Outline(NamedTuple):
    """What tables tell of a member: its paragraphs in their order, and what it cites."""

    labels: tuple[str, ...]
    words: Mapping[str, int]  # label → number of words
    prints: Mapping[str, str]  # label → fingerprint
    annexes: frozenset[str]  # labels
    cites: frozenset[str]


def outlines(tables: Mapping[str, Iterable[Row]]) -> dict[str, Outline]:
    """Members by symbol, from rows of the tables `paragraphs` and `citations`."""
    by_symbol: dict[str, list[Row]] = {}
    for row in tables["paragraphs"]:
        by_symbol.setdefault(row["symbol"], []).append(row)
    cites: dict[str, set[str]] = {}
    for row in tables["citations"]:
        cites.setdefault(row["symbol"], set()).add(row["cited"])
    return {
        symbol: Outline(
            tuple(r["label"] for r in rows),
            {r["label"]: int(r["n_words"]) for r in rows},
            {r["label"]: r["fingerprint"] for r in rows},
            frozenset(r["label"] for r in rows if r["part"] == "annex"),
            frozenset(cites.get(symbol, ())),
        )
        for symbol, rows in by_symbol.items()
    }


class _Pair(NamedTuple):
    """What is known of two members that are compared."""

    old: Outline
    new: Outline
    texts: tuple[Resolution, Resolution] | None
    published: tuple[list[Link], list[Row]]  # links and edits with earlier decisions applied
    book: Codebook
    standing: bool  # annexes of the earlier one, cited and not printed again


def links(
    rows: Iterable[Row],
    edits: Iterable[Row],
    held: Iterable[Standing],
    outlines: Mapping[str, Outline],
    book: Codebook,
    texts: Texts,
    published: Mapping[str, Iterable[Row]],
) -> tuple[list[Row], list[Row], dict[Standing, str]]:
    """Rows of the tables `links` and `edits` with decisions applied, and what became of these."""
    decided: dict[tuple[str, str], dict[Ends, Standing]] = defaultdict(dict)
    for one in held:
        _, earlier, label, later, later_label, *_ = one.about
        decided[earlier, later][label, later_label] = one
    by_pair: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_pair[row["earlier"], row["later"]].append(row)
    changes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in edits:
        changes[row["earlier"], row["later"]].append(row)
    states = {one: "waiting" for pair in decided.keys() - by_pair.keys()
              for one in decided[pair].values()}  # fmt: skip
    for pair in by_pair.keys() & decided.keys():
        earlier, later = pair
        old, new = outlines[earlier], outlines[later]
        annexed = not new.annexes and earlier in new.cites
        groups = _groups(by_pair[pair], decided[pair])
        known = (
            [_link(r) for r in published.get("links", ()) if (r["earlier"], r["later"]) == pair],
            [r for r in published.get("edits", ()) if (r["earlier"], r["later"]) == pair],
        )
        words = _words(texts, pair) if any(not _facts(g, old, new) for g in groups) else None
        about = _Pair(old, new, words, known, book, annexed)
        by_pair[pair], changes[pair], more = _decided(by_pair[pair], changes[pair], groups, about)
        states |= more
    return (
        [row for pair in by_pair.values() for row in pair],
        [row for pair in by_pair for row in changes[pair]],
        states,
    )


class _Group(NamedTuple):
    """Paragraphs that the machine's links or readers' tie together, before and after decisions."""

    before: list[Link]
    after: list[Link]
    fresh: frozenset[Ends]  # links that a reader made
    decided: Mapping[Ends, Standing]
    by: Mapping[Ends, str]


def _groups(rows: Iterable[Row], decided: Mapping[Ends, Standing]) -> list[_Group]:
    """Groups with a decision: independent of one another."""
    machine = [_link(row) for row in rows]
    made = [Link(*ends, "revised") for ends, one in decided.items() if one.answer == "yes"]
    of: dict[Any, int] = {}
    for n, (olds, news) in enumerate(collation.groups([*machine, *made])):
        of |= dict.fromkeys([("old", x) for x in olds] + [("new", x) for x in news], n)
    here: dict[int, list[Link]] = defaultdict(list)
    for link in machine:
        end = ("old", link.earlier) if link.earlier is not None else ("new", link.later)
        here[of[end]].append(link)
    asked: dict[int, dict[Ends, Standing]] = defaultdict(dict)
    for ends, one in decided.items():
        asked[of["old", ends[0]]][ends] = one
        if of["old", ends[0]] != of["new", ends[1]]:  # a link that neither has: nothing to reject
            asked[of["new", ends[1]]][ends] = one
    return [_applied(here[n], asked[n]) for n in sorted(asked)]


def _applied(before: list[Link], decided: Mapping[Ends, Standing]) -> _Group:
    """A group's links after decisions; of a new one the similarity is not known yet."""
    joined: dict[Ends, Link] = {(k.earlier, k.later): k for k in before if k.earlier and k.later}
    alone: dict[Ends, Link] = {
        (k.earlier, k.later): k for k in before if not (k.earlier and k.later)
    }
    by: dict[Ends, str] = {}
    fresh, freed = set(), dict[Ends, str]()
    for ends, one in sorted(decided.items(), key=lambda d: d[0]):
        if one.answer == DISPUTED:
            if ends in joined:
                joined[ends] = replace(joined[ends], doubtful=True)
                by[ends] = DISPUTED
            for place, kin in _apart(ends):
                if place in alone and ends not in joined:
                    alone[place] = replace(alone[place], doubtful=True, relative=kin)
                    by[place] = DISPUTED
        elif one.answer == "yes":
            if ends not in joined:
                fresh.add(ends)
            joined[ends] = replace(joined.get(ends, Link(*ends, "revised")), doubtful=False)
            by[ends] = one.by
        elif ends in joined:
            del joined[ends]
            freed[ends[0], None] = freed[None, ends[1]] = one.by
        else:  # nearly a link, and rightly none
            for place, kin in _apart(ends):
                if place in alone and alone[place].relative == kin:
                    alone[place] = replace(alone[place], doubtful=False, relative=None)
                    by[place] = one.by
    linked = {x for x, _ in joined}, {y for _, y in joined}
    after = [*joined.values()]
    after += [k for (x, y), k in alone.items() if x not in linked[0] and y not in linked[1]]
    for place, reader in freed.items():
        x, y = place
        if x not in linked[0] and y not in linked[1]:
            after.append(Link(x, y, "dropped" if x else "added"))
            by[place] = reader
    return _Group(before, after, frozenset(fresh), decided, by)


def _apart(ends: Ends) -> tuple[tuple[Ends, str | None], ...]:
    """Both ends of a link by themselves, each with the other."""
    return ((ends[0], None), ends[1]), ((None, ends[1]), ends[0])


def _facts(group: _Group, old: Outline, new: Outline) -> bool:
    """Whether facts suffice: no new link and no changed group but of two equal paragraphs."""
    several = any(len(a) > 1 or len(b) > 1 for a, b in _changed(group))
    ends = {(*a, *b) for a, b in _changed(group)} | group.fresh
    return not several and all(old.prints[x or ""] == new.prints[y or ""] for x, y in ends)


def _published(group: _Group, links: Sequence[Link]) -> bool:
    """Whether published tables have a group as it is after decisions."""
    ends = {(k.earlier, k.later) for k in links}
    return group.fresh <= ends and _changed(group) <= _parts(links)


def _changed(group: _Group) -> set[tuple[frozenset, frozenset]]:
    return _parts(group.after) - _parts(group.before)


def _parts(links: Iterable[Link]) -> set[tuple[frozenset, frozenset]]:
    """Groups that have paragraphs of both texts."""
    return {(frozenset(a), frozenset(b)) for a, b in collation.groups(links) if a and b}


def _words(texts: Texts, pair: tuple[str, str]) -> tuple[Resolution, Resolution] | None:
    earlier, later = texts(pair[0]), texts(pair[1])
    return (earlier, later) if earlier and later else None


def _decided(
    rows: Sequence[Row], edits: list[Row], groups: Iterable[_Group], about: _Pair
) -> tuple[list[Row], list[Row], dict[Standing, str]]:
    """A pair's rows with the decisions applied of which facts suffice, or texts are at hand."""
    states: dict[Standing, str] = {}
    by = {(r["earlier_label"] or None, r["later_label"] or None): r["by"] for r in rows}
    kept = {(k.earlier, k.later): k for k in map(_link, rows)}
    changed: list[_Group] = []
    for group in groups:
        joined = {(k.earlier, k.later) for k in group.before}
        for ends, one in group.decided.items():
            says_so = one.answer == DISPUTED or (one.answer == "yes") == (ends in joined)
            states[one] = (DISPUTED if one.answer == DISPUTED else
                           "confirmed" if says_so else "applied")  # fmt: skip
        known = _facts(group, about.old, about.new) or _published(group, about.published[0])
        if not about.texts and not known:
            waits = [one for one in group.decided.values() if states[one] == "applied"]
            states |= dict.fromkeys(waits, "waiting")
            rest = {ends: one for ends, one in group.decided.items() if one not in waits}
            group = _applied(group.before, rest)
        for link in group.before:
            del kept[link.earlier, link.later]
        kept |= {(k.earlier, k.later): k for k in group.after}
        by |= group.by
        if {(k.earlier, k.later) for k in group.after} != joined:
            changed.append(group)
    made = [*kept.values()]
    if changed:
        made = _told(made, {ends for g in changed for ends in g.fresh}, about)
        edits = _edits(edits, made, changed, about)
    made = collation.reading_order(made, about.old.labels, about.new.labels)
    first = rows[0]
    return (
        [_row(first["earlier"], first["later"], k, by.get((k.earlier, k.later), MACHINE))
         for k in made],
        [row | {"earlier": first["earlier"], "later": first["later"], "number": str(n)}
         for n, row in enumerate(edits, 1)],
        states,
    )  # fmt: skip


def _told(made: list[Link], fresh: set[Ends], about: _Pair) -> list[Link]:
    """Links with what follows of a change: similarities, what was discharged, and what moved."""
    if about.texts and fresh:
        pairs = sorted((x, y) for x, y in fresh if x and y)
        alike = collation.similarities(*about.texts, pairs, about.book.background)
        new = [Link(*pair, "kept" if share == 1 else "revised", share)
               for pair, share in alike.items()]  # fmt: skip
        made = [k for k in made if (k.earlier, k.later) not in fresh]
        made += [replace(k, doubtful=False) for k in collation.told(new, *about.texts)]
    else:
        known = {(k.earlier, k.later): k for k in about.published[0]}
        same = {ends: Link(*ends, "kept", 1.0) for ends in fresh} | known
        made = [replace(same[ends], doubtful=False) if (ends := (k.earlier, k.later)) in fresh
                else k for k in made]  # fmt: skip
    made = [replace(k, kind="reaffirmed", doubtful=False, relative=None)
            if about.standing and k.kind == "dropped" and k.earlier in about.old.annexes else k
            for k in made]  # fmt: skip
    at = [{x: n for n, x in enumerate(side.labels)} for side in (about.old, about.new)]
    places = {(k.earlier, k.later): (
        at[0][k.earlier], at[1][k.later],
        about.old.words[k.earlier] + about.new.words[k.later], k.similarity or 0.0,
    ) for k in made if k.earlier and k.later}  # fmt: skip
    off = collation.displaced(places)
    return [replace(k, moved=(k.earlier, k.later) in off) for k in made]


def _edits(edits: list[Row], made: Sequence[Link], changed: list[_Group], about: _Pair) -> list:
    """Edits in their order: those of changed groups from the texts, the others as they are."""
    touched = {k.later for g in changed for k in (*g.before, *g.after) if k.later}
    at = {x: n for n, x in enumerate(about.new.labels)}
    first = {y: min(at[y] for y in news) for _, news in collation.groups(made) for y in news}
    rows = [(first[r["later_label"]], r) for r in edits if r["later_label"] not in touched]
    if not about.texts:
        for group in changed:
            fresh = {y for _, news in _changed(group) for y in news}
            within = {k.later for k in (*group.before, *group.after) if k.later}
            gone = within - fresh - {y for _, news in _parts(group.after) for y in news}
            for source, labels in ((edits, within - fresh - gone), (about.published[1], fresh)):
                rows += [(first[r["later_label"]], r) for r in source if r["later_label"] in labels]
    else:
        here = [k for k in made if k.earlier and k.later and k.later in touched]
        book = about.book
        for edit in collation.edits(*about.texts, here, book.edits, book.background):
            if not collation.idle(edit):
                told = {k: str(v) for k, v in collation.published(edit, book.background).items()}
                rows.append((min(at[x] for x in edit.later), told))
    return [row for _, row in sorted(rows, key=lambda r: r[0])]


def _link(row: Row) -> Link:
    ends = row["earlier_label"] or None, row["later_label"] or None
    share = float(row["similarity"]) if row["similarity"] else None
    flags: dict[str, Any] = {column: row[column] == "true" for column in FLAGS}
    return Link(*ends, row["kind"], share, **flags, relative=row["relative"] or None)


def _row(earlier: str, later: str, link: Link, by: str) -> Row:
    def flag(value: bool) -> str:
        return "true" if value else "false"

    share = "" if link.similarity is None else f"{link.similarity:.4f}"
    return {
        "earlier": earlier, "earlier_label": link.earlier or "", "later": later,
        "later_label": link.later or "", "kind": link.kind, "similarity": share,
        **{column: flag(getattr(link, column)) for column in FLAGS},
        "relative": link.relative or "", "by": by,
    }  # fmt: skip


def provisions(
    rows: Iterable[Row],
    machine: Iterable[Row],
    order: Sequence[str],
    outlines: Mapping[str, Outline],
) -> list[Row]:
    """Rows of the table `provisions` that follow from rows of links.

    Parameters
    ----------
    rows : rows of links
    machine : the machine's rows of provisions, which know who came back after an absence
    order : adopted members
    outlines : of members with a text
    """
    back, last = {}, dict[str, tuple[str, str]]()
    for row in machine:
        place = row["symbol"], row["label"]
        if row["status"] == "revived":
            back[place] = last[row["provision"]]
        if row["label"] and row["status"] != "merged into":
            last[row["provision"]] = place

    def revived(born: Sequence[str], lapsed: Mapping[str, tuple[str, str]], symbol: str):
        names = {place: name for name, place in lapsed.items()}
        came = {label: names.get(back.get((symbol, label), ("", ""))) for label in born}
        return {label: name for label, name in came.items() if name}

    pairs: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for row in rows:
        if row["earlier"] in order and row["later"] in order:
            pairs[row["earlier"], row["later"]].append(_link(row))
    labels = {s: outlines[s].labels for s in order if s in outlines}
    return [
        {"provision": p.provision, "symbol": p.symbol, "label": p.label or "", "status": p.status,
         "origin": p.origin or "", "skips": " ".join(p.skips)}
        for p in collation.chained(order, labels, pairs, revived)
    ]  # fmt: skip
