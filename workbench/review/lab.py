"""The review in JupyterLab: a thing at a time, a key each, everything kept at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .. import catalogue, decisions, tables
from ..corpus import Corpus
from ..displays import filled
from ..errors import InputError
from .items import queue
from .keys import keyed
from .sight import Sight

__all__ = ["Desk", "Review", "desk"]

KEYS = {"y": "Yes", "n": "No", "s": "Skip", "u": "Undo"}


class Desk:
    """A reader's way through the queue of a series; each answer is kept when it is given."""

    def __init__(self, corpus: Corpus, by: str = ""):
        self.corpus = corpus
        self.by = by
        self.seen = {(s, x): f for s, x, f in
                     corpus.paragraphs[["symbol", "label", "fingerprint"]].to_numpy()}  # fmt: skip
        self.items = queue(corpus, by)
        self.at = 0
        self.taken: list[tuple[int, decisions.Decision]] = []

    @property
    def item(self) -> Any:
        """What is asked now; None where all is done."""
        return self.items[self.at] if self.at < len(self.items) else None

    def press(self, key: str, why: str = "") -> None:
        """Answer yes (y) or no (n), skip (s), or take the last answer back (u).

        Raises
        ------
        InputError
            The reader has no name, or the reason is too long.
        """
        if key == "u":
            if self.taken:
                self.at, last = self.taken[-1]
                self._keep(decisions.undone(last))
                self.taken.pop()
            return
        if self.item is None:
            return
        if key in ("y", "n"):
            answer = {"y": "yes", "n": "no"}[key]
            one = decisions.decided(*self.item.about, answer=answer, by=self.by, why=why,
                                    seen=self.seen)  # fmt: skip
            self._keep(one)
            self.taken.append((self.at, one))
        self.at += 1

    def _keep(self, one: decisions.Decision) -> None:
        decisions.append(self.corpus.name, [one], self.corpus.folder)


def desk(series: str = "ct-assistance", by: str = "", folder: str | Path | None = None) -> Review:
    """Review what the machine decided about a series: what moves a headline number most, first.

    Parameters
    ----------
    series : str
    by : str
        The reader's name; it can be typed in as well.
    folder : path, optional
        Corpus folder; by default as in `Corpus.load`.

    Raises
    ------
    InputError
        There is no such series, or it has no tables.

    Examples
    --------
    >>> from workbench.review import desk
    >>> desk("ct-assistance", by="Ada")
    """
    # an installed package is never written to
    corpus = Corpus.load(series, catalogue.writable(folder))
    tables.fresh(series, corpus.folder)  # of a review that was broken off
    return Review(corpus, by)


class Review:
    """What `desk` shows; its controls are attributes (`reader`, `why`, `buttons`)."""

    def __init__(self, corpus: Corpus, by: str = ""):
        import ipywidgets as w

        self.desk = Desk(corpus, by)
        self.sight = Sight(corpus)
        # whole when left: letter by letter they would still be under way when a key is pressed
        whole = {"continuous_update": False}
        self.reader = w.Text(value=by, description="Reader", placeholder="your name", **whole)
        self.why = w.Text(description="Why", placeholder="in your own words (w)", **whole)
        self.why.add_class("key-w")
        self.buttons = {key: w.Button(description=f"{name} ({key})") for key, name in KEYS.items()}
        for key, button in self.buttons.items():
            button.add_class(f"key-{key}")
            button.on_click(lambda _, key=key: self.press(key))
        self.apply = w.Button(description="Apply to the tables")
        self.apply.on_click(lambda _: self.applied())
        self.progress = w.IntProgress(max=max(len(self.desk.items), 1), layout={"width": "auto"})
        self.said = w.HTML()
        self.shown = w.HTML()
        self.reader.observe(self._another, "value")
        self._show()
        self.box = keyed(self.reader, self.progress, self.said, self.shown,
                         w.HBox([*self.buttons.values(), self.apply]), self.why)  # fmt: skip

    def press(self, key: str) -> None:
        """A key: what is said is kept before the next thing is shown."""
        try:
            self.desk.press(key, self.why.value)
        except InputError as error:
            self.said.value = filled("review", "sentence", words=str(error))
            return
        self.why.value = ""
        self._show()

    def applied(self) -> None:
        """Apply what was decided to the tables."""
        corpus = self.desk.corpus
        tables.reapplied(corpus.name, corpus.folder)
        self.said.value = filled("review", "sentence", words="Applied: tables, measures and "
                                 "figures follow the decisions.")  # fmt: skip

    def _another(self, change: Any) -> None:
        self.desk.by = change["new"]

    def _show(self) -> None:
        desk = self.desk
        self.progress.value = desk.at
        self.said.value = filled("review", "progress", at=desk.at, of=len(desk.items),
                                 taken=len(desk.taken))  # fmt: skip
        self.shown.value = self.sight.shown(desk.item) if desk.item else filled(
            "review", "sentence", words="That was all.")  # fmt: skip

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return self.box._repr_mimebundle_(**kwargs) | {"text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<review of {self.desk.corpus.name}: run this cell to use it>"
