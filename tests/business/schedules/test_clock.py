"""When something is due in Brussels: over years of hours, and on the days of 23 and 25 hours."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.business.schedules.clock import BRUSSELS, When, daily, hourly, monthly, weekly

START = dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
YEARS_OF_HOURS = 3 * 366 * 24
moments = st.integers(0, YEARS_OF_HOURS * 3600).map(lambda seconds: START + dt.timedelta(seconds=seconds))
rhythms = st.one_of(
    st.builds(lambda m: hourly(minute=m), st.integers(0, 59)),
    st.builds(daily, st.integers(0, 23), st.integers(0, 59)),
    st.builds(weekly, st.integers(0, 6), st.integers(0, 23), st.integers(0, 59)),
    st.builds(monthly, st.integers(1, 31), st.integers(0, 23), st.integers(0, 59)),
)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def local_dates(when: When, since: dt.datetime, until: dt.datetime) -> list[dt.date]:
    dates, moment = [], since
    while (moment := when.next_after(moment)) < until:
        dates.append(moment.astimezone(BRUSSELS).date())
    return dates


@pytest.mark.parametrize(
    ("after", "due"),
    [
        ("2026-03-28T12:00", "2026-03-29T01:00"),  # 02:30 is skipped: 03:00 summer time
        ("2026-03-29T01:00", "2026-03-30T00:30"),
        ("2026-10-24T12:00", "2026-10-25T00:30"),  # 02:30 comes twice: the first one
        ("2026-10-25T00:30", "2026-10-26T01:30"),
        ("2027-03-27T12:00", "2027-03-28T01:00"),
        ("2027-10-30T12:00", "2027-10-31T00:30"),
        ("2027-10-31T00:30", "2027-11-01T01:30"),
    ],
)
def test_half_past_two_on_both_changes(after: str, due: str) -> None:
    assert daily(2, 30).next_after(utc(after)) == utc(due)


@pytest.mark.parametrize("hour", range(24))
def test_a_daily_one_runs_once_on_every_day_of_two_years(hour: int) -> None:
    since, until = utc("2025-12-31T23:00"), utc("2027-12-31T23:00")

    dates = local_dates(daily(hour, 30), since, until)

    assert len(dates) == 730
    assert all(later - earlier == dt.timedelta(days=1) for earlier, later in pairwise(dates))


@given(rhythms, moments)
def test_the_next_one_is_later_and_nothing_lies_between(when: When, moment: dt.datetime) -> None:
    due = when.next_after(moment)

    assert due > moment
    assert when.next_after(due - dt.timedelta(seconds=1)) == due
    assert when.next_after(moment + (due - moment) / 2) == due


@given(rhythms, moments)
def test_it_comes_as_often_as_it_says(when: When, moment: dt.datetime) -> None:
    first = when.next_after(moment)
    distance = when.next_after(first) - first

    hours = {"hour": (1, 1), "day": (22.5, 25), "week": (166.5, 169), "month": (27.9 * 24, 31.1 * 24)}
    low, high = hours[when.every]
    assert dt.timedelta(hours=low) <= distance <= dt.timedelta(hours=high)


@given(rhythms.filter(lambda when: when.every != "hour"), moments)
def test_the_clock_shows_the_time_or_the_end_of_the_gap(when: When, moment: dt.datetime) -> None:
    shown = when.next_after(moment).astimezone(BRUSSELS)

    is_in_gap = (shown.hour, shown.minute) == (3, 0) and shown.month == 3 and when.hour == 2
    assert (shown.hour, shown.minute) == (when.hour, when.minute) or is_in_gap
    assert shown.fold == 0


def test_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert monthly(31, 6).next_after(utc("2026-02-01T00:00")) == utc("2026-02-28T05:00")


def test_an_hourly_one_follows_real_hours() -> None:
    since, until = utc("2026-10-24T22:00"), utc("2026-10-25T23:00")

    assert len(local_dates(hourly(minute=5), since, until)) == 25
