"""What lives on, what is reopened, which words came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import show
from .sentences import finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown

__all__ = ["contested", "keyness", "lifetimes", "qualifiers", "survival", "verbs"]

say = sentences("drift")


def survival(table: pd.DataFrame) -> Shown:
    """How many paragraphs live on of the first text, and of the earliest after a gap
    (`drift.survival`)."""
    if table.empty or table["n_renewals"].max() < 1:
        return finding("survivors", say("survival_none"))
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
    )
    values = {"first_of": int(first["of"]), "first_alive": int(first["n_alive"])}
    if recent:
        values |= {"recent_of": recent["of"], "recent_alive": recent["n_alive"]}
    labels = [(first["born"], n) for n in first["labels"].split()]
    return finding("survivors", text, values=values, labels=labels, figure="survival")


def _born(row: Any) -> dict[str, Any]:
    """A member, and how many of its paragraphs live on."""
    return {"born": row["born"]} | {n: int(row[n]) for n in ("of", "n_alive", "n_alive_low")}


def lifetimes(table: pd.DataFrame) -> Shown:
    """How many provisions live through their first renewals (`drift.lifetimes`)."""
    if table.empty:
        return show.prose(say("lifetimes_none"))
    first, last = table.set_index("age").loc[1], table.iloc[-1]
    values = {"one": round(float(first["share"]), 4), "last": round(float(last["share"]), 4)}
    text = say("lifetimes", first=first, last=last)
    return finding("lifetimes", text, values=values, figure="lifetimes")


def contested(table: pd.DataFrame) -> Shown:
    """Which provisions are reworded every time, and which never (`drift.contested`)."""
    long = table[table["n_renewals"] >= 2]
    if long.empty:
        return finding("contested", say("contested_none"))
    every, never = long[long["fate"] == "every time"], long[long["fate"] == "never"]
    real = every[every["n_housekeeping"] < every["n_reworded"]]
    longest = real.sort_values("n_renewals", ascending=False, kind="stable").head(1)
    text = say(
        "contested",
        provisions=len(long),
        every_time=len(every),
        never=len(never),
        dated=int((every["n_housekeeping"] == every["n_reworded"]).sum()),
        longest=next(iter(longest.to_dict("records")), None),
    )
    values = {"provisions": len(long), "every_time": len(every), "never": len(never)}
    labels = every[["last_symbol", "last_label"]]
    return finding("contested", text, values=values, labels=labels, figure="contested")


def keyness(table: pd.DataFrame) -> Shown:
    """The words that came in and went out most (`drift.keyness`)."""
    by = table.sort_values("g2", ascending=False, kind="stable")
    came, went = by[by["log_ratio"] > 0], by[by["log_ratio"] < 0]
    if came.empty and went.empty:
        return finding("words", say("keyness_none"))
    tested = table["p"].notna()
    clear = table[tested & (table["p"] <= 0.05)].sort_values("p", kind="stable")
    text = say(
        "keyness",
        came=_occurrences(came, "added"),
        went=_occurrences(went, "dropped"),
        tested=int(tested.sum()),
        clear=clear["word"].to_list(),
    )
    values = {"words": len(table)} | ({"beyond_chance": len(clear)} if tested.any() else {})
    return finding("words", text, values=values, figure="keyness")


def _occurrences(rows: pd.DataFrame, way: str) -> list[dict[str, Any]]:
    """The first three words: how many times, and in how many paragraphs, they came or went."""
    names = {f"n_{way}": "times", f"n_paragraphs_{way}": "paragraphs"}
    return rows.head(3)[["word", *names]].rename(columns=names).to_dict("records")


def qualifiers(table: pd.DataFrame) -> Shown:
    """How densely conditions and qualifiers stand, first and last (`drift.qualifiers`)."""
    whole = table[table["code"] == "all"].dropna(subset="density")
    if len(whole) < 2:
        return finding("qualifiers", say("qualifiers_none"))
    first, last = whole.iloc[0], whole.iloc[-1]
    codes = table[(table["symbol"] == last["symbol"]) & (table["code"] != "all")]
    top = codes.sort_values("count", ascending=False, kind="stable").head(1)
    most = [
        {"code": code, "times": int(n)}
        for code, n in zip(top["code"], top["count"], strict=True)
        if int(n)
    ]
    text = say(
        "qualifiers",
        first=first,
        last=last,
        skipped=_between(table, "density"),
        most=next(iter(most), None),
    )
    values = {"first": round(first["density"], 3), "last": round(last["density"], 3)}
    return finding("qualifiers", text, values=values, table="qualifiers")


def verbs(table: pd.DataFrame) -> Shown:
    """Which class of verbs grew and which shrank most, first to last member (`drift.verbs`)."""
    measured = table.dropna(subset="share")
    order = list(dict.fromkeys(measured["symbol"]))
    if len(order) < 2:
        return finding("verbs", say("verbs_none"))
    first, last = order[0], order[-1]
    share = measured.pivot(index="class", columns="symbol", values="share")
    change = (share[last] - share[first]).sort_values(kind="stable")
    fall, rise = (
        {"name": name, "was": share.loc[name, first], "now": share.loc[name, last]}
        for name in (change.index[0], change.index[-1])
    )
    skipped = _between(table, "share")
    text = say("verbs", first=first, last=last, rise=rise, fall=fall, skipped=skipped)
    values = {"rise": round(change.iloc[-1], 4), "fall": round(change.iloc[0], 4)}
    return finding("verbs", text, values=values, figure="verbs")


def _between(table: pd.DataFrame, column: str) -> list[str]:
    """Members without values between the first and the last that have some."""
    has = table.groupby("symbol", sort=False)[column].apply(lambda cells: cells.notna().any())
    inside = has.loc[has.idxmax() : has[::-1].idxmax()] if has.any() else has
    return inside.index[~inside].to_list()
