"""When something is due, by the clock of Brussels, on the two days of the year that are not 24 hours too.

A time that the clock skips (02:30 in March) comes at the end of the gap, at 03:00; a time that it shows twice
(02:30 in October) counts the first time. An hourly one follows real hours: 23 and 25 of them on those days.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
DAYS_TRIED_MAX = 33  # a month and the day before it: one of any rhythm lies in it


class Every(StrEnum):
    """How often."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class When:
    """The rhythm: each hour at `minute`; each day, week or month at `hour`:`minute` local time.

    `weekday` counts from Monday, 0. `day` 31 means the last day of a shorter month.
    """

    every: Every
    minute: int = 0
    hour: int = 0
    weekday: int = 0
    day: int = 1

    def __str__(self) -> str:
        at = f"{self.hour:02}:{self.minute:02}"
        return {
            Every.HOUR: f"hour :{self.minute:02}",
            Every.DAY: f"day {at}",
            Every.WEEK: f"week {self.weekday} {at}",
            Every.MONTH: f"month {self.day} {at}",
        }[self.every]

    def next_after(self, moment: dt.datetime) -> dt.datetime:
        """Return the first moment after `moment` at which it is due, in UTC."""
        return next(due for due in self._due_from(moment) if due > moment)

    def _due_from(self, moment: dt.datetime) -> Iterator[dt.datetime]:
        if self.every is Every.HOUR:
            hour = moment.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
            yield from (hour + number * HOUR + self.minute * MINUTE for number in (0, 1))
            return
        first = moment.astimezone(BRUSSELS).date() - DAY
        for number in range(DAYS_TRIED_MAX + 1):
            date = first + number * DAY
            if self._is_on(date):
                yield in_brussels(date, dt.time(self.hour, self.minute))

    def _is_on(self, date: dt.date) -> bool:
        if self.every is Every.WEEK:
            return date.weekday() == self.weekday
        if self.every is Every.MONTH:
            return date.day == min(self.day, calendar.monthrange(date.year, date.month)[1])
        return True


def hourly(*, minute: int = 0) -> When:
    """Each hour, at a minute."""
    return When(Every.HOUR, minute)


def daily(hour: int, minute: int = 0) -> When:
    """Each day, at a local time."""
    return When(Every.DAY, minute, hour)


def weekly(weekday: int, hour: int, minute: int = 0) -> When:
    """Each week on a weekday (Monday is 0), at a local time."""
    return When(Every.WEEK, minute, hour, weekday=weekday)


def monthly(day: int, hour: int, minute: int = 0) -> When:
    """Each month on a day, or on its last one, at a local time."""
    return When(Every.MONTH, minute, hour, day=day)


def in_brussels(date: dt.date, time: dt.time) -> dt.datetime:
    """Return the moment, in UTC, at which the clock of Brussels shows this; after a gap, its end."""
    wall = dt.datetime.combine(date, time, tzinfo=BRUSSELS)
    while (moment := wall.astimezone(dt.UTC)).astimezone(BRUSSELS).replace(tzinfo=None) != wall.replace(
        tzinfo=None
    ):
        wall += MINUTE
    return moment
