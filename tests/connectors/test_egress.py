"""No spelling of a private place is ever called, whatever the name, the number or the resolver says."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator

import pytest

from boekbrug.connectors import egress
from boekbrug.connectors.http import Http
from boekbrug.connectors.protocol import NeedsUser, TryLater
from tests.connectors.forbidden_addresses import SPELLINGS, resolve

_attempts: list[object] = []
_watch = threading.local()


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and getattr(_watch, "on", False):
        _attempts.append(arguments[1])


sys.addaudithook(_note)  # it stays for the life of the process, so it looks only when asked


def _refusal(url: str) -> str:
    """The sentence with which an address is refused; empty when it was let through."""
    try:
        Http(resolve=resolve).call("GET", url)
    except NeedsUser as refused:
        return refused.sentence.english
    return ""


@pytest.fixture
def canary() -> Iterator[int]:
    """A listener of this machine; its port. Nobody may come."""
    _attempts.clear()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        _watch.on = True
        yield listener.getsockname()[1]
        _watch.on = False


def test_no_spelling_of_a_private_place_is_called(canary: int) -> None:
    said = {spelling: _refusal(spelling.format(port=canary)) for spelling in SPELLINGS}

    sys.stdout.write(f"egress: {len(said)} spellings refused, {len(_attempts)} connections to the canary\n")
    assert len(said) == len(SPELLINGS) >= 60
    assert [spelling for spelling, sentence in said.items() if not sentence.endswith(".")] == []
    assert _attempts == []


def test_the_canary_sees_a_call_that_is_allowed(canary: int) -> None:
    with pytest.raises(TryLater):
        Http(allowed=frozenset({f"127.0.0.1:{canary}"}), deadline_seconds=0.2).call(
            "GET", f"http://127.0.0.1:{canary}/"
        )

    assert _attempts == [("127.0.0.1", canary)]


def test_the_name_is_looked_up_once_and_that_address_is_called(canary: int) -> None:
    asked = []

    def changes_its_mind(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) > 1 else ["192.168.1.1"]

    with pytest.raises(NeedsUser):
        Http(resolve=changes_its_mind).call("GET", "https://rebinding.example.be/")

    assert asked == ["rebinding.example.be"]
    assert _attempts == []


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "193.191.245.244", "2a00:1450:400e:80d::200e", "2620:fe::fe"]
)
def test_public_addresses_may_be_called(address: str) -> None:
    assert egress.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.be/v1/documents?x=1",
        "https://api.example.be:443/",
        "https://xn--caf-dma.example/",
        "https://a-b.c1.example.eu",
    ],
)
def test_a_plain_address_is_read(url: str) -> None:
    assert egress.place_of(url).port == 443


def test_the_operator_may_allow_a_private_server_by_host_and_port() -> None:
    allowed = frozenset({"127.0.0.1:9000", "mail.lan:587"})

    assert egress.place_of("http://127.0.0.1:9000/x", allowed).is_allowed
    with pytest.raises(egress.Forbidden, match="begin with https"):
        egress.place_of("http://127.0.0.1:9001/x", allowed)
    with pytest.raises(egress.Forbidden):
        egress.place_of("https://localhost:9000/x", allowed)


@pytest.mark.parametrize(
    ("entry", "is_right"),
    [
        ("127.0.0.1:9000", True),
        ("mail.lan:587", True),
        ("[::1]:9000", True),
        ("mail.lan", False),
        ("http://mail.lan:80", False),
        ("a:0", False),
        ("a:99999", False),
        ("*:443", False),
    ],
)
def test_an_entry_of_the_list_names_a_host_and_a_port(entry: str, is_right: bool) -> None:
    assert egress.is_allowed_entry(entry) is is_right
