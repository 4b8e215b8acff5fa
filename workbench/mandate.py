"""Who is asked to do what, how strongly, since when.

Each measure is a pure function from tables to one table. A directive clause asks somebody to do
something; one with several addressees counts for each of them. Counts and density stand side by
side: a text that grew by half is not yet a mandate that did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from . import prose, steps
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .codebook import Codebook

MEASURES = ("expansion", "ledger", "tally", "scales", "entities", "partners", "conditions",
            "duties", "reviews")  # fmt: skip
KEY = ["symbol", "label", "clause"]
STATUSES = ("first", "new", "newly addressed", "split", "revived", "carried", "strengthened",
            "weakened", "widened", "narrowed", "conditions gained", "conditions lost",
            "conditions changed", "merged", "lapsed")  # fmt: skip
WIDER = 1.5  # more words of substance came than went by this ratio: widened (and the reverse)
LIKE = 0.35  # clauses of linked paragraphs less alike than this are one task only with a doubt
TWIN = 0.8  # as much alike, and of one theme, a task gone and a new one may be the same
SAME = 0.5  # as much alike, a clause addressed to somebody else is the same task


def tasks(
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    entity: str,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Directive clauses that are addressed to an entity, in the order of the table.

    Raises
    ------
    InputError
        Neither the tables nor the codebook have such an entity.
    """
    asked = clause_entities[clause_entities["role"] == "addressee"]
    named = {e.entity for e in codebook.entities} if codebook else set()
    if entity not in named | set(clause_entities["entity"]):
        often = asked["entity"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
        known = dict.fromkeys([*often.index, *sorted(named)])
        raise InputError(
            f"entity: no row of entities.csv names '{entity}', and no clause here addresses it; "
            f"{_nearest(entity, known, codebook)}; write one of these or add a row"
        )
    own = asked.loc[asked["entity"] == entity, KEY].drop_duplicates()
    return clauses[clauses["directive"].astype(bool)].merge(own, on=KEY)


def _nearest(entity: str, known: Iterable[str], codebook: Codebook | None) -> str:
    """Names that somebody may have meant, or those that are asked most often."""
    names = {name.lower(): name for name in known}
    for row in codebook.entities if codebook else ():
        names |= {alias.lower(): row.entity for alias in row.aliases if "/" not in alias}
    close = [names[n] for n in get_close_matches(entity.lower(), names, n=5, cutoff=0.6)]
    close += [name for key, name in names.items() if entity and entity.lower() in key.split()]
    if close:
        return f"close to it: {', '.join(list(dict.fromkeys(close))[:5])}"
    return f"asked most often here: {', '.join(list(names.values())[:10]) or 'nobody'}"


def expansion(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """How many tasks an entity has in each member, beside the length of the text.

    With the directive clauses that have the entity among their addressees::

        density = 1000 · clauses / words of the operative part
        share   = clauses / all directive clauses

    Density is at least 0, share in [0, 1]; higher means a larger part of the text is addressed to
    the entity. Counts grow with the text, density falls when paragraphs get wordier: neither alone
    is expansion. ``tasks`` counts distinct pairs of action and object as written, so it overstates
    where one task is worded in two ways. Where ``clauses`` and ``paragraphs`` are equal the
    drafters wrote one paragraph a task, and the count follows that habit.

    Parameters
    ----------
    resolutions, paragraphs, clauses, clause_entities : DataFrame
    codebook : Codebook, optional
        Tells an entity that is never asked from a misspelt one.
    entity : str
        Short name in the codebook of entities.

    Returns
    -------
    DataFrame
        A row per adopted member, without values where there is no text: ``symbol``, ``year``,
        ``skips``, ``clauses``, ``density``, ``share``, ``continuing``, ``new`` (clauses not to
        continue something), ``tasks``, ``paragraphs`` (that hold the clauses), ``directive`` (all
        directive clauses), ``n_words`` (of the operative part), ``labels``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    mine = tasks(clauses, clause_entities, entity, codebook)
    operative = paragraphs[paragraphs["part"] == "operative"]
    rows = []
    for member in known.itertuples(index=False):
        row: dict[str, Any] = {"symbol": member.symbol, "year": member.year, "skips": member.skips}
        if member.at_hand:
            own = mine[mine["symbol"] == member.symbol]
            every = clauses[(clauses["symbol"] == member.symbol)]
            directive = int(every["directive"].astype(bool).sum())
            words = int(operative.loc[operative["symbol"] == member.symbol, "n_words"].sum())
            continuing = int(own["continuing"].astype(bool).sum())
            row |= {
                "clauses": len(own), "density": steps.per_thousand(len(own), words),
                "share": len(own) / directive if directive else None,
                "continuing": continuing, "new": len(own) - continuing,
                "tasks": len(own[["action", "object"]].drop_duplicates()),
                "paragraphs": own["label"].nunique(), "directive": directive, "n_words": words,
                "labels": steps.labelled(own),
            }  # fmt: skip
        rows.append(row)
    whole = ["clauses", "continuing", "new", "tasks", "paragraphs", "directive", "n_words"]
    columns = ["symbol", "year", "skips", "clauses", "density", "share", "continuing", "new",
               "tasks", "paragraphs", "directive", "n_words", "labels"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(whole, "Int64") | {"density": float, "share": float}
    )


# ── the ledger ───────────────────────────────────────────────────────────────────────────────


def ledger(
    resolutions: pd.DataFrame,
    links: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codes: pd.DataFrame,
    provisions: pd.DataFrame | None = None,
    edits: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    *,
    entity: str,
    scale: str | None = None,
) -> pd.DataFrame:
    """Every task that the series gives to an entity, and what became of it in each renewal.

    A task is a directive clause addressed to the entity, chained from member to member: a later
    clause carries an earlier one on if a link joins their paragraphs and, of the clauses there,
    these two are most alike (assignment; words of action and object by Dice's coefficient, half
    a point for the same verb). Objects are short and repeat ("technical assistance"), so likeness
    without a link makes no relatives. In each member a task is

    ===================== ==============================================================
    first                 in the earliest text at hand
    new                   without a predecessor
    newly addressed       there before, but asked of others
    split                 beside another task that its paragraph's predecessor carries on in
    revived               in a provision that lapsed with a task, and came back
    carried               with the same band of strength and the same conditions
    strengthened/weakened with a verb of a higher or lower band
    conditions gained, …  with the same band and other conditions (lost; changed: both)
    widened/narrowed      with the same band and conditions, in a clause that grew and by edits
                          (list growth, substance) that add 1.5 times the words that they drop;
                          the reverse
    merged                no longer alone: its paragraph goes on in one that holds another task
    lapsed                no longer there (the row has no label, and the task none after it)
    ===================== ==============================================================

    Bands are those of the codebook, or with `scale` those of its file ``strength-SCALE.csv``; a
    verb that the scale leaves out has none, and is neither stronger nor weaker (see `scales`).
    A task that is both stronger and under other conditions has the status of its verb; `gained`
    and `lost` name the conditions in any case. `doubtful` marks chains over a doubtful link or
    between clauses that are little alike, and beginnings and ends that may be one task whose
    paragraphs no link joins. After a gap (``skips``) what is new may have come with
    any of the members without a text.

    Known bias: a task moved to a paragraph without a link counts as lapsed and new; where the
    object's eight words say less than the paragraph, two tasks of one paragraph may be exchanged.

    Returns
    -------
    DataFrame
        A row per task and member where it stands or ends: ``task`` (symbol and label where first
        met, and the clause where the paragraph has several), ``action``, ``object``, ``themes``
        (of the paragraph), ``symbol``, ``year``, ``label``, ``clause``, ``before`` (label in the
        member before), ``verb``, ``strength``, ``conditions``, ``status``, ``gained``, ``lost``,
        ``similarity`` (of the clauses), ``doubtful``, ``skips``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    known = known[known["at_hand"]]
    mine = tasks(_ranked(clauses, codebook, scale), clause_entities, entity, codebook)
    every = clauses[clauses["directive"].astype(bool)]
    conditioned = _codes(codes[codes["clause"].notna()], "condition", KEY)
    themed = _codes(codes, "theme", ["symbol", "label"])
    titles = {t.theme: t.title for t in codebook.themes} if codebook else {}
    back = _revived(provisions)
    grown = _grown(edits)
    rows: list[dict[str, Any]] = []
    previous = ""
    before: dict[tuple, Any] = {}
    alive: dict[tuple, str] = {}  # clause of the member before → its task
    ended: dict[tuple, str] = {}  # place where a task stood last → the task
    for member in known.itertuples(index=False):
        symbol = member.symbol
        here = _clauses(mine, symbol)
        joined = _joined(links[(links["earlier"] == previous) & (links["later"] == symbol)])
        match = _matched(before, here, joined)
        carries = {later: earlier for earlier, later in match.items()}
        foreign = {k: c for k, c in _clauses(every, previous).items() if k not in before}
        gone = {k: c for k, c in before.items() if k not in match}
        twins = _twins(gone, here.keys() - carries.keys(), here, previous, symbol, themed)
        several = [label for label, _ in here]
        now: dict[tuple, str] = {}
        for key, clause in here.items():
            label, number = key
            own = conditioned.get((symbol, *key), ())
            row = _facts(clause, symbol, member, themed, titles) | {
                "label": label, "clause": number, "verb": clause.verb, "conditions": ", ".join(own),
                "strength": clause.strength, "doubtful": key in twins,
            }  # fmt: skip
            if key in carries:
                old = carries[key]
                past = conditioned.get((previous, *old), ())
                gained, lost = _less(own, past), _less(past, own)
                like = likeness(before[old], clause)
                now[key] = alive[old]
                words = grown.get((symbol, label), (0, 0))
                row |= {
                    "before": old[0],
                    "status": _status(before[old], clause, gained, lost, words),
                    "gained": ", ".join(gained), "lost": ", ".join(lost), "similarity": like,
                    "doubtful": joined[old[0], label] or like < LIKE,
                }  # fmt: skip
            else:
                status, origin = _beginning(previous, key, clause, joined, before, foreign)
                now[key] = f"{symbol} {label}" + f"/{number}" * (several.count(label) > 1)
                former = [p for p in back.get((symbol, label), ()) if p in ended]
                if status == "new" and former:
                    status, now[key] = "revived", ended.pop(former[0])
                row |= {"status": status, "before": origin}
            rows.append(row | {"task": now[key]})
        for key, clause in gone.items():
            ended[previous, key[0]] = alive[key]
            onward = [b for a, b in joined if a == key[0]]
            into = [b for b in onward if b in several]
            rows.append(_facts(clause, previous, member, themed, titles) | {
                "task": alive[key], "symbol": symbol, "before": key[0],
                "label": into[0] if into else None, "status": "merged" if into else "lapsed",
                "doubtful": key in twins or any(joined[key[0], b] for b in onward),
            })  # fmt: skip
        previous, before, alive = symbol, here, now
    columns = ["task", "action", "object", "themes", "symbol", "year", "label", "clause", "before",
               "verb", "strength", "conditions", "status", "gained", "lost", "similarity",
               "doubtful", "skips"]  # fmt: skip
    found = pd.DataFrame(rows, columns=columns)
    place = {task: n for n, task in enumerate(dict.fromkeys(found["task"]))}
    found = found.assign(_at=found["task"].map(place)).sort_values("_at", kind="stable")
    kinds = {"clause": "Int64", "strength": "Int64", "year": "Int64", "similarity": float}
    kinds |= dict.fromkeys(["label", "before", "verb", "gained", "lost", "conditions"], "str")
    return found.drop(columns="_at").astype(kinds).reset_index(drop=True)


def _ranked(clauses: pd.DataFrame, codebook: Codebook | None, scale: str | None) -> pd.DataFrame:
    """Clauses with the bands of another scale.

    Raises
    ------
    InputError
        The codebook has no such scale.
    """
    import pandas as pd

    if scale is None:
        return clauses
    known = codebook.scales if codebook else {}
    if scale not in known:
        raise InputError(
            f"scale: no file strength-{scale}.csv in the codebook; there are: "
            f"{', '.join(known) or 'none'}; write one (verb, strength, source) or name one of these"
        )
    bands = [_band(verb, known[scale]) for verb in clauses["verb"]]
    return clauses.assign(strength=pd.array(bands, dtype="Int64"))


def _band(verb: str, bands: Mapping[str, int]) -> int | None:
    """Band of a verb as printed: "strongly urges" is as strong as "urges"."""
    words = _bare(verb).split()
    starts = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((bands[start] for start in starts if start in bands), None)


def scales(
    resolutions: pd.DataFrame,
    links: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """How many carried tasks got a stronger or weaker verb, by each scale of the codebook.

    Scales are disputed (one published scale puts "decides" lowest), so a conclusion about strength
    holds only where they agree. Only tasks whose verb changed are counted; those whose old or new
    verb a scale leaves out are ``unranked`` by it.

    Returns
    -------
    DataFrame
        A row per scale ("codebook" first) and member that carries tasks on: ``scale``, ``symbol``,
        ``year``, ``stronger``, ``weaker``, ``equal``, ``unranked``, ``labels`` (of all four).
    """
    import pandas as pd

    found = ledger(
        resolutions, links, clauses, clause_entities, codes, codebook=codebook, entity=entity
    )
    found = found.assign(past=found.groupby("task", sort=False)["verb"].shift())
    carried = found[found["verb"].notna() & found["past"].notna() & found["before"].notna()]
    own = {_bare(v): b for v, b in zip(clauses["verb"], clauses["strength"], strict=True)}
    every = {"codebook": own, **(codebook.scales if codebook else {})}
    rows = []
    for name, bands in every.items():
        for (symbol, year), here in carried.groupby(["symbol", "year"], sort=False):
            count = dict.fromkeys(("stronger", "weaker", "equal", "unranked"), 0)
            changed = here[here["past"].map(_bare) != here["verb"].map(_bare)]
            for old, new in zip(changed["past"], changed["verb"], strict=True):
                was, now = _band(old, bands), _band(new, bands)
                if was is None or now is None:
                    count["unranked"] += 1
                else:
                    count["stronger" if now > was else "weaker" if now < was else "equal"] += 1
            rows.append({"scale": name, "symbol": symbol, "year": year, **count,
                         "labels": steps.labelled(changed)})  # fmt: skip
    columns = ["scale", "symbol", "year", "stronger", "weaker", "equal", "unranked", "labels"]
    return pd.DataFrame(rows, columns=columns)


def _bare(verb: str) -> str:
    """A verb without the adverbs before it."""
    words = verb.split()
    return " ".join(words[next((i for i, w in enumerate(words) if not w.endswith("ly")), 0) :])


def history(ledger: pd.DataFrame, task: str) -> pd.DataFrame:
    """One task through the years: its rows of the ledger.

    Raises
    ------
    InputError
        The ledger has no such task.
    """
    found = ledger[ledger["task"] == task].reset_index(drop=True)
    if found.empty:
        known = prose.listed(dict.fromkeys(ledger["task"]), most=8)
        raise InputError(f"task: no '{task}' in this ledger; there are: {known}")
    return found


def tally(
    resolutions: pd.DataFrame,
    links: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codes: pd.DataFrame,
    provisions: pd.DataFrame | None = None,
    edits: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """How many tasks have each status of the `ledger`, member by member.

    `low` counts those without a doubt.

    Returns
    -------
    DataFrame
        A row per member at hand and status: ``symbol``, ``year``, ``skips``, ``status``,
        ``tasks``, ``low``, ``labels`` (of tasks that ended: in the member before).
    """
    import pandas as pd

    given = resolutions, links, clauses, clause_entities, codes, provisions, edits, codebook
    every = ledger(*given, entity=entity)
    known = steps.members(resolutions)
    rows = []
    for member in known[known["at_hand"]].itertuples(index=False):
        own = every[every["symbol"] == member.symbol]
        for status in STATUSES:
            these = own[own["status"] == status]
            ends = "before" if status in ("lapsed", "merged") else "label"
            rows.append({
                "symbol": member.symbol, "year": member.year, "skips": member.skips,
                "status": status, "tasks": len(these),
                "low": int((~these["doubtful"].astype(bool)).sum()),
                "labels": steps.labelled(these, ends),
            })  # fmt: skip
    columns = ["symbol", "year", "skips", "status", "tasks", "low", "labels"]
    return pd.DataFrame(rows, columns=columns)


def likeness(one: Any, other: Any) -> float:
    """How alike two clauses are: Dice's coefficient of the words of action and object, and a half
    for the same verb, together in [0, 1]; "continue to" does not count."""
    a, b = (_words(c) for c in (one, other))
    dice = 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0
    return round((dice + 0.5 * (one.verb == other.verb)) / 1.5, 4)


def _words(clause: Any) -> set[str]:
    text = " ".join(c for c in (clause.action, clause.object) if isinstance(c, str))
    found = text.lower().replace(",", " ").split()
    return set(found) - {"continue", "continuing", "to", "the", "of", "and", "in", "for", "a"}


def _clauses(rows: pd.DataFrame, symbol: str) -> dict[tuple, Any]:
    """(label, clause) → clause, of a member."""
    own = rows[rows["symbol"] == symbol]
    return {(r.label, int(r.clause)): r for r in own.itertuples(index=False)}


def _joined(links: pd.DataFrame) -> dict[tuple[str, str], bool]:
    """Linked paragraphs → whether the link is doubtful."""
    own = links[links["kind"].isin(["kept", "revised"])]
    pairs = zip(own["earlier_label"], own["later_label"], strict=True)
    return dict(zip(pairs, own["doubtful"].astype(bool), strict=True))


def _codes(codes: pd.DataFrame, scheme: str, key: list[str]) -> dict[tuple, tuple[str, ...]]:
    """Place → codes of a scheme there, sorted."""
    found: dict[tuple, set[str]] = {}
    own = codes[codes["scheme"] == scheme]
    for *place, code in own[[*key, "code"]].itertuples(index=False, name=None):
        found.setdefault(tuple(place), set()).add(code)
    return {place: tuple(sorted(several)) for place, several in found.items()}


def _less(these: tuple[str, ...], those: tuple[str, ...]) -> list[str]:
    return [c for c in these if c not in those]


def _matched(before: dict, here: dict, joined: dict) -> dict[tuple, tuple]:
    """Earlier clause → the later one that carries it on: the assignment that is most alike."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    old, new = list(before), list(here)
    gain = np.zeros((len(old), len(new)))
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            if (a[0], b[0]) in joined:
                gain[i, j] = 0.01 + likeness(before[a], here[b])
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return {old[i]: new[j] for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0}


def _status(old: Any, new: Any, gained: list[str], lost: list[str], words: tuple[int, int]) -> str:
    """What became of a task whose clause carries another on; `words` came and went around it."""
    import pandas as pd

    if pd.notna(old.strength) and pd.notna(new.strength) and old.strength != new.strength:
        return "strengthened" if new.strength > old.strength else "weakened"
    if gained and lost:
        return "conditions changed"
    if gained or lost:
        return "conditions gained" if gained else "conditions lost"
    came, went = words
    if new.n_words > old.n_words and came and came >= WIDER * went:
        return "widened"
    if new.n_words < old.n_words and went and went >= WIDER * came:
        return "narrowed"
    return "carried"


def _grown(edits: pd.DataFrame | None) -> dict[tuple[str, str], tuple[int, int]]:
    """Later paragraph → words of substance and of lists that came, and that went."""
    if edits is None:
        return {}
    own = edits[edits["class"].isin(["list growth", "substance"])]
    sums = own.groupby(["later", "later_label"])[["n_added", "n_dropped"]].sum()
    return {place: (int(a), int(d)) for place, a, d in sums.itertuples(name=None)}


def _beginning(
    previous: str, key: tuple, clause: Any, joined: dict, before: dict, foreign: dict
) -> tuple[str, str | None]:
    """Status of a task without a predecessor, and the label that it comes from."""
    if not previous:
        return "first", None
    sources = [a for a, b in joined if b == key[0]]
    asked = [k for k in foreign if k[0] in sources and likeness(foreign[k], clause) >= SAME]
    if asked:
        return "newly addressed", asked[0][0]
    split = [k for k in before if k[0] in sources]
    return ("split", split[0][0]) if split else ("new", None)


def _twins(
    gone: dict, fresh: Any, here: dict, previous: str, symbol: str, themed: dict
) -> set[tuple]:
    """Clauses gone and clauses new that are so alike that a link may have been missed."""
    found: set[tuple] = set()
    for old, clause in gone.items():
        about = set(themed.get((previous, old[0]), ()))
        for key in fresh:
            shared = about & set(themed.get((symbol, key[0]), ()))
            if shared and likeness(clause, here[key]) >= TWIN:
                found |= {old, key}
    return found


def _facts(clause: Any, at: str, member: Any, themed: dict, titles: dict) -> dict[str, Any]:
    """What a row of the ledger says of a clause, wherever the row stands."""
    about = themed.get((at, clause.label), ())
    return {
        "action": clause.action, "object": clause.object, "symbol": member.symbol,
        "themes": "; ".join(titles.get(t, t) for t in about), "year": member.year,
        "skips": member.skips,
    }  # fmt: skip


def _revived(provisions: pd.DataFrame | None) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Place where a provision was revived → its earlier places, latest first."""
    if provisions is None:
        return {}
    found = {}
    for _, own in provisions.groupby("provision", sort=False):
        places: list[tuple[str, str]] = []
        for row in own.itertuples(index=False):
            if row.status == "revived":
                found[row.symbol, row.label] = places[::-1]
            if isinstance(row.label, str):
                places.append((row.symbol, row.label))
    return found


# ── who, under which conditions ──────────────────────────────────────────────────────────────


def entities(
    resolutions: pd.DataFrame, clauses: pd.DataFrame, clause_entities: pd.DataFrame
) -> pd.DataFrame:
    """Directive clauses by addressee and member, with the classes of their verbs.

    A clause counts for each of its addressees, so a member's rows may add up to more than its
    directive clauses.

    Returns
    -------
    DataFrame
        A row per addressee (most often asked first) and adopted member, zeros present, no values
        without a text: ``entity``, ``symbol``, ``year``, ``clauses``, ``classes`` (each with its
        count), ``partner`` (clauses that name the entity as a partner), ``labels``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    directive = clauses[clauses["directive"].astype(bool)]
    directive = directive[directive["symbol"].isin(known["symbol"])]
    joined = directive.merge(clause_entities, on=KEY)
    asked = joined[joined["role"] == "addressee"]
    partner = joined[joined["role"] == "partner"]
    often = asked["entity"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    rows = []
    for entity in often.index:
        for member in known.itertuples(index=False):
            row: dict[str, Any] = {"entity": entity, "symbol": member.symbol, "year": member.year}
            if member.at_hand:
                own = asked[(asked["entity"] == entity) & (asked["symbol"] == member.symbol)]
                beside = partner[
                    (partner["entity"] == entity) & (partner["symbol"] == member.symbol)
                ]
                row |= {
                    "clauses": len(own), "classes": _tally(own["class"].fillna("unnamed")),
                    "partner": len(beside), "labels": steps.labelled(own),
                }  # fmt: skip
            rows.append(row)
    columns = ["entity", "symbol", "year", "clauses", "classes", "partner", "labels"]
    return pd.DataFrame(rows, columns=columns).astype({"clauses": "Int64", "partner": "Int64"})


def _tally(values: pd.Series) -> str:
    counts = values.value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return ", ".join(f"{v} {n}" for v, n in counts.items())


def partners(
    resolutions: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """With whom an entity is asked to work, member by member.

    Partners are those that a directive clause addressed to the entity names as working with it
    ("in cooperation with …"), and those that are asked together with it in the same clause.

    Returns
    -------
    DataFrame
        A row per partner (most frequent first) and adopted member, zeros present, no values
        without a text: ``partner``, ``symbol``, ``year``, ``clauses``, ``jointly`` (of them, asked
        together), ``labels``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    mine = tasks(clauses, clause_entities, entity, codebook)[KEY]
    beside = mine.merge(clause_entities, on=KEY)
    beside = beside[(beside["entity"] != entity) & beside["symbol"].isin(known["symbol"])]
    often = beside.drop_duplicates([*KEY, "entity"])["entity"].value_counts(sort=False)
    rows = []
    for partner in often.sort_values(ascending=False, kind="stable").index:
        for member in known.itertuples(index=False):
            row: dict[str, Any] = {"partner": partner, "symbol": member.symbol, "year": member.year}
            if member.at_hand:
                own = beside[(beside["entity"] == partner) & (beside["symbol"] == member.symbol)]
                row |= {
                    "clauses": len(own[KEY].drop_duplicates()),
                    "jointly": int((own["role"] == "addressee").sum()),
                    "labels": steps.labelled(own),
                }  # fmt: skip
            rows.append(row)
    columns = ["partner", "symbol", "year", "clauses", "jointly", "labels"]
    return pd.DataFrame(rows, columns=columns).astype({"clauses": "Int64", "jointly": "Int64"})


def duties(resolutions: pd.DataFrame, duties: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Reports and deadlines: who owes what to whom, by when, and whether it is asked for again.

    ``at_once`` marks what is due in the session in which the member was adopted (an Assembly
    session spans two years), so that nobody can have asked for it in good time: the day of
    adoption lies in the time when it is due, or the session has the number that the symbol begins
    with. ``again`` says whether a paragraph of the next member at hand that a link joins to this
    one has a duty too; empty for the last member. ``merged`` says whether it goes on there in a
    paragraph that carries on another duty as well. After a gap "not again" may mean that it was
    asked for in between.

    Returns
    -------
    DataFrame
        A row per duty of the adopted members: ``symbol``, ``year``, ``label``, ``clause``,
        ``who``, ``to``, ``session``, ``due_from``, ``due_to``, ``at_once``, ``again``, ``merged``,
        ``next``.
    """
    import pandas as pd

    renewals = steps.renewals(resolutions)
    after = dict(zip(renewals["earlier"], renewals["later"], strict=True))
    own = _of_members(resolutions, duties, ("report", "deadline"))
    adopted = pd.to_datetime(own["adopted"])
    from_, to = (pd.to_datetime(own[c]) for c in ("due_from", "due_to"))
    within = (from_ < adopted) & (adopted <= to)
    numbered = [
        _number(session) is not None and _number(session) == _number(symbol.partition("/RES/")[2])
        for symbol, session in zip(own["symbol"], own["session"], strict=True)
    ]
    here = pd.Series(numbered, own.index, dtype=bool) & (own["to"] == own["organ"])
    owed = set(zip(own["symbol"], own["label"], strict=True))
    joined = links[links["kind"].isin(["kept", "revised"])]
    onward: dict[tuple[str, str], list[tuple[str, str]]] = {}
    into: dict[tuple[str, str], set[str]] = {}
    for row in joined.itertuples(index=False):
        if after.get(row.earlier) == row.later and (row.earlier, row.earlier_label) in owed:
            place = (row.later, row.later_label)
            onward.setdefault((row.earlier, row.earlier_label), []).append(place)
            into.setdefault(place, set()).add(row.earlier_label)
    again, merged = [], []
    for symbol, label in zip(own["symbol"], own["label"], strict=True):
        places = [p for p in onward.get((symbol, label), ()) if p in owed]
        again.append(bool(places) if symbol in after else None)
        merged.append(any(len(into[p]) > 1 for p in places) if symbol in after else None)
    found = own.assign(
        at_once=(within | here).astype("boolean"), again=pd.array(again, dtype="boolean"),
        merged=pd.array(merged, dtype="boolean"), next=[after.get(s) for s in own["symbol"]],
    )  # fmt: skip
    return found[["symbol", "year", "label", "clause", "who", "to", "session", "due_from",
                  "due_to", "at_once", "again", "merged", "next"]]  # fmt: skip


def _of_members(
    resolutions: pd.DataFrame, duties: pd.DataFrame, kinds: tuple[str, ...]
) -> pd.DataFrame:
    """Duties of some kinds in adopted members, with year, day and organ of these."""
    known = steps.members(resolutions)
    own = duties[duties["symbol"].isin(known["symbol"]) & duties["kind"].isin(kinds)]
    facts = resolutions[["symbol", "year", "adopted", "organ"]]
    return own.merge(facts, on="symbol", how="left")


def _number(name: Any) -> int | None:
    """The number that a session's name, or a symbol without its prefix, begins with."""
    found = re.match(r"(\d+)(?!\d*\w* special)", name) if isinstance(name, str) else None
    return int(found[1]) if found else None


def reviews(resolutions: pd.DataFrame, duties: pd.DataFrame) -> pd.DataFrame:
    """When the organ comes back to a matter, what ends when, and what resources are asked for.

    Kinds are ``review`` (the organ decides to take the matter up at a session or by a day),
    ``sunset`` (what it decides lasts until a day) and ``resources`` (money or means asked for,
    without a date).

    Returns
    -------
    DataFrame
        A row per such clause, addressee and date of the adopted members: ``symbol``, ``year``,
        ``label``, ``clause``, ``kind``, ``who``, ``session``, ``due_from``, ``due_to``.
    """
    own = _of_members(resolutions, duties, ("review", "sunset", "resources"))
    return own[["symbol", "year", "label", "clause", "kind", "who", "session", "due_from",
                "due_to"]]  # fmt: skip


def conditions(
    resolutions: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    entity: str,
) -> pd.DataFrame:
    """Under which conditions an entity's tasks stand, member by member.

    ``share = clauses with the condition / clauses addressed to the entity``, in [0, 1]; higher
    means more bounded. A clause may have several conditions, so shares don't add up; "none" counts
    clauses without any. A condition that belongs to another's activity inside the clause counts.

    Returns
    -------
    DataFrame
        A row per condition and adopted member, zeros present, no values without a text:
        ``condition``, ``symbol``, ``year``, ``clauses``, ``share``, ``of``, ``labels``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    mine = tasks(clauses, clause_entities, entity, codebook)[KEY]
    bounds = codes[(codes["scheme"] == "condition") & codes["clause"].notna()]
    bounds = bounds[[*KEY, "code"]].drop_duplicates().merge(mine, on=KEY)
    entries = codebook.conditions if codebook else ()
    names = [c.condition for c in entries if c.scheme == "condition"]
    names += sorted(set(bounds["code"]) - set(names))
    rows = []
    for name in [*names, "none"]:
        for member in known.itertuples(index=False):
            row: dict[str, Any] = {"condition": name, "symbol": member.symbol, "year": member.year}
            if member.at_hand:
                own = mine[mine["symbol"] == member.symbol]
                under = bounds[bounds["symbol"] == member.symbol]
                if name == "none":
                    pairs = set(zip(under["label"], under["clause"], strict=True))
                    every = zip(own.index, own["label"], own["clause"], strict=True)
                    free = [i for i, label, clause in every if (label, clause) not in pairs]
                    these = own.loc[free]
                else:
                    these = under[under["code"] == name]
                row |= {
                    "clauses": len(these), "of": len(own),
                    "share": len(these) / len(own) if len(own) else None,
                    "labels": steps.labelled(these),
                }  # fmt: skip
            rows.append(row)
    columns = ["condition", "symbol", "year", "clauses", "share", "of", "labels"]
    return pd.DataFrame(rows, columns=columns).astype(
        {"clauses": "Int64", "of": "Int64", "share": float}
    )
