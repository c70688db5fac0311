"""What each kind of event is called on a timeline. An event without a text fails a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as mark

from boekbrug.business.timeline.models import Event, FirmEvent


@dataclass(frozen=True, slots=True)
class EventText:
    """An icon and a sentence without its subject."""

    icon: str
    text: str


TEXTS: dict[str, EventText] = {
    "account.added": EventText("bank", mark("Bank account added")),
    "account.renamed": EventText("bank", mark("Bank account renamed")),
    "agent.closed": EventText("key", mark("Dossier closed to an agent")),
    "agent.made": EventText("key", mark("Token of an agent made")),
    "agent.revoked": EventText("key", mark("Token of an agent revoked")),
    "auditor.limited": EventText("eye", mark("Days of documents that an auditor sees changed")),
    "batch.made": EventText("send", mark("Documents put in the outbox")),
    "connection.added": EventText("link", mark("Connection added")),
    "connection.changed": EventText("link", mark("Connection changed")),
    "connection.switched_off": EventText("unlink", mark("Connection switched off")),
    "connection.switched_on": EventText("link", mark("Connection switched on")),
    "contact.added": EventText("people", mark("Contact added")),
    "contact.edited": EventText("people", mark("Contact changed")),
    "delivery.delivered": EventText("check", mark("Delivered")),
    "delivery.dropped": EventText("bad", mark("Given up by the operator")),
    "delivery.needs_user": EventText("warn", mark("Not delivered: somebody must act")),
    "delivery.postponed": EventText("clock", mark("Not delivered yet, tried again later")),
    "delivery.queued": EventText("send", mark("Put in the outbox")),
    "delivery.queued_again": EventText("send", mark("Put in the outbox again")),
    "delivery.refused": EventText("bad", mark("Refused by the receiver")),
    "delivery.retried": EventText("refresh", mark("Tried again by hand")),
    "delivery.said_arrived": EventText("check", mark("Said to have arrived")),
    "delivery.said_not_arrived": EventText("warn", mark("Said not to have arrived")),
    "delivery.unclear": EventText("warn", mark("Not clear whether it arrived")),
    "document.discarded": EventText("trash", mark("Draft thrown away")),
    "document.drafted": EventText("pencil", mark("Draft made")),
    "document.edited": EventText("pencil", mark("Draft changed")),
    "document.issued": EventText("invoice", mark("Issued")),
    "document.received": EventText("inbox", mark("Received")),
    "dossier.added": EventText("folder", mark("Dossier added")),
    "dossier.edited": EventText("gear", mark("Data of the dossier changed")),
    "dossier.granted": EventText("people", mark("Rights beyond the role of somebody changed")),
    "dossier.named": EventText("people", mark("Somebody of the firm named, or no more")),
    "dossier.role": EventText("people", mark("Role of somebody changed")),
    "firm.added": EventText("folder", mark("Firm added")),
    "firm.granted": EventText("people", mark("Rights beyond the role of somebody changed")),
    "firm.named": EventText("people", mark("Somebody of the firm named, or no more")),
    "firm.role": EventText("people", mark("Role of somebody changed")),
    "intake.finished": EventText("check", mark("File taken in")),
    "intake.dropped": EventText("bad", mark("File left as it is by the operator")),
    "intake.retried": EventText("refresh", mark("File tried again by the operator")),
    "intake.given_up": EventText("bad", mark("File could not be taken in")),
    "intake.received": EventText("ul", mark("File received")),
    "invitation.accepted": EventText("people", mark("Invitation accepted")),
    "invitation.dropped": EventText("bad", mark("Mail of an invitation given up by the operator")),
    "invitation.made": EventText("mail", mark("Somebody invited")),
    "invitation.resent": EventText("mail", mark("Invitation sent again")),
    "invitation.revoked": EventText("people", mark("Invitation withdrawn")),
    "key.made": EventText("key", mark("API key made")),
    "key.revoked": EventText("key", mark("API key revoked")),
    "list.exported": EventText("dl", mark("List exported")),
    "look.changed": EventText("pencil", mark("Look of documents changed")),
    "mandate.accepted": EventText("shield", mark("Mandate accepted")),
    "mandate.changed": EventText("shield", mark("Terms of the mandate changed")),
    "mandate.ended": EventText("shield", mark("Mandate ended")),
    "mandate.left": EventText("shield", mark("New terms refused or taken back")),
    "mandate.proposed": EventText("shield", mark("New terms of the mandate proposed")),
    "mandate.made_open": EventText("shield", mark("Opened to everybody in the firm")),
    "mandate.made_private": EventText("shield", mark("Kept for named people of the firm")),
    "mandate.offered": EventText("shield", mark("Mandate offered")),
    "movement.allocated": EventText("link", mark("Payment allocated by hand")),
    "movement.undone": EventText("undo", mark("Allocation undone")),
    "movements.accepted": EventText("check2", mark("Certain proposals taken over")),
    "movements.matched": EventText("bulb", mark("Payments matched")),
    "statement.imported": EventText("dl", mark("Statement taken in")),
    "statement.seen_again": EventText("copy", mark("The same statement came again")),
}


def text_of(event: Event | FirmEvent) -> EventText:
    """Return icon and text of an event, in the reader's language."""
    known = TEXTS.get(event.kind)
    if known is None:
        return EventText("info", event.kind)
    return EventText(known.icon, _with_detail(gettext(known.text), event.detail))


def _with_detail(text: str, detail: dict[str, Any]) -> str:
    number = detail.get("number") or detail.get("name")
    return f"{text}: {number}" if isinstance(number, str) and number else text
