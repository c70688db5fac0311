"""What the operator decides about a file whose work was given up: once more, or leave it."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox.models import Intake, State
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline import actions as timeline


def retry(*, intake: Intake, actor: Actor, now: dt.datetime) -> bool:
    """Put a file back in the queue, for five more tries; False when it was parked no more."""
    again = {
        "state": State.RECEIVED,
        "attempts": 0,
        "leased_until": None,
        "finished_at": None,
        "problems": [],
        "results": [],
        "error": "",
    }
    return _settle(intake, "intake.retried", again, actor=actor, now=now)


def drop(*, intake: Intake, actor: Actor, now: dt.datetime) -> bool:
    """Leave a file refused as it is, its bytes kept; False when it was parked no more."""
    return _settle(intake, "intake.dropped", {}, actor=actor, now=now)


def _settle(intake: Intake, kind: str, values: dict[str, object], *, actor: Actor, now: dt.datetime) -> bool:
    with tenant.one_act():
        parked = Intake.objects.filter(pk=intake.pk, parked_at__isnull=False)
        if not parked.update(parked_at=None, **values):
            return False
        timeline.note(kind=kind, subject=intake, actor=actor, at=now)
    return True
