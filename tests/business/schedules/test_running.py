"""A schedule is claimed by one runner, caught up once, taken over, kept back when it fails."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from boekbrug.business.schedules import actions, queries
from boekbrug.business.schedules.actions import Job
from boekbrug.business.schedules.clock import daily
from boekbrug.business.schedules.models import Heartbeat, Run, Schedule
from tests.workers.making import start_worker, wait_until

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
JOB = Job("tidy", daily(3, 10), lambda _now: None, grace=2 * HOUR)


@pytest.fixture
def due(now: dt.datetime) -> dt.datetime:
    """The moment after the first time of the job, which was declared before."""
    actions.declare(jobs=[JOB], now=now)
    return Schedule.objects.get().next_at + dt.timedelta(minutes=1)


def claim(now: dt.datetime) -> actions.Claim | None:
    return actions.claim_next(jobs=[JOB], now=now)


def test_nothing_runs_before_its_time_and_one_runner_gets_it(due: dt.datetime) -> None:
    assert claim(due - HOUR) is None
    assert claim(due) is not None
    assert claim(due) is None


def test_ten_missed_days_are_caught_up_once(due: dt.datetime) -> None:
    first = claim(due + 10 * DAY)
    assert first is not None
    actions.finish(claim=first, error="", now=due + 10 * DAY)

    assert claim(due + 10 * DAY + HOUR) is None
    assert Schedule.objects.get().next_at == JOB.when.next_after(due + 10 * DAY)
    assert Run.objects.count() == 1


def test_a_dead_runner_is_taken_over_and_its_late_end_changes_nothing(due: dt.datetime) -> None:
    lost, later = claim(due), due + JOB.limit
    assert lost is not None
    taken = claim(later)

    assert taken is not None
    assert taken.number == lost.number + 1
    assert not actions.finish(claim=lost, error="", now=later)
    assert Schedule.objects.get().leased_until == later + JOB.limit
    assert actions.finish(claim=taken, error="", now=later)
    assert list(Run.objects.order_by("number").values_list("error", "is_good")) == [
        ("DIED", False),
        ("", True),
    ]


def test_one_that_fails_is_tried_five_times_and_then_waits_for_its_next_time(due: dt.datetime) -> None:
    tries, moment = 0, due
    while moment < due + 12 * HOUR:
        if one := claim(moment):
            tries += 1
            actions.finish(claim=one, error="OSError", now=moment)
        moment += dt.timedelta(minutes=1)

    assert tries == 5
    shown = queries.schedules(now=moment)[0]
    assert shown.late_since == due - dt.timedelta(minutes=1)
    assert shown.last_run is not None
    assert shown.last_run.error == "OSError"
    assert claim(due + DAY) is not None


def test_it_is_late_after_its_grace_and_in_time_after_a_good_run(due: dt.datetime) -> None:
    assert queries.schedules(now=due + HOUR)[0].late_since is None
    assert queries.schedules(now=due + 3 * HOUR)[0].late_since is not None

    one = claim(due + 3 * HOUR)
    assert one is not None
    actions.finish(claim=one, error="", now=due + 3 * HOUR)

    assert queries.schedules(now=due + 4 * HOUR)[0].late_since is None


def test_only_the_last_runs_are_kept(due: dt.datetime) -> None:
    for number in range(actions.RUNS_KEPT + 5):
        one = claim(due + number * DAY)
        assert one is not None
        actions.finish(claim=one, error="", now=due + number * DAY)

    assert Run.objects.count() == actions.RUNS_KEPT


def test_another_rhythm_sets_the_next_time_anew(due: dt.datetime) -> None:
    moved = Job("tidy", daily(5), lambda _now: None)

    actions.declare(jobs=[moved], now=due)

    assert Schedule.objects.get().next_at == moved.when.next_after(due)
    actions.declare(jobs=[], now=due)
    assert not Schedule.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_beats_and_runs_what_a_killed_one_left(settings: Any) -> None:
    first = start_worker(settings)
    try:
        wait_until(lambda: Heartbeat.objects.exists() and Schedule.objects.exists())
        first.kill()
        first.wait()
        past = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        Schedule.objects.update(leased_until=past, owed_since=past, attempts=1, run_number=7)
    finally:
        first.kill()
        first.wait()
    second = start_worker(settings)
    try:
        wait_until(lambda: Run.objects.filter(number=8, is_good=True).exists())
        wait_until(lambda: [one.process for one in Heartbeat.objects.all()] == [second.pid])
    finally:
        second.terminate()
        second.wait()
    assert not Heartbeat.objects.exists()
