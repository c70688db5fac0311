"""Numbers, amounts, days, moments and structured communications as Belgians write them, in every language."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from boekbrug.money import show_whole

_SWAPPED = str.maketrans(",.-", ".,−")
BRUSSELS = "Europe/Brussels"
STRUCTURED = ("101", "102")  # CODA: twelve digits with a check


def shown(value: object) -> str:
    """Write a value for people; what is not a number or a day stays as it is."""
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:,f}".translate(_SWAPPED) if isinstance(value, Decimal) else show_whole(value)
    return str(value)


def moment(value: dt.datetime | str) -> str:
    """Write a moment as dd/mm/yyyy HH:MM in Brussels; a text is one in ISO 8601."""
    from zoneinfo import ZoneInfo

    found = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{found.astimezone(ZoneInfo(BRUSSELS)):%d/%m/%Y %H:%M}"


def day(iso: str | None) -> str:
    """Write a day of ISO 8601 as dd/mm/yyyy; nothing stays nothing."""
    return shown(dt.date.fromisoformat(iso)) if iso else ""


def communication(text: str, structured_type: str | None) -> str:
    """Write a communication; the twelve digits of a structured one as +++123/4567/89002+++."""
    from boekbrug.belgium import ogm

    digits = text.strip()[:12]
    if structured_type in STRUCTURED and len(digits) == 12 and digits.isdigit():
        return ogm.show(digits)
    return " ".join(text.split())
