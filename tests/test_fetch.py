"""Fetching against a server on loopback that plays the document service, with all its moods."""

from __future__ import annotations

import csv
import http.server
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from workbench import catalogue, codebook, fetch, readers
from workbench.cli import main
from workbench.errors import InputError
from workbench.fetch import Manners
from workbench.fetch.answers import Refused
from workbench.fetch.service import Service

SPECIMEN = Path(__file__).parent / "specimen"
NAME = "harbour-safety"
FILES = [str(SPECIMEN / "texts" / f"{n}.md") for n in ("F_RES_69_12", "F_RES_71_8", "C_RES_2014_6")]
BRISK = Manners(pause=0, attempts=3, backoff=0.01, longest=5)
HASTY = replace(BRISK, timeout=3)  # for answers that never end: a busy machine gives others in time
WORDPERFECT = b"\xffWPC\x10\x00\x00\x00\x01\x0a" + bytes(600)
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def pdf(symbol: str) -> bytes:
    return f"%PDF-1.4\nprinted: {symbol}.\n%%EOF\n".encode()


def docx(symbol: str, inside: str = "word/document.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(inside), f"printed: {symbol}.")  # no time of day
    return file.getvalue()


def printed(path: Path, symbol: str) -> str:
    """The check of these tests, whose documents print their symbol in plain bytes."""
    _, found, rest = path.read_bytes().partition(b"printed: ")
    if not found:
        raise InputError(f"{path}: nothing printed in it; expected a symbol")
    return rest.partition(b".")[0].decode()


@dataclass
class Player:
    """What the service says: symbol and format → answers in turn, of which the last stays."""

    script: dict[str, list[Callable | bytes | int]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heard: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def on(self, what: str, *answers: Callable | bytes | int) -> None:
        self.script[what] = list(answers)

    def answer(self, request: http.server.BaseHTTPRequestHandler) -> None:
        address = urlsplit(request.path)
        query = parse_qs(address.query)
        what = f"{query['s'][0]} {query['t'][0]}" if "s" in query else address.path
        self.asked.append(what)
        self.heard.append(dict(request.headers))
        answers = self.script.get(what, [404])
        turn = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(turn, int):
            page(turn)(request)
        elif isinstance(turn, bytes):
            send(200, turn)(request)
        else:
            turn(request)


def send(status: int, body: bytes = b"", announced: bool = True, **headers: str) -> Callable:
    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        if announced:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def page(status: int) -> Callable:
    return send(status, b"\n<!DOCTYPE html><html><body>Sorry.</body></html>")


def moved(place: str) -> Callable:
    return send(302, Location=place)


def cut(body: bytes) -> Callable:
    """Half of what is announced, then the end of the connection."""

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: len(body) // 2])
        request.close_connection = True

    return answer


def stall(request: http.server.BaseHTTPRequestHandler) -> None:
    """A byte, and then nothing as long as the test lasts."""
    request.send_response(200)
    request.end_headers()
    request.wfile.write(b"%")
    request.wfile.flush()
    request.server.over.wait()


def drip(request: http.server.BaseHTTPRequestHandler) -> None:
    """A byte now and then: each comes before any timeout."""
    request.send_response(200)
    request.end_headers()
    for _ in range(2000):
        request.wfile.write(b"%")
        request.wfile.flush()
        if request.server.over.wait(0.05):
            break


def trickle(what: bytes) -> Callable:
    """A line now and then, before any answer ends: each comes before any timeout."""

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        hints = what.startswith(b"HTTP/1.1 1")
        request.wfile.write(b"" if hints else b"HTTP/1.1 200 OK\r\n")
        for _ in range(2000):
            request.wfile.write(what)
            request.wfile.flush()
            if request.server.over.wait(0.02):
                break

    return answer


def endless(megabytes: int, announced: bool) -> Callable:
    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        if announced:
            request.send_header("Content-Length", str(megabytes * 1_000_000))
        request.end_headers()
        block = b"%PDF-1.4\n" + bytes(99_991)
        for _ in range(megabytes * 10):
            request.wfile.write(block)

    return answer


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Player]:
    player = Player()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                player.answer(self)
            except OSError:  # the other side had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False  # so that closing waits for them: none outlives its test
    server.over = threading.Event()
    player.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("WORKBENCH_SERVICE", player.base)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield player
    server.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Clock:
    """A clock that stands still, and notes how long was to be slept."""

    waits: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of those who ask; the service's threads have the true one."""
    still = Clock()
    for module in (fetch.service, fetch.answers):
        monkeypatch.setattr(module, "time", still)
    return still


def get(*names: str, **options: object) -> list[fetch.Outcome]:
    return fetch.fetch(names, **{"manners": BRISK, "check": printed} | options)


def one(symbol: str, **options: object) -> fetch.Outcome:
    (found,) = get(symbol, **options)
    return found


def kept(place: Path) -> list[str]:
    return sorted(p.name for p in (place / "texts").rglob("*"))


S = "F/RES/61/7"
DOC, PDF = f"{S} doc", f"{S} pdf"


# ── the right file ───────────────────────────────────────────────────────────────────────────


def test_redirect_to_a_file(service, place):
    service.on(DOC, moved("/doc/UNDOC/GEN/F61/7.docx"))
    service.on("/doc/UNDOC/GEN/F61/7.docx", send(200, docx(S), ETag='"a1"'))
    found = one(S)
    assert (found.state, found.path) == ("fetched", place / "texts" / "F_RES_61_7.docx")
    assert found.path.read_bytes() == docx(S)
    (row,) = csv.DictReader((place / "texts" / "sources.csv").open())
    assert (row["symbol"], row["etag"], row["file"]) == (S, '"a1"', "F_RES_61_7.docx")
    assert row["address"] == f"{service.base}/api/symbol/access?s=F%2FRES%2F61%2F7&l=en&t=doc"
    assert len(row["sha256"]) == 64
    assert row["date"] == datetime.now(UTC).date().isoformat()
    assert kept(place) == ["F_RES_61_7.docx", "sources.csv"]


def test_says_who_asks(service, place):
    one(S)
    assert service.heard[0]["User-Agent"].startswith("resolution-workbench/")


@pytest.mark.parametrize("nothing", [404, 410, page(200), b"", b" \n", send(200, b"<error/>")])
def test_not_published(service, place, nothing):
    service.on(DOC, nothing)
    service.on(PDF, nothing)
    assert one(S).state == "not published"
    assert service.asked == [DOC, PDF]
    assert kept(place) == []


@pytest.mark.parametrize("first", [404, b"", page(200), WORDPERFECT, OLE, docx("F/RES/1/1")])
def test_pdf_where_the_doc_is_of_no_use(service, place, first):
    service.on(DOC, first)
    service.on(PDF, pdf(S))
    assert one(S).state == "fetched"
    assert kept(place) == ["F_RES_61_7.pdf", "sources.csv"]


def test_bytes_decide_the_format(service, place):
    service.on(DOC, send(200, pdf(S), Content_Type="application/msword"))
    assert one(S).path.name == "F_RES_61_7.pdf"
    assert service.asked == [DOC]


def test_old_word_is_kept_where_it_can_be_read(service, place):
    service.on(DOC, OLE + b"printed: F/RES/61/7.")
    assert one(S).path.name == "F_RES_61_7.doc"


@pytest.mark.parametrize("busy", [
    send(429, Retry_After="0"), send(503), send(500), cut(docx(S)), stall,
    send(200, docx(S)[:-30], announced=False),
])  # fmt: skip
def test_tries_again(service, place, busy):
    service.on(DOC, busy, busy, docx(S))
    assert one(S, manners=HASTY).state == "fetched"
    assert service.asked == [DOC] * 3


@pytest.mark.parametrize("dated", [False, True])
def test_waits_as_long_as_the_service_asks(service, place, dated, clock):
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=4000), usegmt=True)
    service.on(DOC, send(429, Retry_After=later if dated else "4000"), docx(S))
    assert one(S, manners=replace(BRISK, longest=5000)).state == "fetched"
    # A moment named is nearer by what has passed since, much on a busy machine.
    assert max(clock.waits) == pytest.approx(4000, abs=3000 if dated else 0)


def test_three_seconds_apart(service, place, clock):
    get(S, "F/RES/65/9", manners=Manners())
    assert len(service.asked) == 4
    assert clock.waits == [0, 3, 3, 3]


def test_a_part_s_letter_with_and_without_space(service, place):
    service.on("F/RES/57/270B doc", docx("F/RES/57/270 B"))
    assert one("F/RES/57/270 B").path.name == "F_RES_57_270_B.docx"


# ── one clear line ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("answer", "state", "line"), [
    (docx("F/RES/9/9"), "refused", "the DOCX that came is F/RES/9/9; expected F/RES/61/7"),
    (pdf(""), "refused", "the PDF that came prints no symbol; expected F/RES/61/7"),
    (WORDPERFECT, "refused", "came as WordPerfect text and graphics, which can't be read"),
    (OLE, "refused", "the DOC can't be used: nothing printed in it; expected a symbol"),
    (b"plain words", "refused", "came as an unknown format, which can't be read"),
    (docx(S, "evil.txt"), "refused", "came as a broken DOCX"),
    (b"%PDF-1.4\nno end", "refused", "came as a broken PDF"),
    (send(403), "refused", "the service answers 403"),
    (send(200, docx(S), Content_Encoding="gzip"), "refused", "compressed on its way"),
    (endless(200, True), "refused", "larger than 20 MB (200 MB or more); no resolution is"),
    (moved("http://127.0.0.1:9/x"), "refused", "redirected to http://127.0.0.1:9/, which is not"),
    (moved("https://documents.un.org/x"), "refused", "redirected to https://documents.un.org/"),
    (moved("//user:word@example.org/x"), "refused", "redirected to http://example.org/, which"),
    (moved("file:///etc/passwd"), "refused", "redirected to an address without a host"),
    (moved("http:"), "refused", "redirected to an address without a host"),
    (moved("https:///x"), "refused", "redirected to an address without a host"),
    (moved("//user:word@/x"), "refused", "redirected to an address without a host"),
    (moved("http://[::1"), "refused", "redirected to what is no address"),
    (send(302), "refused", "redirected to no address"),
    (send(304), "refused", "the service answers 304"),
    (moved("/api/symbol/access?s=F%2FRES%2F61%2F7&l=en&t=doc"), "refused",
     "redirected more than 8 times"),
    (503, "failed", "the service answers 503; run again later"),
    (cut(docx(S)), "failed", "the connection was cut; run again later, what is here stays"),
    (stall, "failed", "the service stalled; run again later, what is here stays"),
    (send(429, Retry_After="3600"), "failed", "answers 429 and asks to wait 3600 seconds"),
])  # fmt: skip
def test_one_line(service, place, answer, state, line):
    service.on(DOC, answer)
    service.on(PDF, answer)
    manners = HASTY if answer is stall else BRISK  # a busy machine may be as slow as who stalls
    found = one(S, manners=replace(manners, attempts=1))
    assert found.state == state
    assert line in found.said
    assert len(found.said.splitlines()) == 1
    assert kept(place) == []


def test_a_stall_that_no_timeout_sees(service, place):
    service.on(DOC, drip)
    (found,) = get(S, manners=replace(BRISK, patience=0.3, attempts=1))
    assert (found.state, found.said) == (
        "failed", "the service stalled; run again later, what is here stays")  # fmt: skip


@pytest.mark.parametrize("line", [b"X-More: 1\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"])
def test_headers_without_end_meet_the_same_patience(service, place, line):
    service.on(DOC, trickle(line))
    (found,) = get(S, manners=replace(BRISK, patience=0.3))
    assert (found.state, found.said) == (
        "failed", "the service stalled; run again later, what is here stays")  # fmt: skip
    while not service.asked:  # on a busy machine it hears who has gone already
        time.sleep(0.01)
    assert service.asked == [DOC]  # who stalls once so long isn't asked again


def test_nobody_there_is_said_at_once(place, clock):
    """Whoever has no network isn't made to wait for it to come back."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}"
        get(S, service=base, manners=fetch.MANNERS)  # while nobody else can have the port
    assert sum(clock.waits) == 0
    assert fetch.MANNERS.connecting < 5


def test_nobody_there(place, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}"
        first, second = get(S, "F/RES/65/9", service=base)
    assert first.state == second.state == "failed"
    assert "127.0.0.1 can't be reached" in first.said
    assert second.said.startswith("not asked: 127.0.0.1 can't be reached")


def test_told_to_wait_an_hour_asks_no_more(service, place):
    service.on(DOC, send(429, Retry_After="3600"))
    assert [o.state for o in get(S, "F/RES/65/9")] == ["failed", "failed"]
    assert service.asked == [DOC]


@pytest.mark.parametrize("announced", [True, False])
def test_a_document_without_end_costs_no_memory(service, place, announced):
    service.on(DOC, endless(200, announced))
    service.on(PDF, 404)
    tracemalloc.start()
    found = one(S)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger than 20 MB" in found.said
    assert peak < 8_000_000


@pytest.mark.parametrize("base", [
    "http://documents.un.org", "https://documents.un.org.example.org", "https://example.org",
    "http://example.org", "ftp://127.0.0.1", "https://documents.un.org@example.org", "nonsense",
    "http://127.0.0.1.example.org", "http://[::1", "https://documents.un.org:8443",
    "https://user:word@documents.un.org", "https://documents.un\n.org", "http://127.0.0.1:99999",
])  # fmt: skip
def test_only_the_service_itself(place, base):
    with pytest.raises(InputError, match=r"is not an address of the document service; expected"):
        get(S, service=base)


@pytest.mark.parametrize(("address", "good"), [
    ("https://docs.un.org/en/A/RES/1/1", True), ("https://documents.un.org:443/x", True),
    ("http://documents.un.org/x", False), ("https://documents.un.org:8443/x", False),
    ("https://un.org.example.org/x", False), ("https://127.0.0.1/x", False),
    ("https://documents.un.org@example.org/x", False),
])  # fmt: skip
def test_where_the_service_may_send_us(address, good):
    httpx = pytest.importorskip("httpx")
    there = Service(fetch.SERVICE, BRISK)
    if good:
        there.allowed(httpx.URL(address))
    else:
        with pytest.raises(Refused, match="not the document service"):
            there.allowed(httpx.URL(address))


def test_a_redirect_within_the_service_gives_no_password(service, place):
    service.on(DOC, moved(f"{service.base.replace('//', '//user:word@')}/x"))
    service.on("/x", docx(S))
    service.on(PDF, 404)
    assert one(S).said == (
        f"redirected to {service.base}/ with the name of a user, which the document service has "
        "none of"
    )


def test_the_own_host_without_https_is_told_so():
    httpx = pytest.importorskip("httpx")
    with pytest.raises(Refused, match=r"^redirected to http://docs\.un\.org/, .* over https$"):
        Service(fetch.SERVICE, BRISK).allowed(httpx.URL("http://user:word@docs.un.org/x"))


# ── what is here ─────────────────────────────────────────────────────────────────────────────


def test_what_is_here_is_not_asked_for(service, place):
    service.on(DOC, docx(S))
    assert one(S).state == "fetched"
    assert one(S).state == "at hand"
    assert service.asked == [DOC]


def test_a_spoilt_file_is_fetched_anew(service, place):
    service.on(DOC, docx(S))
    path = one(S).path
    path.write_bytes(b"spoilt")
    assert one(S).state == "fetched"
    assert path.read_bytes() == docx(S)


def test_update_asks_under_condition(service, place):
    newer = docx(S) + b"\0"
    stamp = "Mon, 08 Jan 2007 10:00:00 GMT"
    service.on(DOC, send(200, docx(S), ETag='"a"', Last_Modified=stamp), send(304), newer)
    one(S)
    assert one(S, update=True).state == "unchanged"
    assert service.heard[1]["If-None-Match"] == '"a"'
    assert service.heard[1]["If-Modified-Since"] == stamp
    assert one(S, update=True).state == "fetched"
    assert (place / "texts" / "F_RES_61_7.docx").read_bytes() == newer


@pytest.mark.parametrize("answer", [404, docx("F/RES/9/9"), WORDPERFECT, 503])
def test_update_never_loses_what_is_here(service, place, answer):
    service.on(DOC, docx(S), answer)
    path = one(S).path
    service.on(PDF, answer)
    found = one(S, update=True)
    assert (found.state, found.path) == ("not updated" if answer == 503 else "at hand", path)
    assert found.said
    assert path.read_bytes() == docx(S)


def test_a_file_put_there_by_hand_stays(service, place):
    path = place / "texts" / "F_RES_61_7.pdf"
    path.parent.mkdir()
    path.write_bytes(pdf(S))
    found = one(S)
    assert (found.state, found.said) == ("at hand", "put there by hand")
    path.write_bytes(pdf("F/RES/9/9"))
    assert "is in the way and not F/RES/61/7" in one(S).said
    assert service.asked == []


def test_offline_asks_nobody(service, place):
    service.on(DOC, docx(S))
    assert one(S, offline=True).state == "missing"
    assert service.asked == []
    assert not (place / "texts").exists()


def test_a_series_is_all_its_members(service, place):
    found = get(NAME)
    assert [o.symbol for o in found] == [m.symbol for m in catalogue.members(NAME, place)]


@pytest.mark.parametrize("name", ["../../etc/passwd", "A/../../x", "A_.._.._7", "..", "harbours"])
def test_names_lead_nowhere(service, place, name):
    with pytest.raises(InputError, match="no document symbol; expected one such as"):
        get(name)


def test_a_tampered_list_of_sources_leads_nowhere(service, place):
    service.on(DOC, docx(S))
    one(S)
    outside = place.parent / "outside.docx"
    outside.write_bytes(docx(S))
    listed = place / "texts" / "sources.csv"
    listed.write_text(listed.read_text().replace("F_RES_61_7.docx", "../../outside.docx"))
    (place / "texts" / "F_RES_61_7.docx").unlink()
    assert one(S).path == place / "texts" / "F_RES_61_7.docx"
    assert outside.read_bytes() == docx(S)


def test_killed_in_the_middle_leaves_no_part_and_the_next_run_resumes(service, place):
    begun = threading.Event()

    def half(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100000")
        request.end_headers()
        request.wfile.write(docx("F/RES/65/9")[:40])
        request.wfile.flush()
        begun.set()
        request.server.over.wait()

    service.on(DOC, docx(S))
    service.on("F/RES/65/9 doc", half, docx("F/RES/65/9"))
    code = (
        "from workbench import fetch\n"
        "def check(path, symbol): return symbol\n"
        f"fetch.fetch(['{S}', 'F/RES/65/9'], check=check, manners=fetch.Manners(pause=0))\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"TMPDIR": str(place)})
    while not begun.wait(0.1):
        assert run.poll() is None
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert kept(place) == ["F_RES_61_7.docx", "sources.csv"]
    assert [o.state for o in get(S, "F/RES/65/9")] == ["at hand", "fetched"]
    assert service.asked.count(DOC) == 1


def test_remains_of_a_check_are_swept(service, place):
    old = place / "texts" / ".fetch-x"
    old.mkdir(parents=True)
    (old / "document.pdf").write_bytes(b"%PDF")
    os.utime(old, (0, 0))
    one(S)
    assert kept(place) == []


# ── real documents, tables ───────────────────────────────────────────────────────────────────


def specimen(symbol: str) -> bytes:
    """A specimen text in the layout of real documents, as DOCX."""
    render = pytest.importorskip("render")
    path = SPECIMEN / "texts" / f"{symbol.replace('/', '_')}.md"
    with tempfile.TemporaryDirectory() as folder:
        return render.docx(readers.read(path), Path(folder) / "made.docx").read_bytes()


@pytest.fixture
def built(place, specimen_corpus) -> Path:
    """The corpus folder with tables made from the specimen's texts."""
    shutil.copytree(specimen_corpus / "tables", place / "tables")
    return place


def test_a_real_document_gives_the_tables(service, built):
    service.on(DOC, specimen(S))
    found = one(S, check=None)
    assert found.state == "fetched", found.said
    assert fetch.compared([found]) == [f"{S}: its text gives the published tables of {NAME}"]
    assert readers.texts([built / "texts"]) == {S: found.path}


@pytest.mark.texts
def test_real_texts_as_the_service_would_send_them_give_the_published_tables(
    service, texts_of_renewals, tmp_path, monkeypatch
):
    folder = tmp_path / "corpus"
    shutil.copytree(codebook.BESIDE, folder, ignore=shutil.ignore_patterns("texts"))
    monkeypatch.setenv("WORKBENCH_TEXTS", "")
    for symbol, body in texts_of_renewals.items():
        service.on(f"{symbol} doc", body)
    found = fetch.fetch(["ct-assistance"], folder, manners=BRISK)
    assert {o.symbol for o in found if o.at_hand} == set(texts_of_renewals)
    assert {o.state for o in found if not o.at_hand} == {"not published"}
    assert fetch.compared(found, folder) == [
        f"{o.symbol}: its text gives the published tables of ct-assistance"
        for o in found if o.at_hand
    ]  # fmt: skip


@pytest.fixture
def texts_of_renewals(texts, tmp_path) -> dict[str, bytes]:
    """Real texts of a series, rendered as DOCX."""
    render = pytest.importorskip("render")
    files = readers.texts(texts)
    members = [m.symbol for m in catalogue.members("ct-assistance", codebook.BESIDE)]
    return {
        s: render.docx(readers.read(files[s]), tmp_path / "made.docx").read_bytes()
        for s in members if s in files
    }  # fmt: skip


def test_another_document_is_told_by_what_it_prints(service, place):
    service.on(DOC, specimen("F/RES/65/9"))
    assert "the DOCX that came is F/RES/65/9; expected F/RES/61/7" in one(S, check=None).said


def test_what_differs_from_the_tables_is_named(built):
    text = (SPECIMEN / "texts" / "F_RES_61_7.md").read_text(encoding="utf-8")
    path = built / "F_RES_61_7.md"
    path.write_text(text.replace("grain, timber and salt", "grain and salt"), encoding="utf-8")
    (line,) = fetch.compared([fetch.Outcome(S, "fetched", path, "")])
    assert line == (f"{S}: its text differs from the published tables of {NAME} (made from "
                    "markdown): in other words PP4")  # fmt: skip


def test_a_new_member_is_named_with_what_closes_the_gap(built):
    path = built / "F_RES_63_11.md"
    (line,) = fetch.compared([fetch.Outcome("F/RES/63/11", "fetched", path, "")])
    assert line == (f"F/RES/63/11: not yet in the tables of {NAME}; `workbench build {NAME}` "
                    "adds it")  # fmt: skip


def test_asks_for_a_successor_at_the_same_pace(service, clock):
    service.on("F/RES/73/8 doc", WORDPERFECT)
    with fetch.asking() as ask:
        assert [ask(f"F/RES/73/{n}") for n in (8, 9, 7)] == [None] * 3
    assert service.asked == ["F/RES/73/8 doc", "F/RES/73/9 doc", "F/RES/73/7 doc"]
    assert clock.waits == [0, 3, 3]


def test_find_says_when_nobody_answers(service, place, monkeypatch):
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    monkeypatch.setattr(fetch, "MANNERS", BRISK)
    service.on("F/RES/73/8 doc", 503)
    result = CliRunner().invoke(main, ["series", "find", "F/RES/71/8"])
    assert result.exit_code == 1
    assert "F/RES/61/7" in result.stdout
    assert result.stderr.startswith("no successor sought: F/RES/73/8: the service answers 503")


# ── command line ─────────────────────────────────────────────────────────────────────────────


def run(*words: str, status: int = 0, typed: str = "") -> str:
    result = CliRunner().invoke(main, list(words), input=typed)
    assert result.exit_code == status, result.output
    return result.stdout


def test_fetch_says_what_became_of_each(service, place, monkeypatch):
    monkeypatch.setattr(fetch, "MANNERS", BRISK)
    monkeypatch.setattr(fetch, "stated", printed)
    service.on(DOC, docx(S))
    shown = run("fetch", S, "F/RES/65/9", status=1).splitlines()
    assert shown[0].split() == [S, "fetched", str(place / "texts" / "F_RES_61_7.docx")]
    assert shown[1].split()[:3] == ["F/RES/65/9", "not", "published"]
    (row,) = map(json.loads, run("fetch", S, "--offline", "--json").splitlines())
    assert (row["symbol"], row["state"]) == (S, "at hand")
    assert run("fetch", "F/RES/65/9", "--offline", status=1).split()[1] == "missing"


# ── installed ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installation would."""
    folder = tmp_path_factory.mktemp("wheel")
    root = Path(__file__).parents[1]
    code = f"from hatchling.build import build_wheel; build_wheel({str(folder)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.slow
def test_the_wheel_has_all_but_texts(installed):
    names = contents(installed / "workbench" / "shipped")
    assert {"corpus/series.csv", "corpus/resolutions.csv", "corpus/codebook/verbs.csv",
            "corpus/tables/ct-strategy/links.csv",
            "notebooks/drift.ipynb"} <= set(names)  # fmt: skip
    assert not [n for n in names if "texts" in n or "/." in n]


@pytest.mark.slow
def test_an_installed_package_works_in_an_empty_folder_and_stays_as_it_is(
    installed, service, tmp_path
):
    before = contents(installed)
    service.on("A/RES/1/1 doc", docx("A/RES/1/1"))
    surroundings = os.environ | {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("WORKBENCH_CORPUS", "WORKBENCH_TEXTS"):
        surroundings.pop(name, None)

    def workbench(*words: str, status: int = 0) -> str:
        command = [sys.executable, "-m", "workbench.cli", *words]
        done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True,
                              text=True)  # fmt: skip
        assert done.returncode == status, done.stderr
        return done.stdout

    assert "ct-assistance" in workbench("series", "list")
    assert json.loads(workbench("collate", "A/RES/72/194", "A/RES/74/175", "--json"))["links"]
    assert "A/RES/74/175" in workbench("series", "find", "A/RES/78/226", "--offline")
    assert list(tmp_path.iterdir()) == []
    workbench("series", "new", "lakes", *FILES, "--yes")
    assert "lakes" in workbench("series", "list")
    assert "ct-assistance" not in workbench("series", "list")
    workbench("build", "lakes")
    assert (tmp_path / "corpus" / "tables" / "lakes" / "links.csv").is_file()
    assert contents(installed) == before
