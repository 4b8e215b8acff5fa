"""Themes: when they entered, where from, how much room they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import show, steps
from ..prose import counted, listed, number, some
from .words import _cap, _part

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown


def emergence(emergence: pd.DataFrame, presence: pd.DataFrame, kind: str = "renewals") -> Shown:
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


def presence(presence: pd.DataFrame) -> Shown:
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


def discovered(discovered: pd.DataFrame, resolutions: pd.DataFrame) -> Shown:
    """What entered that nobody listed, beside what chance would propose."""
    if len(steps.renewals(resolutions)) < 1:
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


def trends(trends: pd.DataFrame) -> Shown:
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


def stability(stability: pd.DataFrame, n_topics: int, method: str = "nmf") -> Shown:
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


def model(model: pd.DataFrame, method: str = "nmf") -> Shown:
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


def origins(origins: pd.DataFrame, title: str) -> Shown:
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
