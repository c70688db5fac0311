"""Whether the clocks agree: this machine's, the database server's, the disk's and what was noted last.

A clock that runs ahead seals moments into timelines that have not come yet, and sends what is not due; one
that was set back leaves schedules waiting. Each comparison asks real clocks; only what was noted is held
against the moment that the door gives.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import time
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils import timezone

from boekbrug.business.timeline import queries as timeline
from boekbrug.business.watching import wordings
from boekbrug.wording import Sentence

APART_SECONDS_MAX = 60
LOOKS_AHEAD_DAYS = 400  # summer time begins or ends within


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone of days and schedules: its offset now, and when that changes next."""

    name: str
    offset: dt.timedelta
    changes_at: dt.datetime | None


def disagreement(*, now: dt.datetime) -> Sentence | None:
    """Say which clock is far from this machine's, or None."""
    if apart := _far(_database_ahead_seconds()):
        return wordings.CLOCK_OF_DATABASE.say(found=apart)
    if apart := _far(_disk_ahead_seconds()):
        return wordings.CLOCK_OF_DISK.say(found=apart)
    noted_at = timeline.newest_at()
    if noted_at and noted_at > now + dt.timedelta(seconds=APART_SECONDS_MAX):
        return wordings.CLOCK_BEHIND.say(found=f"{timezone.localtime(noted_at):%d/%m/%Y %H:%M:%S}")
    return None


def zone(*, now: dt.datetime) -> Zone:
    """Return what the time zone data of this machine say of the zone that Boekbrug works in."""
    place = ZoneInfo(settings.TIME_ZONE)
    offset = now.astimezone(place).utcoffset() or dt.timedelta()
    hours = (now + dt.timedelta(hours=number) for number in range(1, LOOKS_AHEAD_DAYS * 24))
    changes_at = next((one for one in hours if one.astimezone(place).utcoffset() != offset), None)
    return Zone(
        settings.TIME_ZONE, offset, changes_at and changes_at.replace(minute=0, second=0, microsecond=0)
    )


def _far(seconds: float) -> int:
    """Whole seconds when that is too many, else 0."""
    return int(abs(seconds)) if abs(seconds) > APART_SECONDS_MAX else 0


def _database_ahead_seconds() -> float:
    if connection.vendor != "postgresql":  # SQLite has the clock of this machine
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        said: dt.datetime = cursor.fetchone()[0]
    return (said - timezone.now()).total_seconds()


def _disk_ahead_seconds() -> float:
    """How far the disk is ahead: a network drive has a clock of its own, by which old files are removed."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA) as file:
            file.write(b"?")
            file.flush()
            return _modified_at(file.fileno()) - time.time()
    except OSError:  # full or not to be written: other findings say so
        return 0


def _modified_at(handle: int) -> float:
    return os.fstat(handle).st_mtime
