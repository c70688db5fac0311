"""The mail: what is in it, and each ending against real servers on loopback."""

from __future__ import annotations

import email
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest

from boekbrug.connectors.bridges.email import Email, EmailSettings, is_address
from boekbrug.connectors.protocol import Ending, NeedsUser, Refused, Tools, TryLater, Unclear
from tests.connectors.making import faulty_smtp, free_port, parcel, server_at, smtp_sink

SETTINGS = EmailSettings(to="boekhouding@example.be")


def read(content: bytes) -> EmailMessage:
    return cast(EmailMessage, email.message_from_bytes(content, policy=default))


def test_the_invoice_and_its_pdf_arrive_byte_for_byte() -> None:
    with smtp_sink() as (sink, server):
        receipt = Email().send([parcel()], SETTINGS, Tools(mail=server, sender_name="Atelier Noordzee"))

    ((sender, recipients, content),) = sink.mails
    message = read(content)
    attached = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    assert (sender, recipients) == ("boekbrug@example.be", ["boekhouding@example.be"])
    assert attached == {"F-2026-001.xml": parcel().content, "F-2026-001.pdf": parcel().pdf.content}  # type: ignore[union-attr]
    assert message["From"] == "Atelier Noordzee <boekbrug@example.be>"
    assert receipt.remote_id == message["Message-ID"] == "<key-F-2026-001@example.be>"
    assert "ABC123" in receipt.answer


def test_the_same_parcel_gives_the_same_mail() -> None:
    with smtp_sink() as (sink, server):
        for _ in range(2):
            Email().send([parcel()], SETTINGS, Tools(mail=server))

    assert sink.mails[0] == sink.mails[1]


def test_a_line_that_starts_with_a_full_stop_stays_whole() -> None:
    odd = replace(parcel(), content=b"text\r\n.\r\nQUIT\r\n..", media_type="text/plain")

    with smtp_sink() as (sink, server):
        Email().send([odd], SETTINGS, Tools(mail=server))

    first = next(iter(read(sink.mails[0][2]).iter_attachments()))
    assert first.get_payload(decode=True) == odd.content


@pytest.mark.parametrize("number", ["F-1\r\nBcc: dief@example.be", "F-1\nX: y"])
def test_a_line_break_in_a_number_is_refused(number: str) -> None:
    bad = replace(parcel(), document=replace(parcel().document, number=number))

    with smtp_sink() as (sink, server), pytest.raises(Refused):
        Email().send([bad], SETTINGS, Tools(mail=server))
    assert sink.mails == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@b@c",
        "a@b.be, c@d.be",
        "An <a@b.be>",
        "a@b.be\r\nBcc: c@d.be",
        "a b@c.be",
        "é@b.be",
        "a..b@c.be",
    ],
)
def test_only_one_plain_address_is_taken(address: str) -> None:
    assert not is_address(address)
    assert is_address("factuur+atelier@yuki.example")


def test_a_refused_recipient_needs_somebody() -> None:
    with smtp_sink() as (sink, server):
        sink.refused[SETTINGS.to] = "550 no such mailbox"
        with pytest.raises(NeedsUser, match="no such mailbox"):
            Email().send([parcel()], SETTINGS, Tools(mail=server))


def test_a_server_that_is_away_is_tried_later() -> None:
    with pytest.raises(TryLater):
        Email().send([parcel()], SETTINGS, Tools(mail=server_at(free_port())))


def test_without_a_server_somebody_must_act() -> None:
    with pytest.raises(NeedsUser):
        Email().send([parcel()], SETTINGS, Tools())


@pytest.mark.parametrize(
    ("answers", "ending"),
    [
        ({"greeting": None}, TryLater),
        ({"greeting": "554 go away"}, TryLater),
        ({"MAIL": "451 later"}, TryLater),
        ({"MAIL": "550 not you"}, NeedsUser),
        ({"RCPT": "450 greylisted"}, TryLater),
        ({"RCPT": "550 unknown"}, NeedsUser),
        ({"RCPT": None}, TryLater),
        ({"DATA": "452 full"}, TryLater),
        ({"DATA": "554 no"}, Refused),
        ({"DATA": None}, TryLater),
        ({"END": "451 later"}, TryLater),
        ({"END": "552 too big"}, Refused),
        ({"END": None}, Unclear),
        ({"END": "banana"}, Unclear),
    ],
)
def test_each_fault_ends_in_one_of_the_five_ways(
    answers: dict[str, str | None], ending: type[Ending]
) -> None:
    with faulty_smtp(answers) as (_, server), pytest.raises(ending) as raised:
        Email().send([parcel()], SETTINGS, Tools(mail=server))

    assert type(raised.value) is ending
    assert raised.value.sentence.english.endswith((".", "!"))


def test_a_goodbye_that_fails_changes_nothing() -> None:
    with faulty_smtp({"QUIT": None}) as (heard, server):
        receipt = Email().send([parcel()], SETTINGS, Tools(mail=server))

    assert receipt.answer == "250 queued"
    assert heard[-2:] == ["END", "QUIT"]


def test_a_server_without_a_safe_connection_gets_nothing() -> None:
    with faulty_smtp({"EHLO": "250 hello"}) as (heard, server), pytest.raises(NeedsUser, match="safe"):
        Email().send([parcel()], SETTINGS, Tools(mail=replace(server, security="starttls")))
    assert "MAIL" not in heard


def test_a_refused_password_needs_the_operator() -> None:
    answers = {"EHLO": "250-hello\r\n250 AUTH PLAIN", "AUTH": "535 no"}

    with faulty_smtp(answers) as (_, server), pytest.raises(NeedsUser, match="password"):
        Email().send([parcel()], SETTINGS, Tools(mail=replace(server, user="x", password="y")))
