"""Which places outside this server may be called: public addresses over https, and what the operator allows.

A web address that somebody filled in could lead to this machine or its neighbours. So the address must be
written plainly, its name is looked up once, and every answer of that look-up must be a public one. The call
then goes to exactly that answer (`connectors/http.py`), so that a second look-up cannot change its mind.
Ranges: IANA special-purpose address registries (RFC 6890), RFC 6052 (NAT64), RFC 6598 (shared space).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LookUpTooSlow
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from boekbrug.wording import Sentence, Wording

HTTPS_PORT = 443
URL_LENGTH_MAX = 2_000
LOOK_UP_SECONDS_MAX = 10
NOT_PLAIN = Wording(
    "egress-not-plain",
    "The address {found} is not written plainly. Write it as https://name.example/path, without user name, "
    "blanks or special characters.",
)
NOT_HTTPS = Wording(
    "egress-not-https", "The address {found} does not begin with https://. Use one that does."
)
NOT_A_NAME = Wording(
    "egress-not-a-name",
    "{found} is not the full name of a server on the internet. Write a name such as api.example.be.",
)
OTHER_PORT = Wording(
    "egress-other-port",
    "The address asks for port {found}; only 443 is called. Ask the operator to allow this server.",
)
NOT_PUBLIC = Wording(
    "egress-not-public",
    "{found} leads into a private network, which is never called. Correct the address, or ask the operator "
    "to allow this server.",
)
NOT_FOUND = Wording("egress-not-found", "The server {found} was not found. Check its name.")

_PLAIN_URL = re.compile(r"[!-\[\]-~]+", re.ASCII)  # printable ASCII without blanks and backslashes
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])", re.ASCII)
_LOCAL_ENDINGS = (
    ".localhost",
    ".local",
    ".internal",
    ".localdomain",
    ".lan",
    ".intranet",
    ".home.arpa",
    ".arpa",
)
_ALLOWED_ENTRY = re.compile(r"(?:[a-z0-9._-]+|\[[0-9a-f:.]+\]):[0-9]{1,5}", re.ASCII)
_FORBIDDEN_4 = tuple(
    ipaddress.IPv4Network(one)
    for one in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # a public address that one cloud answers to its own machines only
    )
)  # fmt: skip
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_FORBIDDEN_6 = tuple(
    ipaddress.IPv6Network(one)
    for one in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
Resolve = Callable[[str, int], Sequence[str]]


class Forbidden(Exception):
    """An address that is not called; says why, and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


class NotFound(Exception):
    """A name that nobody could look up just now."""

    def __init__(self, host: str) -> None:
        self.sentence = NOT_FOUND.say(found=host)
        super().__init__(self.sentence.english)


@dataclass(frozen=True, slots=True)
class Place:
    """A server that may be called: how it is reached, and whether the operator vouches for it."""

    scheme: str
    host: str
    port: int
    is_allowed: bool


def place_of(url: str, allowed: frozenset[str] = frozenset()) -> Place:
    """Read a web address strictly; raises Forbidden. Nothing is looked up yet.

    `allowed` are the operator's `host:port` entries: they may be private, have any port, and speak http.
    """
    parts = _parts(url)
    host, port = _host_and_port(parts, url)
    is_allowed = f"{host}:{port}" in allowed
    if parts.scheme != "https" and not (parts.scheme == "http" and is_allowed):
        raise Forbidden(NOT_HTTPS.say(found=_shown(url)))
    if not is_allowed:
        _judge_name(host, port)
    return Place(parts.scheme, host.strip("[]"), port, is_allowed)


def addresses_of(place: Place, resolve: Resolve | None = None) -> tuple[str, ...]:
    """Look the name up, once, and return the addresses to connect to; raises Forbidden and NotFound.

    One private answer among public ones refuses them all: that is how a name is made to change its mind.
    """
    try:
        found = tuple(dict.fromkeys((resolve or look_up)(place.host, place.port)))
    except (OSError, UnicodeError) as unknown:
        raise NotFound(place.host) from unknown
    if not found:
        raise NotFound(place.host)
    if not place.is_allowed and not all(is_public(one) for one in found):
        raise Forbidden(NOT_PUBLIC.say(found=place.host))
    return found


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; forms that carry another address are not."""
    try:
        read = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(read, ipaddress.IPv4Address):
        return not any(read in network for network in _FORBIDDEN_4)
    return read in _PUBLIC_6 and not any(read in network for network in _FORBIDDEN_6)


def look_up(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a name; raises OSError when it does not know or takes too long."""
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="look-up")
    try:
        asked = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        return [str(one[4][0]) for one in asked.result(timeout=LOOK_UP_SECONDS_MAX)]
    except LookUpTooSlow as slow:
        raise OSError(f"{host} was not looked up within {LOOK_UP_SECONDS_MAX} s") from slow
    finally:
        pool.shutdown(wait=False)


def is_allowed_entry(text: str) -> bool:
    """Whether an entry of the operator's list is written as `host:port`."""
    return _ALLOWED_ENTRY.fullmatch(text) is not None and 0 < int(text.rpartition(":")[2]) <= 65535


def _parts(url: str) -> SplitResult:
    if not _PLAIN_URL.fullmatch(url) or len(url) > URL_LENGTH_MAX:
        raise Forbidden(NOT_PLAIN.say(found=_shown(url)))
    try:
        parts = urlsplit(url)
    except ValueError as odd:
        raise Forbidden(NOT_PLAIN.say(found=_shown(url))) from odd
    if parts.scheme not in ("http", "https"):
        raise Forbidden(NOT_HTTPS.say(found=_shown(url)))
    if (
        "@" in parts.netloc
        or "%" in parts.netloc
        or parts.fragment
        or not url.startswith(f"{parts.scheme}://")
    ):
        raise Forbidden(NOT_PLAIN.say(found=_shown(url)))
    return parts


def _host_and_port(parts: SplitResult, url: str) -> tuple[str, int]:
    """Host as it is written (brackets kept) and port; what urlsplit is lenient about is refused."""
    host, colon, digits = parts.netloc.lower(), "", ""
    if match := re.fullmatch(r"(\[[^\]]*\]|[^:\[\]]*)(?:(:)(.*))?", host):
        host, colon, digits = match[1], match[2] or "", match[3] or ""
    if not host or (colon and not re.fullmatch(r"[1-9][0-9]{0,4}", digits, re.ASCII)):
        raise Forbidden(NOT_PLAIN.say(found=_shown(url)))
    port = int(digits) if digits else {"https": HTTPS_PORT, "http": 80}[parts.scheme]
    if port > 65535:
        raise Forbidden(NOT_PLAIN.say(found=_shown(url)))
    return host, port


def _judge_name(host: str, port: int) -> None:
    """A name with a top domain in letters: numbers in any notation, and names of this house, are none."""
    if not _NAME.fullmatch(host) or len(host) > 253 or f".{host}".endswith(_LOCAL_ENDINGS):
        raise Forbidden(NOT_A_NAME.say(found=_shown(host)))
    if port != HTTPS_PORT:
        raise Forbidden(OTHER_PORT.say(found=port))


def _shown(text: str) -> str:
    """The part of an address that may be shown: without a user name, on one short line."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return re.sub(r"//[^/@]*@", "//***@", plain.partition("?")[0])[:80]
