"""The column language: a record of 128 columns is declared once, and reading, writing and places follow from
it.

Positions are 1-based and include both ends, as in the printed standard. A `Record` checks itself when it is
made: columns that leave a gap or overlap raise `LayoutBroken` at import, because that is our mistake.

For speed a record is compiled: `match` is one regular expression over the whole line (0.3 µs), `cut` holds
slice objects that are made once, and `write` is one format string.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from boekbrug.formats.coda import problems
from boekbrug.formats.problem import Columns, ProblemKind, columns_in_words

WIDTH = 128
"""A line of a CODA file has exactly this many columns."""


class LayoutBroken(ValueError):
    """The columns of a declared record do not tile its width."""


class DoesNotFit(ValueError):
    """A value was offered to the writer that is too wide or of the wrong kind for its column."""

    def __init__(self, record: str, column: Column, value: object) -> None:
        super().__init__(f"{value!r} does not fit in record {record}, {column.place} ({column.name}).")
        self.column = column


@dataclass(frozen=True, slots=True)
class Kind:
    """What may stand in a column: one character's pattern, the written form, the problem if not."""

    name: str
    letter: str  # how the standard calls it: N digits, AN text
    pattern: str  # a regular expression for ONE character
    form: str  # a format for the value, `{width}` filled in
    problem: ProblemKind | None = None
    expected: str = ""
    match: Callable[[str], re.Match[str] | None] = field(init=False, repr=False, compare=False)
    """Match a text of any width whose characters all fit, else None."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "match", re.compile(f"{self.pattern}*", re.DOTALL).fullmatch)


NUMBER = Kind("number", "N", "[0-9]", "0{width}d", problems.NOT_A_NUMBER, "0–9")
AMOUNT = Kind("amount", "N", "[0-9]", "0{width}d", problems.NOT_A_NUMBER, "0–9")
DAY = Kind("day", "N", "[0-9]", "-{width}s", problems.NOT_A_DATE, "DDMMYY")
SIGN = Kind("sign", "N", "[01]", "0{width}d", problems.NOT_A_SIGN, "0, 1")
FLAG = Kind("flag", "N", "[01]", "0{width}d", problems.NOT_A_CODE, "0, 1")
DIGITS = Kind("digits", "N", "[0-9]", "-{width}s", problems.NOT_A_NUMBER, "0–9")
TEXT = Kind("text", "AN", ".", "-{width}s")
BLANK = Kind("blank", "AN", ".", "-{width}s")  # banks leave traces here: never a reason to complain


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a record: first and last position (1-based, inclusive), a name and a kind.

    `value` is what the writer puts there by itself; a blank column is written blank.
    """

    first: int
    last: int
    name: str
    kind: Kind
    value: str | None = None

    @property
    def width(self) -> int:
        """How many characters it takes."""
        return self.last - self.first + 1

    @property
    def columns(self) -> Columns:
        """Where it stands: its first and last position."""
        return self.first, self.last

    @property
    def place(self) -> str:
        """Where it stands, for a person: “columns 33–47” or “column 32”."""
        return columns_in_words(self.columns)

    @property
    def cut(self) -> slice:
        """The slice of a line that holds it."""
        return slice(self.first - 1, self.last)

    def accepts(self, text: str) -> bool:
        """Whether this text may stand here; a day must also exist in the calendar."""
        if len(text) != self.width or self.kind.match(text) is None:
            return False
        return self.kind is not DAY or is_day(text)


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of line: its mark (first one or two positions), what it holds, and its columns."""

    mark: str
    title: str
    columns: tuple[Column, ...]
    cut: Mapping[str, slice] = field(init=False)
    match: Callable[[str], re.Match[str] | None] = field(init=False)
    """Match a line of 128 whose columns all hold what their kind allows (of days: digits), else None."""
    _template: str = field(init=False)
    _written: tuple[Column, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._must_tile()
        parts = [f"{column.kind.pattern}{{{column.width}}}" for column in self.columns]
        set_once = object.__setattr__
        set_once(self, "cut", {column.name: column.cut for column in self.columns})
        set_once(self, "match", re.compile("".join(parts), re.DOTALL).fullmatch)
        set_once(self, "_template", "".join(_form(column) for column in self.columns))
        set_once(self, "_written", tuple(column for column in self.columns if "%" in _form(column)))

    def _must_tile(self) -> None:
        """Raise LayoutBroken unless the columns cover 1..128 once, under names of their own."""
        following = 1
        for column in self.columns:
            if column.first != following or column.last < column.first:
                raise LayoutBroken(f"Record {self.mark}: {column.place} should begin at {following}.")
            following = column.last + 1
        if following != WIDTH + 1:
            raise LayoutBroken(f"Record {self.mark} ends at {following - 1} instead of {WIDTH}.")
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise LayoutBroken(f"Record {self.mark} uses a name twice.")

    def __getitem__(self, name: str) -> Column:
        """Return the column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def misfits(self, line: str) -> Iterator[tuple[Column, str]]:
        """Yield the columns whose text is not of their kind, with that text."""
        for column in self.columns:
            text = line[column.cut]
            if not column.accepts(text):
                yield column, text

    def write(self, values: Mapping[str, object]) -> str:
        """Make the line; values by column name, constants and blanks are filled in.

        :raises DoesNotFit: when a value is too wide, or negative where digits are needed
        """
        line = self._template % values
        if len(line) != WIDTH or "\n" in line or "\r" in line:
            raise self._misfit(values)
        return line

    def _misfit(self, values: Mapping[str, object]) -> DoesNotFit:
        for column in self._written:
            text = _form(column) % values
            if len(text) != column.width or "\n" in text or "\r" in text:
                return DoesNotFit(self.mark, column, values[column.name])
        raise AssertionError("a line of the wrong width has a column of the wrong width")


def _form(column: Column) -> str:
    if column.value is not None:
        return column.value
    if column.kind is BLANK:
        return " " * column.width
    return f"%({column.name}){column.kind.form.format(width=column.width)}"


UNKNOWN_DAY = "000000"
"""How the standard writes a day that is not known."""

_CENTURY_PIVOT = 75  # the standard has no century rule; CODA exists since about 1990


class _Days(dict[str, dt.date | None]):
    """Days by their six digits, kept: a file repeats the same few. It cannot outgrow the calendar."""

    def __missing__(self, text: str) -> dt.date | None:
        if not (text.isascii() and text.isdigit()):
            raise NotADay(text)  # int() would take blanks and signs
        year = int(text[4:6])
        try:
            day = dt.date(year + (1900 if year >= _CENTURY_PIVOT else 2000), int(text[2:4]), int(text[0:2]))
        except ValueError:
            raise NotADay(text) from None
        self[text] = KNOWN_DAYS[text] = day
        return day


class NotADay(Exception):
    """A text that is not six digits, or no day in the calendar."""


DAYS = _Days({UNKNOWN_DAY: None})
"""Six digits DDMMYY to a day; 000000 is None; raises NotADay for digits that are no day."""

KNOWN_DAYS: dict[str, dt.date | None] = {UNKNOWN_DAY: None}
"""The days that were met so far: a plain dictionary, which is quicker; KeyError means ask DAYS."""


def is_day(text: str) -> bool:
    """Whether these six digits are a day in the calendar, or the unknown day."""
    try:
        DAYS[text]
    except NotADay:
        return False
    return True


def day_text(day: dt.date | None) -> str:
    """Write a day as DDMMYY, or 000000 when it is not known."""
    return UNKNOWN_DAY if day is None else day.strftime("%d%m%y")
