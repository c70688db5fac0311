"""A schedule, its runs, and the processes that run what waits; of the whole installation, no dossier."""

from __future__ import annotations

import datetime as dt

from django.db import models


class Schedule(models.Model):
    """When something is due next and who runs it; what it does is declared in code, under the same name."""

    name = models.CharField(max_length=40, unique=True)
    rhythm = models.CharField(max_length=40)  # as declared; another rhythm sets `next_at` anew
    grace_seconds = models.PositiveIntegerField()
    next_at = models.DateTimeField()
    owed_since = models.DateTimeField(null=True)  # due at this moment and not done well since
    run_number = models.PositiveIntegerField(
        default=0
    )  # the fence: a run with an older number changes nothing
    attempts = models.PositiveSmallIntegerField(default=0)  # of what is owed, counted before the work
    leased_until = models.DateTimeField(null=True)  # runs now, or is tried again then
    last_good_at = models.DateTimeField(null=True)

    def late_since(self, now: dt.datetime) -> dt.datetime | None:
        """Return when it was due that it should have run well by now, or None when it is in time."""
        due_at = min(self.owed_since or self.next_at, self.next_at)
        return due_at if due_at + dt.timedelta(seconds=self.grace_seconds) < now else None


class Run(models.Model):
    """One run of a schedule; the last ones are kept."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    is_good = models.BooleanField(default=False)
    error = models.CharField(max_length=80, blank=True)  # the class only: a message may hold content

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "number"], name="a_run_has_its_own_number")
        ]


class Heartbeat(models.Model):
    """One job process, and when it last said that it is there."""

    host = models.CharField(max_length=100)
    number = models.PositiveSmallIntegerField()
    process = models.PositiveIntegerField()
    version = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["host", "number"], name="a_worker_beats_once")]
