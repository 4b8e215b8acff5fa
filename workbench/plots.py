"""Figures: each takes a measure's tidy table and returns a matplotlib figure that answers one
question.

The title says the question, or the finding that the caller hands in. Members stand side by side in
their order, a slot each; members whose text is not at hand share one narrow hatched slot that says
how many they are, and no line is drawn across it. Only `timeline` has true time. Colours come from
`show.PALETTE`, where a thing has a meaning of its own, else from `show.SEQUENCE`; what is told by
colour is told by a number, a hatch or a mark as well.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from . import renewals
from .show import PALETTE, SEQUENCE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, FAINT = "#26323d", "#5b6873", "#e6e9ec"
WIDTH = 8.6  # inches: the column of a report
GAP = 0.8  # a slot for members without text, in slots of a member
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9.5, "text.color": INK,
    "axes.labelcolor": SOFT, "axes.labelsize": 9, "axes.edgecolor": SOFT, "axes.axisbelow": True,
    "axes.titlesize": 10, "axes.titlelocation": "left", "axes.titlecolor": INK,
    "axes.spines.top": False, "axes.spines.right": False,
    "xtick.color": INK, "ytick.color": INK, "xtick.major.size": 0, "ytick.major.size": 0,
    "grid.color": FAINT, "grid.linewidth": 0.8, "legend.frameon": False, "legend.fontsize": 9,
}  # fmt: skip


def _styled(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Draw in the project's style, whatever the reader's own settings are."""

    @wraps(draw)
    def styled(*args: Any, **kwargs: Any) -> Figure:
        from matplotlib import style

        with style.context(["default", STYLE]):
            return draw(*args, **kwargs)

    return styled


# ── drift ────────────────────────────────────────────────────────────────────────────────────


@_styled
def composition(
    table: pd.DataFrame,
    title: str = "What did each renewal keep, revise, add and drop?",
    by: str = "words",
) -> Figure:
    """A bar a renewal: shares of the later text above the line, what was dropped below it.

    Parameters
    ----------
    table : DataFrame
        `drift.composition`.
    title : str
        Question or finding.
    by : {"words", "paragraphs"}
    """
    kinds = ["kept", "revised", "added", "dropped"]
    table = table[table["kind"].isin(kinds)]
    if table.empty:
        return _nothing(title, "No renewal: fewer than two members have a text.")
    pairs = table.drop_duplicates(["earlier", "later"])
    across = _spread(pairs["later"], pairs["year"], pairs["skips"])
    drawing, (axes,) = _canvas(title, 4.8)
    marked = False
    for pair in pairs.itertuples(index=False):
        x = across.at[pair.later]
        own = table[(table["earlier"] == pair.earlier) & (table["later"] == pair.later)]
        value = own.set_index("kind")
        bottom = 0.0
        for kind in kinds:
            share = float(value.loc[kind, f"share_{by}"])
            down = kind == "dropped"
            start = -share if down else bottom
            axes.bar(x, share, 0.7, start, color=PALETTE[kind], edgecolor="white", linewidth=0.8)
            if share >= (0.08 if down else 0.055):
                axes.text(x, start + share / 2, f"{share:.0%}", ha="center", va="center",
                          color=_ink_on(PALETTE[kind]), fontsize=8.5)  # fmt: skip
            elif down:
                words = f"{share:.0%}" if share else "none"
                axes.text(x, start - 0.015, words, ha="center", va="top", color=SOFT, fontsize=8.5)
            bottom += 0 if down else share
        for kind, base, sign in (("added", 1, -1), ("dropped", 0, -1)):
            low, high = (float(value.loc[kind, f"share_{by}_{e}"]) for e in ("low", "high"))
            if high - low > 0.004:
                marked = True
                axes.plot([x + 0.3] * 2, [base + sign * low, base + sign * high], color=INK,
                          linewidth=1.3, marker="_", markersize=6, zorder=3)  # fmt: skip
    least = -float(table.loc[table["kind"] == "dropped", f"share_{by}_high"].max())
    axes.set_ylim(min(least - 0.08, -0.12), 1.02)
    _members_across(axes, across)
    names = [f"{renewals.short(p.earlier)} →\n{renewals.short(p.later)}\n{p.year}"
             for p in pairs.itertuples(index=False)]  # fmt: skip
    axes.set_xticks(list(across.at.values()), names)
    axes.axhline(0, color=INK, linewidth=1)
    marks = [m / 4 for m in range(-4, 5) if m / 4 >= axes.get_ylim()[0]]
    axes.set_yticks(marks, [f"{abs(m):.0%}" for m in marks])
    axes.grid(axis="y")
    axes.set_ylabel(f"share of the later text's {by}\n(dropped: of the earlier text's)")
    handles = [_patch(kind, PALETTE[kind]) for kind in kinds]
    if marked:
        handles.append(_line("added and dropped: range over close decisions", INK, marker="_"))
    _legend(axes, handles)
    return drawing


@_styled
def places(table: pd.DataFrame, title: str = "Where in the document do the changes lie?") -> Figure:
    """A strip a renewal, each paragraph of the later text as wide as its words; dropped ones of
    the earlier text in a thinner strip beneath.

    Parameters
    ----------
    table : DataFrame
        `drift.collated`.
    title : str
        Question or finding.
    """
    if table.empty:
        return _nothing(title, "No renewal: fewer than two members have a text.")
    pairs = table.drop_duplicates(["earlier", "later"])
    drawing, (axes,) = _canvas(title, 1.5 + 0.62 * len(pairs))
    widest = 0
    edge = 0.5 if table.groupby("later")["later_label"].nunique().max() < 70 else 0.1
    for y, pair in enumerate(pairs.itertuples(index=False)):
        own = table[(table["earlier"] == pair.earlier) & (table["later"] == pair.later)]
        kept = set(own.loc[own["kind"] == "kept", "later_label"])
        later = own.dropna(subset="later_label").drop_duplicates("later_label")
        x = 0
        operative = None
        for row in later.itertuples(index=False):
            kind = "kept" if row.later_label in kept else row.kind
            if operative is None and not row.later_label.rpartition("/")[2].startswith("PP"):
                operative = x
            axes.barh(y - 0.1, row.words_later, 0.5, x, color=PALETTE[kind], edgecolor="white",
                      linewidth=edge)  # fmt: skip
            x += row.words_later
        widest = max(widest, x)
        if operative:
            axes.plot([operative] * 2, [y - 0.42, y + 0.2], color=INK, linewidth=1.3)
        x = 0
        for row in own[own["kind"] == "dropped"].itertuples(index=False):
            axes.barh(y + 0.27, row.words_earlier, 0.14, x, color=PALETTE["dropped"],
                      edgecolor="white", linewidth=edge)  # fmt: skip
            x += row.words_earlier
    axes.set_ylim(len(pairs) - 0.4, -0.6)
    axes.set_xlim(0, widest * 1.01)
    axes.set_yticks(range(len(pairs)), [_renewal_name(p) for p in pairs.itertuples(index=False)])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_xlabel("words from the beginning of the later text; below: words of dropped "
                    "paragraphs")  # fmt: skip
    handles = [_patch(kind, PALETTE[kind]) for kind in ("kept", "revised", "added", "dropped")]
    _legend(axes, [*handles, _line("operative part begins", INK, marker="|")])
    return drawing


def _renewal_name(pair: Any) -> str:
    skipped = len(pair.skips.split())
    over = f"\nover {skipped} without text" if skipped else ""
    return f"{renewals.short(pair.earlier)} → {renewals.short(pair.later)}{over}"


@_styled
def survival(
    table: pd.DataFrame, title: str = "How much of each text lives on in the later ones?"
) -> Figure:
    """The life table as a triangle: a row a member, a cell its paragraphs alive in a later one.

    Parameters
    ----------
    table : DataFrame
        `drift.survival`.
    title : str
        Question or finding.
    """
    if table.empty:
        return _nothing(title, "No member has a text.")
    across = _across_pairs(table, "born", "member", table.set_index("member")["year"])
    rows = list(dict.fromkeys(table["born"]))
    drawing, (axes,) = _canvas(title, 1.5 + 0.42 * len(rows))
    for row in table.itertuples(index=False):
        y = rows.index(row.born)
        if row.member == row.born:
            axes.text(across.at[row.member], y, f"{row.of}", ha="center", va="center",
                      color=SOFT, fontsize=8.5)  # fmt: skip
        elif row.of:
            _cell(axes, across.at[row.member], y, row.share, f"{row.alive} ({row.share:.0%})")
    _matrix(axes, across, rows)
    axes.set_xlabel("alive in")
    axes.set_ylabel("paragraphs of")
    return drawing


@_styled
def similarity(
    table: pd.DataFrame, title: str = "How alike are the texts?", by: str = "similarity"
) -> Figure:
    """A matrix of members: shared five-word runs of each two texts.

    Parameters
    ----------
    table : DataFrame
        `drift.similarity`.
    title : str
        Question or finding.
    by : {"similarity", "contained"}
        Symmetric resemblance (lower triangle), or the share of a row's text in a column's.
    """
    if table.empty:
        return _nothing(title, "No member has a text.")
    across = _across_pairs(table, "symbol", "other", None)
    rows = list(dict.fromkeys(table["symbol"]))
    drawing, (axes,) = _canvas(title, 1.5 + 0.42 * len(rows))
    for row in table.itertuples(index=False):
        x, y = across.at[row.other], rows.index(row.symbol)
        if row.symbol == row.other:
            axes.text(x, y, "–", ha="center", va="center", color=SOFT)
        elif by == "contained" or rows.index(row.other) < y:
            _cell(axes, x, y, getattr(row, by), f"{getattr(row, by):.2f}")
    _matrix(axes, across, rows)
    if by == "contained":
        axes.set_xlabel("stands in the text of")
        axes.set_ylabel("share of five-word runs of")
    else:
        axes.set_xlabel("five-word runs that both texts have, as a share of those that either has")
    return drawing


@_styled
def first_text(table: pd.DataFrame, title: str = "How much of the first text is left?") -> Figure:
    """Share of the first text in each member, by provisions and by wording.

    Parameters
    ----------
    table : DataFrame
        `drift.first_text`.
    title : str
        Question or finding.
    """
    if table.empty:
        return _nothing(title, "No member has a text.")
    across = _members(table, "paragraphs", "member")
    drawing, (axes,) = _canvas(title, 3.6)
    lines = {
        "share_paragraphs": ("its paragraphs that live on, reworded or not", PALETTE["added"], "o"),
        "contained": ("its five-word runs still there", PALETTE["revised"], "s"),
    }
    value = table.set_index("member")
    for column, (_, colour, mark) in lines.items():
        _broken_line(axes, across, value[column], colour, mark)
    _members_across(axes, across)
    axes.set_ylim(0, 1.06)
    axes.yaxis.set_major_formatter(_percent())
    axes.grid(axis="y")
    axes.set_ylabel("share of the first text")
    _legend(axes, [_line(label, colour, marker=mark) for label, colour, mark in lines.values()])
    return drawing


@_styled
def verbs(table: pd.DataFrame, title: str = "What do the texts do: ask, note, decide?") -> Figure:
    """Clauses of each class of verb in each member: counts, shaded by their share.

    Parameters
    ----------
    table : DataFrame
        `drift.verbs`.
    title : str
        Question or finding.
    """
    if table.empty:
        return _nothing(title, "No clause: no member has a text with an operative part.")
    rows = list(dict.fromkeys(table["class"]))
    across = _members(table, "clauses")
    drawing, (axes,) = _canvas(title, 1.5 + 0.34 * len(rows))
    band = table.drop_duplicates("class").set_index("class")["strength"]
    for row in table.dropna(subset="clauses").itertuples(index=False):
        y = rows.index(row[table.columns.get_loc("class")])
        words = f"{row.clauses} ({row.share:.0%})" if row.clauses else "·"
        _cell(axes, across.at[row.symbol], y, row.share, words)
    _matrix(axes, across, rows)
    axes.set_yticks(range(len(rows)), [
        f"{r} [{band[r]}]" if band.notna()[r] else r for r in rows])  # fmt: skip
    axes.set_ylabel("class of the verb [band of strength]")
    axes.set_xlabel("clauses, and their share of the member's clauses")
    return drawing


@_styled
def keyness(
    table: pd.DataFrame,
    title: str = "Which words came in, and which went out?",
    most: int = 15,
) -> Figure:
    """A butterfly: occurrences dropped to the left, added to the right, with their paragraphs.

    Parameters
    ----------
    table : DataFrame
        `drift.keyness`.
    title : str
        Question or finding.
    most : int
        Words of either side.
    """
    came = table[table["log_ratio"] > 0].sort_values(
        ["g2", "log_ratio", "word"], ascending=[False, False, True]).head(most)  # fmt: skip
    went = table[table["log_ratio"] < 0].sort_values(
        ["g2", "log_ratio", "word"], ascending=[False, True, True]).head(most)  # fmt: skip
    rows = [*came.itertuples(index=False), *went.iloc[::-1].itertuples(index=False)]
    if not rows:
        return _nothing(title, "No word came or went in as many paragraphs as are asked for.")
    drawing, (axes,) = _canvas(title, 1.5 + 0.215 * len(rows))
    top = max(max(r.added, r.dropped) for r in rows)
    for y, row in enumerate(rows):
        for way, sign in (("added", 1), ("dropped", -1)):
            count, spread = getattr(row, way), getattr(row, f"paragraphs_{way}")
            if count:
                axes.barh(y, sign * count, 0.72, color=PALETTE[way])
                axes.text(sign * (count + top * 0.012), y, f"{count} in {spread}", va="center",
                          ha="left" if sign > 0 else "right", fontsize=8, color=SOFT)  # fmt: skip
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-top * 1.16, top * 1.16)
    axes.set_yticks(range(len(rows)), [r.word for r in rows])
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=INK, linewidth=1)
    if len(came) and len(went):
        axes.axhline(len(came) - 0.5, color=SOFT, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    axes.set_xlabel("occurrences (“5 in 3”: five occurrences in three paragraphs)")
    _legend(axes, [_patch("dropped", PALETTE["dropped"]), _patch("added", PALETTE["added"])])
    return drawing


@_styled
def histories(
    table: pd.DataFrame,
    resolutions: pd.DataFrame,
    title: str = "How long does each provision live, and when is it reworded?",
    most: int = 110,
) -> Figure:
    """A line a provision through the members: kept or revised from one to the next, where it ends.

    Parameters
    ----------
    table : DataFrame
        `drift.histories`.
    resolutions : DataFrame
        For the order of members, and the gaps.
    title : str
        Question or finding.
    most : int
        Provisions shown, those in most members first.
    """
    if table.empty:
        return _nothing(title, "No provision: no member has a text.")
    known = renewals.members(resolutions)
    across = slots(known["symbol"], known["year"], known["at_hand"])
    own = table[table["symbol"].isin(across.at)]
    stands = own.dropna(subset="label").groupby("provision", sort=False).size()
    rows = list(stands.sort_values(ascending=False, kind="stable").index[:most])
    rows = [name for name in stands.index if name in set(rows)]
    height = 0.125
    drawing, (axes,) = _canvas(title, 1.7 + height * len(rows))
    place = {name: y for y, name in enumerate(rows)}
    width = {"kept": 1.6, "revised": 3.2}
    for name, life in own[own["provision"].isin(rows)].groupby("provision", sort=False):
        y, before = place[name], None
        for row in life.itertuples(index=False):
            x = across.at[row.symbol]
            if not isinstance(row.label, str):
                axes.plot(x - 0.32, y, marker="x", color=PALETTE["gone"], markersize=3.5)
                before = None
                continue
            if before is not None and isinstance(row.kind, str):
                jump = bool(row.skips)  # no line goes through a hole as if it were a year
                axes.plot([before, x], [y, y], color=PALETTE[row.kind], zorder=1,
                          linewidth=1.2 if jump else width[row.kind], solid_capstyle="butt",
                          linestyle=(0, (1, 3)) if jump else (0, (2, 1.2)) if row.doubtful else "-",
                          )  # fmt: skip
            begins, merged = before is None, row.status == "merged into"
            axes.plot(x, y, marker="D" if merged else "o", markersize=3.4, zorder=2,
                      color=PALETTE["new"] if begins else PALETTE["doubtful"] if merged
                      else PALETTE["moved"])  # fmt: skip
            before = x
    _members_across(axes, across)
    axes.set_ylim(len(rows) - 0.3, -0.7)
    axes.set_yticks(range(len(rows)), [_place(name) for name in rows], fontsize=6)
    axes.spines["left"].set_visible(False)
    left_out = len(stands) - len(rows)
    more = f"; {left_out:,} that are in fewer members are not shown" if left_out else ""
    axes.set_xlabel(f"provision, named by where it was first met{more}")
    _legend(axes, [
        _line("first met", PALETTE["new"], marker="o", linewidth=0),
        _line("kept", PALETTE["kept"], linewidth=width["kept"]),
        _line("revised", PALETTE["revised"], linewidth=width["revised"]),
        _line("over a gap", PALETTE["revised"], linewidth=1.2, linestyle=(0, (1, 3))),
        _line("merged into another", PALETTE["doubtful"], marker="D", linewidth=0),
        _line("lapsed", PALETTE["gone"], marker="x", linewidth=0),
    ])  # fmt: skip
    return drawing


@_styled
def lifetimes(
    table: pd.DataFrame, title: str = "How many renewals does a provision live through?"
) -> Figure:
    """Share of provisions that live on, by age in renewals, with its range.

    Parameters
    ----------
    table : DataFrame
        `drift.lifetimes`.
    title : str
        Question or finding.
    """
    if table.empty:
        return _nothing(title, "Too few renewals, or a gap among them: lifetimes would be guesses.")
    drawing, (axes,) = _canvas(title, 3.6)
    axes.fill_between(table["age"], table["low"], table["high"], step="post", linewidth=0,
                      color=PALETTE["unknown"])  # fmt: skip
    axes.step(table["age"], table["share"], where="post", color=PALETTE["added"], linewidth=2)
    for row in table.itertuples(index=False):
        axes.annotate(f"{row.share:.0%}", (row.age, row.share), (3, 5), fontsize=8.5,
                      textcoords="offset points")  # fmt: skip
    axes.set_ylim(0, 1.08)
    axes.set_xlim(0, float(table["age"].max()) + 0.6)
    axes.set_xticks(table["age"], [
        f"{int(r.age)}\n{r.standing} seen" if r.age else "0" for r in table.itertuples(index=False)
    ])  # fmt: skip
    axes.yaxis.set_major_formatter(_percent())
    axes.grid(axis="y")
    axes.set_xlabel("renewals since a provision was first met")
    axes.set_ylabel("share that lives on")
    _legend(axes, [_line("Kaplan–Meier estimate", PALETTE["added"]),
                   _patch("range with any one renewal left out", PALETTE["unknown"])])  # fmt: skip
    return drawing


@_styled
def contested(
    table: pd.DataFrame,
    title: str = "What is reopened at every renewal, and what never?",
    most: int = 30,
) -> Figure:
    """A line a provision: how many renewals it went through, and in how many it was reworded.

    Parameters
    ----------
    table : DataFrame
        `drift.contested`.
    title : str
        Question or finding.
    most : int
        Provisions shown, those of most renewals first.
    """
    own = table[table["renewals"] > 1]
    own = own.sort_values(["renewals", "reworded"], ascending=False, kind="stable").head(most)
    if own.empty:
        return _nothing(title, "No provision went through two renewals.")
    own = own.sort_values(["share", "renewals"], ascending=[False, False], kind="stable")
    rows = list(own.itertuples(index=False))
    drawing, (axes,) = _canvas(title, 1.5 + 0.21 * len(rows))
    for y, row in enumerate(rows):
        start = 0
        for count, colour in (
            (row.reworded - row.housekeeping, PALETTE["revised"]),
            (row.housekeeping, PALETTE["moved"]),
            (row.renewals - row.reworded, PALETTE["kept"]),
        ):
            axes.barh(y, count, 0.7, start, color=colour, edgecolor="white")
            start += count
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), [
        f"{_place(r.provision)} … {_place(f'{r.last} {r.last_label}')}"
        for r in rows], fontsize=8)  # fmt: skip
    axes.set_xlim(0, max(r.renewals for r in rows) + 0.05)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("renewals (a jump over members without text counts as one)")
    _legend(axes, [
        _patch("reworded", PALETTE["revised"]),
        _patch("only dates, sessions, symbols, names", PALETTE["moved"]),
        _patch("kept", PALETTE["kept"]),
    ])  # fmt: skip
    return drawing


# ── topics ───────────────────────────────────────────────────────────────────────────────────


@_styled
def presence(
    table: pd.DataFrame,
    title: str = "Which themes take how much room, and since when?",
    by: str = "share_words",
) -> Figure:
    """A heat strip: a row a theme, a cell its share of a member; earliest appearances marked.

    Themes stand in the order in which they enter. Those in no member are named below.

    Parameters
    ----------
    table : DataFrame
        `topics.presence`.
    title : str
        Question or finding.
    by : {"share_words", "share_paragraphs"}
    """
    there = table.dropna(subset="n_paragraphs")
    if there.empty:
        return _nothing(title, "No theme and no text: nothing to show.")
    across = _members(table, "n_paragraphs")
    symbols = list(across.at)
    first = there[there["first"].fillna(False).astype(bool)]
    enters = {r.theme: symbols.index(r.symbol) for r in first.itertuples(index=False)}
    weight = there.groupby("theme")[by].sum()
    rows = sorted(enters, key=lambda t: (enters[t], -weight[t], t))
    never = [t for t in dict.fromkeys(table["theme"]) if t not in enters]
    drawing, (axes,) = _canvas(title, 1.7 + 0.3 * max(len(rows), 1))
    for row in there[there["theme"].isin(rows)].itertuples(index=False):
        x, y = across.at[row.symbol], rows.index(row.theme)
        share = getattr(row, by)
        _cell(axes, x, y, share, _share(share) if row.n_paragraphs else "·")
        if enters[row.theme] == symbols.index(row.symbol):
            axes.plot(x - 0.4, y, marker=">", color=PALETTE["dropped"], markersize=5.5,
                      linestyle="none")  # fmt: skip
    _matrix(axes, across, rows)
    named = dict(zip(table["theme"], table["title"], strict=True))
    axes.set_yticks(range(len(rows)), [_label(named[r]) for r in rows], linespacing=0.95)
    what = "words in paragraphs that name the theme" if by == "share_words" else "paragraphs"
    axes.set_xlabel(f"share of the member's {what}; a paragraph counts for each of its themes")
    if never:
        names = renewals.listed([named[t] for t in never], most=len(never))
        drawing.supxlabel(_wrapped(f"In no member: {names}.", WIDTH * 1.18), x=0.01, ha="left",
                          fontsize=8.5, color=SOFT)  # fmt: skip
    _legend(axes, [_line("earliest in this corpus", PALETTE["dropped"], marker=">", linewidth=0)])
    return drawing


@_styled
def emergence(
    table: pd.DataFrame,
    resolutions: pd.DataFrame,
    title: str = "When does a theme become an instruction?",
) -> Figure:
    """A line a theme through the members: first in the preamble, in the operative part, first
    directive, first obligation.

    Parameters
    ----------
    table : DataFrame
        `topics.emergence`.
    resolutions : DataFrame
        For the order of members, and the gaps.
    title : str
        Question or finding.
    """
    known = renewals.members(resolutions)
    own = table[table["members"] > 0]
    if own.empty:
        return _nothing(title, "No theme is in any member.")
    across = slots(known["symbol"], known["year"], known["at_hand"])
    senses = {
        "preamble": ("preamble", PALETTE["moved"], "o", -0.27),
        "operative": ("operative part", PALETTE["revised"], "s", -0.09),
        "directive": ("directive clause", PALETTE["added"], "D", 0.09),
        "obligation": ("obligation", PALETTE["dropped"], "^", 0.27),
    }
    place = across.at

    def entered(row: Any) -> list[float]:
        return [place[getattr(row, s)] for s in senses if isinstance(getattr(row, s), str)]

    rows = sorted(own.itertuples(index=False), key=lambda r: (min(entered(r)), r.theme))
    drawing, (axes,) = _canvas(title, 1.7 + 0.3 * len(rows))
    for y, row in enumerate(rows):
        axes.axhline(y, color=FAINT, linewidth=0.8, zorder=0)
        for sense, (_, colour, mark, aside) in senses.items():
            symbol = getattr(row, sense)
            if isinstance(symbol, str):
                # side by side where several fall on one member
                axes.plot(place[symbol] + aside, y, marker=mark, color=colour, markersize=6,
                          markeredgecolor="white", markeredgewidth=0.6)  # fmt: skip
    _members_across(axes, across)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), [_label(r.title) for r in rows], linespacing=0.95)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("earliest member at hand in which the theme is found")
    _legend(axes, [_line(label, colour, marker=mark, linewidth=0)
                   for label, colour, mark, _ in senses.values()])  # fmt: skip
    return drawing


@_styled
def origins(
    table: pd.DataFrame, title: str = "Where did the theme stand before, and its words?"
) -> Figure:
    """A theme's way across organs: a mark a document on the axis of time, an arrow where a later
    paragraph has the words of an earlier one.

    Parameters
    ----------
    table : DataFrame
        `topics.origins`.
    title : str
        Question or finding.
    """
    import pandas as pd

    own = table[(table["evidence"] == "theme") & table["sure"]]
    if own.empty:
        return _nothing(title, "No document of the corpus is known to have it.")
    words = table[table["evidence"] == "words"].sort_values("share", ascending=False, kind="stable")
    words = words.drop_duplicates(["symbol", "earlier"])  # an arrow for the closest paragraphs
    # an earlier document that has the words but not the theme stands there as well
    places = [*own[["symbol", "organ"]].itertuples(index=False, name=None)]
    lanes = list(dict.fromkeys(organ for _, organ in places))
    elsewhere = [s for s in dict.fromkeys(words["earlier"]) if s not in set(own["symbol"])]
    day = {r.symbol: _year(r.adopted) if pd.notna(r.adopted) else float(r.year)
           for r in own.itertuples(index=False)}  # fmt: skip
    known = words.drop_duplicates("earlier").set_index("earlier")
    for symbol in elsewhere:
        lanes += [o for o in [known.loc[symbol, "earlier_organ"]] if o not in lanes]
        places.append((symbol, known.loc[symbol, "earlier_organ"]))
        day[symbol] = _year(known.loc[symbol, "earlier_adopted"])
    drawing, (axes,) = _canvas(title, 1.5 + 1.5 * len(lanes))
    spot = {s: (day[s], lanes.index(o)) for s, o in places}
    labels = dict(zip(own["symbol"], own["labels"], strict=True))
    for link in words.itertuples(index=False):
        (x1, y1), (x2, y2) = spot[link.earlier], spot[link.symbol]
        curve = 0.0 if y1 != y2 else -0.3
        axes.annotate("", (x2, y2), (x1, y1), zorder=2, arrowprops={
            "arrowstyle": "-|>", "color": PALETTE["revised"], "shrinkA": 7, "shrinkB": 7,
            "linewidth": 0.8 + 3 * link.share, "connectionstyle": f"arc3,rad={curve}",
        })  # fmt: skip
    last = dict.fromkeys(lanes, (-1e9, 0))
    span = max(day.values()) - min(day.values()) or 1.0
    for symbol, (x, y) in sorted(spot.items(), key=lambda item: item[1]):
        theme = symbol in labels
        first = bool(own.loc[own["symbol"] == symbol, "first"].any())
        colour = PALETTE["dropped" if first else "added"] if theme else "white"
        axes.plot(x, y, "o", markersize=10, zorder=3, color=colour, markeredgecolor=INK,
                  markeredgewidth=0.8)  # fmt: skip
        before, level = last[lanes[y]]
        level = (level + 1) % 3 if x - before < span * 0.13 else 0
        last[lanes[y]] = (x, level)
        said = labels.get(symbol, "the words alone").split()
        more = f" +{len(said) - 2}" if theme and len(said) > 2 else ""
        said = f"{renewals.short(symbol)}\n{' '.join(said[:2]) if theme else 'words only'}{more}"
        axes.annotate(said, (x, y), (0, -8 - 24 * level), textcoords="offset points", ha="center",
                      va="top", fontsize=8, linespacing=1.0, zorder=4,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.85},
                      )  # fmt: skip
    for y in range(len(lanes)):
        axes.axhline(y, color=FAINT, linewidth=1.2, zorder=0)
    axes.set_ylim(len(lanes) - 0.1, -0.55)
    axes.set_xlim(min(day.values()) - span * 0.08, max(day.values()) + span * 0.08)
    axes.set_yticks(range(len(lanes)), [_label(lane) for lane in lanes])
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params("x", length=4)
    axes.spines["left"].set_visible(False)
    searched = int(table["searched"].iloc[0])
    axes.set_xlabel(f"date of adoption; {searched} documents searched")
    _legend(axes, [
        _line("earliest in this corpus", PALETTE["dropped"], marker="o", linewidth=0),
        _line("has the theme", PALETTE["added"], marker="o", linewidth=0),
        _line("shared wording (wider: more)", PALETTE["revised"], linewidth=2),
    ])  # fmt: skip
    return drawing


@_styled
def stability(table: pd.DataFrame, title: str = "How many topics are there?") -> Figure:
    """Stability over resamples and coherence of models with more and more topics, side by side.

    Parameters
    ----------
    table : DataFrame
        `topics.stability`.
    title : str
        Question or finding.
    """
    if table.empty:
        return _nothing(title, "No model was made.")
    drawing, (left, right) = _canvas(title, 3.6, columns=2)
    looks = zip(dict.fromkeys(table["method"]), (SEQUENCE[0], SEQUENCE[1]), ("o", "s"),
                strict=False)  # fmt: skip
    handles = []
    for method, colour, mark in looks:
        own = table[table["method"] == method]
        left.fill_between(own["n_topics"], own["low"], own["high"], color=colour, alpha=0.15,
                          linewidth=0)  # fmt: skip
        for axes, column in ((left, "stability"), (right, "coherence")):
            axes.plot(own["n_topics"], own[column], color=colour, marker=mark, linewidth=1.8)
            picked = own[own["chosen"]]
            axes.plot(picked["n_topics"], picked[column], marker=mark, markersize=12, color="none",
                      markeredgecolor=INK, markeredgewidth=1.4, linewidth=0)  # fmt: skip
        handles.append(_line(method.upper(), colour, marker=mark))
    for axes in (left, right):
        axes.set_xticks(sorted(set(table["n_topics"])))
        axes.set_xlabel("number of topics")
        axes.grid(axis="y")
    left.set_ylim(0, 1)
    right.set_ylim(min(0.0, float(table["coherence"].min()) * 1.1), 1)
    left.set_title("Stability over resamples (band: range)", pad=24)
    right.set_title("Coherence (NPMI)", pad=24)
    left.set_ylabel("share of ten words found again")
    right.set_ylabel("mean NPMI of ten words")
    ring = {"marker": "o", "linewidth": 0, "markeredgecolor": INK}
    _legend(left, [*handles, _line("chosen", "none", **ring)])
    return drawing


@_styled
def model(table: pd.DataFrame, title: str = "Which topics does a model find, and where?") -> Figure:
    """A heat strip: a row a topic with its stability, a cell its share of a member.

    Parameters
    ----------
    table : DataFrame
        `topics.model`.
    title : str
        Question or finding.
    """
    if table.empty:
        return _nothing(title, "No model was made.")
    across = _members(table, "prevalence")
    facts = table.drop_duplicates("topic")
    rows = facts["topic"].to_list()
    drawing, (axes,) = _canvas(title, 1.6 + 0.3 * len(rows))
    most = float(table["prevalence"].max()) or 1.0
    for row in table.itertuples(index=False):
        _cell(axes, across.at[row.symbol], rows.index(row.topic), row.prevalence / most,
              _share(row.prevalence) if row.prevalence else "·")  # fmt: skip
    _matrix(axes, across, [str(r) for r in rows])
    axes.set_yticks(range(len(rows)), [
        _label(f"{'?' if r.unstable else ''} {r.name} [{r.stability:.2f}]".strip())
        for r in facts.itertuples(index=False)
    ], linespacing=0.95)  # fmt: skip
    axes.set_xlabel("topic's share of the member; [share of its words that refits find again]; "
                    "?: unstable")  # fmt: skip
    return drawing


# ── mandate ──────────────────────────────────────────────────────────────────────────────────


@_styled
def expansion(table: pd.DataFrame, title: str = "Did the mandate grow, or did the text?") -> Figure:
    """Count and density of an entity's directive clauses, side by side.

    Parameters
    ----------
    table : DataFrame
        `mandate.expansion`.
    title : str
        Question or finding.
    """
    if not table["clauses"].notna().any():
        return _nothing(title, "No member has a text.")
    across = _members(table, "clauses")
    many = len(across.at) > 7
    drawing, (left, right) = _canvas(title, 3.9, columns=2)
    value = table.set_index("symbol")
    for symbol, x in across.at.items():
        row = value.loc[symbol]
        left.bar(x, row["new"], 0.66, color=PALETTE["new"], edgecolor="white")
        left.bar(x, row["continuing"], 0.66, row["new"], color=PALETTE["carried"],
                 edgecolor="white")  # fmt: skip
        left.annotate(str(row["clauses"]), (x, row["clauses"]), (0, 3), ha="center",
                      textcoords="offset points")  # fmt: skip
    _broken_line(right, across, value["density"], PALETTE["added"], "o")
    for symbol, x in across.at.items():
        density = value.loc[symbol, "density"]
        if density > 0:
            right.annotate(f"{density:.1f}", (x, density), (0, 6), ha="center",
                           textcoords="offset points")  # fmt: skip
    for axes in (left, right):
        _members_across(axes, across)
        axes.grid(axis="y")
        if many:
            axes.tick_params("x", labelsize=7.5)
    left.set_ylim(0, float(table["clauses"].max()) * 1.12 or 1)
    right.set_ylim(0, float(table["density"].max() or 0) * 1.15 or 1)
    left.yaxis.get_major_locator().set_params(integer=True)
    left.set_title("How many: directive clauses", pad=24)
    right.set_title("How dense: per 1,000 operative words", pad=24)
    left.set_ylabel("clauses")
    right.set_ylabel("clauses per 1,000 words")
    _legend(left, [_patch("asked to do", PALETTE["new"]),
                   _patch("asked to continue", PALETTE["carried"])])  # fmt: skip
    return drawing


@_styled
def ledger(
    table: pd.DataFrame, resolutions: pd.DataFrame, title: str = "What became of each task?"
) -> Figure:
    """A line a task through the members: its label there, coloured by what happened to it.

    Parameters
    ----------
    table : DataFrame
        `mandate.ledger`.
    resolutions : DataFrame
        For the order of members, and the gaps.
    title : str
        Question or finding.
    """
    from matplotlib.patches import Rectangle

    if table.empty:
        return _nothing(title, "No task: nothing is asked of this entity in the texts at hand.")
    known = renewals.members(resolutions)
    across = slots(known["symbol"], known["year"], known["at_hand"])
    looks = {
        "first": ("in the first text", PALETTE["moved"]),
        "new": ("new", PALETTE["new"]),
        "newly addressed": ("newly addressed, split or revived", PALETTE["addressed"]),
        "carried": ("carried", PALETTE["carried"]),
        "strengthened": ("stronger, wider or less bound", PALETTE["strengthened"]),
        "weakened": ("weaker, narrower or more bound", PALETTE["weakened"]),
        "lapsed": ("lapsed or merged", PALETTE["gone"]),
    }
    like = {
        "split": "newly addressed", "revived": "newly addressed", "merged": "lapsed",
        "widened": "strengthened", "conditions lost": "strengthened",
        "narrowed": "weakened", "conditions gained": "weakened", "conditions changed": "carried",
    }  # fmt: skip
    rows = list(dict.fromkeys(table["task"]))
    last = table.dropna(subset="verb").drop_duplicates("task", keep="last").set_index("task")
    used = {like.get(s, s) for s in table["status"]}
    handles = [_patch(*look) for status, look in looks.items() if status in used]
    drawing, (axes,) = _canvas(title, 2.0 + 0.235 * len(rows), handles)
    for row in table.itertuples(index=False):
        x, y = across.at[row.symbol], rows.index(row.task)
        ended = row.status in ("lapsed", "merged")
        colour = looks[like.get(row.status, row.status)][1]
        width = 0.3 if ended else 0.92
        axes.add_patch(Rectangle(
            (x - 0.46, y - 0.42), width, 0.84, facecolor=colour, edgecolor="none",
        ))  # fmt: skip
        signs = [] if ended else [row.label]
        signs += [
            f"{sign}{len(cell.split(', '))}"
            for sign, cell in (("+", row.gained), ("−", row.lost))
            if isinstance(cell, str) and cell
        ]
        signs += ["?"] * bool(row.doubtful)
        axes.text(x - 0.46 + width / 2, y, " ".join(signs), ha="center", va="center",
                  fontsize=7.5, color=_ink_on(colour))  # fmt: skip
    _matrix(axes, across, rows)
    axes.set_yticks(range(len(rows)), [_task(last.loc[task]) for task in rows], fontsize=8)
    axes.set_xlabel("+1 −1: conditions gained and lost; ?: doubtful")
    if len(across.at) > 7:
        axes.tick_params("x", labelsize=7)
    return drawing


def _task(row: Any) -> str:
    """A task's name on a line: what is to be done, and about what."""
    what = " ".join(c for c in (row["action"], row["object"]) if isinstance(c, str))
    about = row["themes"].split("; ")[0] if isinstance(row["themes"], str) else ""
    short = textwrap.shorten(what, 34 if about else 58, placeholder=" …")
    return f"{short} · {textwrap.shorten(about, 24, placeholder=' …')}" if about else short


@_styled
def entities(
    table: pd.DataFrame, title: str = "Who is asked, and how often?", most: int = 14
) -> Figure:
    """Directive clauses of each addressee in each member.

    Parameters
    ----------
    table : DataFrame
        `mandate.entities`.
    title : str
        Question or finding.
    most : int
        Addressees shown, those most often asked.
    """
    if table.empty:
        return _nothing(title, "Nobody is asked to do anything.")
    return _counts(
        table, "entity", title, most, "directive clauses; joint addressees count for each"
    )


@_styled
def partners(
    table: pd.DataFrame, title: str = "With whom is it asked to work?", most: int = 14
) -> Figure:
    """Directive clauses that name each partner of the entity, in each member.

    Parameters
    ----------
    table : DataFrame
        `mandate.partners`.
    title : str
        Question or finding.
    most : int
        Partners shown, the most frequent.
    """
    if table.empty:
        return _nothing(title, "No partner is named.")
    return _counts(table, "partner", title, most, "clauses that name the partner")


def _counts(table: pd.DataFrame, what: str, title: str, most: int, words: str) -> Figure:
    """Clauses by somebody and member, shaded by their number."""
    rows = list(dict.fromkeys(table[what]))
    shown = rows[:most]
    across = _members(table, "clauses")
    drawing, (axes,) = _canvas(title, 1.6 + 0.3 * len(shown))
    top = float(table["clauses"].max() or 1)
    for row in table.dropna(subset="clauses").itertuples(index=False):
        name = getattr(row, what)
        if name in shown:
            _cell(axes, across.at[row.symbol], shown.index(name), row.clauses / top,
                  str(row.clauses) if row.clauses else "·")  # fmt: skip
    _matrix(axes, across, shown)
    axes.set_yticks(range(len(shown)), shown)
    axes.set_xlabel(words + (f"; {len(rows) - most} more are not shown" * (len(rows) > most)))
    return drawing


@_styled
def conditions(
    table: pd.DataFrame, title: str = "Under which conditions do the tasks stand?"
) -> Figure:
    """Clauses addressed to the entity that have each condition, in each member.

    Parameters
    ----------
    table : DataFrame
        `mandate.conditions`.
    title : str
        Question or finding.
    """
    met = table.groupby("condition", sort=False)["clauses"].sum()
    rows = [c for c in met.index if met[c] or c == "none"]
    if not table["clauses"].notna().any():
        return _nothing(title, "No member has a text.")
    across = _members(table, "clauses")
    drawing, (axes,) = _canvas(title, 1.6 + 0.3 * len(rows))
    for row in table.dropna(subset="clauses").itertuples(index=False):
        if row.condition in rows and row.of:
            _cell(axes, across.at[row.symbol], rows.index(row.condition), row.share,
                  f"{row.clauses} of {row.of}" if row.clauses else "·")  # fmt: skip
    _matrix(axes, across, rows)
    axes.set_yticks(range(len(rows)), [r.replace("_", " ") for r in rows])
    axes.set_xlabel("clauses with the condition, of those addressed to the entity")
    return drawing


@_styled
def duties(
    table: pd.DataFrame, resolutions: pd.DataFrame, title: str = "What is owed, and when?"
) -> Figure:
    """A calendar: when each report or deadline is due, and when it was asked for.

    Parameters
    ----------
    table : DataFrame
        `mandate.duties`.
    resolutions : DataFrame
        For the dates of adoption.
    title : str
        Question or finding.
    """
    import pandas as pd

    own = table.dropna(subset=["due_from", "due_to"])
    if own.empty:
        return _nothing(title, "No duty with a date.")
    adopted = resolutions.set_index("symbol")["adopted"]
    drawing, (axes,) = _canvas(title, 1.5 + 0.27 * len(own))
    for y, row in enumerate(own.itertuples(index=False)):
        start, stop = _year(pd.Timestamp(row.due_from)), _year(pd.Timestamp(row.due_to))
        again = None if pd.isna(row.again) else bool(row.again)
        colour = PALETTE["added" if again is None else "carried" if again else "gone"]
        axes.barh(y, max(stop - start, 0.08), 0.6, start, color=colour)
        if pd.notna(adopted.get(row.symbol)):
            axes.plot(_year(adopted[row.symbol]), y, marker="|", color=INK, markersize=9)
    axes.set_ylim(len(own) - 0.4, -0.6)
    axes.set_yticks(range(len(own)), [
        f"{_place(f'{r.symbol} {r.label}')} · {r.who}" for r in own.itertuples(index=False)
    ], fontsize=8)  # fmt: skip
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("time in which it is due; |: day on which it was asked for")
    _legend(axes, [
        _patch("asked for again by the next member", PALETTE["carried"]),
        _patch("not again", PALETTE["gone"]),
        _patch("last member", PALETTE["added"]),
    ])  # fmt: skip
    return drawing


def _year(day: pd.Timestamp) -> float:
    """A day as a fraction of years."""
    return day.year + (day.day_of_year - 1) / 366


# ── corpus ───────────────────────────────────────────────────────────────────────────────────


@_styled
def timeline(
    resolutions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    title: str = "Which texts are at hand, and how long are they?",
) -> Figure:
    """Members on the axis of time: a bar of words, by part; hatched where there is no text.

    Parameters
    ----------
    resolutions, paragraphs : DataFrame
    title : str
        Question or finding.
    """
    import pandas as pd

    if resolutions.empty:
        return _nothing(title, "The series has no members.")
    parts = {"preamble": PALETTE["kept"], "operative": PALETTE["added"], "annex": SEQUENCE[4]}
    words = paragraphs.groupby(["symbol", "part"])["n_words"].sum()
    drawing, (axes,) = _canvas(title, 4.4)
    # a year alone stands in its middle
    day = [d if pd.notna(d) else pd.Timestamp(int(y), 7, 1)
           for d, y in zip(resolutions["adopted"], resolutions["year"], strict=True)]  # fmt: skip
    when = [_year(d) for d in day]
    span = max(when) - min(when) or 1.0
    close = min((b - a for a, b in pairwise(when) if b > a), default=1.0)
    width = max(min(0.9 * close, span / 18), span / 110)
    top = float(resolutions["n_words"].max()) if resolutions["n_words"].notna().any() else 1.0
    for x, row in zip(when, resolutions.itertuples(index=False), strict=True):
        total = 0
        if pd.isna(row.n_words):
            axes.bar(x, top * 0.05, width, color=PALETTE["unknown"], edgecolor=SOFT, hatch="////",
                     linewidth=0.5)  # fmt: skip
            total = int(top * 0.05)
        else:
            for part, colour in parts.items():
                count = int(words.get((row.symbol, part), 0))
                axes.bar(x, count, width, total, color=colour, edgecolor="white", linewidth=0.6,
                         alpha=1.0 if row.stage == "adopted" else 0.45)  # fmt: skip
                total += count
        axes.annotate(renewals.short(row.symbol), (x, total), (0, 4), textcoords="offset points",
                      rotation=90, ha="center", va="bottom", fontsize=8, zorder=5,
                      color=SOFT if pd.isna(row.n_words) else INK,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
    axes.set_ylim(0, top * 1.38)
    axes.set_xlim(min(when) - span * 0.04 - width, max(when) + span * 0.04 + width)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params("x", length=4)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y")
    axes.set_ylabel("words")
    axes.set_xlabel("date of adoption")
    used = [p for p in parts if (words.reindex([p], level="part").sum() if len(words) else 0)]
    handles = [_patch(p if p != "operative" else "operative part", parts[p]) for p in used]
    if (resolutions["stage"] != "adopted").any():
        handles.append(_patch("recommended or draft (paler)", parts["operative"], alpha=0.45))
    missing = int(resolutions["n_words"].isna().sum())
    if missing:
        handles.append(_patch(_without_text(missing), PALETTE["unknown"], edgecolor=SOFT,
                              hatch="////", linewidth=0.5))  # fmt: skip
    _legend(axes, handles)
    return drawing


# ── what figures have in common ──────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Slots:
    """Where members stand on an axis: a slot each, and a narrow one for a run without texts."""

    at: dict[str, float]  # member → position
    labels: tuple[str, ...]
    gaps: tuple[tuple[float, float, int, str], ...]  # from, to, how many, their years
    end: float

    def runs(self) -> list[list[str]]:
        """Members that no gap parts: a line may join those of one run."""
        found: list[list[str]] = []
        last = None
        for symbol, x in self.at.items():
            if last is None or any(last < start < x for start, *_ in self.gaps):
                found.append([])
            found[-1].append(symbol)
            last = x
        return found


def slots(symbols: Sequence[str], years: Sequence[Any], at_hand: Sequence[bool]) -> Slots:
    """Positions for members in their order."""
    at: dict[str, float] = {}
    labels: list[str] = []
    gaps: list[tuple[float, float, int, str]] = []
    run: list[str] = []
    edge = 0.0  # right edge of what is placed
    for symbol, year, there in [*zip(symbols, years, at_hand, strict=True), (None, None, True)]:
        if not there:
            run.append(str(year) if year is not None else "")
            continue
        if run:
            ends = sorted({run[0], run[-1]} - {""})
            gaps.append((edge + 0.06, edge + GAP - 0.06, len(run), "–".join(ends)))
            edge, run = edge + GAP, []
        if symbol is not None:
            at[symbol] = edge + 0.5
            name = renewals.short(symbol)
            labels.append(f"{name}\n{year}" if year is not None else name)
            edge += 1
    return Slots(at, tuple(labels), tuple(gaps), edge)


def _members(table: pd.DataFrame, filled: str, symbol: str = "symbol") -> Slots:
    """Slots of a measure's members; those without a value in a column are gaps."""
    own = table.drop_duplicates(symbol)
    has = table[filled].notna().groupby(table[symbol], sort=False).any()
    return slots(own[symbol], own["year"], has[own[symbol]])


def _spread(symbols: Any, years: Any, skips: Any) -> Slots:
    """Slots of members at hand, each with those that it skips before it."""
    every: list[tuple[str, Any, bool]] = []
    for symbol, year, skipped in zip(symbols, years, skips, strict=True):
        every += [(name, None, False) for name in skipped.split()]
        every.append((symbol, year, True))
    return slots(*zip(*every, strict=True))


def _across_pairs(table: pd.DataFrame, row: str, column: str, years: Any) -> Slots:
    """Slots of the columns of a matrix, gaps where neighbours skip members."""
    order = list(dict.fromkeys(table[column]))
    skips = table.set_index([row, column])["skips"]
    before = ["", *(skips[pair] for pair in pairwise(order))]
    year = years[~years.index.duplicated()] if years is not None else {}
    return _spread(order, [year.get(s) for s in order], before)


def _members_across(axes: Axes, across: Slots, above: bool = False) -> None:
    """The axis of members, with its gaps drawn as gaps; named above them where they are low."""
    axes.set_xlim(0, across.end)
    axes.set_xticks(list(across.at.values()), across.labels)
    for start, stop, count, years in across.gaps:
        axes.axvspan(start, stop, facecolor=PALETTE["unknown"], edgecolor="white", hatch="////",
                     linewidth=0, zorder=0.4)  # fmt: skip
        said = _without_text(count) + (f", {years}" if years else "")
        axes.text((start + stop) / 2, 1.04 if above else 0.5, said, ha="center",
                  rotation=0 if above else 90, va="bottom" if above else "center",
                  transform=axes.get_xaxis_transform(), fontsize=8.5, color=INK, zorder=4,
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 2.0})  # fmt: skip


def _matrix(axes: Axes, across: Slots, rows: list[str]) -> None:
    """Axes of a table drawn as cells."""
    _members_across(axes, across, above=len(rows) < 5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [renewals.short(r) for r in rows])
    for spine in axes.spines.values():
        spine.set_visible(False)


def _cell(axes: Axes, x: float, y: float, share: float, words: str) -> None:
    from matplotlib.patches import Rectangle

    colour = _shade(share)
    axes.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=colour, edgecolor="none"))
    axes.text(x, y, words, ha="center", va="center", fontsize=8, color=_ink_on(colour))


def _shade(share: float) -> str:
    """From white to a deep blue; little is seen as well, nothing is nearly white."""
    from matplotlib.colors import to_hex, to_rgb

    if not share > 0:
        return "#f5f7f8"
    depth = 0.10 + 0.90 * min(share, 1.0) ** 0.7
    return to_hex([1 - depth * (1 - c) for c in to_rgb(PALETTE["added"])])


def _ink_on(colour: str) -> str:
    """White or dark ink, whichever is read better on a colour."""
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb(colour)
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.58 else INK


def _broken_line(axes: Axes, across: Slots, value: pd.Series, colour: str, mark: str) -> None:
    """A line over the members that stops at gaps."""
    for run in across.runs():
        axes.plot([across.at[s] for s in run], [float(value[s]) for s in run], color=colour,
                  linewidth=1.8, marker=mark, markersize=6, zorder=3)  # fmt: skip


def _without_text(count: int) -> str:
    return f"{count} member{'s' * (count > 1)} without text"


def _share(share: float) -> str:
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"


def _percent() -> Callable[[float, int], str]:
    return lambda value, _: f"{value:.0%}"


def _canvas(
    title: str, height: float, handles: Sequence[Artist] = (), columns: int = 1
) -> tuple[Figure, Sequence[Axes]]:
    """A figure of its own, not pyplot's; its title at the left edge, where reading begins.

    Handles make a legend of the whole figure, for axes too narrow to have it above them.
    """
    from matplotlib.figure import Figure

    drawing = Figure(figsize=(WIDTH, height), layout="constrained")
    drawing.get_layout_engine().set(w_pad=0.06, h_pad=0.06)
    said = _wrapped(title, WIDTH)
    lines = -(-len(handles) // 4)
    if handles:
        below = 0.12 + 0.2 * (said.count("\n") + 1)  # inches that the title takes
        drawing.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, 1 - below / height),
                       ncols=4, borderaxespad=0, handlelength=1.2, columnspacing=1.3,
                       handletextpad=0.5)  # fmt: skip
    said += "\n" * lines  # room that the layout keeps for the legend
    drawing.suptitle(said, x=0.01, ha="left", fontsize=11.5, fontweight="bold")
    return drawing, drawing.subplots(1, columns, squeeze=False)[0]


def _wrapped(text: str, width: float) -> str:
    return "\n".join(textwrap.wrap(text, int(width * 10.5)))


def _place(name: str) -> str:
    """A symbol and a label, shortened for an axis."""
    symbol, _, label = name.partition(" ")
    return f"{renewals.short(symbol)} {label}"


def _label(text: str) -> str:
    """A long name on two lines."""
    return "\n".join(textwrap.wrap(text, 36))


def _legend(axes: Axes, handles: Sequence[Artist]) -> None:
    """Above the axes, in one line."""
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(handles),
                borderaxespad=0.3, borderpad=0.1, handlelength=1.2, columnspacing=1.3,
                handletextpad=0.5)  # fmt: skip


def _patch(label: str, colour: str, **more: Any) -> Artist:
    from matplotlib.patches import Patch

    return Patch(facecolor=colour, label=label, **more)


def _line(label: str, colour: str, **more: Any) -> Artist:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=colour, label=label, markersize=6, **more)


def _nothing(title: str, words: str) -> Figure:
    """Where there is nothing to draw, a figure says so."""
    drawing, (axes,) = _canvas(title, 1.3)
    axes.set_axis_off()
    axes.text(0, 0.5, words, transform=axes.transAxes, color=SOFT, va="center")
    return drawing
