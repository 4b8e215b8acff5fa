"""Who is asked to do what, and whether the mandate grew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import prose, show, steps, symbols
from .sentences import SPOKEN, checked, finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown

__all__ = [
    "conditions",
    "continuing",
    "duties",
    "entities",
    "expansion",
    "followed",
    "ledger",
    "strength",
]

say = sentences("mandate")


LEAST = 5  # clauses in each of two texts, below which only counts are told
ALIKE = 10  # one clause of so many makes no trend
TOLD = 3  # addressees or conditions that are named
STEPS = 4  # members whose counts are told
SHARED = 10  # clauses below which a share of them is no percentage
FRESH = ("new", "newly addressed", "split", "revived")  # statuses of tasks that begin
ENDED = ("lapsed", "merged", "discharged")  # and of tasks that end
UNSURE = {"split": "new", "revived": "new"}  # what may have gone on or not
ADVERB = re.compile(r"\b\w+ly ")  # with which a verb is the same: "strongly urges"
CLAUSE = ["symbol", "label", "clause"]
AWAITS = {"looks", "forward"}
REWRITTEN = 6, 0.5  # of so many tasks or more: where fewer are carried on, no pairing tells new
# from reworded


def expansion(
    table: pd.DataFrame,
    entity: str,
    kind: str = "renewals",
    specifications: pd.DataFrame | None = None,
    validated: pd.DataFrame | None = None,
) -> Shown:
    """Whether the mandate grew at the last step, or the text (`mandate.expansion`), and how many
    clauses there are by a sample that readers checked (`Corpus.validated`).

    That it got denser or less dense is said only where each denominator of
    `mandate.specifications` says so, and of five clauses or more in both texts.
    """
    measured = table.dropna(subset="n_clauses").reset_index(drop=True)
    if not measured["n_clauses"].sum():
        return finding("expansion", say("expansion_none", entity=entity), values={"clauses": 0})
    if kind != "renewals" or len(measured) < 2:
        return _asking(measured, entity, validated)
    last = measured.iloc[-1]
    read = checked(validated, entity, last["symbol"], last["n_clauses"])
    # Back to the earliest member that no gap parts from the last; silent ones before are left out.
    start = max([i for i in measured.index[1:] if measured.loc[i, "skips"]], default=0)
    near = measured.loc[start:]
    told = near[near["n_clauses"].gt(0).cummax()].tail(STEPS)
    labels = [(last["symbol"], n) for n in steps.labels(last["labels"])]
    named = (name for cell in told.get("formerly", ()) for name in cell.split("; ") if name)
    formerly = list(dict.fromkeys(named))
    if len(told) < 2:
        missing = symbols.several(last["skips"])
        text = say("expansion_alone", entity=entity, last=last, read=read, missing=missing)
        return finding("expansion", text, values={"last": int(last["n_clauses"])}, labels=labels)
    before = told.iloc[-2]
    verdict = None
    items, listing = _items(last["labels"])
    # a list counts an item each, where a run of text with the same things counts once
    run = abs(items - _items(before["labels"])[0]) >= LEAST
    enough = min(last["n_clauses"], before["n_clauses"]) >= LEAST
    if specifications is not None and enough and not run:
        verdict = _verdict(specifications, before["symbol"], last["symbol"])
    after = measured.loc[start]
    text = say(
        "expansion",
        entity=entity,
        formerly=formerly,
        steps=told.to_dict("records"),
        last=last,
        before=before,
        verdict=verdict,
        items=items if run else 0,
        listing=listing,
        read=read,
        gap={
            "symbol": after["symbol"],
            "years": after["skips"],
            "members": len([n for n in symbols.several(after["skips"]) if not n[0].isdigit()]),
        }
        if start
        else None,
    )
    values = {
        "first": int(told["n_clauses"].iloc[0]), "before": int(before["n_clauses"]),
        "last": int(last["n_clauses"]),
        "density_first": round(float(told["density"].iloc[0]), 3),
        "density_before": round(float(before["density"]), 3),
        "density_last": round(float(last["density"]), 3),
    }  # fmt: skip
    return finding("expansion", text, values=values, labels=labels, figure="expansion")


def _items(labels: str) -> tuple[int, str]:
    """How many clauses are items of one list, and the paragraph that has the most of them."""
    lists = Counter(n.partition("(")[0] for n in steps.labels(labels) if "(" in n)
    listing, items = max(lists.items(), key=lambda one: one[1], default=("", 0))
    return items, listing


def _verdict(specifications: pd.DataFrame, before: str, last: str) -> Counter[str]:
    """By how many denominators the last member asks more densely (`up`), or less so (`down`), and
    by how many as densely (`same`) within a tenth: a whole tenth more or less is within it."""
    ways = Counter[str]()
    for _, rows in specifications.groupby("denominator"):
        at = rows.set_index("symbol")
        # clauses a piece, each over both pieces: whole numbers have no rounding
        now = int(at.loc[last, "n_clauses"]) * int(at.loc[before, "of"]) * ALIKE
        was = int(at.loc[before, "n_clauses"]) * int(at.loc[last, "of"])
        ways["same"] += was * (ALIKE - 1) <= now <= was * (ALIKE + 1)
        ways["all"] += 1
        ways["up"] += now > was * ALIKE
        ways["down"] += now < was * ALIKE
    return ways


def _asking(measured: pd.DataFrame, entity: str, validated: pd.DataFrame | None) -> Shown:
    """The finding on documents that don't succeed each other, or on one alone."""
    most = measured.loc[measured["n_clauses"].idxmax()]
    asking = int((measured["n_clauses"] > 0).sum())
    read = checked(validated, entity, most["symbol"], most["n_clauses"])
    tied = int((measured["n_clauses"] == most["n_clauses"]).sum()) > 1
    text = say("expansion_each", entity=entity, asking=asking, documents=len(measured), most=most,
               tied=tied, read=read)  # fmt: skip
    values = {"most": int(most["n_clauses"]), "density": round(float(most["density"]), 3)}
    labels = [(most["symbol"], n) for n in steps.labels(most["labels"])]
    return finding("expansion", text, values=values, labels=labels, figure="expansion")


def continuing(table: pd.DataFrame, entity: str) -> Shown:
    """How much of the mandate is to go on with something; whether clauses equal paragraphs
    (`mandate.expansion`)."""
    asking = table[table["n_clauses"].fillna(0) > 0]
    if asking.empty:
        return show.prose(say("continuing_none", entity=entity))
    last = asking.iloc[-1]
    # items of a list are no paragraphs of their own
    whole = len({label.partition("(")[0] for label in steps.labels(last["labels"])})
    text = say(
        "continuing",
        entity=entity,
        last=last,
        enough=last["n_directive"] >= SHARED,
        each_its_own=last["n_clauses"] == whole >= LEAST and not last.get("lists"),
    )
    if table["n_clauses"].dropna().iloc[-1] == 0:
        return show.prose(text)  # `expansion` says that it has no task any more
    values = {"continuing": int(last["n_continuing"]), "share": round(float(last["share"]), 4)}
    return finding("continuing", text, values=values, figure="expansion")


def ledger(table: pd.DataFrame, entity: str, paragraphs: pd.DataFrame | None = None) -> Shown:
    """What became of the entity's tasks at the last renewal: carried, new, newly addressed
    (`mandate.ledger`); with `paragraphs`, which of them have a list whose items are none."""
    if table.empty:
        return finding("ledger", say("ledger_none", entity=entity))
    # what no row of a task comes after
    followed = table.loc[table.duplicated("task", keep="last"), "symbol"]
    last = table.loc[~table["symbol"].isin(followed), "symbol"].iloc[-1]
    rows = table[table["symbol"] == last]
    tasks = rows[rows["label"].notna() & rows["verb"].notna()]
    if (rows["status"] == "first").any():
        text = say("ledger_first", last=last, tasks=len(tasks))
        return finding("ledger", text, values={"tasks": len(tasks)})
    gained, lost = (tasks[column].fillna("") != "" for column in ("gained", "lost"))
    # what went on within a paragraph that a link names isn't lost
    into = rows["status"] == "merged"
    apart = rows[~into]
    # what another reader might link, or what may be a part of another, is neither new nor gone
    doubtful = apart["doubtful"].astype(bool)
    way = apart["status"].replace(UNSURE)
    way = way.mask(doubtful & way.eq("newly addressed"), "new")
    unsure = (doubtful & way.isin(["new", "lapsed"])) | (way != apart["status"])
    others, done = apart[doubtful & ~unsure], apart["status"] == "discharged"
    sure = apart[~unsure]
    told = {k: sure[sure["status"] == k] for k in FRESH + ENDED}
    maybe = {k: apart[unsure & (way == k)] for k in ("new", "lapsed")}
    fresh = _labels({"new": told["new"], "newly addressed": told["newly addressed"],
                     "again": maybe["new"]}, "label")  # fmt: skip
    ended = _labels({"lapsed": told["lapsed"], "discharged": told["discharged"],
                     "again": maybe["lapsed"]}, "earlier_label")  # fmt: skip
    again = {"new": fresh.pop("again"), "lapsed": ended.pop("again")}
    carried = len(tasks) - sum(map(len, fresh.values())) - len(again["new"])
    text = say(
        "ledger",
        entity=entity,
        last=last,
        tasks=len(tasks),
        carried=carried,
        fresh=fresh,
        ended=ended,
        merged=_merged(rows[into]),
        lists=[]
        if paragraphs is None
        else steps.lists(paragraphs[paragraphs["symbol"] == last], tasks["label"]),
        rewritten=len(tasks) >= REWRITTEN[0] and 0 < carried < REWRITTEN[1] * len(tasks),
        again=again,
        doubtful={
            "carried on": sorted(set(others.loc[~done, "label"]), key=_placed),
            "reported as done": sorted(set(others.loc[done, "earlier_label"]), key=_placed),
        },
        skipped=symbols.several(rows["skips"].iloc[0]),
    )
    values = {
        "tasks": len(tasks),
        "carried": carried,
        **{k.replace(" ", "_"): int((rows["status"] == k).sum()) for k in FRESH},
        "ended": int(rows["status"].isin(ENDED).sum()),
        "fewer_conditions": int(lost.sum()),
        "more_conditions": int(gained.sum()),
        "doubtful": int(rows["doubtful"].astype(bool).sum()),
    }
    if tasks.empty and not any(ended.values()) and not again["lapsed"]:
        return show.prose(text)  # `expansion` says so
    labels = rows.loc[rows["status"].isin(fresh), ["symbol", "label"]]
    return finding("ledger", text, values=values, labels=labels, figure="ledger")


def _merged(rows: pd.DataFrame) -> list[str]:
    """Which tasks another paragraph may have taken in: "OP14 (in OP16)"."""
    places = zip(rows["earlier_label"], rows["label"], strict=True)
    told = (f"{was} (in {now})" if isinstance(now, str) else was for was, now in places)
    return list(dict.fromkeys(told))


def _placed(label: str) -> list[tuple[int, str]]:
    """Labels in the order of the text: OP4 before OP12."""
    return [(int(n or 0), word) for word, n in re.findall(r"([^\d]+)(\d*)", label)]


def _labels(groups: Mapping[str, pd.DataFrame], column: str) -> dict[str, list[str]]:
    """Labels of the tasks of some groups, in the order of the text: as many as there are rows, so
    that they count them. One that stands in several groups has what is to be done with it: "OP4 to
    mend …"."""
    within = Counter(label for rows in groups.values() for label in rows[column].unique())
    return {
        name: sorted((f"{label} to {action} …" if within[label] > 1 and action == action else label
                      for label, action in zip(rows[column], rows["action"], strict=True)),
                     key=_placed)
        for name, rows in groups.items()
    }  # fmt: skip


def strength(table: pd.DataFrame, entity: str, resolutions: pd.DataFrame | None = None) -> Shown:
    """Which requests that the last renewal repeats have a stronger, weaker or other verb
    (`mandate.strength`); with `resolutions`, that of the latest member, even if it repeats none."""
    if table.empty:
        return finding("strength", say("strength_none"))
    last = table["later"].iloc[-1]
    if resolutions is not None:
        known = steps.members(resolutions)
        last = known.loc[known["at_hand"], "symbol"].iloc[-1]
    here = table[table["later"] == last].reset_index(drop=True)
    rows = here[here["way"].isin(["stronger", "weaker", "equal"])]
    sure = here[~here["doubtful"].astype(bool)]  # what may be another request has no other verb
    ways: dict[str, list[dict[str, Any]]] = {
        way: [_reworded(row, entity) for row in sure[sure["way"] == way].itertuples(index=False)]
        for way in ("stronger", "weaker", "fallen")
    }
    # of those under one verb: what no longer is, or now is, only to be considered or tried
    outright = [r for r in ways["stronger"] if _softened(r["was"], r["now"])]
    only = [r for r in ways["weaker"] if _softened(r["now"], r["was"])]
    ways["stronger"] = [r for r in ways["stronger"] if r not in outright]
    ways["weaker"] = [r for r in ways["weaker"] if r not in only]
    equal = sure[(sure["way"] == "equal") & (sure["earlier_verb"] != sure["later_verb"])]
    other = [_reworded(row, entity) for row in equal.itertuples(index=False)]
    adverb = [r for r in other if ADVERB.sub("", r["was"]) == ADVERB.sub("", r["now"])]
    other = [r for r in other if r not in adverb]
    text = say(
        "strength",
        entity=entity,
        last=last,
        requests=int((~rows["doubtful"].astype(bool)).sum()),
        other=other,
        adverb=adverb,
        outright=outright,
        only=only,
        skipped=symbols.several(here["skips"].iloc[0]) if len(here) else [],
        doubtful=sorted(
            here.loc[here["doubtful"].astype(bool) & here["way"].notna(), "later_label"],
            key=_placed,
        ),
        untold=sorted(
            here.loc[
                # other verbs, or of one verb what may be merged from others, or split into them
                here["way"].isna()
                & ((here["earlier_verb"] != here["later_verb"]) | here["doubtful"].astype(bool)),
                "later_label",
            ],
            key=_placed,
        ),
        **ways,
    )
    values = {"requests": len(rows), "other": len(other), "adverb": len(adverb),
              "outright": len(outright), "only": len(only)}  # fmt: skip
    for way, changes in ways.items():
        values[way] = sum(change["whom"] == entity for change in changes)
        values[f"other_{way}"] = len(changes) - values[way]
    labels = [(last, change["label"]) for changes in (*ways.values(), outright, only)
              for change in changes]  # fmt: skip
    return finding("strength", text, values=values, labels=labels, figure="ledger")


def _softened(longer: str, verb: str) -> bool:
    """Whether of two verbs one is the other with "to consider", "to strive" or the like."""
    return longer.startswith(f"{verb} to ")


def _reworded(row: Any, entity: str) -> dict[str, Any]:
    """A request whose verb changed, as its sentence needs it."""
    whom = row.addressees.split("; ")
    return {
        "label": row.later_label, "was": row.earlier_verb, "now": row.later_verb,
        "whom": entity if entity in whom else row.addressees,
    }  # fmt: skip


def conditions(table: pd.DataFrame, entity: str) -> Shown:
    """Under which condition most of the tasks stand (`mandate.conditions`); of what
    other clauses ask for with verbs, accordance with laws or coordination, only its kinds."""
    measured = table.dropna(subset="share")
    if measured.empty:
        return show.prose(say("conditions_none", entity=entity))
    last = measured["symbol"].iloc[-1]
    now = measured[measured["symbol"] == last]
    free = now[now["condition"] == "none"].iloc[0]
    bound = now[(now["condition"] != "none") & (now["n_clauses"] > 0)]
    spoken = bound["condition"].isin(SPOKEN)
    frequent = _foremost(bound[~spoken])
    values = {"of": int(free["of"]), "free": int(free["n_clauses"])}
    if frequent.empty and len(bound):
        return show.prose(say("conditions_spoken", entity=entity, last=last, clauses=values["of"]))
    labels = dict.fromkeys((last, n) for row in frequent["labels"] for n in steps.labels(row))
    text = say(
        "conditions",
        entity=entity,
        last=last,
        clauses=values["of"],
        frequent=frequent.to_dict("records"),
        more=len(bound[~spoken]) > len(frequent),
        spoken=list(dict.fromkeys(bound.loc[spoken, "condition"].map(SPOKEN))),
        lists=bool(free.get("lists")),
    )
    if table["of"].dropna().iloc[-1] == 0:
        return show.prose(text)  # the latest text asks nothing of it
    return finding("conditions", text, values=values, labels=labels, figure="conditions")


def _foremost(rows: pd.DataFrame) -> pd.DataFrame:
    """The three with most clauses, and with the third those that tie with it; where too many do,
    those before."""
    ranked = rows.sort_values("n_clauses", ascending=False, kind="stable")
    if len(ranked) <= TOLD:
        return ranked
    third = ranked["n_clauses"].iloc[TOLD - 1]
    tied = ranked[ranked["n_clauses"] >= third]
    above = ranked[ranked["n_clauses"] > third]
    return tied if len(tied) <= 2 * TOLD or above.empty else above


def entities(
    table: pd.DataFrame,
    clauses: pd.DataFrame | None = None,
    clause_entities: pd.DataFrame | None = None,
) -> Shown:
    """Who is asked most often in the last member (`mandate.entities`); with `clauses` and
    `clause_entities`, of how many of its directive clauses that was read: of less than two thirds
    they don't tell who is asked most often."""
    measured = table.dropna(subset="n_clauses")
    if measured.empty:
        return finding("entities", say("entities_none"))
    last = measured["symbol"].iloc[-1]
    now = measured[(measured["symbol"] == last) & (measured["n_clauses"] > 0)]
    top = _foremost(now)
    values = {name: int(n) for name, n in zip(top["entity"], top["n_clauses"], strict=True)}
    asked = [{"entity": name, "clauses": n} for name, n in values.items()]
    first = max(values.values(), default=0)
    most = [one for one in asked if one["clauses"] == first]
    # beside the first a few are not often
    often = [one for one in asked if max(TOLD, first / 4) <= one["clauses"] < first]
    directive = read = 0
    if clauses is not None and clause_entities is not None:
        asking = clauses.loc[clauses["symbol"].eq(last) & clauses["directive"].astype(bool), CLAUSE]
        to = clause_entities.loc[clause_entities["role"] == "addressee", CLAUSE].drop_duplicates()
        directive, read = len(asking), len(asking.merge(to, on=CLAUSE))
    text = say("entities", last=last, asked=asked, most=most, often=often,
               more=len(now) > len(top), directive=directive, read=read)  # fmt: skip
    return finding("entities", text, values=values, figure="entities")


def followed(table: pd.DataFrame, wanted: str, entity: str) -> list[Shown]:
    """Why another is followed than whom the catalogue names, or nobody (`mandate.followed`)."""
    if entity == wanted:
        return []
    asked = table.dropna(subset="n_clauses")
    now = steps.latest(asked[~asked["entity"].str.contains(steps.MEETING)])
    top = [
        {"entity": r.entity, "clauses": int(r.n_clauses), "symbol": r.symbol}
        for r in _most(now[now["entity"] == entity] if entity else now).itertuples()
    ]
    text = say(
        "followed",
        entity=wanted,
        some=bool(asked.loc[asked["entity"] == wanted, "n_clauses"].sum()),
        least=steps.FOLLOWED,
        instead=top[0] if top and entity else None,
    )
    return [show.limit(text, "followed")]


def _most(asked: pd.DataFrame) -> pd.DataFrame:
    """The row of most clauses, the latest text's of equals, and of these the first."""
    most = asked[asked["n_clauses"] == asked["n_clauses"].max()]
    return most[most["symbol"].isin(most["symbol"].tail(1))].head(1)


def duties(
    table: pd.DataFrame,
    resolutions: pd.DataFrame,
    reviews: pd.DataFrame | None = None,
    words: pd.DataFrame | None = None,
) -> Shown:
    """What the latest member asks for and by when, and when its organ comes back to the matter
    (`mandate.duties`, `mandate.reviews`); with `words`, whether a special procedure is one Special
    Rapporteur, and that nothing is asked for by some time where no word speaks of that."""
    known = steps.members(resolutions)
    at_hand = known.loc[known["at_hand"], "symbol"]
    if at_hand.empty:
        return finding("duties", say("duties_none"), values={"duties": 0})
    last = at_hand.iloc[-1]
    now = table[table["symbol"] == last]
    back = ends = table.iloc[:0]  # none known
    if reviews is not None:
        here = reviews[reviews["symbol"] == last]
        back, ends = here[here["kind"] == "review"], here[here["kind"] == "sunset"]
        ends = ends[ends["due_to"].notna()]
    owed: list[list[dict[str, Any]]] = [[], []]
    for row in now.itertuples(index=False):
        said = _said(row, words)
        # what an organ looks forward to it asked for elsewhere
        owed[not isinstance(row.who, str) and said >= AWAITS].append(_owed(row, said))
    if now.empty and back.empty and ends.empty and not steps.unspoken(words, last):
        return show.prose(say("duties_untold", last=last))
    text = say(
        "duties",
        last=last,
        latest=_together(owed[False]),
        awaited=_together(owed[True]),
        reviews=_reviews(back),
        ends=[_duty(row) for row in ends.itertuples(index=False)],
    )
    values = {
        "duties": len(table), "latest": len(now), "reviews": len(back),
        "at_once": int(table["at_once"].fillna(False).astype(bool).sum()),
    }  # fmt: skip
    labels = dict.fromkeys(
        place
        for rows in (now, back, ends)
        for place in rows[["symbol", "label"]].itertuples(index=False, name=None)
    )
    return finding("duties", text, values=values, labels=labels, figure="duties")


def _together(duties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Duties with all who owe them: one of each request."""
    joined: dict[tuple, dict[str, Any]] = {}
    for duty in duties:
        who = [duty["who"]] if duty["who"] else []
        key = tuple(str(duty[n]) for n in ("kind", "label", "to", "session", "due"))
        joined.setdefault(key, {**duty, "who": []})["who"] += who
    order = {label: at for at, label in enumerate(duty["label"] for duty in duties)}
    ordered = sorted(joined.values(), key=lambda d: (order[d["label"]], _numbered(d["session"])))
    # what is due at two sessions is one duty
    several: dict[tuple, dict[str, Any]] = {}
    for duty in ordered:
        key = tuple(str(duty[n]) for n in ("kind", "label", "to", "who"))
        several.setdefault(key, {**duty, "when": []})["when"] += _session(duty)
    # what several paragraphs ask for alike is told once, with their labels
    alike: dict[tuple, dict[str, Any]] = {}
    for duty in several.values():
        key = tuple(str(duty[n]) for n in ("kind", "to", "who", "when"))
        alike.setdefault(key, {**duty, "labels": []})["labels"].append(duty["label"])
    return list(alike.values())


def _reviews(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """When the matter comes back, each time once with the paragraphs that say so."""
    times: dict[tuple, dict[str, Any]] = {}
    for duty in map(_duty, rows.itertuples(index=False)):
        key = duty["session"], *duty["due"]
        times.setdefault(key, {**duty, "labels": []})["labels"].append(duty["label"])
    return list(times.values())


def _session(duty: dict[str, Any]) -> list[str]:
    """At which session, or by when, something is due; nothing where no text says it."""
    name, days = duty["session"] or "", " to ".join(duty["due"])
    named = f"{name} session" if name[:1].isdigit() else name
    said = " ".join([*([named] if named else []), *([f"({days})"] if days else [])])
    at_once = ", the very session that asks for it" if duty["at_once"] else ""
    return [said + at_once] if said else []


def _numbered(session: str | None) -> tuple[int, str]:
    """Sessions in their order: the 58th before the 60th, before what has no number."""
    digits = re.match(r"\d+", session or "")
    return (int(digits[0]) if digits else 10**6, session or "")


def _said(row: Any, words: pd.DataFrame | None) -> set[str]:
    """Words of the paragraph of a duty."""
    if words is None:
        return set()
    return set(words.loc[(words["symbol"] == row.symbol) & (words["label"] == row.label), "word"])


def _owed(row: Any, said: set[str]) -> dict[str, Any]:
    """A duty with who owes it as the paragraph, of these words, calls them."""
    duty = _duty(row)
    if duty["who"] is None or not said:
        return duty
    return duty | {"who": prose.called(duty["who"], said)}


def _duty(row: Any) -> dict[str, Any]:
    """A duty as its sentence needs it: nothing where a cell is empty."""
    named = {n: getattr(row, n, None) for n in ("who", "to", "session", "label", "kind")}
    days = [day for day in (row.due_from, row.due_to) if day == day]  # a missing day isn't
    due = [str(day)[:10] for day in days if day is not None]
    told = {name: cell if isinstance(cell, str) else None for name, cell in named.items()}
    at_session = (told["session"] or "")[:1].isdigit() or told["kind"] in ("review", "sunset")
    return {
        **told,
        "due": _when(due) if at_session or _whole_year(due) else _by(due),
        "at_once": getattr(row, "at_once", 0) == 1,
    }


def _by(days: list[str]) -> list[str]:
    """Until when something is due: a day, or the month of which it is the last."""
    if not days:
        return []
    return [f"by {prose.until(days[-1])}"]


def _whole_year(days: list[str]) -> bool:
    return len(days) == 2 and days[0][4:] == "-01-01" and days[1] == f"{days[0][:4]}-12-31"


def _when(days: list[str]) -> list[str]:
    """The months of two days, once where they are one; a whole year as its number, and so what
    ends with one."""
    if _whole_year(days):
        return [days[0][:4]]
    named = [prose.month(day) if day[4:] != "-12-31" else day[:4] for day in days]
    return list(dict.fromkeys(named))
