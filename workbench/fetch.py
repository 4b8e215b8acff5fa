"""Official documents by symbol, from the document service of the United Nations.

Polite (one request at a time, three seconds apart, waiting as long as the service asks) and
suspicious: only the service's own hosts over https, a limit of size, the bytes decide the format,
and nothing is kept whose printed symbol is not the one asked for. What is kept stands in `texts/`
of the corpus folder, with a line in `texts/sources.csv`; it never gets there in part.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from . import __version__, catalogue, codebook, features, files, readers, symbols
from .errors import InputError

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

    from .records import Resolution

SERVICE = "https://documents.un.org"
HOSTS = frozenset({
    "documents.un.org", "undocs.org", "www.undocs.org", "docs.un.org", "daccess-ods.un.org",
    "documents-dds-ny.un.org", "daccess-dds-ny.un.org",
})  # fmt: skip
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
AGENT = f"resolution-workbench/{__version__} (reads resolutions for research)"
COLUMNS = ("symbol", "file", "address", "date", "sha256", "etag", "last_modified")
ENDINGS = {"docx": ".docx", "pdf": ".pdf", "doc": ".doc"}
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_ABSENT = frozenset({204, 404, 410})

#: Tells the symbol that a document prints ("" for none), of a file and the symbol asked for.
Check = Callable[[Path, str], str]


@dataclass(frozen=True, slots=True)
class Manners:
    """How the service is asked, in seconds and bytes."""

    pause: float = 3.0
    """Between two requests."""
    timeout: float = 30.0
    """For a connection, and for the next bytes of an answer."""
    patience: float = 300.0
    """For a whole answer."""
    attempts: int = 5
    backoff: float = 3.0
    """Before the second attempt; doubled before each further one."""
    longest: float = 300.0
    """The longest wait that the service may ask for; who is told to wait longer comes back."""
    largest: int = 20_000_000
    redirects: int = 8


MANNERS = Manners()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one symbol.

    `state` is fetched, unchanged, at hand, missing (offline), not published, refused (what came
    is not the document) or failed (the service didn't answer); `said` is one line for a person.
    """

    symbol: str
    state: str
    path: Path | None
    said: str

    @property
    def at_hand(self) -> bool:
        return self.path is not None


class _Again(Exception):
    """Worth another attempt, after `wait` seconds where the service said so."""

    def __init__(self, said: str, wait: float = 0.0, unreachable: bool = False):
        super().__init__(said)
        self.wait = wait
        self.unreachable = unreachable


class _Refused(Exception):
    """What came can't be used."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A document as it came, in an unnamed file that vanishes with the process."""

    file: IO[bytes]
    kind: str
    sha256: str
    etag: str
    last_modified: str


UNCHANGED = "unchanged"


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
    base = _base(service)
    asked = _asked(names, folder)
    texts = catalogue.writable(folder) / "texts"
    if not offline:
        texts.mkdir(parents=True, exist_ok=True)
        _sweep(texts)
    found: list[Outcome] = []
    unreachable = ""
    with _Service(base, manners or MANNERS) as there, _bar(asked, progress) as bar:
        for symbol in bar:
            bar.set_postfix_str(symbol)
            here = _at_hand(symbol, texts, check or stated)
            if offline or unreachable:
                said = f"not asked: {unreachable}" if unreachable else "not at hand"
                none = Outcome(symbol, "failed" if unreachable else "missing", None, said)
                found.append(here or none)
            elif here and not (update and here.said == ""):
                found.append(here)
            else:
                try:
                    found.append(_get(symbol, texts, there, check or stated))
                except _Again as error:
                    unreachable = str(error) if error.unreachable else ""
                    found.append(here or Outcome(symbol, "failed", None, str(error)))
    return found


class Unanswered(InputError):
    """The service gives no answer, whatever it is asked."""


@contextmanager
def asking(
    service: str | None = None, manners: Manners | None = None
) -> Iterator[Callable[[str], Resolution | None]]:
    """A function that reads the document of a symbol and keeps nothing.

    It gives None where there is none that can be read, and raises `Unanswered` where the service
    can't be asked. Only the newer format is asked for: whatever has no DOC is no new document.
    """
    with (
        _Service(_base(service), manners or MANNERS) as there,
        tempfile.TemporaryDirectory() as place,
    ):

        def ask(symbol: str) -> Resolution | None:
            try:
                answer = there.ask(_address(there.base, symbol, "doc"), {})
            except _Refused:
                return None
            except _Again as error:
                raise Unanswered(f"{symbol}: {error}") from None
            if not isinstance(answer, _Answer):
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


def compared(outcomes: Sequence[Outcome], folder: str | Path | None = None) -> list[str]:
    """Whether the texts give the published tables: a line for each member of a series.

    A member that the tables don't describe yet is named with the command that adds it.
    """
    place = codebook.folder(Path(folder) if folder else None)
    if not (place / "series.csv").is_file():
        return []
    lines: list[str] = []
    gaps: dict[str, list[str]] = {}
    for name in catalogue.series(place):
        published = {r["symbol"]: r for r in _table(place, name, "resolutions")}
        here = {m.symbol for m in catalogue.members(name, place)}
        for outcome in outcomes:
            if outcome.path is None or outcome.symbol not in here:
                continue
            row = published.get(outcome.symbol)
            if not row or not row["n_words"]:
                gaps.setdefault(name, []).append(outcome.symbol)
                continue
            lines.append(f"{outcome.symbol}: {_difference(outcome, row, place, name)}")
    for name, several in gaps.items():
        them = ", ".join(several)
        lines.append(f"{them}: not yet in the tables of {name}; `workbench build {name}` adds "
                     f"{'it' if len(several) == 1 else 'them'}")  # fmt: skip
    return lines


def _difference(outcome: Outcome, row: dict[str, str], place: Path, name: str) -> str:
    assert outcome.path is not None
    try:
        text = readers.read(outcome.path)
    except InputError as error:
        return _reason(error, outcome.path)
    if features.fingerprint(text) == row["fingerprint"]:
        return f"its text gives the published tables of {name}"
    published = {
        r["label"]: r["fingerprint"]
        for r in _table(place, name, "paragraphs") if r["symbol"] == outcome.symbol
    }  # fmt: skip
    own = {p.label: features.fingerprint(p.text) for p in text.paragraphs}
    parts = [
        _labels("in other words", [x for x in own if published.get(x, own[x]) != own[x]]),
        _labels("only in the text", [x for x in own if x not in published]),
        _labels("only in the tables", [x for x in published if x not in own]),
    ]
    told = "; ".join(p for p in parts if p) or "the order of paragraphs"
    return (f"its text differs from the published tables of {name} (made from {row['source']}): "
            f"{told}")  # fmt: skip


def _labels(what: str, labels: list[str], shown: int = 6) -> str:
    if not labels:
        return ""
    more = f" and {len(labels) - shown} more" if len(labels) > shown else ""
    return f"{what} {', '.join(labels[:shown])}{more}"


def _table(place: Path, name: str, table: str) -> list[dict[str, str]]:
    path = place / "tables" / name / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ── what is asked for, and what is here ──────────────────────────────────────────────────────


def _asked(names: Sequence[str], folder: str | Path | None) -> list[str]:
    """Symbols of names, each once, in order; a draft of one's own is nobody else's to give."""
    place = codebook.folder(Path(folder) if folder else None)
    known = catalogue.series(place) if (place / "series.csv").is_file() else {}
    found: dict[str, None] = {}
    for name in names:
        symbol = symbols.normal(name)
        if name in known:
            members = catalogue.members(name, place)
            found |= dict.fromkeys(m.symbol for m in members if not m.symbol.startswith("draft:"))
        elif symbol and ".." not in symbol:
            found[symbol] = None
        else:
            series = f", or a series: {', '.join(known)}" if known else ""
            raise InputError(
                f"{name}: no document symbol; expected one such as A/RES/74/175{series}"
            )
    return list(found)


def _at_hand(symbol: str, texts: Path, check: Check) -> Outcome | None:
    """The text of a symbol that is there already: fetched and unspoilt, or put there by hand."""
    row = sources(texts).get(symbol)
    if row and Path(row["file"]).name == row["file"]:
        path = texts / row["file"]
        if path.is_file() and _sha256(path) == row["sha256"]:
            return Outcome(symbol, "at hand", path, "")
    for ending in ENDINGS.values():
        path = texts / (symbols.filename(symbol) + ending)
        if not path.is_file() or (row and row["file"] == path.name):
            continue
        try:
            if check(path, symbol) == symbol:
                return Outcome(symbol, "at hand", path, "put there by hand")
        except InputError:
            pass
        return Outcome(symbol, "refused", None,
                       f"{path} is in the way and not {symbol}; move it elsewhere")  # fmt: skip
    return None


def sources(texts: Path) -> dict[str, dict[str, str]]:
    """Rows of `sources.csv` by symbol: where each file came from, when, and its hash."""
    path = texts / "sources.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
        if missing:
            raise InputError(
                f"{path}: no column '{missing[0]}'; expected {', '.join(COLUMNS)}; remove the "
                "file, and what it lists is fetched anew"
            )
        return {row["symbol"]: row for row in rows if None not in row.values()}


def _note(texts: Path, row: dict[str, str]) -> None:
    """Put a row into `sources.csv`, which is whole at each moment."""
    rows = sources(texts) | {row["symbol"]: row}
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[s] for s in sorted(rows, key=symbols.key))
    files.replaced(texts / "sources.csv", out.getvalue().encode())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(texts: Path) -> None:
    """Remove what a killed run was about to check; another run may be at work just now."""
    for place in texts.glob(".fetch-*"):
        if time.time() - place.stat().st_mtime > 600:
            shutil.rmtree(place, ignore_errors=True)


# ── one document ─────────────────────────────────────────────────────────────────────────────


def _get(symbol: str, texts: Path, there: _Service, check: Check) -> Outcome:
    """Ask for a document in one format after the other until one passes all checks."""
    row = sources(texts).get(symbol, {})
    path = texts / row["file"] if row else None
    if path is None or not path.is_file() or _sha256(path) != row["sha256"]:
        row, path = {}, None
    refused: dict[str, None] = {}
    for address, answer in _answers(symbol, there, row):
        if answer == UNCHANGED:
            return Outcome(symbol, "unchanged", path, "")
        if isinstance(answer, _Refused):
            refused[str(answer)] = None
        elif isinstance(answer, _Answer):
            try:
                return _keep(symbol, address, answer, texts, check)
            except _Refused as error:
                refused[str(error)] = None
    if path:
        said = "; ".join(refused) or "no longer published"
        return Outcome(symbol, "at hand", path, f"{said}; the older version stays")
    if refused:
        return Outcome(symbol, "refused", None, "; ".join(refused))
    return Outcome(symbol, "not published", None, "the service has no document of this symbol")


def _answers(
    symbol: str, there: _Service, row: dict[str, str]
) -> Iterator[tuple[str, _Answer | _Refused | str | None]]:
    """What the service says to each way of asking for a symbol."""
    # "57/270 B" is printed with a space and stored without one
    for spelled in dict.fromkeys((symbol, symbol.replace(" ", ""))):
        for kind in ("doc", "pdf"):
            address = _address(there.base, spelled, kind)
            known = {}
            if row.get("address") == address:
                known = {"If-None-Match": row["etag"], "If-Modified-Since": row["last_modified"]}
            try:
                yield address, there.ask(address, {k: v for k, v in known.items() if v})
            except _Refused as error:
                yield address, error


def _address(base: str, symbol: str, kind: str) -> str:
    return f"{base}/api/symbol/access?s={quote(symbol, safe='')}&l=en&t={kind}"


def _keep(symbol: str, address: str, answer: _Answer, texts: Path, check: Check) -> Outcome:
    """Check a document beside its place, note where it came from, and move it there."""
    ending = ENDINGS[answer.kind]
    target = texts / (symbols.filename(symbol) + ending)
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=texts) as place:
        path = Path(place) / f"document{ending}"  # no name from which a symbol could be guessed
        with path.open("wb") as file:
            shutil.copyfileobj(answer.file, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            printed = check(path, symbol)
        except InputError as error:
            raise _Refused(f"the {answer.kind.upper()} can't be used: {_reason(error, path)}") \
                from None  # fmt: skip
        if printed != symbol:
            what = f"is {printed}" if printed else "prints no symbol"
            raise _Refused(f"the {answer.kind.upper()} that came {what}; expected {symbol}")
        # The note comes first: a file without a note would pass for one put there by hand.
        _note(texts, {
            "symbol": symbol, "file": target.name, "address": address,
            "date": datetime.now(UTC).date().isoformat(), "sha256": answer.sha256,
            "etag": answer.etag, "last_modified": answer.last_modified,
        })  # fmt: skip
        path.replace(target)
    return Outcome(symbol, "fetched", target, "")


def _reason(error: InputError, path: Path) -> str:
    """A reader's line without the name of a file that nobody knows."""
    return str(error).removeprefix(f"{path}: ")


# ── the service ──────────────────────────────────────────────────────────────────────────────


def _base(service: str | None) -> str:
    """The base address, if it is the service's or leads no further than this machine."""
    base = (service or os.environ.get("WORKBENCH_SERVICE") or SERVICE).rstrip("/")
    parts = urlsplit(base)
    if parts.scheme == "https" and parts.hostname in HOSTS:
        return base
    if parts.scheme in ("http", "https") and parts.hostname in LOOPBACK:
        return base
    raise InputError(
        f"WORKBENCH_SERVICE: '{base}' is not an address of the document service; expected "
        f"{SERVICE}, or http://127.0.0.1 for tests"
    )


def _bar(asked: list[str], progress: bool) -> Any:
    from tqdm import tqdm

    return tqdm(asked, desc="fetch", unit="document", disable=None if progress else True)


class _Service:
    """The document service: one connection, one request at a time."""

    def __init__(self, base: str, manners: Manners):
        self.base = base
        self.manners = manners
        self.local = urlsplit(base).hostname in LOOPBACK
        self._client: httpx.Client | None = None
        self._last = -float("inf")

    def __enter__(self) -> _Service:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            self._client.close()

    @property
    def client(self) -> httpx.Client:
        import httpx

        if self._client is None:
            self._client = httpx.Client(
                headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
                timeout=self.manners.timeout,
                follow_redirects=False,  # each hop is looked at first
                trust_env=not self.local,
            )
        return self._client

    def ask(self, address: str, headers: dict[str, str]) -> _Answer | str | None:
        """The document at an address, `UNCHANGED`, or None where there is none.

        Raises
        ------
        _Refused
            What came can't be a document of the service.
        _Again
            No answer after all attempts.
        """
        import tenacity

        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            grown = self.manners.backoff * 2 ** (state.attempt_number - 1)
            return max(grown, error.wait if isinstance(error, _Again) else 0.0)

        def patient(error: BaseException) -> bool:
            return isinstance(error, _Again) and error.wait <= self.manners.longest

        attempts = tenacity.Retrying(
            retry=tenacity.retry_if_exception(patient),
            stop=tenacity.stop_after_attempt(self.manners.attempts),
            wait=wait,
            sleep=time.sleep,
            reraise=True,
        )
        return attempts(self._once, address, headers)

    def _once(self, address: str, headers: dict[str, str]) -> _Answer | str | None:
        import httpx

        time.sleep(max(0.0, self._last + self.manners.pause - time.monotonic()))
        begun = time.monotonic()
        url = httpx.URL(address)
        try:
            for _ in range(self.manners.redirects + 1):
                self._allowed(url)
                with self.client.stream("GET", url, headers=headers) as answer:
                    if answer.status_code not in _MOVED:
                        return self._answer(answer, begun)
                    try:
                        url = url.join(answer.headers["location"])
                    except (KeyError, httpx.InvalidURL):
                        raise _Refused("redirected to no address") from None
            raise _Refused(f"redirected more than {self.manners.redirects} times")
        except httpx.TimeoutException:
            raise _Again("the service stalled; run again later, what is here stays") from None
        except httpx.ConnectError as error:
            raise _Again(f"{url.host} can't be reached ({error}); run again when it can",
                         unreachable=True) from None  # fmt: skip
        except httpx.TransportError:
            raise _Again("the connection was cut; run again later, what is here stays") from None
        finally:
            self._last = time.monotonic()

    def _allowed(self, url: httpx.URL) -> None:
        """Refuse addresses that aren't the service's: also the last of ten redirects is one."""
        own = urlsplit(self.base)
        if self.local:
            good = (url.scheme, url.host, url.port) == (own.scheme, own.hostname, own.port)
        else:
            good = url.scheme == "https" and url.host in HOSTS and url.port in (None, 443)
        if not good:
            place = str(url.copy_with(path="/", query=None, fragment=None, userinfo=b""))
            raise _Refused(f"redirected to {place}, which is not the document service")

    def _answer(self, answer: httpx.Response, begun: float) -> _Answer | str | None:
        status = answer.status_code
        if status == 304:
            return UNCHANGED
        if status in _ABSENT:
            return None
        if status in _BUSY:
            wait = _retry_after(answer.headers.get("retry-after", ""))
            later = f" and asks to wait {wait:.0f} seconds" if wait else ""
            raise _Again(f"the service answers {status}{later}; run again later", wait=wait,
                         unreachable=wait > self.manners.longest)  # fmt: skip
        if status != 200:
            raise _Refused(f"the service answers {status}")
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise _Refused("compressed on its way, which was not asked for")
        file, size, digest = self._body(answer, begun)
        head = _chunk(file, 0, 4096)
        kind = _kind(head)
        if not kind:
            return None
        if kind not in ENDINGS:
            raise _Refused(f"came as {kind}, which can't be read")
        if not _whole(file, kind, size):
            if "content-length" not in answer.headers:
                raise _Again("the document came in part; run again later, what is here stays")
            raise _Refused(f"came as a broken {kind.upper()}")
        file.seek(0)
        etag, modified = (answer.headers.get(h, "") for h in ("etag", "last-modified"))
        return _Answer(file, kind, digest, etag, modified)

    def _body(self, answer: httpx.Response, begun: float) -> tuple[IO[bytes], int, str]:
        """The bytes of an answer in a file without a name, no more than the limit."""
        most = self.manners.largest
        size, digest = 0, hashlib.sha256()
        announced = answer.headers.get("content-length", "")
        file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with its last reference)
        for chunk in answer.iter_raw():  # as they come: a size would wait until it is full
            size += len(chunk)
            if size > most or (announced.isdigit() and int(announced) > most):
                told = int(announced) if announced.isdigit() else size
                raise _Refused(f"larger than {most / 1e6:.0f} MB ({told / 1e6:.0f} MB or more); "
                               "no resolution is")  # fmt: skip
            if time.monotonic() - begun > self.manners.patience:
                raise _Again("the service stalled; run again later, what is here stays")
            digest.update(chunk)
            file.write(chunk)
        return file, size, digest.hexdigest()


def _retry_after(cell: str) -> float:
    """Seconds of a Retry-After header, which gives seconds or a date."""
    if re.fullmatch(r"\d{1,9}", cell.strip()):
        return float(cell)
    try:
        return max(0.0, (parsedate_to_datetime(cell) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _kind(head: bytes) -> str:
    """Format by first bytes: docx, pdf, doc, the name of another, or "" for a page or nothing."""
    import puremagic

    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\x00")
    if not start or start.startswith(b"<"):
        return ""  # an error page, whatever its status
    if start.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    try:
        return puremagic.magic_string(head)[0].name or "an unknown format"
    except (puremagic.PureError, ValueError, IndexError):
        return "an unknown format"


def _whole(file: IO[bytes], kind: str, size: int) -> bool:
    """Whether the end of a document is there too."""
    if kind == "pdf":
        return b"%%EOF" in _chunk(file, max(0, size - 4096), 4096)
    if kind == "docx":
        try:
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                return "word/document.xml" in archive.namelist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return False
    return size > 512


def _chunk(file: IO[bytes], start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
