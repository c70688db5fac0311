"""Every kind of job, in the order of a round. Adding one: its file, and one line here."""

from __future__ import annotations

from boekbrug.workers.cleanup import CLEAN_UP
from boekbrug.workers.deliver import DELIVER
from boekbrug.workers.engine import JobKind
from boekbrug.workers.imports import IMPORT
from boekbrug.workers.invitations import INVITE

JOBS: tuple[JobKind, ...] = (
    DELIVER,
    IMPORT,
    INVITE,
    CLEAN_UP,
)
