"""What the operator decides about the mail of an invitation that was tried as often as it may be."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from boekbrug.business.invitations import actions, queries
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.people.actor import Actor


def retry(*, invitation: Invitation, actor: Actor, now: dt.datetime) -> bool:
    """Mail it again with a new link and term, for five more tries; False when it was parked no more."""
    with transaction.atomic():
        parked = queries.parked_mails().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
        if parked is None:
            return False
        actions.mail_again(invitation=parked, actor=actor, now=now)
    return True


def drop(*, invitation: Invitation, actor: Actor, now: dt.datetime) -> bool:
    """Leave it unsent: its people see that, and can send it again; False when it was parked no more."""
    with transaction.atomic():
        if not queries.parked_mails().filter(pk=invitation.pk).update(mail_parked_at=None):
            return False
        actions.note(invitation=invitation, kind="invitation.dropped", actor=actor, now=now)
    return True
