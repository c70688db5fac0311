"""How the numbers and structured communications of sales documents are written.

Source: royal decree no. 1 art. 5 par. 1, 2° (a sequential number that identifies the invoice).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boekbrug.belgium import ogm
from boekbrug.business.documents.models import Kind, NumberSeries
from boekbrug.business.dossiers.models import Dossier

_KIND_DIGITS = {Kind.SALE: 0, Kind.SALE_CREDIT: 1}
_KIND_LETTERS = {Kind.SALE: "", Kind.SALE_CREDIT: "CN"}


@dataclass(frozen=True, slots=True)
class Given:
    """A number with its structured communication (twelve digits; a credit note has none: nobody pays it)."""

    number: str
    reference: str


def peek_next(*, dossier: Dossier, kind: Kind, issued_on: dt.date) -> str:
    """Return the number that would be given now; another invoice may still take it first."""
    series = NumberSeries.objects.filter(kind=kind, year=issued_on.year).first()
    serial = (series.last_number if series else 0) + 1
    return given(prefix=dossier.invoice_prefix, kind=kind, year=issued_on.year, serial=serial).number


def given(*, prefix: str, kind: Kind, year: int, serial: int) -> Given:
    """Return how a place in a series is written: 2026-0001, CN2026-0001, with the dossier's prefix before it.

    The base of the structured communication is the short year (2), the kind (1) and the place (7 digits).
    """
    number = f"{prefix}{_KIND_LETTERS[kind]}{year}-{serial:04d}"
    if kind == Kind.SALE_CREDIT:
        return Given(number, "")
    return Given(number, ogm.make((year % 100) * 10**8 + _KIND_DIGITS[kind] * 10**7 + serial))
