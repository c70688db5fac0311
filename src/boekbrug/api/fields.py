"""The kinds of fields that requests and answers are made of: money as text, days, ids, and pages."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from boekbrug.money import from_scaled, to_decimal

AMOUNT = r"^-?[0-9]{1,12}(\.[0-9]{1,3})?$"
NUMBER = r"^-?[0-9]{1,12}(\.[0-9]{1,8})?$"
ID = r"^[0-9a-z]{13}$"
DAY = r"\d{4}-\d{2}-\d{2}"
CODE = r"^[A-Z0-9]{2,3}$"
STORABLE = r"^[^\u0000]*$"  # no database keeps U+0000; the parser refuses it before
ROWS_MAX = 100


def _day(value: Any) -> Any:
    """Let only a text through: numbers would be read as moments since 1970."""
    if isinstance(value, str) and re.fullmatch(DAY, value, re.ASCII):
        return value
    raise PydanticCustomError("date_parsing", "not a day")


Amount = Annotated[str, Field(pattern=AMOUNT, examples=["1234.56"], description="Money, in text.")]
Number = Annotated[str, Field(pattern=NUMBER, examples=["2.5"], description="An exact number, in text.")]
Id = Annotated[str, Field(pattern=ID, examples=["0h2k9c4m7xw1d"])]
Code = Annotated[str, Field(pattern=CODE, examples=["C62"])]
Rows = Annotated[int, Field(ge=1, le=ROWS_MAX, description="How many rows a page holds at most.")]
Cursor = Annotated[str, Field(max_length=1000, description="`next` of the page before; empty: first page.")]
Words = Annotated[str, Field(max_length=100, pattern=STORABLE)]
Line = Annotated[str, Field(max_length=400, pattern=STORABLE)]
Text = Annotated[str, Field(max_length=4000, pattern=STORABLE)]
Day = Annotated[dt.date, BeforeValidator(_day), Field(strict=False, examples=["2026-03-16"])]


class Given(BaseModel):
    """What a request says, in exactly the kinds that the description names: 0 is no false.

    A field that we do not know is refused, because it was meant to do something.
    """

    model_config = ConfigDict(extra="forbid", strict=True)


class Shown(BaseModel):
    """What an answer says."""


def amount(thousandths: int) -> str:
    """Write money: "1234.56", with a third decimal only where it is not zero."""
    return str(to_decimal(thousandths))


def number(scaled: int) -> str:
    """Write a quantity, unit price or rate without trailing zeros."""
    return f"{from_scaled(scaled):f}"


def exact(text: str) -> Decimal:
    """Read a checked Amount or Number."""
    return Decimal(text)
