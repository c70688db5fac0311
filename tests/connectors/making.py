"""Parcels, notes and SMTP servers for the tests of bridges."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from boekbrug.connectors.protocol import DocumentFacts, Enclosure, MailServer, Parcel

SENDER = "Boekbrug <boekbrug@example.be>"


def parcel(number: str = "F-2026-001", *, kind: Any = "SALE", contact: str = "Bakkerij De Korrel") -> Parcel:
    """Make a parcel with a PDF; equal arguments give equal parcels."""
    return Parcel(
        name=f"{number}.xml",
        content=f"<Invoice>{number}</Invoice>".encode(),
        media_type="application/xml",
        key=f"key-{number}",
        document=DocumentFacts(kind, number, dt.date(2026, 3, 2), contact, 121_000),
        pdf=Enclosure(f"{number}.pdf", b"%PDF-1.7 " + number.encode(), "application/pdf"),
    )


@dataclass
class KeptNotes:
    """Notes in memory."""

    kept: dict[str, str] = field(default_factory=dict)

    def read(self) -> Mapping[str, str]:
        """Return them."""
        return dict(self.kept)

    def write(self, name: str, value: str) -> None:
        """Keep one."""
        self.kept[name] = value


class Sink:
    """Takes every mail, and keeps it."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, list[str], bytes]] = []
        self.refused: dict[str, str] = {}
        self.holding: threading.Event | None = None  # set when a mail was taken whose answer never comes

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, *told: Any) -> str:  # noqa: N802  named by aiosmtpd
        """Take or refuse a recipient (its address, then options)."""
        address = told[0]
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  named by aiosmtpd
        """Keep a mail."""
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.holding is not None:
            self.holding.set()
            await asyncio.sleep(3600)
        return "250 OK queued as ABC123"


@contextmanager
def smtp_sink() -> Iterator[tuple[Sink, MailServer]]:
    """Run a real SMTP server on loopback."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield sink, server_at(controller.port)
    finally:
        controller.stop()


def server_at(port: int) -> MailServer:
    """Describe a server on loopback."""
    return MailServer("127.0.0.1", port, "none", sender=SENDER, timeout_seconds=3)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def faulty_smtp(answers: Mapping[str, str | None]) -> Iterator[tuple[list[str], MailServer]]:
    """Run a server with one own answer per step (greeting, EHLO, MAIL, RCPT, DATA, END); None hangs up."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve_faulty, args=(listener, answers, heard), daemon=True)
        thread.start()
        yield heard, server_at(listener.getsockname()[1])
        listener.close()


def _serve_faulty(listener: socket.socket, answers: Mapping[str, str | None], heard: list[str]) -> None:
    usual = {"greeting": "220 hello", "DATA": "354 go on", "QUIT": "221 bye"}
    connection, _ = listener.accept()
    with connection, connection.makefile("rb") as lines:
        if not _answer(connection, answers.get("greeting", usual["greeting"])):
            return
        while line := lines.readline():
            word = line[:4].decode("latin-1").strip().upper()
            heard.append(word)
            if not _answer(connection, answers.get(word, usual.get(word, "250 fine"))):
                return
            if word == "DATA" and not (answers.get("DATA") or "354").startswith(("4", "5")):
                while (body := lines.readline()) not in (b".\r\n", b""):
                    pass
                if body:
                    heard.append("END")
                if not _answer(connection, answers.get("END", "250 queued")):
                    return


def _answer(connection: socket.socket, said: str | None) -> bool:
    if said is None:
        return False
    connection.sendall(said.encode() + b"\r\n")
    return True
