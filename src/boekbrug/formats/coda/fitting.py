"""Make one line of the values of a record, and refuse those that would be read back as something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from operator import itemgetter

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.columns import (
    AMOUNT,
    BLANK,
    DAY,
    DAYS,
    FLAG,
    NUMBER,
    SIGN,
    UNKNOWN_DAY,
    Column,
    DoesNotFit,
    Record,
    day_text,
)

_NUMBERS = (NUMBER, AMOUNT, SIGN, FLAG)


def line_of(record: Record, values: dict[str, object]) -> str:
    """Return the line of a record; days are days, numbers whole and the rest text. Days become text.

    :raises DoesNotFit: for the first value of another kind, that is too wide, or outside what CODA can say
    """
    days, pick, types, columns = _WRITTEN[record.title]
    if (*map(type, pick(values)),) != types:
        raise _misfit(record, values, (columns, types))
    for column in days:
        day = values[column.name]
        try:
            values[column.name] = _DAY_TEXTS[day]
        except (KeyError, TypeError):
            raise DoesNotFit(record.mark, column, day) from None
    line = record.write(values)
    if record.match(line) is None:
        column, _ = next(record.misfits(line))
        raise DoesNotFit(record.mark, column, values[column.name])
    return line


class _DayTexts(dict[object, str]):
    """The six digits of each day whose year means the same to a reader, kept; KeyError for any other."""

    def __missing__(self, day: object) -> str:
        if not isinstance(day, dt.date) or DAYS[text := day_text(day)] != day:
            raise KeyError(day)
        self[day] = text
        return text


_DAY_TEXTS = _DayTexts({None: UNKNOWN_DAY})

_Types = tuple[type, ...]
_Columns = tuple[Column, ...]
_Pick = Callable[[dict[str, object]], tuple[object, ...]]


def _written(record: Record) -> tuple[_Columns, _Pick, _Types, _Columns]:
    """Return the columns that hold days, and how the other values are picked, of which types and where."""
    columns = [one for one in record.columns if one.value is None and one.kind is not BLANK]
    days = tuple(one for one in columns if one.kind is DAY)
    others = tuple(one for one in columns if one.kind is not DAY)
    types = tuple(int if one.kind in _NUMBERS else str for one in others)
    return days, itemgetter(*[one.name for one in others]), types, others


_WRITTEN = {
    record.title: _written(record) for records in layout.BY_VERSION.values() for record in records.values()
}


def _misfit(record: Record, values: dict[str, object], wanted: tuple[_Columns, _Types]) -> DoesNotFit:
    column = next(one for one, kind in zip(*wanted, strict=True) if type(values[one.name]) is not kind)
    return DoesNotFit(record.mark, column, values[column.name])
