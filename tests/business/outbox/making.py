"""Final documents for the tests of sending, and the steps of a sender; names and numbers are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from boekbrug.business.connections import actions as connections
from boekbrug.business.connections.models import Connection
from boekbrug.business.documents.models import Document, Kind, State
from boekbrug.business.files.actions import store
from boekbrug.business.outbox import actions
from boekbrug.business.outbox.models import Batch
from boekbrug.business.people.actor import PROGRAM
from boekbrug.connectors.protocol import MailServer


def invoice(
    number: str, now: dt.datetime, *, kind: Kind = Kind.SALE, state: State = State.FINAL, total: int = 121_000
) -> Document:
    """Make a document of 2 March 2026 with its stored files."""
    return Document.objects.create(
        kind=kind,
        state=state,
        number=number,
        contact_name="Bakkerij De Korrel",
        issued_on=dt.date(2026, 3, 2),
        net_thousandths=total,
        total_thousandths=total,
        channel="web",
        ubl=store(content=f"<Invoice>{number}</Invoice>".encode(), now=now),
        pdf=store(content=f"%PDF-1.7 {number}".encode(), now=now),
        created_at=now,
        finalised_at=now,
    )


def zip_connection(now: dt.datetime) -> Connection:
    """Return the ZIP connection."""
    return connections.ensure_zip_connection(actor=PROGRAM, now=now)


def folder_connection(now: dt.datetime) -> Connection:
    """Make a connection to the dossier's own folder."""
    return connections.add(bridge_key="folder", title="Map", values={}, actor=PROGRAM, now=now)


def email_connection(now: dt.datetime) -> Connection:
    """Make a connection to a mailbox."""
    values = {"to": "boekhouding@example.be"}
    return connections.add(bridge_key="email", title="Yuki", values=values, actor=PROGRAM, now=now)


def use(settings: Any, server: MailServer) -> None:
    """Let the operator's settings name a mail server."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL, settings.EMAIL_TIMEOUT = server.sender, 3


def send(connection: Connection, *documents: Document, now: dt.datetime) -> Batch:
    """Send documents."""
    ids = [document.public_id for document in documents]
    return actions.send(connection=connection, document_ids=ids, title="Maart", actor=PROGRAM, now=now)
