"""Calls over real sockets on loopback: what arrives, how each fault ends, what the log may say."""

from __future__ import annotations

import datetime as dt
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from boekbrug.connectors.http import Answer, Http, masked_path
from boekbrug.connectors.protocol import Ending, NeedsUser, TryLater, Unclear

FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
NAME = "boekhouding.example"


@contextmanager
def serving(answer: Callable[[socket.socket], None], wrap: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve each caller with a function of its socket; yields the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    peer, _ = listener.accept()
                    peer = wrap.wrap_socket(peer, server_side=True) if wrap else peer
                except OSError:
                    if listener.fileno() < 0:
                        return
                    continue
                with peer:
                    answer(peer)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.close()


def says(text: bytes) -> Callable[[socket.socket], None]:
    """Read one request, then say something and hang up."""

    def answer(peer: socket.socket) -> None:
        peer.recv(65536)
        peer.sendall(text)

    return answer


def http(port: int, **limits: float) -> Http:
    return Http(allowed=frozenset({f"127.0.0.1:{port}"}), **limits)  # type: ignore[arg-type]


def test_a_request_arrives_whole_and_the_answer_comes_back() -> None:
    heard: list[bytes] = []

    def answer(peer: socket.socket) -> None:
        heard.append(peer.recv(65536))
        while not heard[0].endswith(b"}"):
            heard[0] += peer.recv(65536)
        peer.sendall(b"HTTP/1.1 201 Made\r\nContent-Length: 9\r\nRetry-After: 7\r\n\r\n" + b'{"id": 1}')

    with serving(answer) as port:
        got = http(port).call(
            "POST",
            f"http://127.0.0.1:{port}/v1?x=1",
            json_body={"a": "b"},
            headers={"Authorization": "Bearer s"},
        )

    assert (got.status, got.json()) == (201, {"id": 1})
    assert got.headers["retry-after"] == "7"
    assert heard[0].startswith(b"POST /v1?x=1 HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{port}\r\n".encode() in heard[0]
    assert heard[0].endswith(b'{"a":"b"}')


def test_a_redirect_is_not_followed() -> None:
    heard: list[int] = []

    def answer(peer: socket.socket) -> None:
        heard.append(len(peer.recv(65536)))
        peer.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")

    with serving(answer) as port:
        got = http(port).call("GET", f"http://127.0.0.1:{port}/")

    assert got.status == 302
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("answer", "reading", "changing"),
    [
        (says(b""), TryLater, Unclear),
        (says(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf"), TryLater, Unclear),
        (says(b"220 mail.example ESMTP\r\n"), TryLater, Unclear),
        (says(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n" + b"x" * 90_000), NeedsUser, Unclear),
        (lambda peer: time.sleep(2), TryLater, Unclear),
    ],
    ids=["hangs up", "half a body", "another protocol", "too long", "silent"],
)
def test_a_fault_after_the_request_left(
    answer: Callable[[socket.socket], None], reading: type[Ending], changing: type[Ending]
) -> None:
    with serving(answer) as port:
        call = http(port, deadline_seconds=0.5, answer_bytes_max=50_000).call
        for method, ending in (("GET", reading), ("POST", changing)):
            with pytest.raises(ending) as raised:
                call(method, f"http://127.0.0.1:{port}/", content=None if method == "GET" else b"x")
            assert type(raised.value) is ending


def test_bytes_that_drip_end_at_the_deadline() -> None:
    def drip(peer: socket.socket) -> None:
        peer.recv(65536)
        for letter in FINE[:30]:
            try:
                peer.sendall(bytes([letter]))
            except OSError:
                return
            time.sleep(0.1)

    with serving(drip) as port:
        started = time.monotonic()
        with pytest.raises(TryLater):
            http(port, deadline_seconds=0.6).call("GET", f"http://127.0.0.1:{port}/")

    assert time.monotonic() - started < 1.5


def test_nothing_arrived_where_nobody_listens_or_the_name_is_unknown() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    def unknown(host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(TryLater):
        http(port).call("POST", f"http://127.0.0.1:{port}/", content=b"x")
    with pytest.raises(TryLater, match="not found"):
        Http(resolve=unknown).call("POST", "https://api.example.be/", content=b"x")


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server and a client that trust each other for one name."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    plain = serialization.NoEncryption()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cafile=str(path))


def test_the_certificate_is_that_of_the_name_while_the_call_goes_to_the_number(
    certificate: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    server, trust = certificate
    asked: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: asked.append(name)

    with serving(says(FINE), wrap=server) as port:
        allowed = frozenset({f"{NAME}:{port}", f"other.example:{port}"})
        one = Http(allowed=allowed, resolve=lambda *_: ["127.0.0.1"], trust=trust)
        answer = one.call("GET", f"https://{NAME}:{port}/")
        with pytest.raises(NeedsUser, match="certificate"):
            one.call("POST", f"https://other.example:{port}/", content=b"secret")
        with pytest.raises(NeedsUser, match="certificate"):
            Http(allowed=allowed, resolve=lambda *_: ["127.0.0.1"]).call("GET", f"https://{NAME}:{port}/")

    assert answer == Answer(200, {"content-length": "2"}, b"{}")
    assert asked[0] == NAME


@pytest.mark.parametrize("header", [{"X-Key": "a\r\nHost: b"}, {"X\r\nY": "a"}, {"X-Key": "é"}])
def test_a_header_that_would_break_the_request_is_refused(header: dict[str, str]) -> None:
    with pytest.raises(NeedsUser):
        Http(resolve=lambda *_: ["93.184.216.34"]).call("GET", "https://api.example.be/", headers=header)


def test_the_log_names_the_server_and_no_secret() -> None:
    kept = io.StringIO()
    secret = "tok_" + "4f0c2b1a9d8e" * 2
    with structlog.testing.capture_logs() as lines, serving(says(FINE)) as port:
        http(port).call(
            "POST",
            f"http://127.0.0.1:{port}/hook/{secret}?key={secret}",
            headers={"Authorization": f"Bearer {secret}"},
            form={"password": secret},
        )

    kept.write(repr(lines))
    assert secret not in kept.getvalue()
    assert "127.0.0.1" in kept.getvalue()
    assert masked_path(f"https://a.be/hook/{secret}/x?y=1") == "/hook/***/x"
