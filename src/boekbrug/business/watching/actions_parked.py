"""Let the operator try a parked job again, or drop it; noted on the timeline of its dossier."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox import actions as inbox
from boekbrug.business.inbox.models import Intake
from boekbrug.business.outbox import actions_parked as outbox
from boekbrug.business.people.actor import Actor
from boekbrug.business.watching.parked import Parked


def retry(*, job: Parked, actor: Actor, now: dt.datetime) -> bool:
    """Put a job back in its queue, for five more tries; False when somebody else settled it."""
    with tenant.enter(job.dossier):
        if isinstance(job.row, Intake):
            return inbox.retry(intake=job.row, actor=actor, now=now)
        return outbox.retry(shipment=job.row, actor=actor, now=now)


def drop(*, job: Parked, actor: Actor, now: dt.datetime) -> bool:
    """Give a job up for good; False when somebody else settled it."""
    with tenant.enter(job.dossier):
        if isinstance(job.row, Intake):
            return inbox.drop(intake=job.row, actor=actor, now=now)
        return outbox.drop(shipment=job.row, actor=actor, now=now)
