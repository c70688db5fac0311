"""An issued invoice and the statement that pays it, for the commands that need both."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.documents import actions as documents
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.people.actor import PROGRAM
from boekbrug.formats import coda
from tests.business.banking.sheets import CUSTOMER_IBAN, IBAN, day
from tests.business.documents.making import customer, draft, give_account


def issued(dossier: Dossier, now: dt.datetime) -> Document:
    """Issue an invoice of 121.00 on 16 March 2026."""
    with tenant.enter(dossier):
        give_account(dossier)
        saved = documents.save_draft(draft=draft(customer(now)), actor=PROGRAM, now=now)
        return documents.issue(document=saved, actor=PROGRAM, now=now)


def paying(document: Document, *, sequence: int = 1) -> bytes:
    """A CODA file with one statement, whose movement pays the document by its structured communication."""
    movement = coda.PlainMovement(
        document.total_thousandths,
        day(20),
        reference=document.reference,
        counterparty_name="Bakkerij De Korrel",
        counterparty_iban=CUSTOMER_IBAN,
    )
    statement = coda.build_statement(
        account=IBAN,
        currency="EUR",
        holder_name="Atelier Noordzee",
        bic="KREDBEBB",
        sequence=sequence,
        paper_number=sequence,
        opening_balance_thousandths=0,
        opening_on=day(16),
        created_on=day(20),
        movements=[movement],
    )
    return coda.write([statement])
