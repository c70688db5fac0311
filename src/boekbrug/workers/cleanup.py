"""Remove what has expired (sessions, answers, visits …) and half files of killed writers."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.db import connection

from boekbrug.business.files import blobs
from boekbrug.business.repeats import actions as repeats
from boekbrug.business.schedules import actions as schedules
from boekbrug.business.visits import actions as visits

DAY_SECONDS = 24 * 3600


def clean_up(now: dt.datetime) -> None:
    """Remove what expired; twice is as once."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    _remove_expired_cache_rows(now)
    repeats.forget_old(now=now)
    visits.forget_old(now=now)
    blobs.remove_unfinished(before=now - dt.timedelta(seconds=DAY_SECONDS))
    schedules.forget_lost_workers(now=now)


def _remove_expired_cache_rows(now: dt.datetime) -> None:
    """Django's database cache removes rows only when it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        # waived 2026-11-27: the table is our own setting, quoted
        # nosemgrep: sql-from-text
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608  our own setting
