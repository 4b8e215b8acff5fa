"""Lines of the first page: a subject, what is asked of whom, and where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import drift, mandate, steps
from ..codebook import printed
from ..prose import capital, counted, listed, percent
from .asks import QUOTED, all_asked, all_past, asks_itself, begun, listed_names, small, task
from .asks import whom as called
from .changes import Change, anew, change, cites, formal, paired
from .facts import PARTS, STEM, Clause, Paragraph, Renewal, acting, directive, known_of, renewal
from .quotes import alike, mentioned, share, worded
from .quotes import names as nameable
from .recitals import said_then, says
from .subjects import subjects
from .wording import Segment

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["COLUMNS", "SECTIONS", "lines"]

SECTIONS = ("new", "gone", "otherwise")
COLUMNS = ["section", "kind", "subject", "said", "more", "symbol", "labels", "was", "echoes",
           "doubt", "part", "directive", "followed"]  # fmt: skip
ASKED, TERMS, PREAMBLE = "Who has new tasks", "Conditions", "Preamble"
WITHIN = " (within longer changes)"  # of a condition that may bind only what is new or gone there
SLIGHT, ALIKE = "Other changes of wording", "The same change in several paragraphs"
# What a line is marked with: its links are close decisions, or what it asks may stand elsewhere.
CLOSE, BEFORE, STILL = "doubtful", "perhaps asked before", "perhaps asked still"
CITED = "only dates and documents cited"
REQUESTED = 4  # the greatest weight of a change of what is asked
HALF = 1 / 2  # share of a subject's words from which a task names it
SHARED = 1 / 2  # the same of those nouns of a paragraph that went which a new one has
TASKS = 2  # new ones of one addressee that are seen at first
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
    texts: Mapping[tuple[str, str], str] | None = None,
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
    texts : mapping, optional
        Symbol and label → text of each paragraph of both members, where they are.

    Returns
    -------
    DataFrame
        ``section`` (new, gone, otherwise), ``kind`` (paragraph; asked, a new request
        of somebody; gained or lost, a condition of paragraphs that are carried on, or one that
        went with the last requests that it bound; alike, a change made in several paragraphs;
        slight, paragraphs of which no more can be said), ``subject``, ``said``, ``more`` (what
        more is asked there), ``symbol`` (of the paragraphs named in ``labels``), ``was`` (labels in
        the member before), ``echoes`` (where the wording stood before), ``doubt`` (`CLOSE`
        decisions, and what the other text may ask as well), ``part``, ``directive``, ``followed``.
        No rows where fewer than two members have a text.
    """
    import pandas as pd

    tables = (resolutions, paragraphs, words, phrases, codes)
    pieces = pair = renewal(*tables, clauses, clause_entities, links, edits)
    if texts:  # paragraphs are told whole, not in pieces
        pair = renewal(*tables, clauses.assign(matter=None), clause_entities, links, edits)
    rows: list[dict[str, Any]] = []
    if texts and pair and pieces:
        pair, pieces = acting(pair, texts), acting(pieces, texts)
    if pair and pieces:
        subject = subjects(pair, codebook, openings, texts)
        taken = _taken(sources, pair)
        conditions = mandate.worded(codebook)
        facts = (resolutions, links, clauses, clause_entities, codes, edits, words)
        rows += [
            *_asked(pieces, subject, whom, _not_surely_new(*facts, codebook, whom)),
            *_ordered(_new(pair, subject, taken, openings or {}, codebook, pieces), whom),
        ]
        rows += _ordered(_gone(pair, subject, codebook, bool(openings), pieces), whom)
        several = alike(pair, codebook, segments)
        told = _ordered(_otherwise(pair, subject, codebook, segments, several), whom)
        bounds = drift.binding(codes, clauses, clause_entities)
        linked, edited = (
            table[(table["earlier"] == pair.earlier) & (table["later"] == pair.later)]
            for table in (links, edits)
        )
        was, now = (bounds.get(symbol, {}) for symbol in (pair.earlier, pair.later))
        changed = drift.terms(was, now, linked, edited)
        rows += [*told, *_terms(pair, subject, changed, conditions)]
        rows += [*_alike(several), *_slight(pair, subject, told, several)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(
    section: str, subject: str, said: str, paragraphs: Sequence[Paragraph], **more: Any
) -> dict[str, Any]:
    first = paragraphs[0]
    return {
        "section": section, "kind": "paragraph", "subject": subject, "said": said,
        "symbol": first.symbol, "labels": " ".join(p.label for p in paragraphs),
        "more": "", "was": "", "echoes": "",
        "doubt": "", "part": min((p.part for p in paragraphs), key=lambda x: PARTS.get(x, 3)),
        "directive": any(p.directive for p in paragraphs),
        "weight": 0, "size": sum(p.n_words for p in paragraphs), "paragraphs": tuple(paragraphs),
    } | more  # fmt: skip


def _not_surely_new(
    resolutions: pd.DataFrame, links: pd.DataFrame, clauses: pd.DataFrame,
    clause_entities: pd.DataFrame, codes: pd.DataFrame, edits: pd.DataFrame, words: pd.DataFrame,
    codebook: Codebook, whom: str,
) -> set[str]:  # fmt: skip
    """Paragraphs of the latest text with tasks of the followed that the ledger doesn't call new, or
    not without a doubt: the page says it as the ledger does."""
    asked = clause_entities.loc[clause_entities["role"] == "addressee", "entity"]
    if whom not in asked.to_numpy():
        return set()
    tasks = mandate.ledger(
        resolutions, links, clauses, clause_entities, codes, None, edits, words, codebook,
        entity=whom,
    )  # fmt: skip
    here = tasks[(tasks["symbol"] == steps.whole(resolutions)["symbol"].iloc[-1])]
    here = here[here["verb"].notna()]
    new = here["status"].isin(["new", "newly addressed"]) & ~here["doubtful"].astype(bool)
    return set(here.loc[~new, "label"])


def _asked(
    pair: Renewal, subject: Any, whom: str, doubted: Collection[str] = ()
) -> Iterable[dict[str, Any]]:
    """Who is asked something new, and what: the entity that the series follows first, of each in
    the order of the text, those in doubt last; of more than a few the others together. What the
    same were asked before in like words, or is to continue, was perhaps asked before, and what has
    its matter in any paragraph that asked the same for something (`mandate.met`); of the entity
    followed, also what stands in paragraphs that are `doubted`. What is to continue in a paragraph
    that goes on is no new task."""
    asked: dict[str, dict[str, list[Clause]]] = {}
    names: dict[str, set[str]] = {}
    doubts: dict[tuple[str, str], str] = {}
    before, said = _requests(pair.before.values())
    for group in pair.groups:
        fresh = [c for p in group.later for c in p.clauses]
        if group.earlier:
            fresh = [c for c in paired(group)[1] if anew(c, group)]
        goes_on = {p.label for p in group.earlier}
        for p in group.later:
            for clause in p.clauses:
                # to whom nothing to do is told, the organ only speaks
                if clause in fresh and clause.directive and clause.action:
                    for entity, name in zip(clause.addressees, called(clause), strict=True):
                        again = mandate.repeats(clause, before[entity])
                        if again and group.earlier and mandate.repeats(clause, ()):
                            continue
                        asking = {at: w for at, w in said[entity].items() if at not in goes_on}
                        again = again or (entity == whom and p.label in doubted)
                        if group.doubtful and not group.earlier:
                            doubts[entity, p.label] = CLOSE
                        elif again or mandate.met(clause, asking, p.words):
                            doubts[entity, p.label] = BEFORE
                        asked.setdefault(entity, {}).setdefault(p.label, []).append(clause)
                        names.setdefault(entity, set()).add(name)
    # those who are asked the same are told together
    alike: dict[tuple, list[str]] = {}
    for entity in sorted(asked, key=lambda e: (e != whom, -len(asked[e]), e)):
        at = sorted((pair.after[label] for label in asked[entity]), key=lambda p: p.place)
        said_of = [(p.label, _task(asked[entity][p.label], subject([p]))) for p in at]
        # those that are sure are seen at first
        every = [(label, text, doubts.get((entity, label), "")) for label, text in said_of]
        every.sort(key=lambda task: bool(task[2]))
        alike.setdefault(tuple(every), []).append(entity)
    for tasks, entities in alike.items():
        name = capital(listed(printed(names[e].pop() if len(names[e]) == 1 else e)
                              for e in entities))  # fmt: skip
        row = partial(_row, "new", ASKED, kind="asked", followed=whom in entities)
        told = [task for task in tasks if task[1]]
        for label, text, doubt in told[:TASKS]:
            yield row(f"{name}: {text}", [pair.after[label]], doubt=doubt)
        seen = {label for label, _, _ in told[:TASKS]}
        labels = sorted({label for label, _, _ in tasks} - seen, key=lambda n: pair.after[n].place)
        if others := [pair.after[label] for label in labels]:
            more = "; ".join(f"{text} ({', '.join(filter(None, (label, doubt)))})"
                             for label, text, doubt in told[TASKS:])  # fmt: skip
            yield row(f"{name}: {'other tasks' if seen else 'new tasks'}", others, more=more)


def _requests(
    paragraphs: Iterable[Paragraph],
) -> tuple[Mapping[str, list[Clause]], Mapping[str, dict[str, Mapping[str, int]]]]:
    """Of each entity what it is asked, and the words of the paragraphs that ask it."""
    clauses: dict[str, list[Clause]] = defaultdict(list)
    words: dict[str, dict[str, Mapping[str, int]]] = defaultdict(dict)
    for p, clause in directive(tuple(paragraphs)):
        for entity in clause.addressees:
            clauses[entity].append(clause)
            words[entity][p.label] = p.words
    return clauses, words


def _elsewhere(asking: Sequence[Paragraph], others: Iterable[Paragraph], new: bool) -> bool:
    """Whether all that some paragraphs ask somebody for may stand in others too: what is `new` also
    where it is to continue; of what is gone, what names no matter may go on in any other."""
    clauses, words = _requests(others)
    asked = [(p, c, entity) for p, c in directive(asking) for entity in c.addressees if c.action]
    return bool(asked) and all(
        mandate.met(c, words[entity], p.words)
        or (new and mandate.repeats(c, clauses[entity]))
        or (not new and entity in words and not mandate.matter_of(c))
        for p, c, entity in asked
    )


def _task(clauses: Iterable[Clause], about: str) -> str:
    """What is asked, in a few words; where these break off or point elsewhere also on what."""
    told = []
    for clause in clauses:
        text = re.sub("^to (act (?=by ))?", "", task(clause) or task(clause, pointing=True))
        text = text or begun(clause) or (f"{clause.action} …" if clause.action else "")
        if share(about, known_of([text])) < HALF:
            if not asks_itself(clause):
                text = f"{text.removesuffix(' …')} ({small(about)})"
            elif text.endswith("…"):
                text = f"{text} ({small(about)})"
        told.append(text)
    return "; ".join(dict.fromkeys(filter(None, told)))


def _new(
    pair: Renewal, subject: Any, taken: Mapping[str, str],
    openings: Mapping[tuple[str, str], str], codebook: Codebook, pieces: Renewal | None = None,
) -> Iterable[dict]:  # fmt: skip
    """What came; `pieces` has its clauses with what the tables tell beyond their objects."""
    whole = pieces or pair
    for group in pair.groups:
        if group.later and not group.earlier:
            told = all_asked([c for p in group.later for c in p.clauses])
            pieced = all_asked([c for p in group.later for c in whole.after[p.label].clauses])
            if len(pieced) > len(told):  # with what help is asked, which no object says
                told = [pieced[0], *told]
            echoes = taken.get(group.later[0].label, "")
            first = group.later[0]
            # nothing more is said of a recital: what it recalls tells more than a theme
            recalled = openings.get((first.symbol, first.label), "") * (first.part == "preamble")
            about = recalled or subject(group.later)
            if first.part == "preamble" and not openings:  # with its text at hand it is quoted
                about, told = _recited(about, says(first), codebook)
            said = "; ".join(told[:TOLD])
            hidden = "" if openings else _hidden(first, about, said, pair, codebook)
            asking = [whole.after[p.label] for p in group.later]
            again = _elsewhere(asking, whole.before.values(), new=True)
            doubt = CLOSE if group.doubtful else BEFORE * again
            yield _row("new", about, "; ".join(filter(None, (said, hidden))), group.later,
                       more="; ".join(told[TOLD:]), echoes=echoes, doubt=doubt)  # fmt: skip


def _gone(
    pair: Renewal, subject: Any, codebook: Codebook, quoted: bool = False,
    pieces: Renewal | None = None,
) -> Iterable[dict]:  # fmt: skip
    """What went; with its text at hand (`quoted`) a paragraph that nothing names is quoted."""
    whole = pieces or pair
    titles = {theme.title for theme in codebook.themes}
    on: dict[str, list[Paragraph]] = {}  # of a name that joins themes by each
    new: dict[str, list[Paragraph]] = {}
    for group in pair.groups:
        if not group.earlier and all(p.part != "preamble" for p in group.later):
            about = subject(group.later)
            for name in {about, *_joined(about)}:
                new.setdefault(name, []).extend(group.later)
        for p in group.later if group.earlier else ():
            for theme in _joined(subject([p])) if p.directive else ():
                on.setdefault(theme, []).append(p)
    for group in pair.groups:
        if not group.earlier or (group.later and (group.in_part or not group.discharged)):
            continue
        about = subject(group.earlier)
        if group.discharged:
            said = all_past(paired(group)[2])
            note = f"reported done in {listed(group.discharged)}"
        else:
            said = all_past([c for p in group.earlier for c in p.clauses])
            if group.earlier[0].part == "preamble" and not quoted:
                about, told = _recited(about, said_then(group.earlier[0]), codebook)
                said = "; ".join(told)
            same = {p.label: p for t in _joined(about) if t in titles for p in on.get(t, ())}
            note = _still(group.earlier, sorted(same.values(), key=lambda p: p.place))
            theirs = {p.label: p for t in _joined(about) if t in titles for p in new.get(t, ())}
            again = [label for label, p in theirs.items() if _whom(group.earlier) & _whom([p])]
            found = _anew(group.earlier, about, new.get(about, ()), codebook) if about else []
            if at := list(dict.fromkeys([*again, *found])):
                verb = "is" if len(at) == 1 else "are"
                note = "; ".join(filter(None, (note, f"{listed(at)} {verb} new on this subject")))
            hidden = "" if quoted else _hidden(group.earlier[0], about, said, pair, codebook)
            said = "; ".join(filter(None, (said, hidden)))
            note = note if said or quoted else ""  # what went is told before what stands for it
        asking = () if group.discharged else [whole.before[p.label] for p in group.earlier]
        still = _elsewhere(asking, whole.after.values(), new=False)
        yield _row("gone", about, "; ".join(filter(None, (said, note))), group.earlier,
                   doubt=CLOSE if group.doubtful else STILL * still)  # fmt: skip


def _hidden(first: Paragraph, about: str, said: str, pair: Renewal, codebook: Codebook) -> str:
    """What a reader would underline in a paragraph that came or went, where a line that breaks off,
    or none, tells nothing of it: words that the other text hasn't first."""
    here = first.symbol == pair.later
    standing = pair.standing[first.symbol]
    if said.endswith("…"):
        every = standing + pair.standing[pair.earlier if here else pair.later]
        words = mentioned([first], every, codebook, pair.unmet if here else pair.lost, few=True)
    elif said or (about and here):
        return ""
    else:
        words = mentioned([first], standing, codebook, pair.unmet if here else ())
    known = known_of([about, said])
    told = [f"“{word}”" for word in words if share(word, known) < HALF]
    return f"mention{'s' if here else 'ed'} {listed(told)}" if told else ""


def _recited(about: str, said: str, codebook: Codebook) -> tuple[str, list[str]]:
    """A subject and what a recital says; the subject where it is a theme that isn't there already,
    "Oil: recalls the charter"."""
    themes = {theme.title for theme in codebook.themes}.issuperset(_joined(about))
    if said and (not themes or share(about, known_of([said])) >= HALF):
        return "", [said]
    return about, [f"{said[:1].lower()}{said[1:]}" if about else said] if said else []


def _joined(about: str) -> list[str]:
    """The themes that a subject names: "Lamps; oil" is of both."""
    return [capital(theme) for theme in about.split("; ")]


def _whom(paragraphs: Sequence[Paragraph]) -> set[str]:
    """All whom some paragraphs ask for something."""
    return {e for _, c in directive(paragraphs) for e in c.addressees}


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
    those = _whom(gone)
    at = [p for p in on if those & _whom([p])]
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
        found = change(group, pair, codebook, segments, several)
        if group.discharged and group.in_part:
            done = f"reported done, wholly or in part, in {listed(group.discharged)}"
            done = ": ".join(filter(None, (done, small(all_past(paired(group)[2])))))
            found = Change(f"{done}; {found.said}" if found else done, REQUESTED)
        if found:
            was = " ".join(p.label for p in group.earlier)
            size = sum(int(e["n_dropped"]) + int(e["n_added"]) for e in group.edits)
            about, first = subject(group.later), group.later[0]
            if about.lower() in first.heading.lower():  # or nothing
                about = _of_change(group.later, found.said, codebook) or about
            if not about and first.part == "preamble":
                about = says(first).removesuffix(" …")
                if len(about.split()) > QUOTED:
                    about = capital(re.sub("^(?:the|an?|its) ", "", first.object))
                about = about.removesuffix(" …")
            yield _row("otherwise", about, found.said, group.later, was=was,
                       doubt=CLOSE * group.doubtful, weight=found.weight, size=size)  # fmt: skip


def _of_change(paragraphs: Iterable[Paragraph], said: str, codebook: Codebook) -> str:
    """The only theme that what is said of a change names."""
    terms = (t for p in paragraphs for t in p.terms or () if t.term in said.lower())
    themes = {term.theme for term in terms}
    titles = [theme.title for theme in codebook.themes if theme.theme in themes]
    return titles[0] if len(titles) == 1 else ""


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
        same = (term.kind, tuple(asking), term.earlier, term.within)
        bound.setdefault(same, []).append(worded.get(term.code, term.code))
        if term.doubtful:
            doubtful.add(same)
    for (kind, later, earlier, within), conditions in bound.items():
        condition = ", ".join(conditions) + WITHIN * within
        if kind == "ended":
            ended = counted(len(earlier), "paragraph")
            none = "it" if len(conditions) == 1 else "any of these"
            said = f"{condition}: with {ended} that went; no request has {none} now"
            at = [pair.before[label] for label in earlier]
            yield _row("otherwise", TERMS, said, at, kind="lost", followed=False)
            continue
        at = [pair.after[label] for label in later]
        about = [small(name) for p in at if (name := subject([p]))]
        tasks = (_task([c for c in p.clauses if c.directive], "") for p in at)
        about = about or [f"to {told}" for told in tasks if told][:1]
        said = f"{condition}: {listed(dict.fromkeys(about))}" if about else condition
        unsure = (kind, later, earlier, within) in doubtful
        yield _row("otherwise", TERMS, said, at, kind=kind, was=" ".join(earlier),
                   doubt=CLOSE * unsure, followed=False)  # fmt: skip


def _alike(several: Mapping[Any, tuple[Segment, Sequence[Paragraph]]]) -> Iterable[dict[str, Any]]:
    """Changes made alike in several paragraphs, each told once."""
    for one, paragraphs in several.values():
        yield _row("otherwise", ALIKE, worded(one), paragraphs, kind="alike", followed=False)


def _slight(
    pair: Renewal, subject: Any, told: Iterable[Mapping[str, Any]],
    alike: Mapping[tuple[str, str], tuple],
) -> Iterable[dict[str, Any]]:  # fmt: skip
    """Paragraphs that changed in what no line of their own tells, those of one subject together:
    last those in which only dates and what is cited did."""
    known = {p.label for row in told for p in row["paragraphs"]}
    slight: dict[str, list[Paragraph]] = defaultdict(list)
    was: dict[str, str] = {}
    for group in pair.groups:
        for p in group.later if group.earlier else ():
            edits = [e for e in group.edits
                     if e["later_label"] == p.label and e["class"] != "housekeeping"
                     and not formal(e)]  # fmt: skip
            elsewhere = sum(p in at for _, at in alike.values())
            if p.label not in known and len(edits) > elsewhere:
                slight[CITED if all(map(cites, edits)) else subject([p])].append(p)
                was[p.label] = " ".join(one.label for one in group.earlier)
    # what has a subject first, each where its first paragraph stands
    several = [(said, _in_order(changed)) for said, changed in slight.items()]
    several.sort(key=lambda one: (one[0] == CITED, not one[0], _rank(one[1][0])))
    for said, changed in several:
        before = was[changed[0].label] if len(changed) == 1 else ""  # of several the links tell
        yield _row("otherwise", SLIGHT, said, changed, kind="slight", was=before, followed=False)


def _rank(paragraph: Paragraph) -> tuple[int, int]:
    """Operative before preambular, in the order of the text."""
    return PARTS.get(paragraph.part, 3), paragraph.place


def _in_order(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    return sorted(paragraphs, key=_rank)


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
        row.label: f"{percent(row.share)} of it {_source(row, pair.later)} "
        f"{row.earlier} {row.earlier_label}".rstrip()
        for row in sources.itertuples(index=False)
        if row.symbol == pair.later
    }


def _source(row: Any, later: str) -> str:
    """Which of two texts of one session has the words of the other nobody can tell."""
    session, _, _ = later.rpartition("/")
    beside = session[-1:].isdigit() and row.earlier.startswith(f"{session}/")
    return "also in" if beside else "in the words of"
