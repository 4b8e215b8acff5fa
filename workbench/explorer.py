"""A series to look through in JupyterLab: choose a renewal, a theme, an entity; read on.

`explore` gives the controls, which mouse and keyboard move alike; `view` gives what they show, as
HTML, from the tables and, where asked for and at hand, from the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import catalogue, drift, holdings, mandate, plots, redline, review, show, topics
from .corpus import Corpus
from .displays import filled
from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["explore", "Explorer", "view", "members", "themes", "entities"]

# JupyterLab takes arrow keys and letters for its cells, also while a list of choices has the focus;
# this attribute on what has it leaves them to the controls. No widget has a way to set it.
KEYS = (
    """<img alt="" hidden src="data:," onerror="this.closest('.widget-vbox').addEventListener("""
    """'focusin', e => e.target.setAttribute('data-lm-suppress-shortcuts', 'true'));"""
    """this.closest('.widget-vbox').addEventListener('click', e => {"""
    """ const pressed = e.target.closest('button[data-wrong]');"""
    """ if (pressed) tell(e.currentTarget, pressed.dataset.wrong); });"""
    # Enter, for a list of labels keeps it to itself; what is shown then is another
    """const named = e => { const field = e.target.closest('input[data-wrong]');"""
    """ if (!field || !field.value.trim() || (e.key || 'Enter') !== 'Enter') return;"""
    """ const said = field.dataset.wrong.replace('?', field.value.trim());"""
    """ field.removeAttribute('data-wrong'); tell(e.currentTarget, said); };"""
    """this.closest('.widget-vbox').addEventListener('change', named);"""
    """this.closest('.widget-vbox').addEventListener('keydown', named);"""
    """function tell(box, what) { const field = box.querySelector('.workbench-wrong input');"""
    """ field.value = what; field.dispatchEvent(new Event('change', {bubbles: true})); }">"""
)
BEFORE = ("the member before", "")
VIEWS = ("Series", "Renewal", "Theme", "Mandate")


def explore(series: str = "ct-assistance", folder: str | Path | None = None) -> Explorer:
    """Controls for series, member, theme and entity, and what they show.

    Parameters
    ----------
    series : str
        The series to begin with.
    folder : path, optional
        Corpus folder; by default as in `Corpus.load`.

    Raises
    ------
    InputError
        There is no such series.

    Examples
    --------
    >>> from workbench.explorer import explore
    >>> explore("ct-assistance")
    """
    return Explorer(Corpus.load(series, folder))


class Explorer:
    """What `explore` shows; its controls are attributes (`series`, `member`, `theme`, …)."""

    def __init__(self, corpus: Corpus):
        import ipywidgets as w

        self.corpus = corpus
        wide = {"layout": w.Layout(width="auto", max_width="44rem"),
                "style": {"description_width": "6rem"}}  # fmt: skip
        self.what = w.ToggleButtons(options=VIEWS, tooltips=[_told(v) for v in VIEWS])
        self.series = w.Dropdown(description="Series", options=[
            (row.title, name) for name, row in catalogue.series(corpus.folder).items()
            if (corpus.folder / "tables" / name).is_dir()
        ], value=corpus.name, **wide)  # fmt: skip
        self.member = w.Dropdown(description="Renewal", **wide)
        self.against = w.Dropdown(description="against", **wide)
        self.theme = w.Dropdown(description="Theme", **wide)
        self.entity = w.Dropdown(description="Entity", **wide)
        self.texts = w.Checkbox(description="with the words of the texts", indent=False)
        # whole when left, as a press finds them
        self.reader = w.Text(description="Reader", placeholder="your name, to say what is wrong",
                             continuous_update=False, **wide)  # fmt: skip
        self.wrong = w.Text(continuous_update=False, layout=w.Layout(display="none"))
        self.wrong.add_class("workbench-wrong")
        self.shown = w.HTML()
        self._begin()
        self.series.observe(self._another, "value")
        for control in (self.what, self.texts):
            control.observe(self._show, "value")
        for control, speaks in (
            (self.member, ("Renewal", "Theme", "Mandate")),
            (self.against, ("Renewal",)),
            (self.theme, ("Theme",)),
            (self.entity, ("Mandate",)),
        ):
            control.observe(partial(self._chosen, speaks), "value")
        self.wrong.observe(self._decide, "value")
        self.box = w.VBox([self.series, self.member, self.against, self.theme, self.entity,
                           self.texts, self.what, self.reader, self.wrong, w.HTML(KEYS),
                           self.shown])  # fmt: skip

    def _another(self, change: Any) -> None:
        self.corpus = Corpus.load(change["new"], self.corpus.folder)
        self._begin()

    def _begin(self) -> None:
        """Fill the controls and show what they choose, or why the tables can't be used: an error
        that a control raises is seen by nobody."""
        try:
            self._fill()
        except InputError as error:
            self._filling = False
            self.shown.value = filled("explorer", "sentence", words=str(error))
        else:
            self._show()

    def _fill(self) -> None:
        """Members, themes and entities of the series; what was chosen stays where it is there."""
        self._filling = True  # what changes on the way is not shown
        for control, options, first in (
            (self.member, members(self.corpus), -1),
            (self.against, [BEFORE, *members(self.corpus)], 0),
            (self.theme, themes(self.corpus), 0),
            (self.entity, entities(self.corpus), 0),
        ):
            chosen, values = control.value, [value for _, value in options]
            control.options = options
            control.value = chosen if chosen in values else values[first] if values else None
        named = [symbol for _, symbol in members(self.corpus)]
        here = bool(holdings.files(self.corpus.folder, named))
        self.texts.layout.display = None if here else "none"  # no words, no box for them
        self.texts.value = self.texts.value and here
        self._filling = False

    def _chosen(self, speaks: Sequence[str], _: Any = None) -> None:
        """Show what was chosen: a view that doesn't speak of it gives way to one that does."""
        if not self._filling and self.what.value not in speaks:
            self.what.value = speaks[0]  # which shows it
        else:
            self._show()

    def _show(self, _: Any = None, said: str = "") -> None:
        if self._filling:
            return
        chosen = self.member.value, self.theme.value, self.entity.value
        shown = view(self.corpus, self.what.value, *chosen, self.texts.value, self.against.value)
        self.shown.value = (filled("explorer", "sentence", words=said) if said else "") + shown

    def _decide(self, change: Any) -> None:
        """Keep a reader's decision against what the machine says, and show what follows."""
        if not change["new"]:
            return
        answer, what, *about = change["new"].split("\t")
        self.wrong.value = ""  # so that the same may be pressed again
        name, place = self.corpus.name, self.corpus.folder
        try:
            one = review.checked(
                name, what, *about, answer=answer, by=self.reader.value, folder=place
            )
            (state,) = review.take(name, one, folder=place)
        except InputError as error:
            self._show(said=str(error))
            return
        self.corpus = Corpus.load(name, catalogue.writable(place))
        _picture.cache_clear()  # figures follow
        self._fill()
        said = f"{review.about(one)} ({state}). `workbench decisions undo {name}` takes it back."
        self._show(said=said)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle = self.box._repr_mimebundle_(**kwargs)
        return bundle | {"text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<explorer of {self.corpus.name}: run this cell to use it>"


def view(
    corpus: Corpus,
    what: str,
    member: str | None,
    theme: str | None,
    entity: str | None,
    texts: bool = False,
    against: str | None = None,
) -> str:
    """What the explorer shows, as HTML.

    Parameters
    ----------
    corpus : Corpus
    what : {"Series", "Renewal", "Theme", "Mandate"}
    member, theme, entity : str
        Symbol, theme and entity that are looked at.
    texts : bool
        With the words of the documents.
    against : str, optional
        Any other member that a renewal is compared with; by default the one before.
    """
    views: dict[str, Callable[[], str]] = {
        "Series": lambda: _series(corpus),
        "Renewal": lambda: _renewal(corpus, member, texts, against),
        "Theme": lambda: _theme(corpus, member, theme, texts),
        "Mandate": lambda: _mandate(corpus, member, entity, texts),
    }
    try:
        return views[what]()
    except InputError as error:
        return filled("explorer", "sentence", words=str(error))


def members(corpus: Corpus) -> list[tuple[str, str]]:
    """Adopted members with tables, as choices: what is shown, and the symbol."""
    rows = corpus.resolutions
    rows = rows[(rows["stage"] == "adopted") & rows["n_words"].notna()]
    return [(f"{year} · {symbol}", symbol) for symbol, year in rows[["symbol", "year"]].to_numpy()]


def themes(corpus: Corpus) -> list[tuple[str, str]]:
    """Themes that some paragraph has, in the codebook's order, as choices."""
    codes = corpus.codes
    named = set(codes.loc[codes["scheme"] == "theme", "code"])
    return [(t.title or t.theme, t.theme) for t in corpus.codebook.themes if t.theme in named]


def entities(corpus: Corpus) -> list[tuple[str, str]]:
    """Whom the texts ask to do something, as choices: the series' own entity first, then the
    most often asked."""
    rows = corpus.clause_entities
    asked = rows.loc[rows["role"] == "addressee", "entity"]
    often = asked.value_counts(sort=False).sort_values(ascending=False, kind="stable")
    names = sorted(often.index, key=lambda name: name != corpus.series.entity)
    return [(f"{name} ({often[name]})", name) for name in names]


# ── views ────────────────────────────────────────────────────────────────────────────────────


def _series(corpus: Corpus) -> str:
    from markupsafe import Markup

    figures = []
    if corpus.series.kind == "renewals":
        figures = [_figure(corpus, plots.composition, drift.composition),
                   _figure(corpus, plots.survival, drift.survival)]  # fmt: skip
    return filled("explorer", "series", record=Markup(corpus._repr_html_()), figures=figures)


def _renewal(corpus: Corpus, member: str | None, texts: bool, against: str | None) -> str:
    if corpus.series.kind != "renewals":
        said = "Documents of a collection don’t succeed each other: there is no renewal."
        return filled("explorer", "sentence", words=said)
    if against and against == member:
        said = "A text is compared with another: choose two."
        return filled("explorer", "sentence", words=said)
    order = [symbol for _, symbol in members(corpus)]
    if against and member and order.index(against) > order.index(member):
        member, against = against, member  # the earlier one stands first
    shown = redline.renewal(corpus, member or "", against or None, texts=texts)
    ends = shown.earlier.symbol, shown.later.symbol

    def mark(row: redline.Row) -> str:
        links = [("link", ends[0], old, ends[1], row.later) for old in row.earlier if row.later]
        if links:
            return filled("explorer", "wrong", several=links)
        # one that stands alone has a fellow: the reader names it
        old = "?" if row.later else row.earlier[0]
        about = ("link", ends[0], old, ends[1], row.later or "?")
        return filled("explorer", "alone", about=about, new=bool(row.later))

    labels = {s: corpus.paragraphs.loc[corpus.paragraphs["symbol"] == s, "label"] for s in ends}
    return filled("explorer", "labels", labels=labels) + redline.marked(shown, mark)


def _theme(corpus: Corpus, member: str | None, theme: str | None, texts: bool) -> str:
    if theme is None:
        said = "No theme of the codebook is in these texts."
        return filled("explorer", "sentence", words=said)
    presence = corpus.measure(topics.presence, themes=[theme])
    first = presence.loc[presence["first"].fillna(False).astype(bool), "symbol"]
    codes = corpus.codes
    codes = codes[(codes["scheme"] == "theme") & (codes["code"] == theme)]
    terms = codes[codes["symbol"] == member].groupby("label", sort=False)["term"].agg(_listed)
    rows = corpus.paragraphs[corpus.paragraphs["symbol"] == member]
    rows = rows[rows["label"].isin(terms.index)].assign(terms=lambda r: r["label"].map(terms))
    rows["wrong"] = [("code", member, label, "theme", theme) for label in rows["label"]]
    columns = ["label", "verb", "n_words", "terms"] + ["text"] * texts
    return filled(
        "explorer",
        "theme",
        member=member or "",
        first=next(iter(first), None),
        columns=columns,
        rows=_rows(corpus, rows, texts),
        drawn=_figure(corpus, plots.presence, topics.presence, themes=(theme,)),
    )


def _mandate(corpus: Corpus, member: str | None, entity: str | None, texts: bool) -> str:
    if entity is None:
        said = "Nobody is asked to do anything in these texts."
        return filled("explorer", "sentence", words=said)
    tasks = mandate.tasks(corpus.clauses, corpus.clause_entities, entity, corpus.codebook)
    codes = corpus.codes
    bounds = codes[codes["scheme"].isin(mandate.BOUNDS) & codes["clause"].notna()]
    key = ["symbol", "label", "clause"]
    bounds = bounds.groupby(key)["code"].agg(_listed).rename("conditions").reset_index()
    rows = tasks[tasks["symbol"] == member].merge(bounds, on=key, how="left")
    names = review.verbs(corpus)
    rows["wrong"] = [
        ("clause", member, label, names[member or "", label, clause], "addressee", entity)
        for label, clause in rows[["label", "clause"]].itertuples(index=False, name=None)
    ]
    columns = ["label", "verb", "class", "action", "object", "conditions"] + ["text"] * texts
    return filled(
        "explorer",
        "mandate",
        member=member or "",
        entity=entity,
        columns=columns,
        rows=_rows(corpus, rows, texts),
        drawn=_figure(corpus, plots.expansion, mandate.expansion, entity=entity),
    )


# ── pieces ───────────────────────────────────────────────────────────────────────────────────


def _figure(corpus: Corpus, plot: Any, measure: Any, **decisions: Any) -> dict[str, str]:
    return _picture(corpus.name, str(corpus.folder), plot, measure, tuple(decisions.items()))


@lru_cache(maxsize=64)
def _picture(name: str, folder: str, plot: Any, measure: Any, decisions: tuple) -> dict[str, str]:
    """A figure as an image; drawn once, however often it is looked at."""
    given = {k: list(v) if isinstance(v, tuple) else v for k, v in decisions}
    said = f"{plot.__name__} of {', '.join(str(v) for _, v in decisions) or name}"
    drawing = plot(Corpus.load(name, folder).measure(measure, **given))
    png = show.figure(drawing, plot.__name__.replace("_", "-"), said).bundle["image/png"]
    return {"alt": said, "png": "".join(png.split())}


def _rows(corpus: Corpus, table: pd.DataFrame, texts: bool) -> list[dict[Any, Any]]:
    """Paragraphs of a table, with their words where these are asked for."""
    rows = table.to_dict("records")
    if texts:
        for row in rows:
            row["text"] = corpus.paragraph(row["symbol"], row["label"]).text
    return rows


def _listed(values: pd.Series) -> str:
    return ", ".join(dict.fromkeys(values))


def _told(what: str) -> str:
    return {
        "Series": "Members, gaps, and what each renewal kept",
        "Renewal": "What the chosen renewal kept, revised, added and dropped",
        "Theme": "The theme over the years, and its paragraphs in the chosen member",
        "Mandate": "The entity's tasks over the years, and those in the chosen member",
    }[what]
