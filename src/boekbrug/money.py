"""Exact money: whole thousandths inside, Decimal at the edges, float nowhere.

CODA carries three decimals (Febelfin standard 2.6, record 21 columns 33-47), so the thousandth is the
smallest unit that loses nothing. Quantities, unit prices and rates are integers scaled by 10^8.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

THOUSANDTH = Decimal("0.001")
CENT = Decimal("0.01")
SCALE = 10**8
_SCALED_STEP = Decimal(1).scaleb(-8)
_TYPED = re.compile(r"[-−+]?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,3})?|[-−+]?\d+\.\d{1,2}", re.ASCII)


class NotAnAmount(ValueError):
    """A text or number that is no exact amount of money."""

    def __init__(self, found: str) -> None:
        super().__init__(f"{found!r} is not an amount; write it as 1.234,56.")
        self.found = found


def to_thousandths(amount: Decimal) -> int:
    """Turn an exact amount into whole thousandths; raises NotAnAmount when a digit would be lost."""
    scaled = amount * 1000
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise NotAnAmount(str(amount))
    return int(scaled)


def to_decimal(thousandths: int) -> Decimal:
    """Turn whole thousandths into a Decimal with two decimals, or three where the third is not zero."""
    amount = Decimal(thousandths).scaleb(-3)
    return amount.quantize(CENT) if thousandths % 10 == 0 else amount


def round_cents(amount: Decimal) -> Decimal:
    """Round to whole cents, half up (royal decree of 8 July 2025: VAT is rounded once per rate)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def to_scaled(number: Decimal) -> int:
    """Turn a quantity, unit price or rate into an integer scaled by 10^8; else NotAnAmount."""
    scaled = number * SCALE
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise NotAnAmount(str(number))
    return int(scaled)


def from_scaled(scaled: int) -> Decimal:
    """Turn an integer scaled by 10^8 back into a Decimal without trailing zeros."""
    number = (Decimal(scaled) * _SCALED_STEP).normalize()
    return number if number.as_tuple().exponent <= 0 else number.quantize(Decimal(1))  # type: ignore[operator]


def parse_amount(typed: str) -> Decimal:
    """Read an amount as a Belgian types it: `1.234,56`, `1234,56` or `1234.56`; raises NotAnAmount."""
    text = typed.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").removeprefix("€")
    if not _TYPED.fullmatch(text):
        raise NotAnAmount(typed)
    text = text.replace("−", "-")
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    try:
        return Decimal(text)
    except InvalidOperation as wrong:  # the pattern above allows nothing else
        raise NotAnAmount(typed) from wrong


def show_amount(thousandths: int, *, signed: bool = False) -> str:
    """Write an amount as Belgians do: `1.234,56`, with a true minus sign; a third decimal only if needed."""
    whole, rest = divmod(abs(thousandths), 1000)
    cents = f"{rest:03d}" if rest % 10 else f"{rest // 10:02d}"
    sign = "−" if thousandths < 0 else "+" if signed and thousandths else ""
    return f"{sign}{whole:,}".replace(",", ".") + f",{cents}"
