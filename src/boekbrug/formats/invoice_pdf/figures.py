"""Numbers, amounts, dates and registration numbers as Belgians write them, in any language of the page."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from boekbrug.belgium import enterprise_number
from boekbrug.formats.einvoice.model import InvoicingPeriod
from boekbrug.formats.invoice_pdf.letters import text

NO_BREAK = "\u00a0"
MINUS = "\u2212"


def number(value: Decimal, places: int = 0) -> str:
    """Write a number with at least so many decimals and never fewer than it has."""
    exponent = value.normalize().as_tuple().exponent
    shown = max(places, -exponent if isinstance(exponent, int) else 0)
    written = f"{value:,.{shown}f}".translate(str.maketrans(",.", ".,"))
    return written.replace("-", MINUS)


def money(value: Decimal, currency: str) -> str:
    """Write an amount with its currency: € 1.234,56."""
    return f"{'€' if currency == 'EUR' else text(currency)}{NO_BREAK}{number(value, 2)}"


def day(on: dt.date | None) -> str:
    """Write a date as dd/mm/yyyy; "" when there is none."""
    return f"{on.day:02d}/{on.month:02d}/{on.year:04d}" if on else ""


def days(period: InvoicingPeriod) -> str:
    """Write a period as dd/mm/yyyy – dd/mm/yyyy; nothing in front of or behind the dash where it is open."""
    return f"{day(period.first_on)} – {day(period.last_on)}".strip()


def percentage(value: Decimal) -> str:
    """Write a percentage: 21 %."""
    return f"{number(value)}{NO_BREAK}%"


def rate(category: str, value: Decimal | None) -> str:
    """Write a VAT rate; outside VAT (category O) there is none."""
    return "–" if value is None or category == "O" else percentage(value)


def vat_number(found: str) -> str:
    """Write a Belgian VAT number as BE 0123.456.749, another as it is."""
    digits = found.removeprefix("BE")
    return f"BE{NO_BREAK}{enterprise(digits)}" if found.startswith("BE") else found


def enterprise(found: str) -> str:
    """Write a Belgian enterprise number with its points, another as it is."""
    return enterprise_number.show(found) if re.fullmatch(r"\d{10}", found, re.ASCII) else found
