"""Months, quarters and years."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug import periods
from boekbrug.periods import Period

days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


@given(days)
def test_a_day_lies_in_its_month_quarter_and_year(day: dt.date) -> None:
    for period in (periods.month_of(day), periods.quarter_of(day), periods.year_of(day)):
        assert period.contains(day)
        assert period.first_on - dt.timedelta(days=1) not in period
        assert period.last_on + dt.timedelta(days=1) not in period


@given(days)
def test_a_key_leads_back_to_its_period(day: dt.date) -> None:
    free = Period(day, day + dt.timedelta(days=4))
    for period in (periods.month_of(day), periods.quarter_of(day), periods.year_of(day), free):
        assert periods.from_key(period.key) == period


@given(days)
def test_the_last_complete_month_has_ended_and_nothing_lies_between(today: dt.date) -> None:
    last = periods.last_complete_month(today)

    assert last.last_on < today
    assert last.last_on + dt.timedelta(days=1) == periods.month_of(today).first_on


@given(days, st.integers(0, 3000))
def test_months_follow_each_other_without_a_gap(first_on: dt.date, later: int) -> None:
    last_on = first_on + dt.timedelta(days=later)
    months = list(periods.months_until(first_on, last_on))

    assert first_on in months[0]
    assert last_on in months[-1]
    for one, following in itertools.pairwise(months):
        assert one.last_on + dt.timedelta(days=1) == following.first_on


@pytest.mark.parametrize(
    ("period", "key"),
    [
        (periods.month(2026, 3), "2026-03"),
        (periods.quarter(2026, 1), "2026-Q1"),
        (periods.year(2024), "2024"),
        (Period(dt.date(2026, 3, 5), dt.date(2026, 3, 9)), "2026-03-05_2026-03-09"),
    ],
)
def test_keys_are_short(period: Period, key: str) -> None:
    assert period.key == key


@pytest.mark.parametrize(
    "key", ["", "2026-13", "2026-Q5", "2026-Q0", "20-26", "2026-03-09_2026-03-05", "_", "2026-", "0000", "x"]
)
def test_what_is_no_key_is_none(key: str) -> None:
    assert periods.from_key(key) is None


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(periods.PeriodEndsBeforeItStarts, match="02/01/2026"):
        Period(dt.date(2026, 1, 2), dt.date(2026, 1, 1))


def test_no_months_lie_before_the_first_day() -> None:
    assert list(periods.months_until(dt.date(2026, 3, 1), dt.date(2026, 2, 1))) == []


def test_a_leap_february_has_29_days() -> None:
    assert periods.month(2024, 2).last_on == dt.date(2024, 2, 29)
