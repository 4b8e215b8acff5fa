"""The document service: one connection, one request at a time, as far apart as it asks.

Each address on the way is looked at before it is followed, and nothing is taken for a document that
can't be one.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from .. import __version__
from ..errors import InputError
from . import answers
from .answers import Again, Answer, Refused

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

SERVICE = "https://documents.un.org"
HOSTS = frozenset({
    "documents.un.org", "undocs.org", "www.undocs.org", "docs.un.org", "daccess-ods.un.org",
    "documents-dds-ny.un.org", "daccess-dds-ny.un.org",
})  # fmt: skip
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
AGENT = f"resolution-workbench/{__version__} (reads resolutions for research)"
STALLED = "the service stalled; run again later, what is here stays"
SHOWN = 80  # characters of an address
NEVER = float("inf")  # longer than any wait: no further attempt
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Manners:
    """How the service is asked, in seconds and bytes."""

    pause: float = 3.0
    """Between two requests."""
    connecting: float = 4.0
    """For a connection."""
    timeout: float = 30.0
    """For the next bytes of an answer."""
    patience: float = 60.0
    """For a whole request: its redirects, what the service says beforehand, headers and body."""
    attempts: int = 5
    backoff: float = 3.0
    """Before the second attempt; doubled before each further one."""
    longest: float = 300.0
    """The longest wait that the service may ask for; who is told to wait longer comes back."""
    largest: int = 20_000_000
    redirects: int = 8


class Service:
    """The document service at a base address, https on one of its hosts or loopback."""

    def __init__(self, base: str | None, manners: Manners) -> None:
        self.base = _base(base)
        self.manners = manners
        self.local = urlsplit(self.base).hostname in LOOPBACK
        self._client: httpx.Client | None = None
        self._last = -float("inf")
        self._host = ""
        self._stream: Any = None  # of the connection in use

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            self._client.close()

    def address(self, symbol: str, kind: str) -> str:
        """Where the document of a symbol is asked for, as "doc" or "pdf"."""
        return f"{self.base}/api/symbol/access?s={quote(symbol, safe='')}&l=en&t={kind}"

    def ask(self, address: str, headers: dict[str, str]) -> Answer | str | None:
        """The document at an address, `UNCHANGED`, or None where there is none.

        Raises
        ------
        Refused
            What came can't be a document of the service.
        Again
            No answer after all attempts.
        """
        import tenacity

        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            grown: float = self.manners.backoff * 2 ** (state.attempt_number - 1)
            return max(grown, error.wait if isinstance(error, Again) else 0.0)

        def patient(error: BaseException) -> bool:
            return isinstance(error, Again) and error.wait <= self.manners.longest

        attempts = tenacity.Retrying(
            retry=tenacity.retry_if_exception(patient),
            stop=tenacity.stop_after_attempt(self.manners.attempts),
            wait=wait,
            sleep=time.sleep,
            reraise=True,
        )
        return attempts(self._once, address, headers)

    def allowed(self, url: httpx.URL) -> None:
        """Refuse addresses that aren't the service's: also the last of ten redirects is one."""
        if self.local:
            base = type(url)(self.base)
            good = (url.scheme, url.host, url.port) == (base.scheme, base.host, base.port)
        else:
            good = url.scheme == "https" and url.host in HOSTS and url.port in (None, 443)
        place = str(url.copy_with(path="/", query=None, fragment=None, userinfo=b""))
        if not good:
            over = " over https" if url.host in HOSTS else ""
            what = self.base if self.local else f"the document service{over}"
            raise Refused(f"redirected to {place:.{SHOWN}}, which is not {what}")
        if url.userinfo:
            raise Refused(f"redirected to {place} with the name of a user, which the document "
                          "service has none of")  # fmt: skip

    @property
    def _connection(self) -> httpx.Client:
        import httpx

        if self._client is None:
            self._client = httpx.Client(
                headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
                timeout=httpx.Timeout(self.manners.timeout, connect=self.manners.connecting),
                follow_redirects=False,  # each hop is looked at first
                event_hooks={"response": [_leads]},
                trust_env=not self.local,
            )
        return self._client

    def _once(self, address: str, headers: dict[str, str]) -> Answer | str | None:
        import httpx

        time.sleep(max(0.0, self._last + self.manners.pause - time.monotonic()))
        over = threading.Event()
        # A timeout is for the next bytes; who sends a header line every second never meets it.
        watch = threading.Timer(self.manners.patience, self._cut, [over])
        watch.daemon = True
        watch.start()
        try:
            answer = self._followed(address, headers)
            if not over.is_set():
                return answer
            raise Again(STALLED, wait=NEVER)  # what is cut looks like a body at its end
        except Refused:
            if over.is_set():
                raise Again(STALLED, wait=NEVER) from None
            raise
        except httpx.ConnectTimeout:
            raise Again(f"{self._host} doesn't answer; run again when it does", wait=NEVER,
                        unreachable=True) from None  # fmt: skip
        except httpx.TimeoutException:
            raise Again(STALLED) from None
        except httpx.ConnectError as error:
            raise Again(f"{self._host} can't be reached ({error}); run again when it can",
                        wait=NEVER, unreachable=True) from None  # fmt: skip
        except httpx.TransportError:
            if over.is_set():
                raise Again(STALLED, wait=NEVER) from None
            raise Again("the connection was cut; run again later, what is here stays") from None
        finally:
            watch.cancel()
            self._last = time.monotonic()

    def _followed(self, address: str, headers: dict[str, str]) -> Answer | str | None:
        """The answer at the end of all redirects."""
        import httpx

        url = httpx.URL(address)
        until = time.monotonic() + self.manners.patience
        for _ in range(self.manners.redirects + 1):
            self.allowed(url)
            self._host = url.host
            with self._connection.stream(
                "GET", url, headers=headers, extensions={"trace": self._traced}
            ) as response:
                if response.status_code not in _MOVED:
                    return answers.received(
                        response, self.manners.largest, until, self.manners.longest
                    )
                url = url.join(response.headers["location"])
        raise Refused(f"redirected more than {self.manners.redirects} times")

    def _traced(self, event: str, facts: dict[str, Any]) -> None:
        """Keep hold of the connection, as soon as there is one."""
        stream = facts.get("return_value")
        if hasattr(stream, "get_extra_info"):
            self._stream = stream

    def _cut(self, over: threading.Event) -> None:
        """End the connection in use: whoever waits for its next bytes learns of it at once."""
        over.set()
        line = self._stream.get_extra_info("socket") if self._stream else None
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def _leads(response: httpx.Response) -> None:
    """Refuse a redirect that leads nowhere, before httpx fills in a host or takes it for the end of
    the connection."""
    import httpx

    if response.status_code not in _MOVED:
        return
    location = response.headers.get("location", "")
    try:
        to = httpx.URL(location)
        response.url.join(to)
    except httpx.InvalidURL:
        raise Refused("redirected to what is no address") from None
    if not location:
        raise Refused("redirected to no address")
    if not to.host and (to.scheme or location.startswith("//")):
        raise Refused("redirected to an address without a host")


def _base(service: str | None) -> str:
    """The base address, if it is the service's or leads no further than this machine."""
    base = (service or os.environ.get("WORKBENCH_SERVICE") or SERVICE).rstrip("/")
    with suppress(ValueError):
        parts = urlsplit(base)
        ours = parts.scheme == "https" and parts.hostname in HOSTS and parts.port in (None, 443)
        here = parts.scheme in ("http", "https") and parts.hostname in LOOPBACK
        if (ours or (here and parts.port != 0)) and "@" not in base and base.isprintable():
            return base
    raise InputError(
        f"WORKBENCH_SERVICE: '{base}' is not an address of the document service; expected "
        f"{SERVICE}, or http://127.0.0.1 for tests"
    )
