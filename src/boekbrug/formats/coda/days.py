"""The days of a statement: which may be unknown (000000), and whether they follow each other.

Source: Febelfin CODA 2.6: only the value date of a movement may be zeros. A statement runs from the day of
its opening balance to that of its closing balance, and its movements are entered between the two. What has
other days is read all the same and told, because banks correct old entries; a statement without its own
days of creation and closing is refused.
"""

from __future__ import annotations

import datetime as dt
from operator import attrgetter
from typing import TYPE_CHECKING

from boekbrug.formats.coda import layout, problems
from boekbrug.formats.coda.columns import UNKNOWN_DAY, Column
from boekbrug.formats.coda.statement import with_details
from boekbrug.formats.problem import ProblemKind

if TYPE_CHECKING:
    from boekbrug.formats.coda.assembly import Assembly

LONG = dt.timedelta(days=31)
"""Older than this is not a correction of last month any more."""

_CREATED, _ENTRY = layout.HEADER["created_on"], layout.MOVEMENT_1["entry_on"]
_OPENING, _CLOSING = layout.OPENING["balance_on"], layout.CLOSING["balance_on"]
_entry_on, _details = attrgetter("entry_on"), attrgetter("details")


def check_days(assembly: Assembly) -> None:
    """Note each day that is unknown or in the wrong place; the movements are looked at only when one is."""
    statement = assembly.statement
    made, opened, closed = statement.created_on, statement.opening_on, statement.closing_on
    if made is None or opened is None or closed is None or not opened <= closed <= made + LONG:
        _check_frame(assembly)
    first = _before(opened)
    if _are_within(_entry_days(assembly), first, closed):
        return
    for movement in with_details(statement.movements):
        line = movement.first_line
        _must_be_known(assembly, movement.entry_on, line, (_ENTRY, problems.DAY_UNKNOWN))
        _must_lie(assembly, movement.entry_on, (first, closed), (line, _ENTRY))


def _check_frame(assembly: Assembly) -> None:
    """Note what is wrong with the days of creation, opening and closing."""
    statement = assembly.statement
    header, opening, closing = statement.first_line, assembly.opening_line, assembly.closing_line
    _must_be_known(assembly, statement.created_on, header, (_CREATED, problems.DAY_MISSING))
    if opening:
        _must_be_known(assembly, statement.opening_on, opening, (_OPENING, problems.DAY_UNKNOWN))
    if closing:
        _must_be_known(assembly, statement.closing_on, closing, (_CLOSING, problems.DAY_MISSING))
    _must_lie(assembly, statement.closing_on, (statement.opening_on, None), (closing, _CLOSING))
    end = statement.closing_on or statement.opening_on
    _must_lie(assembly, statement.created_on, (_before(end), None), (header, _CREATED))


def _must_be_known(
    assembly: Assembly, day: dt.date | None, line: int, what: tuple[Column, ProblemKind]
) -> None:
    column, kind = what
    if day is None and (line, column.name) not in assembly.no_days:
        assembly.note(kind.at(line=line, columns=column.columns, found=UNKNOWN_DAY, expected="DDMMYY"))


def _must_lie(
    assembly: Assembly,
    day: dt.date | None,
    bounds: tuple[dt.date | None, dt.date | None],
    where: tuple[int, Column],
) -> None:
    first, last = bounds
    line, column = where
    if day is None or _are_within({day}, first, last):
        return
    expected = f"≥ {first:%d/%m/%Y}" if first is not None and day < first else f"≤ {last:%d/%m/%Y}"
    kind, found = problems.DAY_OUT_OF_ORDER, f"{day:%d/%m/%Y}"
    assembly.note(kind.at(line=line, columns=column.columns, found=found, expected=expected))


def _before(day: dt.date | None) -> dt.date | None:
    return None if day is None else day - LONG


def _are_within(days: set[dt.date | None], first: dt.date | None, last: dt.date | None) -> bool:
    """Whether all days are known and lie between these two, as far as those are known."""
    known = days - {None}
    if len(known) != len(days):
        return False
    is_early = first is not None and any(day < first for day in known if day)
    return not is_early and not (last is not None and any(day > last for day in known if day))


def _entry_days(assembly: Assembly) -> set[dt.date | None]:
    """Return the different entry days, details included; quick, for it is done for each statement."""
    days: set[dt.date | None] = set(map(_entry_on, assembly.statement.movements))
    for total in assembly.levels.totals:
        days.update(map(_entry_on, total.details))
        if any(map(_details, total.details)):
            days.update(map(_entry_on, with_details(total.details)))
    return days
