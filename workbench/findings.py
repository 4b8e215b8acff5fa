"""What the tables say, in sentences: computed, so that they change when the facts do.

Each function takes the tables of measures and returns what a notebook's cell ends with, a finding
or a limit of `show`. Sentences say values with their range over close decisions, name the members
that a comparison jumps over, and say so where there is too little to say anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import renewals, show
from .renewals import counted, listed, number, some

if TYPE_CHECKING:
    import pandas as pd

    from .codebook import Codebook
    from .show import Shown

TEST = 6  # renewals that a test of a trend would need at least


# ── corpus ───────────────────────────────────────────────────────────────────────────────────


def members(resolutions: pd.DataFrame, title: str) -> Shown:
    """How many members the series has, and of how many the texts are described."""
    known = renewals.members(resolutions)
    missing = known.loc[~known["at_hand"], "symbol"].to_list()
    drafts = resolutions[resolutions["stage"] != "adopted"]
    years = f"from {known['year'].min()} to {known['year'].max()}" if len(known) else ""
    said = f"“{title}” has {counted(len(known), 'adopted member')} {years}".rstrip()
    said += (
        f"; the texts of {number(len(known) - len(missing))} are described here, "
        f"{counted(len(missing), 'is', 'are')} missing ({listed(missing)})"
        if missing
        else ", all of them with their texts"
    )
    if len(drafts):
        said += f", and {counted(len(drafts), 'draft')} besides ({listed(drafts['symbol'])})"
    values = {"members": len(known), "missing": len(missing), "drafts": len(drafts)}
    return show.finding(f"{said}.", "members", values=values, figure="timeline", rank=20)


def latest(resolutions: pd.DataFrame, paragraphs: pd.DataFrame) -> Shown:
    """What the latest member is: its date, paragraphs and words, and the change in both."""
    known = renewals.members(resolutions)
    own = known[known["at_hand"]]
    if own.empty:
        return show.finding("No member has a text.", "latest", topic="The latest", rank=1)
    rows = resolutions.set_index("symbol")
    counts = paragraphs.groupby("symbol").size()
    last = own.iloc[-1]
    now = rows.loc[last["symbol"]]
    n, words = int(counts[last["symbol"]]), int(now["n_words"])
    said = (
        f"{last['symbol']}, adopted {_day(now['adopted'])}, has {n} paragraphs and {words:,} words"
    )
    values: dict[str, Any] = {"paragraphs": n, "words": words}
    if len(own) > 1:
        before = own.iloc[-2]["symbol"]
        was = int(rows.loc[before, "n_words"])
        more, longer = n - int(counts[before]), words - was
        said += (
            f": {_more(more, 'paragraph')} and {_more(longer, 'word')} ({longer / was:+.0%}) "
            f"than {before}{_over([last['skips']])}"
        )
        values |= {"more_paragraphs": more, "more_words": longer}
    after = known.loc[known.index > last.name, "symbol"]
    if len(after):
        said += f"; the text of {listed(after)}, adopted since, is not at hand"
    labels = paragraphs.loc[paragraphs["symbol"] == last["symbol"], ["symbol", "label"]]
    return show.finding(
        f"{said}.", "latest", topic="The latest", values=values, labels=labels,
        figure="timeline", rank=1,
    )  # fmt: skip


def _day(day: Any) -> str:
    import pandas as pd

    return f"{day.day} {day:%B %Y}" if pd.notna(day) else "on an unknown day"


def _month(day: Any) -> str:
    import pandas as pd

    return f"{pd.Timestamp(day):%B %Y}"


def _more(count: int, noun: str) -> str:
    if not count:
        return f"as many {noun}s"
    return f"{abs(count):,} {'more' if count > 0 else 'fewer'} {noun}{'s' * (abs(count) > 1)}"


def growth(length: pd.DataFrame, kind: str = "renewals") -> Shown:
    """How long the texts are, and how that changed."""
    own = length.dropna(subset="words")
    if own.empty:
        return show.finding("No member has a text: there is nothing to measure.", "growth")
    first, last = own.iloc[0], own.iloc[-1]
    least, most = own.loc[own["words"].idxmin()], own.loc[own["words"].idxmax()]
    if kind != "renewals" or len(own) < 2:
        said = (
            f"The texts have between {least['words']:,} ({least['symbol']}) and "
            f"{most['words']:,} words ({most['symbol']})."
            if len(own) > 1
            else f"{first['symbol']} has {first['words']:,} words."
        )
        return show.finding(
            said, "length", values={"least": least["words"], "most": most["words"]},
            figure="timeline", rank=21,
        )  # fmt: skip
    times = last["words"] / first["words"] if first["words"] else float("nan")
    said = (
        f"From {first['symbol']} ({first['year']}) to {last['symbol']} ({last['year']}) the text "
        f"went from {first['words']:,} "
        f"to {last['words']:,} words, {times:.1f} times its length"
        f"{_over(own['skips'].iloc[1:])}."
    )
    values = {"first": first["words"], "last": last["words"], "times": round(times, 4)}
    return show.finding(said, "length", values=values, figure="timeline", rank=21)


def draft(composition: pd.DataFrame) -> Shown:
    """What became of a recommended draft (`drift.composition` with stage recommended)."""
    if composition.empty:
        return show.prose("No recommended draft of this series is among the texts.")
    rows = []
    for pair in composition.drop_duplicates(["earlier", "later"]).itertuples(index=False):
        own = _kinds(composition, pair)
        kept = _part(own["kept"]["paragraphs"], own["kept"]["of_paragraphs"])
        rows.append(
            f"{pair.earlier}, the recommended draft, became {pair.later}: {kept}"
            " of its paragraphs kept unchanged, "
            + ", ".join(
                f"{some(own[k]['paragraphs'])} {k}" for k in ("revised", "added", "dropped")
            )
            + "."
        )
    return show.finding(" ".join(rows), "draft", table="draft", rank=40)


# ── renewals and drift ───────────────────────────────────────────────────────────────────────


def carried(composition: pd.DataFrame) -> Shown:
    """How much of the latest member is carried from the one before, with its range."""
    if composition.empty:
        return show.finding(
            "Nothing can be carried over: fewer than two members have a text.", "carried",
            topic="Carried over", rank=2,
        )  # fmt: skip
    pair = composition.iloc[-1]
    own = _kinds(composition, pair)
    kept, added, gone = (own[k] for k in ("kept", "added", "dropped"))
    share = 1 - float(added["share_words"])
    low, high = (1 - float(added[f"share_words_{end}"]) for end in ("high", "low"))
    said = (
        f"{_percent(share, low, high)} of the words of {pair['later']} stand in paragraphs carried "
        f"over from {pair['earlier']}, {float(kept['share_words']):.0%} unchanged; of "
        f"{pair['earlier']} "
        + _percent(*(1 - float(gone[f"share_words{e}"]) for e in ("", "_high", "_low")))
        + f" live on{_over([pair['skips']])}."
    )
    labels = [
        (pair["later"], n) for k in ("kept", "revised") for n in str(own[k]["labels"]).split()
    ]
    values = {"carried": round(share, 4), "low": round(low, 4), "high": round(high, 4),
              "kept": round(float(kept["share_words"]), 4)}  # fmt: skip
    return show.finding(
        said, "carried", topic="Carried over", values=values, labels=labels, figure="composition",
        rank=2,
    )  # fmt: skip


def renewal(composition: pd.DataFrame, collated: pd.DataFrame | None = None) -> Shown:
    """What the last renewal kept, revised, merged, added and dropped; the doubtful named.

    Names come from `drift.collated`, where it is given.
    """
    if composition.empty:
        return show.finding(
            "There is no renewal to look at: fewer than two members have a text.", "last-renewal",
            topic="In counts", rank=3,
        )  # fmt: skip
    pair = composition.iloc[-1]
    own = _kinds(composition, pair)
    gone = own["dropped"]
    said = (
        f"Of its {counted(int(own['kept']['of_paragraphs']), 'paragraph')} {pair['later']} "
        f"({pair['year']}) keeps {_ranged(own['kept'])} unchanged (“also” and “further” apart), "
        f"revises "
        f"{_ranged(own['revised'])}{_merged(own)} and adds {_ranged(own['added'])}; of the "
        f"{counted(int(gone['of_paragraphs']), 'paragraph')} of {pair['earlier']} it drops "
        f"{_ranged(gone)}{_over([pair['skips']])}."
    )
    doubtful = _doubtful(collated, pair) if collated is not None else []
    if doubtful:
        said += f" Doubtful: {listed(doubtful, 9)}."
    if any(_ranged(own[k]).endswith(")") for k in ("kept", "revised", "added", "dropped")):
        said += " (In brackets: the range over close decisions.)"
    kinds = ("kept", "revised", "merged", "split", "added", "dropped")
    values: dict[str, float] = {k: int(own[k]["paragraphs"]) for k in kinds}
    values |= {f"{k}_{e}": int(own[k][f"paragraphs_{e}"]) for k in kinds for e in ("low", "high")}
    values |= {"share_added": round(float(own["added"]["share_words"]), 4)}
    labels = [(pair["later"], n) for n in str(own["added"]["labels"]).split()]
    labels += [(pair["earlier"], n) for n in str(gone["labels"]).split()]
    return show.finding(
        said, "last-renewal", topic="In counts", values=values, labels=labels,
        figure="composition", rank=3,
    )  # fmt: skip


def _merged(own: dict[str, Any]) -> str:
    """Merges and splits, counted among the revised."""
    merged, split = (int(own[k]["paragraphs"]) for k in ("merged", "split"))
    parts = [f"{number(merged)} of them merged from several"] if merged else []
    parts += [f"{number(split)} earlier split in several"] if split else []
    return f", {', '.join(parts)}," if parts else ""


def _doubtful(collated: pd.DataFrame, pair: Any) -> list[str]:
    """Close decisions of a renewal: PP9 → PP8, added OP5, dropped OP3."""
    at = (collated["earlier"] == pair["earlier"]) & (collated["later"] == pair["later"])
    rows = collated[at & collated["doubtful"].astype(bool)]
    said = []
    for row in rows.itertuples(index=False):
        ends = [n for n in (row.earlier_label, row.later_label) if isinstance(n, str)]
        said.append(" → ".join(ends) if len(ends) == 2 else f"{row.kind} {ends[0]}")
    return said


def gone(table: pd.DataFrame, resolutions: pd.DataFrame) -> Shown:
    """What quietly went at the last renewal: paragraphs, conditions and words (`drift.gone`)."""
    steps = renewals.steps(resolutions)
    if steps.empty:
        return show.finding(
            "Nothing can have gone: fewer than two members have a text.", "gone",
            topic="Quietly gone", rank=7,
        )  # fmt: skip
    pair = steps.iloc[-1]
    own = table[(table["earlier"] == pair["earlier"]) & (table["later"] == pair["later"])]
    of = {what: own[own["what"] == what] for what in ("paragraph", "condition", "word")}
    lost, bounds, words = of.values()
    said = (
        f"Of {pair['earlier']} {_are(len(lost), 'paragraph')} carried on by none"
        + (f" ({listed(lost['labels'], 12)})" if len(lost) else "")
        + "; in paragraphs that are carried on "
        + (
            f"{_are(int(bounds['count'].sum()), 'condition')} gone ("
            + listed((f"{_plain(r.name)}, {r.labels}" for r in _rows(bounds)), 5)
            + ")"
            if len(bounds)
            else "no condition is gone"
        )
        + f"; {_are(len(words), 'word')} no longer there"
        + (f", first {listed((_often(r) for r in _rows(words.head(5))), 5)}" if len(words) else "")
        + f"{_over([pair['skips']])}."
    )
    labels = [(pair["earlier"], n) for cell in (*lost["labels"], *bounds["labels"])
              for n in cell.split()]  # fmt: skip
    values = {"paragraphs": len(lost), "conditions": int(bounds["count"].sum()),
              "words": len(words)}  # fmt: skip
    return show.finding(
        said, "gone", topic="Quietly gone", values=values, labels=dict.fromkeys(labels),
        table="gone", rank=7,
    )  # fmt: skip


def _rows(table: pd.DataFrame) -> Iterable[Any]:
    return table.itertuples(index=False)


def _often(row: Any) -> str:
    return f"“{row.name}”" + (f" ({row.count} times)" if row.count > 1 else "")


def rewriting(composition: pd.DataFrame) -> Shown:
    """Between which values the share of new words lies, over all renewals."""
    added = composition[composition["kind"] == "added"]
    direct = added[added["skips"] == ""]
    if len(direct) < 2:
        return show.finding(
            f"{counted(len(added), 'renewal')}, of which {number(len(direct))} without a jump over "
            "members without text: too few to say how renewals differ.".capitalize(),
            "rewriting", rank=11,
        )  # fmt: skip
    low, high = (direct.loc[direct["share_words"].idxmin()],
                 direct.loc[direct["share_words"].idxmax()])  # fmt: skip
    said = (
        f"Renewals differ: paragraphs without a predecessor make {low['share_words']:.0%} of the "
        f"words of {low['later']}, and {high['share_words']:.0%} of those of {high['later']}."
    )
    jumps = added[added["skips"] != ""]
    if len(jumps):
        said += (
            f" (Comparisons that jump over members without text are left out here: "
            f"{listed(jumps['earlier'] + ' to ' + jumps['later'])}.)"
        )
    values = {"least": round(low["share_words"], 4), "most": round(high["share_words"], 4)}
    return show.finding(said, "rewriting", values=values, figure="composition", rank=11)


def changes(wording: pd.DataFrame) -> Shown:
    """What the last renewal's changes inside revised paragraphs do."""
    own = wording[wording["later"] == wording["later"].iloc[-1]] if len(wording) else wording
    total = int(own["changes"].sum())
    if not total:
        return show.finding("No revised paragraph, so no change of wording.", "changes", rank=28)
    by = own.sort_values("changes", ascending=False, kind="stable")
    by = by[by["changes"] > 0]
    said = (
        f"Inside the paragraphs that {own['later'].iloc[0]} revises there are "
        f"{counted(total, 'change')}: "
        + ", ".join(f"{int(r.changes)} of {r[4]}" for r in by.itertuples(index=False))
    )
    values = dict(zip(by["class"], by["changes"], strict=True))
    return show.finding(f"{said}.", "changes", values=values, table="changes", rank=28)


def survivors(life: pd.DataFrame) -> Shown:
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


def reopened(contested: pd.DataFrame) -> Shown:
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


def words(keyness: pd.DataFrame) -> Shown:
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


def hedging(qualifiers: pd.DataFrame) -> Shown:
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


def verb_classes(verbs: pd.DataFrame) -> Shown:
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


# ── topics ───────────────────────────────────────────────────────────────────────────────────


def entered(emergence: pd.DataFrame, presence: pd.DataFrame, kind: str = "renewals") -> Shown:
    """Which themes are new in the last member, and when the others entered."""
    there = presence.dropna(subset="n_paragraphs")
    if there.empty:
        return show.finding("No member has a text: no theme can be looked for.", "entered")
    last = there["symbol"].iloc[-1]
    searched = int(emergence["searched"].max())
    found = emergence[emergence["members"] > 0]
    absent = emergence.loc[emergence["members"] == 0, "title"]
    new = found[found["trajectory"] == "entering"] if kind == "renewals" else found.iloc[:0]
    if len(emergence) == 1:
        return _one_theme(emergence.iloc[0], there)
    said = (
        f"{_cap(_part(len(found), len(emergence)))} themes are found in the "
        f"{counted(searched, 'text')} searched"
    )
    if len(absent):
        said += f" (in none: {listed(absent)})"
    if kind == "renewals" and searched > 1:
        said += (
            f"; {listed(new['title'])} {'enters' if len(new) == 1 else 'enter'} with {last}"
            if len(new)
            else f"; none enters with {last}"
        )
    rows = there[there["theme"].isin(new["theme"]) & (there["symbol"] == last)]
    labels = [(last, n) for cell in rows["labels"] for n in cell.split()]
    values = {"themes": len(emergence), "found": len(found), "entering": len(new)}
    return show.finding(
        f"{said}.",
        "entered",
        values=values,
        labels=labels,
        figure="presence",
        topic="Themes",
        rank=8,
    )


def _one_theme(theme: Any, there: pd.DataFrame) -> Shown:
    """The finding where only one theme is asked for."""
    has = _part(int(theme["members"]), int(theme["searched"]))
    said = f"{theme['title']} is found in {has} texts searched"
    first = there[there["first"].fillna(False).astype(bool)]
    labels = [(r.symbol, n) for r in first.itertuples(index=False) for n in r.labels.split()]
    if labels:
        said += f", first in {labels[0][0]} ({listed(n for _, n in labels)})"
    values = {"members": int(theme["members"]), "searched": int(theme["searched"])}
    return show.finding(
        f"{said}.",
        "entered",
        values=values,
        labels=labels,
        figure="presence",
        topic="Themes",
        rank=8,
    )


def room(presence: pd.DataFrame) -> Shown:
    """Which themes take most room in the last member."""
    there = presence.dropna(subset="share_words")
    if there.empty:
        return show.finding("No member has a text: no theme takes room.", "room")
    last = there["symbol"].iloc[-1]
    top = there[there["symbol"] == last].sort_values(
        ["share_words", "theme"], ascending=[False, True]).head(3)  # fmt: skip
    said = f"Most room in {last} goes to " + listed(
        f"{r.title} ({r.share_words:.0%} of the words stand in paragraphs that name it)"
        if i == 0
        else f"{r.title} ({r.share_words:.0%})"
        for i, r in enumerate(top.itertuples(index=False))
    )
    labels = [(last, n) for n in top["labels"].iloc[0].split()] if len(top) else []
    values = dict(zip(top["theme"], top["share_words"].round(4), strict=True))
    return show.finding(
        f"{said}.", "room", values=values, labels=labels, figure="presence", rank=12
    )


def ways(emergence: pd.DataFrame) -> Shown:
    """How themes come in: by the preamble or at once as operative text; which became obligation."""
    found = emergence[emergence["members"] > 0]
    if found.empty:
        return show.finding("No theme is found, so none came in any way.", "ways")
    first = found[found["preamble_first"].astype(bool)]
    pushed = found[found["obligation"].notna()]
    said = (
        f"{_cap(_part(len(first), len(found)))} themes stood in a preamble before an operative "
        "part took them up" + (f" ({listed(first['title'])})" if len(first) else "")
    )
    said += f"; an obligation (“decides that … shall”) came of {some(len(pushed))}" + (
        f" ({listed(pushed['title'])})" if len(pushed) else ""
    )
    labels = [(r.preamble, r.preamble_label) for r in first.itertuples(index=False)]
    labels += [(r.obligation, r.obligation_label) for r in pushed.itertuples(index=False)]
    values = {"preamble_first": len(first), "obligations": len(pushed)}
    return show.finding(
        f"{said}.", "ways", values=values, labels=labels, figure="emergence", rank=14
    )


def trajectories(emergence: pd.DataFrame, kind: str = "renewals") -> Shown:
    """Which themes grew, shrank, went or came back: a topic may fade after it emerges."""
    if kind != "renewals":
        return show.prose(
            "The documents of a collection don't succeed each other, so a theme has no trajectory "
            "in them; only the first appearances mean something."
        )
    words = {"growing": "grew", "fading": "shrank", "gone": "went", "returned": "came back"}
    parts = []
    for trajectory, verb in words.items():
        names = emergence.loc[emergence["trajectory"] == trajectory, "title"]
        if len(names):
            parts.append(f"{some(len(names))} {verb} ({listed(names)})")
    said = ", ".join(parts) if parts else "No theme grew, shrank, went or came back"
    values = {t: int((emergence["trajectory"] == t).sum()) for t in words}
    return show.finding(
        f"By its share of words, from first appearance to last member: {said}."
        if parts else f"{said}.", "trajectories", values=values, table="emergence", rank=16,
    )  # fmt: skip


def proposed(discovered: pd.DataFrame, resolutions: pd.DataFrame) -> Shown:
    """What entered that nobody listed, beside what chance would propose."""
    if len(renewals.steps(resolutions)) < 1:
        return show.finding(
            "Nothing can have entered: fewer than two members have a text.", "discovered"
        )
    if discovered.empty:
        return show.finding(
            "No group of new words or phrases is taken up by more paragraphs than whole paragraphs "
            "dealt over the members at random give.",
            "discovered", values={"candidates": 0}, rank=33,
        )  # fmt: skip
    fresh = discovered[discovered["listed"] == ""]
    expected = float(discovered["expected"].iloc[-1])
    said = (
        f"{_cap(counted(len(discovered), 'group of words', 'groups of words'))} that no member had "
        f"before {'is' if len(discovered) == 1 else 'are'} taken up by "
        f"{int(discovered['paragraphs'].min())} paragraphs or more; whole paragraphs dealt over "
        f"the members at random give {expected:.1f} such groups on average. "
    )
    said += (
        f"Not in the codebook: {listed(f'“{c}”' for c in fresh['candidate'])}."
        if len(fresh)
        else "The codebook has a theme for each."
    )
    values = {
        "candidates": len(discovered), "unlisted": len(fresh), "expected": round(expected, 3)
    }  # fmt: skip
    labels = (fresh if len(fresh) else discovered)[["symbol", "label"]]
    return show.finding(
        said, "discovered", values=values, labels=labels, table="discovered", rank=33
    )


def trend(trends: pd.DataFrame) -> Shown:
    """Which themes gained more room than the growth of the text gives: exploratory."""
    if trends.empty:
        return show.prose(
            "No test of trends: it takes at least six renewals in a row without a gap. The counts "
            "above are exact."
        )
    clear = trends[trends["p_any"] <= 0.05]
    hints = trends[(trends["p"] <= 0.05) & (trends["p_any"] > 0.05)]
    said = (
        f"Against dealing whole paragraphs between neighbours, {some(len(clear))} of "
        f"{counted(len(trends), 'theme')} changed its room beyond what any of them would once in "
        "twenty times" + (f" ({listed(clear['title'])})" if len(clear) else "")
    )
    if len(hints):
        said += f"; taken alone, also {listed(hints['title'])}: hints where to read, no proof"
    values = {"clear": len(clear), "hints": len(hints)}
    return show.finding(f"{said}.", "trends", values=values, table="trends", rank=35)


def how_many(stability: pd.DataFrame, n_topics: int, method: str = "nmf") -> Shown:
    """How many topics a model is to have, and whether other numbers are as good."""
    own = stability[stability["method"] == method]
    chosen = own[own["chosen"]].iloc[0]
    close = own.loc[own["close"] & ~own["chosen"], "n_topics"].astype(str)
    said = (
        f"{int(chosen['n_topics'])} topics are the best compromise ({method.upper()}): refits find "
        f"{chosen['stability']:.0%} of their words again, and their coherence is "
        f"{chosen['coherence']:.2f}"
    )
    if len(close):
        said += f"; {listed(close)} are as stable within the range of refits, and with another "
        said += "seed one of them may be chosen"
    if n_topics != chosen["n_topics"]:
        said += f". Shown are {n_topics}, as asked for"
    values = {"n_topics": int(chosen["n_topics"]), "close": len(close)}
    return show.finding(f"{said}.", "number", values=values, figure="stability", rank=38)


def topics(model: pd.DataFrame, method: str = "nmf") -> Shown:
    """How many topics a model has, which are unstable, and which the codebook doesn't know."""
    own = model.drop_duplicates("topic")
    unstable = own[own["unstable"].astype(bool)]
    steady = own[~own["unstable"].astype(bool)]
    words = [", ".join(cell.split(", ")[:3]) for cell in steady["terms"]]
    named, other = steady[steady["name"] != words], steady[steady["name"] == words]
    said = (
        f"Of {counted(len(own), 'topic')} of a model ({method.upper()}), {some(len(unstable))} "
        f"{'is' if len(unstable) == 1 else 'are'} unstable: with other seeds and parts of the text "
        f"they become others. Of the rest, {some(len(named))} "
        f"{'bears' if len(named) == 1 else 'bear'} the name of a theme"
    )
    if len(other):
        said += f", {some(len(other))} none: {listed(f'“{n}”' for n in other['name'])}"
    values = {"topics": len(own), "unstable": len(unstable), "named": len(named)}
    return show.finding(f"{said}.", "model", values=values, figure="model", rank=37)


def too_short(paragraphs: int, size: int) -> Shown:
    """Why there is no topic model."""
    return show.limit(
        f"No topic model: the series has {counted(paragraphs, 'distinct paragraph')}, and with "
        f"fewer than {size} a model finds any topics.",
        "no-model",
    )


def sources(sources: pd.DataFrame) -> Shown:
    """Where the wording of the paragraphs that the last renewal added stood before."""
    topic = "New wording"
    if sources.empty:
        return show.finding(
            "The last renewal added no paragraph, so there is no new wording to trace.", "sources",
            topic=topic, values={"added": 0, "found": 0}, rank=9,
        )  # fmt: skip
    last = sources["symbol"].iloc[0]
    found = sources[sources["earlier"].notna()]
    searched = int(sources["searched"].max())
    said = (
        f"Of {counted(len(sources), 'paragraph')} that {last} adds, {some(len(found))} "
        f"{'shares' if len(found) == 1 else 'share'} wording with an earlier one of the "
        f"{counted(searched, 'document')} searched"
    )
    if len(found):
        by = found.groupby("earlier", sort=False)
        groups = sorted(by, key=lambda g: (-len(g[1]), -g[1]["share"].max()))
        said += ": " + listed((_source(name, rows) for name, rows in groups), 5)
    values = {"added": len(sources), "found": len(found), "searched": searched}
    labels = [*zip(found["symbol"], found["label"], strict=True),
              *zip(found["earlier"], found["earlier_label"], strict=True)] or [
        *zip(sources["symbol"], sources["label"], strict=True)]  # fmt: skip
    return show.finding(
        f"{said}.", "sources", topic=topic, values=values, labels=dict.fromkeys(labels),
        table="sources", rank=9,
    )  # fmt: skip


def _source(name: str, rows: pd.DataFrame) -> str:
    """A document that wording comes from, and where it stands: the closest two."""
    best = rows.sort_values("share", ascending=False, kind="stable").head(2)
    places = [f"{r.earlier_label} in {r.label}, {r.share:.0%}" for r in best.itertuples()]
    more = [f"{len(rows) - 2} more"] if len(rows) > 2 else []
    return f"{name} ({'; '.join(places + more)})"


def origin(origins: pd.DataFrame, title: str) -> Shown:
    """Where a theme is met first in all series, and whose words its paragraphs have."""
    theme = origins[(origins["evidence"] == "theme") & origins["sure"]]
    if theme.empty:
        return show.finding(f"{title}: in none of the documents of the corpus.", "origin")
    searched = int(origins["searched"].iloc[0])
    first = theme[theme["first"]].iloc[0]
    said = (
        f"{title}: of {counted(searched, 'document')} in the corpus, {number(len(theme))} "
        f"{'has' if len(theme) == 1 else 'have'} it; first {first['symbol']} {first['label']} "
        f"({first['year']})"
    )
    organs = theme.drop_duplicates("organ")
    if len(organs) > 1:
        said += ", " + listed(
            f"in the {r.organ} {r.symbol} {r.label} ({r.year})"
            for r in organs.iloc[1:].itertuples(index=False)
        )
    words = origins[(origins["evidence"] == "words")]
    across = words[words["organ"] != words["earlier_organ"]]
    across = across.sort_values("share", ascending=False, kind="stable")
    if len(across):
        top = across.iloc[0]
        said += (
            f". Closest wording across organs: {top['symbol']} {top['label']} shares "
            f"{top['share']:.0%} of its kept word runs with {top['earlier']} {top['earlier_label']}"
        )
    else:
        said += ". No wording of it crosses from one organ to another"
    values = {"documents": len(theme), "searched": searched}
    return show.finding(
        f"{said}.", "origin", values=values, labels=theme[["symbol", "label"]], figure="origins",
        rank=13,
    )  # fmt: skip


# ── mandate ──────────────────────────────────────────────────────────────────────────────────


def mandate(expansion: pd.DataFrame, entity: str, kind: str = "renewals") -> Shown:
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


def tasks(ledger: pd.DataFrame, entity: str) -> Shown:
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


def _doubt(doubtful: Any) -> str:
    return ", doubtful" if doubtful else ""


def _verbs(found: dict[str, str]) -> str:
    """How many, with labels and verbs: "one (OP3, encourages → requests)"."""
    each = (f"{label}, {verbs}" for label, verbs in found.items())
    return some(len(found)) + (f" ({listed(each, 5)})" if found else "")


def bounds(conditions: pd.DataFrame, entity: str) -> Shown:
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


def asked(entities: pd.DataFrame) -> Shown:
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


def owed(duties: pd.DataFrame, resolutions: pd.DataFrame) -> Shown:
    """What the latest member asks for and by when; what was due at once or never asked again."""
    known = renewals.members(resolutions)
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


# ── what can't be said ───────────────────────────────────────────────────────────────────────


def gaps(resolutions: pd.DataFrame) -> list[Shown]:
    """Members without a text, and the comparisons that jump over them: a limit, if there are."""
    steps = renewals.steps(resolutions)
    jumps = steps[steps["skips"] != ""]
    known = renewals.members(resolutions)
    missing = known.loc[~known["at_hand"], "symbol"].to_list()
    if not missing:
        return []
    said = (
        f"{_cap(counted(len(missing), 'member has', 'members have'))} no text here: "
        f"{listed(missing, len(missing))}."
    )
    for jump in jumps.itertuples(index=False):
        said += (
            f" {jump.earlier} to {jump.later} jumps over "
            f"{number(len(jump.skips.split()))} of them: what happened in between, and when, can't "
            "be told."
        )
    return [show.limit(said, "gap")]


def unverified(resolutions: pd.DataFrame) -> list[Shown]:
    """Members that no document at hand proves to belong to the series."""
    rows = resolutions[~resolutions["verified"].astype(bool)]
    if rows.empty:
        return []
    return [
        show.limit(
            f"That {listed(rows['symbol'], len(rows))} "
            f"{'is a member' if len(rows) == 1 else 'are members'} rests on no document at hand.",
            "unverified",
        )
    ]


def doubts(composition: pd.DataFrame) -> list[Shown]:
    """How many decisions about links were close."""
    main = composition[composition["kind"].isin(["kept", "revised", "added", "dropped"])]
    close = int(main["doubtful"].sum())
    if not close:
        return []
    by = main.groupby("later", sort=False)["doubtful"].sum()
    where = listed(f"{symbol} ({n})" for symbol, n in by[by > 0].items())
    return [
        show.limit(
            f"{_cap(counted(close, 'decision'))} about what descends from what "
            f"{'was' if close == 1 else 'were'} close: {where}. Ranges show what they change.",
            "close-decisions",
        )
    ]


def entries(emergence: pd.DataFrame, resolutions: pd.DataFrame) -> list[Shown]:
    """Themes first met right after a gap: they may have entered in it."""
    known = renewals.members(resolutions)
    after = known[known["skips"] != ""]
    first = emergence[["preamble", "operative"]]
    limits = []
    for member in after.itertuples(index=False):
        own = emergence[
            (first == member.symbol).any(axis=1) & (emergence["first_year"] == member.year)
        ]
        if len(own):
            before = member.skips.split()
            limits.append(
                f"{_cap(counted(len(own), 'theme'))} first met in {member.symbol} may have entered "
                + (
                    f"with any of the {counted(len(before), 'member')} before it that have no text."
                    if len(before) > 1
                    else f"with {before[0]}, which has no text."
                )
            )
    return [show.limit(" ".join(limits), "entries")] if limits else []


def too_few(resolutions: pd.DataFrame) -> list[Shown]:
    """Whether there are renewals enough for a test of a trend."""
    steps = renewals.steps(resolutions)
    direct = int((steps["skips"] == "").sum())
    if direct >= TEST:
        return []
    return [
        show.limit(
            f"{_cap(counted(direct, 'renewal'))} without a gap: too few renewals for a test. The "
            "counts are exact; whether they are a trend, nobody can tell from them.",
            "too-few",
        )
    ]


def notes(resolutions: pd.DataFrame) -> list[Shown]:
    """Members whose source came without footnotes."""
    rows = resolutions[resolutions["n_words"].notna()]
    bare = rows.loc[~rows["has_notes"].fillna(False).astype(bool), "symbol"].to_list()
    if not bare:
        return []
    return [
        show.limit(
            f"The texts of {listed(bare, 4)} came without footnotes: documents cited only there "
            "are missing from their citations.",
            "notes",
        )
    ]


# ── words ────────────────────────────────────────────────────────────────────────────────────


def _kinds(composition: pd.DataFrame, pair: Any) -> dict[str, Any]:
    earlier, later = (pair["earlier"], pair["later"]) if hasattr(pair, "keys") else pair[:2]
    own = composition[(composition["earlier"] == earlier) & (composition["later"] == later)]
    return {row["kind"]: row for _, row in own.iterrows()}


def _ranged(row: Any) -> str:
    """A count of paragraphs with its range over close decisions."""
    value, low, high = (int(row[f"paragraphs{end}"]) for end in ("", "_low", "_high"))
    return f"{some(value)} ({low} to {high})" if low != high else some(value)


def _over(skips: Iterable[str]) -> str:
    missing = [s for cell in skips for s in cell.split()]
    return f", over {counted(len(missing), 'member')} without text" if missing else ""


def _between(table: pd.DataFrame, column: str) -> str:
    """Members without values between the first and the last that have some."""
    has = table.groupby("symbol", sort=False)[column].apply(lambda cells: cells.notna().any())
    inside = has.loc[has.idxmax() : has[::-1].idxmax()] if has.any() else has
    return _over([" ".join(inside.index[~inside])])


def _part(count: int, of: int) -> str:
    return f"all {of}" if count == of else f"{count} of {of}" if count else f"none of {of}"


def _are(count: int, noun: str = "") -> str:
    """Such as "none are", "one is"; with a noun "no word is", "two words are"."""
    if noun:
        return f"{counted(count, noun)} {'is' if count < 2 else 'are'}"
    return f"{some(count)} {'is' if count == 1 else 'are'}"


def _percent(share: float, low: float, high: float) -> str:
    """A share with its range over close decisions."""
    said, ends = f"{share:.0%}", [f"{x:.0%}" for x in (low, high)]
    return said if ends == [said, said] else f"{said} ({ends[0]} to {ends[1]})"


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(code: str) -> str:
    return code.replace("_", " ")
