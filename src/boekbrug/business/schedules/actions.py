"""What changes about schedules: claimed by one runner, ended by the same, taken over when it dies.

The claim moves `next_at` to the first moment after now, so that missed times are caught up once, not each. It
is one conditional update which repeats every condition of the search; the number of the run is the fence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from boekbrug.business.schedules.clock import When
from boekbrug.business.schedules.models import Heartbeat, Run, Schedule

ATTEMPTS_MAX = 5  # then it waits for its next time, and stays owed
WAIT = (dt.timedelta(minutes=1), dt.timedelta(minutes=5), dt.timedelta(minutes=15), dt.timedelta(minutes=60))
RUNS_KEPT = 30
WORKER_GONE = dt.timedelta(days=1)
DIED = "DIED"  # the process that ran it is gone; no error was told


@dataclass(frozen=True, slots=True)
class Job:
    """Something to run by the clock: its name, when, what, and how long after its time it is late."""

    name: str
    when: When
    run: Callable[[dt.datetime], object]
    grace: dt.timedelta = dt.timedelta(hours=2)
    limit: dt.timedelta = dt.timedelta(minutes=30)  # a run that takes longer counts as dead


@dataclass(frozen=True, slots=True)
class Claim:
    """One run that is ours."""

    job: Job
    schedule_id: int
    number: int
    attempt: int


def declare(*, jobs: Iterable[Job], now: dt.datetime) -> None:
    """Give each job its row, set anew when its rhythm changed, and forget what is declared no more."""
    declared = list(jobs)
    known = {row.name: row for row in Schedule.objects.all()}
    for job in declared:
        told = {"rhythm": str(job.when), "grace_seconds": int(job.grace.total_seconds())}
        row = known.get(job.name)
        if row is None:
            new = Schedule(name=job.name, next_at=job.when.next_after(now), **told)
            Schedule.objects.bulk_create([new], ignore_conflicts=True)
        elif row.rhythm != told["rhythm"]:
            Schedule.objects.filter(pk=row.pk).update(next_at=job.when.next_after(now), **told)
        elif row.grace_seconds != told["grace_seconds"]:
            Schedule.objects.filter(pk=row.pk).update(**told)
    Schedule.objects.exclude(name__in=[job.name for job in declared]).delete()


def claim_next(*, jobs: Iterable[Job], now: dt.datetime) -> Claim | None:
    """Take one job that is due, or whose runner died or failed and waited; None when there is nothing."""
    by_name = {job.name: job for job in jobs}
    due = Q(leased_until=None, next_at__lte=now) | Q(leased_until__lte=now)
    for row in Schedule.objects.filter(due, name__in=by_name).order_by("next_at", "pk"):
        if claim := _claim(row, by_name[row.name], due, now=now):
            return claim
    return None


def finish(*, claim: Claim, error: str, now: dt.datetime) -> bool:
    """End a run: well when `error` is empty, else tried again later; False when it is no longer ours."""
    ending = _good(now=now) if not error else _failed(claim, now=now)
    with transaction.atomic():
        mine = Schedule.objects.filter(pk=claim.schedule_id, run_number=claim.number)
        if not mine.exclude(leased_until=None).update(**ending):
            return False
        runs = Run.objects.filter(schedule_id=claim.schedule_id)
        runs.filter(number=claim.number).update(ended_at=now, is_good=not error, error=error)
        runs.filter(number__lte=claim.number - RUNS_KEPT).delete()
    return True


def beat(*, host: str, number: int, process: int, version: str, now: dt.datetime) -> None:
    """Say that a job process is there."""
    told = {"process": process, "version": version, "beat_at": now}
    mine = Heartbeat.objects.filter(host=host, number=number)
    if mine.filter(process=process).update(**told) or mine.update(started_at=now, **told):
        return
    new = Heartbeat(host=host, number=number, started_at=now, **told)
    Heartbeat.objects.bulk_create([new], ignore_conflicts=True)


def say_goodbye(*, host: str, number: int, process: int) -> None:
    """Forget a job process that leaves because it was asked to."""
    Heartbeat.objects.filter(host=host, number=number, process=process).delete()


def forget_lost_workers(*, now: dt.datetime) -> None:
    """Forget processes that nobody heard for a day."""
    Heartbeat.objects.filter(beat_at__lt=now - WORKER_GONE).delete()


def _claim(row: Schedule, job: Job, due: Q, *, now: dt.datetime) -> Claim | None:
    is_due = row.next_at <= now
    is_again = row.leased_until is not None  # taken over, or tried again
    attempt = row.attempts + 1 if is_again and row.attempts < ATTEMPTS_MAX else 1
    if is_again and row.attempts >= ATTEMPTS_MAX and not is_due:
        Schedule.objects.filter(due, pk=row.pk, run_number=row.run_number).update(
            leased_until=None, attempts=0
        )
        return None
    with transaction.atomic():
        taken = Schedule.objects.filter(
            due, pk=row.pk, run_number=row.run_number, next_at=row.next_at
        ).update(
            next_at=job.when.next_after(now) if is_due else row.next_at,
            owed_since=row.owed_since or row.next_at,
            run_number=F("run_number") + 1,
            attempts=attempt,
            leased_until=now + job.limit,
        )
        if not taken:
            return None
        Run.objects.filter(schedule=row, ended_at=None).update(ended_at=now, error=DIED)
        Run.objects.create(schedule=row, number=row.run_number + 1, started_at=now)
    return Claim(job, row.pk, row.run_number + 1, attempt)


def _good(*, now: dt.datetime) -> dict[str, object]:
    return {"leased_until": None, "attempts": 0, "owed_since": None, "last_good_at": now}


def _failed(claim: Claim, *, now: dt.datetime) -> dict[str, object]:
    if claim.attempt >= ATTEMPTS_MAX:
        return {"leased_until": None, "attempts": 0}
    return {"leased_until": now + WAIT[claim.attempt - 1]}
