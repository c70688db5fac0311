"""What is shown of an e-invoice: plain texts in the reader's language, for a page and for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Self, TypeVar

ROWS_MAX = 200  # of one list: more than that nobody reads, and a page of them is slow
LINES_MAX = 1_000  # of an invoice: what it is read for
T = TypeVar("T")
Source = TypeVar("Source")


class First(tuple[T, ...]):
    """The first of several; `left_out` says how many more there are. Those are counted and never made."""

    left_out: int = 0

    @classmethod
    def of(cls, several: Iterable[Source], make: Callable[[Source], T], most: int = ROWS_MAX) -> Self:
        """Make what is shown of the first ones."""
        left = iter(several)
        first = cls(make(one) for one in islice(left, most))
        first.left_out = sum(1 for _ in left)
        return first


@dataclass(frozen=True, slots=True)
class Row:
    """A name and what stands there; `number` is its business term in EN 16931, `path` its field.

    `is_number` says that the value is an account, a communication or an enterprise number, to read as one.
    """

    path: str
    label: str
    value: str
    number: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together under a title: a party, a way to pay, a discount."""

    title: str
    rows: First[Row]
    number: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line: its columns, and in `more` whatever else it says.

    At a `level` above 0 it is a part of the line above it, and its amount is within that one.
    """

    level: int
    number: str
    name: str
    quantity: str
    unit: str
    price: str
    vat: str
    net: str
    is_negative: bool
    more: First[Row]


@dataclass(frozen=True, slots=True)
class VatView:
    """VAT of one rate, and why none is charged."""

    title: str
    taxable: str
    amount: str
    more: First[Row]


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An embedded file; `file_name` is fit to be saved under, `position` counts from 1."""

    position: int
    name: str
    file_name: str
    size: str
    more: First[Row]


@dataclass(frozen=True, slots=True)
class View:
    """A whole invoice. `told` explains what a reader may take wrongly, such as a negative total."""

    title: str
    amount: str
    amount_label: str
    is_credit: bool
    told: str
    summary: tuple[Row, ...]
    lines: First[LineView]
    vat: First[VatView]
    totals: tuple[Row, ...]
    parties: First[Group]
    payments: First[Group]
    document: Group
    more: First[Group]
    attachments: First[AttachmentView]
