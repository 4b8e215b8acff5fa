"""When themes enter, in which sense, and whether they stay."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from ..codebook.forms import roots
from .room import chosen, presence, titles

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["emergence", "settled", "trajectory"]

SENSES = ("preamble", "operative", "directive", "obligation")
TRAJECTORIES = ("entering", "growing", "steady", "fading", "gone", "returned", "absent")
FEW = 3  # paragraphs: one or two that come or go are no growth
BINDING = 7  # the strength of what is decided
SHOWN = 3  # terms that tell by which words a theme is met
GROWN = 1.5  # a share of words that so many times exceeds the first one has grown


@checked
def emergence(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    codes: pd.DataFrame,
    clauses: pd.DataFrame,
    codebook: Codebook | None = None,
    themes: Iterable[str] | str | None = None,
    words: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """When each theme first appears, in four senses that are never one date, and its trajectory.

    * *preamble*, *operative*: the first coded paragraph there (annexes count as operative);
    * *directive*: the first clause that asks somebody to do something and has the theme in its
      own words, not only elsewhere in its paragraph;
    * *obligation*: the first such clause whose verb is of the class "deciding" ("decides that …
      shall"); who decides to encourage obliges nobody. Of proposed subjects nothing is told.

    The trajectory follows from the share of words in the members at hand, by rule:

    ========= ==================================================================
    absent    in no member
    entering  in the last member and in none before
    gone      in some member, not in the last
    returned  in the last, and absent at least once between its first and the last
    growing   always there since its first; last share at least 1.5 × the first
    fading    always there since its first; last share at most the first / 1.5
    steady    any other; also where there is one member only
    ========= ==================================================================

    What grew or fades stands in three paragraphs at least at its larger end. A theme isn't absent
    where only the annex that had it isn't printed again, nor enters, grows or fades after it, nor
    enters a subject all of whose words an earlier paragraph had. No test: members are few, shares
    move with the length of the text. In a collection only the first appearances mean something.

    Returns
    -------
    DataFrame
        A row per theme: ``theme``, ``title``, ``preamble_symbol``, ``preamble_label``,
        ``operative_symbol``, ``operative_label``, ``directive_symbol``, ``directive_label``,
        ``obligation_symbol``, ``obligation_label`` (or empty), ``first_year``, ``first_words`` (by
        which the earliest member has it), ``n_members`` (that have it), ``n_searched``, ``n_gaps``
        (without text), ``share_first``, ``share_last``, ``trajectory``, ``preamble_first``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    at_hand = known.loc[known["at_hand"], "symbol"].to_list()
    order = {s: i for i, s in enumerate(at_hand)}
    coded = codes[codes["scheme"] == "theme"]
    shown, named = chosen(coded, codebook, themes), titles(codebook)
    room = presence(resolutions, paragraphs, codes, codebook, shown or None)
    room = steps.parts(room[room["symbol"].isin(at_hand)], "theme")
    placed = steps.parts(_placed(coded, paragraphs, order), "code")
    asked, guessed = _asked(clauses), _proposed(codebook)
    once, old = _once(paragraphs, at_hand), _stood(guessed, words, at_hand[:-1], codebook)
    years = dict(zip(known["symbol"], known["year"], strict=True))
    rows = []
    for theme in shown:
        here = placed[theme]
        shares = room[theme]["share_words"].fillna(0.0).astype(float).to_list()
        held = room[theme]["n_paragraphs"].fillna(0).astype(int).to_list()
        has = sorted({order[s] for s in here["symbol"]})
        seen = _seen(here, order, once) or has
        first = _first(here, asked, theme not in guessed)
        pre, op = (order.get(first[f"{s}_symbol"], len(order)) for s in ("preamble", "operative"))
        rows.append({"theme": theme, "title": named.get(theme, theme)} | first | {
            "first_year": years[at_hand[has[0]]] if has else None,
            "first_words": _words(coded, theme, at_hand[has[0]]) if has else None,
            "n_members": len(has), "n_searched": len(at_hand),
            "n_gaps": int((~known["at_hand"]).sum()),
            "share_first": shares[has[0]] if has else None,
            "share_last": shares[-1] if has else None,
            "trajectory": _told(trajectory(shares, seen, held, theme in old), has, seen),
            "preamble_first": bool(pre < op < len(order)),
        })  # fmt: skip
    columns = ["theme", "title", *(f"{s}_{e}" for s in SENSES for e in ("symbol", "label")),
               "first_year", "first_words", "n_members", "n_searched", "n_gaps", "share_first",
               "share_last", "trajectory", "preamble_first"]  # fmt: skip
    kinds = {"first_year": "Int64", "share_first": float, "share_last": float}
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def _words(coded: pd.DataFrame, theme: str, symbol: str) -> str:
    """The terms by which a member has a theme, the most frequent first."""
    here = coded[(coded["code"] == theme) & (coded["symbol"] == symbol)]
    often = here.groupby("term")["count"].sum().sort_values(ascending=False, kind="stable")
    return "|".join(often.index[:SHOWN])


def _asked(clauses: pd.DataFrame) -> pd.DataFrame:
    """Clauses that ask for something, and how many clauses their paragraph has."""
    several = clauses.groupby(["symbol", "label"])["clause"].transform("size")
    asked = clauses.assign(n_asked=several)[clauses["directive"].fillna(False).astype(bool)]
    return asked[["symbol", "label", "clause", "class", "strength", "n_asked"]]


def _once(paragraphs: pd.DataFrame, order: list[str]) -> set[str]:
    """Members with an annex, where the next member has none."""
    annexed = set(paragraphs.loc[paragraphs["part"] == "annex", "symbol"])
    return {one for one, other in pairwise(order) if one in annexed and other not in annexed}


def _seen(placed: pd.DataFrame, order: dict[str, int], once: set[str]) -> list[int]:
    """Members that have a theme elsewhere than in an annex that the next one doesn't print."""
    unseen = (placed["part"] == "annex") & placed["symbol"].isin(once)
    return sorted({order[s] for s in placed.loc[~unseen, "symbol"]})


def _placed(coded: pd.DataFrame, paragraphs: pd.DataFrame, order: dict[str, int]) -> pd.DataFrame:
    """Coded places in members at hand with the part that they stand in, in the order of texts."""
    parts = paragraphs[["symbol", "label", "part"]].assign(place=range(len(paragraphs)))
    places = coded[["symbol", "label", "clause", "code"]].drop_duplicates()
    placed = places[places["symbol"].isin(order)].merge(parts, on=["symbol", "label"])
    placed = placed.assign(member=placed["symbol"].map(order))
    return placed.sort_values(["member", "place"], kind="stable")


def _proposed(codebook: Codebook | None) -> dict[str, str]:
    """Subjects that `as_themes` made, and their titles: that their words stand in a decision
    doesn't show what it is on."""
    themes = codebook.themes if codebook else ()
    return {t.theme: t.title for t in themes if t.source == "proposed"}


def _stood(
    subjects: Mapping[str, str], words: pd.DataFrame | None, symbols: list[str],
    codebook: Codebook | None,
) -> set[str]:  # fmt: skip
    """Subjects all of whose title's words a paragraph of some members has, in whatever form."""
    if words is None or codebook is None:
        return set()
    here = words[words["symbol"].isin(symbols)]
    places: dict[str, set[tuple[str, str]]] = defaultdict(set)  # root → paragraphs that have it
    for word, rows in here.groupby("word"):
        for root in roots(str(word)):
            places[root] |= set(zip(rows["symbol"], rows["label"], strict=True))
    stood = set()
    for subject, title in subjects.items():
        said = [w for w in re.findall(r"[\w-]+", title.lower()) if w not in codebook.stopwords]
        several = [set().union(*(places[root] for root in roots(w))) for w in said]
        if several and set.intersection(*several):
            stood.add(subject)
    return stood


def _first(placed: pd.DataFrame, asked: pd.DataFrame, sure: bool) -> dict[str, Any]:
    """Where a theme stands first, in each sense, the last if that is sure: symbol and label."""
    acts = placed.merge(asked, on=["symbol", "label"], suffixes=("", "_asked"))
    # what isn't in a clause, such as a reader's code, is asked where its paragraph has but one
    loose = acts["clause"].isna() & (acts["n_asked"] == 1)
    acts = acts[loose | (acts["clause"] == acts["clause_asked"]).fillna(False)]
    senses = {
        "preamble": placed[placed["part"] == "preamble"],
        "operative": placed[placed["part"] != "preamble"],
        "directive": acts,
        "obligation": acts[(acts["class"] == "deciding") & (acts["strength"] >= BINDING) & sure],
    }
    row: dict[str, Any] = {}
    for sense, rows in senses.items():
        row[f"{sense}_symbol"], row[f"{sense}_label"] = (
            rows[["symbol", "label"]].iloc[0] if len(rows) else (None, None)
        )
    return row


def trajectory(
    shares: list[float], has: list[int], paragraphs: list[int], old: bool = False
) -> str:
    """A theme's trajectory from its shares, member by member, the members that have it, in how
    many paragraphs each does, and whether its words stood before.

    See `emergence` for the rule.
    """
    if not has:
        return "absent"
    last = len(shares) - 1
    if has[-1] != last:
        return "gone"
    if len(shares) == 1:
        return "steady"
    if has == [last]:
        return "steady" if old else "entering"
    if has != list(range(has[0], last + 1)):
        return "returned"
    first, now = shares[has[0]], shares[last]
    grown = round(now - GROWN * first, 9) >= 0 and paragraphs[last] >= FEW
    shrunk = round(first - GROWN * now, 9) >= 0 and paragraphs[has[0]] >= FEW
    return "steady" if grown == shrunk else "growing" if grown else "fading"


def _told(way: str, has: list[int], seen: list[int]) -> str:
    """A trajectory; of what stood before in an annex only, which isn't printed again, nothing tells
    whether it grew or entered."""
    return "steady" if has[:1] < seen[:1] and way in ("entering", "growing", "fading") else way


def settled(emergence: pd.DataFrame, theme: str = "") -> str:
    """The theme asked for; else the one that entered last and stayed: in two members at least."""
    if theme or emergence.empty:
        return theme
    stayed = emergence[emergence["n_members"] > 1]
    stayed = (stayed if len(stayed) else emergence).sort_values(
        "first_year", ascending=False, na_position="last", kind="stable"
    )
    return str(stayed["theme"].iloc[0])
