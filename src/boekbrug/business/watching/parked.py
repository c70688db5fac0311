"""Jobs that were given up after five tries, of every dossier, for the operator; no content of a dossier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boekbrug.business.dossiers.models import Dossier, Firm
from boekbrug.business.inbox import queries as inbox
from boekbrug.business.inbox.actions.leasing import ATTEMPTS_MAX
from boekbrug.business.inbox.models import Intake
from boekbrug.business.inbox.problems import GIVEN_UP
from boekbrug.business.invitations import queries as invitations
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.outbox.models import Shipment
from boekbrug.business.watching.wordings import MAIL_NOT_SENT
from boekbrug.wording import Sentence, wording

MAILS_MAX = 100


@dataclass(frozen=True, slots=True)
class Parked:
    """One job: what kind, of which dossier or firm, since when, how often tried, and why it was given up."""

    kind: str
    public_id: str
    row: Intake | Shipment | Invitation
    since: dt.datetime
    attempts: int
    reason: str
    error: str = ""

    @property
    def why(self) -> Sentence | None:
        """The reason as a sentence, where that needs no values of the job, which may be content."""
        known = wording(self.reason)
        return known.say() if known and not known.places else None

    @property
    def dossier(self) -> Dossier | None:
        """The dossier; only its id is shown."""
        return self.row.dossier

    @property
    def firm(self) -> Firm | None:
        """The firm, where somebody was invited to one; only its id is shown."""
        return self.row.firm if isinstance(self.row, Invitation) else None


def parked_jobs() -> list[Parked]:
    """Return what waits for the operator, the oldest first."""
    files = [
        Parked("import", one.public_id, one, one.parked_at, ATTEMPTS_MAX, GIVEN_UP.code, one.error)
        for one in inbox.parked()
        if one.parked_at
    ]
    sent = [
        Parked("send", one.public_id, one, one.due_at, one.attempts, str(one.said.get("code", "")))
        for one in outbox.parked()
    ]
    mails = [
        Parked(
            "invite",
            one.public_id,
            one,
            one.mail_parked_at,
            one.mail_attempts,
            MAIL_NOT_SENT.code,
            one.mail_error,
        )
        for one in invitations.parked_mails()[:MAILS_MAX]
        if one.mail_parked_at
    ]
    return sorted([*files, *sent, *mails], key=lambda one: one.since)


def parked_counts() -> dict[str, int]:
    """Return how many of each kind wait for the operator."""
    return {
        "import": inbox.parked_count(),
        "send": outbox.parked_count(),
        "invite": invitations.parked_mails().count(),
    }


def find(public_id: str) -> Parked | None:
    """Return one of them."""
    return next((one for one in parked_jobs() if one.public_id == public_id), None)
