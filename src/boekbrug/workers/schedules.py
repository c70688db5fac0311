"""What runs by the clock. Adding one: one line in SCHEDULES, `Job(name, when, what)`, where `what(now)` is an
action that may run twice (a run that dies is taken over), and `when` is hourly, daily, weekly or monthly.

Times are those of Brussels, on both days when the clock changes. A missed run is caught up once. One that
fails is tried again after 1, 5, 15 and 60 minutes; one that has not run well `grace` after its time raises
an alert.
"""

from __future__ import annotations

import datetime as dt

import structlog
from django.utils import timezone

from boekbrug.business.files.free_space import Room
from boekbrug.business.schedules import actions
from boekbrug.business.schedules.actions import Job
from boekbrug.business.schedules.clock import daily
from boekbrug.workers import cleanup, safekeeping
from boekbrug.workers.engine import JobKind

log = structlog.get_logger("boekbrug.schedules")
LIMIT_SECONDS = 1500  # below the lease of a run, so that two never run at once

SCHEDULES: tuple[Job, ...] = (
    Job("clean-up", daily(3, 10), cleanup.clean_up, grace=dt.timedelta(hours=6)),
    Job("check files", daily(3, 30), safekeeping.check_files, grace=dt.timedelta(hours=6)),
    Job("verify", daily(4, 0), safekeeping.verify, grace=dt.timedelta(hours=6)),
    Job("publish heads", daily(4, 30), safekeeping.publish_heads, grace=dt.timedelta(hours=6)),
)


def run_due(now: dt.datetime) -> bool:
    """Run one job whose time has come; whether there was one."""
    claim = actions.claim_next(jobs=SCHEDULES, now=now)
    if claim is None:
        return False
    error = ""
    try:
        claim.job.run(now)
    except Exception as failed:
        error = type(failed).__name__
        log.exception("schedule failed", schedule=claim.job.name, attempt=claim.attempt)
    is_ours = actions.finish(claim=claim, error=error, now=timezone.now())
    log.info("schedule ended", schedule=claim.job.name, is_good=not error, recorded=is_ours)
    return True


RUN_SCHEDULES = JobKind("schedules", run_due, limit_seconds=LIMIT_SECONDS, needs=Room.CLEAN_UP)
