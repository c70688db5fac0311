"""The one way to call a server outside: https, a fixed address, no redirects, limits on size and time.

`Http.call` gives an `Answer`, whatever its status: the bridge judges that. Where there is no answer, the
ending follows from how far the call came. Before a byte of the request left, nothing arrived (TryLater, or
NeedsUser where waiting does not help). After that, a call that only reads may be made again; one that
changes something is Unclear. Retrying is the worker's business. Secrets never reach the log.
"""

from __future__ import annotations

import json
import re
import ssl
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import httpcore2
import httpx2
import structlog

from boekbrug.connectors import egress
from boekbrug.connectors.protocol import NeedsUser, TryLater, Unclear
from boekbrug.wording import Wording

ANSWER_BYTES_MAX = 20_000_000
DEADLINE_SECONDS = 60.0
STEP_SECONDS = 20.0  # one connect, read or write; together they stay below the deadline
READS_ONLY = frozenset({"GET", "HEAD"})
UNREACHABLE = Wording("http-unreachable", "The server {found} cannot be reached: {said}.")
NOT_SAFE = Wording(
    "http-not-safe", "The server {found} has no certificate that can be trusted: {said}. Check its address."
)
NO_ANSWER = Wording("http-no-answer", "The server {found} did not answer: {said}.")
LOST = Wording(
    "http-lost",
    "The connection with {found} broke while it was being told. Look there whether it arrived: {said}.",
)
TOO_LONG = Wording("http-too-long", "The answer of {found} is longer than {most} bytes; it was not read.")
_SECRET_PART = re.compile(r"[^/]{20,}")
log = structlog.get_logger("boekbrug.http")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; header names in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)

    def json(self) -> Any:
        """Return the body as JSON; raises ValueError when it is none."""
        return json.loads(self.content)

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.content.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Http:
    """Calls for one connection. `allowed` are the operator's `host:port`; the rest is for tests."""

    allowed: frozenset[str] = frozenset()
    deadline_seconds: float = DEADLINE_SECONDS
    answer_bytes_max: int = ANSWER_BYTES_MAX
    resolve: egress.Resolve | None = None
    trust: ssl.SSLContext | None = None
    hides_path: bool = False  # where all of the path is a secret, not only a long part of it

    def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        json_body: Any = None,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """Make one call; raises NeedsUser, TryLater or Unclear when there is no answer."""
        place = self._place(url)
        request = _request(method, url, place, headers or {}, content=content, json_body=json_body, form=form)
        started = time.monotonic()
        line = _Line(self, place, until=started + self.deadline_seconds)
        outcome: str | int = "failed"
        try:
            answer = self._exchange(request, line)
            outcome = answer.status
        except (
            httpcore2.NetworkError,
            httpcore2.TimeoutException,
            httpcore2.ProtocolError,
            OSError,
        ) as broken:
            raise _ending(broken, method=request.method, line=line) from broken
        finally:
            told = {"milliseconds": int((time.monotonic() - started) * 1000), "outcome": outcome}
            path = "/***" if self.hides_path else masked_path(url)
            log.info("call", method=request.method, host=place.host, path=path, **told)
        return answer

    def _place(self, url: str) -> egress.Place:
        try:
            return egress.place_of(url, self.allowed)
        except egress.Forbidden as refused:
            raise NeedsUser(refused.sentence) from refused

    def _exchange(self, request: httpx2.Request, line: _Line) -> Answer:
        """Send and read, chunk by chunk, through a connection that serves this call alone."""
        pool = httpcore2.ConnectionPool(
            ssl_context=self.trust or ssl.create_default_context(), network_backend=line, retries=0
        )
        with closing(pool):
            sent = pool.stream(
                request.method,
                str(request.url),
                headers=request.headers.raw,
                content=request.read(),
                extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), STEP_SECONDS)},
            )
            with sent as got:
                content = bytearray()
                for chunk in got.iter_stream():
                    content += chunk
                    if len(content) > self.answer_bytes_max:
                        raise _AnswerTooLong
                told = {
                    name.decode("latin-1").lower(): value.decode("latin-1") for name, value in got.headers
                }
                return Answer(got.status, told, bytes(content))


class _AnswerTooLong(httpcore2.ProtocolError):
    """More bytes came than are read."""


@dataclass(slots=True)
class _Line(httpcore2.NetworkBackend):
    """Connects to the address that was judged, and to no other; knows whether anything was sent."""

    http: Http
    place: egress.Place
    until: float
    has_sent: bool = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Look the name up once, and connect to what was found there; raises ConnectError."""
        try:
            found = egress.addresses_of(self.place, self.http.resolve)
        except egress.Forbidden as refused:
            raise NeedsUser(refused.sentence) from refused
        except egress.NotFound as missing:
            raise TryLater(missing.sentence) from missing
        failed: Exception = httpcore2.ConnectError("no address answered")
        for address in found:
            try:
                stream = httpcore2.SyncBackend().connect_tcp(
                    address, self.place.port, self.left(), None, socket_options
                )
                return _Stream(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as broken:
                failed = broken
        raise failed

    def left(self) -> float:
        """The seconds that one step may take; raises ReadTimeout when the whole call took too long."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the whole call took too long")
        return min(left, STEP_SECONDS)


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step ends with the deadline of the call, however slowly bytes drip."""

    def __init__(self, inner: httpcore2.NetworkStream, line: _Line) -> None:
        self._inner, self._line = inner, line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes."""
        return self._inner.read(max_bytes, self._line.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes; from here on the other side may have something."""
        self._line.has_sent = True
        self._inner.write(buffer, self._line.left())

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Make it safe under the name that was asked for, not the number that was called."""
        inner = self._inner.start_tls(ssl_context, self._line.place.host, self._line.left())
        return _Stream(inner, self._line)

    def get_extra_info(self, info: str) -> Any:
        """Return what the transport knows."""
        return self._inner.get_extra_info(info)


def masked_path(url: str) -> str:
    """The path of an address for the log: no query, and stars for a part that is long enough for a key."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    return "/" + _SECRET_PART.sub("***", path)


def _request(
    method: str,
    url: str,
    place: egress.Place,
    headers: Mapping[str, str],
    *,
    content: bytes | None,
    json_body: Any,
    form: Mapping[str, str] | None,
) -> httpx2.Request:
    """Build a request; names and values of headers that would break it are refused as NeedsUser."""
    for name, value in headers.items():
        if not re.fullmatch(r"[A-Za-z0-9-]+", name) or not re.fullmatch(r"[\x20-\x7e]*", value):
            raise NeedsUser(egress.NOT_PLAIN.say(found=name[:80]))
    port = "" if (place.scheme, place.port) in (("https", 443), ("http", 80)) else f":{place.port}"
    host = f"[{place.host}]" if ":" in place.host else place.host
    own = {
        "Host": f"{host}{port}",
        "User-Agent": "Boekbrug",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    body: dict[str, Any] = {"content": content} if content is not None else {}
    body |= {"json": json_body} if json_body is not None else {}
    body |= {"data": dict(form)} if form is not None else {}
    return httpx2.Request(method.upper(), url, headers={**headers, **own}, **body)


def _ending(broken: Exception, *, method: str, line: _Line) -> Exception:
    """Say which of the endings a broken call is."""
    host = line.place.host
    said = " ".join(str(broken).split())[:120] or type(broken).__name__
    if not line.has_sent:
        if isinstance(broken.__cause__ or broken.__context__ or broken, ssl.SSLCertVerificationError):
            return NeedsUser(NOT_SAFE.say(found=host, said=said))
        return TryLater(UNREACHABLE.say(found=host, said=said))
    if isinstance(broken, _AnswerTooLong):
        sentence = TOO_LONG.say(found=host, most=line.http.answer_bytes_max)
        return NeedsUser(sentence) if method in READS_ONLY else Unclear(sentence)
    if method in READS_ONLY:
        return TryLater(NO_ANSWER.say(found=host, said=said))
    return Unclear(LOST.say(found=host, said=said))
