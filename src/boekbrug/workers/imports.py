"""Finish files that came in and were not understood yet, or whose import was cut off."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.inbox import actions
from boekbrug.workers.engine import JobKind

LIMIT_SECONDS = 900  # a year of statements in one file


def _finish_next(now: dt.datetime) -> bool:
    return actions.finish_next(now=now)


IMPORT = JobKind("import", _finish_next, limit_seconds=LIMIT_SECONDS)
