"""The facts of this installation, for the status page and alerts alike; no content of a dossier."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import django
from django.conf import settings
from django.utils import timezone

from boekbrug.business import schema
from boekbrug.business.files import free_space
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.outbox.models import Hold
from boekbrug.business.safekeeping import queries as safekeeping
from boekbrug.business.schedules import queries as schedules
from boekbrug.business.watching import clocks, machine, wordings
from boekbrug.business.watching.models import Alert
from boekbrug.business.watching.parked import parked_counts
from boekbrug.business.watching.queues import queues
from boekbrug.money import show_whole
from boekbrug.wording import Sentence

LOW_BYTES = 1024**3
BACKUP_EVERY = dt.timedelta(hours=26)
QUEUE_AGE_MAX = dt.timedelta(minutes=30)
MIB = 1024**2
Value = str | int | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing: its code, what was found, and what to do when that is not as it must be.

    `alarms`: the operator is told when it goes wrong. `note` says more in words that need no translation.
    """

    code: str
    value: Value
    advice: Sentence | None = None
    alarms: bool = False
    note: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether there is nothing to do."""
        return self.advice is None


def all_facts(*, now: dt.datetime) -> list[Fact]:
    """Return everything, in the order of the status page."""
    return [
        *_versions(),
        *_database(),
        *_clocks(now),
        *standing_still(now=now),
        *_safekeeping(now),
        *_size(),
        *_mail(),
    ]


def standing_still(*, now: dt.datetime) -> list[Fact]:
    """Return what raises an alert: workers, queues, schedules, no room; cheap, asked twice a minute."""
    return [*_workers(now), *_queues(now), *_schedules(now), disk()]


def _versions() -> Iterator[Fact]:
    yield Fact("version.boekbrug", settings.BOEKBRUG_VERSION)
    yield Fact("version.python", ".".join(str(part) for part in sys.version_info[:3]))
    yield Fact("version.django", django.get_version())


def _database() -> Iterator[Fact]:
    found = machine.database_mode()
    yield Fact("database", found.name)
    if found.mode:
        yield Fact("database.mode", found.mode, None if found.is_safe else wordings.UNSAFE_MODE.say())
    applied, waiting = schema.migrations()
    yield Fact("schema", applied, wordings.MIGRATIONS_WAIT.say(count=waiting) if waiting else None)


def _clocks(now: dt.datetime) -> Iterator[Fact]:
    said = f"{timezone.localtime(now):%d/%m/%Y %H:%M:%S}"
    yield Fact("clock", said, clocks.disagreement(now=now))
    zone = clocks.zone(now=now)
    note = f"UTC+{zone.offset.total_seconds() / 3600:g}"
    if zone.changes_at:
        note += f" → {_local(zone.changes_at)}"
    advice = None if zone.changes_at else wordings.NO_SUMMER_TIME.say(found=zone.name)
    yield Fact("time-zone", zone.name, advice, note=note)


def _workers(now: dt.datetime) -> Iterator[Fact]:
    alive, silent = schedules.workers(now=now)
    advice = wordings.NO_WORKER.say() if settings.WORKERS and not alive else None
    yield Fact("workers", alive, advice, alarms=True, note=f"+ {silent} ?" if silent else "")


def _queues(now: dt.datetime) -> Iterator[Fact]:
    yield _hold(outbox.last_hold())
    for queue in queues():
        since = queue.since
        is_old = since is not None and since < now - QUEUE_AGE_MAX
        advice = wordings.QUEUE_OLD.say(since=_local(since)) if since and is_old else None
        yield Fact(queue.code, queue.length, advice, alarms=True, note=_local(since) if since else "")
    count = sum(parked_counts().values())
    yield Fact("parked", count, wordings.PARKED.say(count=count) if count else None)


def _hold(last: Hold | None) -> Fact:
    """Say since when, also when it was let go: "never" would hide that a backup was restored here."""
    if last is None:
        return Fact("hold", None)
    if last.released_at is None:
        return Fact("hold", last.since_at, wordings.HELD.say())
    return Fact("hold", last.since_at, note=f"→ {_local(last.released_at)}")


def _schedules(now: dt.datetime) -> Iterator[Fact]:
    for shown in schedules.schedules(now=now):
        late = shown.late_since
        advice = wordings.SCHEDULE_LATE.say(name=shown.row.name, since=_local(late)) if late else None
        note = f"→ {_local(shown.row.next_at)}"
        if shown.last_run and shown.last_run.error:
            note = f"{shown.last_run.error} {note}"
        yield Fact(f"schedule.{shown.row.name}", shown.row.last_good_at, advice, alarms=True, note=note)


def _safekeeping(now: dt.datetime) -> Iterator[Fact]:
    backup, verified = safekeeping.last_backup_at(), safekeeping.last_verify()
    is_recent = backup is not None and now - backup < BACKUP_EVERY
    yield Fact("backup", backup, None if is_recent else wordings.NO_BACKUP.say())
    is_fine = verified is not None and verified.is_fine
    yield Fact(
        "verify", verified.ended_at if verified else None, None if is_fine else wordings.NOT_VERIFIED.say()
    )


def disk() -> Fact:
    """Return how much room the disk has; it alarms from where nothing new is taken in."""
    free, reserve = free_space.free_bytes(), settings.DISK_RESERVE_BYTES
    advice = None
    if free < reserve:
        advice = wordings.DISK_FULL.say(expected=_mebibytes(reserve))
    elif free < max(LOW_BYTES, 2 * reserve):
        advice = wordings.DISK_LOW.say(found=_mebibytes(free), expected=_mebibytes(reserve))
    return Fact("disk.free", f"{_mebibytes(free)} MiB", advice, alarms=free < reserve)


def _size() -> Iterator[Fact]:
    yield Fact("database.size", f"{_mebibytes(machine.database_size_bytes())} MiB")
    yield Fact("files.size", f"{_mebibytes(machine.kept_files()[0])} MiB")


def _mebibytes(size_bytes: int) -> str:
    return show_whole(size_bytes // MIB)


def _mail() -> Iterator[Fact]:
    last = Alert.objects.filter(mail_failed_at__isnull=False).order_by("-mail_failed_at").first()
    is_open = last is not None and last.told_at is None
    failed_at = last.mail_failed_at if last else None
    yield Fact("mail.failed", failed_at, wordings.MAIL_FAILED.say() if is_open else None)


def _local(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"
