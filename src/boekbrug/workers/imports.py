"""Finish files that came in and were not understood yet, or whose import was cut off."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.files.free_space import Room
from boekbrug.business.inbox import actions
from boekbrug.workers.engine import JobKind

LIMIT_SECONDS = 900  # a year of statements in one file


def _finish_due(now: dt.datetime) -> bool:
    return actions.finish_due(now=now) > 0


IMPORT = JobKind("import", _finish_due, limit_seconds=LIMIT_SECONDS, needs=Room.TAKE_IN)
