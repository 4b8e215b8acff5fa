"""What lives on: paragraphs by chains of links, provisions by their places in the members."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import steps, symbols
from ..arguments import checked
from ..codebook import openers
from ..codebook.forms import lemma
from ..errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["contested", "first_text", "histories", "lifetimes", "survival"]

FEW = 6  # renewals that it takes, at least, to speak of lifetimes
Place = tuple[str, str]  # symbol and label
Lasts = list[dict[str, int]]  # of each member: label → the last member that it lives on in
Risk = tuple[int, int, bool]  # age, the later member of the renewal, whether it lapsed there


@checked
def survival(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    links: pd.DataFrame,
    cohort: str = "all",
    words: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Life table: how many paragraphs of each member live on in each later one.

    A paragraph is alive in a later member if a chain of kept or revised links leads from it to some
    paragraph there, and no link on the way says that it was discharged, and where words are given
    the two ends have one of content in common: ``share = alive /
    paragraphs``, in [0, 1], higher means longer lived. Chains go from member to member at hand;
    where they jump over members without a text, ``skips`` names these, and what happened in between
    is not known (a provision may have lapsed and been revived). What lapses and comes back isn't
    alive. ``low`` leaves out doubtful links, ``high``
    follows what doubtfully ended or began to its relative. A paragraph counts as alive
    however much of it was reworded, so this is the life of provisions, not of wordings. Annexes
    that are reaffirmed and not printed again are left out whole (`steps.unprinted`): what a later
    text takes from one into its own paragraphs says nothing of how long the rest lives.

    Parameters
    ----------
    resolutions, paragraphs, links : DataFrame
    cohort : {"all", "new"}
        All paragraphs of a member, or only those that came with it.
    words : DataFrame, optional
    codebook : Codebook, optional
        Its stop-words and the verbs that open paragraphs are no words of content.

    Returns
    -------
    DataFrame
        A row per member and later member (itself among them): ``born``, ``symbol``, ``year``,
        ``n_renewals`` between them, ``skips``, ``of``, ``n_alive``, ``n_alive_low``,
        ``n_alive_high``, ``share``, ``share_low``,
        ``labels`` (in the member of birth), ``n_reaffirmed`` (paragraphs of
        its annex, left out).
    """
    import pandas as pd

    if cohort not in ("all", "new"):
        raise InputError(f"cohort is '{cohort}'; expected all or new")
    known = steps.whole(resolutions)
    order = known["symbol"].to_list()
    said = _said(words, codebook)
    lasts = (
        _lasts(order, paragraphs, links, said),
        _lasts(order, paragraphs, links[~links["doubtful"]], said),
        _lasts(order, paragraphs, _widened(links), said),
    )
    across = steps.parts(steps.carried(links), "earlier", "later")
    rows: list[dict[str, Any]] = []
    for start, born in enumerate(order):
        labels = list(lasts[0][start])
        if cohort == "new" and start:
            held = set(across[order[start - 1], born]["later_label"])
            labels = [n for n in labels if n not in held]
        rows += _life(known, start, labels, *lasts)
    columns = ["born", "symbol", "year", "n_renewals", "skips", "of", "n_alive", "n_alive_low",
               "n_alive_high", "share", "share_low", "labels"]  # fmt: skip
    standing = Counter(symbol for symbol, _ in steps.unprinted(links, paragraphs))
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(n_reaffirmed=[standing[symbol] for symbol in table["born"]])


def _lasts(
    order: Sequence[str],
    paragraphs: pd.DataFrame,
    links: pd.DataFrame,
    said: Mapping[Place, set[str]],
) -> Lasts:
    """Of each member the paragraphs, and the last member that a chain of links leads them to in
    which they still have a word in common with what it leads to.

    A chain that reaches a member has gone through all before it, so the last one says them all.
    """
    lengths, standing = steps.lengths(paragraphs), steps.unprinted(links, paragraphs)
    across = steps.parts(steps.living(links), "earlier", "later")
    onward: list[dict[str, set[str]]] = []
    for pair in pairwise(order):
        then: dict[str, set[str]] = defaultdict(set)
        for one, next_ in zip(*(across[pair][f"{end}_label"] for end in ("earlier", "later")),
                              strict=True):  # fmt: skip
            then[one].add(next_)
        onward.append(then)
    lasts: Lasts = [{} for _ in order]
    for i, symbol in enumerate(order):
        for label in (n for n in lengths[symbol] if (symbol, n) not in standing):
            here, lasts[i][label] = {label}, i
            for at, then in enumerate(onward[i:], start=i + 1):
                here = set().union(*(then.get(n, ()) for n in here))
                if not here:
                    break
                if _alike(said, (symbol, label), [(order[at], n) for n in here]):
                    lasts[i][label] = at
    return lasts


def _said(words: pd.DataFrame | None, codebook: Codebook | None) -> dict[Place, set[str]]:
    """The words of content of each paragraph, in any form (`forms.lemma`)."""
    said: dict[Place, set[str]] = defaultdict(set)
    if words is None:
        return said
    none = codebook.stopwords | openers(codebook) if codebook else frozenset()
    content = {w: lemma(w) for w in words["word"].unique() if w not in none}
    for symbol, label, word in zip(*(words[c] for c in ("symbol", "label", "word")), strict=True):
        if word in content:
            said[symbol, label].add(content[word])
    return said


def _alike(said: Mapping[Place, set[str]], one: Place, others: Iterable[Place]) -> bool:
    """Whether a paragraph has a word in common with one of others, as far as words are known."""
    own = said.get(one, set())
    return any(not own or not (its := said.get(place, set())) or own & its for place in others)


def _widened(links: pd.DataFrame) -> pd.DataFrame:
    """Links, with those of paragraphs that doubtfully ended or began to their relatives."""
    import pandas as pd

    if "relative" not in links:
        return links
    alone = links[links["doubtful"] & links["relative"].notna()]
    ends = {
        side: alone[side].fillna(alone["relative"]) for side in ("earlier_label", "later_label")
    }
    return pd.concat([links, alone.assign(**ends, kind="revised")])


def _life(
    known: pd.DataFrame,
    start: int,
    labels: Sequence[str],
    lasts: Lasts,
    sure: Lasts,
    wide: Lasts,
) -> Iterator[dict[str, Any]]:
    """Rows of `survival` for some paragraphs of one member."""
    skipped: list[str] = []
    born = known["symbol"].iloc[start]
    later = known.iloc[start:][["symbol", "year", "skips"]].itertuples(index=False)
    for age, member in enumerate(later):
        skipped += symbols.several(member.skips) if age else []
        at = start + age
        alive = [n for n in labels if lasts[start][n] >= at]
        low, high = (sum(ends[start][n] >= at for n in labels) for ends in (sure, wide))
        yield {
            "born": born, "symbol": member.symbol, "year": member.year,
            "n_renewals": age, "skips": " ".join(skipped), "of": len(labels),
            "n_alive": len(alive), "n_alive_low": low, "n_alive_high": high,
            "share": steps.share(len(alive), len(labels)),
            "share_low": steps.share(low, len(labels)), "labels": " ".join(alive),
        }  # fmt: skip


@checked
def first_text(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    links: pd.DataFrame,
    pairs: pd.DataFrame,
    words: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """How much of the first text lives on in each member.

    Two answers that differ on purpose: by provisions (paragraphs of the first text that a chain
    of links leads from, and their words: a provision lives on reworded; annexes are left out as in
    `survival`) and by wording
    (``contained``: share of the first text's five-word runs that stand in the member, wherever;
    Broder 1997). Each in [0, 1], higher means that more is left. Members without a text have rows
    without values.

    Returns
    -------
    DataFrame
        ``symbol``, ``year``, ``skips``, ``n_paragraphs``, ``share_paragraphs``, ``share_words``,
        ``contained``, ``labels`` (in the first text).
    """
    import pandas as pd

    columns = ["symbol", "year", "skips", "n_paragraphs", "share_paragraphs", "share_words",
               "contained", "labels"]  # fmt: skip
    members, known = steps.members(resolutions), steps.whole(resolutions)
    if known.empty:
        return pd.DataFrame(columns=columns)
    first = known["symbol"].iloc[0]
    lasts = _lasts(known["symbol"].to_list(), paragraphs, links, _said(words, codebook))
    lengths = steps.lengths(paragraphs)[first]
    size = {n: count for n, count in lengths.items() if n in lasts[0]}
    life = {row["symbol"]: row for row in _life(known, 0, list(size), lasts, lasts, lasts)}
    inside = pairs[pairs["earlier"] == first].set_index("later")["contained_in_later"]
    rows = []
    for member in members.itertuples(index=False):
        row = {"symbol": member.symbol, "year": member.year, "skips": ""}
        if member.symbol in life:
            here = life[member.symbol]
            alive = sum(size[n] for n in steps.labels(here["labels"]))
            row |= {
                "skips": here["skips"], "n_paragraphs": here["n_alive"],
                "share_paragraphs": here["share"],
                "share_words": steps.share(alive, sum(size.values())),
                "contained": 1.0 if member.symbol == first else inside.get(member.symbol),
                "labels": here["labels"],
            }  # fmt: skip
        rows.append(row)
    return pd.DataFrame(rows, columns=columns).astype({"n_paragraphs": "Int64"})


@checked
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
    known = steps.members(resolutions).query("at_hand")
    member = {row.symbol: row for row in known.itertuples(index=False)}
    before = dict(zip(pairs["later"], pairs["earlier"], strict=True))
    link = _by_place(links)
    standing = provisions[provisions["symbol"].isin(member)]
    keys = zip(standing["provision"], standing["symbol"], strict=True)
    place = dict(zip(keys, standing["label"], strict=True))
    rows = []
    for row in standing.itertuples(index=False):
        earlier = before.get(row.symbol)
        came = (earlier, place.get((row.provision, earlier))), (row.symbol, row.label)
        kind, doubtful = (link[came].kind, link[came].doubtful) if came in link else (None, False)
        rows.append({
            "provision": row.provision, "symbol": row.symbol, "year": member[row.symbol].year,
            "label": row.label, "status": row.status, "kind": kind, "doubtful": bool(doubtful),
            "skips": member[row.symbol].skips,
        })  # fmt: skip
    columns = ["provision", "symbol", "year", "label", "status", "kind", "doubtful", "skips"]
    return pd.DataFrame(rows, columns=columns)


def _by_place(links: pd.DataFrame) -> dict[tuple[Place, Place], Any]:
    """Links that carry a paragraph on, by its two places."""
    return {
        ((row.earlier, row.earlier_label), (row.later, row.later_label)): row
        for row in steps.living(links).itertuples(index=False)
    }


@checked
def lifetimes(
    resolutions: pd.DataFrame,
    provisions: pd.DataFrame,
) -> pd.DataFrame:
    """How many renewals a provision lives through: the Kaplan–Meier estimate.

    With *n* provisions that stood when they had lived through *t* - 1 renewals and were seen at
    the next, and *d* of them that lapsed there::

        share(t) = Π (1 - d / n) over all ages up to t

    In [0, 1], falling; higher means longer lived. Provisions of the last member, and those merged
    into another, discharged, or reaffirmed unprinted, are censored; one that lapsed counts
    as ended, also if it is revived later. Ages are counted in renewals from the birth in this
    corpus. Provisions of one renewal share their fate, so the members' own number of renewals is
    the sample, not the provisions: ``share_low`` and ``share_high`` are the least and greatest
    estimate with any one renewal left out, not an interval of confidence. No rows where a renewal
    jumps over members without a text, or where renewals are fewer than six: ages would be guesses
    there. Source: Kaplan and Meier 1958.

    Returns
    -------
    DataFrame
        A row per age: ``age`` (renewals), ``n_standing`` (*n*), ``n_lapsed`` (*d*), ``share``,
        ``share_low``, ``share_high``.
    """
    import pandas as pd

    columns = ["age", "n_standing", "n_lapsed", "share", "share_low", "share_high"]
    known = steps.whole(resolutions)
    order = known["symbol"].to_list()
    if len(order) <= FEW or known["skips"].any():
        return pd.DataFrame(columns=columns)
    risk = [at for _, rows in provisions.groupby("provision", sort=False)
            for at in _at_risk(rows, order)]  # fmt: skip
    whole = _kaplan_meier(risk)
    without = [_kaplan_meier([r for r in risk if r[1] != at]) for at in range(1, len(order))]
    rows = []
    for age, (standing, lapsed, share) in whole.items():
        others = [one[age][2] for one in without if age in one]
        rows.append({
            "age": age, "n_standing": standing, "n_lapsed": lapsed, "share": share,
            "share_low": min([share, *others]), "share_high": max([share, *others]),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _at_risk(provision: pd.DataFrame, order: Sequence[str]) -> Iterator[Risk]:
    """Renewals that a provision stood before, up to the one that ended it or lost sight of it."""
    status = dict(zip(provision["symbol"], provision["status"], strict=True))
    born = next((i for i, symbol in enumerate(order) if symbol in status), len(order))
    for age, at in enumerate(range(born + 1, len(order)), start=1):
        fate = status.get(order[at])
        if fate in (None, "merged into", "reaffirmed", "discharged"):
            return
        yield age, at, fate == "lapsed"
        if fate == "lapsed":
            return


def _kaplan_meier(risk: Sequence[Risk]) -> dict[int, tuple[int, int, float]]:
    """Age → how many stood, how many lapsed, and the share that lives on."""
    standing = Counter(age for age, _, _ in risk)
    lapsed = Counter(age for age, _, gone in risk if gone)
    share, table = 1.0, {0: (standing[1], 0, 1.0)}
    for age in sorted(standing):
        share *= 1 - lapsed[age] / standing[age]
        table[age] = (standing[age], lapsed[age], share)
    return table


@checked
def contested(
    resolutions: pd.DataFrame,
    links: pd.DataFrame,
    provisions: pd.DataFrame,
    edits: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Which provisions are reopened at every renewal, and which are never touched.

    A provision's *renewals* are those that it went through: it stands in the earlier and in the
    later text, and no member without a text lies between (what happened there nobody sees).
    *Reworded* are those of them whose link between its two places is revised, with a change that
    `edits` has (not an "also"): ``share = reworded / renewals`` in [0, 1], higher means more
    contested. *Housekeeping* counts rewordings that do nothing but change dates, sessions, symbols
    and names. Provisions that only one member has are left out. Where provisions merged, a
    rewording of the joint paragraph counts for each of them. *Never* are only those that no link
    over a gap rewords either, and that didn't lapse and come back: what else has a share of 0 is
    reworded *sometimes*.

    Returns
    -------
    DataFrame
        A row per provision: ``provision`` (member and label of its birth), ``last_symbol``,
        ``last_label``, ``n_renewals``, ``n_reworded``, ``share``, ``fate`` (every time, sometimes,
        never), ``n_housekeeping``, ``doubtful`` (a link along its way is), ``similarity`` (the
        lowest along it), ``skips`` (members without a text along it), ``places``.
    """
    import pandas as pd

    pairs = steps.renewals(resolutions)
    skips = dict(zip(pairs["later"], pairs["skips"], strict=True))
    onward = dict(zip(pairs["earlier"], pairs["later"], strict=True))
    after = {one: other for one, other in onward.items() if not skips[other]}
    over = {one: other for one, other in onward.items() if skips[other]}
    order = {s: i for i, s in enumerate(dict.fromkeys([*pairs["earlier"], *pairs["later"]]))}
    link, changed = _by_place(links), _changed(edits)
    standing = provisions[provisions["label"].notna() & provisions["symbol"].isin(order)]
    rows = []
    for name, stood in standing.groupby("provision", sort=False):
        places = list(dict.fromkeys(zip(stood["symbol"], stood["label"], strict=True)))
        way = list(_way(places, after, link))
        if not way:
            continue
        last = max(places, key=lambda place: order[place[0]])
        stood_in = sorted(dict(places), key=order.__getitem__)
        unseen = any(onward.get(a) != b for a, b in pairwise(stood_in))
        touched = unseen or _reworded(_way(places, over, link), changed)
        jumped = " ".join(skips.get(symbol, "") for symbol in dict(places[1:]))
        rows.append(
            {"provision": name, "last_symbol": last[0], "last_label": last[1]}
            | _rewordings(way, changed, bool(touched))
            | {
                "skips": " ".join(dict.fromkeys(symbols.several(jumped))),
                "places": steps.packed(places),
            }
        )
    columns = ["provision", "last_symbol", "last_label", "n_renewals", "n_reworded", "share",
               "fate", "n_housekeeping", "doubtful", "similarity", "skips", "places"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["n_renewals", "share", "similarity"], ascending=[False, False, True], kind="stable"
    ).reset_index(drop=True)  # fmt: skip


def _way(
    places: Sequence[Place], after: Mapping[str, str], link: Mapping[tuple[Place, Place], Any]
) -> Iterator[Any]:
    """Links between places of a provision in members that follow each other."""
    in_member = defaultdict(list)
    for place in places:
        in_member[place[0]].append(place)
    for one in places:
        for other in in_member.get(after.get(one[0], ""), ()):
            if (one, other) in link:
                yield link[one, other]


def _reworded(way: Iterable[Any], changed: Mapping[Place, set[str]] | None) -> list[Any]:
    """Links that reword, with a change that the edits have."""
    revised = [r for r in way if r.kind == "revised"]
    if changed is None:
        return revised
    return [r for r in revised if (r.later, r.later_label) in changed]


def _rewordings(
    way: Sequence[Any], changed: Mapping[Place, set[str]] | None, elsewhere: bool
) -> dict[str, Any]:
    """How many renewals a provision went through, and what they did to its words; `elsewhere` is
    whether it may have been reworded between others."""
    went = {r.later for r in way}
    revised = _reworded(way, changed)
    tidy = {place for place, classes in (changed or {}).items() if classes == {"housekeeping"}}
    reworded = {r.later for r in revised}
    share = len(reworded) / len(went)
    return {
        "n_renewals": len(went), "n_reworded": len(reworded), "share": share,
        "fate": {1.0: "every time", 0.0: "sometimes" if elsewhere else "never"}.get(
            share, "sometimes"
        ),
        "n_housekeeping": len({r.later for r in revised if (r.later, r.later_label) in tidy}),
        "doubtful": any(r.doubtful for r in way),
        "similarity": min(r.similarity for r in way),
    }  # fmt: skip


def _changed(edits: pd.DataFrame | None) -> dict[Place, set[str]] | None:
    """The classes of change in each later paragraph that has one."""
    if edits is None:
        return None
    classes: dict[Place, set[str]] = defaultdict(set)
    for *place, name in zip(*(edits[c] for c in ("later", "later_label", "class")), strict=True):
        classes[tuple(place)].add(name)
    return classes
