"""Months, quarters, years and free periods of whole days; the day of today always comes in as a value."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

QUARTER_MONTHS = 3
YEAR_MONTHS = 12


class PeriodEndsBeforeItStarts(ValueError):
    """The last day of a period lies before its first."""

    def __init__(self, first_on: dt.date, last_on: dt.date) -> None:
        super().__init__(f"A period from {first_on:%d/%m/%Y} cannot end on {last_on:%d/%m/%Y}.")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from the first to the last, both included; raises PeriodEndsBeforeItStarts."""

    first_on: dt.date
    last_on: dt.date

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise PeriodEndsBeforeItStarts(self.first_on, self.last_on)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first_on <= day <= self.last_on

    def contains(self, day: dt.date) -> bool:
        """Whether a day lies in the period."""
        return day in self

    @property
    def key(self) -> str:
        """A stable label for addresses and file names: 2026-03, 2026-Q1, 2026 or 2026-03-05_2026-03-09."""
        year, month = self.first_on.year, self.first_on.month
        if self == month_of(self.first_on):
            return f"{year:04d}-{month:02d}"
        if self == quarter_of(self.first_on):
            return f"{year:04d}-Q{(month + 2) // QUARTER_MONTHS}"
        if self == year_of(self.first_on):
            return f"{year:04d}"
        return f"{self.first_on.isoformat()}_{self.last_on.isoformat()}"


def _months(year: int, month: int, *, count: int) -> Period:
    """The period of `count` months that starts with a month."""
    last_month = month + count - 1
    last_day = calendar.monthrange(year, last_month)[1]
    return Period(dt.date(year, month, 1), dt.date(year, last_month, last_day))


def month(year: int, number: int) -> Period:
    """Return a calendar month; raises ValueError when the number is not 1 to 12."""
    return _months(year, number, count=1)


def quarter(year: int, number: int) -> Period:
    """Return a calendar quarter; raises ValueError when the number is not 1 to 4."""
    return _months(year, number * QUARTER_MONTHS - 2, count=QUARTER_MONTHS)


def year(number: int) -> Period:
    """Return a calendar year."""
    return _months(number, 1, count=YEAR_MONTHS)


def month_of(day: dt.date) -> Period:
    """Return the month that a day lies in."""
    return month(day.year, day.month)


def quarter_of(day: dt.date) -> Period:
    """Return the quarter that a day lies in."""
    return quarter(day.year, (day.month + 2) // QUARTER_MONTHS)


def year_of(day: dt.date) -> Period:
    """Return the year that a day lies in."""
    return year(day.year)


def last_complete_month(today: dt.date) -> Period:
    """Return the newest month that has ended before `today`."""
    return month_of(today.replace(day=1) - dt.timedelta(days=1))


def months_until(first_on: dt.date, last_on: dt.date) -> Iterator[Period]:
    """Yield the months from the one of `first_on` up to and with the one of `last_on`, oldest first."""
    current = month_of(first_on)
    while current.first_on <= last_on:
        yield current
        current = month_of(current.last_on + dt.timedelta(days=1))


def from_key(key: str) -> Period | None:
    """Return the period behind a key that `Period.key` made, or None when it is none."""
    try:
        match key.split("_"):
            case [first, last]:
                return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
            case [one] if one.isascii() and one.isdigit() and len(one) == 4:
                return year(int(one))
            case [one] if "-" in one and len(one) == 7:
                number, part = one.split("-")
                return (
                    quarter(int(number), int(part[1:])) if part[0] == "Q" else month(int(number), int(part))
                )
    except (ValueError, IndexError, calendar.IllegalMonthError):
        return None
    return None
