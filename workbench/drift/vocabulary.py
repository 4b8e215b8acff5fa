"""Words that renewals brought in and took out."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from ..codebook import of_matter
from ..codebook.forms import lemma

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["g2", "keyness", "log_ratio", "word_changes"]

COLUMNS = ["earlier", "later", "skips", "word", "log_ratio", "g2", "p", "n_added", "n_dropped",
           "n_paragraphs_added", "n_paragraphs_dropped", "places_added",
           "places_dropped"]  # fmt: skip
WAYS = ("added", "dropped")
VOICE = ("we", "us", "our", "ours", "ourselves")  # an annex speaks so: a form, not a matter
BODY = re.compile("centre|center|office|branch|task|force|committee|directorate|agency|programme")
# Sessions, months, numbers and Roman ones: sixtieth, forty-sixth, tenth, June, three, III
DATED = (
    r"(?:ieth|teenth|ty-(?:first|second|third|[a-z]+th))$|^(?:first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|eleventh|twelfth|[ivx]{2,}|january|february|march|april|june|july"
    r"|august|september|october|november|december"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundreds?|thousands?"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?"
    r"|[mb]illions?)$"
)
SHORT = 6  # letters of an abbreviation, at most
ALIKE = 20  # paragraphs of like length among which is dealt


@checked
def keyness(
    resolutions: pd.DataFrame,
    words: pd.DataFrame,
    links: pd.DataFrame,
    codes: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    common: float = 0.5,
    least: int = 2,
    pooled: bool = True,
    over_gaps: bool = False,
    permutations: int = 0,
    seed: int = 0,
    phrases: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Which words came in and which went out.

    Paragraphs that links join are compared as one: what the later side has more of a word counts
    as added, what it has less as dropped; unlinked ones count whole, annexes that a later
    member doesn't print again not at all. With *a* of *A* added and *d* of *D* dropped words::

        log_ratio = log2((a / A) / (d / D)), a zero count taken as 0.5      (Hardie 2014)
        g2 = 2 Σ observed · ln(observed / expected) over the 2×2 table      (Dunning 1993)

    `log_ratio` is unbounded, 0 where the word is as common among added as among dropped words,
    +1 where twice as common among the added. `g2` is at least 0 and grows with the counts. Words
    cluster in paragraphs (Lijffijt et al. 2016), so `g2` is an order of reading and no test. Moves
    between paragraphs that no link joins count twice. Forms of a word (`forms.lemma`) count as
    one; what a paragraph has in a compound with hyphens instead neither came nor went.

    ``p``, where permutations are asked for, is the share of dealings in which *any* of these words
    is as many standard deviations from what chance lets expect (Westfall and Young 1993). Dealt are
    whole paragraphs of like length: what a family of linked ones gained, what it lost, what an
    unlinked one is. Empty for words that changed in fewer than five paragraphs.

    Parameters
    ----------
    resolutions, words, links : DataFrame
    codes, phrases : DataFrame, optional
        With a codebook, names of bodies that were renamed are left out; so are abbreviations.
    codebook : Codebook, optional
        Its background tells common words, its entities renamed bodies.
    common : float
        Share of the background's documents: words that more may have, in one form or another, are
        left out of the rows (not of *A* and *D*), as are those of one letter, dates, sessions,
        "we", and of no matter (`codebook.of_matter`).
    least : int
        Paragraphs in which a word must have come or gone.
    pooled : bool
        All renewals together, or each by itself.
    over_gaps : bool
        With those that jump over members without a text: what gathers there drowns the rest.
    permutations, seed : int
        How often to deal whole paragraphs for ``p``, and the seed of the dealing.

    Returns
    -------
    DataFrame
        Highest `log_ratio` first: ``word``, ``log_ratio``, ``g2``, ``p``, ``n_added``,
        ``n_dropped`` (occurrences), ``n_paragraphs_added``, ``n_paragraphs_dropped``,
        ``places_added``, ``places_dropped``, ``earlier``, ``later``, ``skips``.
    """
    import pandas as pd

    pairs = steps.renewals(resolutions)
    pairs = pairs if over_gaps else pairs[pairs["skips"] == ""]
    if pairs.empty:
        return pd.DataFrame(columns=COLUMNS)
    words = _but_names(words, codes, codebook)
    changes = _joined(_every_change(pairs, words, links))
    if pooled:
        over = " ".join(s for s in pairs["skips"] if s)
        ends = {"earlier": pairs["earlier"].iloc[0], "later": pairs["later"].iloc[-1]}
        changes = changes.assign(**ends, skips=over)
    table = _told(_compared(changes), codebook, common, least, words, named(codes, phrases))
    if permutations:
        _test(table, changes, permutations, seed)
    table = table.sort_values(["log_ratio", "g2", "word"], ascending=[False, False, True])
    capital = written(codes, codebook)
    table["word"] = table["word"].map(lambda word: capital.get(word, word))
    return table.astype({"p": float}).reset_index(drop=True)


def _every_change(pairs: pd.DataFrame, words: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """`word_changes` of all renewals, with the renewal."""
    import pandas as pd

    across, of_member = steps.parts(links, "earlier", "later"), steps.parts(words, "symbol")
    unprinted = steps.unprinted(links, words)
    return pd.concat([
        _changes(of_member[p.earlier], of_member[p.later], across[p.earlier, p.later],
                 unprinted, p.earlier, p.later)
        .assign(earlier=p.earlier, later=p.later, skips=p.skips)
        for p in pairs.itertuples(index=False)
    ], ignore_index=True)  # fmt: skip


def _joined(changes: pd.DataFrame) -> pd.DataFrame:
    """Changes with the forms of a word under the one that changed most: what a paragraph has in
    another form now, it has as before."""
    count = changes.groupby("word")["count"].sum()
    names: dict[str, str] = {}
    for word in count.sort_values(ascending=False, kind="stable").index:
        names.setdefault(lemma(word), word)
    renewal = ["earlier", "later", "skips", "family", "word"]
    made = changes.assign(
        word=changes["word"].map(lambda word: names[lemma(word)]),
        count=changes["count"].where(changes["way"] == "added", -changes["count"]),
    )
    made["count"] = made.groupby(renewal, sort=False)["count"].transform("sum")
    way = made["count"].gt(0).map({True: "added", False: "dropped"})
    made = made[(made["count"] != 0) & (made["way"] == way)].drop_duplicates(renewal)
    made = made.assign(count=_but_within(made, renewal))
    return made[made["count"] != 0].assign(count=made["count"].abs())


def _but_within(made: pd.DataFrame, renewal: Sequence[str]) -> list[int]:
    """Counts of changes, signed, less what the same paragraph has in a compound now, or had: a
    town that became a twin-town is there as before."""
    compounds: dict[tuple, list[int]] = defaultdict(list)
    places = list(made[list(renewal)].itertuples(index=False, name=None))
    counts = made["count"].tolist()
    for (*where, word), count in zip(places, counts, strict=True):
        for part in within(word):
            compounds[*where, lemma(part)].append(count)
    left = []
    for (*where, word), count in zip(places, counts, strict=True):
        sign = 1 if count > 0 else -1
        others = compounds.get((*where, lemma(word)), ())
        contrary = sum(abs(n) for n in others if n * sign < 0)
        left.append(sign * max(abs(count) - contrary, 0))
    return left


def within(word: str) -> set[str]:
    """Words that a compound with hyphens has in it: "covid-19" of "post-covid-19"."""
    parts = word.split("-")
    runs = {(i, j) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
    found = {"-".join(parts[i:j]) for i, j in runs} - {word}
    return {part for part in found if len(part) > 2 and not part.isdigit()}


def _compared(changes: pd.DataFrame) -> pd.DataFrame:
    """Each word's changes added up, and how its ways compare with those of all words."""
    import pandas as pd

    rows = []
    for (earlier, later, skips), group in changes.groupby(
        ["earlier", "later", "skips"], sort=False
    ):
        total = group.groupby("way")["count"].sum()
        whole = [int(total.get(way, 0)) for way in WAYS]
        for word, ways in _by_word(group):
            sums = [sum(count for count, _ in ways[way]) for way in WAYS]
            row = {"earlier": earlier, "later": later, "skips": skips, "word": word,
                   "log_ratio": log_ratio(*sums, *whole), "g2": g2(*sums, *whole)}  # fmt: skip
            for way, count in zip(WAYS, sums, strict=True):
                row |= {
                    f"n_{way}": count, f"n_paragraphs_{way}": len(ways[way]),
                    f"places_{way}": steps.packed(place for _, place in ways[way]),
                }  # fmt: skip
            rows.append(row)
    return pd.DataFrame(rows, columns=COLUMNS)


def _by_word(changes: pd.DataFrame) -> list[tuple[str, dict[str, list]]]:
    """Of each word, in the order of the alphabet, how often it came and went, and where."""
    words: dict[str, dict[str, list]] = defaultdict(lambda: {way: [] for way in WAYS})
    columns = (changes[c] for c in ("word", "way", "count", "symbol", "label"))
    for word, way, count, *place in zip(*columns, strict=True):
        words[word][way].append((int(count), tuple(place)))
    return sorted(words.items())


def _told(
    table: pd.DataFrame, codebook: Codebook | None, common: float, least: int,
    words: pd.DataFrame, full: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    """Words with a letter, in paragraphs enough, that are not common in resolutions at large."""
    table = table[table["n_paragraphs_added"] + table["n_paragraphs_dropped"] >= least]
    table = table[table["word"].str.contains(r"[^\W\d_]{2}") & ~table["word"].isin(VOICE)]
    table = table[~table["word"].str.contains(DATED)]
    table = table[~table["word"].isin(spelled(table["word"], full, words, codebook))]
    if codebook is not None and codebook.documents:
        rare = [
            lemma(word) not in usual(codebook, common) and of_matter(word, codebook)
            for word in table["word"]
        ]
        table = table.loc[rare]
    return table


@lru_cache(maxsize=8)
def usual(codebook: Codebook, common: float) -> frozenset[str]:
    """Lemmas that more than this share of the background's documents may have: how many have any
    of several forms isn't known, at most as many as have each."""
    documents: Counter[str] = Counter()
    for word, count in codebook.background.items():
        documents[lemma(word)] += count
    return frozenset(w for w, count in documents.items() if count > common * codebook.documents)


def _but_names(
    words: pd.DataFrame, codes: pd.DataFrame | None, codebook: Codebook | None
) -> pd.DataFrame:
    """Words as often as they stand outside the names of bodies that were renamed in this series;
    and without the word by which these are called once named."""
    if codes is None or codebook is None:
        return words
    named = codes[codes["scheme"] == "entity"]
    before = {e.entity: e.successor for e in codebook.entities if e.successor}
    found = set(named["code"])
    renamed = {one for pair in before.items() if found >= set(pair) for one in pair}
    rows = named[named["code"].isin(renamed)]
    if rows.empty:
        return words
    within: Counter[tuple[str, str, str]] = Counter()
    heads = set()  # "the Centre" stands alone once its name was given
    columns = (rows[name] for name in ("symbol", "label", "term", "count"))
    for symbol, label, term, count in zip(*columns, strict=True):
        for word in term.split():
            within[symbol, label, word] += count
            if BODY.fullmatch(word):
                heads.add((symbol, word))
    left = [
        0 if (symbol, word) in heads else count - within[symbol, label, word]
        for symbol, label, word, count in zip(
            *(words[name] for name in ("symbol", "label", "word", "count")), strict=True)
    ]  # fmt: skip
    return words.assign(count=left).query("count > 0")


def _test(table: pd.DataFrame, changes: pd.DataFrame, permutations: int, seed: int) -> None:
    """Give words that changed in several paragraphs their ``p``."""
    several = table["n_paragraphs_added"] + table["n_paragraphs_dropped"] >= steps.TESTED
    for key, rows in table[several].groupby(["earlier", "later"], sort=False):
        units = changes[(changes["earlier"] == key[0]) & (changes["later"] == key[1])]
        table.loc[rows.index, "p"] = _dealt(units, rows, permutations, seed)


def written(codes: pd.DataFrame | None, codebook: Codebook | None) -> dict[str, str]:
    """Words as a sentence has them, of those that have a capital: "INTERPOL", "Qatar"."""
    names = {w: form for w, (_, form) in codebook.forms.items() if form} if codebook else {}
    names |= {e.entity.lower(): e.entity for e in codebook.entities} if codebook else {}
    return (steps.written(codes) if codes is not None else {}) | names


def _dealt(units: pd.DataFrame, rows: pd.DataFrame, permutations: int, seed: int) -> list[float]:
    """Share of dealings of whole paragraphs in which some word is as far from what chance lets
    expect as each was, in standard deviations of its own."""
    import numpy as np

    bag = (units["family"] + " " + units["way"]).factorize()[0]
    n = bag.max() + 1
    side = np.zeros(n)  # 1 for what was added
    side[bag] = (units["way"] == "added").to_numpy(float)
    if side.all() or not side.any():
        return [float("nan")] * len(rows)
    place = {word: i for i, word in enumerate(rows["word"])}
    column = units["word"].map(place).fillna(-1).to_numpy(int)
    count = units["count"].to_numpy(float)
    bags = np.zeros((n, len(place)))
    np.add.at(bags, (bag[column >= 0], column[column >= 0]), count[column >= 0])
    random = np.random.default_rng(seed)
    # dealt among those of like length: else all that comes in a text that grows would stand out
    ranked = np.lexsort((random.random(n), np.bincount(bag, count)))
    reached, dealt, variance = np.zeros(len(place)), np.zeros((permutations, len(place))), 0.0
    for alike in np.array_split(ranked, max(n // ALIKE, 1)):
        over = bags[alike] - bags[alike].mean(axis=0)
        share, many = side[alike].mean(), len(alike)
        variance += share * (1 - share) * many / max(many - 1, 1) * np.square(over).sum(axis=0)
        reached += side[alike] @ over
        dealt += random.permuted(np.tile(side[alike], (permutations, 1)), axis=1) @ over
    deviation = np.sqrt(np.maximum(variance, 1e-9))
    greatest = np.abs(dealt / deviation).max(axis=1)
    # the dealing that happened is one of those that might have
    as_far = (greatest[:, None] >= np.abs(reached / deviation) - 1e-9).sum(axis=0)
    return ((1 + as_far) / (1 + permutations)).tolist()


def word_changes(
    words: pd.DataFrame, links: pd.DataFrame, earlier: str, later: str
) -> pd.DataFrame:
    """Words that a renewal added and dropped, family by family of linked paragraphs.

    Returns
    -------
    DataFrame
        ``way`` (added, dropped), ``word``, ``count``, the paragraph that gained or lost it (the
        first of its family that has it): ``symbol``, ``label``; and ``family``, its name.
    """
    linked = links[(links["earlier"] == earlier) & (links["later"] == later)]
    before, after = (words[words["symbol"] == symbol] for symbol in (earlier, later))
    return _changes(before, after, linked, steps.unprinted(links, words), earlier, later)


def _changes(
    before: pd.DataFrame, after: pd.DataFrame, links: pd.DataFrame,
    unprinted: Collection[tuple[str, str]], earlier: str, later: str,
) -> pd.DataFrame:  # fmt: skip
    """`word_changes` from the rows of one renewal."""
    import pandas as pd

    head = _heads(links)
    # an annex not printed again drops nothing, nor did it add anything when it came
    still = {(head.get(place, place), -1 if place[0] == earlier else 1) for place in unprinted}
    bags: dict[Any, Counter] = defaultdict(Counter)
    where: dict[Any, str] = {}
    for sign, symbol, words in ((-1, earlier, before), (1, later, after)):
        for label, word, count in zip(words["label"], words["word"], words["count"], strict=True):
            family = head.get((symbol, label), (symbol, label))
            bags[family][word] += sign * int(count)
            where.setdefault((family, word, sign), label)
    rows = []
    for family, bag in bags.items():
        for word, count in bag.items():
            sign = 1 if count > 0 else -1
            if count and (family, sign) not in still:
                rows.append({
                    "way": "added" if sign > 0 else "dropped", "word": word, "count": abs(count),
                    "symbol": later if sign > 0 else earlier, "label": where[family, word, sign],
                    "family": f"{later}: {' '.join(family)}",
                })  # fmt: skip
    return pd.DataFrame(rows, columns=["way", "word", "count", "symbol", "label", "family"])


def _heads(links: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str]]:
    """Paragraph → the first, by symbol and label, of those that links join it to."""
    joined = steps.carried(links)
    ends = [list(zip(joined[side], joined[f"{side}_label"], strict=True))
            for side in ("earlier", "later")]  # fmt: skip
    number = steps.families(zip(*ends, strict=True))
    heads: dict[int, tuple[str, str]] = {}
    for place in sorted(number):
        heads.setdefault(number[place], place)
    return {place: heads[family] for place, family in number.items()}


def named(codes: pd.DataFrame | None, phrases: pd.DataFrame | None) -> pd.DataFrame:
    """Phrases of each paragraph, and bodies as it calls them."""
    import pandas as pd

    columns = ["symbol", "label", "phrase"]
    said = [pd.DataFrame(columns=columns), *([] if phrases is None else [phrases[columns]])]
    if codes is not None:
        bodies = codes[codes["scheme"] == "entity"].reindex(columns=["symbol", "label", "term"])
        said.append(bodies.set_axis(columns, axis=1))
    return pd.concat(said, ignore_index=True).drop_duplicates()


def spelled(
    short: Iterable[str], phrases: pd.DataFrame, words: pd.DataFrame, codebook: Codebook | None
) -> dict[str, set[str]]:
    """Words that abbreviate what stands in full → the words of it.

    "oda" and "official development assistance" are one, whichever of the two a text has. Tables
    have phrases that recur, often without their first or last word: that one then stands in the
    paragraph.

    Parameters
    ----------
    short : iterable of str
        Words; those of which the codebook knows what kind of word they are abbreviate nothing.
    phrases, words : DataFrame
        ``symbol``, ``label`` and ``phrase`` or ``word`` of texts that may have them in full.
    """
    stop = codebook.stopwords if codebook else frozenset()
    known = {w for w, (kind, _) in codebook.forms.items() if kind} if codebook else set()
    sought = {w for w in short if w.isalpha() and 2 < len(w) <= SHORT} - known
    full: dict[str, set[str]] = defaultdict(set)
    if not sought:
        return full
    wanted: dict[str, set[tuple[str, str, str]]] = defaultdict(set)  # initials → what it may be
    for word in sought:
        one = word.removesuffix("s")
        wanted[one].add((word, "", ""))
        wanted[word].add((word, "", ""))
        wanted[one[1:]].add((word, one[0], ""))
        wanted[one[:-1]].add((word, "", one[-1]))
    beside = words.groupby(["symbol", "label"])["word"].agg(list).to_dict()
    for symbol, label, phrase in phrases.itertuples(index=False, name=None):
        parts = re.findall(r"[^\W\d_]+", phrase)
        for kept in (parts, [p for p in parts if p not in stop]):
            for word, *missing in wanted.get("".join(p[0] for p in kept), ()) if kept[1:] else ():
                rest = [w for w in beside.get((symbol, label), ()) if w not in (*parts, word)]
                ends = [w for x in missing for w in rest if x and w.startswith(x) and w not in stop]
                if ends or not any(missing):
                    full[word] |= {*parts, *ends}
    return full


def log_ratio(a: int, d: int, total_a: int, total_d: int) -> float:
    """Binary logarithm of the ratio of two relative frequencies (Hardie 2014).

    A zero count is taken as 0.5; not a number where either side has no words at all.
    """
    if not total_a or not total_d:
        return float("nan")
    return math.log2(((a or 0.5) / total_a) / ((d or 0.5) / total_d))


def g2(a: int, d: int, total_a: int, total_d: int) -> float:
    """Log-likelihood ratio of a 2×2 table of one word against all others (Dunning 1993)."""
    whole = total_a + total_d
    if not total_a or not total_d:
        return float("nan")
    sum_ = 0.0
    for observed, row, total in (
        (a, a + d, total_a),
        (d, a + d, total_d),
        (total_a - a, whole - a - d, total_a),
        (total_d - d, whole - a - d, total_d),
    ):
        if observed:
            sum_ += observed * math.log(observed / (row * total / whole))
    return max(2 * sum_, 0.0)
