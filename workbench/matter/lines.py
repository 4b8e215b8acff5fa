"""Lines of the first page: a subject, what is asked of whom, and where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import drift, mandate
from ..codebook import printed
from ..prose import capital, counted, listed, percent
from .asks import all_asked, all_past, asks_itself, begun, listed_names, small, task
from .asks import whom as called
from .changes import anew, change, cites, paired
from .facts import PARTS, STEM, Clause, Paragraph, Renewal, directive, renewal
from .quotes import alike, first_met, known_of, share, worded
from .quotes import names as nameable
from .subjects import spelled, subjects
from .wording import Segment

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["COLUMNS", "SECTIONS", "lines"]

SECTIONS = ("new", "gone", "otherwise")
COLUMNS = ["section", "kind", "subject", "said", "more", "symbol", "labels", "was", "echoes",
           "doubtful", "part", "directive", "followed"]  # fmt: skip
ASKED, TERMS, PREAMBLE = "Who has new tasks", "Conditions", "Preamble"
SLIGHT, ALIKE = "Other changes of wording", "The same change in several paragraphs"
CITED = "only dates and documents cited"
REQUESTED = 4  # the greatest weight of a change of what is asked
HALF = 1 / 2  # share of a subject's words from which a task names it
SHARED = 1 / 2  # the same of those nouns of a paragraph that went which a new one has
TASKS = 3  # new ones of one addressee that are seen at first
TOLD = 2  # requests of one paragraph that a line tells; the others are folded


def lines(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    codes: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    links: pd.DataFrame,
    edits: pd.DataFrame,
    codebook: Codebook,
    *,
    whom: str = "",
    sources: pd.DataFrame | None = None,
    openings: Mapping[tuple[str, str], str] | None = None,
    segments: Mapping[tuple[str, str], Sequence[Segment]] | None = None,
) -> pd.DataFrame:
    """What the last renewal brought, dropped and changed, a line each, most consequential first.

    Parameters
    ----------
    resolutions, paragraphs, words, phrases, codes, clauses, clause_entities : DataFrame
    links, edits : DataFrame
    codebook : Codebook
    whom : str
        The entity that the series follows: what it is asked comes first.
    sources : DataFrame, optional
        Sources of the paragraphs that were added, as `steps.sourced` gives them.
    openings : mapping, optional
        Symbol and label → subject, where something else than the tables gave one and no theme does.
    segments : mapping, optional
        Symbol and label → the words that came and those that went, where texts are at hand.

    Returns
    -------
    DataFrame
        ``section`` (new, gone, otherwise), ``kind`` (paragraph; asked, a new request
        of somebody; gained or lost, a condition of paragraphs that are carried on, or one that
        went with the last requests that it bound; alike, a change made in several paragraphs;
        slight, paragraphs of which no more can be said), ``subject``, ``said``, ``more`` (what
        more is asked there), ``symbol`` (of the paragraphs named in ``labels``), ``was`` (labels in
        the member before), ``echoes`` (where the wording stood before), ``doubtful``, ``part``,
        ``directive``, ``followed``.
        No rows where fewer than two members have a text.
    """
    import pandas as pd

    pair = renewal(
        resolutions, paragraphs, words, phrases, codes, clauses, clause_entities, links, edits
    )
    rows: list[dict[str, Any]] = []
    if pair:
        subject = subjects(pair, codebook, openings)
        taken = _taken(sources, pair)
        conditions = mandate.worded(codebook)
        rows += [
            *_asked(pair, subject, whom),
            *_ordered(_new(pair, subject, taken, openings or {}, codebook), whom),
        ]
        rows += _ordered(_gone(pair, subject, codebook), whom)
        several = alike(pair, codebook, segments)
        told = _ordered(_otherwise(pair, subject, codebook, segments, several), whom)
        bounds = drift.binding(codes, clauses)
        linked = links[(links["earlier"] == pair.earlier) & (links["later"] == pair.later)]
        changed = drift.terms(bounds.get(pair.earlier, {}), bounds.get(pair.later, {}), linked)
        held = drift.binding(codes, _carried_on(pair, clauses)).get(pair.later, {})
        changed = [kept for term in changed if (kept := _bound(term, held, pair))]
        rows += [*told, *_terms(pair, subject, changed, conditions)]
        rows += [*_alike(several), *_slight(pair, told, several)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(
    section: str, subject: str, said: str, paragraphs: Sequence[Paragraph], **more: Any
) -> dict[str, Any]:
    first = paragraphs[0]
    return {
        "section": section, "kind": "paragraph", "subject": subject, "said": said,
        "symbol": first.symbol, "labels": " ".join(p.label for p in paragraphs),
        "more": "", "was": "", "echoes": "",
        "doubtful": False, "part": min((p.part for p in paragraphs), key=lambda x: PARTS.get(x, 3)),
        "directive": any(p.directive for p in paragraphs),
        "weight": 0, "size": sum(p.n_words for p in paragraphs), "paragraphs": tuple(paragraphs),
    } | more  # fmt: skip


def _asked(pair: Renewal, subject: Any, whom: str) -> Iterable[dict[str, Any]]:
    """Who is asked something new, and what: the entity that the series follows first, of each in
    the order of the text, doubtful ones last; of more than a few the others together. What the
    same were asked before in like words is doubtful in a new paragraph, and no new task in one that
    goes on."""
    asked: dict[str, dict[str, list[Clause]]] = {}
    names: dict[str, set[str]] = {}
    doubtful: set[tuple[str, str]] = set()
    before: dict[str, list[Clause]] = defaultdict(list)
    for _, clause in directive(tuple(pair.before.values())):
        for entity in clause.addressees:
            before[entity].append(clause)
    for group in pair.groups:
        fresh = [c for p in group.later for c in p.clauses]
        if group.earlier:
            fresh = [c for c in paired(group)[1] if anew(c, group)]
        for p in group.later:
            for clause in p.clauses:
                # to whom nothing to do is told, the organ only speaks
                if clause in fresh and clause.directive and clause.action:
                    for entity, name in zip(clause.addressees, called(clause), strict=True):
                        again = mandate.repeats(clause, before[entity])
                        if again and (group.earlier or mandate.repeats(clause, ())):
                            continue
                        if again or (group.doubtful and not group.earlier):
                            doubtful.add((entity, p.label))
                        asked.setdefault(entity, {}).setdefault(p.label, []).append(clause)
                        names.setdefault(entity, set()).add(name)
    for entity in sorted(asked, key=lambda e: (e != whom, -len(asked[e]), e)):
        name = capital(printed(names[entity].pop() if len(names[entity]) == 1 else entity))
        at = sorted((pair.after[label] for label in asked[entity]), key=lambda p: p.place)
        tasks = [(p, _task(asked[entity][p.label], subject([p]))) for p in at]
        # those that are sure are seen at first
        told = [(p, text) for unsure in (False, True) for p, text in tasks
                if text and ((entity, p.label) in doubtful) == unsure]  # fmt: skip
        row = partial(_row, "new", ASKED, kind="asked", followed=entity == whom)
        for p, text in told[:TASKS]:
            yield row(f"{name}: {text}", [p], doubtful=(entity, p.label) in doubtful)
        seen = [p.label for p, _ in told[:TASKS]]
        if others := [p for p in at if p.label not in seen]:
            more = "; ".join(
                f"{text} ({p.label}{', doubtful' * ((entity, p.label) in doubtful)})"
                for p, text in told[TASKS:]
            )
            yield row(f"{name}: {'other tasks' if seen else 'new tasks'}", others, more=more)


def _task(clauses: Iterable[Clause], about: str) -> str:
    """What is asked, in a few words; where these break off or point elsewhere also on what."""
    told = []
    for clause in clauses:
        text = re.sub("^to (act by )?", "", task(clause) or task(clause, pointing=True))
        text = text or begun(clause)
        if about and not text:
            text = f"a task on {small(about)}"
        elif about and not asks_itself(clause):
            text = f"{text.removesuffix(' …')} ({small(about)})"
        elif text.endswith("…") and share(about, known_of([text])) < HALF:
            text = f"{text} ({small(about)})"
        told.append(text)
    return "; ".join(dict.fromkeys(filter(None, told)))


def _new(
    pair: Renewal, subject: Any, taken: Mapping[str, str],
    openings: Mapping[tuple[str, str], str], codebook: Codebook,
) -> Iterable[dict]:  # fmt: skip
    for group in pair.groups:
        if group.later and not group.earlier:
            told = all_asked([c for p in group.later for c in p.clauses])
            echoes = taken.get(group.later[0].label, "")
            first = group.later[0]
            # nothing more is said of a recital: what it recalls tells more than a theme
            recalled = openings.get((first.symbol, first.label), "") * (first.part == "preamble")
            about = recalled or subject(group.later)
            if not (about or told or echoes or openings):  # with its text at hand it is quoted
                words = first_met(first, pair.unmet, codebook)
                quoted = listed([f"“{spelled(word, codebook)}”" for word in words])
                told = [f"with words that the member before lacks: {quoted}"] if words else []
            yield _row("new", about, "; ".join(told[:TOLD]), group.later,
                       more="; ".join(told[TOLD:]), echoes=echoes,
                       doubtful=group.doubtful)  # fmt: skip


def _gone(pair: Renewal, subject: Any, codebook: Codebook) -> Iterable[dict]:
    titles = {theme.title for theme in codebook.themes}
    on: dict[str, list[Paragraph]] = {}  # of a name that joins themes by each
    new: dict[str, list[Paragraph]] = {}
    for group in pair.groups:
        if not group.earlier and all(p.part != "preamble" for p in group.later):
            new.setdefault(subject(group.later), []).extend(group.later)
        for p in group.later if group.earlier else ():
            for theme in _joined(subject([p])) if p.directive else ():
                on.setdefault(theme, []).append(p)
    for group in pair.groups:
        if not group.earlier or (group.later and not group.discharged):
            continue
        about = subject(group.earlier)
        if group.discharged:
            said = all_past(paired(group)[2])
            part = "in part " if group.in_part else ""
            note = f"{part}reported done in {listed(group.discharged)}"
        else:
            said = all_past([c for p in group.earlier for c in p.clauses])
            same = {p.label: p for t in _joined(about) if t in titles for p in on.get(t, ())}
            note = _still(group.earlier, sorted(same.values(), key=lambda p: p.place))
            if about and (at := _anew(group.earlier, about, new.get(about, ()), codebook)):
                verb = "is" if len(at) == 1 else "are"
                note = "; ".join(filter(None, (note, f"{listed(at)} {verb} new on this subject")))
        yield _row("gone", about, "; ".join(filter(None, (said, note))), group.earlier,
                   doubtful=group.doubtful)  # fmt: skip


def _joined(about: str) -> list[str]:
    """The themes that a subject names: "Lamps; oil" is of both."""
    return [capital(theme) for theme in about.split("; ")]


def _anew(
    gone: Sequence[Paragraph], about: str, new: Iterable[Paragraph], codebook: Codebook
) -> list[str]:
    """New paragraphs on the subject of some that went, which have some of their other nouns too: of
    a subject alone another matter may be told."""
    matter = {word[:STEM] for p in gone for word in p.words if nameable(word, codebook)}
    matter -= known_of([about])
    least = SHARED * len(matter)
    return [p.label for p in new if matter and len(matter & {w[:STEM] for w in p.words}) >= least]


def _still(gone: Sequence[Paragraph], on: Iterable[Paragraph]) -> str:
    """Where those whom a request that went asked are asked on its subject still."""
    those = {e for _, c in directive(gone) for e in c.addressees}
    at = [p for p in on if those & {e for _, c in directive([p]) for e in c.addressees}]
    if not at:
        return ""
    them = [e for e in those if all(e in {x for c in p.clauses for x in c.addressees} for p in at)]
    who = capital(listed_names(sorted(them))) if them else "Others are"
    return f"{who} still asked on this subject in {listed(p.label for p in at)}"


def _otherwise(
    pair: Renewal, subject: Any, codebook: Codebook,
    segments: Mapping[tuple[str, str], Sequence[Segment]] | None,
    several: Collection[tuple[str, str]],
) -> Iterable[dict]:  # fmt: skip
    for group in pair.groups:
        if not (group.earlier and group.later):
            continue
        if found := change(group, pair, codebook, segments, several):
            was = " ".join(p.label for p in group.earlier)
            size = sum(int(e["n_dropped"]) + int(e["n_added"]) for e in group.edits)
            yield _row("otherwise", subject(group.later), found.said, group.later, was=was,
                       doubtful=group.doubtful, weight=found.weight, size=size)  # fmt: skip


def _carried_on(pair: Renewal, clauses: pd.DataFrame) -> pd.DataFrame:
    """Clauses of the later member without those that are new in a paragraph that is carried on."""
    new = {
        (p.label, clause.number)
        for group in pair.groups if group.earlier
        for fresh in [paired(group)[1]]
        for p in group.later for clause in p.clauses if clause in fresh
    }  # fmt: skip
    places = zip(clauses["label"], clauses["clause"].astype(int), strict=True)
    later = clauses["symbol"] == pair.later
    return clauses[[own and place not in new for own, place in zip(later, places, strict=True)]]


def _bound(
    term: drift.Term, held: Mapping[str, Collection[str]], pair: Renewal
) -> drift.Term | None:
    """A condition, where it was gained only of the paragraphs in which requests that stood before
    have it (`held`): a new request brings its own."""
    if term.kind != "gained":
        return term
    labels = tuple(label for label in term.later if term.code in held.get(label, ()))
    before = {p.label for group in pair.groups for p in group.earlier
              if any(now.label in labels for now in group.later)}  # fmt: skip
    was = tuple(label for label in term.earlier if label in before)
    return replace(term, earlier=was, later=labels) if labels else None


def _terms(
    pair: Renewal, subject: Any, changed: Iterable[drift.Term], worded: Mapping[str, str]
) -> Iterable[dict]:
    """Conditions that requests gained and lost, and those that went with the last that had them."""
    done = {p.label: group.discharged for group in pair.groups for p in group.earlier}
    # conditions that the same requests gained are one line
    bound: dict[tuple, list[str]] = {}
    doubtful: set[tuple] = set()
    for term in changed:
        reported = dict.fromkeys(label for n in term.earlier for label in done.get(n, ()))
        asking = [label for label in term.later if label not in reported] or term.later
        same = (term.kind, tuple(asking), term.earlier)
        bound.setdefault(same, []).append(worded.get(term.code, term.code))
        if term.doubtful:
            doubtful.add(same)
    for (kind, later, earlier), conditions in bound.items():
        condition = ", ".join(conditions)
        if kind == "ended":
            ended = counted(len(earlier), "request")
            none = "it" if len(conditions) == 1 else "any of these"
            said = f"{condition}: with {ended} that ended; no request has {none} now"
            at = [pair.before[label] for label in earlier]
            yield _row("otherwise", TERMS, said, at, kind="lost", followed=False)
            continue
        at = [pair.after[label] for label in later]
        about = [small(name) for p in at if (name := subject([p]))]
        said = f"{condition}: {listed(dict.fromkeys(about))}" if about else condition
        unsure = (kind, later, earlier) in doubtful
        yield _row("otherwise", TERMS, said, at, kind=kind, was=" ".join(earlier),
                   doubtful=unsure, followed=False)  # fmt: skip


def _alike(several: Mapping[Any, tuple[Segment, Sequence[Paragraph]]]) -> Iterable[dict[str, Any]]:
    """Changes made alike in several paragraphs, each told once."""
    for one, paragraphs in several.values():
        yield _row("otherwise", ALIKE, worded(one), paragraphs, kind="alike", followed=False)


def _slight(
    pair: Renewal, told: Iterable[Mapping[str, Any]], several: Mapping[tuple[str, str], tuple]
) -> Iterable[dict[str, Any]]:
    """Paragraphs that changed in what no line of their own tells: those first in which more than
    dates and what is cited did."""
    known = {p.label for row in told for p in row["paragraphs"]}
    slight: dict[str, list[Paragraph]] = {"": [], CITED: []}
    for group in pair.groups:
        for p in group.later if group.earlier else ():
            edits = [e for e in group.edits
                     if e["later_label"] == p.label and e["class"] != "housekeeping"]  # fmt: skip
            elsewhere = sum(p in at for _, at in several.values())
            if p.label not in known and len(edits) > elsewhere:
                slight[CITED * all(map(cites, edits))].append(p)
    for said, changed in slight.items():
        if changed:
            changed.sort(key=lambda p: (PARTS.get(p.part, 3), p.place))
            yield _row("otherwise", SLIGHT, said, changed, kind="slight", followed=False)


def _ordered(rows: Iterable[dict], whom: str) -> list[dict]:
    """Operative before preambular, directive before not, the entity followed first; then changes
    of what is asked before those of wording, and the longer first."""
    made = list(rows)
    for row in made:
        row["followed"] = bool(whom) and any(
            whom in clause.addressees for p in row["paragraphs"] for clause in p.clauses
        )

    def consequence(row: dict) -> tuple:
        return (PARTS.get(row["part"], 3), not row["directive"], not row["followed"],
                row["weight"] > REQUESTED, -row["size"])  # fmt: skip

    return sorted(made, key=consequence)


def _taken(sources: pd.DataFrame | None, pair: Renewal) -> dict[str, str]:
    """Label of an added paragraph → where its words stood before."""
    if sources is None:
        return {}
    return {
        row.label: f"{percent(row.share)} of it in the words of {row.earlier} {row.earlier_label}"
        for row in sources.itertuples(index=False)
        if row.symbol == pair.later
    }
