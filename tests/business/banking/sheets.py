"""Statements of an invented account, made with the builder that the demo uses too."""

from __future__ import annotations

import datetime as dt

from boekbrug.belgium import iban as ibans
from boekbrug.formats import coda

IBAN = ibans.make_belgian(1234567890)
OTHER_IBAN = ibans.make_belgian(2345678901)
CUSTOMER_IBAN = ibans.make_belgian(3456789012)
EURO = 1000


def day(number: int) -> dt.date:
    """The days of March 2026."""
    return dt.date(2026, 3, number)


def payment(euros: int, on: dt.date, text: str = "bedankt") -> coda.PlainMovement:
    """Money that comes in (or goes out) on a day."""
    return coda.PlainMovement(
        euros * EURO,
        on,
        communication=text,
        counterparty_name="Café De Zwaan",
        counterparty_iban=CUSTOMER_IBAN,
        counterparty_bic="KREDBEBB",
    )


def sheet(
    number: int,
    *,
    opening: int,
    amounts: tuple[int, ...] = (),
    since: dt.date,
    on: dt.date,
    account: str = IBAN,
    text: str = "bedankt",
    paper_number: int | None = None,
    currency: str = "EUR",
    part: str = "00000",
) -> coda.Statement:
    """One statement: opening balance and amounts in whole euros, from day to day."""
    return coda.build_statement(
        account=account,
        currency=currency,
        holder_name="Atelier Noordzee",
        bic="KREDBEBB",
        sequence=number,
        paper_number=number if paper_number is None else paper_number,
        opening_balance_thousandths=opening * EURO,
        opening_on=since,
        created_on=on,
        movements=[payment(amount, on, text) for amount in amounts],
        separate_application=part,
    )


def file_of(*statements: coda.Statement) -> bytes:
    """A CODA file with these statements."""
    return coda.write(statements)
