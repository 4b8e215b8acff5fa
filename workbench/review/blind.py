"""Blind coding in JupyterLab: a paragraph of a sample at a time, kept key by key."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .. import catalogue, validation
from ..displays import filled
from ..errors import InputError
from ..validation import coding, drafts, machine, records
from ..validation.sheets import NONE
from .keys import keyed

__all__ = ["Blind", "Queue", "blind"]

LETTERS = "abcdefghijklmnopqrstuvwxyz"
KEYS = {"Enter": "Next", "Backspace": "Back", "0": NONE, "-": "Clear"}
SHOWN = {"Enter": "Enter", "Backspace": "Backspace"}  # what a button says of its key


class Queue:
    """A coder's way through a sample: what is chosen is kept at once, and, when all paragraphs are
    coded, as a sheet would be.

    Parameters
    ----------
    name : str
        A series with tables.
    scheme, codes, n, seed, folder
        As `validation.sample` takes them: the same sample as in a sheet.
    coder : str
        Who codes; who comes back goes on.

    Raises
    ------
    InputError
        No sample can be drawn, or the coder has no name.
    """

    def __init__(
        self, name: str, scheme: str, coder: str, codes: Iterable[str] = (), n: int = 150,
        seed: int = 1, folder: Path | None = None,
    ):  # fmt: skip
        self.name, self.coder, self.place = name, coder, catalogue.writable(folder)
        coding.named(coder)
        self.sample, store = validation.sample(name, scheme, codes, n, seed, self.place)
        self.design = store.design(self.sample.sample)
        self.allowed = coding.allowed(name, self.sample, self.place)
        meant = machine.definitions(name, scheme, self.place)
        self.codes = {code: meant[code] for code in self.sample.sought.split("; ") if code}
        self.answers: drafts.Answers = {}
        numbers = {one.unit: one.number for one in self.design}
        for row in store.coded(self.sample.sample).get(coder, ()):
            before, _ = self.answers.get(numbers[row.unit], ((), True))
            chosen = records.plain(row.code) or NONE
            self.answers[numbers[row.unit]] = (*before, chosen), True
        self.answers |= drafts.read(name, self.sample.sample, coder, self.place)
        self.at = next((n for n, one in enumerate(self.design) if not self._done(one)),
                       len(self.design))  # fmt: skip

    @property
    def item(self) -> records.Drawn | None:
        """The paragraph that is coded now; None where all are."""
        return self.design[self.at] if self.at < len(self.design) else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """Codes of the paragraph as they are chosen."""
        return self.answers.get(self.item.number, ((), False))[0] if self.item else ()

    @property
    def n_done(self) -> int:
        return sum(map(self._done, self.design))

    def _done(self, one: records.Drawn) -> bool:
        return self.answers.get(one.number, ((), False))[1]

    def choose(self, code: str) -> None:
        """Choose a code, or take it back; what is counted is chosen again for another.

        Raises
        ------
        InputError
            The paragraph can't have it.
        """
        if self.item is None:
            return
        if code != NONE and code not in self.allowed(self.item):
            raise InputError(f"code: '{code}'; expected one of those that are defined, or {NONE}")
        now = tuple(c for c in self.chosen if c != NONE)
        if code == NONE:
            now = (NONE,)
        elif code in now and self.sample.scheme not in records.COUNTED:
            now = tuple(c for c in now if c != code)
        else:
            now = (*now, code)
        self._keep(now, False)

    def clear(self) -> None:
        """Take back all that is chosen for the paragraph."""
        if self.item is not None:
            self._keep((), False)

    def next(self) -> None:
        """The paragraph is coded: on to the next; after the last, all is kept.

        Raises
        ------
        InputError
            Nothing is chosen.
        """
        if self.item is None:
            return
        if not self.chosen:
            raise InputError(f"{self.item.symbol} {self.item.label}: nothing is chosen; expected a "
                             f"code, or {NONE} (0)")  # fmt: skip
        self._keep(self.chosen, True)
        self.at += 1
        if self.n_done == len(self.design):
            self._finish()
            self.at = len(self.design)

    def back(self) -> None:
        """Back to the paragraph before."""
        self.at = max(self.at - 1, 0)

    def _keep(self, codes: tuple[str, ...], done: bool) -> None:
        assert self.item is not None
        drafts.append(self.name, self.sample.sample, self.coder, self.item.number, codes, done,
                      self.place)  # fmt: skip
        self.answers[self.item.number] = codes, done

    def _finish(self) -> None:
        found = [
            row for one in self.design
            for row in records.answered(
                one, self.sample.scheme, self.coder, records.CODER,
                [code for code in self.answers[one.number][0] if code != NONE],
            )
        ]  # fmt: skip
        records.add(self.name, found, self.place)
        drafts.remove(self.name, self.sample.sample, self.coder, self.place)


def blind(
    series: str = "ct-assistance", scheme: str = "theme", coder: str = "",
    codes: Iterable[str] = (), n: int = 150, seed: int = 1, folder: str | Path | None = None,
) -> Blind:  # fmt: skip
    """Code a sample of a series blind, a paragraph at a time: the sample that
    `workbench validate sample` writes as a sheet, and the same rows in the end.

    Parameters
    ----------
    series : str
    scheme, codes, n, seed, folder
        As `validation.sample` takes them.
    coder : str
        Who codes; it can be typed in as well. Nothing is drawn before.

    Raises
    ------
    InputError
        There is no such series, or no sample can be drawn.

    Examples
    --------
    >>> from workbench.review import blind
    >>> blind("ct-assistance", "theme", coder="Ada", n=60)
    """
    place = Path(folder) if folder else None
    catalogue.members(series, catalogue.writable(place))
    return Blind(series, scheme, coder, codes, n, seed, place)


class Blind:
    """What `blind` shows; its controls are attributes (`reader`, `buttons`, `others`)."""

    def __init__(self, name: str, scheme: str, coder: str, *how: Any):
        import ipywidgets as w

        self.name, self.scheme, self.how = name, scheme, how
        self.queue: Queue | None = None
        self.reader = w.Text(value=coder, description="Coder", placeholder="your name",
                             continuous_update=False)  # fmt: skip
        self.reader.observe(lambda change: self.begin(change["new"]), "value")
        self.progress = w.IntProgress(layout={"width": "auto"})
        self.said, self.shown = w.HTML(), w.HTML()
        self.buttons: dict[str, Any] = {}
        self.codes = w.HBox(layout={"flex_flow": "row wrap"})
        self.others = w.Combobox(description="Code", ensure_option=True, continuous_update=False,
                                 placeholder="type, and choose")  # fmt: skip
        self.others.observe(self._other, "value")
        moves = [self._button(key, words, SHOWN.get(key, key)) for key, words in KEYS.items()]
        self.box = keyed(self.reader, self.progress, self.said, self.shown, self.codes,
                         w.HBox(moves))  # fmt: skip
        if coder:
            self.begin(coder)
        else:
            self._say("Write your name above, and press Enter: a sample is drawn for you.")

    def _button(self, key: str, words: str, shown: str) -> Any:
        import ipywidgets as w

        button = w.Button(description=f"{words} ({shown})", layout={"width": "auto"})
        button.add_class(f"key-{key}")
        button.on_click(lambda _: self.press(key))
        self.buttons[key] = button
        return button

    def begin(self, coder: str) -> None:
        """Open the sample for a coder, where he left it."""
        scheme, (codes, n, seed, folder) = self.scheme, self.how
        try:
            self.queue = Queue(self.name, scheme, coder, codes, n, seed, folder)
        except InputError as error:
            self._say(str(error))
            return
        self.text = coding.texts(self.queue.place)
        self.progress.max = max(len(self.queue.design), 1)
        few = 0 < len(self.queue.codes) <= len(LETTERS)
        self.letters = dict(zip(LETTERS, self.queue.codes, strict=False)) if few else {}
        self.codes.children = [self._button(k, c.replace("_", " "), k) for k, c
                               in self.letters.items()] or [self.others]  # fmt: skip
        self._show()

    def press(self, key: str) -> None:
        """A key: what it says is kept before anything else is shown."""
        if self.queue is None:
            return
        ways = {"Enter": self.queue.next, "Backspace": self.queue.back, "-": self.queue.clear}
        try:
            ways[key]() if key in ways else self.queue.choose(self.letters.get(key, NONE))
        except InputError as error:
            self._say(str(error))
            return
        self._show()

    def _other(self, change: Any) -> None:
        if self.queue is not None and change["new"]:
            self.queue.choose(change["new"])
            self.others.value = ""
            self._show()

    def _show(self) -> None:
        queue = self.queue
        assert queue is not None
        self.progress.value = queue.n_done
        self.said.value = filled("review", "coded", done=queue.n_done, of=len(queue.design))
        for key, code in self.letters.items():
            self.buttons[key].button_style = "success" if code in queue.chosen else ""
        one = queue.item
        if one is None:
            words = (f"All is coded, and kept as {queue.sample.sample}. `workbench validate score "
                     f"{self.name}` scores it.")  # fmt: skip
            self.shown.value = filled("review", "sentence", words=words)
            return
        allowed = list(queue.allowed(one))
        self.others.options = allowed
        others = self._words(one.against, allowed) if one.against else {}
        self.shown.value = filled(
            "review", "paragraph", one=one, text=self._words(one.symbol, [one.label])[one.label],
            chosen=queue.chosen, codes=queue.codes if self.letters else {}, others=others,
        )  # fmt: skip

    def _words(self, symbol: str, labels: Iterable[str]) -> dict[str, str]:
        """Labels with their words, nothing where the text isn't at hand."""
        text = self.text(symbol)
        words = {p.label: p.text for p in text.paragraphs} if text else {}
        return {label: words.get(label, "") for label in labels}

    def _say(self, words: str) -> None:
        self.said.value = filled("review", "sentence", words=words)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return self.box._repr_mimebundle_(**kwargs) | {"text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<blind coding of {self.name}: run this cell to use it>"
