"""Send documents, send one again with a reason, and settle what a worker could not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError

from boekbrug.business.connections.models import Connection
from boekbrug.business.connections.queries import bridge_of
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.files.blobs import ContentDamaged
from boekbrug.business.files.models import StoredFile
from boekbrug.business.files.queries import content_of
from boekbrug.business.outbox import wordings
from boekbrug.business.outbox.models import ATTEMPTS_MAX, ENDED, Batch, Delivery, Shipment, State
from boekbrug.business.outbox.selection import Candidate, documents_by_public_id, file_name_of, judge
from boekbrug.business.people.actor import Actor
from boekbrug.business.people.language import store
from boekbrug.business.timeline.actions import note
from boekbrug.wording import Sentence

TITLE_LENGTH_MAX = 80
REASON_LENGTH_MAX = 200


class AlreadySent(Exception):
    """The document was sent to this target before, or is on its way there."""

    def __init__(self, sentence: Sentence, delivery: Delivery) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence
        self.delivery = delivery


class NothingToSend(Exception):
    """Not one of the chosen documents can leave; says why for each."""

    def __init__(self, left_out: Sequence[dict[str, Any]]) -> None:
        self.sentence = wordings.NOTHING_TO_SEND.say()
        super().__init__(self.sentence.english)
        self.left_out = left_out


class ConnectionIsOff(Exception):
    """The connection was switched off."""

    def __init__(self, connection: Connection) -> None:
        self.sentence = wordings.CONNECTION_IS_OFF.say(found=connection.title)
        super().__init__(self.sentence.english)


class ReasonMissing(Exception):
    """A document was to be sent again without a reason."""

    def __init__(self) -> None:
        self.sentence = wordings.REASON_MISSING.say()
        super().__init__(self.sentence.english)


class NotYet(Exception):
    """The shipment or delivery is in a state in which this cannot be done."""

    def __init__(self, state: str) -> None:
        self.sentence = wordings.NOT_YET.say()
        super().__init__(self.sentence.english)
        self.state = state


def send(
    *, connection: Connection, document_ids: Sequence[str], title: str, actor: Actor, now: dt.datetime
) -> Batch:
    """Put documents (by public id) in the outbox for a connection; the rest is the workers' work.

    What cannot leave stays behind and is said in `batch.left_out`. Raises AlreadySent when the only one was
    sent before, NothingToSend when none can leave, and ConnectionIsOff.
    """
    damaged = _damaged_among(document_ids)
    try:
        with tenant.one_act():
            if not Connection.objects.filter(pk=connection.pk, is_active=True).exists():
                raise ConnectionIsOff(connection)
            fit, left_out = _choose(document_ids, connection, damaged)
            batch = _make_batch(connection, fit, left_out=left_out, title=title, actor=actor, now=now)
            _make_deliveries(batch, fit, actor=actor, now=now)
    except IntegrityError as race:
        raise _explain(race, document_ids, connection) from race
    return batch


def send_again(*, delivery: Delivery, reason: str, actor: Actor, now: dt.datetime) -> Batch:
    """Send a document to the same target once more: numbered, and with the reason why.

    Raises ReasonMissing, ConnectionIsOff, and NotYet while the newest delivery is on its way, unclear or
    waits for a person (then `retry` it).
    """
    if not reason.strip():
        raise ReasonMissing
    with tenant.one_act():
        earlier = Delivery.objects.select_related("document__ubl", "document__pdf", "batch__connection").get(
            pk=delivery.pk
        )
        connection = earlier.batch.connection
        if not connection.is_active:
            raise ConnectionIsOff(connection)
        newest = Delivery.objects.filter(
            document=earlier.document, document_version=earlier.document_version, target=earlier.target
        ).order_by("-number")[0]
        if newest.state not in ENDED:
            raise NotYet(newest.state)
        candidate = Candidate(earlier.document)
        title = earlier.document.number
        batch = _make_batch(connection, [candidate], left_out=[], title=title, actor=actor, now=now)
        _make_deliveries(
            batch, [candidate], actor=actor, now=now, number=newest.number + 1, reason=reason.strip()
        )
    return batch


def resolve_unclear(*, shipment: Shipment, arrived: bool, actor: Actor, now: dt.datetime) -> Shipment:
    """Settle an unclear shipment by what a person found out: it arrived, or it must be sent (same key).

    Raises NotYet when it is not unclear (any more).
    """
    wording = wordings.SAID_ARRIVED if arrived else wordings.SAID_NOT_ARRIVED
    said = store(wording.say(found=actor.name))
    state = State.DELIVERED if arrived else State.WAITING
    with tenant.one_act():
        current = _in_state(shipment, State.UNCLEAR)
        rows = Delivery.objects.filter(shipment=current, state=State.UNCLEAR)
        touched = list(rows.select_related("document"))
        rows.update(state=state, said=said, ended_at=now if arrived else None)
        _put(current, state=state, said=said, now=now)
        if not arrived:  # what a bridge noted of the earlier call no longer counts
            Shipment.objects.filter(pk=current.pk).update(notes={})
        kind = "delivery.said_arrived" if arrived else "delivery.said_not_arrived"
        note_documents(touched, kind=kind, actor=actor, now=now)
    return current


def retry(*, shipment: Shipment, actor: Actor, now: dt.datetime) -> Shipment:
    """Try a shipment that waited for a person again, with the same key; raises NotYet otherwise."""
    with tenant.one_act():
        current = _in_state(shipment, State.NEEDS_USER)
        rows = Delivery.objects.filter(shipment=current, state=State.NEEDS_USER)
        touched = list(rows.select_related("document"))
        rows.update(state=State.WAITING, ended_at=None)
        _put(current, state=State.WAITING, said=current.said, now=now)
        note_documents(touched, kind="delivery.retried", actor=actor, now=now)
    return current


def note_documents(deliveries: Sequence[Delivery], *, kind: str, actor: Actor, now: dt.datetime) -> None:
    """Note on the timeline of each document what happened to its delivery, in the act's transaction."""
    for delivery in deliveries:
        detail = {"delivery": delivery.public_id, "target": delivery.target, "number": delivery.number}
        note(kind=kind, subject=delivery.document, actor=actor, at=now, detail=detail)


def _in_state(shipment: Shipment, state: State) -> Shipment:
    current = Shipment.objects.get(pk=shipment.pk)
    if current.state != state:
        raise NotYet(current.state)
    return current


def _put(shipment: Shipment, *, state: State, said: dict[str, object], now: dt.datetime) -> None:
    """Give a shipment its new state; a waiting one gets five more tries from now."""
    shipment.state, shipment.said, shipment.due_at, shipment.leased_until = state, said, now, None
    shipment.attempts_max = shipment.attempts + ATTEMPTS_MAX
    shipment.save(update_fields=["state", "said", "due_at", "leased_until", "attempts_max"])


def _choose(
    public_ids: Sequence[str], connection: Connection, damaged: set[str]
) -> tuple[list[Candidate], list[dict[str, Any]]]:
    """Split what was asked for in what can leave and what stays behind."""
    found = documents_by_public_id(public_ids)
    left_out = [
        _left_out(public_id, "", wordings.NO_SUCH_DOCUMENT.say(found=public_id))
        for public_id in dict.fromkeys(public_ids)
        if public_id not in found
    ]
    fit = []
    for one in judge(list(found.values()), connection):
        document = one.document
        if one.earlier is not None and one.problem is not None and len(found) == len(set(public_ids)) == 1:
            raise AlreadySent(one.problem, one.earlier)
        problem = one.problem
        if problem is None and document.public_id in damaged:
            problem = wordings.DAMAGED.say(found=document.number)
        if problem is None:
            fit.append(one)
        else:
            left_out.append(_left_out(document.public_id, document.number, problem))
    if not fit:
        raise NothingToSend(left_out)
    return fit, left_out


def _left_out(public_id: str, number: str, problem: Sentence) -> dict[str, Any]:
    return {"document": public_id, "number": number, **store(problem)}


def _make_batch(
    connection: Connection,
    fit: Sequence[Candidate],
    *,
    left_out: list[dict[str, Any]],
    title: str,
    actor: Actor,
    now: dt.datetime,
) -> Batch:
    batch = Batch.objects.create(
        connection=connection,
        title=title.strip()[:TITLE_LENGTH_MAX],
        document_count=len(fit),
        total_thousandths=sum(one.signed_thousandths for one in fit),
        left_out=left_out,
        made_by=actor.person,
        made_at=now,
    )
    detail = {
        "count": len(fit),
        "left_out": len(left_out),
        "connection": connection.public_id,
        "documents": [one.document.public_id for one in fit],
    }
    note(kind="batch.made", subject=batch, actor=actor, at=now, detail=detail)
    return batch


def _make_deliveries(
    batch: Batch,
    fit: Sequence[Candidate],
    *,
    actor: Actor,
    now: dt.datetime,
    number: int = 1,
    reason: str = "",
) -> None:
    """Freeze what travels: one shipment for all where the bridge carries many, else one each."""
    is_together = bridge_of(batch.connection).carries == "many"
    shipments = Shipment.objects.bulk_create(
        Shipment(batch=batch, connection=batch.connection, due_at=now)
        for _ in range(1 if is_together else len(fit))
    )
    deliveries = [
        _delivery(batch, shipments[0 if is_together else place], one.document, now=now)
        for place, one in enumerate(fit)
    ]
    for delivery in deliveries:
        delivery.number, delivery.reason = number, reason[:REASON_LENGTH_MAX]
    Delivery.objects.bulk_create(deliveries)
    kind = "delivery.queued" if number == 1 else "delivery.queued_again"
    note_documents(deliveries, kind=kind, actor=actor, now=now)


def _delivery(batch: Batch, shipment: Shipment, document: Document, *, now: dt.datetime) -> Delivery:
    if document.ubl is None:  # `judge` lets no such document through
        raise ValueError("A document without an e-invoice cannot leave.")
    return Delivery(
        batch=batch,
        shipment=shipment,
        document=document,
        document_version=document.version,
        target=batch.connection.target,
        file=document.ubl,
        file_name=file_name_of(document),
        pdf=document.pdf,
        made_at=now,
    )


def _damaged_among(public_ids: Sequence[str]) -> set[str]:
    """Look at the bytes before the transaction begins: a damaged file must not stop the others."""
    return {
        document.public_id
        for document in documents_by_public_id(public_ids).values()
        if any(_is_damaged(file) for file in (document.ubl, document.pdf) if file)
    }


def _is_damaged(file: StoredFile) -> bool:
    try:
        content_of(file)
    except ContentDamaged:
        return True
    return False


def _explain(race: IntegrityError, public_ids: Sequence[str], connection: Connection) -> Exception:
    """Say who was first, for the one who lost the race; another broken rule stays what it is."""
    candidates = judge(list(documents_by_public_id(public_ids).values()), connection)
    for one in candidates:
        if one.earlier is not None and one.problem is not None:
            return AlreadySent(one.problem, one.earlier)
    return race
