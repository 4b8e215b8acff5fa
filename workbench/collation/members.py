"""Links of any two members, adjacent or not, of one series or two, from published tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

AKIN = 0.50  # cosine of two paragraphs' words from which they are linked by words alone
PLAIN = 0.75  # from which such a link isn't doubtful


def linked(before: Any, earlier: str, after: Any, later: str) -> pd.DataFrame:
    """Links of any two members, of one series or two, from tables.

    Of neighbours those that are published. Of others of one series what the links between them
    amount to; a pair is doubtful if a link on its way is. Of members of two series what their words
    alone tell: a paragraph is linked to the one most like it.

    Parameters
    ----------
    before, after : Corpus
        The series of the earlier and of the later member; they may be the same.
    earlier, later : str
        Symbols.

    Returns
    -------
    DataFrame
        As the table `links`. ``similarity`` is empty where links are composed.
    """
    one = before.name == after.name and before.series.kind == "renewals"
    way = _way(before.links, earlier, later) if one else None
    if way is None:
        return _alike(before, earlier, after, later)
    return composed(before.links, way, before.paragraphs)


def _way(links: pd.DataFrame, earlier: str, later: str) -> list[str] | None:
    """Members from one to another, each compared with the next in the tables; the fewest."""
    steps = links[["earlier", "later"]].drop_duplicates()
    ways = [[earlier]]
    while ways:
        way = ways.pop(0)
        if way[-1] == later:
            return way
        ways += [[*way, b] for a, b in steps.itertuples(index=False) if a == way[-1]]
    return None


def composed(links: pd.DataFrame, way: Sequence[str], paragraphs: pd.DataFrame) -> pd.DataFrame:
    """What the links from member to member amount to between the first and the last.

    Parameters
    ----------
    links, paragraphs : DataFrame
        Tables of a series.
    way : sequence of str
        Symbols, each linked with the next.

    Returns
    -------
    DataFrame
        As `links`, of the first and the last alone. Kept are paragraphs of the same words.
    """
    import pandas as pd

    first, last = way[0], way[-1]
    rows = [_between(links, a, b) for a, b in pairwise(way)]
    if len(rows) == 1:
        return rows[0]
    both = [r.dropna(subset=["earlier_label", "later_label"]) for r in rows]
    reached = both[0][["earlier_label", "later_label", "doubtful"]]
    for step in both[1:]:
        step = step[["earlier_label", "later_label", "doubtful"]]
        joined = reached.merge(step, left_on="later_label", right_on="earlier_label")
        reached = pd.DataFrame({
            "earlier_label": joined["earlier_label_x"], "later_label": joined["later_label_y"],
            "doubtful": joined["doubtful_x"].astype(bool) | joined["doubtful_y"].astype(bool),
        })  # fmt: skip
    sure = reached.groupby(["earlier_label", "later_label"], sort=False)["doubtful"].min()
    words = paragraphs.set_index(["symbol", "label"])["fingerprint"]
    pairs = [(a, b, None, bool(doubtful)) for (a, b), doubtful in sure.items()]
    return _told(pairs, words, first, last)


def _between(links: pd.DataFrame, earlier: str, later: str) -> pd.DataFrame:
    return links[(links["earlier"] == earlier) & (links["later"] == later)]


def _alike(before: Any, earlier: str, after: Any, later: str) -> pd.DataFrame:
    """Pairs of paragraphs whose words are most alike, each in one pair at most."""
    import numpy as np
    import pandas as pd
    from scipy.optimize import linear_sum_assignment

    sides = [corpus.words[corpus.words["symbol"] == symbol]
             for corpus, symbol in ((before, earlier), (after, later))]  # fmt: skip
    known = before.codebook.background
    number = {w: i for i, w in enumerate(dict.fromkeys(pd.concat(sides)["word"]))}
    rarity = np.array([np.log1p(known.get("", 1) / (1 + known.get(w, 0))) for w in number])
    labels = [list(dict.fromkeys(side["label"])) for side in sides]
    bags = []
    for side, named in zip(sides, labels, strict=True):
        bag = np.zeros((len(named), len(number)))
        place = {label: i for i, label in enumerate(named)}
        np.add.at(bag, (side["label"].map(place).to_numpy(), side["word"].map(number).to_numpy()),
                  side["count"].to_numpy())  # fmt: skip
        bag = np.log1p(bag) * rarity
        bags.append(bag / np.maximum(np.linalg.norm(bag, axis=1, keepdims=True), 1e-9))
    cosine = bags[0] @ bags[1].T
    chosen = zip(*linear_sum_assignment(cosine, maximize=True), strict=True)
    pairs = [
        (labels[0][i], labels[1][j], round(float(cosine[i, j]), 4), bool(cosine[i, j] < PLAIN))
        for i, j in chosen if cosine[i, j] >= AKIN
    ]  # fmt: skip
    words = pd.concat([c.paragraphs for c in {before.name: before, after.name: after}.values()])
    words = words.drop_duplicates(["symbol", "label"]).set_index(["symbol", "label"])["fingerprint"]
    return _told(pairs, words, earlier, later)


def _told(
    pairs: Iterable[tuple[str, str, float | None, bool]],
    words: pd.Series,
    earlier: str,
    later: str,
) -> pd.DataFrame:
    """Pairs of labels, and the paragraphs that are in none, as rows of `links`."""
    import pandas as pd

    pairs = list(pairs)
    rows: list[list[Any]] = []
    for a, b, similarity, doubtful in pairs:
        kept = words[earlier, a] == words[later, b]
        rows.append([a, b, "kept" if kept else "revised", 1.0 if kept else similarity,
                     doubtful and not kept])  # fmt: skip
    old, new = {a for a, *_ in pairs}, {b for _, b, *_ in pairs}
    before, after = (list(words[symbol].index) for symbol in (earlier, later))
    rows += [[a, None, "dropped", None, False] for a in before if a not in old]
    rows += [[None, b, "added", None, False] for b in after if b not in new]
    place = {b: i for i, b in enumerate(after)}
    rows.sort(key=lambda r: (r[1] is None, place.get(r[1], 0)))
    columns = ["earlier_label", "later_label", "kind", "similarity", "doubtful"]
    frame = pd.DataFrame(rows, columns=columns)
    frame.insert(0, "earlier", earlier)
    frame.insert(2, "later", later)
    frame.insert(6, "moved", False)
    return frame.assign(discharged=False, discharged_in_part=False, relative=None, by="machine")
