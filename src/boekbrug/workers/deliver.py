"""Deliver what waits in the outbox."""

from __future__ import annotations

from boekbrug.business.outbox import work
from boekbrug.workers.engine import JobKind

DELIVER = JobKind("deliver", work.run_one, limit_seconds=90)
