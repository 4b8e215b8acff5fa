"""What became of the paragraphs at each renewal, and of the words inside those revised."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from .. import steps
from ..arguments import checked

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["collated", "composition", "wording"]

KINDS = ("kept", "revised", "added", "dropped")
CLASSES = ("housekeeping", "strength", "qualifier", "list growth", "wording", "substance")
READINGS = ("published", "strict", "generous")  # of close decisions: see `composition`
OF_EARLIER = ("dropped", "split", "discharged")  # kinds of paragraphs of the earlier text


@checked
def composition(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    links: pd.DataFrame,
    edits: pd.DataFrame | None = None,
    stage: str = "adopted",
) -> pd.DataFrame:
    """What each renewal kept, revised, added and dropped.

    A later paragraph is *kept* if a link says that it has the same words, *revised* if it has
    links but none of these, *added* if it has none; an earlier paragraph without a link is
    *dropped*. *Merged* are later paragraphs with several links, *split* earlier ones with several,
    unless all say that the words are the same (a paragraph printed twice), *moved* later ones whose
    place among the linked changed, *discharged* earlier requests that the later text reports done:
    they are counted among kept and revised as well, and don't add up with them.

    Shares of kept, revised, added, merged and moved are of the later text (the first three add up
    to 1), those of dropped, split and discharged of the earlier; each in [0, 1]. Higher
    shares of revised, added and dropped mean more rewritten. Words are those of whole paragraphs:
    of a revised paragraph all words count as revised, so words overstate rewriting.

    ``n_words_verbatim`` counts the words of linked later paragraphs that no edit added: carried
    over word for word and in order. ``share_verbatim`` is their share of the later text; those of
    kept and revised add up.

    An annex that the later text cites and doesn't print again is left out of the earlier one, its
    paragraphs that nothing carries on are counted in ``n_reaffirmed``.

    ``low`` and ``high`` are the least and greatest value of three readings of what is doubtful:
    as published; every link taken as none (its paragraphs are added and dropped, unless another
    holds them); every added or dropped paragraph taken as revised.

    Parameters
    ----------
    resolutions, paragraphs, links : DataFrame
    edits : DataFrame, optional
        Without it, what is carried word for word is not known.
    stage : {"adopted", "recommended"}
        Renewals, or instead of them each recommended draft against what was adopted.

    Returns
    -------
    DataFrame
        A row per renewal and kind: ``n_paragraphs``, ``n_words``, their shares, the range of each,
        ``of_paragraphs`` and ``of_words`` (of the text that they are shares of), ``n_doubtful``
        (close decisions about paragraphs of this kind), ``n_reaffirmed`` and ``labels``.
    """
    import pandas as pd

    lengths = steps.lengths(paragraphs)
    across = steps.parts(links, "earlier", "later")
    changed = None if edits is None else steps.parts(edits, "earlier", "later")
    unprinted = steps.unprinted(links, paragraphs)
    rows = []
    for pair in steps.pairs(resolutions, links, stage).itertuples(index=False):
        new = None if changed is None else _new_words(changed[pair.earlier, pair.later])
        linked = across[pair.earlier, pair.later]
        standing = int((linked["kind"] == "reaffirmed").sum())
        before = _printed(pair.earlier, lengths, unprinted if standing else ())
        words = {"earlier": before, "later": lengths[pair.later]}
        readings = [_fates(linked, words, reading) for reading in READINGS]
        for kind, labels in readings[0].items():
            side = "earlier" if kind in OF_EARLIER else "later"
            close = linked.loc[linked["doubtful"], f"{side}_label"].dropna()
            rows.append(
                pair._asdict()
                | {"kind": kind, "n_doubtful": len(set(labels) & set(close))}
                | _counts([fates[kind] for fates in readings], words[side])
                | _verbatim(kind, labels, words["later"], new)
                | {"n_reaffirmed": standing, "labels": " ".join(labels)}
            )
    ends = ("", "_low", "_high")
    columns = ["earlier", "later", "year", "skips", "across", "kind",
               *(f"{s}{w}{e}" for w in ("paragraphs", "words") for s in ("n_", "share_")
                 for e in ends),
               "n_words_verbatim", "share_verbatim", "of_paragraphs", "of_words", "n_doubtful",
               "n_reaffirmed", "labels"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        {"n_words_verbatim": "Int64", "share_verbatim": float}
    )


def _printed(
    symbol: str,
    lengths: Mapping[str, Mapping[str, int]],
    unprinted: Collection[tuple[str, str]],
) -> dict[str, int]:
    """Lengths of a text's paragraphs without those of annexes that aren't printed again."""
    return {n: count for n, count in lengths[symbol].items() if (symbol, n) not in unprinted}


def _new_words(edits: pd.DataFrame) -> Mapping[str, int]:
    """Words that edits added, by the later paragraph in which they begin."""
    return edits.groupby("later_label")["n_added"].sum().to_dict()


def _verbatim(
    kind: str, labels: Sequence[str], words: Mapping[str, int], new: Mapping[str, int] | None
) -> dict[str, float]:
    """Words of later paragraphs that stood in the same order before."""
    if new is None or kind in OF_EARLIER:
        return {}
    came = 0 if kind == "kept" else sum(new.get(n, 0) for n in labels)
    same = 0 if kind == "added" else max(sum(words[n] for n in labels) - came, 0)
    return {"n_words_verbatim": same, "share_verbatim": steps.share(same, sum(words.values()))}


def _fates(
    links: pd.DataFrame, words: Mapping[str, Mapping[str, int]], reading: str = "published"
) -> dict[str, list[str]]:
    """Kind → labels, in the order of the texts, as one reading of the close decisions has it."""
    joined = steps.carried(links)
    if reading == "strict":
        joined = joined[~joined["doubtful"]]
    kept = set(joined.loc[joined["kind"] == "kept", "later_label"])
    moved = set(joined.loc[joined["moved"], "later_label"])
    times = {side: Counter(joined[f"{side}_label"]) for side in words}
    # what one text prints twice has links that share a side, and neither merged nor split
    other = {side: set(joined.loc[joined["kind"] != "kept", f"{side}_label"]) for side in words}
    held = {side: set(times[side]) for side in words}
    if reading == "generous":
        alone = links[~links["kind"].isin(steps.CARRIED) & links["doubtful"]]
        for side in words:
            own = alone[f"{side}_label"]  # a row of the other text alone names its relative here
            held[side] |= set(own.fillna(alone["relative"]).dropna()) & words[side].keys()
    earlier, later = words["earlier"], words["later"]
    done = set(joined["earlier_label"]) - set(steps.living(joined)["earlier_label"])
    return {
        "kept": [n for n in later if n in kept],
        "revised": [n for n in later if n in held["later"] and n not in kept],
        "added": [n for n in later if n not in held["later"]],
        "dropped": [n for n in earlier if n not in held["earlier"]],
        "merged": [n for n in later if times["later"][n] > 1 and n in other["later"]],
        "split": [n for n in earlier if times["earlier"][n] > 1 and n in other["earlier"]],
        "moved": [n for n in later if n in moved],
        "discharged": [n for n in earlier if n in done],
    }  # fmt: skip


def _counts(readings: Sequence[Sequence[str]], words: Mapping[str, int]) -> dict[str, float]:
    """Paragraphs and words of the labels of the first reading, and their range over all."""
    row: dict[str, float] = {"of_paragraphs": len(words), "of_words": sum(words.values())}
    counts = {
        "paragraphs": [len(labels) for labels in readings],
        "words": [sum(words[n] for n in labels) for labels in readings],
    }
    for what, values in counts.items():
        for end, count in (("", values[0]), ("_low", min(values)), ("_high", max(values))):
            row[f"n_{what}{end}"] = count
            row[f"share_{what}{end}"] = steps.share(count, row[f"of_{what}"])
    return row


@checked
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
        ``similarity``, ``earlier_verb``, ``later_verb``, ``earlier_n_words``, ``later_n_words``,
        ``moved``, ``doubtful``, ``relative``, ``also``, ``skips``.
    """
    pairs = steps.pairs(resolutions, links, stage)[["earlier", "later", "skips"]]
    facts = paragraphs[["symbol", "label", "verb", "n_words"]]
    linked = pairs.merge(links, on=["earlier", "later"], how="inner")
    for side in ("earlier", "later"):
        columns = [side, f"{side}_label", f"{side}_verb", f"{side}_n_words"]
        linked = linked.merge(facts.set_axis(columns, axis=1), on=columns[:2], how="left")
    columns = ["earlier", "earlier_label", "later", "later_label", "kind", "similarity",
               "earlier_verb", "later_verb", "earlier_n_words", "later_n_words", "moved",
               "doubtful", "relative", "also", "skips"]  # fmt: skip
    return linked.assign(also=_also(linked))[columns]


def _also(links: pd.DataFrame) -> list[str]:
    """Of each link the labels, on the other side, of links that share one of its sides."""
    columns = (links[c] for c in ("earlier", "later", "earlier_label", "later_label"))
    places = list(zip(*columns, strict=True))
    onward, back = defaultdict(list), defaultdict(list)
    for earlier, later, one, other in places:
        if isinstance(one, str) and isinstance(other, str):
            onward[earlier, later, one].append(other)
            back[earlier, later, other].append(one)
    return [
        " ".join([
            *(n for n in back[earlier, later, other] if n != one),
            *(n for n in onward[earlier, later, one] if n != other),
        ])
        for earlier, later, one, other in places
    ]  # fmt: skip


@checked
def wording(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    edits: pd.DataFrame,
    links: pd.DataFrame,
    stage: str = "adopted",
) -> pd.DataFrame:
    """What the changes inside revised paragraphs do, by their class.

    Classes come from the codebook of edits: housekeeping (dates, sessions, symbols, renamed
    bodies, parts of names), strength, qualifier, list growth, wording, substance. A change is a
    stretch of words that differs; two are one where at most two equal words part them, or fewer
    than a quarter of the words that changed on both sides. So another reader, or another program,
    counts another number, and one change may be a word or half a paragraph: what can be counted
    again are the revised paragraphs and their words, before and after. ``share = changes of the
    class / all changes of the renewal``, in [0, 1]. Whole paragraphs added or dropped are no
    changes here; see `composition`.

    Returns
    -------
    DataFrame
        A row per renewal and class, zeros present: ``earlier``, ``later``, ``year``, ``skips``,
        ``class``, ``n_changes``, ``share``, ``n_dropped``, ``n_added`` (words), ``n_paragraphs``,
        ``labels`` (in the later text), ``n_revised`` (revised ones of the later text, of all
        classes, without doubtful links), ``n_words_revised`` (theirs), ``n_before`` and
        ``n_words_before`` (of the earlier ones that they carry on), ``n_housekeeping`` (revised
        ones in which nothing else changed), ``n_doubtful`` (those that doubtful links make
        revised, alone or with others).
    """
    import pandas as pd

    lengths = steps.lengths(paragraphs)
    across, linked = (steps.parts(t, "earlier", "later") for t in (edits, links))
    rows = []
    for pair in steps.pairs(resolutions, links, stage).itertuples(index=False):
        changes = across[pair.earlier, pair.later]
        words = {side: lengths[getattr(pair, side)] for side in ("earlier", "later")}
        revised = _revised(linked[pair.earlier, pair.later], words, changes)
        for name in CLASSES:
            of_class = changes[changes["class"] == name]
            rows.append(pair._asdict() | {
                "class": name, "n_changes": len(of_class),
                "share": steps.share(len(of_class), len(changes)),
                "n_dropped": int(of_class["n_dropped"].sum()),
                "n_added": int(of_class["n_added"].sum()),
                "n_paragraphs": of_class["later_label"].nunique(),
                "labels": steps.labelled(of_class, "later_label"),
            } | revised)  # fmt: skip
    columns = ["earlier", "later", "year", "skips", "class", "n_changes", "share", "n_dropped",
               "n_added", "n_paragraphs", "labels", "n_revised", "n_words_revised",
               "n_before", "n_words_before", "n_doubtful", "n_housekeeping"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _revised(
    links: pd.DataFrame, words: Mapping[str, Mapping[str, int]], edits: pd.DataFrame
) -> dict[str, int]:
    """Revised paragraphs of the later text and those that they carry on, with their words."""
    now, sure = (_fates(links, words, reading)["revised"] for reading in READINGS[:2])
    joined = steps.carried(links)
    close = joined["doubtful"].astype(bool)
    doubted = {*joined.loc[close, "later_label"]} & {*now}
    joined = joined[joined["later_label"].isin(sure) & ~close]
    was = joined["earlier_label"].unique()
    found = edits[edits["later_label"].isin(sure)]
    tidy = found["class"].eq("housekeeping").groupby(found["later_label"]).all()
    return {
        "n_revised": len(sure), "n_words_revised": sum(words["later"][n] for n in sure),
        "n_before": len(was), "n_words_before": sum(words["earlier"][n] for n in was),
        "n_doubtful": len(doubted), "n_housekeeping": int(tidy.sum()),
    }  # fmt: skip
