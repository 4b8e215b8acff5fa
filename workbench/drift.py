"""How far the language moved: what renewals kept, revised, added and dropped.

Each measure is a pure function from tables to one table. Renewals are pairs of adopted members
that follow each other with their texts at hand (`steps.renewals`); a pair that jumps over members
without a text names them in ``skips``. A resolution is a census of its paragraphs, no sample: the
counts are exact, given the links. What is uncertain are the close decisions (``doubtful`` links),
and a range shows what they can change.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from . import steps
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .codebook import Codebook

MEASURES = (
    "composition",
    "collated",
    "wording",
    "gone",
    "survival",
    "first_text",
    "histories",
    "lifetimes",
    "contested",
    "verbs",
    "similarity",
    "keyness",
    "qualifiers",
    "instruments",
    "cited",
    "length",
)
KINDS = ("kept", "revised", "added", "dropped")
FEW = 6  # renewals that it takes, at least, to speak of lifetimes
CLASSES = ("housekeeping", "strength", "qualifier", "list growth", "wording", "substance")
_ORDINAL = re.compile(r"(?:ieth|ty-(?:first|second|third|[a-z]+th))$")  # sessions: sixtieth, …
READINGS = ("published", "strict", "generous")


def composition(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    links: pd.DataFrame,
    stage: str = "adopted",
) -> pd.DataFrame:
    """What each renewal kept, revised, added and dropped.

    A later paragraph is *kept* if a link says that it has the same words, *revised* if it has
    links but none of these, *added* if it has none; an earlier paragraph without a link is
    *dropped*. *Merged* are later paragraphs with several links, *split* earlier ones with several,
    *moved* later ones whose place among the linked changed: they are counted among kept and
    revised as well, and don't add up with them.

    Shares of kept, revised, added, merged and moved are of the later text (the first three add up
    to 1), those of dropped and split of the earlier; each in [0, 1]. Higher shares of revised,
    added and dropped mean more rewritten. Words are those of whole paragraphs: of a revised
    paragraph all its words count as revised, however few changed, so words overstate rewriting.

    ``low`` and ``high`` are the least and greatest value of three readings of close decisions:
    as published; every doubtful link taken as none (its paragraphs are then added and dropped,
    unless another link holds them); every doubtful added or dropped paragraph taken as revised.

    Parameters
    ----------
    resolutions, paragraphs, links : DataFrame
    stage : {"adopted", "recommended"}
        Renewals, or instead of them each recommended draft against what was adopted.

    Returns
    -------
    DataFrame
        A row per renewal and kind: ``paragraphs``, ``words``, their shares, the range of each,
        ``of_paragraphs`` and ``of_words`` (of the text that they are shares of), ``doubtful``
        (close decisions about paragraphs of this kind) and ``labels``.
    """
    import pandas as pd

    pairs = steps.pairs(resolutions, links, stage)
    rows = []
    for pair in pairs.itertuples(index=False):
        sides = {s: _words_of(paragraphs, getattr(pair, s)) for s in ("earlier", "later")}
        total = {s: (len(w), sum(w.values())) for s, w in sides.items()}
        these = _between(links, pair.earlier, pair.later)
        found = {reading: _fates(these, sides, reading) for reading in READINGS}
        for kind, labels in found["published"].items():
            side = "earlier" if kind in ("dropped", "split") else "later"
            row = pair._asdict() | {"kind": kind, "of_paragraphs": total[side][0],
                                    "of_words": total[side][1]}  # fmt: skip
            for what, of in (("paragraphs", 0), ("words", 1)):
                counts = []
                for reading in READINGS:
                    there = found[reading][kind]
                    counts.append(len(there) if of == 0 else sum(sides[side][n] for n in there))
                row |= {what: counts[0], f"{what}_low": min(counts), f"{what}_high": max(counts)}
                for end in ("", "_low", "_high"):
                    whole = total[side][of]
                    row[f"share_{what}{end}"] = row[what + end] / whole if whole else float("nan")
            close = set(labels) & set(these.loc[these["doubtful"], f"{side}_label"].dropna())
            rows.append(row | {"doubtful": len(close), "labels": " ".join(labels)})
    ends = ("", "_low", "_high")
    columns = ["earlier", "later", "year", "skips", "kind",
               *(f"{s}{w}{e}" for w in ("paragraphs", "words") for s in ("", "share_")
                 for e in ends), "of_paragraphs", "of_words", "doubtful", "labels"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _words_of(paragraphs: pd.DataFrame, symbol: str) -> dict[str, int]:
    """Label → words of a member, in its order."""
    own = paragraphs[paragraphs["symbol"] == symbol]
    return dict(zip(own["label"], own["n_words"].astype(int), strict=True))


def _between(links: pd.DataFrame, earlier: str, later: str) -> pd.DataFrame:
    return links[(links["earlier"] == earlier) & (links["later"] == later)]


def _fates(
    links: pd.DataFrame, sides: dict[str, dict[str, int]], reading: str = "published"
) -> dict[str, list[str]]:
    """Kind → labels, in the order of the texts, as one reading of the close decisions has it."""
    joined = links[links["kind"].isin(["kept", "revised"])]
    if reading == "strict":
        joined = joined[~joined["doubtful"]]
    kept = set(joined.loc[joined["kind"] == "kept", "later_label"])
    moved = set(joined.loc[joined["moved"], "later_label"])
    times = {s: Counter(joined[f"{s}_label"]) for s in sides}
    alone = links[~links["kind"].isin(["kept", "revised"]) & links["doubtful"]]
    if reading != "generous":
        alone = alone.iloc[:0]
    held = {s: set(times[s]) | set(alone[f"{s}_label"].dropna()) for s in sides}
    later, earlier = sides["later"], sides["earlier"]
    return {
        "kept": [n for n in later if n in kept],
        "revised": [n for n in later if n in held["later"] and n not in kept],
        "added": [n for n in later if n not in held["later"]],
        "dropped": [n for n in earlier if n not in held["earlier"]],
        "merged": [n for n in later if times["later"][n] > 1],
        "split": [n for n in earlier if times["earlier"][n] > 1],
        "moved": [n for n in later if n in moved],
    }  # fmt: skip


def collated(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    links: pd.DataFrame,
    stage: str = "adopted",
) -> pd.DataFrame:
    """The links of each renewal with verbs and lengths of both sides: the list to read from.

    ``similarity`` is in [0, 1], higher means less rewritten. ``also`` names the other labels that
    share a side with this link (a merge or a split).

    Returns
    -------
    DataFrame
        A row per link: ``earlier``, ``earlier_label``, ``later``, ``later_label``, ``kind``,
        ``similarity``, ``verb_earlier``, ``verb_later``, ``words_earlier``, ``words_later``,
        ``moved``, ``doubtful``, ``also``, ``skips``.
    """
    import pandas as pd

    pairs = steps.pairs(resolutions, links, stage)
    facts = paragraphs[["symbol", "label", "verb", "n_words"]]
    found = pairs[["earlier", "later", "skips"]].merge(links, on=["earlier", "later"], how="inner")
    for side in ("earlier", "later"):
        own = facts.set_axis([side, f"{side}_label", f"verb_{side}", f"words_{side}"], axis=1)
        found = found.merge(own, on=[side, f"{side}_label"], how="left")
    shared: dict[tuple, list[str]] = defaultdict(list)
    for row in found.itertuples(index=False):
        if pd.notna(row.earlier_label) and pd.notna(row.later_label):
            shared[row.earlier, row.later, "earlier", row.earlier_label].append(row.later_label)
            shared[row.earlier, row.later, "later", row.later_label].append(row.earlier_label)
    also = []
    for row in found.itertuples(index=False):
        key = (row.earlier, row.later)
        others = [n for n in shared[(*key, "later", row.later_label)] if n != row.earlier_label]
        others += [n for n in shared[(*key, "earlier", row.earlier_label)] if n != row.later_label]
        also.append(" ".join(others))
    columns = ["earlier", "earlier_label", "later", "later_label", "kind", "similarity",
               "verb_earlier", "verb_later", "words_earlier", "words_later", "moved", "doubtful",
               "also", "skips"]  # fmt: skip
    return found.assign(also=also)[columns]


def wording(
    resolutions: pd.DataFrame, edits: pd.DataFrame, links: pd.DataFrame, stage: str = "adopted"
) -> pd.DataFrame:
    """What the changes inside revised paragraphs do, by their class.

    Classes come from the codebook of edits: housekeeping (dates, sessions, symbols, renamed
    bodies), strength, qualifier, list growth, wording, substance. ``share = changes of the class /
    all changes of the renewal``, in [0, 1]. One change may be a word or half a paragraph, so the
    words that went and came stand beside it. Whole paragraphs added or dropped are no changes
    here; see `composition`.

    Returns
    -------
    DataFrame
        A row per renewal and class, zeros present: ``earlier``, ``later``, ``year``, ``skips``,
        ``class``, ``changes``, ``share``, ``words_dropped``, ``words_added``, ``paragraphs``,
        ``labels`` (in the later text).
    """
    import pandas as pd

    pairs = steps.pairs(resolutions, links, stage)
    rows = []
    for pair in pairs.itertuples(index=False):
        these = edits[(edits["earlier"] == pair.earlier) & (edits["later"] == pair.later)]
        for name in CLASSES:
            own = these[these["class"] == name]
            rows.append(pair._asdict() | {
                "class": name, "changes": len(own),
                "share": len(own) / len(these) if len(these) else float("nan"),
                "words_dropped": int(own["n_dropped"].sum()),
                "words_added": int(own["n_added"].sum()),
                "paragraphs": own["later_label"].nunique(),
                "labels": steps.labelled(own, "later_label"),
            })  # fmt: skip
    columns = ["earlier", "later", "year", "skips", "class", "changes", "share", "words_dropped",
               "words_added", "paragraphs", "labels"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def gone(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    links: pd.DataFrame,
    codes: pd.DataFrame,
    words: pd.DataFrame,
    codebook: Codebook | None = None,
    common: float = 0.5,
) -> pd.DataFrame:
    """What each renewal let go without a word: paragraphs, conditions, words.

    * *paragraph*: one that no later paragraph carries on.
    * *condition*: a condition or qualifier of the codebook in a paragraph that is carried on, and
      in none of the paragraphs that carry it on.
    * *word*: a word that the later text has nowhere any more. Words that stand in more than the
      share `common` of the background's documents, and numbers of sessions and years, are left out.

    A word that is gone may have been replaced by another spelling or a synonym.

    Returns
    -------
    DataFrame
        A row per thing gone, in the order above, words that were most frequent first:
        ``earlier``, ``later``, ``skips``, ``what``, ``name`` (the paragraph's verb, the condition,
        the word), ``count`` (words of the paragraph; occurrences), ``labels`` (in the earlier
        text), ``doubtful``.
    """
    import pandas as pd

    bounds = codes[codes["scheme"].isin(["condition", "qualifier"])]
    rows = []
    for pair in steps.renewals(resolutions).itertuples(index=False):
        at = {"earlier": pair.earlier, "later": pair.later, "skips": pair.skips}
        these = _between(links, pair.earlier, pair.later)
        joined = these[these["kind"].isin(["kept", "revised"])]
        close = set(these.loc[these["doubtful"], "earlier_label"].dropna())
        onward = joined.groupby("earlier_label")["later_label"].agg(list).to_dict()
        for p in paragraphs[paragraphs["symbol"] == pair.earlier].itertuples(index=False):
            if p.label not in onward:
                rows.append(at | {
                    "what": "paragraph", "name": p.verb, "count": int(p.n_words),
                    "labels": p.label, "doubtful": p.label in close,
                })  # fmt: skip
        was, now = (
            own.groupby("label")["code"].agg(set).to_dict()
            for own in (bounds[bounds["symbol"] == s] for s in (pair.earlier, pair.later))
        )
        lost: dict[str, list[str]] = {}
        for label, after in onward.items():
            held = set().union(*(now.get(n, set()) for n in after))
            for code in sorted(was.get(label, set()) - held):
                lost.setdefault(code, []).append(label)
        order = {label: n for n, label in enumerate(_words_of(paragraphs, pair.earlier))}
        for code, labels in sorted(lost.items()):
            rows.append(at | {
                "what": "condition", "name": code, "count": len(labels),
                "labels": " ".join(sorted(labels, key=order.__getitem__)),
                "doubtful": bool(close & set(labels)),
            })  # fmt: skip
        own = words[words["symbol"] == pair.earlier]
        own = own[~own["word"].isin(set(words.loc[words["symbol"] == pair.later, "word"]))]
        own = own[own["word"].map(lambda w: _telling(w, codebook, common)).astype(bool)]
        counts = own.groupby("word", sort=False)["count"].sum().sort_values(
            ascending=False, kind="stable")  # fmt: skip
        where = own.groupby("word", sort=False)["label"].agg(" ".join)
        rows += [
            at | {"what": "word", "name": word, "count": int(count), "labels": where[word],
                  "doubtful": False}
            for word, count in counts.items()
        ]  # fmt: skip
    columns = ["earlier", "later", "skips", "what", "name", "count", "labels", "doubtful"]
    return pd.DataFrame(rows, columns=columns)


def _telling(word: str, codebook: Codebook | None, common: float) -> bool:
    """Whether a word is rare enough in resolutions at large, and no number of a session or year."""
    seen = 0.0
    if codebook is not None and codebook.documents:
        seen = codebook.background.get(word, 0) / codebook.documents
    return seen <= common and not any(c.isdigit() for c in word) and not _ORDINAL.search(word)


# ── what lives on ────────────────────────────────────────────────────────────────────────────


def survival(
    resolutions: pd.DataFrame, paragraphs: pd.DataFrame, links: pd.DataFrame, cohort: str = "all"
) -> pd.DataFrame:
    """Life table: how many paragraphs of each member live on in each later one.

    A paragraph is alive in a later member if a chain of kept or revised links leads from it to
    some paragraph there: ``share = alive / paragraphs``, in [0, 1], higher means longer lived.
    Chains go from member to member at hand; where they jump over members without a text,
    ``skips`` names these, and what happened in between is not known (a provision may have lapsed
    and been revived). What lapses and is revived after an absence counts as two. ``low`` leaves
    out doubtful links. A paragraph counts as alive however much of it was reworded, so this is
    the life of provisions, not of wordings.

    Parameters
    ----------
    resolutions, paragraphs, links : DataFrame
    cohort : {"all", "new"}
        All paragraphs of a member, or only those that came with it.

    Returns
    -------
    DataFrame
        A row per member and later member (itself among them): ``born``, ``member``, ``year``,
        ``renewals`` between them, ``skips``, ``of``, ``alive``, ``alive_low``, ``share``,
        ``share_low``, ``labels`` (in the member of birth).
    """
    import pandas as pd

    if cohort not in ("all", "new"):
        raise InputError(f"cohort is '{cohort}'; expected all or new")
    known = steps.members(resolutions)
    at_hand = known[known["at_hand"]]
    rows: list[dict[str, Any]] = []
    order = at_hand["symbol"].to_list()
    for start, born in enumerate(order):
        labels = list(_words_of(paragraphs, born))
        if cohort == "new" and start:
            before = _between(links, order[start - 1], born)
            held = set(before.loc[before["kind"].isin(["kept", "revised"]), "later_label"])
            labels = [n for n in labels if n not in held]
        here = {n: {n} for n in labels}
        sure = dict(here)
        skipped: list[str] = []
        for i in range(start, len(order)):
            if i > start:
                these = _between(links, order[i - 1], order[i])
                here, sure = _onward(here, these), _onward(sure, these[~these["doubtful"]])
                skipped += at_hand["skips"].iloc[i].split()
            alive = [n for n in labels if here[n]]
            low = sum(1 for n in labels if sure[n])
            rows.append({
                "born": born, "member": order[i], "year": at_hand["year"].iloc[i],
                "renewals": i - start, "skips": " ".join(skipped), "of": len(labels),
                "alive": len(alive), "alive_low": low,
                "share": len(alive) / len(labels) if labels else float("nan"),
                "share_low": low / len(labels) if labels else float("nan"),
                "labels": " ".join(alive),
            })  # fmt: skip
    columns = ["born", "member", "year", "renewals", "skips", "of", "alive", "alive_low", "share",
               "share_low", "labels"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _onward(here: dict[str, set[str]], links: pd.DataFrame) -> dict[str, set[str]]:
    """Where the paragraphs that stand in some places stand one member later."""
    to: dict[str, set[str]] = defaultdict(set)
    joined = links[links["kind"].isin(["kept", "revised"])]
    for earlier, later in zip(joined["earlier_label"], joined["later_label"], strict=True):
        to[earlier].add(later)
    return {n: set().union(*(to.get(p, set()) for p in places)) for n, places in here.items()}


def first_text(
    resolutions: pd.DataFrame, paragraphs: pd.DataFrame, links: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """How much of the first text lives on in each member.

    Two answers that differ on purpose: by provisions (paragraphs of the first text that a chain
    of links leads from, and their words: a provision lives on reworded) and by wording
    (``contained``: share of the first text's five-word runs that stand in the member, wherever;
    Broder 1997). Each in [0, 1], higher means that more is left. Members without a text have rows
    without values.

    Returns
    -------
    DataFrame
        ``member``, ``year``, ``skips``, ``paragraphs``, ``share_paragraphs``, ``share_words``,
        ``contained``, ``labels`` (in the first text).
    """
    import pandas as pd

    known = steps.members(resolutions)
    life = survival(resolutions, paragraphs, links)
    columns = ["member", "year", "skips", "paragraphs", "share_paragraphs", "share_words",
               "contained", "labels"]  # fmt: skip
    if life.empty:
        return pd.DataFrame(columns=columns)
    first = life["born"].iloc[0]
    words = _words_of(paragraphs, first)
    life = life[life["born"] == first].set_index("member")
    inside = pairs[pairs["earlier"] == first].set_index("later")["contained_in_later"]
    rows = []
    for member in known.itertuples(index=False):
        row = {"member": member.symbol, "year": member.year, "skips": ""}
        if member.at_hand:
            own = life.loc[member.symbol]
            alive = own["labels"].split()
            total = sum(words.values())
            row |= {
                "skips": own["skips"], "paragraphs": len(alive), "share_paragraphs": own["share"],
                "share_words": sum(words[n] for n in alive) / total if total else float("nan"),
                "contained": 1.0 if member.symbol == first else inside.get(member.symbol),
                "labels": own["labels"],
            }  # fmt: skip
        rows.append(row)
    return pd.DataFrame(rows, columns=columns).astype({"paragraphs": "Int64"})


def histories(
    resolutions: pd.DataFrame, links: pd.DataFrame, provisions: pd.DataFrame
) -> pd.DataFrame:
    """Every provision through the years: where it stands in each member, and what changed it.

    Returns
    -------
    DataFrame
        A row per provision and adopted member in which it stands or lapses: ``provision``,
        ``symbol``, ``year``, ``label``, ``status``, ``kind`` and ``doubtful`` of the link that
        leads there from the member before, ``skips``.
    """
    import pandas as pd

    pairs = steps.renewals(resolutions)
    known = steps.members(resolutions)
    before = dict(zip(pairs["later"], pairs["earlier"], strict=True))
    years = dict(zip(known["symbol"], known["year"], strict=True))
    skips = dict(zip(known["symbol"], known["skips"], strict=True))
    joined = links[links["kind"].isin(["kept", "revised"])]
    link = {
        (r.earlier, r.earlier_label, r.later, r.later_label): (r.kind, bool(r.doubtful))
        for r in joined.itertuples(index=False)
    }
    own = provisions[provisions["symbol"].isin(list(known.loc[known["at_hand"], "symbol"]))]
    place = dict(zip(zip(own["provision"], own["symbol"], strict=True), own["label"], strict=True))
    rows = []
    for row in own.itertuples(index=False):
        earlier = before.get(row.symbol)
        came = (earlier, place.get((row.provision, earlier)), row.symbol, row.label)
        kind, doubtful = link.get(came, (None, False))
        rows.append({
            "provision": row.provision, "symbol": row.symbol, "year": years[row.symbol],
            "label": row.label, "status": row.status, "kind": kind, "doubtful": doubtful,
            "skips": skips[row.symbol],
        })  # fmt: skip
    columns = ["provision", "symbol", "year", "label", "status", "kind", "doubtful", "skips"]
    return pd.DataFrame(rows, columns=columns)


def lifetimes(resolutions: pd.DataFrame, provisions: pd.DataFrame) -> pd.DataFrame:
    """How many renewals a provision lives through: the Kaplan–Meier estimate.

    With *n* provisions that stood when they had lived through *t* - 1 renewals and were seen at
    the next, and *d* of them that lapsed there::

        share(t) = Π (1 - d / n) over all ages up to t

    In [0, 1], falling; higher means longer lived. Provisions of the last member, and those merged
    into another, are censored; one that lapsed counts as ended, also if it is revived later. Ages
    are counted in renewals from the birth in this corpus. Provisions of one renewal share their
    fate, so the members' own number of renewals is the sample, not the provisions: ``low`` and
    ``high`` are the least and greatest estimate with any one renewal left out, not an interval of
    confidence. No rows where a renewal jumps over members without a text, or where renewals are
    fewer than six: ages would be guesses there. Source: Kaplan and Meier 1958.

    Returns
    -------
    DataFrame
        A row per age: ``age`` (renewals), ``standing`` (n), ``lapsed`` (d), ``share``, ``low``,
        ``high``.
    """
    import pandas as pd

    columns = ["age", "standing", "lapsed", "share", "low", "high"]
    known = steps.members(resolutions)
    order = known.loc[known["at_hand"], "symbol"].to_list()
    if len(order) <= FEW or known["skips"].any():
        return pd.DataFrame(columns=columns)
    risk: list[tuple[int, int, bool]] = []  # age, renewal (the later member), lapsed
    for _, own in provisions.groupby("provision", sort=False):
        status = {r.symbol: r.status for r in own.itertuples(index=False)}
        born = min((order.index(s) for s in status if s in order), default=None)
        if born is None:
            continue
        for age, at in enumerate(range(born + 1, len(order)), start=1):
            fate = status.get(order[at])
            if fate is None or fate == "merged into":
                break
            risk.append((age, at, fate == "lapsed"))
            if fate == "lapsed":
                break
    whole = _kaplan_meier(risk)
    without = [_kaplan_meier([r for r in risk if r[1] != at]) for at in range(1, len(order))]
    rows = []
    for age, (standing, lapsed, share) in whole.items():
        others = [one[age][2] for one in without if age in one]
        rows.append({
            "age": age, "standing": standing, "lapsed": lapsed, "share": share,
            "low": min([share, *others]), "high": max([share, *others]),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _kaplan_meier(risk: list[tuple[int, int, bool]]) -> dict[int, tuple[int, int, float]]:
    """Age → how many stood, how many lapsed, and the share that lives on."""
    standing = Counter(age for age, _, _ in risk)
    lapsed = Counter(age for age, _, gone in risk if gone)
    share, found = 1.0, {0: (standing[1], 0, 1.0)}
    for age in sorted(standing):
        share *= 1 - lapsed[age] / standing[age]
        found[age] = (standing[age], lapsed[age], share)
    return found


def contested(
    resolutions: pd.DataFrame,
    links: pd.DataFrame,
    provisions: pd.DataFrame,
    edits: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Which provisions are reopened at every renewal, and which are never touched.

    A provision's *renewals* are those that it went through: it stands in the earlier and in the
    later text. *Reworded* are those of them whose link between its two places is revised:
    ``share = reworded / renewals`` in [0, 1], higher means more contested. *Housekeeping* counts
    rewordings that do nothing but change dates, sessions, symbols and names. Provisions that only
    one member has are left out. Where provisions merged, a rewording of the joint paragraph counts
    for each of them.

    Returns
    -------
    DataFrame
        A row per provision: ``provision`` (member and label of its birth), ``last``,
        ``last_label``, ``renewals``, ``reworded``, ``share``, ``fate`` (every time, sometimes,
        never), ``housekeeping``, ``similarity`` (the lowest along its way), ``skips``,
        ``labels`` (symbol and label of each member, separated by semicolons).
    """
    import pandas as pd

    pairs = steps.renewals(resolutions)
    over = {(p.earlier, p.later): p.skips for p in pairs.itertuples(index=False)}
    order = list(dict.fromkeys([*pairs["earlier"], *pairs["later"]]))
    joined = links[links["kind"].isin(["kept", "revised"])]
    link = {
        (r.earlier, r.earlier_label, r.later, r.later_label): r
        for r in joined.itertuples(index=False)
    }
    tidy = _only_housekeeping(edits)
    standing = provisions[provisions["label"].notna() & provisions["symbol"].isin(order)]
    rows = []
    for name, own in standing.groupby("provision", sort=False):
        places = list(dict.fromkeys(zip(own["symbol"], own["label"], strict=True)))
        seen = [
            (link[(*a, *b)], over[a[0], b[0]])
            for a in places for b in places
            if (a[0], b[0]) in over and (*a, *b) in link
        ]  # fmt: skip
        if not seen:
            continue
        went = {(r.earlier, r.later) for r, _ in seen}
        changed = {(r.earlier, r.later) for r, _ in seen if r.kind == "revised"}
        clean = {
            (r.earlier, r.later) for r, _ in seen
            if r.kind == "revised" and (r.later, r.later_label) in tidy
        }  # fmt: skip
        share = len(changed) / len(went)
        last = max(places, key=lambda place: order.index(place[0]))
        rows.append({
            "provision": name, "last": last[0], "last_label": last[1], "renewals": len(went),
            "reworded": len(changed), "share": share, "housekeeping": len(clean),
            "fate": {1.0: "every time", 0.0: "never"}.get(share, "sometimes"),
            "similarity": min(r.similarity for r, _ in seen),
            "skips": " ".join(dict.fromkeys(s for _, cell in seen for s in cell.split())),
            "labels": "; ".join(" ".join(place) for place in places),
        })  # fmt: skip
    columns = ["provision", "last", "last_label", "renewals", "reworded", "share", "fate",
               "housekeeping", "similarity", "skips", "labels"]  # fmt: skip
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values(
        ["renewals", "share", "similarity"], ascending=[False, False, True], kind="stable"
    ).reset_index(drop=True)


def _only_housekeeping(edits: pd.DataFrame | None) -> set[tuple[str, str]]:
    """Later paragraphs in which every change is housekeeping."""
    if edits is None:
        return set()
    classes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in edits[["later", "later_label", "class"]].itertuples(index=False, name=None):
        classes[row[:2]].add(row[2])
    return {place for place, found in classes.items() if found == {"housekeeping"}}


def _families(joined: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str]]:
    """Paragraph → the head of the family that links put it into."""
    head: dict[tuple[str, str], tuple[str, str]] = {}

    def top(node: tuple[str, str]) -> tuple[str, str]:
        while head.setdefault(node, node) != node:
            node = head[node]
        return node

    for row in joined.itertuples(index=False):
        one, other = top((row.earlier, row.earlier_label)), top((row.later, row.later_label))
        head[max(one, other)] = min(one, other)
    return {node: top(node) for node in list(head)}


# ── words, verbs, qualifiers, citations ──────────────────────────────────────────────────────


def verbs(resolutions: pd.DataFrame, clauses: pd.DataFrame) -> pd.DataFrame:
    """Classes of the organ's verbs over the members.

    ``share = clauses of the class / clauses of the member``, in [0, 1]. Clauses whose verb the
    codebook does not name have the class "unnamed". The scale behind classes is disputed: read
    counts, not an average.

    Returns
    -------
    DataFrame
        A row per member and class (zeros present; no values for members without a text):
        ``symbol``, ``year``, ``class``, ``strength`` (highest band met), ``clauses``, ``share``,
        ``verbs`` (each with its count), ``labels``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    own = clauses[clauses["symbol"].isin(known["symbol"])]
    own = own.assign(**{"class": own["class"].fillna("unnamed")})
    band = own.groupby("class")["strength"].max()
    ordered = sorted(band.index, key=lambda c: (-(band[c] if pd.notna(band[c]) else -1), c))
    rows = []
    for member in known.itertuples(index=False):
        here = own[own["symbol"] == member.symbol]
        for name in ordered:
            row = {"symbol": member.symbol, "year": member.year, "class": name,
                   "strength": band[name]}  # fmt: skip
            if member.at_hand:
                these = here[here["class"] == name]
                counts = these["verb"].value_counts(sort=False).sort_values(
                    ascending=False, kind="stable")  # fmt: skip
                row |= {
                    "clauses": len(these),
                    "share": len(these) / len(here) if len(here) else float("nan"),
                    "verbs": ", ".join(f"{v} {n}" for v, n in counts.items()),
                    "labels": steps.labelled(these),
                }
            rows.append(row)
    columns = ["symbol", "year", "class", "strength", "clauses", "share", "verbs", "labels"]
    return pd.DataFrame(rows, columns=columns).astype({"clauses": "Int64", "strength": "Int64"})


def similarity(resolutions: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """How like each other whole texts are, adjacent or not.

    ``similarity``: five-word runs that both have, among all runs that either has (resemblance;
    Broder 1997), symmetric, in [0, 1], 1 for the same runs. It falls when one text is much longer
    than the other, even if it holds it all: ``contained`` is the share of the row's own runs that
    stand in the other. Runs of five words don't survive small edits, so values are low where
    readers still see the same text.

    Returns
    -------
    DataFrame
        A row per ordered pair of members (itself among them, 1): ``symbol``, ``other``,
        ``similarity``, ``contained``, ``skips`` (members without a text between the two).
    """
    import pandas as pd

    known = steps.members(resolutions)
    order = known.loc[known["at_hand"], "symbol"].to_list()
    value = {}
    for row in pairs.itertuples(index=False):
        value[row.earlier, row.later] = (row.similarity, row.contained_in_later)
        value[row.later, row.earlier] = (row.similarity, row.contained_in_earlier)
    rows = []
    for one in order:
        for other in order:
            near, inside = (1.0, 1.0) if one == other else value.get((one, other), (None, None))
            ends = sorted((one, other), key=order.index)
            rows.append({
                "symbol": one, "other": other, "similarity": near, "contained": inside,
                "skips": steps.between(resolutions, *ends),
            })  # fmt: skip
    columns = ["symbol", "other", "similarity", "contained", "skips"]
    return pd.DataFrame(rows, columns=columns).astype({"similarity": float, "contained": float})


def keyness(
    resolutions: pd.DataFrame,
    words: pd.DataFrame,
    links: pd.DataFrame,
    codebook: Codebook | None = None,
    common: float = 0.5,
    least: int = 2,
    pooled: bool = True,
    over_gaps: bool = False,
    permutations: int = 0,
    seed: int = 0,
) -> pd.DataFrame:
    """Which words came in and which went out.

    Paragraphs that links join are compared as one: what the later side has more of a word counts
    as added, what it has less as dropped; unlinked paragraphs count whole. With *a* of *A* added
    and *d* of *D* dropped occurrences of all words::

        log_ratio = log2((a / A) / (d / D)), a zero count taken as 0.5      (Hardie 2014)
        g2 = 2 Σ observed · ln(observed / expected) over the 2×2 table      (Dunning 1993)

    `log_ratio` is unbounded, 0 where the word is as common among added as among dropped words,
    +1 where twice as common among the added. `g2` is at least 0 and grows with the counts. Words
    cluster in paragraphs (Lijffijt et al. 2016), so `g2` is an order of reading here and no test:
    look at the number of paragraphs beside it. Moves of words between paragraphs that no link
    joins count as dropped and added.

    ``p``, where permutations are asked for, is the share of dealings in which *any* of these words
    has as great a `g2` (Westfall and Young 1993). Dealt are whole paragraphs: what a family of
    linked ones gained, what it lost, what an unlinked one brought or took away; the null is that
    it makes no difference to the words which of these came and which went. Words that are in few
    paragraphs can't get a small one.

    Parameters
    ----------
    resolutions, words, links : DataFrame
    codebook : Codebook, optional
        Its background tells common words.
    common : float
        Words that stand in more than this share of the background's documents are left out of
        the rows (not of *A* and *D*), as are words without a letter.
    least : int
        Paragraphs in which a word must have come or gone.
    pooled : bool
        All renewals together, or each by itself.
    over_gaps : bool
        With those that jump over members without a text. They are left out by default: so much is
        rewritten there, in steps that nobody sees, that it would drown the rest.
    permutations, seed : int
        How often to deal whole paragraphs for ``p``, and the seed of the dealing.

    Returns
    -------
    DataFrame
        Highest `log_ratio` first: ``word``, ``log_ratio``, ``g2``, ``p``, ``added``, ``dropped``,
        ``paragraphs_added``, ``paragraphs_dropped``, ``labels_added``, ``labels_dropped``,
        and ``earlier``, ``later``, ``skips`` (of all renewals where pooled).
    """
    import pandas as pd

    pairs = steps.renewals(resolutions)
    if not over_gaps:
        pairs = pairs[pairs["skips"] == ""]
    changes = []
    for pair in pairs.itertuples(index=False):
        found = word_changes(words, links, pair.earlier, pair.later)
        changes.append(found.assign(earlier=pair.earlier, later=pair.later, skips=pair.skips))
    columns = ["earlier", "later", "skips", "word", "log_ratio", "g2", "p", "added", "dropped",
               "paragraphs_added", "paragraphs_dropped",
               "labels_added", "labels_dropped"]  # fmt: skip
    if not changes:
        return pd.DataFrame(columns=columns)
    every = pd.concat(changes, ignore_index=True)
    if pooled:
        every = every.assign(
            earlier=pairs["earlier"].iloc[0], later=pairs["later"].iloc[-1],
            skips=" ".join(s for s in pairs["skips"] if s),
        )  # fmt: skip
    rows = []
    for (earlier, later, skips), group in every.groupby(["earlier", "later", "skips"], sort=False):
        total = {way: int(n) for way, n in group.groupby("way")["count"].sum().items()}
        for word, own in group.groupby("word", sort=True):
            row: dict[str, Any] = {"earlier": earlier, "later": later, "skips": skips, "word": word}
            for way in ("added", "dropped"):
                part = own[own["way"] == way]
                row[way] = int(part["count"].sum())
                row[f"paragraphs_{way}"] = len(part)
                # pooled: the label alone would not say whose it is
                names = part["symbol"] + " " + part["label"] if pooled else part["label"]
                row[f"labels_{way}"] = ("; " if pooled else " ").join(dict.fromkeys(names))
            numbers = row["added"], row["dropped"], total.get("added", 0), total.get("dropped", 0)
            rows.append(row | {"log_ratio": log_ratio(*numbers), "g2": g2(*numbers)})
    found = pd.DataFrame(rows, columns=columns)
    found = found[found["paragraphs_added"] + found["paragraphs_dropped"] >= least]
    found = found[found["word"].str.contains(r"[^\W\d_]")]
    if codebook is not None and codebook.documents:
        seen = found["word"].map(lambda w: codebook.background.get(w, 0)) / codebook.documents
        found = found[seen <= common]
    if permutations and len(found):
        for key, own in found.groupby(["earlier", "later"], sort=False):
            units = every[(every["earlier"] == key[0]) & (every["later"] == key[1])]
            found.loc[own.index, "p"] = _dealt(units, own, permutations, seed)
    return (
        found.astype({"p": float})
        .sort_values(["log_ratio", "g2", "word"], ascending=[False, False, True], kind="stable")
        .reset_index(drop=True)
    )


def _dealt(units: pd.DataFrame, rows: pd.DataFrame, permutations: int, seed: int) -> list[float]:
    """Share of dealings of whole paragraphs whose greatest G² reaches that of each word."""
    import numpy as np

    bag = (units["family"] + " " + units["way"]).factorize()[0]
    side = np.zeros(bag.max() + 1)  # 1 for what was added
    side[bag] = (units["way"] == "added").to_numpy(float)
    place = {word: i for i, word in enumerate(rows["word"])}
    column = units["word"].map(place).fillna(-1).to_numpy(int)
    count = units["count"].to_numpy(float)
    size = np.bincount(bag, count)
    bags = np.zeros((len(side), len(place)))
    np.add.at(bags, (bag[column >= 0], column[column >= 0]), count[column >= 0])
    word, whole = bags.sum(axis=0), size.sum()
    random = np.random.default_rng(seed)
    greatest = np.empty(permutations)
    for start in range(0, permutations, 100):  # in bands, so that memory stays small
        many = min(100, permutations - start)
        dealt = random.permuted(np.tile(side, (many, 1)), axis=1)
        added, of = dealt @ bags, (dealt @ size)[:, None]
        greatest[start : start + many] = _g2(added, word - added, of, whole - of).max(axis=1)
    observed = rows["g2"].to_numpy(float)
    # the dealing that happened is one of those that might have
    return [
        (1 + int((greatest >= value - 1e-9).sum())) / (1 + permutations)
        if value == value  # nothing was added, or nothing dropped
        else float("nan")
        for value in observed
    ]


def _g2(a: Any, d: Any, total_a: Any, total_d: Any) -> Any:
    """`g2` of many tables at once."""
    import numpy as np
    from scipy.special import xlogy

    whole, row = total_a + total_d, a + d
    found = np.zeros(np.broadcast(a, total_a).shape)
    for observed, one, total in (
        (a, row, total_a), (d, row, total_d),
        (total_a - a, whole - row, total_a), (total_d - d, whole - row, total_d),
    ):  # fmt: skip
        expected = np.maximum(one * total / whole, 1e-300)
        found += xlogy(observed, np.maximum(observed, 1e-300) / expected)
    return np.maximum(2 * found, 0.0)


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
    import pandas as pd

    these = _between(links, earlier, later)
    joined = these[these["kind"].isin(["kept", "revised"])]
    head = _families(joined)
    bags: dict[Any, Counter] = defaultdict(Counter)
    where: dict[Any, str] = {}
    for sign, symbol in ((-1, earlier), (1, later)):
        own = words[words["symbol"] == symbol]
        for label, word, count in zip(own["label"], own["word"], own["count"], strict=True):
            family = head.get((symbol, label), (symbol, label))
            bags[family][word] += sign * int(count)
            where.setdefault((family, word, sign), label)
    rows = []
    for family, bag in bags.items():
        for word, count in bag.items():
            if count:
                sign = 1 if count > 0 else -1
                rows.append({
                    "way": "added" if sign > 0 else "dropped", "word": word, "count": abs(count),
                    "symbol": later if sign > 0 else earlier, "label": where[family, word, sign],
                    "family": f"{later}: {' '.join(family)}",
                })  # fmt: skip
    return pd.DataFrame(rows, columns=["way", "word", "count", "symbol", "label", "family"])


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


def qualifiers(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    codes: pd.DataFrame,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Conditions and qualifiers ("upon request", "as appropriate") in the operative part.

    ``density = 1000 · count / words of the operative part``, at least 0; higher means more hedged.
    Long recurring clauses carry many of them, so the number of paragraphs stands beside it.

    Returns
    -------
    DataFrame
        A row per member and code (zeros present, no values for members without a text), and one
        with the code "all": ``symbol``, ``year``, ``scheme``, ``code``, ``count``,
        ``paragraphs``, ``density``, ``labels``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    own = codes[codes["scheme"].isin(["condition", "qualifier"])]
    operative = paragraphs[paragraphs["part"] == "operative"]
    own = own.merge(operative[["symbol", "label"]], on=["symbol", "label"])
    entries = [(c.scheme, c.condition) for c in codebook.conditions] if codebook else []
    entries += [e for e in zip(own["scheme"], own["code"], strict=True) if e not in entries]
    entries = [("all", "all"), *dict.fromkeys(entries)]
    rows = []
    for member in known.itertuples(index=False):
        here = own[own["symbol"] == member.symbol]
        words = operative.loc[operative["symbol"] == member.symbol, "n_words"].sum()
        for scheme, code in entries:
            row = {"symbol": member.symbol, "year": member.year, "scheme": scheme, "code": code}
            if member.at_hand:
                these = here if code == "all" else here[
                    (here["code"] == code) & (here["scheme"] == scheme)]  # fmt: skip
                count = int(these["count"].sum())
                row |= {
                    "count": count, "paragraphs": these["label"].nunique(),
                    "density": steps.per_thousand(count, words),
                    "labels": steps.labelled(these),
                }  # fmt: skip
            rows.append(row)
    columns = ["symbol", "year", "scheme", "code", "count", "paragraphs", "density", "labels"]
    return pd.DataFrame(rows, columns=columns).astype({"count": "Int64", "paragraphs": "Int64"})


def instruments(resolutions: pd.DataFrame, citations: pd.DataFrame) -> pd.DataFrame:
    """Documents that each renewal began and ceased to cite.

    Citations in footnotes are compared only where both texts came with their notes; citations of
    the renewal's own two members are left out.

    Returns
    -------
    DataFrame
        A row per renewal and document cited by either side: ``earlier``, ``later``, ``year``,
        ``skips``, ``cited``, ``change`` (gained, lost, kept), ``notes`` (whether notes were
        compared), ``labels`` (in the later text, of those lost in the earlier).
    """
    import pandas as pd

    has_notes = resolutions.set_index("symbol")["has_notes"]
    rows = []
    for pair in steps.renewals(resolutions).itertuples(index=False):
        notes = bool(pd.notna(has_notes[pair.earlier]) and has_notes[pair.earlier]
                     and pd.notna(has_notes[pair.later]) and has_notes[pair.later])  # fmt: skip
        seen = citations if notes else citations[citations["where"] == "text"]
        sides = [seen[seen["symbol"] == s] for s in (pair.earlier, pair.later)]
        before, after = (dict.fromkeys(s["cited"]) for s in sides)
        for cited in dict.fromkeys([*after, *before]):
            if cited in (pair.earlier, pair.later):
                continue
            change = "lost" if cited not in after else "kept" if cited in before else "gained"
            side = sides[0] if change == "lost" else sides[1]
            rows.append(pair._asdict() | {
                "cited": cited, "change": change, "notes": notes,
                "labels": steps.labelled(side[side["cited"] == cited]),
            })  # fmt: skip
    columns = ["earlier", "later", "year", "skips", "cited", "change", "notes", "labels"]
    return pd.DataFrame(rows, columns=columns)


def cited(resolutions: pd.DataFrame, citations: pd.DataFrame) -> pd.DataFrame:
    """Documents that the members cite, those that most members cite first.

    Returns
    -------
    DataFrame
        A row per document: ``cited``, ``members`` (adopted ones that cite it), ``of`` (members
        with a text), ``first``, ``last`` (members that cite it), ``labels`` (symbol and labels,
        separated by semicolons).
    """
    import pandas as pd

    known = steps.members(resolutions)
    order = known.loc[known["at_hand"], "symbol"].to_list()
    own = citations[citations["symbol"].isin(order)]
    rows = []
    for document, group in own.groupby("cited", sort=True):
        by = {s: steps.labelled(group[group["symbol"] == s]) for s in order}
        citing = [s for s in order if by[s]]
        rows.append({
            "cited": document, "members": len(citing), "of": len(order), "first": citing[0],
            "last": citing[-1], "labels": "; ".join(f"{s} {by[s]}" for s in citing),
        })  # fmt: skip
    columns = ["cited", "members", "of", "first", "last", "labels"]
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values(["members", "cited"], ascending=[False, True], kind="stable"
                             ).reset_index(drop=True)  # fmt: skip


def length(resolutions: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Words and paragraphs of each member, by part.

    ``growth`` is words in relation to the member before that is at hand, minus 1; where ``skips``
    is not empty it jumps over members without a text.

    Returns
    -------
    DataFrame
        A row per member (no values where there is no text): ``symbol``, ``year``, ``skips``,
        ``preamble``, ``operative``, ``annex``, ``words``, ``growth``, ``n_preambular``,
        ``n_operative``.
    """
    import pandas as pd

    known = steps.members(resolutions)
    by_part = paragraphs.groupby(["symbol", "part"])["n_words"].sum()
    numbers = resolutions.set_index("symbol")[["n_preambular", "n_operative"]]
    rows, before = [], None
    for member in known.itertuples(index=False):
        row = {"symbol": member.symbol, "year": member.year, "skips": member.skips}
        if member.at_hand:
            parts = {p: int(by_part.get((member.symbol, p), 0))
                     for p in ("preamble", "operative", "annex")}  # fmt: skip
            words = sum(parts.values())
            row |= parts | {"words": words, "growth": words / before - 1 if before else None}
            row |= numbers.loc[member.symbol].to_dict()
            before = words
        rows.append(row)
    columns = ["symbol", "year", "skips", "preamble", "operative", "annex", "words", "growth",
               "n_preambular", "n_operative"]  # fmt: skip
    whole = ["preamble", "operative", "annex", "words", "n_preambular", "n_operative"]
    return pd.DataFrame(rows, columns=columns).astype(
        {"growth": float} | dict.fromkeys(whole, "Int64")
    )
