"""What is written: columns of a kind, and rows that come one by one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Cell = str | int | Decimal | dt.date | dt.datetime | None

# What starts a formula in Excel, LibreOffice or Google Sheets; in full width too, which some of them fold.
_STARTS_FORMULA = re.compile(r"[\s\u200b\ufeff\xa0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
TEXT_CHARACTERS_MAX = 32_767  # what a cell of a workbook holds


class Kind(StrEnum):
    """What a column holds; it decides how a cell is written."""

    TEXT = "text"
    AMOUNT = "amount"
    COUNT = "count"
    DAY = "day"
    MOMENT = "moment"  # local time, without a zone


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title in the reader's language, and its kind."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write; `remark` is a line about who took it, written before all else."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    remark: str = ""


def plain(text: str) -> str:
    """Return a text as a cell can hold it: no control characters, not longer than a cell."""
    return _CONTROL.sub("", text)[:TEXT_CHARACTERS_MAX]


def starts_formula(text: str) -> bool:
    """Whether a program that opens the text as a cell could take it for a formula."""
    return bool(_STARTS_FORMULA.match(text)) or text.lstrip("'\"").startswith(("=", "@"))
