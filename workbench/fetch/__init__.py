"""Official documents by symbol, from the document service of the United Nations.

Polite (one request at a time, three seconds apart, waiting as long as the service asks) and
suspicious: only the service's own hosts over https, a limit of size, the bytes decide the format,
and nothing is kept whose printed symbol is not the one asked for. What is kept stands in `texts/`
of the corpus folder, with a line in `texts/sources.csv`; it never gets there in part.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .. import catalogue, codebook, readers, symbols
from ..errors import InputError, Unanswered
from . import store
from .answers import ENDINGS, UNCHANGED, Again, Answer, Refused
from .comparison import compared
from .service import SERVICE, Manners, Service
from .store import Check, Outcome, sources

if TYPE_CHECKING:
    from ..records import Resolution

__all__ = [
    "MANNERS", "SERVICE", "Check", "Manners", "Outcome", "Unanswered", "asking", "compared",
    "fetch", "sources", "stated",
]  # fmt: skip

MANNERS = Manners()


def fetch(
    names: Sequence[str],
    folder: str | Path | None = None,
    *,
    offline: bool = False,
    update: bool = False,
    progress: bool = False,
    service: str | None = None,
    manners: Manners | None = None,
    check: Check | None = None,
) -> list[Outcome]:
    """Get official documents into the corpus folder's `texts/`.

    Parameters
    ----------
    names : sequence of str
        Symbols, and names of series for all their members.
    folder : path, optional
        Corpus folder.
    offline : bool
        Ask nobody; say what is at hand.
    update : bool
        Ask also for documents at hand whether the service has a newer version.
    progress : bool
        Show a bar, where standard error is a terminal.
    service : str, optional
        Another base address: https on one of the service's hosts, or loopback. By default
        `WORKBENCH_SERVICE`, else the service.
    manners : Manners, optional
        Pauses and limits.
    check : callable, optional
        Tells the symbol that a file prints; by default `stated`.

    Returns
    -------
    list of Outcome
        One a symbol, in the order asked.

    Raises
    ------
    InputError
        A name is neither a symbol nor a series, or the base address is not allowed.
    """
    check = check or stated
    outcomes: list[Outcome] = []
    unreachable = ""
    with Service(service, manners or MANNERS) as host:
        asked = _asked(names, folder)
        texts = catalogue.writable(folder) / "texts"
        if not offline:
            texts.mkdir(parents=True, exist_ok=True)
            store.swept(texts)
        for symbol in _shown(asked, progress):
            here = store.at_hand(symbol, texts, check)
            if offline:
                outcome = here or Outcome(symbol, "missing", None, "not at hand")
            elif here and (here.said or not update):
                outcome = here
            elif unreachable:
                outcome = _failed(symbol, here, f"not asked: {unreachable}")
            else:
                try:
                    outcome = _got(symbol, texts, host, check)
                except Again as error:
                    unreachable = str(error) if error.unreachable else ""
                    outcome = _failed(symbol, here, str(error))
            outcomes.append(outcome)
    return outcomes


def _failed(symbol: str, here: Outcome | None, said: str) -> Outcome:
    """No answer: what is at hand stays, and isn't called new."""
    if here:
        return Outcome(symbol, "not updated", here.path, said)
    return Outcome(symbol, "failed", None, said)


@contextmanager
def asking(
    service: str | None = None, manners: Manners | None = None
) -> Iterator[Callable[[str], Resolution | None]]:
    """A function that reads the document of a symbol and keeps nothing.

    It gives None where there is none that can be read, and raises `Unanswered` where the service
    can't be asked. Only the newer format is asked for: whatever has no DOC is no new document.
    """
    with (
        Service(service, manners or MANNERS) as host,
        tempfile.TemporaryDirectory() as place,
    ):

        def ask(symbol: str) -> Resolution | None:
            try:
                answer = host.ask(host.address(symbol, "doc"), {})
            except Refused:
                return None
            except Again as error:
                raise Unanswered(f"{symbol}: {error}") from None
            if not isinstance(answer, Answer):
                return None
            path = Path(place) / f"document{ENDINGS[answer.kind]}"
            with path.open("wb") as file:
                shutil.copyfileobj(answer.file, file)
            try:
                return readers.read(path)
            except InputError:
                return None

        yield ask


def stated(path: Path, symbol: str) -> str:
    """Symbol that a document prints; of several on its pages the one asked for."""
    printed = readers.read(path).symbol
    if not printed or printed == symbol:
        return printed
    named = path.with_name(symbols.filename(symbol) + path.suffix)
    path.rename(named)
    try:
        return readers.read(named).symbol
    finally:
        named.rename(path)


def _asked(names: Sequence[str], folder: str | Path | None) -> list[str]:
    """Symbols of names, each once, in order; a draft of one's own is nobody else's to give."""
    place = codebook.folder(Path(folder) if folder else None)
    known = catalogue.series(place) if (place / "series.csv").is_file() else {}
    asked: dict[str, None] = {}
    for name in names:
        symbol = symbols.normal(name)
        if name in known:
            members = [m.symbol for m in catalogue.members(name, place)]
            asked |= dict.fromkeys(s for s in members if not s.startswith(catalogue.DRAFT))
        elif symbol and ".." not in symbol:
            asked[symbol] = None
        else:
            series = f", or a series: {', '.join(known)}" if known else ""
            raise InputError(
                f"{name}: no document symbol; expected one such as A/RES/74/175{series}"
            )
    return list(asked)


def _shown(asked: Sequence[str], progress: bool) -> Iterator[str]:
    """Symbols one by one, with a bar that names them."""
    from tqdm import tqdm

    off = None if progress else True  # None: where standard error is no terminal
    with tqdm(asked, desc="fetch", unit="document", disable=off) as bar:
        for symbol in bar:
            bar.set_postfix_str(symbol)
            yield symbol


def _got(symbol: str, texts: Path, host: Service, check: Check) -> Outcome:
    """Ask for a document in one format after the other until one passes all checks."""
    row, path = store.source(symbol, texts)
    refused: dict[str, None] = {}
    for address, answer in _answers(symbol, host, row):
        if answer == UNCHANGED:
            return Outcome(symbol, "unchanged", path, "")
        if isinstance(answer, Refused):
            refused[str(answer)] = None
        elif isinstance(answer, Answer):
            try:
                return store.kept(symbol, address, answer, texts, check)
            except Refused as error:
                refused[str(error)] = None
    if path:
        said = "; ".join(refused) or "no longer published"
        return Outcome(symbol, "at hand", path, f"{said}; the older version stays")
    if refused:
        return Outcome(symbol, "refused", None, "; ".join(refused))
    return Outcome(symbol, "not published", None, "the service has no document of this symbol")


def _answers(
    symbol: str, host: Service, row: store.Source
) -> Iterator[tuple[str, Answer | Refused | str | None]]:
    """What the service says to each way of asking for a symbol."""
    # "57/270 B" is printed with a space and stored without one
    for spelled in dict.fromkeys((symbol, symbol.replace(" ", ""))):
        for kind in ("doc", "pdf"):
            address = host.address(spelled, kind)
            known = {}
            if row.get("address") == address:
                known = {"If-None-Match": row["etag"], "If-Modified-Since": row["last_modified"]}
            asked = {name: value for name, value in known.items() if value}
            try:
                answer = host.ask(address, asked)
                if answer == UNCHANGED and not asked:
                    raise Refused("the service answers 304")  # to a question that nobody put
                yield address, answer
            except Refused as error:
                yield address, error
