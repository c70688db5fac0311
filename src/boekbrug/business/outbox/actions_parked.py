"""What the operator decides about a shipment that was tried as often as it may be."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.dossiers import tenant
from boekbrug.business.outbox import actions, wordings
from boekbrug.business.outbox.models import Delivery, Shipment, State
from boekbrug.business.outbox.queries import IS_PARKED
from boekbrug.business.people.actor import Actor
from boekbrug.business.people.language import store


def retry(*, shipment: Shipment, actor: Actor, now: dt.datetime) -> bool:
    """Put a shipment back in the queue, for five more tries; False when it was parked no more."""
    with tenant.one_act():
        if not Shipment.objects.filter(IS_PARKED, pk=shipment.pk).exists():
            return False
        actions.retry(shipment=shipment, actor=actor, now=now)
    return True


def drop(*, shipment: Shipment, actor: Actor, now: dt.datetime) -> bool:
    """Give a shipment up: its deliveries are refused, and can be sent again with a reason."""
    with tenant.one_act():
        parked = Shipment.objects.filter(IS_PARKED, pk=shipment.pk)
        said = store(wordings.DROPPED.say())
        if not parked.update(state=State.REFUSED, said=said):
            return False
        rows = Delivery.objects.filter(shipment=shipment, state=State.NEEDS_USER)
        touched = list(rows.select_related("document"))
        rows.update(state=State.REFUSED, said=said, ended_at=now)
        actions.note_documents(touched, kind="delivery.dropped", actor=actor, now=now)
    return True
