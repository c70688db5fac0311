"""Let the operator try a parked job again, or drop it; noted on the timeline of its dossier."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox import actions as inbox
from boekbrug.business.inbox.models import Intake
from boekbrug.business.invitations import actions_parked as invitations
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.outbox import actions_parked as outbox
from boekbrug.business.people.actor import Actor
from boekbrug.business.watching.parked import Parked


def retry(*, job: Parked, actor: Actor, now: dt.datetime) -> bool:
    """Put a job back in its queue, for five more tries; False when somebody else settled it."""
    if isinstance(job.row, Invitation):
        return invitations.retry(invitation=job.row, actor=actor, now=now)
    with tenant.enter(job.row.dossier):
        if isinstance(job.row, Intake):
            return inbox.retry(intake=job.row, actor=actor, now=now)
        return outbox.retry(shipment=job.row, actor=actor, now=now)


def drop(*, job: Parked, actor: Actor, now: dt.datetime) -> bool:
    """Give a job up for good; False when somebody else settled it."""
    if isinstance(job.row, Invitation):
        return invitations.drop(invitation=job.row, actor=actor, now=now)
    with tenant.enter(job.row.dossier):
        if isinstance(job.row, Intake):
            return inbox.drop(intake=job.row, actor=actor, now=now)
        return outbox.drop(shipment=job.row, actor=actor, now=now)
