"""The kinds of fields that requests and answers are made of: money as text, days, ids, and pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from boekbrug.money import from_scaled, to_decimal

AMOUNT = r"^-?[0-9]{1,12}(\.[0-9]{1,3})?$"
NUMBER = r"^-?[0-9]{1,12}(\.[0-9]{1,8})?$"
ID = r"^[0-9a-z]{13}$"
CODE = r"^[A-Z0-9]{2,3}$"
ROWS_MAX = 100

Amount = Annotated[str, Field(pattern=AMOUNT, examples=["1234.56"], description="Money, in text.")]
Number = Annotated[str, Field(pattern=NUMBER, examples=["2.5"], description="An exact number, in text.")]
Id = Annotated[str, Field(pattern=ID, examples=["0h2k9c4m7xw1d"])]
Code = Annotated[str, Field(pattern=CODE, examples=["C62"])]
Rows = Annotated[int, Field(ge=1, le=ROWS_MAX, description="How many rows a page holds at most.")]
Cursor = Annotated[str, Field(max_length=120, description="`next` of the page before; empty: first page.")]
Words = Annotated[str, Field(max_length=100)]
Line = Annotated[str, Field(max_length=400)]
Text = Annotated[str, Field(max_length=4000)]


class Given(BaseModel):
    """What a request says; a field that we do not know is refused, because it was meant to do something."""

    model_config = ConfigDict(extra="forbid")


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
