"""What others ask about schedules and the processes that work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boekbrug.business.schedules.models import Heartbeat, Run, Schedule

SILENT_AFTER = dt.timedelta(seconds=60)  # four heartbeats that did not come


@dataclass(frozen=True, slots=True)
class Shown:
    """A schedule with its last run."""

    row: Schedule
    last_run: Run | None
    late_since: dt.datetime | None


def schedules(*, now: dt.datetime) -> list[Shown]:
    """Return every schedule, by name, with how it stands."""
    rows = Schedule.objects.order_by("name").prefetch_related("runs")
    return [
        Shown(row, max(row.runs.all(), key=lambda run: run.number, default=None), row.late_since(now))
        for row in rows
    ]


def workers(*, now: dt.datetime) -> tuple[int, int]:
    """Return how many job processes were heard lately, and how many are silent."""
    beats = list(Heartbeat.objects.values_list("beat_at", flat=True))
    alive = sum(beat_at > now - SILENT_AFTER for beat_at in beats)
    return alive, len(beats) - alive
