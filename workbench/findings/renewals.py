"""What each renewal kept, revised, added and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import show, steps
from ..prose import counted, listed, number, some
from .words import _are, _kinds, _often, _over, _part, _percent, _plain, _ranged, _rows

if TYPE_CHECKING:
    import pandas as pd

    from ..show import Shown


def carried(composition: pd.DataFrame) -> Shown:
    """How much of the latest member is carried from the one before, with its range."""
    if composition.empty:
        return show.finding(
            "Nothing can be carried over: fewer than two members have a text.", "carried",
            topic="Carried over", rank=2,
        )  # fmt: skip
    pair = composition.iloc[-1]
    own = _kinds(composition, pair)
    kept, added, gone = (own[k] for k in ("kept", "added", "dropped"))
    share = 1 - float(added["share_words"])
    low, high = (1 - float(added[f"share_words_{end}"]) for end in ("high", "low"))
    said = (
        f"{_percent(share, low, high)} of the words of {pair['later']} stand in paragraphs carried "
        f"over from {pair['earlier']}, {float(kept['share_words']):.0%} unchanged; of "
        f"{pair['earlier']} "
        + _percent(*(1 - float(gone[f"share_words{e}"]) for e in ("", "_high", "_low")))
        + f" live on{_over([pair['skips']])}."
    )
    labels = [
        (pair["later"], n) for k in ("kept", "revised") for n in str(own[k]["labels"]).split()
    ]
    values = {"carried": round(share, 4), "low": round(low, 4), "high": round(high, 4),
              "kept": round(float(kept["share_words"]), 4)}  # fmt: skip
    return show.finding(
        said, "carried", topic="Carried over", values=values, labels=labels, figure="composition",
        rank=2,
    )  # fmt: skip


def composition(composition: pd.DataFrame, collated: pd.DataFrame | None = None) -> Shown:
    """What the last renewal kept, revised, merged, added and dropped; the doubtful named.

    Names come from `drift.collated`, where it is given.
    """
    if composition.empty:
        return show.finding(
            "There is no renewal to look at: fewer than two members have a text.", "last-renewal",
            topic="In counts", rank=3,
        )  # fmt: skip
    pair = composition.iloc[-1]
    own = _kinds(composition, pair)
    gone = own["dropped"]
    said = (
        f"Of its {counted(int(own['kept']['of_paragraphs']), 'paragraph')} {pair['later']} "
        f"({pair['year']}) keeps {_ranged(own['kept'])} unchanged (“also” and “further” apart), "
        f"revises "
        f"{_ranged(own['revised'])}{_merged(own)} and adds {_ranged(own['added'])}; of the "
        f"{counted(int(gone['of_paragraphs']), 'paragraph')} of {pair['earlier']} it drops "
        f"{_ranged(gone)}{_over([pair['skips']])}."
    )
    doubtful = _doubtful(collated, pair) if collated is not None else []
    if doubtful:
        said += f" Doubtful: {listed(doubtful, 9)}."
    if any(_ranged(own[k]).endswith(")") for k in ("kept", "revised", "added", "dropped")):
        said += " (In brackets: the range over close decisions.)"
    kinds = ("kept", "revised", "merged", "split", "added", "dropped")
    values: dict[str, float] = {k: int(own[k]["paragraphs"]) for k in kinds}
    values |= {f"{k}_{e}": int(own[k][f"paragraphs_{e}"]) for k in kinds for e in ("low", "high")}
    values |= {"share_added": round(float(own["added"]["share_words"]), 4)}
    labels = [(pair["later"], n) for n in str(own["added"]["labels"]).split()]
    labels += [(pair["earlier"], n) for n in str(gone["labels"]).split()]
    return show.finding(
        said, "last-renewal", topic="In counts", values=values, labels=labels,
        figure="composition", rank=3,
    )  # fmt: skip


def _merged(own: dict[str, Any]) -> str:
    """Merges and splits, counted among the revised."""
    merged, split = (int(own[k]["paragraphs"]) for k in ("merged", "split"))
    parts = [f"{number(merged)} of them merged from several"] if merged else []
    parts += [f"{number(split)} earlier split in several"] if split else []
    return f", {', '.join(parts)}," if parts else ""


def _doubtful(collated: pd.DataFrame, pair: Any) -> list[str]:
    """Close decisions of a renewal: PP9 → PP8, added OP5, dropped OP3."""
    at = (collated["earlier"] == pair["earlier"]) & (collated["later"] == pair["later"])
    rows = collated[at & collated["doubtful"].astype(bool)]
    said = []
    for row in rows.itertuples(index=False):
        ends = [n for n in (row.earlier_label, row.later_label) if isinstance(n, str)]
        said.append(" → ".join(ends) if len(ends) == 2 else f"{row.kind} {ends[0]}")
    return said


def gone(table: pd.DataFrame, resolutions: pd.DataFrame) -> Shown:
    """What quietly went at the last renewal: paragraphs, conditions and words (`drift.gone`)."""
    renewals = steps.renewals(resolutions)
    if renewals.empty:
        return show.finding(
            "Nothing can have gone: fewer than two members have a text.", "gone",
            topic="Quietly gone", rank=7,
        )  # fmt: skip
    pair = renewals.iloc[-1]
    own = table[(table["earlier"] == pair["earlier"]) & (table["later"] == pair["later"])]
    of = {what: own[own["what"] == what] for what in ("paragraph", "condition", "word")}
    lost, bounds, words = of.values()
    said = (
        f"Of {pair['earlier']} {_are(len(lost), 'paragraph')} carried on by none"
        + (f" ({listed(lost['labels'], 12)})" if len(lost) else "")
        + "; in paragraphs that are carried on "
        + (
            f"{_are(int(bounds['count'].sum()), 'condition')} gone ("
            + listed((f"{_plain(r.name)}, {r.labels}" for r in _rows(bounds)), 5)
            + ")"
            if len(bounds)
            else "no condition is gone"
        )
        + f"; {_are(len(words), 'word')} no longer there"
        + (f", first {listed((_often(r) for r in _rows(words.head(5))), 5)}" if len(words) else "")
        + f"{_over([pair['skips']])}."
    )
    labels = [(pair["earlier"], n) for cell in (*lost["labels"], *bounds["labels"])
              for n in cell.split()]  # fmt: skip
    values = {"paragraphs": len(lost), "conditions": int(bounds["count"].sum()),
              "words": len(words)}  # fmt: skip
    return show.finding(
        said, "gone", topic="Quietly gone", values=values, labels=dict.fromkeys(labels),
        table="gone", rank=7,
    )  # fmt: skip


def rewriting(composition: pd.DataFrame) -> Shown:
    """Between which values the share of new words lies, over all renewals."""
    added = composition[composition["kind"] == "added"]
    direct = added[added["skips"] == ""]
    if len(direct) < 2:
        return show.finding(
            f"{counted(len(added), 'renewal')}, of which {number(len(direct))} without a jump over "
            "members without text: too few to say how renewals differ.".capitalize(),
            "rewriting", rank=11,
        )  # fmt: skip
    low, high = (direct.loc[direct["share_words"].idxmin()],
                 direct.loc[direct["share_words"].idxmax()])  # fmt: skip
    said = (
        f"Renewals differ: paragraphs without a predecessor make {low['share_words']:.0%} of the "
        f"words of {low['later']}, and {high['share_words']:.0%} of those of {high['later']}."
    )
    jumps = added[added["skips"] != ""]
    if len(jumps):
        said += (
            f" (Comparisons that jump over members without text are left out here: "
            f"{listed(jumps['earlier'] + ' to ' + jumps['later'])}.)"
        )
    values = {"least": round(low["share_words"], 4), "most": round(high["share_words"], 4)}
    return show.finding(said, "rewriting", values=values, figure="composition", rank=11)


def wording(wording: pd.DataFrame) -> Shown:
    """What the last renewal's changes inside revised paragraphs do."""
    own = wording[wording["later"] == wording["later"].iloc[-1]] if len(wording) else wording
    total = int(own["changes"].sum())
    if not total:
        return show.finding("No revised paragraph, so no change of wording.", "changes", rank=28)
    by = own.sort_values("changes", ascending=False, kind="stable")
    by = by[by["changes"] > 0]
    said = (
        f"Inside the paragraphs that {own['later'].iloc[0]} revises there are "
        f"{counted(total, 'change')}: "
        + ", ".join(f"{int(r.changes)} of {r[4]}" for r in by.itertuples(index=False))
    )
    values = dict(zip(by["class"], by["changes"], strict=True))
    return show.finding(f"{said}.", "changes", values=values, table="changes", rank=28)


def draft(composition: pd.DataFrame) -> Shown:
    """What became of a recommended draft (`drift.composition` with stage recommended)."""
    if composition.empty:
        return show.prose("No recommended draft of this series is among the texts.")
    rows = []
    for pair in composition.drop_duplicates(["earlier", "later"]).itertuples(index=False):
        own = _kinds(composition, pair)
        kept = _part(own["kept"]["paragraphs"], own["kept"]["of_paragraphs"])
        rows.append(
            f"{pair.earlier}, the recommended draft, became {pair.later}: {kept}"
            " of its paragraphs kept unchanged, "
            + ", ".join(
                f"{some(own[k]['paragraphs'])} {k}" for k in ("revised", "added", "dropped")
            )
            + "."
        )
    return show.finding(" ".join(rows), "draft", table="draft", rank=40)
