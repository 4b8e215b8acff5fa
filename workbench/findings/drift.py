"""What lives on, what is reopened, which words came and went."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .. import show, steps, symbols
from .sentences import SPOKEN, finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown

__all__ = ["contested", "keyness", "lifetimes", "qualifiers", "survival", "verbs"]

FEW = 20  # of what is counted: a share of fewer moves by five hundredths with a single one
LONG = 3  # times that a condition stands that is worth naming
SHORT = 4  # a member so many times shorter than both its neighbours cuts the chains
SEVERAL = 10  # of fewer clauses of a class in each of two texts, or tested words, nothing is said
CHANCE = 0.05  # a difference that chance would show once in twenty times

say = sentences("drift")


def survival(table: pd.DataFrame) -> Shown:
    """How many paragraphs live on of the first text, and of the earliest after a gap
    (`drift.survival`); nothing where a short text on the way leaves most of them out."""
    if table.empty or table["n_renewals"].max() < 1:
        return show.prose(say("survival_none"))
    last = table["symbol"].iloc[-1]
    now = table[(table["symbol"] == last) & (table["n_renewals"] > 0)]
    first = now.iloc[0]
    if short := _short(table):
        return show.prose(say("survival_short", first=first["born"], last=last, short=short))
    direct = now[now["skips"] == ""] if first["skips"] else now.iloc[:0]
    recent = _born(direct.iloc[0]) if len(direct) else None
    text = say(
        "survival",
        first=_born(first),
        year=int(table.loc[table["symbol"] == first["born"], "year"].iloc[0]),
        last=last,
        skipped=symbols.several(first["skips"]),
        recent=recent,
        standing=int(first["n_reaffirmed"]),
    )
    values = {"first_of": int(first["of"]), "first_alive": int(first["n_alive"])}
    if recent:
        values |= {"recent_of": recent["of"], "recent_alive": recent["n_alive"]}
    labels = [(first["born"], n) for n in steps.labels(first["labels"])]
    return finding("survival", text, values=values, labels=labels, figure="survival")


def _short(table: pd.DataFrame) -> list[str]:
    """Members between the first and the last with far fewer paragraphs than both neighbours."""
    sizes = table[table["n_renewals"] == 0].set_index("born")["of"]
    beside = zip(sizes.index[1:-1], sizes, sizes[1:-1], sizes[2:], strict=False)
    return [symbol for symbol, one, own, other in beside if SHORT * own < min(one, other)]


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


def contested(table: pd.DataFrame, resolutions: pd.DataFrame | None = None) -> Shown:
    """How many provisions are never reworded (`drift.contested`); with `resolutions`, between
    which members, where some renewals jump over a gap."""
    long = table[table["n_renewals"] >= 2]
    if long.empty:
        return show.prose(say("contested_none"))
    never = long[long["n_reworded"] == 0]  # over a gap it may have been
    text = say(
        "contested",
        provisions=len(long),
        never=len(never),
        spans=[] if resolutions is None else _spans(resolutions),
    )
    values = {"provisions": len(long), "never": len(never)}
    labels = never[["last_symbol", "last_label"]]
    return finding("contested", text, values=values, labels=labels, figure="contested")


def _spans(resolutions: pd.DataFrame) -> list[tuple[str, str]]:
    """First and last of members that renew one another without a gap; none where all do."""
    pairs = steps.renewals(resolutions)
    direct = pairs[pairs["skips"] == ""]
    spans: list[tuple[str, str]] = []
    for earlier, later in zip(direct["earlier"], direct["later"], strict=True):
        if spans and spans[-1][1] == earlier:
            earlier = spans.pop()[0]
        spans.append((earlier, later))
    return spans if len(direct) < len(pairs) else []


def keyness(table: pd.DataFrame) -> Shown:
    """The words that came in and went out more than chance shows, if any (`drift.keyness`)."""
    tested = table["p"].notna()
    if tested.sum() < SEVERAL:
        return show.prose(say("keyness_few", tested=int(tested.sum()), least=steps.TESTED))
    clear = table[tested & (table["p"] <= 0.05)].sort_values(
        ["p", "g2"], ascending=[True, False], kind="stable")  # fmt: skip
    up = clear["log_ratio"] > 0
    text = say(
        "keyness",
        came=_occurrences(clear[up], "added", "dropped"),
        went=_occurrences(clear[~up], "dropped", "added"),
        least=steps.TESTED,
        first=table["earlier"].iloc[0],
        last=table["later"].iloc[0],
    )
    values = {"words": len(table), "beyond_chance": len(clear)}
    return finding("keyness", text, values=values, figure="keyness")


def _occurrences(rows: pd.DataFrame, way: str, other: str) -> list[dict[str, Any]]:
    """Some words: how many times, and in how many paragraphs, they came or went, and how many
    times they did the contrary."""
    names = {f"n_{way}": "times", f"n_paragraphs_{way}": "paragraphs", f"n_{other}": "other"}
    return rows[["word", *names]].rename(columns=names).to_dict("records")


def qualifiers(table: pd.DataFrame) -> Shown:
    """How densely conditions and qualifiers stand, first and last (`drift.qualifiers`)."""
    whole = table[table["code"] == "all"].dropna(subset="density")
    if len(whole) < 2:
        return show.prose(say("qualifiers_none"))
    first, last = whole.iloc[0], whole.iloc[-1]
    if min(first["count"], last["count"]) < FEW:  # one more or less found is much of them
        return show.prose(say("qualifiers_few", first=first, last=last, least=FEW))
    codes = table[(table["symbol"] == last["symbol"]) & (table["code"] != "all")]
    top = codes[codes["count"] == codes["count"].max()]
    most = (
        {"title": top["title"].iloc[0], "times": int(top["count"].iloc[0])}
        if len(top) == 1 and int(top["count"].iloc[0]) >= LONG and top["code"].iloc[0] not in SPOKEN
        else None
    )
    skipped = _between(table, "density")
    text = say("qualifiers", first=first, last=last, skipped=skipped, most=most)
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
    if all(c["count"][0] == c["count"][1] for c in changes):
        return show.prose(say("verbs_alike", sides=sides))
    told = [c for c in changes if c["least"] <= CHANCE and max(c["count"]) >= SEVERAL]
    if not told:  # as where all clauses stand under one class
        return show.prose(say("verbs_alone", sides=sides))
    beyond = [c for c in told if c["p"] <= CHANCE]
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
    p, least = _exact(count, of)
    return {
        "name": name, "was": was, "now": now, "count": count, "of": of, "verbs": verbs,
        "p": p, "least": least,
    }  # fmt: skip


def _exact(count: list[int], of: list[int]) -> tuple[float, float]:
    """Share of dealings of all clauses in which the class is as unevenly dealt (Fisher's exact
    test, two-sided), and the least that it could be."""
    ways = [math.comb(of[0], n) * math.comb(of[1], sum(count) - n) for n in range(sum(count) + 1)]
    shares = (sum(w for w in ways if w <= way) for way in (ways[count[0]], min(filter(None, ways))))
    first, least = (share / sum(ways) for share in shares)
    return first, least


def _size(change: dict[str, Any]) -> float:
    return abs(change["now"] - change["was"])


def _between(table: pd.DataFrame, column: str) -> list[str]:
    """Members without values between the first and the last that have some."""
    has = table.groupby("symbol", sort=False)[column].apply(lambda cells: cells.notna().any())
    inside = has.loc[has.idxmax() : has[::-1].idxmax()] if has.any() else has
    return inside.index[~inside].to_list()
