"""What lives on, what is reopened, which words came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import show
from ..prose import counted, listed, number, some
from .words import _between, _over, _plain

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown


def survival(life: pd.DataFrame) -> Shown:
    """How many paragraphs of the first text, and of the one two renewals ago, live on."""
    if life.empty or life["renewals"].max() < 1:
        return show.finding(
            "Nothing can live on: fewer than two members have a text.", "survivors", rank=11
        )
    last = life["member"].iloc[-1]
    now = life[(life["member"] == last) & (life["renewals"] > 0)]
    first = now.iloc[0]
    recent = now[now["skips"] == ""] if first["skips"] else now.iloc[:0]
    said = (
        f"Of the {counted(int(first['of']), 'paragraph')} of {first['born']} ({_year(life, first)})"
        f" {_lives(first)} in {last}{_over([first['skips']])}"
    )
    values = {"first_of": int(first["of"]), "first_alive": int(first["alive"])}
    labels = [(first["born"], n) for n in first["labels"].split()]
    if len(recent):
        row = recent.iloc[0]
        said += (
            f"; of the {int(row['of'])} of {row['born']}, the earliest after the last gap, "
            f"{_lives(row)}"
        )
        values |= {"recent_of": int(row["of"]), "recent_alive": int(row["alive"])}
    return show.finding(
        f"{said}.", "survivors", values=values, labels=labels, figure="survival", rank=11
    )


def _lives(row: Any) -> str:
    alive, low = int(row["alive"]), int(row["alive_low"])
    ranged = f" ({number(low)} without doubtful links)" if low != alive else ""
    return f"{some(alive)} {'lives' if alive == 1 else 'live'} on{ranged}"


def _year(life: pd.DataFrame, row: Any) -> int:
    return int(life.loc[life["member"] == row["born"], "year"].iloc[0])


def lifetimes(table: pd.DataFrame) -> Shown:
    """How many provisions live through their first renewals."""
    if table.empty:
        return show.prose(
            "Lifetimes are not estimated: the renewals are too few, or a gap lies among them."
        )
    aged = table.set_index("age")
    first, last = aged.loc[1], table.iloc[-1]
    said = (
        f"Of provisions that are met for the first time {first['share']:.0%} live through the next "
        f"renewal ({first['low']:.0%} to {first['high']:.0%} with any one renewal left out), and "
        f"{last['share']:.0%} through {number(int(last['age']))} of them."
    )
    values = {"one": round(float(first["share"]), 4), "last": round(float(last["share"]), 4)}
    return show.finding(said, "lifetimes", values=values, figure="lifetimes", rank=31)


def contested(contested: pd.DataFrame) -> Shown:
    """Which provisions are reworded every time, and which never."""
    long = contested[contested["renewals"] >= 2]
    if long.empty:
        return show.finding(
            "No provision went through two renewals, so none can be called contested.", "contested"
        )
    every, never = long[long["fate"] == "every time"], long[long["fate"] == "never"]
    said = (
        f"Of {counted(len(long), 'provision')} that went through two renewals or more, "
        f"{some(len(every))} {'was' if len(every) == 1 else 'were'} reworded every time and "
        f"{some(len(never))} never"
    )
    dated = int((every["housekeeping"] == every["reworded"]).sum())
    if dated:
        said += f" ({number(dated)} of the former only in dates, sessions, symbols and names)"
    real = every[every["housekeeping"] < every["reworded"]]
    if len(real):
        top = real.sort_values("renewals", ascending=False, kind="stable").iloc[0]
        said += (
            f"; the longest contested is {top['last']} {top['last_label']}, reworded at "
            f"{counted(int(top['renewals']), 'renewal')} in a row"
        )
    values = {"provisions": len(long), "every_time": len(every), "never": len(never)}
    labels = every[["last", "last_label"]]
    return show.finding(
        f"{said}.", "contested", values=values, labels=labels, figure="contested", rank=30
    )


def keyness(keyness: pd.DataFrame) -> Shown:
    """The words that came in and went out most."""
    came = keyness[keyness["log_ratio"] > 0].sort_values("g2", ascending=False, kind="stable")
    went = keyness[keyness["log_ratio"] < 0].sort_values("g2", ascending=False, kind="stable")
    if came.empty and went.empty:
        return show.finding(
            "No word came or went in several paragraphs of renewals that jump over nothing.",
            "words",
        )

    def named(rows: pd.DataFrame, way: str) -> str:
        return listed(
            f"“{r.word}” ({counted(getattr(r, way), 'time')} in "
            f"{counted(getattr(r, f'paragraphs_{way}'), 'paragraph')})"
            for r in rows.head(3).itertuples(index=False)
        )

    parts = []
    if len(came):
        parts.append(f"came in: {named(came, 'added')}")
    if len(went):
        parts.append(f"went out: {named(went, 'dropped')}")
    said = f"Words that most clearly {'; '.join(parts)}"
    tested = keyness["p"].notna()
    values: dict[str, int] = {"words": len(keyness)}
    if tested.any():
        clear = keyness[tested & (keyness["p"] <= 0.05)]
        values["beyond_chance"] = len(clear)
        said += (
            f". Of {counted(int(tested.sum()), 'word')}, {some(len(clear))} "
            f"{'is' if len(clear) == 1 else 'are'} beyond what whole paragraphs dealt at random "
            "would show once in twenty times"
        )
        if len(clear):
            top = clear.sort_values("p", kind="stable")
            said += f": {listed((f'“{w}”' for w in top['word']), 8)}"
    return show.finding(f"{said}.", "words", values=values, figure="keyness", rank=32)


def qualifiers(qualifiers: pd.DataFrame) -> Shown:
    """How densely conditions and qualifiers stand, first and last."""
    own = qualifiers[qualifiers["code"] == "all"].dropna(subset="density")
    if len(own) < 2:
        return show.finding(
            "With fewer than two operative parts there is no change of qualifiers to speak of.",
            "qualifiers",
        )
    first, last = own.iloc[0], own.iloc[-1]
    most = qualifiers[(qualifiers["symbol"] == last["symbol"]) & (qualifiers["code"] != "all")]
    most = most.sort_values("count", ascending=False, kind="stable").head(1)
    said = (
        f"Conditions and qualifiers stand {first['density']:.1f} times in 1,000 operative words of "
        f"{first['symbol']} and {last['density']:.1f} times in those of {last['symbol']}"
        f"{_between(qualifiers, 'density')}"
    )
    if len(most) and int(most["count"].iloc[0]):
        said += (
            f"; the most frequent there is {_plain(most['code'].iloc[0])} "
            f"({counted(int(most['count'].iloc[0]), 'time')})"
        )
    values = {"first": round(first["density"], 3), "last": round(last["density"], 3)}
    return show.finding(f"{said}.", "qualifiers", values=values, table="qualifiers", rank=34)


def verbs(verbs: pd.DataFrame) -> Shown:
    """Which class of verbs grew and which shrank most, first to last member."""
    own = verbs.dropna(subset="share")
    order = list(dict.fromkeys(own["symbol"]))
    if len(order) < 2:
        return show.finding(
            "With fewer than two operative parts there is no change of verbs to speak of.", "verbs"
        )
    table = own.pivot(index="class", columns="symbol", values="share")
    change = (table[order[-1]] - table[order[0]]).sort_values(kind="stable")
    down, up = change.index[0], change.index[-1]
    said = (
        f"From {order[0]} to {order[-1]} the share of {up} clauses rose most "
        f"({table.loc[up, order[0]]:.0%} to {table.loc[up, order[-1]]:.0%}), that of {down} ones "
        f"fell most ({table.loc[down, order[0]]:.0%} to {table.loc[down, order[-1]]:.0%})"
        f"{_between(verbs, 'share')}."
    )
    values = {"rise": round(change.iloc[-1], 4), "fall": round(change.iloc[0], 4)}
    return show.finding(said, "verbs", values=values, figure="verbs", rank=36)
