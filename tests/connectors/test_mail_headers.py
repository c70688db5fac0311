"""No name, number, subject or address adds a header or a recipient to a mail, at a real SMTP server."""

from __future__ import annotations

import email
import sys
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from django.core.mail import EmailMessage as DjangoMessage
from django.core.mail import get_connection

from boekbrug.connectors.bridges.email import Email, EmailSettings
from boekbrug.connectors.protocol import NeedsUser, Refused, Tools
from tests.connectors.making import parcel, smtp_sink

TO = "boekhouding@example.be"
THIEF = "dief@example.net"
BREAKS = (
    "\r\n", "\n", "\r", "\r\n ", "\n\t", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\0\n", "%0d%0a",
    "\\r\\n",
)  # fmt: skip
PAYLOADS = (
    *(f"F-1{line}Bcc: {THIEF}" for line in BREAKS),
    *(f"F-1{line}{line}<script>alert(1)</script>" for line in BREAKS[:6]),
    f"F-1\r\nTo: {THIEF}\r\n",
    f"F-1\r\nCc: {THIEF}",
    f"F-1\r\nReply-To: {THIEF}",
    "F-1\r\nX-Header: y",
    "F-1\r\nContent-Type: text/html",
    f"F-1\r\n.\r\nMAIL FROM:<{THIEF}>\r\nRCPT TO:<{THIEF}>\r\nDATA",
    f"=?utf-8?q?F-1=0D=0ABcc:_{THIEF}?=",
    f"=?utf-8?q?F-1=0ABcc:_{THIEF}?= =?utf-8?q?=0D=0A=0D=0Ax?=",
    f"=?utf-8?b?DQpCY2M6IGRpZWZAZXhhbXBsZS5uZXQ=?= {THIEF}",
    f"<{THIEF}>",
    f'"x" <{THIEF}>',
    f"{THIEF},",
    f"a, {THIEF}",
    f"a; {THIEF}",
    f'a" <{THIEF}>, "b',
    f"(comment) {THIEF}",
    f"undisclosed: {THIEF};",
    f"@{THIEF}:x",
    f"a <{THIEF}> b",
    f"\u202e{THIEF}",
    "é" * 300,
    "x" * 5000,
    "\ud800",
)
HEADERS = {"from", "to", "subject", "message-id", "date", "mime-version", "content-type", "reply-to"}


def sent(field: str, payload: str) -> list[tuple[str, list[str], bytes]]:
    """Hand one mail over; returns what the server took, nothing when it was refused before."""
    settings = EmailSettings(to=TO)
    document = parcel().document
    name = "Atelier"
    if field in ("to", "reply_to"):
        settings = replace(settings, **{field: payload})
    elif field == "name":
        name = payload
    else:
        document = replace(document, **{field: payload})  # type: ignore[arg-type]
    with smtp_sink() as (sink, server):
        tools = Tools(mail=server, sender_name=name)
        try:
            Email().send([replace(parcel(), document=document)], settings, tools)
        except (Refused, NeedsUser):
            assert sink.mails == []
    return sink.mails


def strange(field: str, payload: str, taken: tuple[str, list[str], bytes]) -> list[object]:
    """What a mail has that it should not have."""
    sender, recipients, content = taken
    mail = cast(EmailMessage, email.message_from_bytes(content, policy=default))
    found: list[object] = sorted({name.lower() for name in mail.keys()} - HEADERS)  # noqa: SIM118 - no dict
    if recipients != [TO] or sender != "boekbrug@example.be" or len(mail.get_all("to", [])) != 1:
        found.append(recipients)
    if mail["reply-to"] and field != "reply_to":
        found.append(mail["reply-to"])
    return [payload, *found] if found else []


@pytest.mark.parametrize("field", ["number", "contact", "name", "reply_to", "to"])
def test_no_payload_adds_a_header_or_a_recipient(field: str) -> None:
    taken = [(payload, one) for payload in PAYLOADS for one in sent(field, payload)]
    wrong = [found for payload, one in taken if (found := strange(field, payload, one))]

    figures = f"{len(PAYLOADS)} payloads, {len(taken)} mails taken, {len(wrong)} wrong"
    sys.stdout.write(f"mail headers, {field}: {figures}\n")
    assert len(PAYLOADS) >= 40
    assert wrong == []
    if field in ("to", "reply_to"):
        assert taken == []


@pytest.mark.parametrize("field", ["subject", "to", "reply_to", "from_email"])
def test_mails_of_the_program_itself_take_no_payload_either(field: str) -> None:
    wrong = []
    with smtp_sink() as (sink, server):
        connection = get_connection(
            "django.core.mail.backends.smtp.EmailBackend", host=server.host, port=server.port, timeout=3
        )
        for payload in PAYLOADS:
            sink.mails.clear()
            given = {"subject": "Wachtwoord", "to": [TO], "from_email": "boekbrug@example.be"}
            given[field] = [payload] if field in ("to", "reply_to") else payload  # type: ignore[assignment]
            try:
                DjangoMessage(body="x", connection=connection, **given).send()  # type: ignore[arg-type]
            except (ValueError, TypeError, OSError):
                continue
            for _, recipients, content in sink.mails:
                mail = cast(EmailMessage, email.message_from_bytes(content, policy=default))
                if mail["bcc"] or mail["cc"] or mail["x-header"] or len(recipients) != 1:
                    wrong.append((payload, recipients))

    assert wrong == []
