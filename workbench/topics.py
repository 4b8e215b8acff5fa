"""When a theme enters, where it stands, how much room it takes.

Each measure is a pure function from tables to one table. A theme is in a paragraph if the
codebook's terms find it there (scheme "theme" of the table `codes`); how well they do so is
measured on gold, in the tests. "First" always means earliest in this corpus, of so many documents
searched: a theme may be older elsewhere, or in a member whose text is not at hand.

Topics that nobody listed are proposed by `discovered`, from words that entered, and by `model`,
from words that stand together; where a theme or its wording stood before, `origins` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from . import prose, steps
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .codebook import Codebook

MEASURES = ("presence", "emergence", "newcomers", "discovered", "trends", "stability", "model")
TRAJECTORIES = ("entering", "growing", "steady", "fading", "gone", "returned", "absent")
GROWN = 1.5  # a share of words that so many times exceeds the first one has grown


def presence(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook | None = None,
    themes: Iterable[str] | str | None = None,
) -> pd.DataFrame:
    """How much room each theme takes in each member.

    With the coded paragraphs of a member, those that have a term of the theme::

        share_paragraphs = coded paragraphs / paragraphs
        share_words      = words of coded paragraphs / words

    Both in [0, 1], higher means more room. A paragraph counts with all its words for each of its
    themes, so shares don't add up to 1, and a long paragraph that names a theme in passing counts
    as much as one about it. Paragraphs of all parts and levels count, each with its own words.

    Parameters
    ----------
    resolutions, paragraphs, codes : DataFrame
    codebook : Codebook, optional
        Gives the themes and their order, those never found among them.
    themes : str or list of str, optional
        Only these; by default all.

    Returns
    -------
    DataFrame
        A row per theme and adopted member, zeros present: ``theme``, ``title``, ``symbol``,
        ``year``, ``n_paragraphs``, ``share_paragraphs``, ``n_words``, ``share_words``,
        ``preamble`` and ``operative`` (coded paragraphs there, annexes with the operative part),
        ``first`` (earliest member at hand that has it), ``labels``. No values for members without
        a text.
    """
    import pandas as pd

    known = steps.members(resolutions)
    coded = codes[codes["scheme"] == "theme"]
    shown = chosen(coded, codebook, themes)
    here = coded[["symbol", "label", "code"]].drop_duplicates()
    placed = paragraphs[["symbol", "label", "part", "n_words"]].merge(here, on=["symbol", "label"])
    groups = dict(tuple(placed.groupby(["code", "symbol"], sort=False)))
    totals = paragraphs.groupby("symbol")["n_words"].agg(["size", "sum"])
    none = placed.iloc[:0]
    named = titles(codebook)
    rows = []
    for theme in shown:
        met = False
        for member in known.itertuples(index=False):
            row: dict[str, Any] = {"theme": theme, "title": named.get(theme, theme),
                                   "symbol": member.symbol, "year": member.year}  # fmt: skip
            if member.at_hand:
                own = groups.get((theme, member.symbol), none)
                of = totals.loc[member.symbol] if member.symbol in totals.index else None
                words = int(own["n_words"].sum())
                preamble = int((own["part"] == "preamble").sum())
                row |= {
                    "n_paragraphs": len(own), "n_words": words,
                    "share_paragraphs": len(own) / of["size"] if of is not None else None,
                    "share_words": words / of["sum"] if of is not None and of["sum"] else None,
                    "preamble": preamble, "operative": len(own) - preamble,
                    "first": len(own) > 0 and not met, "labels": steps.labelled(own),
                }  # fmt: skip
                met = met or len(own) > 0
            rows.append(row)
    columns = ["theme", "title", "symbol", "year", "n_paragraphs", "share_paragraphs", "n_words",
               "share_words", "preamble", "operative", "first", "labels"]  # fmt: skip
    counts = dict.fromkeys(["n_paragraphs", "n_words", "preamble", "operative"], "Int64")
    shares = dict.fromkeys(["share_paragraphs", "share_words"], float)
    return pd.DataFrame(rows, columns=columns).astype(counts | shares | {"first": "boolean"})


def chosen(
    coded: pd.DataFrame, codebook: Codebook | None, themes: Iterable[str] | str | None
) -> list[str]:
    """Themes to show, in the codebook's order.

    Raises
    ------
    InputError
        A theme is named that neither codebook nor tables have.
    """
    known = [t.theme for t in codebook.themes] if codebook else []
    known += sorted(set(coded["code"]) - set(known))
    if themes is None or not list(themes):
        return known
    wanted = [themes] if isinstance(themes, str) else list(themes)
    for theme in wanted:
        if theme not in known:
            raise InputError(f"themes: no theme '{theme}'; there are: {', '.join(known)}")
    return [t for t in known if t in wanted]


def titles(codebook: Codebook | None) -> dict[str, str]:
    """What a theme is called in figures and sentences."""
    return {t.theme: t.title or t.theme for t in codebook.themes} if codebook else {}


def emergence(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    codes: pd.DataFrame,
    clauses: pd.DataFrame,
    codebook: Codebook | None = None,
    themes: Iterable[str] | str | None = None,
) -> pd.DataFrame:
    """When each theme first appears, in four senses that are never one date, and its trajectory.

    * *preamble*, *operative*: the first coded paragraph there (annexes count as operative);
    * *directive*: the first clause that asks somebody to do something, in a coded paragraph
      (the coded clause itself where the code is tied to one);
    * *obligation*: the first such clause whose verb is of the class "deciding" ("decides that …
      shall", "demands").

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

    No test: members are few, and a share moves with the length of the text; look at the counts
    in `presence`. In a collection, whose documents don't succeed each other, only the first
    appearances mean something.

    Returns
    -------
    DataFrame
        A row per theme: ``theme``, ``title``, ``preamble``, ``preamble_label``, ``operative``,
        ``operative_label``, ``directive``, ``directive_label``, ``obligation``,
        ``obligation_label`` (symbols and labels, empty where there is none), ``first_year``,
        ``members`` (that have it), ``searched`` (documents), ``gaps`` (members without a text),
        ``share_first``, ``share_last``, ``trajectory``, ``preamble_first`` (operative only in a
        later member).
    """
    import pandas as pd

    known = steps.members(resolutions)
    at_hand = known.loc[known["at_hand"], "symbol"].to_list()
    order = {s: i for i, s in enumerate(at_hand)}
    year = dict(zip(known["symbol"], known["year"], strict=True))
    coded = codes[(codes["scheme"] == "theme") & codes["symbol"].isin(at_hand)]
    shown = chosen(codes[codes["scheme"] == "theme"], codebook, themes)
    room = presence(resolutions, paragraphs, codes, codebook, shown or None)
    # position in the document breaks ties within a member
    places = paragraphs[["symbol", "label", "part"]].assign(place=range(len(paragraphs)))
    places["member"] = places["symbol"].map(order)
    asked = clauses[clauses["directive"].fillna(False).astype(bool)]
    asked = asked[["symbol", "label", "clause", "class"]]
    named = titles(codebook)
    rows = []
    for theme in shown:
        own = coded[coded["code"] == theme][["symbol", "label", "clause"]].drop_duplicates()
        placed = own.merge(places, on=["symbol", "label"]).sort_values(["member", "place"])
        acts = placed.merge(asked, on=["symbol", "label"], suffixes=("", "_asked"))
        acts = acts[acts["clause"].isna() | (acts["clause"] == acts["clause_asked"]).fillna(False)]
        senses = {
            "preamble": placed[placed["part"] == "preamble"],
            "operative": placed[placed["part"] != "preamble"],
            "directive": acts,
            "obligation": acts[acts["class"] == "deciding"],
        }
        row: dict[str, Any] = {"theme": theme, "title": named.get(theme, theme)}
        for sense, found in senses.items():
            first = found.iloc[0] if len(found) else None
            row[sense] = first["symbol"] if first is not None else None
            row[f"{sense}_label"] = first["label"] if first is not None else None
        shares = room.loc[(room["theme"] == theme) & room["symbol"].isin(at_hand), "share_words"]
        shares = [0.0 if pd.isna(s) else float(s) for s in shares]
        has = [i for i, s in enumerate(at_hand) if s in set(placed["symbol"])]
        pre, op = (order.get(row[s], len(order)) for s in ("preamble", "operative"))
        rows.append(row | {
            "first_year": year[at_hand[has[0]]] if has else None,
            "members": len(has), "searched": len(at_hand), "gaps": int((~known["at_hand"]).sum()),
            "share_first": shares[has[0]] if has else None,
            "share_last": shares[-1] if has else None,
            "trajectory": trajectory(shares, has),
            "preamble_first": bool(pre < op < len(order)),
        })  # fmt: skip
    senses = ("preamble", "operative", "directive", "obligation")
    columns = ["theme", "title", *(f"{s}{e}" for s in senses for e in ("", "_label")), "first_year",
               "members", "searched", "gaps", "share_first", "share_last", "trajectory",
               "preamble_first"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        {"first_year": "Int64", "share_first": float, "share_last": float}
    )


def trajectory(shares: list[float], has: list[int]) -> str:
    """A theme's trajectory from its shares, member by member, and the members that have it.

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
        return "entering"
    if has != list(range(has[0], last + 1)):
        return "returned"
    first, now = shares[has[0]], shares[last]
    grown, shrunk = round(now - GROWN * first, 9) >= 0, round(first - GROWN * now, 9) >= 0
    return "steady" if grown == shrunk else "growing" if grown else "fading"


def settled(emergence: pd.DataFrame, theme: str = "") -> str:
    """The theme asked for; else the one that entered last and stayed: in two members at least."""
    if theme or emergence.empty:
        return theme
    own = emergence[emergence["members"] > 1]
    own = (own if len(own) else emergence).sort_values(
        "first_year", ascending=False, na_position="last", kind="stable"
    )
    return str(own["theme"].iloc[0])


# ── discovery ────────────────────────────────────────────────────────────────────────────────


def newcomers(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    links: pd.DataFrame,
    codebook: Codebook,
    least: int = 3,
    common: float = 0.2,
    prior: float = 1000.0,
) -> pd.DataFrame:
    """Words and phrases absent before, in several paragraphs after.

    A term is *absent before* if no member up to one has it and the next one does. It is *taken
    up* by each paragraph that then has it and whose linked predecessor, if there is one, had it
    not: a paragraph that the next renewal repeats takes nothing up again.

    Beside the paragraphs stands how much more a term is said than before, as a log-odds ratio
    with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008). Of *n* words of the
    member that has it in most paragraphs *y* are the term, of *m* words of all members before it
    entered none; the background gives it the weight *a* of *A*::

        log_odds = ln((y + a) / (n + A - y - a)) - ln(a / (m + A - a))
        z        = log_odds / sqrt(1 / (y + a) + 1 / a)

    Both are unbounded; higher means more clearly new. The rarer a term is in the background, the
    higher its `log_odds`, and the lower its `z`, which trusts a word the less the less is known of
    it. Words cluster in paragraphs (Lijffijt et al. 2016), so `z` is an order of reading here and
    no test: for what chance would do see `discovered`.

    Parameters
    ----------
    resolutions, paragraphs, words, phrases, links : DataFrame
    codebook : Codebook
        Its background is the prior, and tells common words.
    least : int
        Paragraphs that must have taken it up.
    common : float
        Words that stand in more than this share of the background's documents are left out, and
        phrases that have no other.
    prior : float
        *A*: the words that the background counts for. A term has of them its share of the
        background's documents, summed over words; a phrase that of its rarest word.

    Returns
    -------
    DataFrame
        A row per term, most paragraphs first: ``term``, ``paragraphs`` (that took it up), ``z``,
        ``log_odds``, ``symbol``, ``label``, ``year`` (where it entered), ``skips`` (members
        without a text right before), ``places`` (all of them).

    References
    ----------
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words: lexical feature
    selection and evaluation for identifying the content of political conflict. Political
    Analysis 16(4).
    """
    given = _Terms(resolutions, paragraphs, words, phrases, links, codebook, common, least)
    return given.rows(least, codebook, prior).drop(columns="entry")


def log_odds(y: float, n: float, y_before: float, m: float, a: float, of: float) -> tuple:
    """Log-odds ratio of a term in two texts and its z (Monroe, Colaresi and Quinn 2008, eq. 15–22).

    Parameters
    ----------
    y, n : float
        Occurrences of the term, and words, of the text looked at.
    y_before, m : float
        The same of the text that it is compared with.
    a, of : float
        Weight of the term in the prior, and of all words together.
    """
    from math import log, sqrt

    delta = log((y + a) / (n + of - y - a)) - log((y_before + a) / (m + of - y_before - a))
    return delta, delta / sqrt(1 / (y + a) + 1 / (y_before + a))


def discovered(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    links: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook,
    least: int = 3,
    common: float = 0.2,
    prior: float = 1000.0,
    by_chance: float = 2.0,
    permutations: int = 200,
    seed: int = 0,
) -> pd.DataFrame:
    """Candidate themes: terms that entered and share their paragraphs, each with a codebook row.

    Terms are grouped by the paragraphs that they stand in (average linkage, Jaccard similarity at
    least one half), without a look at where they entered; a group is proposed if one of its terms
    is a newcomer (see `newcomers`).

    The null: it is arbitrary which words came when. Whole paragraphs are dealt over the members,
    each with all that it became in later ones: from where to where a paragraph lives stays, whose
    words live there is drawn by lot, so every member keeps its number of paragraphs old and new,
    and words that stand in one paragraph stay together. (Dealing each two neighbours by
    themselves is no null for a series: it understates chance, on paragraphs dealt out at random by
    a quarter.) ``expected`` is how many groups such dealings propose on average with as many
    paragraphs: of the candidates in the rows down to this one, so many would be there
    by chance alone. Rows end where it exceeds `by_chance`: so many at most are proposed on average
    where there is nothing to find. ``chance`` is the share of dealings in which this very group
    does as well. Small topics are told from chance by nobody: raise `by_chance` to read them.

    Parameters
    ----------
    resolutions, paragraphs, words, phrases, links, codes : DataFrame
    codebook : Codebook
    least, common, prior
        See `newcomers`.
    by_chance : float
        How many candidates chance may add, on average.
    permutations, seed : int
        How often to deal, and the seed.

    Returns
    -------
    DataFrame
        A row per candidate, most paragraphs first: ``candidate``, ``terms``, ``paragraphs`` (that
        took up the term that most did), ``expected``, ``chance``, ``z`` (highest of its terms),
        ``symbol``, ``label``, ``year``, ``skips`` (where it entered), ``listed`` (theme of the
        codebook that most of its paragraphs have already, else empty), ``places``, ``row`` (a line
        for ``themes.csv``).
    """
    import numpy as np
    import pandas as pd

    columns = ["candidate", "terms", "paragraphs", "expected", "chance", "z", "symbol", "label",
               "year", "skips", "listed", "places", "row"]  # fmt: skip
    given = _Terms(resolutions, paragraphs, words, phrases, links, codebook, common, least)
    found = given.rows(least, codebook, prior)
    if found.empty:
        return pd.DataFrame(columns=columns)
    group = given.groups()
    score = _best(given.scores(), group)
    random = np.random.default_rng(seed)
    lives = len(given.start)
    dealt = [_best(given.scores(random.permutation(lives)), group) for _ in range(permutations)]
    dealt = np.array(dealt).reshape(permutations, len(score))
    expected = {s: float((dealt >= s).sum() / max(permutations, 1)) for s in set(score)}
    themes = _coded(codes)
    rows = []
    for number, own in found.groupby(found["term"].map(dict(zip(given.terms, group, strict=True)))):
        if expected[score[number]] > by_chance:
            continue
        top = own.iloc[0]
        places = dict.fromkeys(p for cell in own["places"] for p in cell.split("; "))
        terms = _merged(own["term"])
        name = str(top["term"])
        rows.append({
            "candidate": name, "terms": "|".join(terms), "paragraphs": int(score[number]),
            "expected": expected[score[number]],
            "chance": (1 + int((dealt[:, number] >= score[number]).sum())) / (1 + permutations),
            "z": float(own["z"].max()),
            **own.sort_values("entry", kind="stable").iloc[0][["symbol", "label", "year", "skips"]],
            "listed": _listed(places, themes), "places": "; ".join(places),
            "row": _row(name, terms, f"discovered in {top['symbol']} {top['label']}"),
        })  # fmt: skip
    made = pd.DataFrame(rows, columns=columns)
    order = ["paragraphs", "chance", "z", "candidate"]
    return made.sort_values(order, ascending=[False, True, False, True], kind="stable").reset_index(
        drop=True
    )


class _Terms:
    """Terms by paragraphs as they live on: what `newcomers` counts and `discovered` deals.

    A *life* is a paragraph with those that it is linked to, from the member in which it begins to
    the one in which it ends; its versions are what it says in each.
    """

    def __init__(
        self, resolutions: pd.DataFrame, paragraphs: pd.DataFrame, words: pd.DataFrame,
        phrases: pd.DataFrame, links: pd.DataFrame, codebook: Codebook, common: float, least: int,
    ) -> None:  # fmt: skip
        import numpy as np
        import pandas as pd

        known = steps.members(resolutions)
        self.members = known[known["at_hand"]].reset_index(drop=True)
        order = {s: i for i, s in enumerate(self.members["symbol"])}
        self.paragraphs = paragraphs[paragraphs["symbol"].isin(order)]
        both = pd.concat([words.rename(columns={"word": "term"}),
                          phrases.rename(columns={"phrase": "term"})])  # fmt: skip
        both = both[both["symbol"].isin(order)]
        content = _content(codebook, common)
        rare = {t for t in both["term"].unique() if any(content(word) for word in t.split())}
        both = both[both["term"].isin(rare)]
        # in so few paragraphs that none of them can be proposed, wherever it is dealt to
        spread = both.groupby("term").size()
        both = both[both["term"].isin(spread[spread >= least].index)]
        self.terms = sorted(both["term"].unique())
        column = {t: i for i, t in enumerate(self.terms)}
        self.places = list(zip(self.paragraphs["symbol"], self.paragraphs["label"], strict=True))
        place = {key: i for i, key in enumerate(self.places)}
        at = [place[key] for key in zip(both["symbol"], both["label"], strict=True)]
        self.counts = np.zeros((len(place), len(self.terms)), dtype=np.int32)
        self.counts[at, both["term"].map(column)] = both["count"]
        self.member = np.array([order[s] for s, _ in self.places], dtype=int)
        self.has = self.counts > 0
        self._lives(links, place)

    def _lives(self, links: pd.DataFrame, place: dict) -> None:
        """Of each life the member where it begins, its length, its words at first and later."""
        import numpy as np

        joined = links[links["kind"].isin(["kept", "revised"])]
        keys = [list(zip(joined[e], joined[f"{e}_label"], strict=True))
                for e in ("earlier", "later")]  # fmt: skip
        pairs = [(place[a], place[b]) for a, b in zip(*keys, strict=True)
                 if a in place and b in place]  # fmt: skip
        life = _families(len(place), pairs)
        many, longest = max(life, default=-1) + 1, len(self.members)
        self.start = np.full(many, longest)
        end = np.zeros(many, dtype=int)
        np.minimum.at(self.start, life, self.member)
        np.maximum.at(end, life, self.member)
        self.length = end - self.start + 1
        versions = np.zeros((longest, many, len(self.terms)), dtype=bool)
        age = self.member - self.start[life] if many else self.member
        np.logical_or.at(versions, (age, life), self.has)
        self.first = versions[:1].sum(axis=0, dtype=np.float32)
        gained = (versions[1:] & ~versions[:-1]).astype(np.float32)
        # of a life cut short at each length: how often it takes a term up after its beginning
        self.later = np.concatenate([np.zeros_like(self.first)[None], gained.cumsum(axis=0)])

    def scores(self, dealt: Any = None) -> Any:
        """How many paragraphs took each term up; 0 for those that the first member has.

        Parameters
        ----------
        dealt : array of int, optional
            Which life's words stand in the place of each life; by default its own.
        """
        import numpy as np

        at = np.arange(len(self.start)) if dealt is None else dealt
        old, new = at[self.start == 0], at[self.start > 0]
        score = self.first[new].sum(axis=0)
        for length in range(2, len(self.members) + 1):
            score += self.later[length - 1][at[self.length == length]].sum(axis=0)
        return np.where(self.first[old].sum(axis=0) > 0, 0, score)

    def groups(self) -> Any:
        """A number for each term: those of one stand in much the same paragraphs."""
        import numpy as np
        from scipy.cluster.hierarchy import fcluster, linkage
        from scipy.spatial.distance import squareform

        if len(self.terms) < 2:
            return np.zeros(len(self.terms), dtype=int)
        has = self.has.astype(float)
        both = has.T @ has
        size = np.diag(both)
        away = 1 - both / (size[:, None] + size[None, :] - both)
        np.fill_diagonal(away, 0)
        tree = linkage(squareform(away, checks=False), "average")
        return fcluster(tree, 0.5, "distance") - 1

    def rows(self, least: int, codebook: Codebook, prior: float) -> pd.DataFrame:
        """Newcomers as a table."""
        import numpy as np
        import pandas as pd

        score = self.scores()
        size = self.paragraphs["n_words"].to_numpy(float)
        total = np.bincount(self.member, size, len(self.members))
        weight = sum(n for w, n in codebook.background.items() if w) or 1
        rows = []
        for i in np.flatnonzero(score >= least):
            term = self.terms[i]
            inside = np.flatnonzero(self.has[:, i])
            came = int(self.member[inside[0]])
            in_member = np.bincount(self.member[inside], minlength=len(self.members))
            peak = int(in_member.argmax())
            y = int(self.counts[self.member == peak, i].sum())
            seen = min(codebook.background.get(w, 0) for w in term.split())
            a = prior * max(seen, 0.5) / weight
            delta, z = log_odds(y, total[peak], 0, total[:came].sum(), a, prior)
            symbol, label = self.places[inside[0]]
            rows.append({
                "term": term, "paragraphs": int(score[i]), "z": z, "log_odds": delta,
                "symbol": symbol, "label": label, "year": self.members["year"][came],
                "skips": self.members["skips"][came], "entry": came,
                "places": "; ".join(" ".join(self.places[p]) for p in inside),
            })  # fmt: skip
        columns = ["term", "paragraphs", "z", "log_odds", "symbol", "label", "year", "skips",
                   "entry", "places"]  # fmt: skip
        found = pd.DataFrame(rows, columns=columns)
        # of two terms of which one holds the other the longer says more
        found["length"] = -found["term"].str.count(" ")
        order = ["paragraphs", "length", "z", "term"]
        return found.sort_values(order, ascending=[False, True, False, True], kind="stable").drop(
            columns="length").reset_index(drop=True)  # fmt: skip


def _sides(step: Any, links: pd.DataFrame, places: list, holds: Any) -> tuple:
    """What the units of a renewal hold before and after, and on which sides each stands.

    A unit is a paragraph without a link, or a family of linked ones: what a dealing of whole
    paragraphs moves. `places` are (symbol, label) of all paragraphs, `holds` a row of numbers each.
    """
    import numpy as np

    here = [i for i, (symbol, _) in enumerate(places) if symbol in (step.earlier, step.later)]
    place = {places[i]: n for n, i in enumerate(here)}
    own = links[(links["earlier"] == step.earlier) & (links["later"] == step.later)]
    own = own[own["kind"].isin(["kept", "revised"])]
    unit = _families(len(here), [
        (place[step.earlier, a], place[step.later, b])
        for a, b in zip(own["earlier_label"], own["later_label"], strict=True)
    ])  # fmt: skip
    many = max(unit, default=-1) + 1
    side = [int(places[i][0] == step.later) for i in here]
    sides = np.zeros((2, many, holds.shape[1]), dtype=holds.dtype)
    stands = np.zeros((2, many), dtype=bool)
    np.add.at(sides, (side, unit), holds[here])
    stands[side, unit] = True
    return sides, stands


def _families(many: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """A number for each of so many paragraphs: those that pairs join have the same."""
    above = list(range(many))

    def top(i: int) -> int:
        while above[i] != i:
            i = above[i]
        return i

    for one, two in pairs:
        one, two = top(one), top(two)
        above[max(one, two)] = min(one, two)
    number: dict[int, int] = {}
    return [number.setdefault(top(i), len(number)) for i in range(many)]


def _swapped(stands: Any, random: Any) -> Any:
    """Units of a renewal that change sides in one dealing; each side keeps as many alone there."""
    import numpy as np

    swap = random.integers(0, 2, stands.shape[1]).astype(bool)
    alone = np.flatnonzero(stands[0] != stands[1])
    swap[alone] = stands[1, alone] != random.permutation(stands[1, alone])
    return swap


def _content(codebook: Codebook, common: float) -> Callable[[str], bool]:
    """What tells words that may stand for a topic: with a letter, no stop-words, none that open a
    paragraph, none in too many documents of the background."""
    most = common * codebook.documents
    opening = {w for v in codebook.verbs for form in (v.verb, *v.forms) for w in form.split()[:1]}
    barred = opening | codebook.stopwords

    def content(word: str) -> bool:
        return (
            word not in barred
            and codebook.background.get(word, 0) <= most
            and any(c.isalpha() for c in word)
        )

    return content


def _best(scores: Any, group: Any) -> Any:
    """The highest score of each group."""
    import numpy as np

    best = np.zeros(group.max() + 1)
    np.maximum.at(best, group, scores)
    return best


def _merged(terms: Iterable[str]) -> list[str]:
    """Terms for a codebook row: of those that hold each other the first, of plurals one term."""
    kept: list[str] = []
    for term in dict.fromkeys(terms):
        if not any(f" {a} " in f" {b} " for one in kept for a, b in ((term, one), (one, term))):
            kept.append(term)
    plurals = {t for t in kept if t.endswith("s") and t[:-1] in kept}
    return [f"{t}{{,s}}" if f"{t}s" in plurals else t for t in kept if t not in plurals]


def _coded(codes: pd.DataFrame) -> dict[str, set[str]]:
    """Theme → places that have it."""
    own = codes[codes["scheme"] == "theme"]
    places = own["symbol"] + " " + own["label"]
    return {theme: set(found) for theme, found in places.groupby(own["code"], sort=True)}


def _listed(places: Iterable[str], themes: dict[str, set[str]]) -> str:
    """The theme that most of some paragraphs have already; none if no more than half do."""
    places = set(places)
    shared = {theme: len(places & found) for theme, found in themes.items()}
    best = max(shared, key=lambda t: (shared[t], t), default="")
    return best if best and shared[best] > len(places) / 2 else ""


def _row(name: str, terms: Iterable[str], source: str) -> str:
    """A line for ``themes.csv``: what only a reader can write is left empty."""
    import csv
    import io

    out = io.StringIO()
    theme = "_".join(name.replace("-", " ").replace("'", "").split())
    title = name[:1].upper() + name[1:]
    csv.writer(out, lineterminator="").writerow(
        [theme, title, "", "|".join(terms), "", "", "", source]
    )
    return out.getvalue()


# ── trend ────────────────────────────────────────────────────────────────────────────────────

TREND = 6  # renewals without a gap that it takes at least


def trends(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    codes: pd.DataFrame,
    links: pd.DataFrame,
    codebook: Codebook | None = None,
    themes: Iterable[str] | str | None = None,
    permutations: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Exploratory: did a theme gain more room than renewals give to paragraphs at random?

    The change is that of the words of coded paragraphs, last member less first. It is the sum of
    what each renewal brought and took away. The null: between each two adjacent members whole
    paragraphs are dealt anew, those without a link to either side, as many as there were; linked
    ones change places or not. So the text grows in every dealing as it did, and a theme grows with
    it: ``expected``. ``p`` is the share of dealings whose change is as far from that, ``p_any``
    the share in which that of any theme is, in standard deviations (Westfall and Young 1993).

    Renewals that revise a paragraph again and again are dealt apart, so what lasts is not told
    from what comes back; and whoever looks at 25 themes finds something. Not a proof: a hint where
    to read.

    Parameters
    ----------
    resolutions, paragraphs, codes, links : DataFrame
    codebook : Codebook, optional
        Gives themes and their order.
    themes : str or list of str, optional
        Only these.
    permutations, seed : int
        How often to deal, and the seed.

    Returns
    -------
    DataFrame
        A row per theme that is in a member, smallest `p` first: ``theme``, ``title``, ``first``
        and ``last`` (words of coded paragraphs), ``change``, ``expected``, ``p``, ``p_any``.
        No rows with fewer than six renewals, or where one jumps over members without a text.
    """
    import numpy as np
    import pandas as pd

    columns = ["theme", "title", "first", "last", "change", "expected", "p", "p_any"]
    renewals = list(steps.renewals(resolutions).itertuples(index=False))
    coded = codes[codes["scheme"] == "theme"]
    shown = [t for t in chosen(coded, codebook, themes) if t in set(coded["code"])]
    if len(renewals) < TREND or any(one.skips for one in renewals) or not shown:
        return pd.DataFrame(columns=columns)
    places = list(zip(paragraphs["symbol"], paragraphs["label"], strict=True))
    place = {key: i for i, key in enumerate(places)}
    own = coded[coded["code"].isin(shown)][["symbol", "label", "code"]].drop_duplicates()
    words = np.zeros((len(places), len(shown)))
    at = [place[key] for key in zip(own["symbol"], own["label"], strict=True)]
    words[at, [shown.index(t) for t in own["code"]]] = paragraphs["n_words"].to_numpy(float)[at]
    sides = [_sides(one, links, places, words) for one in renewals]
    change = sum((after - before).sum(axis=0) for (before, after), _ in sides)
    random = np.random.default_rng(seed)
    dealt = np.array([
        sum((1 - 2 * _swapped(stands, random)) @ (after - before)
            for (before, after), stands in sides)
        for _ in range(permutations)
    ])  # fmt: skip
    middle, spread = dealt.mean(axis=0), dealt.std(axis=0)
    spread[spread == 0] = 1
    away = np.abs(change - middle)
    apart = np.abs(dealt - middle)
    greatest = (apart / spread).max(axis=1)
    member = paragraphs["symbol"].to_numpy()
    first, last = (
        words[member == s].sum(axis=0) for s in (renewals[0].earlier, renewals[-1].later)
    )
    named = titles(codebook)
    made = pd.DataFrame({
        "theme": shown, "title": [named.get(t, t) for t in shown],
        "first": first.astype(int), "last": last.astype(int), "change": change.astype(int),
        "expected": middle,
        "p": [(1 + (apart[:, i] >= a - 1e-9).sum()) / (1 + permutations)
              for i, a in enumerate(away)],
        "p_any": [(1 + (greatest >= a - 1e-9).sum()) / (1 + permutations) for a in away / spread],
    }, columns=columns)  # fmt: skip
    return made.sort_values(["p", "theme"], kind="stable").reset_index(drop=True)


# ── model ────────────────────────────────────────────────────────────────────────────────────

METHODS = ("nmf", "lda")
SIZE = 300  # distinct paragraphs that a model takes at least
TOP = 10  # words that stand for a topic
NUMBERS = (5, 10, 15, 20, 25)  # of topics, to choose from
STABLE = 0.5  # of a topic's words that refits must find again, on average
NAMED = 0.4  # F1 of a topic's paragraphs and a theme's, from which it bears the theme's name


def model(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook,
    n_topics: int = 0,
    method: str = "nmf",
    size: int = SIZE,
    common: float = 0.7,
    refits: int = 10,
    seed: int = 0,
) -> pd.DataFrame:
    """A topic model of the paragraphs, each topic with how stable it is, and its room by member.

    Paragraphs that renewals repeat word for word are learned from once. NMF (Lee and Seung 1999)
    sees words weighed by how few paragraphs have them (tf-idf), LDA (Blei, Ng and Jordan 2003)
    their counts. A model finds topics in anything, so each has three marks of its worth:

    * ``stability``: the topics of `refits` other models, each of four fifths of the paragraphs
      and with another seed, are matched with these one to one (Hungarian algorithm); it is the
      share of ten words that both have (Jaccard), on average. In [0, 1], higher is better; a
      topic below one half is marked ``unstable``: other seeds, other topics.
    * ``coherence``: mean normalised pointwise mutual information of each two of its ten words,
      over paragraphs (Bouma 2009): ``ln(p(a, b) / p(a) p(b)) / -ln p(a, b)``, -1 for two that no
      paragraph has together. In [-1, 1]. Paragraphs are short: it is noisy for rare words.
    * ``theme`` and ``overlap``: the theme of the codebook whose paragraphs are most like those
      where the topic is foremost, and their F1. From 0.4 the topic is named by the theme,
      else by its first words.

    ``prevalence`` is the topic's share of a paragraph's topics, averaged over a member's
    paragraphs by their words; those of a member add up to 1.

    Parameters
    ----------
    resolutions, paragraphs, words, codes : DataFrame
    codebook : Codebook
    n_topics : int
        How many; 0: as many as `stability` finds best.
    method : {"nmf", "lda"}
    size : int
        Distinct paragraphs that there must be.
    common : float
        Words in more than this share of the background's documents are left out, as are stop-words
        and verbs that open paragraphs.
    refits, seed : int
        Other models to compare with, and the seed of all.

    Returns
    -------
    DataFrame
        A row per topic and member at hand: ``topic`` (1 is the largest), ``name``, ``terms``,
        ``stability``, ``unstable``, ``coherence``, ``theme``, ``overlap``, ``symbol``, ``year``,
        ``prevalence``, ``paragraphs`` (where it is foremost), ``labels``.

    Raises
    ------
    InputError
        Too few paragraphs, or fewer than topics; an unknown method.
    """
    import numpy as np
    import pandas as pd

    given = _Paragraphs(resolutions, paragraphs, words, codebook, common, size)
    if n_topics == 0:
        n_topics = best(_stabilities(given, (method,), NUMBERS, 3, seed), method)
    given.check(n_topics, method)
    fitted = given.fit(method, n_topics, seed)
    topics_ = given.top(fitted.components_)
    stability = given.agreement(method, n_topics, topics_, refits, seed).mean(axis=0)
    share = given.shares(fitted, method)
    weight = share * given.size[:, None]
    foremost = share.argmax(axis=1)
    foremost[share.sum(axis=1) == 0] = -1
    order = np.argsort(-weight.sum(axis=0), kind="stable")
    themes = _coded(codes)
    named = titles(codebook)
    rows = []
    for number, topic in enumerate(order, 1):
        own = [given.places[i] for i in np.flatnonzero(foremost == topic)]
        theme, overlap = _overlapped({f"{s} {n}" for s, n in own}, themes, given.at_hand)
        terms = [given.names[i] for i in topics_[topic]]
        by_theme = overlap >= NAMED
        facts = {
            "topic": number, "name": named.get(theme, theme) if by_theme else ", ".join(terms[:3]),
            "terms": ", ".join(terms), "stability": float(stability[topic]),
            "unstable": bool(stability[topic] < STABLE),
            "coherence": npmi(given.learned[:, topics_[topic]] > 0), "theme": theme,
            "overlap": overlap,
        }  # fmt: skip
        for i, member in enumerate(given.members.itertuples(index=False)):
            inside = given.member == i
            words_here = given.size[inside].sum()
            rows.append(facts | {
                "symbol": member.symbol, "year": member.year,
                "prevalence": float(weight[inside, topic].sum() / words_here) if words_here else 0,
                "paragraphs": int((foremost[inside] == topic).sum()),
                "labels": " ".join(n for s, n in own if s == member.symbol),
            })  # fmt: skip
    return pd.DataFrame(rows)


def stability(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    codebook: Codebook,
    methods: Iterable[str] = METHODS,
    numbers: Iterable[int] = NUMBERS,
    size: int = SIZE,
    common: float = 0.7,
    refits: int = 3,
    seed: int = 0,
) -> pd.DataFrame:
    """How many topics: stability over resamples and coherence of models with more and more.

    Both are means over the topics of a model of what `model` says of one. Few topics are more
    stable and many more coherent, or the reverse: neither alone decides. ``chosen`` marks the
    number whose two ranks add up best, the larger one of equals.

    Parameters
    ----------
    resolutions, paragraphs, words : DataFrame
    codebook : Codebook
    methods, numbers : list
        Which models, and with how many topics.
    size, common, seed
        See `model`.
    refits : int
        Resamples of four fifths of the paragraphs, each with another seed.

    Returns
    -------
    DataFrame
        A row per method and number: ``method``, ``n_topics``, ``stability``, ``low`` and ``high``
        (over refits), ``coherence``, ``paragraphs`` (distinct ones), ``words``, ``chosen``,
        and ``close``: its range meets that of the chosen one, so another seed may choose it.
    """
    given = _Paragraphs(resolutions, paragraphs, words, codebook, common, size)
    return _stabilities(given, methods, numbers, refits, seed)


def _stabilities(
    given: _Paragraphs, methods: Iterable[str], numbers: Iterable[int], refits: int, seed: int
) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for method in methods:
        for k in numbers:
            if k > given.learned.shape[0]:
                continue
            given.check(k, method)
            found = given.top(given.fit(method, k, seed).components_)
            agreed = given.agreement(method, k, found, refits, seed).mean(axis=1)
            coherence = [npmi(given.learned[:, topic] > 0) for topic in found]
            rows.append({
                "method": method, "n_topics": k, "stability": float(agreed.mean()),
                "low": float(agreed.min()), "high": float(agreed.max()),
                "coherence": sum(coherence) / k,
                "paragraphs": given.learned.shape[0], "words": given.learned.shape[1],
            })  # fmt: skip
    made = pd.DataFrame(rows)
    ranks = made.groupby("method")[["stability", "coherence"]].rank(method="min").sum(axis=1)
    made["chosen"] = made["close"] = False
    for _, own in made.assign(ranks=ranks).groupby("method"):
        pick = own.sort_values(["ranks", "n_topics"]).index[-1]
        made.loc[pick, "chosen"] = True
        made.loc[own.index, "close"] = (own["high"] >= made.loc[pick, "low"]) & (
            own["low"] <= made.loc[pick, "high"]
        )
    return made


def best(table: pd.DataFrame, method: str = "nmf") -> int:
    """The number of topics that `stability` chooses for a method."""
    own = table[(table["method"] == method) & table["chosen"]]
    if own.empty:
        raise InputError(f"method: no '{method}' in the table; there are: {', '.join(METHODS)}")
    return int(own["n_topics"].iloc[0])


def listing(table: pd.DataFrame) -> pd.DataFrame:
    """The topics of a `model`, a row each, with the members that have most and least of it."""
    facts = ["topic", "name", "terms", "stability", "unstable", "coherence", "theme", "overlap"]
    found = table.groupby(facts, sort=False, dropna=False)["paragraphs"].sum().reset_index()
    for side, at in (("most", "idxmax"), ("least", "idxmin")):
        place = getattr(table.groupby("topic")["prevalence"], at)()
        found[side] = found["topic"].map(table.loc[place].set_index("topic")["symbol"])
    return found


def distinct(resolutions: pd.DataFrame, paragraphs: pd.DataFrame) -> int:
    """Paragraphs of members at hand, those with the same words once: a model takes `SIZE`."""
    known = steps.members(resolutions)
    return int(paragraphs.loc[paragraphs["symbol"].isin(known["symbol"]), "fingerprint"].nunique())


def npmi(has: Any) -> float:
    """Mean normalised pointwise mutual information of each two columns of a table of yes and no.

    Parameters
    ----------
    has : array of bool
        A row a paragraph, a column a word.
    """
    from itertools import combinations
    from math import log

    import numpy as np

    has = np.asarray(has, dtype=bool)
    n = len(has)
    values = []
    for a, b in combinations(range(has.shape[1]), 2):
        one, two, both = has[:, a].sum() / n, has[:, b].sum() / n, (has[:, a] & has[:, b]).sum() / n
        if not both:
            values.append(-1.0)
        else:  # two that every paragraph has say nothing new of each other
            values.append(log(both / (one * two)) / -log(both) if both < 1 else 0.0)
    return float(sum(values) / len(values)) if values else 0.0


class _Paragraphs:
    """The paragraphs of members at hand as counts of words, and models of them."""

    def __init__(
        self, resolutions: pd.DataFrame, paragraphs: pd.DataFrame, words: pd.DataFrame,
        codebook: Codebook, common: float, least: int,
    ) -> None:  # fmt: skip
        import numpy as np

        known = steps.members(resolutions)
        self.members = known[known["at_hand"]].reset_index(drop=True)
        order = {s: i for i, s in enumerate(self.members["symbol"])}
        own = paragraphs[paragraphs["symbol"].isin(order)].reset_index(drop=True)
        distinct = ~own["fingerprint"].duplicated().to_numpy()
        if distinct.sum() < least:
            raise InputError(
                f"model: {prose.counted(int(distinct.sum()), 'distinct paragraph')}; expected "
                f"at least {least}, in fewer any topics can be found; look at what `discovered` "
                "proposes instead"
            )
        self.places = list(zip(own["symbol"], own["label"], strict=True))
        self.at_hand = {f"{s} {n}" for s, n in self.places}
        self.member = own["symbol"].map(order).to_numpy(int)
        self.size = own["n_words"].to_numpy(float)
        place = {key: i for i, key in enumerate(self.places)}
        names = set(filter(_content(codebook, common), words["word"].unique()))
        here = words[words["word"].isin(names) & words["symbol"].isin(order)]
        at = np.array([place[k] for k in zip(here["symbol"], here["label"], strict=True)], int)
        spread = here["word"][distinct[at]].value_counts()
        few = max(3, round(0.005 * distinct.sum()))
        self.names = sorted(spread[spread.between(few, distinct.sum() / 2)].index)
        column = {w: i for i, w in enumerate(self.names)}
        kept = here["word"].isin(column).to_numpy()
        self.counts = np.zeros((len(own), len(self.names)))
        self.counts[at[kept], here["word"][kept].map(column)] = here["count"][kept]
        self.learned = self.counts[distinct]

    def check(self, n_topics: int, method: str) -> None:
        """A number of topics and a method that can be."""
        if method not in METHODS:
            raise InputError(f"method: no '{method}'; there are: {', '.join(METHODS)}")
        if not 2 <= n_topics <= len(self.learned):
            raise InputError(
                f"n_topics: {n_topics}; expected at least 2 and at most as many as there are "
                f"distinct paragraphs ({len(self.learned)}); 0 chooses"
            )

    def weighed(self, counts: Any, method: str) -> Any:
        """Counts as a method wants them: for NMF tf-idf, in rows of length 1."""
        import numpy as np
        from scipy.sparse import csr_matrix

        if method == "lda":
            return csr_matrix(counts)
        idf = np.log((1 + len(self.learned)) / (1 + (self.learned > 0).sum(axis=0))) + 1
        rows = np.log1p(counts) * idf
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        return csr_matrix(rows / np.where(length, length, 1))

    def fit(self, method: str, n_topics: int, seed: int, rows: Any = None) -> Any:
        """A model of what is learned from, or of some rows of it."""
        import warnings

        from sklearn.decomposition import NMF, LatentDirichletAllocation
        from sklearn.exceptions import ConvergenceWarning

        if method == "nmf":
            # the best start for the model shown; refits start anywhere
            start = "nndsvda" if rows is None and n_topics <= min(self.learned.shape) else "random"
            made = NMF(n_topics, init=start, random_state=seed, max_iter=400, tol=1e-4)
        else:
            made = LatentDirichletAllocation(n_topics, random_state=seed, max_iter=10)
        known = self.learned if rows is None else self.learned[rows]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # stability is measured anyway
            return made.fit(self.weighed(known, method))

    def top(self, components: Any) -> Any:
        """The ten words that weigh most in each topic; of equals the first in the alphabet."""
        import numpy as np

        return np.argsort(-components.round(9), axis=1, kind="stable")[:, :TOP]

    def agreement(self, method: str, n_topics: int, found: Any, refits: int, seed: int) -> Any:
        """How far refits find each topic again: a row a refit, a column a topic."""
        import numpy as np
        from scipy.optimize import linear_sum_assignment

        random = np.random.default_rng(seed)
        many = len(self.learned)
        part = max(n_topics, round(0.8 * many))
        agreed = np.zeros((refits, n_topics))
        for i in range(refits):
            rows = np.sort(random.permutation(many)[:part])
            other = self.top(self.fit(method, n_topics, seed + 1 + i, rows).components_)
            alike = np.array([[len(set(a) & set(b)) / len(set(a) | set(b)) for b in other.tolist()]
                              for a in found.tolist()])  # fmt: skip
            ours, theirs = linear_sum_assignment(-alike)
            agreed[i, ours] = alike[ours, theirs]
        return agreed

    def shares(self, fitted: Any, method: str) -> Any:
        """Each paragraph's topics, which add up to 1; all 0 where it has none of the words."""
        import numpy as np

        found = fitted.transform(self.weighed(self.counts, method)).round(9)
        found[self.counts.sum(axis=1) == 0] = 0
        total = found.sum(axis=1, keepdims=True)
        return found / np.where(total, total, 1)


def _overlapped(
    places: set[str], themes: dict[str, set[str]], at_hand: set[str]
) -> tuple[str, float]:
    """The theme whose paragraphs are most like some others, and F1."""
    best, most = "", 0.0
    for theme, coded in themes.items():
        coded = coded & at_hand
        f1 = 2 * len(places & coded) / (len(places) + len(coded)) if places or coded else 0.0
        if f1 > most:
            best, most = theme, f1
    return best, most


# ── origins ──────────────────────────────────────────────────────────────────────────────────

SHARED = 2  # winnowed shingles that two paragraphs share at least: some fifteen words, or two runs


def origins(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    codes: pd.DataFrame,
    shingles: pd.DataFrame,
    what: str,
    codebook: Codebook | None = None,
    shared: int = SHARED,
) -> pd.DataFrame:
    """Where a theme or phrase appears, in order of date, and where its wording stood before.

    Hand it the tables of all series together (`corpus.Whole.load().measure(topics.origins, …)`):
    it searches the adopted documents in them. "First" is the earliest of those. Two kinds of
    evidence, in rows of their own:

    * *theme*: the document has the theme or phrase, whatever the words around it;
    * *words*: a paragraph that has it shares its wording with one of an earlier document, which
      may speak of something else. Of all earlier paragraphs it is the one with most winnowed
      shingles in common, the earliest of equals. ``shared`` counts them, ``share`` is their part
      of the later paragraph's, in [0, 1]; higher means more likely taken from there. Any twelve
      words in a row show; formulas that all resolutions use are shared wording as well.

    Parameters
    ----------
    resolutions, paragraphs, words, phrases, codes, shingles : DataFrame
    what : str
        A theme of the codebook, or a word or phrase in the language of its terms
        (``"biometric*"``). Phrases are found as far as they are published: see `phrases` in
        ``columns.csv``; where a paragraph has only all the words of one, ``sure`` is False.
    codebook : Codebook, optional
        Tells a theme from a phrase; themes in `codes` are known without.
    shared : int
        Shingles in common from which wording counts as shared.

    Returns
    -------
    DataFrame
        ``evidence``, ``symbol``, ``label`` (the first that has it), ``year``, ``adopted``,
        ``organ``, ``labels`` (all of them), ``sure``, ``earlier``, ``earlier_label``,
        ``earlier_adopted`` (a day; of a year alone its first), ``earlier_organ``, ``shared``,
        ``share``, ``first`` (earliest in this corpus), ``searched`` (documents).
    """
    import pandas as pd

    columns = ["evidence", "symbol", "label", "year", "adopted", "organ", "labels", "sure",
               "earlier", "earlier_label", "earlier_adopted", "earlier_organ", "shared", "share",
               "first", "searched"]  # fmt: skip
    known = dated(resolutions)
    found = _places(what, paragraphs, words, phrases, codes, codebook)
    found = found[found["symbol"].isin(known.index)]
    rank = {symbol: i for i, symbol in enumerate(known.sort_values("order", kind="stable").index)}
    found = found.sort_values("symbol", key=lambda names: names.map(rank), kind="stable")
    rows = []
    for symbol, own in found.groupby("symbol", sort=False):
        sure = own[own["sure"]] if own["sure"].any() else own
        rows.append(_document(known, symbol) | {
            "evidence": "theme", "label": sure["label"].iloc[0], "sure": bool(own["sure"].any()),
            "labels": " ".join(sure["label"]), "first": not any(r["sure"] for r in rows)
            and bool(own["sure"].any()),
        })  # fmt: skip
    taken = wording(shingles, known["order"], found[found["sure"]], shared)
    for row in taken.itertuples(index=False):
        rows.append(_document(known, row.symbol) | {
            "evidence": "words", "label": row.label, "labels": row.label, "sure": True,
            "earlier": row.earlier, "earlier_label": row.earlier_label, "shared": row.shared,
            "share": row.share, "first": False, "earlier_organ": known.loc[row.earlier, "organ"],
            "earlier_adopted": known.loc[row.earlier, "order"],
        })  # fmt: skip
    made = pd.DataFrame(rows, columns=columns).assign(searched=len(known))
    kinds = {"shared": "Int64", "share": float, "first": bool, "sure": bool, "year": "Int64"}
    dates = dict.fromkeys(["adopted", "earlier_adopted"], "datetime64[us]")
    return made.astype(kinds | dates)


def sources(
    resolutions: pd.DataFrame,
    shingles: pd.DataFrame,
    places: pd.DataFrame,
    shared: int = SHARED,
) -> pd.DataFrame:
    """Where the wording of some paragraphs stood before: of each the closest earlier one, if any.

    Hand it the tables of all series together; see `wording` for what counts, and `origins` for
    what it may mean. A paragraph without a source shares its words with none of these documents;
    it may share them with others.

    Parameters
    ----------
    resolutions, shingles : DataFrame
    places : DataFrame
        ``symbol``, ``label`` of the paragraphs, such as `steps.added` gives.
    shared : int
        Shingles in common from which wording counts as shared.

    Returns
    -------
    DataFrame
        A row per paragraph: ``symbol``, ``label``, ``earlier``, ``earlier_label``,
        ``earlier_adopted``, ``earlier_organ``, ``shared``, ``share``, ``searched`` (documents
        adopted before).
    """
    known = dated(resolutions)
    own = places[["symbol", "label"]].drop_duplicates()
    found = wording(shingles, known["order"], own[own["symbol"].isin(known.index)], shared)
    made = own.merge(found, on=["symbol", "label"], how="left")
    before = {s: int((known["order"] < day).sum()) for s, day in known["order"].items()}
    made = made.assign(
        earlier_adopted=made["earlier"].map(known["order"]),
        earlier_organ=made["earlier"].map(known["organ"]),
        searched=made["symbol"].map(before),
    )
    columns = ["symbol", "label", "earlier", "earlier_label", "earlier_adopted", "earlier_organ",
               "shared", "share", "searched"]  # fmt: skip
    return made[columns].astype({"shared": "Int64", "share": float, "searched": "Int64"})


def dated(resolutions: pd.DataFrame) -> pd.DataFrame:
    """Adopted documents at hand by symbol, with their order in time: a day, or a year's first."""
    import pandas as pd

    own = resolutions[(resolutions["stage"] == "adopted") & resolutions["n_words"].notna()]
    own = own.drop_duplicates("symbol").set_index("symbol")
    start = pd.to_datetime(own["year"].astype("int64").astype(str) + "-01-01")
    return own.assign(order=pd.to_datetime(own["adopted"]).fillna(start))


def _document(known: pd.DataFrame, symbol: str) -> dict[str, Any]:
    row = known.loc[symbol]
    return {"symbol": symbol, "year": row["year"], "adopted": row["adopted"], "organ": row["organ"]}


def _places(
    what: str, paragraphs: pd.DataFrame, words: pd.DataFrame, phrases: pd.DataFrame,
    codes: pd.DataFrame, codebook: Codebook | None,
) -> pd.DataFrame:  # fmt: skip
    """Paragraphs that have a theme or phrase, in the order of the texts; whether it is sure."""
    from . import codebook as books

    themes = codes[codes["scheme"] == "theme"]
    known = {t.theme for t in codebook.themes} if codebook else set()
    if what in known | set(themes["code"]):
        own = themes.loc[themes["code"] == what, ["symbol", "label"]].drop_duplicates()
        own = own.assign(sure=True)
    else:
        sought = books.sought(what)
        parts = what.replace("-", " ").split()
        if len(parts) == 1:
            hits = [w for w in words["word"].unique() if sought.fullmatch(w)]
            own = words[words["word"].isin(hits)][["symbol", "label"]].assign(sure=True)
        else:
            import pandas as pd

            hits = [p for p in phrases["phrase"].unique() if sought.fullmatch(p)]
            joined = [w for w in words["word"].unique() if "-" in w and sought.fullmatch(w)]
            several = [p for p in parts if any(c.isalnum() for c in p)]
            have = None
            for part in several:
                like = books.sought(part)
                names = [w for w in words["word"].unique() if like.fullmatch(w)]
                at = set(map(tuple, words.loc[words["word"].isin(names),
                                              ["symbol", "label"]].to_numpy()))  # fmt: skip
                have = at if have is None else have & at
            maybe = pd.DataFrame(sorted(have or ()), columns=["symbol", "label"], dtype="str")
            own = pd.concat([
                phrases[phrases["phrase"].isin(hits)][["symbol", "label"]].assign(sure=True),
                words[words["word"].isin(joined)][["symbol", "label"]].assign(sure=True),
                maybe.assign(sure=False),
            ])  # fmt: skip
        own = own.drop_duplicates(["symbol", "label"])
    return paragraphs[["symbol", "label"]].merge(own, on=["symbol", "label"])


def wording(
    shingles: pd.DataFrame, order: pd.Series, places: pd.DataFrame, shared: int = SHARED
) -> pd.DataFrame:
    """For each of some paragraphs the earlier one that shares most of its wording.

    Parameters
    ----------
    shingles : DataFrame
        The winnowed shingles of all documents.
    order : Series
        Symbol → day; documents of one day are not earlier than each other.
    places : DataFrame
        ``symbol``, ``label`` of the paragraphs asked about.
    shared : int
        Shingles in common from which wording counts as shared.

    Returns
    -------
    DataFrame
        ``symbol``, ``label``, ``earlier``, ``earlier_label``, ``shared``, ``share``; no row for a
        paragraph whose words are new.
    """
    import pandas as pd

    keys = ["symbol", "label"]
    if places.empty:
        return pd.DataFrame(columns=[*keys, "earlier", "earlier_label", "shared", "share"])
    mine = shingles.merge(places[keys].drop_duplicates(), on=keys)
    size = mine.groupby(keys).size().rename("of").reset_index()
    # an index of what is asked about, over which all others pass once
    others = shingles[shingles["shingle"].isin(set(mine["shingle"]))]
    others = others.rename(columns={"symbol": "earlier", "label": "earlier_label"})
    both = mine.merge(others, on="shingle")
    day = both["symbol"].map(order), both["earlier"].map(order)
    both = both[(day[1] < day[0]).to_numpy()]
    found = both.groupby([*keys, "earlier", "earlier_label"]).size().rename("shared").reset_index()
    found = found[found["shared"] >= shared].merge(size, on=keys)
    found["share"] = (found["shared"] / found.pop("of")).round(4)
    found = found.assign(then=found["earlier"].map(order), day=found["symbol"].map(order))
    found = found.sort_values(
        ["day", *keys, "shared", "then", "earlier", "earlier_label"],
        ascending=[True, True, True, False, True, True, True], kind="stable",
    )  # fmt: skip
    return found.drop_duplicates(keys).drop(columns=["then", "day"]).reset_index(drop=True)
