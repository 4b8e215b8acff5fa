"""What lives on, what is reopened, which words came and went."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .. import codebook, show, steps
from .sentences import finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown

__all__ = ["contested", "keyness", "lifetimes", "qualifiers", "survival", "verbs"]

FEW = 20  # of what is counted: a share of fewer moves by five hundredths with a single one
LONG = 3  # rewordings of a provision that are worth naming, and as many provisions
SEVERAL = 10  # in one of two texts: of fewer clauses of a class, or conditions, nothing is said
CHANCE = 0.05  # a difference that chance would show once in twenty times

say = sentences("drift")


def survival(table: pd.DataFrame) -> Shown:
    """How many paragraphs live on of the first text, and of the earliest after a gap
    (`drift.survival`)."""
    if table.empty or table["n_renewals"].max() < 1:
        return show.prose(say("survival_none"))
    last = table["symbol"].iloc[-1]
    now = table[(table["symbol"] == last) & (table["n_renewals"] > 0)]
    first = now.iloc[0]
    direct = now[now["skips"] == ""] if first["skips"] else now.iloc[:0]
    recent = _born(direct.iloc[0]) if len(direct) else None
    text = say(
        "survival",
        first=_born(first),
        year=int(table.loc[table["symbol"] == first["born"], "year"].iloc[0]),
        last=last,
        skipped=first["skips"].split(),
        recent=recent,
        standing=int(first["n_reaffirmed"]),
    )
    values = {"first_of": int(first["of"]), "first_alive": int(first["n_alive"])}
    if recent:
        values |= {"recent_of": recent["of"], "recent_alive": recent["n_alive"]}
    labels = [(first["born"], n) for n in steps.labels(first["labels"])]
    return finding("survival", text, values=values, labels=labels, figure="survival")


def _born(row: Any) -> dict[str, Any]:
    """A member, and how many of its paragraphs live on."""
    counts = ("of", "n_alive", "n_alive_low", "n_alive_high")
    return {"born": row["born"]} | {n: int(row[n]) for n in counts}


def lifetimes(table: pd.DataFrame) -> Shown:
    """How many provisions live through their first renewals (`drift.lifetimes`)."""
    if table.empty:
        return show.prose(say("lifetimes_none"))
    sound = table[table["n_standing"] >= FEW]
    if sound["age"].max() < 1 or sound.empty:
        return show.prose(say("lifetimes_few", least=FEW))
    first, last = table.set_index("age").loc[1], sound.iloc[-1]
    values = {"one": round(float(first["share"]), 4), "last": round(float(last["share"]), 4)}
    text = say("lifetimes", first=first, last=last)
    return finding("lifetimes", text, values=values, figure="lifetimes")


def contested(table: pd.DataFrame) -> Shown:
    """Which provisions are reworded every time, and which never (`drift.contested`).

    As the most often reworded none is named that asks for a report, shortly notes one or sets the
    agenda, for that these change isn't contest; nor are dates, sessions, symbols and names; nor is
    one whose way has a doubtful link.
    """
    long = table[table["n_renewals"] >= 2]
    if long.empty:
        return show.prose(say("contested_none"))
    every, never = long[long["fate"] == "every time"], long[long["fate"] == "never"]
    long = long.assign(times=long["n_reworded"] - long["n_housekeeping"])
    matter = long[~long["procedural"].astype(bool)]
    real = matter[~matter["doubtful"]]
    times = int(real["times"].max()) if len(real) else 0
    often = real[real["times"] == times]
    text = say(
        "contested",
        provisions=len(long),
        every_time=len(every),
        sure=int((~every["doubtful"]).sum()),
        never=len(never),
        dated=int((every["n_housekeeping"] == every["n_reworded"]).sum()),
        # where many share the first place, it says nothing of any of them
        often=often.to_dict("records") if times >= LONG and len(often) <= LONG else [],
        close=bool((matter.loc[matter["doubtful"], "times"] >= times).any()),
        procedural=len(matter) < len(long),
    )
    values = {"provisions": len(long), "every_time": len(every), "never": len(never)}
    labels = every[["last_symbol", "last_label"]]
    return finding("contested", text, values=values, labels=labels, figure="contested")


def keyness(table: pd.DataFrame) -> Shown:
    """The words that came in and went out more than chance shows; else counts
    (`drift.keyness`)."""
    if table.empty:
        return show.prose(say("keyness_none"))
    tested = table["p"].notna()
    clear = table[tested & (table["p"] <= 0.05)].sort_values(
        ["p", "g2"], ascending=[True, False], kind="stable")  # fmt: skip
    # what both came and went is no news in counts: only a test weighs the two
    one_way = table[((table["n_added"] == 0) | (table["n_dropped"] == 0)) & ~table["otherwise"]]
    shown = clear if len(clear) else one_way
    # of what went one way the ratio's sign is no guide where much more came than went
    up = shown["log_ratio"] > 0 if len(clear) else shown["n_dropped"] == 0
    came = _occurrences(shown[up], "added", "dropped", len(clear) > 0)
    went = _occurrences(shown[~up], "dropped", "added", len(clear) > 0)
    if not came and not went and not tested.any():
        return show.prose(say("keyness_none"))
    span = {"first": table["earlier"].iloc[0], "last": table["later"].iloc[0]}
    words = {"came": came, "went": went, "tested": int(tested.sum()), "least": steps.TESTED, **span}
    text = say("keyness", **words) if len(clear) else say("keyness_counts", **words)
    values = {"words": len(table)} | ({"beyond_chance": len(clear)} if tested.any() else {})
    return finding("keyness", text, values=values, figure="keyness")


def _occurrences(rows: pd.DataFrame, way: str, other: str, ordered: bool) -> list[dict[str, Any]]:
    """Some words: how many times, and in how many paragraphs, they came or went, and how many
    times they did the contrary.

    All, if they have an order; else those that weigh most: as many paragraphs, times how rare they
    are at large.
    """
    names = {f"n_{way}": "times", f"n_paragraphs_{way}": "paragraphs", f"n_{other}": "other"}
    rows = rows[["word", *names]].rename(columns=names)
    if not ordered:
        rows = rows[rows["word"].str.lower() == rows["word"]]  # a name's word is half of it
        background = codebook.load().background
        rare = rows["word"].map(lambda word: codebook.rarity([word.lower()], background))
        rows = rows.assign(weight=rare * rows["paragraphs"])
        rows = rows.sort_values(["weight", "times"], ascending=False, kind="stable").head(3)
    return rows.to_dict("records")


def qualifiers(table: pd.DataFrame) -> Shown:
    """How densely conditions and qualifiers stand, first and last (`drift.qualifiers`)."""
    whole = table[table["code"] == "all"].dropna(subset="density")
    if len(whole) < 2:
        return show.prose(say("qualifiers_none"))
    first, last = whole.iloc[0], whole.iloc[-1]
    codes = table[(table["symbol"] == last["symbol"]) & (table["code"] != "all")]
    top = codes[codes["count"] == codes["count"].max()]
    alone = len(top) == 1 and int(top["count"].iloc[0]) >= LONG
    most = {"title": top["title"].iloc[0], "times": int(top["count"].iloc[0])} if alone else None
    skipped = _between(table, "density")
    told = {"first": first, "last": last, "skipped": skipped, "most": most}
    if max(first["count"], last["count"]) < SEVERAL:  # one more or less found is much of them
        return show.prose(say("qualifiers_rare", first=first, last=last, least=SEVERAL))
    # a density of few says less than their count
    enough = min(first["count"], last["count"]) >= FEW
    text = say("qualifiers", **told) if enough else say("qualifiers_few", **told)
    values = {"first": round(first["density"], 3), "last": round(last["density"], 3)}
    return finding("qualifiers", text, values=values, table="qualifiers")


def verbs(table: pd.DataFrame) -> Shown:
    """Which class of verbs grew and which shrank most, first to last member (`drift.verbs`)."""
    measured = table.dropna(subset="share")
    order = list(dict.fromkeys(measured["symbol"]))
    if len(order) < 2:
        return show.prose(say("verbs_none"))
    ends = [measured[measured["symbol"] == s].set_index("class") for s in (order[0], order[-1])]
    sides = [
        {"symbol": end["symbol"].iloc[0], "clauses": int(end["n_clauses"].sum())} for end in ends
    ]
    if min(side["clauses"] for side in sides) < FEW:
        return show.prose(say("verbs_few", sides=sides, least=FEW))
    changes = [_changed(name, *ends) for name in ends[0].index if name != "unnamed"]
    beyond = [c for c in changes if c["p"] <= CHANCE and max(c["count"]) >= SEVERAL]
    rise = max((c for c in beyond if c["now"] > c["was"]), key=_size, default=None)
    fall = max((c for c in beyond if c["now"] < c["was"]), key=_size, default=None)
    skipped = _between(table, "share")
    if beyond:
        text = say("verbs", sides=sides, changes=[c for c in (rise, fall) if c], skipped=skipped)
    else:
        text = say("verbs_same", sides=sides, skipped=skipped)
    values = {
        way: round(change["now"] - change["was"], 4) if change else None
        for way, change in (("rise", rise), ("fall", fall))
    }
    return finding("verbs", text, values=values, figure="verbs")


def _changed(name: str, first: pd.DataFrame, last: pd.DataFrame) -> dict[str, Any]:
    """A class's clauses and shares in two members, the verbs that stand there, and how far the
    shares are from each other."""
    count = [int(end["n_clauses"][name]) for end in (first, last)]
    of = [int(end["n_clauses"].sum()) for end in (first, last)]
    was, now = (c / n for c, n in zip(count, of, strict=True))
    verbs = [[verb.rpartition(" ")[0] for verb in end["verbs"][name].split(", ")]
             for end in (first, last)]  # fmt: skip
    return {
        "name": name, "was": was, "now": now, "count": count, "of": of, "verbs": verbs,
        "p": _exact(count, of),
    }  # fmt: skip


def _exact(count: list[int], of: list[int]) -> float:
    """Share of dealings of all clauses in which the class is as unevenly dealt (Fisher's exact
    test, two-sided)."""
    ways = [math.comb(of[0], n) * math.comb(of[1], sum(count) - n) for n in range(sum(count) + 1)]
    return sum(w for w in ways if w <= ways[count[0]]) / sum(ways)


def _size(change: dict[str, Any]) -> float:
    return abs(change["now"] - change["was"])


def _between(table: pd.DataFrame, column: str) -> list[str]:
    """Members without values between the first and the last that have some."""
    has = table.groupby("symbol", sort=False)[column].apply(lambda cells: cells.notna().any())
    inside = has.loc[has.idxmax() : has[::-1].idxmax()] if has.any() else has
    return inside.index[~inside].to_list()
