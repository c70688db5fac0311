"""Every kind of job, in the order of a round. Adding one: its file, and one line here."""

from __future__ import annotations

from django.utils import timezone

from boekbrug.business.schedules import actions as schedules
from boekbrug.workers.deliver import DELIVER
from boekbrug.workers.engine import JobKind
from boekbrug.workers.imports import IMPORT
from boekbrug.workers.invitations import INVITE
from boekbrug.workers.schedules import RUN_SCHEDULES, SCHEDULES

JOBS: tuple[JobKind, ...] = (
    DELIVER,
    IMPORT,
    INVITE,
    RUN_SCHEDULES,
)


def declare_schedules() -> None:
    """Give each schedule its row, as a worker does when it starts."""
    schedules.declare(jobs=SCHEDULES, now=timezone.now())
