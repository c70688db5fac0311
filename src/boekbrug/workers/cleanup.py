"""Once a day: remove what has expired (sessions, answers, visits …) and half files of killed writers.

The claim is a row of the shared cache that lives for a day; `add` is judged by the database, so one worker of
all gets it. A day that is cut off is made up for by the next.
"""

from __future__ import annotations

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from boekbrug.business.files import blobs
from boekbrug.business.repeats import actions as repeats
from boekbrug.business.visits import actions as visits
from boekbrug.workers.engine import JobKind

CLAIM = "workers.clean-up"
DAY_SECONDS = 24 * 3600


def clean_up(now: dt.datetime) -> bool:
    """Remove what expired, when nobody did in the last day; whether this worker did."""
    if cache.get(CLAIM) is not None:  # a read: `add` would take the write lock of SQLite in each round
        return False
    if not cache.add(CLAIM, now.isoformat(), timeout=DAY_SECONDS):
        return False
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    _remove_expired_cache_rows(now)
    repeats.forget_old(now=now)
    visits.forget_old(now=now)
    blobs.remove_unfinished(before=now - dt.timedelta(seconds=DAY_SECONDS))
    return True


def _remove_expired_cache_rows(now: dt.datetime) -> None:
    """Django's database cache removes rows only when it is full."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        # waived 2026-11-27: the table is our own setting, quoted
        # nosemgrep: sql-from-text
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608  our own setting


CLEAN_UP = JobKind("clean up", clean_up, limit_seconds=300)
