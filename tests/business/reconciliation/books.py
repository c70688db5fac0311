"""Open documents and imported movements for the tests of matching; names and numbers are invented."""

from __future__ import annotations

import datetime as dt

from boekbrug.belgium import ogm
from boekbrug.business.banking import actions as banking
from boekbrug.business.banking import queries
from boekbrug.business.banking.models import BankAccount, Movement, Statement
from boekbrug.business.documents.actions.parts import add_keys
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.files.actions import store
from boekbrug.business.people.actor import PROGRAM
from boekbrug.formats import coda
from tests.business.banking.sheets import CUSTOMER_IBAN, IBAN, day
from tests.business.outbox.making import invoice


def opened(
    serial: int, now: dt.datetime, *, kind: Kind = Kind.SALE, total: int = 121_000, currency: str = "EUR"
) -> Document:
    """A final document with a number, the keys of that number and a structured communication."""
    row = invoice(f"2026-{serial:04d}", now, kind=kind, total=total)
    row.reference, row.currency = ogm.make(2600000000 + serial), currency
    row.save(update_fields=["reference", "currency"])
    add_keys(row)
    return row


def money(
    amount: int, *, reference: str = "", text: str = "", name: str = "Bakkerij De Korrel"
) -> coda.PlainMovement:
    """A movement of 3 March in thousandths, with a structured communication or a free text."""
    return coda.PlainMovement(
        amount,
        day(3),
        reference=reference,
        communication=text,
        counterparty_name=name,
        counterparty_iban=CUSTOMER_IBAN,
        counterparty_bic="KREDBEBB",
    )


def imported(
    *movements: coda.PlainMovement, now: dt.datetime, sequence: int = 1, opening: int = 0
) -> Statement:
    """Import one statement with these movements; matching listens and does its part."""
    built = coda.build_statement(
        account=IBAN,
        currency="EUR",
        holder_name="Atelier Noordzee",
        bic="KREDBEBB",
        sequence=sequence,
        paper_number=sequence,
        opening_balance_thousandths=opening,
        opening_on=day(1),
        created_on=day(3),
        movements=list(movements),
    )
    account = queries.account_of(IBAN, "EUR") or _account(now)
    return banking.import_statement(
        statement=built,
        account=account,
        file=store(content=coda.write([built]), now=now),
        intake_public_id="intake",
        actor=PROGRAM,
        now=now,
    ).statement


def lines(statement: Statement) -> list[Movement]:
    """The movements of a statement as they are now."""
    return list(Movement.objects.filter(statement=statement).order_by("ordinal"))


def _account(now: dt.datetime) -> BankAccount:
    return banking.add_account(iban=IBAN, currency="EUR", name="Zicht", actor=PROGRAM, now=now)
