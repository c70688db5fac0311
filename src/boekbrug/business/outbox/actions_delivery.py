"""What a worker changes: claim a shipment, remember a placing, record how a try ended.

The claim repeats every condition of the search: the row may have been tried and postponed in between. The
number of the attempt is the fence: whoever finishes late with an older number changes nothing.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, F, Q

from boekbrug.business.dossiers import tenant
from boekbrug.business.files.actions import store as store_file
from boekbrug.business.outbox import wordings
from boekbrug.business.outbox.actions import note_documents
from boekbrug.business.outbox.models import Attempt, Batch, Delivery, Ending, Hold, Receipt, Shipment, State
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.people.language import store
from boekbrug.connectors.protocol import LostLease
from boekbrug.wording import Sentence

LEASE = dt.timedelta(seconds=120)  # longer than the worker's alarm, which ends a call that hangs
CLAIM_TRIES_MAX = 5
WAIT_MINUTES = (1, 5, 15, 60)
JITTER_PERCENT = 20
REMOTE_ID_LENGTH_MAX = 400
_STATE_AFTER = {
    Ending.RECEIPT: State.DELIVERED,
    Ending.TRY_LATER: State.WAITING,
    Ending.NEEDS_USER: State.NEEDS_USER,
    Ending.REFUSED: State.REFUSED,
    Ending.UNCLEAR: State.UNCLEAR,
}
_KIND_AFTER = {
    State.DELIVERED: "delivery.delivered",
    State.WAITING: "delivery.postponed",
    State.NEEDS_USER: "delivery.needs_user",
    State.REFUSED: "delivery.refused",
    State.UNCLEAR: "delivery.unclear",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended; `refused` names deliveries (by key) that could not travel with the others."""

    ending: Ending
    sentence: Sentence
    remote_id: str = ""
    answer: str = ""
    made: bytes | None = None
    after: dt.timedelta | None = None
    refused: Mapping[int, Sentence] = field(default_factory=dict)


def claim_next(*, now: dt.datetime, batch: Batch | None = None) -> Attempt | None:
    """Take one due shipment for this worker, or one whose worker was lost; None when there is nothing.

    Safe with several workers. The attempt is stored, and counted, before anybody touches the network.
    """
    free = ~Exists(Hold.objects.filter(released_at=None))
    mine = free if batch is None else free & Q(batch=batch)
    due = mine & Q(state=State.WAITING, due_at__lte=now)
    lost = mine & Q(state=State.SENDING, leased_until__lt=now)
    return _claim(lost, now=now, is_after_loss=True) or _claim(due, now=now, is_after_loss=False)


def record(*, attempt: Attempt, outcome: Outcome, now: dt.datetime, chance: random.Random) -> bool:
    """Store how a try ended, in one transaction; False when another worker took over: nothing changes."""
    made = store_file(content=outcome.made, now=now) if outcome.made is not None else None
    with tenant.one_act():
        mine = Shipment.objects.filter(pk=attempt.shipment_id, state=State.SENDING, attempts=attempt.number)
        shipment = mine.select_related("batch", "connection").first()
        if shipment is None:
            return False
        state = _state_after(outcome, shipment)
        said = store(outcome.sentence)
        due_at = now + _wait(attempt, outcome, shipment, chance)
        mine.update(state=state, said=said, due_at=due_at, leased_until=None)
        Attempt.objects.filter(pk=attempt.pk).update(
            ending=outcome.ending,
            said=said,
            ended_at=now,
            remote_id=outcome.remote_id[:REMOTE_ID_LENGTH_MAX],
        )
        _end_deliveries(shipment, outcome, state, now=now)
        if made is not None and outcome.ending is Ending.RECEIPT:
            Batch.objects.filter(pk=shipment.batch_id).update(zip_file=made)
    return True


@dataclass(frozen=True, slots=True)
class ShipmentNotes:
    """What a bridge remembers of one shipment; each note is committed before `write` returns."""

    attempt: Attempt

    def read(self) -> Mapping[str, str]:
        """Return all notes of the shipment."""
        notes: dict[str, str] = Shipment.objects.get(pk=self.attempt.shipment_id).notes
        return notes

    def write(self, name: str, value: str) -> None:
        """Keep a note; raises LostLease when another worker took the shipment over."""
        with transaction.atomic():
            mine = Shipment.objects.select_for_update().filter(
                pk=self.attempt.shipment_id, state=State.SENDING, attempts=self.attempt.number
            )
            shipment = mine.first()
            if shipment is None:
                raise LostLease
            shipment.notes[name] = value
            shipment.save(update_fields=["notes"])


def _claim(conditions: Q, *, now: dt.datetime, is_after_loss: bool) -> Attempt | None:
    search = Shipment.across.filter(conditions)
    for found in search.select_related("dossier").order_by("due_at", "pk")[:CLAIM_TRIES_MAX]:
        with tenant.enter(found.dossier), transaction.atomic():
            taken = search.filter(pk=found.pk, attempts=found.attempts).update(
                state=State.SENDING, attempts=F("attempts") + 1, leased_until=now + LEASE
            )
            if not taken:
                continue
            if is_after_loss:
                _close_lost_attempt(found, now=now)
            waiting = Delivery.objects.filter(shipment_id=found.pk, state=State.WAITING)
            waiting.update(state=State.SENDING)
            return Attempt.objects.create(
                shipment_id=found.pk,
                number=found.attempts + 1,
                is_after_loss=is_after_loss,
                started_at=now,
            )
    return None


def _close_lost_attempt(shipment: Shipment, *, now: dt.datetime) -> None:
    lost = Attempt.objects.filter(shipment_id=shipment.pk, number=shipment.attempts, ending="")
    lost.update(ending=Ending.UNCLEAR, ended_at=now, said=store(wordings.CUT_OFF.say()))


def _state_after(outcome: Outcome, shipment: Shipment) -> State:
    """A try that may be repeated is, until there were enough of them."""
    is_last = shipment.attempts >= shipment.attempts_max
    if outcome.ending is Ending.TRY_LATER and is_last:
        return State.NEEDS_USER
    return _STATE_AFTER[outcome.ending]


def _wait(attempt: Attempt, outcome: Outcome, shipment: Shipment, chance: random.Random) -> dt.timedelta:
    """Return how long to wait: 1, 5, 15, 60 minutes and up to a fifth more, or longer where asked."""
    if outcome.ending is not Ending.TRY_LATER:
        return dt.timedelta()
    done = attempt.number - (shipment.attempts_max - len(WAIT_MINUTES) - 1)
    minutes = WAIT_MINUTES[min(max(done, 1), len(WAIT_MINUTES)) - 1]
    seconds = minutes * 60 + chance.randrange(minutes * 60 * JITTER_PERCENT // 100 + 1)
    return max(dt.timedelta(seconds=seconds), outcome.after or dt.timedelta())


def _end_deliveries(shipment: Shipment, outcome: Outcome, state: State, *, now: dt.datetime) -> None:
    rows = Delivery.objects.filter(shipment=shipment, state=State.SENDING)
    deliveries = list(rows.select_related("document", "file"))
    travelled = [delivery for delivery in deliveries if delivery.pk not in outcome.refused]
    ended_at = None if state is State.WAITING else now
    rows.exclude(pk__in=outcome.refused.keys()).update(
        state=state, said=store(outcome.sentence), ended_at=ended_at
    )
    note_documents(travelled, kind=_KIND_AFTER[state], actor=PROGRAM, now=now)
    for delivery in deliveries:
        if sentence := outcome.refused.get(delivery.pk):
            rows.filter(pk=delivery.pk).update(state=State.REFUSED, said=store(sentence), ended_at=now)
            note_documents([delivery], kind=_KIND_AFTER[State.REFUSED], actor=PROGRAM, now=now)
    if state is State.DELIVERED:
        _give_receipts(shipment, travelled, outcome, now=now)


def _give_receipts(
    shipment: Shipment, deliveries: list[Delivery], outcome: Outcome, *, now: dt.datetime
) -> None:
    Receipt.objects.bulk_create(
        Receipt(
            delivery=delivery,
            sha256=delivery.file.sha256,
            route=shipment.connection.bridge,
            remote_id=outcome.remote_id[:REMOTE_ID_LENGTH_MAX],
            answer=outcome.answer,
            at=now,
        )
        for delivery in deliveries
    )
