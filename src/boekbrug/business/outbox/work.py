"""The worker's round: claim a shipment, call its bridge outside any transaction, record one of five endings.

A call that was cut off (its lease ran out) is never simply repeated: the bridge looks up whether it arrived,
or, where nobody can be asked, the shipment becomes unclear and a person decides.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

import structlog
from django.utils import timezone

from boekbrug.business.connections.lent_tools import language_of, tools_for
from boekbrug.business.connections.queries import bridge_of
from boekbrug.business.connections.secret_settings import opened
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.files.blobs import ContentDamaged
from boekbrug.business.files.queries import content_of
from boekbrug.business.outbox import wordings
from boekbrug.business.outbox.actions_delivery import Outcome, ShipmentNotes, claim_next, record
from boekbrug.business.outbox.models import Attempt, Batch, Delivery, Ending, State
from boekbrug.business.outbox.queries import Progress, progress
from boekbrug.business.sealing import without_opened
from boekbrug.connectors import protocol
from boekbrug.connectors.protocol import Ability, Bridge, DocumentFacts, Enclosure, Parcel, Tools
from boekbrug.connectors.register import UnknownBridge
from boekbrug.connectors.settings import SettingsRefused, read_settings
from boekbrug.wording import Sentence

log = structlog.get_logger("boekbrug.outbox")
Clock = Callable[[], dt.datetime]
CHANCE: random.Random = random.SystemRandom()
UBL_MEDIA_TYPE = "application/xml"
PDF_MEDIA_TYPE = "application/pdf"
_ENDINGS: dict[type[protocol.Ending], Ending] = {
    protocol.TryLater: Ending.TRY_LATER,
    protocol.NeedsUser: Ending.NEEDS_USER,
    protocol.Refused: Ending.REFUSED,
    protocol.Unclear: Ending.UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class _Load:
    """What travels in one call, and which deliveries cannot."""

    parcels: tuple[Parcel, ...]
    damaged: dict[int, Sentence]


def run_one(now: dt.datetime, *, clock: Clock = timezone.now) -> bool:
    """Deliver the next due shipment of any dossier; False when there was nothing to do."""
    attempt = claim_next(now=now)
    if attempt is None:
        return False
    with tenant.enter(attempt.dossier):
        deliver(attempt, clock=clock)
    return True


def run_batch(*, batch: Batch, clock: Clock = timezone.now) -> Progress:
    """Deliver what is due of one batch here and now, beside the workers; for commands and the demo."""
    while attempt := claim_next(now=clock(), batch=batch):
        deliver(attempt, clock=clock)
    return progress(batch)


def deliver(attempt: Attempt, *, clock: Clock, chance: random.Random = CHANCE) -> Ending | None:
    """Make the call of a claimed attempt and record how it ended, inside its dossier.

    Returns the ending, or None when another worker had taken the shipment over.
    """
    try:
        outcome = _without_secrets(_try(attempt))
    except protocol.LostLease:
        log.warning("lease lost", attempt=attempt.pk)
        return None
    is_recorded = record(attempt=attempt, outcome=outcome, now=clock(), chance=chance)
    log.info("attempt ended", attempt=attempt.pk, ending=outcome.ending.value, recorded=is_recorded)
    return outcome.ending if is_recorded else None


def _without_secrets(outcome: Outcome) -> Outcome:
    """Take out what the other side repeated of the secrets of this connection, before it is kept."""
    values = {name: without_opened(value) for name, value in outcome.sentence.values.items()}
    return replace(
        outcome,
        sentence=Sentence(outcome.sentence.wording, values),
        answer=without_opened(outcome.answer),
        remote_id=without_opened(outcome.remote_id),
    )


def _try(attempt: Attempt) -> Outcome:
    """Return how the call ended; anything unforeseen counts as unclear."""
    try:
        return _call(attempt)
    except protocol.LostLease:
        raise
    except protocol.Ending as ending:
        after = ending.after if isinstance(ending, protocol.TryLater) else None
        return Outcome(_ENDINGS[type(ending)], ending.sentence, answer=ending.answer, after=after)
    except UnknownBridge as unknown:
        return Outcome(Ending.NEEDS_USER, wordings.NO_BRIDGE.say(found=unknown.key))
    except SettingsRefused as refused:
        return Outcome(Ending.NEEDS_USER, refused.wrong[0].sentence)
    except Exception as unforeseen:
        log.exception("unforeseen ending", attempt=attempt.pk)
        return Outcome(Ending.UNCLEAR, wordings.UNFORESEEN.say(found=type(unforeseen).__name__))


def _call(attempt: Attempt) -> Outcome:
    shipment = attempt.shipment
    bridge = bridge_of(shipment.connection)
    settings = read_settings(bridge.settings, opened(shipment.connection))
    reader, on = str(getattr(settings, "to", "")), timezone.localdate(attempt.started_at)
    language = language_of(shipment.dossier, reader, on=on)
    tools = tools_for(shipment.dossier, notes=ShipmentNotes(attempt), language=language)
    load = _load(attempt)
    if not load.parcels:
        return Outcome(Ending.REFUSED, next(iter(load.damaged.values())), refused=load.damaged)
    receipt = (
        _look_up(attempt, bridge, load, settings=settings, tools=tools) if attempt.is_after_loss else None
    )
    if receipt is None:
        receipt = bridge.send(load.parcels, settings, tools)
    return Outcome(
        Ending.RECEIPT,
        receipt.sentence,
        remote_id=receipt.remote_id,
        answer=receipt.answer,
        made=receipt.made,
        refused=load.damaged,
    )


def _look_up(
    attempt: Attempt, bridge: Bridge, load: _Load, *, settings: Any, tools: Tools
) -> protocol.Receipt | None:
    """After a call that was cut off: return its receipt, or None when it certainly did not arrive."""
    if Ability.LOOK_UP not in bridge.abilities:
        raise protocol.Unclear(wordings.CUT_OFF.say())
    if found := bridge.find(load.parcels, settings, tools):
        return found
    if attempt.number > attempt.shipment.attempts_max:
        raise protocol.NeedsUser(wordings.CUT_OFF_OFTEN.say(count=attempt.number - 1))
    return None


def _load(attempt: Attempt) -> _Load:
    """Read the frozen bytes of a shipment; a delivery whose bytes are damaged stays behind."""
    rows = Delivery.objects.filter(shipment_id=attempt.shipment_id, state=State.SENDING)
    parcels, damaged = [], {}
    for delivery in rows.select_related("document", "shipment", "file", "pdf").order_by("pk"):
        try:
            parcels.append(_parcel(delivery))
        except ContentDamaged:
            damaged[delivery.pk] = wordings.DAMAGED.say(found=delivery.document.number)
    return _Load(tuple(parcels), damaged)


def _parcel(delivery: Delivery) -> Parcel:
    pdf_name = f"{delivery.file_name.removesuffix('.xml')}.pdf"
    return Parcel(
        name=delivery.file_name,
        content=content_of(delivery.file),
        media_type=UBL_MEDIA_TYPE,
        key=delivery.key,
        document=_facts(delivery.document),
        pdf=Enclosure(pdf_name, content_of(delivery.pdf), PDF_MEDIA_TYPE) if delivery.pdf else None,
    )


def _facts(document: Document) -> DocumentFacts:
    if document.issued_on is None:
        raise ValueError(f"The final document {document.public_id} has no date.")
    return DocumentFacts(
        kind=cast("Literal['SALE', 'SALE_CREDIT', 'PURCHASE', 'PURCHASE_CREDIT']", document.kind),
        number=document.number,
        issued_on=document.issued_on,
        contact=document.contact_name,
        total_thousandths=document.total_thousandths,
        currency=document.currency,
    )
