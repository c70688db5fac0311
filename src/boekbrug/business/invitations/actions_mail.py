"""The mail of an invitation: claimed by one worker, sent outside any transaction, tried five times.

Then it is parked, also when every worker that took it died, and the operator decides.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from boekbrug.business.invitations import queries
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

    def is_mine(self) -> bool:
        """Whether no other worker took it over, it was not withdrawn, and it was not sent."""
        return queries.waiting_mails().filter(**self.mine).exists()


def claim_next(*, now: dt.datetime) -> Claim | None:
    """Take one mail that is due, or None; the attempt is counted before anything is sent."""
    due = queries.waiting_mails().filter(mail_due_at__lte=now)
    for pk, attempts in due.order_by("mail_due_at", "pk").values_list("pk", "mail_attempts")[
        :CLAIM_TRIES_MAX
    ]:
        if attempts >= ATTEMPTS_MAX:  # its worker died in the last try
            due.filter(pk=pk, mail_attempts=attempts).update(mail_due_at=None, mail_parked_at=now)
        elif due.filter(pk=pk).update(mail_due_at=now + LEASE, mail_attempts=F("mail_attempts") + 1):
            rows = Invitation.objects.select_related("dossier", "firm", "invited_by")
            return Claim(rows.get(pk=pk))
    return None


def note_sent(*, claim: Claim, now: dt.datetime) -> None:
    """Note that the mail server took the mail."""
    Invitation.objects.filter(**claim.mine).update(
        mail_due_at=None, mailed_at=now, mail_error="", mail_parked_at=None
    )


def note_failed(*, claim: Claim, error: str, now: dt.datetime) -> None:
    """Try again later; after five times it is parked, and the invitation shows that it did not leave."""
    attempts = claim.invitation.mail_attempts
    is_last = attempts >= ATTEMPTS_MAX
    Invitation.objects.filter(**claim.mine).update(
        mail_due_at=None if is_last else now + WAITS[attempts - 1],
        mail_parked_at=now if is_last else None,
        mail_error=error,
    )
