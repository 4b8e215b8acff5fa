"""Who is asked to do what, and whether the mandate grew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import show, steps
from ..prose import counted, listed, number, some
from .words import _are, _cap, _doubt, _month, _over, _part, _plain

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook
    from ..show import Shown


def expansion(expansion: pd.DataFrame, entity: str, kind: str = "renewals") -> Shown:
    """Whether the mandate grew, or the text."""
    own = expansion.dropna(subset="clauses").reset_index(drop=True)
    if own.empty or not own["clauses"].sum():
        return show.finding(
            f"{entity} is asked to do nothing in the texts at hand.", "mandate",
            topic="The mandate", values={"clauses": 0}, rank=4,
        )  # fmt: skip
    last = own.iloc[-1]
    labels = [(last["symbol"], n) for n in last["labels"].split()]
    if kind != "renewals" or len(own) < 2:
        top = own.loc[own["clauses"].idxmax()]
        asking = _part(int((own["clauses"] > 0).sum()), len(own))
        said = (
            f"{entity} is asked to do something in {asking} "
            f"{'document' if len(own) == 1 else 'documents'}, most often in {top['symbol']}: "
            f"{counted(int(top['clauses']), 'directive clause')}, {top['density']:.1f} per 1,000 "
            "operative words."
        )
        labels = [(top["symbol"], n) for n in top["labels"].split()]
        values = {"most": int(top["clauses"]), "density": round(float(top["density"]), 3)}
        return show.finding(
            said,
            "mandate",
            values=values,
            labels=labels,
            topic="The mandate",
            figure="expansion",
            rank=4,
        )
    # From the earliest member that no gap parts from the last and that asks anything at all.
    start = max([i for i in own.index[1:] if own.loc[i, "skips"]], default=0)
    asked = own.loc[start:][own.loc[start:, "clauses"] > 0]
    if len(asked) < 2:
        return show.finding(
            f"{last['symbol']} asks {entity} in {counted(int(last['clauses']), 'directive clause')}"
            ", and there is no earlier text without a gap between that asks it: no growth can be "
            "told.",
            "mandate", topic="The mandate", values={"last": int(last["clauses"])},
            labels=labels, rank=4,
        )  # fmt: skip
    first = asked.iloc[0]
    more, denser = last["clauses"] - first["clauses"], last["density"] - first["density"]
    verdict = {
        (True, True): "more clauses, and denser, so they grew faster than the text",
        (True, False): "more clauses, but no denser, so the text grew as fast or faster",
        (False, True): "no more clauses, but denser, because the text around them shrank",
        (False, False): "neither more nor denser",
    }[bool(more > 0), bool(denser > 0)]
    said = (
        f"From {first['symbol']} ({first['year']}) to {last['symbol']} ({last['year']}) the "
        f"directive clauses addressed to {entity} went from {int(first['clauses'])} to "
        f"{int(last['clauses'])}, per 1,000 operative words from {first['density']:.1f} to "
        f"{last['density']:.1f}: {verdict}."
    )
    if first.name > start:
        said += f" Texts before {first['symbol']} don't ask it."
    if start:
        missing = counted(len(own.loc[start, "skips"].split()), "member is", "members are")
        said += f" Before {own.loc[start, 'symbol']} {missing} without text."
    values = {
        "first": int(first["clauses"]), "last": int(last["clauses"]),
        "density_first": round(float(first["density"]), 3),
        "density_last": round(float(last["density"]), 3),
    }  # fmt: skip
    return show.finding(
        said,
        "mandate",
        topic="The mandate",
        values=values,
        labels=labels,
        figure="expansion",
        rank=4,
    )


def continuing(expansion: pd.DataFrame, entity: str) -> Shown:
    """How much of the mandate is to go on with something; whether clauses equal paragraphs."""
    own = expansion.dropna(subset="clauses")
    own = own[own["clauses"] > 0]
    if own.empty:
        return show.prose(f"{entity} has no tasks here.")
    last = own.iloc[-1]
    said = (
        f"In {last['symbol']} {_part(int(last['continuing']), int(last['clauses']))} clauses ask "
        f"{entity} to continue something; {last['share']:.0%} of all its directive clauses are "
        f"addressed to {entity}."
    )
    if last["clauses"] == last["paragraphs"]:
        said += (
            " Each of them has a paragraph of its own, so the count follows the drafters' habit of "
            "one paragraph a task."
        )
    values = {"continuing": int(last["continuing"]), "share": round(float(last["share"]), 4)}
    return show.finding(said, "continuing", values=values, figure="expansion", rank=18)


def ledger(ledger: pd.DataFrame, entity: str) -> Shown:
    """What became of the entity's tasks at the last renewal: carried, new, newly addressed."""
    topic = "The ledger"
    if ledger.empty:
        return show.finding(
            f"{entity} has no task in the texts at hand.", "tasks", topic=topic, rank=5
        )
    last = ledger.sort_values("year", kind="stable")["symbol"].iloc[-1]
    own = ledger[ledger["symbol"] == last]
    here = own[own["label"].notna() & own["verb"].notna()]
    if (own["status"] == "first").any():
        return show.finding(
            f"{last} is the earliest text at hand: its {counted(len(here), 'task')} can't be "
            "called new.",
            "tasks", topic=topic, values={"tasks": len(here)}, rank=5,
        )  # fmt: skip
    count = own["status"].value_counts()
    fresh = {k: int(count.get(k, 0)) for k in ("new", "newly addressed", "split", "revived")}
    going_on = len(here) - sum(fresh.values())
    ended = own[own["status"].isin(["lapsed", "merged"])]
    changed = {k: int((here[k].fillna("") != "").sum()) for k in ("gained", "lost")}
    said = (
        f"Of {counted(len(here), 'task')} that {last} gives {entity}, {_are(going_on)} carried on, "
        f"{_are(fresh['new'])} new and {some(fresh['newly addressed'])} newly addressed"
        + (f", {number(fresh['split'])} split from another" if fresh["split"] else "")
        + (f", {number(fresh['revived'])} revived" if fresh["revived"] else "")
        + f"{_over(own['skips'].iloc[:1])}; {some(len(ended))} of the earlier ended. "
        f"Conditions were added to {some(changed['gained'])} and dropped from "
        f"{some(changed['lost'])}."
    )
    doubtful = own[own["doubtful"].astype(bool)]
    if len(doubtful):
        places = listed(doubtful["label"].fillna(doubtful["before"]), 9)
        said += f" Doubtful: {places}."
    values = {
        "tasks": len(here), "carried": going_on, **{k.replace(" ", "_"): n for k, n in
        fresh.items()}, "ended": len(ended), "fewer_conditions": changed["lost"],
        "more_conditions": changed["gained"], "doubtful": len(doubtful),
    }  # fmt: skip
    labels = own.loc[own["status"].isin(fresh), ["symbol", "label"]]
    return show.finding(
        said, "tasks", topic=topic, values=values, labels=labels, figure="ledger", rank=5
    )


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
    topic = "Strength"
    if collated.empty:
        return show.finding(
            "No verb can have changed: fewer than two members have a text.", "strength",
            topic=topic, rank=6,
        )  # fmt: skip
    last = collated["later"].iloc[-1]
    mine: dict[str, dict[str, str]] = {"strengthened": {}, "weakened": {}}
    verbs = ledger.groupby("task", sort=False)["verb"].shift() if len(ledger) else {}
    for at, row in zip(ledger.index, ledger.itertuples(index=False), strict=True):
        if row.symbol == last and row.status in mine:
            mine[row.status][row.label] = f"{verbs[at]} → {row.verb}{_doubt(row.doubtful)}"
    known = {*mine["strengthened"], *mine["weakened"]}
    bands = {form: v.strength for v in codebook.verbs for form in (v.verb, *v.forms)}
    others: dict[str, dict[str, str]] = {"strengthened": {}, "weakened": {}}
    alone = collated[(collated["later"] == last) & (collated["also"] == "")]
    inside = edits[(edits["later"] == last) & (edits["class"] == "strength")]
    pairs = [*zip(alone["later_label"], alone["verb_earlier"], alone["verb_later"],
                  alone["doubtful"], strict=True),
             *zip(inside["later_label"], inside["dropped"], inside["added"],
                  [False] * len(inside), strict=True)]  # fmt: skip
    for label, was, now, doubtful in pairs:
        old, new = (_band(verb, bands) for verb in (was, now))
        if old is None or new is None or old == new or label in known:
            continue
        said = f"{was} → {now}{_doubt(doubtful)}".lower()
        others["strengthened" if new > old else "weakened"].setdefault(label, said)
    said = (
        f"Of the tasks of {entity} that {last} carries on, {_verbs(mine['strengthened'])} got a "
        f"stronger verb and {_verbs(mine['weakened'])} a weaker one; elsewhere "
        f"{_verbs(others['strengthened'])} stronger and {_verbs(others['weakened'])} weaker. "
        "(The scale is disputed.)"
    )
    values = {f"{whose}{way}": len(found) for whose, ways in (("", mine), ("other_", others))
              for way, found in ways.items()}  # fmt: skip
    labels = [(last, n) for ways in (mine, others) for found in ways.values() for n in found]
    return show.finding(
        said, "strength", topic=topic, values=values, labels=dict.fromkeys(labels),
        figure="ledger", rank=6,
    )  # fmt: skip


def scales(scales: pd.DataFrame, entity: str) -> Shown:
    """Whether stronger and weaker verbs of carried tasks are so on every scale of the codebook."""
    counts = ["stronger", "weaker", "equal", "unranked"]
    sums = scales.groupby("scale", sort=False)[counts].sum()
    if sums.empty or not sums.to_numpy().sum():
        return show.finding(
            f"No task of {entity} that was carried on changed its verb, so nothing here depends on "
            "the scale of strength.",
            "scales", topic="Strength", values={"changed": 0}, rank=20,
        )  # fmt: skip
    own = sums.iloc[0]
    changed = int(own.sum())
    said = (
        f"{_cap(counted(changed, 'carried task'))} of {entity} changed the verb: "
        f"{some(int(own['stronger']))} to a stronger and {some(int(own['weaker']))} to a weaker "
        "one by the codebook's scale"
    )
    values = {"changed": changed, "stronger": int(own["stronger"]), "weaker": int(own["weaker"])}
    for name, other in sums.iloc[1:].iterrows():
        ranked = int(other["stronger"] + other["weaker"] + other["equal"])
        values |= {f"{name}_stronger": int(other["stronger"]),
                   f"{name}_weaker": int(other["weaker"])}  # fmt: skip
        if not ranked:
            said += f"; the scale “{name}” ranks none of these verbs and says nothing of it"
            continue
        said += f"; by “{name}” {some(int(other['stronger']))} and {some(int(other['weaker']))}"
        if other["unranked"]:
            said += f" ({counted(int(other['unranked']), 'pair')} not ranked)"
        ours, theirs = (int(r["stronger"]) - int(r["weaker"]) for r in (own, other))
        agree = (ours > 0) - (ours < 0) == (theirs > 0) - (theirs < 0)
        said += ": both point the same way" if agree else ": the conclusion depends on the scale"
    labels = [(row.symbol, n) for row in scales.itertuples() for n in row.labels.split()]
    return show.finding(
        f"{said}.", "scales", topic="Strength", values=values, labels=dict.fromkeys(labels), rank=20
    )


def _band(verb: Any, bands: dict[str, int]) -> int | None:
    """Band of the verb that some words begin with: "recalling also" is as strong as "recalling"."""
    words = verb.lower().split() if isinstance(verb, str) else []
    starts = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((bands[start] for start in starts if start in bands), None)


def _verbs(found: dict[str, str]) -> str:
    """How many, with labels and verbs: "one (OP3, encourages → requests)"."""
    each = (f"{label}, {verbs}" for label, verbs in found.items())
    return some(len(found)) + (f" ({listed(each, 5)})" if found else "")


def conditions(conditions: pd.DataFrame, entity: str) -> Shown:
    """Under which condition most of the tasks stand, and how many under none."""
    own = conditions.dropna(subset="share")
    if own.empty:
        return show.prose(f"{entity} has no tasks here, so none under a condition.")
    last = own["symbol"].iloc[-1]
    now = own[own["symbol"] == last]
    free = now[now["condition"] == "none"].iloc[0]
    top = now[now["condition"] != "none"].sort_values("clauses", ascending=False, kind="stable")
    said = f"Of the {counted(int(free['of']), 'clause')} that address {entity} in {last}, "
    if len(top) and top["clauses"].iloc[0]:
        said += (
            f"{some(int(top['clauses'].iloc[0]))} stand under the most frequent condition, "
            f"“{_plain(top['condition'].iloc[0])}”, and "
        )
    said += f"{some(int(free['clauses']))} under no condition."
    labels = [(last, n) for n in free["labels"].split()]
    values = {"of": int(free["of"]), "free": int(free["clauses"])}
    return show.finding(
        said, "conditions", values=values, labels=labels, figure="conditions", rank=22
    )


def entities(entities: pd.DataFrame) -> Shown:
    """Who is asked most often in the last member."""
    own = entities.dropna(subset="clauses")
    if own.empty:
        return show.finding("Nobody is asked to do anything in the texts at hand.", "asked")
    last = own["symbol"].iloc[-1]
    top = own[(own["symbol"] == last) & (own["clauses"] > 0)].sort_values(
        "clauses", ascending=False, kind="stable").head(3)  # fmt: skip
    said = f"{last} asks most often " + listed(
        f"{r.entity} ({counted(int(r.clauses), 'directive clause') if i == 0 else r.clauses})"
        for i, r in enumerate(top.itertuples(index=False))
    )
    values = {r.entity: int(r.clauses) for r in top.itertuples(index=False)}
    return show.finding(f"{said}.", "asked", values=values, figure="entities", rank=24)


def duties(duties: pd.DataFrame, resolutions: pd.DataFrame) -> Shown:
    """What the latest member asks for and by when; what was due at once or never asked again."""
    known = steps.members(resolutions)
    known = known[known["at_hand"]]
    topic = "Due"
    if duties.empty or known.empty:
        return show.finding(
            "No report and no deadline is asked for.", "duties", topic=topic, values={"duties": 0},
            rank=10,
        )  # fmt: skip
    last = known["symbol"].iloc[-1]
    now = duties[duties["symbol"] == last]
    said = f"{last} asks for " + (
        "; for ".join(_duty(row) for row in now.itertuples(index=False))
        if len(now)
        else "no report and sets no deadline"
    )
    dropped = duties[~duties["again"].fillna(True).astype(bool)]
    said += f". Of {counted(len(duties), 'duty', 'duties')} in the members at hand " + (
        f"{_are(len(dropped))} not asked for again by the next "
        f"({listed(dict.fromkeys(dropped['symbol'] + ' ' + dropped['label']))})"
        if len(dropped)
        else "the next member asks for each again"
    )
    values = {"duties": len(duties), "latest": len(now), "not_again": len(dropped),
              "at_once": int(duties["at_once"].fillna(False).astype(bool).sum())}  # fmt: skip
    labels = dict.fromkeys(
        (r.symbol, r.label) for rows in (now, dropped) for r in rows.itertuples(index=False)
    )
    return show.finding(
        f"{said}.", "duties", topic=topic, values=values, labels=labels, figure="duties", rank=10
    )


def _duty(row: Any) -> str:
    """A duty in words: who owes it to whom, by when, where it stands."""
    who = f"by the {row.who}" if isinstance(row.who, str) else "by somebody unnamed"
    to = f" to the {row.to}" if isinstance(row.to, str) else ""
    session = f", {row.session} session" if isinstance(row.session, str) else ""
    days = [d for d in (row.due_from, row.due_to) if isinstance(d, str) or d == d]
    due = f" ({' to '.join(_month(d) for d in days)})" if days else ""
    once = ", the very session that asks for it" if row.at_once == 1 else ""  # may be missing
    what = "a report" if to else "action"
    return f"{what} {who}{to}{session}{due}{once}: {row.label}"
