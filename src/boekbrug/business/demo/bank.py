"""A year of bank statements that pay the invoices as people do: mostly right, sometimes not."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass

from boekbrug.business.demo.enterprises import BANK_OF_DOSSIERS, account_of, number_of
from boekbrug.business.demo.tables import DemoDossier
from boekbrug.business.documents.models import Document, Kind
from boekbrug.formats import coda, einvoice
from boekbrug.formats.coda import PlainMovement
from boekbrug.money import show_amount, to_thousandths

BIC = "GEBABEBB"
TRANSFER_IN, TRANSFER_OUT = "00150000", "00101000"
FEE, CARD, TAX = "00635037", "00402000", "00101000"
FEE_THOUSANDTHS = 4_850


@dataclass(frozen=True, slots=True)
class Payment:
    """A movement with the day on which it happens."""

    day: dt.date
    movement: PlainMovement


def customer_payments(
    documents: Iterable[Document], ibans: dict[int, str], dice: random.Random
) -> list[Payment]:
    """Let customers pay: by reference, by number in the text, in part, twice, or not at all."""
    payments = []
    for document in documents:
        if document.kind != Kind.SALE or document.issued_on is None or dice.random() < 0.08:
            continue
        day = document.issued_on + dt.timedelta(days=dice.randint(4, 38))
        payments += _pay(document, ibans.get(document.contact_id or 0, ""), day, dice)
    return payments


def supplier_payments(invoices: Iterable[einvoice.Invoice], dice: random.Random) -> list[Payment]:
    """Pay suppliers by structured communication; some are still to pay."""
    payments = []
    for invoice in invoices:
        if dice.random() < 0.12:
            continue
        day = invoice.issued_on + dt.timedelta(days=dice.randint(10, 32))
        amount = -to_thousandths(invoice.totals.payable)
        payments.append(
            Payment(
                day,
                PlainMovement(
                    amount_thousandths=amount,
                    value_on=day,
                    reference=invoice.payment.reference,
                    transaction_code=TRANSFER_OUT,
                    counterparty_name=invoice.seller.name,
                    counterparty_iban=invoice.payment.iban,
                ),
            )
        )
    return payments


def everyday_movements(months: Iterable[dt.date], dice: random.Random) -> list[Payment]:
    """Add what happens on every account: fees, card payments, a tax, money from somebody unknown."""
    payments = []
    for month in months:
        payments.append(_plain(month, 27, -FEE_THOUSANDTHS, text="KOSTEN REKENING", code=FEE))
        payments.append(
            _plain(
                month, dice.randint(2, 25), -dice.randint(20, 140) * 1000 - 490, text="TANKSTATION", code=CARD
            )
        )
        payments.append(_plain(month, 20, -dice.randint(400, 1900) * 1000, text="BTW VOORSCHOT", code=TAX))
        if dice.random() < 0.5:
            payments.append(
                _plain(
                    month,
                    dice.randint(3, 26),
                    dice.randint(40, 400) * 1000,
                    text="bedankt !",
                    code=TRANSFER_IN,
                )
            )
    return payments


def statements(
    plan: DemoDossier, payments: list[Payment], *, first_on: dt.date, last_on: dt.date
) -> list[tuple[dt.date, bytes]]:
    """Return one CODA file per week in which something moved, each continuing the one before."""
    files = []
    balance, previous_on = plan.opening_cents * 10, first_on - dt.timedelta(days=1)
    sequence, year = 0, 0
    ordered = sorted((one for one in payments if one.day <= last_on), key=lambda one: one.day)
    for friday in _fridays(first_on, last_on):
        week = [one for one in ordered if previous_on < one.day <= friday]
        if not week:
            continue
        closed_in = max(one.day for one in week).year
        sequence, year = (1, closed_in) if closed_in != year else (sequence + 1, year)
        statement = coda.build_statement(
            account=account_of(plan.enterprise, BANK_OF_DOSSIERS),
            holder_name=plan.enterprise.name.upper(),
            bic=BIC,
            company_number=f"0{number_of(plan.enterprise)}",
            sequence=sequence,
            paper_number=sequence,
            opening_balance_thousandths=balance,
            opening_on=previous_on,
            created_on=friday,
            movements=[one.movement for one in week],
            account_description="ZICHTREKENING",
        )
        balance += sum(one.movement.amount_thousandths for one in week)
        previous_on = friday
        files.append((friday, coda.write([statement])))
    return files


def _fridays(first_on: dt.date, last_on: dt.date) -> Iterable[dt.date]:
    day = first_on + dt.timedelta(days=(4 - first_on.weekday()) % 7)
    while day <= last_on:
        yield day
        day += dt.timedelta(days=7)


def _pay(document: Document, iban: str, day: dt.date, dice: random.Random) -> list[Payment]:
    way, amount = dice.random(), document.total_thousandths
    if way < 0.62:
        return [_from(document, iban, day, amount, reference=document.reference)]
    if way < 0.80:
        text = dice.choice(("factuur {}", "Fact. {} met dank", "betaling {}", "facture {}"))
        return [_from(document, iban, day, amount, text=text.format(document.number))]
    if way < 0.88:
        return [_from(document, iban, day, amount - 10_000, reference=document.reference)]
    if way < 0.94:
        return [_from(document, iban, day, amount, text=f"saldo {show_amount(amount)}")]
    later = day + dt.timedelta(days=9)
    return [_from(document, iban, one, amount, reference=document.reference) for one in (day, later)]


def _from(
    document: Document, iban: str, day: dt.date, amount: int, *, reference: str = "", text: str = ""
) -> Payment:
    return Payment(
        day,
        PlainMovement(
            amount_thousandths=max(amount, 1000),
            value_on=day,
            reference=reference,
            communication=text,
            transaction_code=TRANSFER_IN,
            counterparty_name=document.contact_name.upper(),
            counterparty_iban=iban,
        ),
    )


def _plain(month: dt.date, day: int, amount: int, *, text: str, code: str) -> Payment:
    on = month.replace(day=day)
    return Payment(
        on, PlainMovement(amount_thousandths=amount, value_on=on, communication=text, transaction_code=code)
    )
