"""Exact money: whole thousandths inside, Decimal at the edges, float nowhere.

CODA carries three decimals (Febelfin standard 2.6, record 21 columns 33-47), so the thousandth is the
smallest unit that loses nothing. Quantities, unit prices and rates are integers scaled by 10^8.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation

CENT = Decimal("0.01")
SCALE = 10**8
# The default context rounds to 28 digits in silence; this one refuses to lose a digit.
_EXACT = Context(prec=60, traps=[InvalidOperation, Inexact])
_WIDE = Context(prec=60)
_MAGNITUDE_MAX = 30
_SCALED_STEP = Decimal(1).scaleb(-8)
_TYPED = re.compile(r"[-−+]?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,3})?|[-−+]?\d+\.\d{1,2}", re.ASCII)


class NotAnAmount(ValueError):
    """A text or number that is no exact amount of money."""

    def __init__(self, found: str) -> None:
        super().__init__(f"{found!r} is not an amount; write it as 1.234,56.")
        self.found = found


def to_thousandths(amount: Decimal) -> int:
    """Turn an exact amount into whole thousandths; raises NotAnAmount when a digit would be lost."""
    return _whole(amount, times=1000)


def to_decimal(thousandths: int) -> Decimal:
    """Turn whole thousandths into a Decimal with two decimals, or three where the third is not zero."""
    amount = Decimal(thousandths).scaleb(-3)
    return amount.quantize(CENT) if thousandths % 10 == 0 else amount


def round_cents(amount: Decimal) -> Decimal:
    """Round to whole cents, half up (royal decree of 8 July 2025: VAT is rounded once per rate)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP, context=_WIDE)


def to_scaled(number: Decimal) -> int:
    """Turn a quantity, unit price or rate into an integer scaled by 10^8; else NotAnAmount."""
    return _whole(number, times=SCALE)


def _whole(number: Decimal, *, times: int) -> int:
    """The whole number that `number` times `times` is; NotAnAmount when it is none, or absurdly large."""
    if not number.is_finite() or number.adjusted() > _MAGNITUDE_MAX:
        raise NotAnAmount(str(number))
    try:
        scaled = _EXACT.multiply(number, Decimal(times))
    except Inexact as lost:
        raise NotAnAmount(str(number)) from lost
    if scaled != scaled.to_integral_value():
        raise NotAnAmount(str(number))
    return int(scaled)


def from_scaled(scaled: int) -> Decimal:
    """Turn an integer scaled by 10^8 back into a Decimal without trailing zeros."""
    number = (Decimal(scaled) * _SCALED_STEP).normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


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


def show_whole(number: int) -> str:
    """Write a whole number as Belgians do: `1.234`, with a true minus sign."""
    return f"{number:,}".replace(",", ".").replace("-", "−")


def show_amount(thousandths: int, *, signed: bool = False) -> str:
    """Write an amount as Belgians do: `1.234,56`, with a true minus sign; a third decimal only if needed."""
    whole, rest = divmod(abs(thousandths), 1000)
    cents = f"{rest:03d}" if rest % 10 else f"{rest // 10:02d}"
    sign = "−" if thousandths < 0 else "+" if signed and thousandths else ""
    return f"{sign}{show_whole(whole)},{cents}"
