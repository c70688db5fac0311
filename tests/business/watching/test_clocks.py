"""Clocks that disagree are told: the machine's with the database's, the disk's and what was noted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.timeline import actions as timeline
from boekbrug.business.watching import clocks
from tests.cast import Cast


def note(cast: Cast, at: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        timeline.note(kind="dossier.changed", subject=cast.atelier, actor=PROGRAM, at=at)


def test_clocks_that_agree_are_fine(cast: Cast) -> None:
    note(cast, timezone.now())

    assert clocks.disagreement(now=timezone.now()) is None


def test_a_clock_that_was_set_back_is_told_by_what_was_noted(cast: Cast, now: dt.datetime) -> None:
    note(cast, now)

    assert clocks.disagreement(now=now - dt.timedelta(seconds=59)) is None
    said = clocks.disagreement(now=now - dt.timedelta(hours=1))
    assert said is not None
    assert said.english.startswith("What was noted last is of 16/03/2026 09:30:00, later than the clock")


@pytest.mark.django_db
def test_a_machine_whose_clock_is_wrong_is_told() -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        said = clocks.disagreement(now=timezone.now())

    of_whom = "database" if connection.vendor == "postgresql" else "disk"
    assert said is not None
    assert said.code == f"watching-clock-of-{of_whom}"
    assert abs(int(said.values["found"]) - 7200) < 60


@pytest.mark.parametrize(
    ("moment", "hours", "changes"),
    [
        (dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC), 1, dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC)),
        (dt.datetime(2026, 7, 1, tzinfo=dt.UTC), 2, dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC)),
        (dt.datetime(2026, 10, 25, 0, 59, tzinfo=dt.UTC), 2, dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC)),
    ],
)
def test_the_next_change_of_summer_time_is_known(
    moment: dt.datetime, hours: int, changes: dt.datetime
) -> None:
    zone = clocks.zone(now=moment)

    assert (zone.name, zone.offset, zone.changes_at) == (
        "Europe/Brussels",
        dt.timedelta(hours=hours),
        changes,
    )


def test_a_zone_without_summer_time_is_told(settings: Any, now: dt.datetime) -> None:
    settings.TIME_ZONE = "Etc/UTC"

    assert clocks.zone(now=now).changes_at is None
