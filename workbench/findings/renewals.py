"""What each renewal kept, revised, added and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .. import show, steps, symbols
from .sentences import checked, finding, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown

__all__ = ["carried", "composition", "draft", "gone", "rewriting", "wording"]

PARTS = ("kept", "revised", "added", "dropped")  # merged and split are among the revised
WIDE = 0.25  # of a text's words: where a range is wider, how many are carried isn't said
FEW = 3  # rewordings that no reader would doubt: of fewer nothing is said
# What went isn't named one by one where more of the later words are new,
MOST = 0.5
LOST = 0.4  # or so many of the earlier paragraphs are gone

say = sentences("renewals")


class Range(NamedTuple):
    """A number and its range over close decisions."""

    value: float
    low: float
    high: float


def carried(table: pd.DataFrame) -> Shown:
    """How much of the latest member is carried from the one before (`drift.composition`); nothing
    is said where that depends on how much is decided that is doubtful (`WIDE`)."""
    if table.empty:
        return show.prose(say("carried_none"))
    pair = table.iloc[-1]
    rows = _kinds(table, pair["earlier"], pair["later"])
    share, lives_on = (_carried(rows[kind]) for kind in ("added", "dropped"))
    done = float(rows["discharged"]["share_words"])  # what was asked and done lives on no longer
    lives_on = Range(*(end - done for end in lives_on))
    if any(both.high - both.low > WIDE for both in (share, lives_on)):
        return show.prose("")
    unchanged = float(rows["kept"]["share_words"])
    verbatim = sum(float(rows[kind]["share_verbatim"]) for kind in ("kept", "revised"))
    text = say(
        "carried",
        earlier=pair["earlier"],
        later=pair["later"],
        share=share,
        unchanged=unchanged,
        verbatim=verbatim,
        lives_on=lives_on,
        done=done > 0,
        skipped=symbols.several(pair["skips"]),
    )
    names = ("carried", "low", "high", "kept", "verbatim")
    shares = (*share, unchanged, verbatim)
    values = {n: round(x, 4) for n, x in zip(names, shares, strict=True) if x == x}
    labels = [
        (pair["later"], n)
        for kind in ("kept", "revised")
        for n in steps.labels(rows[kind]["labels"])
    ]
    return finding("carried", text, values=values, labels=labels, figure="composition")


def _carried(rest: Any) -> Range:
    """Share of words that are carried, from the share of those that aren't."""
    value, high, low = (1 - float(rest[f"share_words{end}"]) for end in ("", "_low", "_high"))
    return Range(value, low, high)


def composition(
    table: pd.DataFrame,
    collated: pd.DataFrame | None = None,
    validated: pd.DataFrame | None = None,
) -> Shown:
    """What the last renewal kept, revised, added and dropped (`drift.composition`).

    The doubtful are named where `drift.collated` is given, unless a gap lies before a text that is
    written anew; how many are added and dropped by a sample that readers checked, where
    `Corpus.validated` is.
    """
    if table.empty:
        return show.prose(say("composition_none"))
    pair = table.iloc[-1]
    rows = _kinds(table, pair["earlier"], pair["later"])
    counts = {kind: _counted(rows[kind]) for kind in PARTS}
    rewritten = _rewritten(rows)
    decided = {} if collated is None or rewritten else close(collated)
    doubtful = {
        way.replace("is ", "are ") if len(labels) > 1 else way: labels
        for way, labels in decided.get((pair["earlier"], pair["later"]), {}).items()
    }
    text = say(
        "composition",
        earlier=pair["earlier"],
        later=pair["later"],
        year=pair["year"],
        of_earlier=int(rows["dropped"]["of_paragraphs"]),
        of_later=int(rows["kept"]["of_paragraphs"]),
        counts=counts,
        discharged=steps.labels(rows["discharged"]["labels"]),
        bracketed=any(counts[k].low != counts[k].high for k in PARTS),
        skipped=symbols.several(pair["skips"]),
        doubtful=doubtful,
        read={kind: checked(validated, kind, pair["later"], counts[kind].value, pair["earlier"])
              for kind in ("added", "dropped")},
        annexes={kind: sum(n.startswith("Annex") for n in steps.labels(rows[kind]["labels"]))
                 for kind in ("added", "dropped")},
    )  # fmt: skip
    values: dict[str, float] = {kind: counts[kind].value for kind in PARTS}
    values |= {f"{k}_{end}": getattr(counts[k], end) for k in PARTS for end in ("low", "high")}
    values["share_added"] = round(float(rows["added"]["share_words"]), 4)
    labels = [] if rewritten else [
        (pair[end], n) for end, kind in (("later", "added"), ("earlier", "dropped"))
        for n in steps.labels(rows[kind]["labels"])
    ]  # fmt: skip
    return finding("composition", text, values=values, labels=labels, figure="composition")


def _rewritten(rows: dict[str, Any]) -> bool:
    """Whether most of a text is new, or lacks much of the one before, so that provisions may go on
    in other words, or several in one."""
    lost = rows["dropped"]["n_paragraphs"] >= LOST * rows["dropped"]["of_paragraphs"]
    return bool(lost or rows["added"]["share_words"] > MOST)


def _counted(row: Any) -> Range:
    """Paragraphs of a kind, with their range."""
    return Range(*(int(row[f"n_paragraphs{end}"]) for end in ("", "_low", "_high")))


def close(collated: pd.DataFrame) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Close decisions of each renewal (`drift.collated`): what is doubtful → labels, or links, of
    which it is. A paragraph that went and one that came, each the other's relative, are one."""
    decisions: dict[tuple[str, str], dict[tuple[str, str], list[tuple[str, str]]]] = {}
    for row in collated[collated["doubtful"].astype(bool)].itertuples(index=False):
        was, now, near = (
            label if isinstance(label, str) else ""
            for label in (row.earlier_label, row.later_label, row.relative)
        )
        met = decisions.setdefault((row.earlier, row.later), {})
        met.setdefault((was or near, now or near), []).append((was, now))
    told: dict[tuple[str, str], dict[str, list[str]]] = {}
    for pair, met in decisions.items():
        ways = told.setdefault(pair, {})
        for (was, now), rows in met.items():
            # labels of two texts are told apart where the first stand
            ends = (now, was) if "" in ways else (f"{now} of {pair[1]}", f"{was} of {pair[0]}")
            if all(rows[0]):
                ways.setdefault("", []).append("{} carries on {}".format(*ends))
            elif len(rows) > 1:
                ways.setdefault("", []).append("{} is new or carries on {}".format(*ends))
            else:
                ways.setdefault("is new" if rows[0][1] else "is gone", []).extend(
                    filter(None, rows[0])
                )
    return told


def gone(
    table: pd.DataFrame, resolutions: pd.DataFrame, composed: pd.DataFrame | None = None
) -> Shown:
    """What quietly went at the last renewal: paragraphs and conditions (`drift.gone`); how many
    paragraphs, with the range that `drift.composition` has, and none by name where a gap lies
    before a text that is written anew. Its words are not named: tables don't know which stand in
    names alone."""
    renewals = steps.renewals(resolutions)
    if renewals.empty:
        return show.prose(say("gone_none"))
    pair = renewals.iloc[-1]
    last = table[(table["earlier"] == pair["earlier"]) & (table["later"] == pair["later"])]
    paragraphs, conditions = (last[last["what"] == what] for what in ("paragraph", "condition"))
    # that no request at all has one any more can't be told: items of lists and asides have them too
    conditions = conditions[conditions["later_labels"].fillna("") != ""]
    skipped, rewritten, done = symbols.several(pair["skips"]), False, []
    if composed is None:
        count = Range(*[len(paragraphs)] * 3)
    else:
        kinds = _kinds(composed, pair["earlier"], pair["later"])
        count = _counted(kinds["dropped"])
        rewritten, done = _rewritten(kinds), steps.labels(kinds["discharged"]["labels"])
    ends = {"earlier": pair["earlier"], "later": pair["later"], "count": count,
            "skipped": skipped}  # fmt: skip
    if paragraphs.empty and conditions.empty:
        return finding("gone", say("gone_nothing", done=done, **ends))
    text = say("gone", paragraphs=paragraphs.to_dict("records"), rewritten=rewritten,
               conditions=conditions.to_dict("records"), **ends)  # fmt: skip
    values = {"paragraphs": len(paragraphs), "conditions": len(conditions)}
    cells = (*([] if rewritten else paragraphs["labels"]), *conditions["labels"])
    labels = dict.fromkeys((pair["earlier"], n) for cell in cells for n in steps.labels(cell))
    return finding("gone", text, values=values, labels=labels, table="gone")


def rewriting(table: pd.DataFrame, resolutions: pd.DataFrame) -> Shown:
    """Between which values the share of new words lies, over all renewals; where some took longer
    than others, with the years that each took. The least and the most are called so only where
    their ranges meet no other's."""
    year = dict(zip(resolutions["symbol"], resolutions["year"], strict=True))
    added = table[table["kind"] == "added"]
    direct, jumps = added[added["skips"] == ""], added[added["skips"] != ""]
    if len(direct) < 2:
        few = say("rewriting_few", renewals=len(added), direct=len(direct))
        return show.prose(few)
    lasted = (direct["later"].map(year) - direct["earlier"].map(year)).astype(int)
    ends = {"share_words": "share", "share_words_low": "low", "share_words_high": "high"}
    direct = direct.assign(lasted=lasted).rename(columns=ends)
    share = direct["share"]
    least, most = (direct.loc[at] for at in (share.idxmin(), share.idxmax()))
    if round(least["share"], 2) == round(most["share"], 2):
        return show.prose(say("rewriting_alike", share=most["share"]))
    skipping = (jumps["earlier"] + " and " + jumps["later"]).to_list()
    others = direct.drop([least.name, most.name])
    text = say(
        "rewriting",
        least=least,
        most=most,
        is_least=len(others) and least["high"] < min(most["low"], others["low"].min()),
        is_most=len(others) and most["low"] > max(least["high"], others["high"].max()),
        uneven=lasted.nunique() > 1,
        jumps=skipping,
        differ=bool(least["high"] < most["low"]),
    )
    values = {"least": round(least["share"], 4), "most": round(most["share"], 4)}
    return finding("rewriting", text, values=values, figure="composition")


def wording(table: pd.DataFrame) -> Shown:
    """How many paragraphs the last renewal reworded, doubtful links left out, and their words
    before and after (`drift.wording`); of few nothing is said (`FEW`).

    How many changes this makes depends on where one ends and the next begins, and how many
    paragraphs merged and split on close decisions, so no sentence counts them.
    """
    last = None if table.empty else table.iloc[-1]
    if last is None or not (last["n_revised"] or last["n_doubtful"]):
        return show.prose(say("wording_none"))
    if last["n_revised"] < FEW:
        return show.prose("")
    ends = ("n_revised", "n_words_revised", "n_words_before", "n_doubtful", "n_housekeeping")
    values = {end: int(last[end]) for end in ends}
    text = say("wording", earlier=last["earlier"], later=last["later"],
               skipped=symbols.several(last["skips"]), **values)  # fmt: skip
    return finding("wording", text, values=values, table="changes")


def draft(table: pd.DataFrame) -> Shown:
    """What became of a recommended draft (`drift.composition` with stage recommended)."""
    if table.empty:
        return show.prose(say("draft_none"))
    pairs = []
    for pair in table.drop_duplicates(["earlier", "later"]).itertuples(index=False):
        rows = _kinds(table, pair.earlier, pair.later)
        counts = {k: int(rows[k]["n_paragraphs"]) for k in PARTS}
        of = int(rows["kept"]["of_paragraphs"])
        pairs.append({"earlier": pair.earlier, "later": pair.later, "of": of, **counts})
    return finding("draft", say("draft", pairs=pairs), table="draft")


def _kinds(table: pd.DataFrame, earlier: str, later: str) -> dict[str, Any]:
    """Rows of a comparison, by kind."""
    pair = table[(table["earlier"] == earlier) & (table["later"] == later)]
    return {row["kind"]: row for _, row in pair.iterrows()}
