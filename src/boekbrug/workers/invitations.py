"""Send the mails of invitations; none while a restored bridge is held."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.invitations import work
from boekbrug.business.outbox import queries as outbox
from boekbrug.workers.engine import JobKind


def invite(now: dt.datetime) -> bool:
    """Send one mail that is due."""
    return outbox.held_since() is None and work.send_next(now=now)


INVITE = JobKind("invite", invite)
