"""The mail of an invitation: claimed by one worker, sent outside any transaction, tried five times."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from boekbrug.business.invitations.models import Invitation

LEASE = dt.timedelta(minutes=5)
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))  # then it is given up
ATTEMPTS_MAX = len(WAITS) + 1
CLAIM_TRIES_MAX = 10


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail that this worker has to send."""

    invitation: Invitation

    @property
    def mine(self) -> dict[str, int]:
        """What the row still says while no other worker took it over."""
        row = self.invitation
        return {"pk": row.pk, "edition": row.edition, "mail_attempts": row.mail_attempts}


def claim_next(*, now: dt.datetime) -> Claim | None:
    """Take one mail that is due, or None; the attempt is counted before anything is sent."""
    due = Invitation.objects.filter(mail_due_at__lte=now, accepted_at=None, revoked_at=None)
    for pk in due.order_by("mail_due_at", "pk").values_list("pk", flat=True)[:CLAIM_TRIES_MAX]:
        if due.filter(pk=pk).update(mail_due_at=now + LEASE, mail_attempts=F("mail_attempts") + 1):
            rows = Invitation.objects.select_related("dossier", "firm", "invited_by")
            return Claim(rows.get(pk=pk))
    return None


def note_sent(*, claim: Claim, now: dt.datetime) -> None:
    """Note that the mail server took the mail."""
    Invitation.objects.filter(**claim.mine).update(mail_due_at=None, mailed_at=now)


def note_failed(*, claim: Claim, now: dt.datetime) -> None:
    """Try again later; after five times the invitation shows that its mail did not leave."""
    attempts = claim.invitation.mail_attempts
    again_at = now + WAITS[attempts - 1] if attempts < ATTEMPTS_MAX else None
    Invitation.objects.filter(**claim.mine).update(mail_due_at=again_at)
