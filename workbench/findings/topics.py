"""Themes: when they entered, where from, how much room they take."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import codebook, show, steps, symbols
from ..codebook.forms import spelled
from ..codebook.states import of_state, state
from .sentences import checked, finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook
    from ..show import Shown

__all__ = [
    "discovered",
    "emergence",
    "model",
    "origins",
    "presence",
    "sources",
    "stability",
    "subjects",
    "trajectories",
    "trends",
    "ways",
]


say = sentences("topics")
ABBREVIATION = re.compile(r"[A-Z]{2,6}s?")
LEADING = 5  # subjects that a sentence names
OFTEN = 10  # paragraphs of which one at least names what is named often
SEVERAL = 3  # such paragraphs in all at least; such subjects, too, without the foremost
CLEAR = 3  # times as many groups of new words as chance gives, or more
RARELY = 0.05  # how often chance may give as many (Poisson)
FEW = 0.05  # of all resolutions: what so many at most have few have
GENERAL = 0.75  # bits of spread (`Codebook.spread`) from which a lone word is of a field


def emergence(
    table: pd.DataFrame, presence: pd.DataFrame, kind: str = "renewals", scheme: str = ""
) -> Shown:
    """Which themes are new in the last member, and when the others entered (`topics.emergence`);
    of a vocabulary (`Codebook.scheme`), of which the foremost alone are measured, nothing is said
    of how many are found."""
    if table.empty:
        return finding("emergence", say("no_codebook"))
    measured = presence.dropna(subset="n_paragraphs")
    if measured.empty:
        return show.prose(say("emergence_none"))
    if len(table) == 1:
        return _one_theme(table.iloc[0], measured)
    last = measured["symbol"].iloc[-1]
    searched = int(table["n_searched"].max())
    met, absent = table[table["n_members"] > 0], table[table["n_members"] == 0]
    new = met[met["trajectory"] == "entering"] if kind == "renewals" else met.iloc[:0]
    text = say(
        "emergence",
        themes=len(table),
        found=len(met),
        searched=searched,
        absent=absent["title"].to_list(),
        # in a collection, and with one text, nothing can enter
        entering=_entered(new, measured) if kind == "renewals" and searched > 1 else None,
        last=last,
        gap=_after_a_gap(presence, last),
        scheme=scheme,
    )
    values = {"themes": len(table), "found": len(met), "entering": len(new)}
    rows = measured[measured["theme"].isin(new["theme"]) & (measured["symbol"] == last)]
    labels = [(last, n) for cell in rows["labels"] for n in steps.labels(cell)]
    return finding("emergence", text, values=values, labels=labels, figure="presence")


def _one_theme(theme: Any, presence: pd.DataFrame) -> Shown:
    """The finding where only one theme is asked for."""
    first = presence[presence["first"].fillna(False).astype(bool)]
    labels = [(r.symbol, n) for r in first.itertuples(index=False) for n in steps.labels(r.labels)]
    values = {"members": int(theme["n_members"]), "searched": int(theme["n_searched"])}
    text = say(
        "emergence_one",
        title=theme["title"],
        **values,
        first=labels[0][0] if labels else None,
        labels=[label for _, label in labels],
    )
    return finding("emergence", text, values=values, labels=labels, figure="presence")


def presence(table: pd.DataFrame, validated: pd.DataFrame | None = None) -> Shown:
    """Which themes take most room in the last member (`topics.presence`), with the number of their
    paragraphs where readers coded a sample of it (`Corpus.validated`)."""
    measured = table.dropna(subset="share_words")
    if measured.empty:
        return show.prose(say("presence_none", last=None))
    last = measured["symbol"].iloc[-1]
    now = measured[(measured["symbol"] == last) & (measured["n_paragraphs"] > 0)]
    if now.empty:
        return show.prose(say("presence_none", last=last))
    top = now.nlargest(3, "share_words", keep="all")  # as much room is no less
    top = top.sort_values(["share_words", "theme"], ascending=[False, True])
    themes = [
        {"title": r.title, "share_words": r.share_words, "first": not at,
         "paragraphs": int(r.n_paragraphs),
         "validated": checked(validated, r.theme, last, r.n_paragraphs)}
        for at, r in enumerate(top.itertuples(index=False))
    ]  # fmt: skip
    values = dict(zip(top["theme"], top["share_words"].round(4), strict=True))
    labels = [(last, n) for n in steps.labels(top["labels"].iloc[0])] if len(top) else []
    text = say("presence", last=last, themes=themes)
    return finding("presence", text, values=values, labels=labels, figure="presence")


def subjects(presence: pd.DataFrame, emergence: pd.DataFrame, kind: str = "renewals") -> Shown:
    """What the last member speaks of by its own words, and what is first named in it
    (`topics.subjects`, measured as themes), names of States and their parts apart. Of what isn't
    named any more nothing is said: it may go on under another name."""
    measured = presence.dropna(subset="n_paragraphs")
    measured = measured[~measured["title"].map(of_state).astype(bool)]
    emergence = emergence[~emergence["title"].map(of_state).astype(bool)]
    if measured.empty:
        return finding("subjects", say("subjects_none"))
    last = measured["symbol"].iloc[-1]
    here = measured[(measured["symbol"] == last) & (measured["n_paragraphs"] > 0)]
    here = here.sort_values(
        ["n_paragraphs", "share_words", "theme"], ascending=[False, False, True]
    )
    leading = _leading(here, measured["theme"].iloc[0])
    searched = int(emergence["n_searched"].max())
    # in a collection, and with one text, nothing can enter
    moved = emergence if kind == "renewals" and searched > 1 else emergence.iloc[:0]
    entering = moved[moved["trajectory"] == "entering"]
    # an abbreviation may have stood in full before
    entering = entering[~entering["title"].str.fullmatch(ABBREVIATION)]
    text = say(
        "subjects", last=last, leading=leading, of=_of(here), entering=_entered(entering, measured)
    )
    if not text:
        return show.prose("")
    values = {"subjects": len(emergence), "entering": len(entering)}
    new = here[here["theme"].isin(entering["theme"])] if len(entering) else here.head(1)
    labels = [(last, n) for cell in new["labels"] for n in steps.labels(cell)]
    return finding("subjects", text, values=values, labels=labels, figure="presence")


def _after_a_gap(presence: pd.DataFrame, last: str) -> bool:
    """Whether what is met first in a member may have entered in what lies before it."""
    members = presence.drop_duplicates("symbol").reset_index(drop=True)
    at = int(members.index[members["symbol"] == last][0])
    years = members["year"].astype(int)
    unread = at > 0 and bool(members["n_paragraphs"].isna()[at - 1])
    return unread or any(after == years[at] for _, after in steps.holes(map(str, years)))


def _leading(here: pd.DataFrame, first: str) -> list[Any] | None:
    """The subjects that most paragraphs name, a tenth and `SEVERAL` at least, and where their own
    words stand (in so many at least: tables lack a form that stands once, and a body's name doesn't
    count); nothing of fewer subjects without the one that is proposed *first*: they are beside the
    point."""
    often = here[here["n_paragraphs"] >= max(SEVERAL, _of(here) / OFTEN)].head(LEADING)
    beside = 0 < len(often) < SEVERAL and first not in set(often["theme"])
    return None if beside else list(often.itertuples(index=False))


def _of(here: pd.DataFrame) -> int:
    """How many paragraphs a member has, by the shares of those that name something."""
    return (
        round(here["n_paragraphs"].iloc[0] / here["share_paragraphs"].iloc[0]) if len(here) else 0
    )


def _entered(new: pd.DataFrame, measured: pd.DataFrame) -> list[dict[str, Any]]:
    """What is first met in the last member, by which words, and where it stands there."""
    last = measured[measured["symbol"] == measured["symbol"].iloc[-1]].set_index("theme")["labels"]
    return [
        {"title": r.title, "words": [word for word in r.first_words.split("|") if word],
         "labels": steps.labels(last[r.theme])}
        for r in new.itertuples(index=False)
    ]  # fmt: skip


def _documents_with(word: str, book: Codebook) -> int:
    """How many of the background's documents have a word, in the singular or plural."""
    one = spelled(word.removesuffix("s"))
    return max(book.background.get(form, 0) for form in (one, f"{one}s"))


def ways(table: pd.DataFrame, what: str = "theme") -> Shown:
    """How themes come in: by the preamble or at once as operative text; which became obligation.

    Of subjects proposed from a text's own words, which may stand in passing, nothing is said."""
    met = table[table["n_members"] > 0]
    if met.empty or what != "theme":
        return show.prose(say("ways_none"))
    first = met[met["preamble_first"].astype(bool)]
    pushed = met[met["obligation_symbol"].notna()]
    if first.empty and pushed.empty:
        return show.prose(say("ways_none"))
    text = say(
        "ways",
        found=len(met),
        preamble_first=first["title"].to_list(),
        obligations=pushed.to_dict("records"),
    )
    values = {"preamble_first": len(first), "obligations": len(pushed)}
    labels = [
        *zip(first["preamble_symbol"], first["preamble_label"], strict=True),
        *zip(pushed["obligation_symbol"], pushed["obligation_label"], strict=True),
    ]
    return finding("ways", text, values=values, labels=labels, figure="emergence")


def trajectories(table: pd.DataFrame, kind: str = "renewals", what: str = "theme") -> Shown:
    """Which themes grew, shrank, went or came back: a topic may fade after it emerges. Of subjects
    proposed from a text's own words nothing is said, which may go on under other names."""
    if kind != "renewals":
        return show.prose(say("trajectories_collection"))
    if what != "theme":
        return show.prose(say("trajectories_subjects"))
    named = {"growing": "grew", "fading": "shrank", "gone": "gone", "returned": "returned"}
    titles = {t: table.loc[table["trajectory"] == t, "title"].to_list() for t in named}
    if not any(titles.values()):
        return show.prose(say("trajectories_none"))
    text = say("trajectories", **{named[t]: names for t, names in titles.items()})
    values = {t: len(names) for t, names in titles.items()}
    return finding("trajectories", text, values=values, table="emergence")


def discovered(table: pd.DataFrame, resolutions: pd.DataFrame, proposed: bool = False) -> Shown:
    """What entered that nobody listed, and with which member, beside what chance would propose
    (`topics.discovered`); nothing is said where chance gives as much, of what is but part of longer
    names or first met after a gap, of a name without a word that few resolutions have (`FEW`), nor
    of what a codebook lacks where subjects are proposed instead of it."""
    renewals = steps.renewals(resolutions)
    if renewals.empty:
        return show.prose(say("discovered_first"))
    parts = _parts(table, resolutions["symbol"])
    # of groups that as many paragraphs took up all stand or fall together
    reached = table["n_paragraphs"].map(lambda n: (table["n_paragraphs"] >= n).sum())
    by_chance = [_at_least(n, m) for n, m in zip(reached, table["expected"], strict=True)]
    table = table.assign(reached=reached, by_chance=by_chance)
    clear = (table["reached"] >= CLEAR * table["expected"]) & (table["by_chance"] <= RARELY)
    table = table.loc[: table.index[clear][-1]] if clear.any() else table.iloc[:0]
    last = renewals["later"].iloc[-1]
    table = table.loc[_lasting(table, resolutions["symbol"], last)]
    table = table[table["skips"] == ""]  # over a gap nobody knows what brought it
    table = table.loc[[n not in parts and _rare(n) for n in table["candidate"]]]
    table = table.loc[_apart(table["symbol"], table["candidate"])]
    if table.empty:
        return show.prose("")
    unlisted = table.iloc[:0] if proposed else table[table["listed"] == ""]
    expected = float(table["expected"].iloc[-1])
    text = say(
        "discovered",
        paragraphs=int(table["n_paragraphs"].min()),
        unlisted=unlisted["candidate"].to_list(),
        entered=[{"symbol": symbol, "candidates": rows["candidate"].to_list()}
                 for symbol, rows in table.groupby("symbol", sort=False)],
    )  # fmt: skip
    values = {
        "candidates": len(table), "unlisted": len(unlisted), "expected": round(expected, 3)
    }  # fmt: skip
    labels = (unlisted if len(unlisted) else table)[["symbol", "label"]]
    return finding("discovered", text, values=values, labels=labels, table="discovered")


def _parts(table: pd.DataFrame, symbols: Iterable[str]) -> set[str]:
    """Candidates that stand nowhere but where longer ones do that have their words in a row: "blue
    harbour" of its "programme" and its "fund"."""
    members = list(symbols)
    places = {name: {*steps.unpacked(cell, members)}
              for name, cell in zip(table["candidate"], table["places"], strict=True)}  # fmt: skip
    return {
        name
        for name, here in places.items()
        if here <= set[Any]().union(*(there for longer, there in places.items() if longer != name
                                      and f" {name} ".lower() in f" {longer} ".lower()))
    }  # fmt: skip


def _rare(name: str) -> bool:
    """Whether few resolutions have a word of a name that isn't a State's; one that stands alone is
    of a field besides ("narratives" isn't), and no abbreviation of what may have stood in full
    before."""
    book = codebook.load()
    words = name.lower().split()
    if state(name):
        return False
    if len(words) == 1 and (
        ABBREVIATION.fullmatch(name) or codebook.concentration(words, book.spread) < GENERAL
    ):
        return False
    # the background has no numbers
    return any(
        _documents_with(w, book) <= FEW * book.documents for w in words if not w[0].isdigit()
    )


def _apart(symbols: Iterable[str], names: Iterable[str]) -> list[bool]:
    """Of names in their order, whether none before that came with the same member has all its
    words, nor lends it all of its own ("hiv" and "hiv/aids")."""
    told: list[tuple[str, set[str]]] = []
    apart = []
    for symbol, name in zip(symbols, names, strict=True):
        words = set(re.findall(r"\w+", name.lower()))
        apart.append(not any(s == symbol and (words <= one or one <= words) for s, one in told))
        told += [(symbol, words)] if apart[-1] else []
    return apart


def _lasting(table: pd.DataFrame, symbols: Iterable[str], last: str) -> list[bool]:
    """Whether more than the member that brought a group has it; of the last nobody knows."""
    members = list(symbols)
    return [
        symbol == last or any(one != symbol for one, _ in steps.unpacked(cell, members))
        for symbol, cell in zip(table["symbol"], table["places"], strict=True)
    ]


def _at_least(many: int, expected: float) -> float:
    """How often a Poisson variable is as high."""
    return 1 - math.fsum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(many))


def trends(table: pd.DataFrame) -> Shown:
    """Which themes gained more room than the growth of the text gives: exploratory
    (`topics.trends`)."""
    if table.empty:
        return show.prose(say("trends_none"))
    # once in twenty times: for any of the themes, or for this one alone
    clear = table.loc[table["p_any"] <= 0.05, "title"].to_list()
    hints = table.loc[(table["p"] <= 0.05) & (table["p_any"] > 0.05), "title"].to_list()
    values = {"clear": len(clear), "hints": len(hints)}
    text = say("trends", themes=len(table), clear=clear, hints=hints)
    return finding("trends", text, values=values, table="trends")


def stability(table: pd.DataFrame, n_topics: int, method: str = "nmf") -> Shown:
    """How many topics a model is to have (`topics.stability`); where other numbers are no less
    stable, only how many are shown."""
    models = table[table["method"] == method]
    chosen = models[models["chosen"]].iloc[0]
    others = sorted(models.loc[models["close"] & ~models["chosen"], "n_topics"])
    text = say("stability", method=method, chosen=chosen, others=others, shown=n_topics)
    values = {"n_topics": int(chosen["n_topics"]), "close": len(others)}
    return finding("stability", text, values=values, figure="stability")


def model(table: pd.DataFrame, method: str = "nmf") -> Shown:
    """How many topics a model has, which are unstable, and which the codebook doesn't know
    (`topics.model`). Where half of them or more are unstable, the model tells nothing."""
    topics = table.drop_duplicates("topic")
    unstable = topics["unstable"].astype(bool)
    if 2 * unstable.sum() >= len(topics):
        return show.prose(say("model_unstable", topics=len(topics), unstable=int(unstable.sum())))
    steady = topics[~unstable]
    # a topic that overlaps with no theme is named by its first words
    words = [", ".join(cell.split(", ")[:3]) for cell in steady["terms"]]
    others = steady.loc[steady["name"] == words, "name"].to_list()
    values = {
        "topics": len(topics), "unstable": int(unstable.sum()), "named": len(steady) - len(others)
    }  # fmt: skip
    return finding("model", say("model", method=method, **values, others=others), values=values,
                   figure="model")  # fmt: skip


def sources(
    table: pd.DataFrame,
    origins: pd.DataFrame | None = None,
    resolutions: pd.DataFrame | None = None,
) -> Shown:
    """Where the wording of the paragraphs that the last renewal added stood before: what the
    library found (the series' table `origins`), else what its documents share (`topics.sources`).

    A source is told where half of a paragraph's words stand in it; that there is none, where a
    library was searched; with the series' `resolutions` also which members right before it, without
    a text, can't have been; none is told that the paragraphs are new against.
    """
    if table.empty:
        return show.prose(say("sources_none"))
    last = table["symbol"].iloc[0]
    skipped = [] if resolutions is None else symbols.several(
        steps.renewals(resolutions).set_index("later")["skips"].get(last, ""))  # fmt: skip
    own = () if resolutions is None else steps.predecessors(resolutions, last)
    shared, searched, traced = steps.sourced(last, table, origins, own)
    if shared.empty and not traced:
        return show.prose(say("sources_unsearched", searched=searched))
    sought = table
    if traced and origins is not None:
        sought = origins[(origins["symbol"] == last) & (origins["kind"] == "added")]
    values = {"added": len(sought), "found": len(shared), "searched": searched}
    text = say(
        "sources",
        last=last,
        added=values["added"],
        sharing=values["found"],
        searched=values["searched"],
        documents=_documents(shared),
        traced=traced,
        untraced=len(table) - len(sought),
        skipped=skipped,
    )
    places = [
        place
        for ends in (["symbol", "label"], ["earlier", "earlier_label"])
        for place in shared[ends].itertuples(index=False, name=None)
        if place[1]
    ] or sought[["symbol", "label"]].itertuples(index=False, name=None)
    labels = dict.fromkeys(places)
    return finding("sources", text, values=values, labels=labels, table="sources")


def _documents(shared: pd.DataFrame) -> list[dict[str, Any]]:
    """Documents that wording comes from, those of most paragraphs first."""
    by = [(str(name), rows) for name, rows in shared.groupby("earlier", sort=False)]
    by.sort(key=lambda document: (-len(document[1]), -document[1]["share"].max()))
    return [_source(name, rows) for name, rows in by]


def _source(symbol: str, rows: pd.DataFrame) -> dict[str, Any]:
    """A document that wording comes from: the closest two places, and how many more."""
    closest = rows.sort_values("share", ascending=False, kind="stable").head(2)
    return {
        "symbol": symbol,
        "closest": closest.to_dict("records"),
        "more": len(rows) - len(closest),
    }


def origins(table: pd.DataFrame, title: str) -> Shown:
    """Where a theme is met first in the adopted documents of all series (`topics.origins`); which
    wording of another organ is closest isn't told: of a paragraph one earlier place is kept."""
    having = table[(table["evidence"] == "theme") & table["sure"]]
    if having.empty:
        return show.prose(say("origins_none", title=title))
    values = {"documents": len(having), "searched": int(table["n_searched"].iloc[0])}
    text = say(
        "origins",
        title=title,
        **values,
        first=having[having["first"]].iloc[0],
        organs=having.drop_duplicates("organ").iloc[1:].to_dict("records"),
    )
    labels = having[["symbol", "label"]]
    return finding("origins", text, values=values, labels=labels, figure="origins")
