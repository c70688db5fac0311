"""The figures of this installation for a program that watches: counts, moments and sizes, of nobody.

No figure carries a name, an id or an amount of a dossier. What tells figures of one name apart is the kind of
job, the name of a schedule (both are declared in our code) or a version; so their number has a bound.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import django
from django.conf import settings

from boekbrug.business import schema
from boekbrug.business.files import free_space
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.safekeeping import queries as safekeeping
from boekbrug.business.schedules import queries as schedules
from boekbrug.business.watching import machine
from boekbrug.business.watching.models import Alert
from boekbrug.business.watching.parked import parked_counts
from boekbrug.business.watching.queues import queues

MEANING = {
    "info": "Always 1; the labels say versions, database and its mode.",
    "migrations_waiting": "Migrations that are not applied yet.",
    "workers": "Job processes, by whether they were heard in the last minute.",
    "workers_expected": "Job processes that the setting asks for.",
    "queue_length": "Jobs that wait or are being done, by kind.",
    "queue_oldest_age_seconds": "How long the oldest job that is due waits, by kind; 0 while held.",
    "parked_jobs": "Jobs that were given up and wait for the operator, by kind.",
    "held": "1 while nothing leaves because a backup was restored.",
    "schedule_late": "1 while a schedule should have run well by now.",
    "schedule_last_good_timestamp_seconds": "When a schedule last ran well; 0 for never.",
    "alerts_open": "Things that stand still, as told to the operators.",
    "backup_last_timestamp_seconds": "When the last whole backup ended; 0 for never.",
    "verify_last_timestamp_seconds": "When the last verification ended; 0 for never.",
    "verify_good": "1 when the last verification found nothing.",
    "disk_free_bytes": "Free room where the data lies.",
    "database_size_bytes": "Size of the database.",
    "files_size_bytes": "Size of the kept files, as they came in.",
    "files_damaged": "Kept files that were found damaged.",
}
"""Every figure with its meaning; docs/metrics.md has the units and examples of rules."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, its value, and what tells it from others of that name."""

    name: str
    value: int
    labels: tuple[tuple[str, str], ...] = ()


def all_figures(*, now: dt.datetime) -> list[Figure]:
    """Return every figure, those of one name together."""
    found = [*_machine(), *_workers(now), *_queues(now), *_schedules(now), *_safekeeping(), *_files()]
    order = list(MEANING)
    return sorted(found, key=lambda one: order.index(one.name))


def _machine() -> Iterator[Figure]:
    found = machine.database_mode()
    yield Figure(
        "info",
        1,
        (
            ("version", settings.BOEKBRUG_VERSION),
            ("python", ".".join(str(part) for part in sys.version_info[:3])),
            ("django", django.get_version()),
            ("database", found.name),
            ("database_mode", found.mode),
        ),
    )
    yield Figure("migrations_waiting", schema.migrations()[1])
    yield Figure("disk_free_bytes", free_space.free_bytes())
    yield Figure("database_size_bytes", machine.database_size_bytes())


def _workers(now: dt.datetime) -> Iterator[Figure]:
    heard, silent = schedules.workers(now=now)
    yield Figure("workers", heard, (("state", "heard"),))
    yield Figure("workers", silent, (("state", "silent"),))
    yield Figure("workers_expected", settings.WORKERS)
    yield Figure("alerts_open", Alert.objects.filter(closed_at=None).count())


def _queues(now: dt.datetime) -> Iterator[Figure]:
    for queue in queues():
        age = max(int((now - queue.since).total_seconds()), 0) if queue.since else 0
        yield Figure("queue_length", queue.length, (("kind", queue.kind),))
        yield Figure("queue_oldest_age_seconds", age, (("kind", queue.kind),))
    for kind, count in parked_counts().items():
        yield Figure("parked_jobs", count, (("kind", kind),))
    yield Figure("held", int(outbox.held_since() is not None))


def _schedules(now: dt.datetime) -> Iterator[Figure]:
    for shown in schedules.schedules(now=now):
        named = (("schedule", shown.row.name),)
        yield Figure("schedule_late", int(shown.late_since is not None), named)
        yield Figure("schedule_last_good_timestamp_seconds", _seconds(shown.row.last_good_at), named)


def _safekeeping() -> Iterator[Figure]:
    verified = safekeeping.last_verify()
    yield Figure("backup_last_timestamp_seconds", _seconds(safekeeping.last_backup_at()))
    yield Figure("verify_last_timestamp_seconds", _seconds(verified.ended_at if verified else None))
    yield Figure("verify_good", int(verified is not None and verified.is_fine))


def _files() -> Iterator[Figure]:
    size, damaged = machine.kept_files()
    yield Figure("files_size_bytes", size)
    yield Figure("files_damaged", damaged)


def _seconds(moment: dt.datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0
