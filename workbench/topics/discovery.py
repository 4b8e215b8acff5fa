"""Words and phrases that came, and the candidate themes that they make together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from .nouns import INNER, noun, opening
from .proposed import heading
from .room import coded
from .terms import Lives, Terms, groups, lives, scores, telling_terms

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["discovered", "log_odds", "newcomers"]

MOSTLY = 0.75  # of the paragraphs of a word: a phrase that so many have names it
WITHIN = 0.5  # of a phrase's paragraphs, from which one that goes on beside it is its whole name


@checked
def newcomers(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    links: pd.DataFrame,
    codebook: Codebook,
    least: int = 3,
    common: float = 0.25,
    prior: float = 1000.0,
) -> pd.DataFrame:
    """Words and phrases absent before, in several paragraphs after.

    A term is *absent before* if no member up to one has it, in whatever written form (singular
    and plural, with and without hyphens; of a word also what is derived from it, `forms.roots`),
    and the next one does; a phrase isn't,
    where a paragraph before had all its words but "of" and the like. It is *taken up* by each
    paragraph that then has it and whose linked predecessor, if there is one, had it not: a
    paragraph that the next renewal repeats takes nothing up again.

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
        A row per term, most paragraphs first: ``term``, ``n_paragraphs`` (that took it up), ``z``,
        ``log_odds``, ``symbol``, ``label``, ``year`` (where it entered), ``skips`` (members
        without a text right before), ``places`` (all of them).

    References
    ----------
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words: lexical feature
    selection and evaluation for identifying the content of political conflict. Political
    Analysis 16(4).
    """
    given = telling_terms(resolutions, paragraphs, words, phrases, codebook, common, least)
    table = _entered(given, lives(given, links), least, codebook, prior).drop(columns="entry")
    return table.assign(places=table["places"].map(steps.packed).astype("str"))


def _entered(
    given: Terms, lived: Lives, least: int, codebook: Codebook, prior: float
) -> pd.DataFrame:
    """Newcomers as a table, with the place in the series of the member where each entered."""
    import numpy as np
    import pandas as pd

    score, places = scores(lived), given.places
    size = given.paragraphs["n_words"].to_numpy(float)
    total = np.bincount(given.member, size, len(given.members))
    weight = sum(n for w, n in codebook.background.items() if w) or 1
    rows = []
    for i in np.flatnonzero(score >= least):
        term = given.names[i]
        here = slice(*given.counts.indptr[i : i + 2])
        inside, count = given.counts.indices[here], given.counts.data[here]
        came = int(given.member[inside[0]])
        in_member = np.bincount(given.member[inside], minlength=len(given.members))
        peak = int(in_member.argmax())
        y = int(count[given.member[inside] == peak].sum())
        seen = min(codebook.background.get(w, 0) for w in term.split())
        a = prior * max(seen, 0.5) / weight
        delta, z = log_odds(y, total[peak], 0, total[:came].sum(), a, prior)
        symbol, label = places[inside[0]]
        rows.append({
            "term": term, "n_paragraphs": int(score[i]), "z": z, "log_odds": delta,
            "symbol": symbol, "label": label, "year": given.members["year"][came],
            "skips": given.members["skips"][came], "entry": came,
            "places": [places[p] for p in inside],
        })  # fmt: skip
    columns = ["term", "n_paragraphs", "z", "log_odds", "symbol", "label", "year", "skips",
               "entry", "places"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    # of two terms of which one holds the other the longer says more
    table["length"] = -table["term"].str.count(" ")
    order = ["n_paragraphs", "length", "z", "term"]
    return table.sort_values(order, ascending=[False, True, False, True], kind="stable").drop(
        columns="length").reset_index(drop=True)  # fmt: skip


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


# ── candidates ───────────────────────────────────────────────────────────────────────────────


@checked
def discovered(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    words: pd.DataFrame,
    phrases: pd.DataFrame,
    links: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook,
    least: int = 3,
    common: float = 0.25,
    prior: float = 1000.0,
    by_chance: float = 2.0,
    permutations: int = 200,
    seed: int = 0,
) -> pd.DataFrame:
    """Candidate themes: terms that entered and share their paragraphs, each with a codebook row.

    Terms are grouped by the paragraphs that they stand in (average linkage, Jaccard similarity at
    least one half), without a look at where they entered; a group is proposed if one of its terms
    is a newcomer (see `newcomers`), and isn't cut off a longer name.

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
        A row per candidate, most paragraphs first: ``candidate``, ``terms``, ``n_paragraphs`` (that
        took up the term that most did), ``expected``, ``chance``, ``z`` (highest of its terms),
        ``symbol``, ``label``, ``year``, ``skips`` (where the term that names it entered),
        ``listed`` (theme of the codebook that most of its paragraphs have already, else empty),
        ``places``, ``row`` (a line for a file of ``codebook/themes/``).
    """
    import pandas as pd

    columns = ["candidate", "terms", "n_paragraphs", "expected", "chance", "z", "symbol", "label",
               "year", "skips", "listed", "places", "row"]  # fmt: skip
    given = telling_terms(resolutions, paragraphs, words, phrases, codebook, common, least)
    lived = lives(given, links)
    table = _entered(given, lived, least, codebook, prior)
    table = table[~table["term"].isin(_cut(table, phrases, codebook))].reset_index(drop=True)
    if table.empty:
        return pd.DataFrame(columns=columns)
    group = groups(given)
    score = _best(scores(lived), group)
    dealt = _dealt(lived, group, permutations, seed)
    expected = {s: float((dealt >= s).sum() / max(permutations, 1)) for s in set(score)}
    themes, of_term = coded(codes), dict(zip(given.names, group, strict=True))
    names = {term: _printed(term, codebook, steps.written(codes)) for term in table["term"]}
    rows = [
        _candidate(several, themes, given.forms, names) | {
            "n_paragraphs": int(score[number]), "expected": expected[score[number]],
            "chance": (1 + int((dealt[:, number] >= score[number]).sum())) / (1 + permutations),
        }
        for number, several in table.groupby(table["term"].map(of_term))
        if expected[score[number]] <= by_chance
    ]  # fmt: skip
    order, rising = ["n_paragraphs", "chance", "z", "candidate"], [False, True, False, True]
    made = pd.DataFrame(rows, columns=columns).sort_values(order, ascending=rising, kind="stable")
    return made.reset_index(drop=True)


def _cut(table: pd.DataFrame, phrases: pd.DataFrame, codebook: Codebook) -> set[str]:
    """Phrases that mostly stand where a longer name goes on before or after two of their words:
    "board of silver harbour" of the "lantern board of silver harbour"."""
    split = {term: term.split() for term in table["term"] if " " in term}
    ends = {" ".join(w) for several in split.values() for w in (several[:2], several[-2:])}
    beside, barred = defaultdict[str, set[str]](set), opening(codebook)
    for phrase in phrases["phrase"].unique():
        for pair in pairwise(phrase.split()):
            if " ".join(pair) in ends:
                beside[" ".join(pair)].add(phrase)
    longer = {
        term: {
            phrase
            for pair in (several[:2], several[-2:])
            for phrase in beside[" ".join(pair)]
            if _goes_on(phrase.split(), several, barred, codebook)
        }
        for term, several in split.items()
    }
    known = set().union(*longer.values()) if longer else set()
    rows = phrases[phrases["phrase"].isin(known)]
    places = {p: set(zip(at["symbol"], at["label"], strict=True))
              for p, at in rows.groupby("phrase")}  # fmt: skip
    here = dict(zip(table["term"], map(set, table["places"]), strict=True))
    return {
        term
        for term, several in longer.items()
        if any(len(places[p] & here[term]) >= WITHIN * len(here[term]) for p in several)
    }


def _goes_on(
    phrase: list[str], term: list[str], barred: frozenset[str], codebook: Codebook
) -> bool:
    """Whether a phrase has a word more of a name, no verb, before a term's first words or after its
    last."""
    before, after = [], []
    for n in range(2, min(len(phrase) - 1, len(term)) + 1):
        if phrase[-n:] == term[:n]:
            before.append(phrase[-n - 1])
        if phrase[:n] == term[-n:]:
            after.append(phrase[n])
    return any(noun(w, codebook) for w in after) or any(
        w not in barred and not w.endswith("ing") for w in before
    )


def _dealt(lived: Lives, group: Any, permutations: int, seed: int) -> Any:
    """The highest score of each group in dealings of lives: a row a dealing."""
    import numpy as np

    random = np.random.default_rng(seed)
    many = len(lived.start)
    dealt = [_best(scores(lived, random.permutation(many)), group) for _ in range(permutations)]
    return np.array(dealt).reshape(permutations, group.max() + 1)


def _best(score: Any, group: Any) -> Any:
    """The highest score of each group."""
    import numpy as np

    best = np.zeros(group.max() + 1)
    np.maximum.at(best, group, score)
    return best


def _printed(term: str, codebook: Codebook, written: dict[str, str]) -> str:
    """A term with its capitals: "COVID-19", "Paris Agreement", "investment"."""
    said, first = heading(term, (), codebook, written), term.split()[0]
    named = said[1:] != said[1:].lower() or codebook.forms.get(first, ("", ""))[1]
    return said if named or first in written else said[:1].lower() + said[1:]


def _candidate(
    several: pd.DataFrame,
    themes: dict[str, set[str]],
    forms: dict[str, list[str]],
    names: dict[str, str],
) -> dict[str, Any]:
    """What there is to say of terms that share their paragraphs, best first."""
    top = several.iloc[0]
    # "road map" tells what a "map" is
    longer = several["term"].map(
        lambda term: top["term"] in term.split()[1:] and INNER.isdisjoint(term.split())
    )
    often = several["n_paragraphs"] >= MOSTLY * top["n_paragraphs"]
    top = next((row for _, row in several[longer & often].iterrows()), top)
    places = list(dict.fromkeys(place for cell in several["places"] for place in cell))
    terms_ = _merged(written for term in several["term"] for written in forms[term])
    name = names[top["term"]]
    return {
        "candidate": name, "terms": "|".join(terms_), "z": float(several["z"].max()),
        **top[["symbol", "label", "year", "skips"]],
        "listed": _listed(map(" ".join, places), themes), "places": steps.packed(places),
        "row": _row(name, terms_, f"discovered in {top['symbol']} {top['label']}"),
    }  # fmt: skip


def _merged(terms: Iterable[str]) -> list[str]:
    """Terms for a codebook row: of those that hold each other the first, of plurals one term."""
    kept: list[str] = []
    for term in dict.fromkeys(terms):
        if not any(f" {a} " in f" {b} " for one in kept for a, b in ((term, one), (one, term))):
            kept.append(term)
    plurals = {t for t in kept if t.endswith("s") and t[:-1] in kept}
    return [f"{t}{{,s}}" if f"{t}s" in plurals else t for t in kept if t not in plurals]


def _listed(places: Iterable[str], themes: dict[str, set[str]]) -> str:
    """The theme that most of some paragraphs have already; none if no more than half do."""
    places = set(places)
    shared = {theme: len(places & coded) for theme, coded in themes.items()}
    best = max(shared, key=lambda t: (shared[t], t), default="")
    return best if best and shared[best] > len(places) / 2 else ""


def _row(name: str, terms: Iterable[str], source: str) -> str:
    """A line for a file of themes: what only a reader can write is left empty."""
    import csv
    import io

    out = io.StringIO()
    theme = "_".join(name.lower().replace("-", " ").replace("'", "").split())
    title = name[:1].upper() + name[1:]
    csv.writer(out, lineterminator="").writerow(
        [theme, title, "", "|".join(terms), "", "", "", source]
    )
    return out.getvalue()
