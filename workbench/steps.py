"""Which members of a series are compared, and what lies between them.

Measures and sentences share this: only adopted members are compared over years; those whose text
is not at hand are gaps, and a comparison that jumps over some of them names them (`skips`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from itertools import chain, pairwise
from numbers import Integral
from statistics import median
from typing import TYPE_CHECKING, Any

from . import symbols
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["awaited", "beside", "holes", "latest", "members", "sizes", "whole", "renewals",
           "predecessors", "drafts", "pairs", "added", "sourced", "extensions", "unknown",
           "within", "listing", "summary", "labelled", "labels", "lists", "read", "unspoken",
           "unverified"]  # fmt: skip

CARRIED = ("kept", "revised")  # the kinds of link by which a paragraph lives on
FEW = 3  # intervals between members: fewer have no rhythm
LONG = 5  # years between two members: as many, and where others are close one may be missing
FAR = 11  # years between two members, whatever is usual, where others are close
FOLLOWED = 5  # clauses that ask a body in one text, from which its mandate is followed
# What is held and over, and has no mandate: "the Harbour Summit"
MEETING = re.compile(r"\b(?:Conference|Summit|Congress|Meeting|Symposium)$")
LATEST = 2  # members at hand that say who is asked most now
SHORT = 15  # operative paragraphs that a member has at most which only extends a mandate
RUN = 8  # words in a row: fewer are a turn of phrase
HALF = 0.5  # of a paragraph's words: less is no source to name
TESTED = 5  # paragraphs in which a word changed: in fewer, chance isn't told from news
EXTENDS = ("extends", "renews")
# Words without one of which nothing is asked to be reported, or by some time
OF_DUTIES = frozenset(
    """
    report reports reported reporting brief briefing briefings inform informed update updates
    updated submit submitted present presented deadline deadlines review reviews agenda session
    sessions year years annually later
    """.split()  # noqa: SIM905
)
STAGES = ("adopted", "recommended")  # in which a text is compared with the one before it


def unverified(resolutions: pd.DataFrame) -> list[str]:
    """Symbols that no document at hand proves to belong to the series."""
    return resolutions.loc[~resolutions["verified"].astype(bool), "symbol"].to_list()


def members(resolutions: pd.DataFrame) -> pd.DataFrame:
    """Adopted members in the order of the table, those without a text among them.

    Returns
    -------
    DataFrame
        ``symbol``, ``year``, ``at_hand`` (bool) and ``skips``: members without a text between
        this one and the last one at hand, separated by spaces; none before the first. Years of a
        hole stand among them, "2016-2022": one in the rhythm of the series (`holes`), or one that
        the table names because a text says that its organ comes back in it (`awaited`).
    """
    import pandas as pd

    rows: list[dict] = []
    gap: list[str] = []
    begun = False
    adopted = resolutions[resolutions["stage"] == "adopted"]
    empty = {after: between(before, after) for before, after in unfilled(resolutions)}
    told = awaited(adopted)
    for row in adopted[["symbol", "year", "n_words"]].itertuples(index=False):
        at_hand = bool(pd.notna(row.n_words))
        years = told.get(row.symbol, [])
        gap += [name for name in years if name not in gap]
        if row.year in empty:
            rhythm = empty.pop(row.year)
            gap += [] if rhythm in gap else [rhythm]
        skips = " ".join(gap) if at_hand and begun else ""
        rows.append({"symbol": row.symbol, "year": row.year, "at_hand": at_hand, "skips": skips})
        gap = [] if at_hand else [*gap, row.symbol]
        begun = begun or at_hand
    columns = ["symbol", "year", "at_hand", "skips"]
    kinds = {"symbol": "str", "year": "Int64", "at_hand": bool, "skips": "str"}
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def between(before: int, after: int) -> str:
    """The years of a hole between those of two members, as ``skips`` has them."""
    first, last = before + 1, after - 1
    return str(first) if first == last else f"{first}-{last}"


def unknown(resolutions: pd.DataFrame) -> list[str]:
    """Years of which no member is known and in which one may lie, by the rhythm of the series
    (`unfilled`) or by what a text says (`awaited`)."""
    told = awaited(resolutions[resolutions["stage"] == "adopted"]).values()
    return sorted({*(between(*hole) for hole in unfilled(resolutions)), *chain(*told)})


def unfilled(resolutions: pd.DataFrame) -> list[tuple[int, int]]:
    """Years of adopted members between which one may be missing (`holes`); none of a collection,
    whose documents renew no other."""
    adopted = resolutions[resolutions["stage"] == "adopted"]
    if "predecessor" in adopted and adopted["predecessor"].fillna("").eq("").all():
        return []
    return holes(map(str, adopted["year"]))


def latest(asked: pd.DataFrame) -> pd.DataFrame:
    """Rows of the last members that have some: they say who is asked most now."""
    return asked[asked["symbol"].isin(asked["symbol"].drop_duplicates().tail(LATEST))]


def awaited(resolutions: pd.DataFrame) -> dict[str, list[str]]:
    """Member → years right before it, or before those without text before it, in which its organ
    was to come back to the matter by what a text says, and of which no member is known."""
    if "skips" not in resolutions:
        return {}
    cells = zip(resolutions["symbol"], resolutions["skips"].fillna(""), strict=True)
    found = {s: [name for name in symbols.several(cell) if name[0].isdigit()] for s, cell in cells}
    return {symbol: years for symbol, years in found.items() if years}


def holes(days: Iterable[str]) -> list[tuple[int, int]]:
    """Years between which a member may be missing, where a series else has a steady rhythm.

    Parameters
    ----------
    days : iterable of str
        When its adopted members were adopted, ISO dates or years.

    Returns
    -------
    list of (int, int)
        Two years that follow one another in the series at three times its usual interval or more
        (twice may be a renewal that was put off, but where every other year around has one); where
        it has none, at three times its shortest or more, and five years at least. Empty where there
        is one interval only.
    """
    years = sorted({int(day[:4]) for day in days if day[:4].isdigit()})
    intervals = [b - a for a, b in pairwise(years)]
    if len(intervals) < 2:
        return []
    usual = rhythm(years)
    long = 3 * usual or max(LONG, 3 * min(intervals))
    # 1949, 2023, 2024: too few for a rhythm, and yet no renewal of a text of 74 years before
    far = max(FAR, 10 * min(intervals))
    around = zip(years, years[1:], years[2:], years[3:], strict=False)
    left_out = [usual == b - a == d - c == 1 and c - b == 2 for a, b, c, d in around]
    return [
        pair
        for pair, alone in zip(pairwise(years), [False, *left_out, False], strict=True)
        if alone or pair[1] - pair[0] >= min(long, far)
    ]


def rhythm(years: Iterable[int]) -> float:
    """Years that two intervals of three between members take; 0 where there are none such, or too
    few intervals."""
    intervals = [b - a for a, b in pairwise(years)]
    usual = median(intervals) if len(intervals) >= FEW else 0
    return usual if sum(i == usual for i in intervals) * 3 >= len(intervals) * 2 else 0


def beside(resolutions: pd.DataFrame, citations: pd.DataFrame) -> list[dict[str, Any]]:
    """Resolutions of the series' organ that only operative paragraphs of a member cite, from years
    between it and the member before that are twice as many as usual."""
    known = members(resolutions)
    years = known["year"].to_list()
    usual = median(b - a for a, b in pairwise(years)) if len(years) > 2 else 0
    told = citations[citations["where"] == "text"]
    maybe = []
    for before, after in pairwise(known.itertuples(index=False)):
        if not usual or after.year - before.year < 2 * usual:
            continue
        own = told[told["symbol"] == after.symbol]
        above = set(own.loc[own["label"].str.startswith("PP"), "cited"]) | set(known["symbol"])
        among = [
            cited for cited in dict.fromkeys(own["cited"])
            if cited not in above and symbols.organ(cited) == symbols.organ(after.symbol) != ""
            and before.year < (symbols.year(cited) or 0) < after.year
        ]  # fmt: skip
        if among:
            maybe.append({"before": before.year, "after": after.year, "symbol": after.symbol,
                          "among": among})  # fmt: skip
    return maybe


def sizes(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """How large each text is, and apart from that its annexes: one that comes or goes (a plan
    adopted once, and reaffirmed since) is no growth of what is renewed.

    Returns
    -------
    DataFrame
        By symbol: ``n_paragraphs``, ``n_words``, ``annex_paragraphs``, ``annex_words``.
    """
    import pandas as pd

    annex = paragraphs["part"] == "annex"
    both = [p.groupby("symbol")["n_words"].agg(["size", "sum"])
            for p in (paragraphs[~annex], paragraphs[annex])]  # fmt: skip
    columns = ["n_paragraphs", "n_words", "annex_paragraphs", "annex_words"]
    return pd.concat(both, axis=1).set_axis(columns, axis=1).fillna(0).astype(int)


def whole(resolutions: pd.DataFrame) -> pd.DataFrame:
    """`members` at hand, without those that only extend a full text (column ``extends``)."""
    known = members(resolutions)
    return known[known["at_hand"] & ~known["symbol"].isin(_short(resolutions))]


def _short(resolutions: pd.DataFrame) -> set[str]:
    if "extends" not in resolutions:
        return set()
    extends = resolutions["extends"]
    return set(resolutions.loc[extends.notna() & extends.ne(""), "symbol"])


def renewals(resolutions: pd.DataFrame, short: bool = False) -> pd.DataFrame:
    """Renewals: each adopted member with a text, and the next one.

    Members that only extend a full text renew nothing: the full text is compared with the next
    one, across them.

    Parameters
    ----------
    resolutions : DataFrame
    short : bool
        With the pairs that such members make with their neighbours too, before the one across.

    Returns
    -------
    DataFrame
        ``earlier``, ``later``, ``year`` (of the later one), ``skips``, ``across`` (members between
        them that only extend the earlier one).
    """
    import pandas as pd

    extending = _short(resolutions)
    known = members(resolutions)
    rows: list[dict] = []
    passed: list[Any] = []  # the last full text, and those after it that only extend it
    for member in known[known["at_hand"]].itertuples(index=False):
        only = member.symbol in extending
        starts = [len(passed) - 1] if passed and (short or (not only and len(passed) == 1)) else []
        starts += [0] if len(passed) > 1 and not only else []
        for at in starts:
            between = passed[at + 1 :]
            rows.append({
                "earlier": passed[at].symbol, "later": member.symbol, "year": member.year,
                "skips": " ".join(m.skips for m in [*between, member] if m.skips),
                "across": " ".join(m.symbol for m in between),
            })  # fmt: skip
        passed = [*passed, member] if only else [member]
    columns = ["earlier", "later", "year", "skips", "across"]
    return pd.DataFrame(rows, columns=columns).astype({"year": known["year"].dtype})


def predecessors(resolutions: pd.DataFrame, last: str) -> list[str]:
    """What a member is compared with: the full text before it, and what only extends that."""
    pairs = renewals(resolutions)
    pairs = pairs[pairs["later"] == last]
    return [*pairs["earlier"], *symbols.several(" ".join(pairs["across"]))]


def drafts(resolutions: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Recommended drafts and what was adopted, in the form of `renewals`; nothing is skipped."""
    stage = resolutions.set_index("symbol")["stage"]
    year = resolutions.set_index("symbol")["year"]
    pairs = links[["earlier", "later"]].drop_duplicates()
    pairs = pairs[pairs["earlier"].map(stage) == "recommended"]
    return pairs.assign(year=pairs["later"].map(year), skips="", across="").reset_index(drop=True)


def pairs(resolutions: pd.DataFrame, links: pd.DataFrame, stage: str) -> pd.DataFrame:
    """What is compared: renewals of adopted members, or drafts with what was adopted.

    Raises
    ------
    InputError
        There is no such stage.
    """
    if stage not in STAGES:
        raise InputError(f"stage: no '{stage}'; there are: {', '.join(STAGES)}")
    return renewals(resolutions, True) if stage == "adopted" else drafts(resolutions, links)


def added(resolutions: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Paragraphs that the last renewal added: ``symbol``, ``label``."""
    last = renewals(resolutions).iloc[-1:]
    linked = links.merge(last[["earlier", "later"]], on=["earlier", "later"])
    places = linked.loc[linked["kind"] == "added", ["later", "later_label"]]
    return places.set_axis(["symbol", "label"], axis=1).reset_index(drop=True)


def sourced(
    last: str,
    sources: pd.DataFrame | None,
    origins: pd.DataFrame | None,
    own: Collection[str] = (),
) -> tuple[pd.DataFrame, int, bool]:
    """Paragraphs that a member added and the one source named of each: the earliest of those that
    the library found (the series' table `origins`); else what the documents
    of all series share (`topics.sources`). The members in `own` aren't named.

    Parameters
    ----------
    last : str
    sources, origins : DataFrame, optional
    own : collection of str
        Members that the new paragraphs are new against.

    Returns
    -------
    tuple
        ``symbol``, ``label``, ``earlier``, ``earlier_label``, ``share`` (of a
        paragraph's new words, at least half), ``n_run`` (words in a row; 0 where not known); how
        many documents were searched; whether a library was.
    """
    import pandas as pd

    columns = ["symbol", "label", "earlier", "earlier_label", "share", "n_run"]
    if origins is not None and (origins["symbol"] == last).any():
        here = origins[(origins["symbol"] == last) & (origins["kind"] == "added")]
        searched = origins.loc[origins["symbol"] == last, "n_searched"].max()
        first = {f"earliest{end}": f"earlier{end}" for end in ("", "_label")}
        found = here[here["n_run"].fillna(0) >= RUN].drop(columns=[*first.values(), "share"])
        found = found.rename(columns=first | {"earliest_share": "share"})
    elif sources is not None and len(sources):
        here = sources[sources["symbol"] == last]
        searched, found = here["n_searched"].max(), here.assign(share=here["in_common"], n_run=0)
    else:
        return pd.DataFrame(columns=columns), 0, False
    shared = found[found["earlier"].notna() & ~found["earlier"].isin(own)]
    shared = shared[shared["share"] >= HALF]
    return shared[columns], int(searched), "kind" in here


def traced(sources: pd.DataFrame, origins: pd.DataFrame) -> pd.DataFrame:
    """The rows that a sentence on sources is made of: what the library found of the same members
    (the series' table `origins`), else `topics.sources`."""
    here = origins[origins["symbol"].isin(set(sources["symbol"]))]
    return here if len(here) else sources


def extensions(
    resolutions: pd.DataFrame, paragraphs: pd.DataFrame, clauses: pd.DataFrame
) -> pd.DataFrame:
    """Short members that only extend a mandate, one or several between two full texts.

    Such a one has at most a third of the words of the full text before and of the one after, at
    most `SHORT` operative paragraphs, and a clause that extends or renews. What it doesn't restate
    hasn't lapsed, so comparisons with it say little.

    Returns
    -------
    DataFrame
        ``symbol``, ``earlier``, ``later`` (the full texts around it), ``n_words``,
        ``n_words_earlier``.
    """
    import pandas as pd

    sizes = resolutions.set_index("symbol")["n_words"]
    first = paragraphs[(paragraphs["part"] == "operative") & (paragraphs["level"] == 1)]
    operative = first["symbol"].value_counts()
    extending = clauses["verb"].isin(EXTENDS) | (
        (clauses["verb"] == "decides") & clauses["action"].isin(["extend", "renew"])
    )
    those = set(clauses.loc[extending, "symbol"])
    known = members(resolutions)
    rows, waiting, full = [], list[str](), ""
    for symbol in known.loc[known["at_hand"], "symbol"]:
        small = symbol in those and operative.get(symbol, 0) <= SHORT
        if full and small and 3 * sizes[symbol] <= sizes[full]:
            waiting.append(symbol)
            continue
        rows += [
            {"symbol": short, "earlier": full, "later": symbol, "n_words": int(sizes[short]),
             "n_words_earlier": int(sizes[full])}
            for short in waiting if 3 * sizes[short] <= sizes[symbol]
        ]  # fmt: skip
        waiting, full = [], symbol
    columns = ["symbol", "earlier", "later", "n_words", "n_words_earlier"]
    return pd.DataFrame(rows, columns=columns)


def within(
    resolutions: pd.DataFrame, years: Iterable[int] | int | None, least: int = 2
) -> pd.DataFrame:
    """Members of some years: `years` is the first and the last; None stands for all.

    Parameters
    ----------
    resolutions : DataFrame
    years : list of int, optional
    least : int
        Adopted members at hand that must be left: two, where they are to be compared.

    Raises
    ------
    InputError
        Something else than years, or too few members fall into them.
    """
    if years is None:
        return resolutions
    wanted = list(years) if isinstance(years, Iterable) and not isinstance(years, str) else [years]
    if not wanted:
        return resolutions
    if not all(isinstance(year, Integral) for year in wanted):
        raise InputError(
            f"years: found {wanted!r}; expected the first and the last, such as [2012, 2020]"
        )
    first, last = min(wanted), max(wanted)
    inside = resolutions[resolutions["year"].between(first, last)]
    at_hand = resolutions[(resolutions["stage"] == "adopted") & resolutions["n_words"].notna()]
    left = at_hand["year"].between(first, last).sum()
    if inside.empty or left < min(least, len(at_hand)):
        have = ", ".join(map(str, at_hand["year"]))
        raise InputError(
            f"years: from {first} to {last} stand {left} adopted members at hand, expected "
            f"{least} or more; there are members of {have}"
        )
    return inside.reset_index(drop=True)


def listing(resolutions: pd.DataFrame) -> pd.DataFrame:
    """The members for a reader: what is known of each, in few columns."""
    columns = ["symbol", "stage", "year", "adopted", "organ", "n_preambular", "n_operative",
               "n_words", "skips", "verified", "source", "title"]  # fmt: skip
    return resolutions[columns]


def summary(composition: pd.DataFrame) -> pd.DataFrame:
    """`drift.composition` for a reader: paragraphs, share of words and its range."""
    columns = ["earlier", "later", "year", "kind", "n_paragraphs", "of_paragraphs", "n_words",
               "share_words", "share_words_low", "share_words_high", "n_doubtful",
               "skips"]  # fmt: skip
    return composition[columns]


def per_thousand(count: float, words: float) -> float:
    """Occurrences per 1,000 words; not a number where there are no words."""
    return 1000 * count / words if words else float("nan")


def share(part: float, whole: float) -> float:
    """A part of a whole; not a number where there is no whole."""
    return part / whole if whole else float("nan")


def labelled(rows: pd.DataFrame, column: str = "label") -> str:
    """Labels of some rows, each once, in their order, separated by spaces."""
    return " ".join(dict.fromkeys(rows[column].dropna()))


def labels(cell: str) -> list[str]:
    """Labels of a cell that `labelled` made: a space within one follows a letter ("Annex II/3")."""
    return re.split(r"(?<![A-Za-z]) +", cell) if cell else []


def lists(paragraphs: pd.DataFrame, told: Iterable[str]) -> list[str]:
    """Of some labels of a member those with a list of which no item is told too or speaks for
    itself, in the order of its paragraphs."""
    known = set(told)
    items = paragraphs[paragraphs["parent"].isin(known)]
    own = items.loc[items["label"].isin(known) | items["verb"].notna(), "parent"]
    return [label for label in dict.fromkeys(items["parent"]) if label not in set(own)]


def packed(places: Iterable[tuple[str, str]]) -> str:
    """Places in several members in one cell: labels after the symbol of their member, as
    ``A/RES/72/194 OP3 OP4; A/RES/74/175 OP9``, each once, in their order."""
    labels: dict[str, dict[str, None]] = defaultdict(dict)
    for symbol, label in places:
        labels[symbol][label] = None
    return "; ".join(f"{symbol} {' '.join(several)}" for symbol, several in labels.items())


def unpacked(cell: str, symbols: Iterable[str]) -> list[tuple[str, str]]:
    """The places of a cell that `packed` made, of members with these symbols: "A/RES/76/258 A" is
    one, or the first of its parts."""
    several = []
    for one in cell.split("; ") if cell else []:
        symbol = max((s for s in symbols if one.startswith(f"{s} ")), key=len)
        several += [(symbol, label) for label in labels(one[len(symbol) + 1 :])]
    return several


def written(codes: pd.DataFrame) -> dict[str, str]:
    """Names in small letters, as the other tables have them → as the texts of a series write
    them."""
    names = codes[codes["scheme"] == "name"]
    if names.empty:
        return {}
    counts = names.groupby(["term", "code"])["count"].sum()
    return dict(counts.sort_values(kind="stable").index)  # of two ways the commoner


def tally(values: pd.Series) -> str:
    """How often each value stands there, most frequent first: "urges 3, requests 1"."""
    counts = values.value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return ", ".join(f"{value} {count}" for value, count in counts.items())


def read(table: pd.DataFrame, corpus: Any, texts: bool = False) -> pd.DataFrame:
    """A table of collated paragraphs with their words, where these are wanted and at hand.

    Parameters
    ----------
    table : DataFrame
        Such as `drift.collated`, with the columns ``earlier``, ``earlier_label``, ``later``,
        ``later_label``.
    corpus : Corpus
        Where texts come from.
    texts : bool
        False: the table as it is, so that no sentence slips into a stored notebook.
    """
    if not texts:
        return table
    texts_of = {
        f"{side}_text": [
            corpus.paragraph(symbol, label).text if isinstance(label, str) else ""
            for symbol, label in zip(table[side], table[f"{side}_label"], strict=True)
        ]
        for side in ("earlier", "later")
    }
    return table.assign(**texts_of)


# ── rows by member, links by renewal ─────────────────────────────────────────────────────────


def parts(table: pd.DataFrame, *columns: str) -> dict[Any, pd.DataFrame]:
    """Rows of a table by what stands in some columns, no rows where nothing does.

    A table is parted once: searching it for each member takes the square of the members.
    """
    rows: dict[Any, pd.DataFrame] = defaultdict(lambda: table.iloc[:0])
    key = columns[0] if len(columns) == 1 else list(columns)
    rows.update(iter(table.groupby(key, sort=False)))
    return rows


def carried(links: pd.DataFrame) -> pd.DataFrame:
    """Links by which a paragraph lives on."""
    return links[links["kind"].isin(CARRIED)]


def living(links: pd.DataFrame) -> pd.DataFrame:
    """Links by which what a paragraph asks lives on: a request that was discharged is done."""
    joined = carried(links)
    if "discharged" not in joined:
        return joined
    return joined[~joined["discharged"].fillna(False).astype(bool)]


def unprinted(links: pd.DataFrame, places: pd.DataFrame) -> set[tuple[str, str]]:
    """Places (symbol, label), of those in a table, in annexes that the next member doesn't print
    again, whether a link takes them up or not.

    They are no part of what a renewal renews, keeps or drops, nor of what came with them.
    """
    rows = links[links["kind"] == "reaffirmed"]
    left = set(zip(rows["earlier"], rows["earlier_label"], strict=True))
    annexes = {(symbol, label.partition("/")[0]) for symbol, label in left}
    every = set(zip(places["symbol"], places["label"], strict=True)) if left else ()
    return left | {(s, n) for s, n in every if "/" in n and (s, n.partition("/")[0]) in annexes}


def lengths(paragraphs: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Symbol → label → words, in the order of the table."""
    words: dict[str, dict[str, int]] = defaultdict(dict)
    columns = (paragraphs[c] for c in ("symbol", "label", "n_words"))
    for symbol, label, count in zip(*columns, strict=True):
        words[symbol][label] = int(count)
    return words


def unspoken(words: pd.DataFrame | None, symbol: str) -> bool:
    """Whether no operative paragraph of a text has a word of reports and deadlines; without the
    table of words nobody knows."""
    if words is None:
        return False
    here = words[words["symbol"] == symbol]
    operative = ~here["label"].str.contains(r"(?:^|/)PP")
    return not here.loc[operative, "word"].isin(OF_DUTIES).any()


def families(pairs: Iterable[tuple[Hashable, Hashable]], nodes: Iterable[Hashable] = ()) -> dict:
    """A number for each node: those that pairs join, over others too, have the same.

    Numbered as they first come, in `nodes` or else in `pairs`.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    pairs = list(pairs)
    place = {node: i for i, node in enumerate(dict.fromkeys([*nodes, *chain(*pairs)]))}
    if not place:
        return {}
    ends = np.array([(place[a], place[b]) for a, b in pairs], dtype=int).reshape(-1, 2).T
    graph = coo_array((np.ones(len(pairs)), tuple(ends)), shape=(len(place), len(place)))
    number = connected_components(graph, directed=False)[1]
    fresh: dict[int, int] = {}  # SciPy doesn't promise in which order it numbers
    return {
        node: fresh.setdefault(n, len(fresh))
        for node, n in zip(place, number.tolist(), strict=True)
    }
