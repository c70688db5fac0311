"""How a structured communication is declared: its fields with names, widths and kinds, in order.

Widths count from the first column after the three-digit type and run on over the records without trimming.
The types themselves stand in `movement_types` and `information_types`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from itertools import accumulate


class Kind(Enum):
    """What a field holds, and so what it is decoded to."""

    TEXT = "text"
    DIGITS = "digits"  # stays text: a number that is only a name
    COUNT = "count"  # a whole number
    AMOUNT = "amount"  # twelve digits and three decimals: whole thousandths
    RATE = "rate"  # four digits and eight decimals
    DAY = "day"  # DDMMYY, or zeros
    LONG_DAY = "long day"  # DDMMYYYY, or zeros
    HOUR = "hour"  # HHMM
    CODE = "code"  # one of `values`
    BELGIAN_REFERENCE = "belgian reference"  # ten digits and two that check them
    BELGIAN_ACCOUNT = "belgian account"  # of before IBAN, checked the same way
    CREDITOR_REFERENCE = "creditor reference"  # ISO 11649
    CREDITOR = "creditor"  # SEPA creditor identifier, checked as an IBAN without its business code
    ENTERPRISE = "enterprise"  # 0 and the ten digits of an enterprise number

    __hash__ = object.__hash__  # a kind is looked up for each field; Enum's own hash is slow


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, width and kind; `decimals` for a number, `values` for a code."""

    name: str
    width: int
    kind: Kind = Kind.TEXT
    decimals: int = 0
    values: Mapping[str, str] = field(default_factory=dict)


Value = str | int | Decimal | dt.date | dt.time | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that holds what it may not: where it begins behind the type, what stands there and should."""

    name: str
    start: int
    width: int
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Structured:
    """A decoded communication: its type, its values by name, what its codes mean, and what is wrong in it."""

    type: str
    values: Mapping[str, Value]
    meanings: Mapping[str, str]
    wrong: tuple[Wrong, ...] = ()

    def __getitem__(self, name: str) -> Value:
        """Return a value by its name; KeyError when this type has no such field."""
        return self.values[name]


@dataclass(frozen=True, slots=True)
class Communication:
    """A type of structured communication and its fields, in the order in which they stand."""

    type: str
    fields: tuple[Field, ...]

    width: int = field(init=False)
    """How many columns it takes after its type."""
    starts: tuple[int, ...] = field(init=False)
    """Where each field begins, counted from 0 behind the type."""

    def __post_init__(self) -> None:
        *starts, width = accumulate((one.width for one in self.fields), initial=0)
        object.__setattr__(self, "starts", tuple(starts))
        object.__setattr__(self, "width", width)

    def decode(self, text: str) -> Structured:
        """Decode the text behind the type to named values; blanks at its end may be missing."""
        from boekbrug.formats.coda.decoding import decode  # noqa: PLC0415  scanning needs none of it

        return decode(self, text)


def amount(name: str) -> Field:
    """Twelve digits and three decimals."""
    return Field(name, 15, Kind.AMOUNT)


def rate(name: str) -> Field:
    """Four digits and eight decimals."""
    return Field(name, 12, Kind.RATE, 8)


def day(name: str) -> Field:
    """Six digits DDMMYY."""
    return Field(name, 6, Kind.DAY)


def code(name: str, values: Mapping[str, str], width: int = 1) -> Field:
    """A code of one column, unless said otherwise."""
    return Field(name, width, Kind.CODE, values=values)
