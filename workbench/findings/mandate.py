"""Who is asked to do what, and whether the mandate grew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .. import show, steps
from .sentences import finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook
    from ..show import Shown

__all__ = [
    "conditions",
    "continuing",
    "duties",
    "entities",
    "expansion",
    "ledger",
    "scales",
    "strength",
]

say = sentences("mandate")


def expansion(table: pd.DataFrame, entity: str, kind: str = "renewals") -> Shown:
    """Whether the mandate grew, or the text (`mandate.expansion`)."""
    measured = table.dropna(subset="n_clauses").reset_index(drop=True)
    if not measured["n_clauses"].sum():
        return finding("mandate", say("expansion_none", entity=entity), values={"clauses": 0})
    if kind != "renewals" or len(measured) < 2:
        return _asking(measured, entity)
    last = measured.iloc[-1]
    # From the earliest member that no gap parts from the last and that asks anything at all.
    start = max([i for i in measured.index[1:] if measured.loc[i, "skips"]], default=0)
    asked = measured.loc[start:][measured.loc[start:, "n_clauses"] > 0]
    labels = [(last["symbol"], n) for n in last["labels"].split()]
    if len(asked) < 2:
        text = say("expansion_alone", entity=entity, last=last)
        return finding("mandate", text, values={"last": int(last["n_clauses"])}, labels=labels)
    first = asked.iloc[0]
    after = measured.loc[start]
    text = say(
        "expansion",
        entity=entity,
        first=first,
        last=last,
        more=last["n_clauses"] > first["n_clauses"],
        denser=last["density"] > first["density"],
        silent_before=first.name > start,
        gap={"symbol": after["symbol"], "members": len(after["skips"].split())} if start else None,
    )
    values = {
        "first": int(first["n_clauses"]), "last": int(last["n_clauses"]),
        "density_first": round(float(first["density"]), 3),
        "density_last": round(float(last["density"]), 3),
    }  # fmt: skip
    return finding("mandate", text, values=values, labels=labels, figure="expansion")


def _asking(measured: pd.DataFrame, entity: str) -> Shown:
    """The finding on documents that don't succeed each other, or on one alone."""
    most = measured.loc[measured["n_clauses"].idxmax()]
    asking = int((measured["n_clauses"] > 0).sum())
    text = say("expansion_each", entity=entity, asking=asking, documents=len(measured), most=most)
    values = {"most": int(most["n_clauses"]), "density": round(float(most["density"]), 3)}
    labels = [(most["symbol"], n) for n in most["labels"].split()]
    return finding("mandate", text, values=values, labels=labels, figure="expansion")


def continuing(table: pd.DataFrame, entity: str) -> Shown:
    """How much of the mandate is to go on with something; whether clauses equal paragraphs
    (`mandate.expansion`)."""
    asking = table[table["n_clauses"].fillna(0) > 0]
    if asking.empty:
        return show.prose(say("continuing_none", entity=entity))
    last = asking.iloc[-1]
    text = say(
        "continuing",
        entity=entity,
        last=last,
        each_its_own=last["n_clauses"] == last["n_paragraphs"],
    )
    values = {"continuing": int(last["n_continuing"]), "share": round(float(last["share"]), 4)}
    return finding("continuing", text, values=values, figure="expansion")


def ledger(table: pd.DataFrame, entity: str) -> Shown:
    """What became of the entity's tasks at the last renewal: carried, new, newly addressed
    (`mandate.ledger`)."""
    if table.empty:
        return finding("tasks", say("ledger_none", entity=entity))
    last = table.sort_values("year", kind="stable")["symbol"].iloc[-1]
    rows = table[table["symbol"] == last]
    tasks = rows[rows["label"].notna() & rows["verb"].notna()]
    if (rows["status"] == "first").any():
        text = say("ledger_first", last=last, tasks=len(tasks))
        return finding("tasks", text, values={"tasks": len(tasks)})
    count = rows["status"].value_counts()
    fresh = {k: int(count.get(k, 0)) for k in ("new", "newly addressed", "split", "revived")}
    carried = len(tasks) - sum(fresh.values())
    ended = int(rows["status"].isin(["lapsed", "merged"]).sum())
    gained, lost = (int((tasks[k].fillna("") != "").sum()) for k in ("gained", "lost"))
    doubtful = rows[rows["doubtful"].astype(bool)]
    text = say(
        "ledger",
        entity=entity,
        last=last,
        tasks=len(tasks),
        carried=carried,
        fresh=fresh,
        ended=ended,
        gained=gained,
        lost=lost,
        doubtful=doubtful["label"].fillna(doubtful["earlier_label"]).to_list(),
        skipped=rows["skips"].iloc[0].split(),
    )
    values = {
        "tasks": len(tasks),
        "carried": carried,
        **{k.replace(" ", "_"): n for k, n in fresh.items()},
        "ended": ended,
        "fewer_conditions": lost,
        "more_conditions": gained,
        "doubtful": len(doubtful),
    }
    labels = rows.loc[rows["status"].isin(fresh), ["symbol", "label"]]
    return finding("tasks", text, values=values, labels=labels, figure="ledger")


Changes = dict[str, dict[str, dict[str, Any]]]  # direction → label → verb before and now


def strength(
    ledger: pd.DataFrame,
    collated: pd.DataFrame,
    edits: pd.DataFrame,
    entity: str,
    codebook: Codebook,
) -> Shown:
    """Which verbs got stronger or weaker at the last renewal: of the entity's tasks, and elsewhere.

    Elsewhere are verbs that begin a paragraph (`drift.collated`; where one is merged or split its
    parts have verbs of their own) and verbs inside one (the table `edits`), by the bands of the
    codebook.
    """
    if collated.empty:
        return finding("strength", say("strength_none"))
    last = collated["later"].iloc[-1]
    tasks = _tasks_changed(ledger, last)
    others: Changes = {"strengthened": {}, "weakened": {}}
    bands = {form: v.strength for v in codebook.verbs for form in (v.verb, *v.forms)}
    for label, was, now, doubtful in _verbs_changed(collated, edits, last):
        old, new = (_band(verb, bands) for verb in (was, now))
        # a task's own change is told above
        if None in (old, new) or old == new or any(label in way for way in tasks.values()):
            continue
        change = {"label": label, "was": was.lower(), "now": now.lower(), "doubtful": doubtful}
        others["strengthened" if new > old else "weakened"].setdefault(label, change)
    text = say(
        "strength",
        entity=entity,
        last=last,
        tasks={way: list(changes.values()) for way, changes in tasks.items()},
        others={way: list(changes.values()) for way, changes in others.items()},
    )
    both = (("", tasks), ("other_", others))
    values = {
        f"{whose}{way}": len(changes) for whose, ways in both for way, changes in ways.items()
    }
    labels = dict.fromkeys((last, n) for _, ways in both for way in ways.values() for n in way)
    return finding("strength", text, values=values, labels=labels, figure="ledger")


def _tasks_changed(ledger: pd.DataFrame, last: str) -> Changes:
    """Tasks that the last member words more strongly or weakly, with the verb before."""
    ways: Changes = {"strengthened": {}, "weakened": {}}
    before = ledger.groupby("task", sort=False)["verb"].shift() if len(ledger) else ()
    for was, row in zip(before, ledger.itertuples(index=False), strict=True):
        if row.symbol == last and row.status in ways:
            ways[row.status][row.label] = {
                "label": row.label, "was": was, "now": row.verb, "doubtful": row.doubtful
            }  # fmt: skip
    return ways


def _verbs_changed(
    collated: pd.DataFrame, edits: pd.DataFrame, last: str
) -> Iterator[tuple[str, Any, Any, Any]]:
    """Label, verb before, verb now and doubt: of paragraphs that are neither merged nor split, and
    of edits inside paragraphs."""
    alone = collated[(collated["later"] == last) & (collated["also"] == "")]
    columns = ["later_label", "earlier_verb", "later_verb", "doubtful"]
    yield from alone[columns].itertuples(index=False, name=None)
    inside = edits[(edits["later"] == last) & (edits["class"] == "strength")]
    columns = ["later_label", "dropped", "added"]
    yield from inside[columns].assign(doubtful=False).itertuples(index=False, name=None)


def _band(verb: Any, bands: dict[str, int]) -> Any:
    """Band of the verb that some words begin with: "recalling also" is as strong as "recalling"."""
    words = verb.lower().split() if isinstance(verb, str) else []
    starts = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((bands[start] for start in starts if start in bands), None)


def scales(table: pd.DataFrame, entity: str) -> Shown:
    """Whether stronger and weaker verbs of carried tasks are so on every scale of the codebook
    (`mandate.scales`)."""
    ways = ("stronger", "weaker", "equal", "unranked")
    sums = table.rename(columns={f"n_{way}": way for way in ways})
    sums = sums.groupby("scale", sort=False)[list(ways)].sum()
    changed = int(sums.iloc[0].sum()) if len(sums) else 0
    if not changed and not sums.to_numpy().sum():
        text = say("scales_none", entity=entity)
        return finding("scales", text, values={"changed": 0})
    ours, *others = ({"name": name, **row} for name, row in sums.to_dict("index").items())
    for other in others:
        other["ranked"] = other["stronger"] + other["weaker"] + other["equal"]
        other["agrees"] = _direction(ours) == _direction(other)
    values = {"changed": changed, "stronger": ours["stronger"], "weaker": ours["weaker"]}
    text = say("scales", entity=entity, **values, others=others)
    values |= {f"{o['name']}_{way}": o[way] for o in others for way in ("stronger", "weaker")}
    labels = dict.fromkeys(
        (row.symbol, n) for row in table.itertuples() for n in row.labels.split()
    )
    return finding("scales", text, values=values, labels=labels)


def _direction(scale: dict[str, Any]) -> int:
    """1 where more verbs are stronger than weaker, −1 where fewer are, else 0."""
    return (scale["stronger"] > scale["weaker"]) - (scale["stronger"] < scale["weaker"])


def conditions(table: pd.DataFrame, entity: str) -> Shown:
    """Under which condition most of the tasks stand, and how many under none
    (`mandate.conditions`)."""
    measured = table.dropna(subset="share")
    if measured.empty:
        return show.prose(say("conditions_none", entity=entity))
    last = measured["symbol"].iloc[-1]
    now = measured[measured["symbol"] == last]
    free = now[now["condition"] == "none"].iloc[0]
    bound = now[(now["condition"] != "none") & (now["n_clauses"] > 0)]
    frequent = bound.sort_values("n_clauses", ascending=False, kind="stable").head(1)
    values = {"of": int(free["of"]), "free": int(free["n_clauses"])}
    text = say(
        "conditions",
        entity=entity,
        last=last,
        clauses=values["of"],
        frequent=next(iter(frequent.to_dict("records")), None),
        free=values["free"],
    )
    labels = [(last, n) for n in free["labels"].split()]
    return finding("conditions", text, values=values, labels=labels, figure="conditions")


def entities(table: pd.DataFrame) -> Shown:
    """Who is asked most often in the last member (`mandate.entities`)."""
    measured = table.dropna(subset="n_clauses")
    if measured.empty:
        return finding("asked", say("entities_none"))
    last = measured["symbol"].iloc[-1]
    now = measured[(measured["symbol"] == last) & (measured["n_clauses"] > 0)]
    top = now.sort_values("n_clauses", ascending=False, kind="stable").head(3)
    values = {name: int(n) for name, n in zip(top["entity"], top["n_clauses"], strict=True)}
    asked = [
        {"entity": name, "clauses": n, "first": not at}
        for at, (name, n) in enumerate(values.items())
    ]
    text = say("entities", last=last, asked=asked)
    return finding("asked", text, values=values, figure="entities")


def duties(table: pd.DataFrame, resolutions: pd.DataFrame) -> Shown:
    """What the latest member asks for and by when; what was due at once or never asked again
    (`mandate.duties`)."""
    known = steps.members(resolutions)
    at_hand = known.loc[known["at_hand"], "symbol"]
    if table.empty or at_hand.empty:
        return finding("duties", say("duties_none"), values={"duties": 0})
    last = at_hand.iloc[-1]
    now = table[table["symbol"] == last]
    dropped = table[~table["again"].fillna(True).astype(bool)]
    text = say(
        "duties",
        last=last,
        latest=[_duty(row) for row in now.itertuples(index=False)],
        duties=len(table),
        dropped=len(dropped),
        places=list(dict.fromkeys(dropped["symbol"] + " " + dropped["label"])),
    )
    values = {
        "duties": len(table), "latest": len(now), "not_again": len(dropped),
        "at_once": int(table["at_once"].fillna(False).astype(bool).sum()),
    }  # fmt: skip
    labels = dict.fromkeys(
        place
        for rows in (now, dropped)
        for place in rows[["symbol", "label"]].itertuples(index=False, name=None)
    )
    return finding("duties", text, values=values, labels=labels, figure="duties")


def _duty(row: Any) -> dict[str, Any]:
    """A duty as its sentence needs it: nothing where a cell is empty."""
    named = {n: getattr(row, n) for n in ("who", "to", "session", "label")}
    return {
        **{name: cell if isinstance(cell, str) else None for name, cell in named.items()},
        "due": [day for day in (row.due_from, row.due_to) if day == day],  # a missing day isn't
        "at_once": row.at_once == 1,
    }
