"""How documents are shown: in a list, and one with its lines, VAT, payments and what a draft still lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from boekbrug.api.fields import Shown, amount, number
from boekbrug.api.problems import LocatedProblem, shown
from boekbrug.business.documents.models import Document, DocumentLine, DocumentVat
from boekbrug.business.documents.queries import DocumentDetail
from boekbrug.business.reconciliation.models import Allocation


class Party(Shown):
    """The customer or supplier."""

    id: str | None
    name: str


class DocumentListed(Shown):
    """A document; amounts are positive, the kind gives the direction."""

    id: str
    kind: str
    state: str
    number: str
    contact: Party
    issued_on: dt.date
    due_on: dt.date | None
    currency: str
    net: str
    vat: str
    total: str
    prepaid: str
    settled: str
    rest: str
    is_paid: bool
    is_partly_paid: bool
    is_overdue: bool
    reference: str
    version: int


class LineShown(Shown):
    """A line of a document."""

    description: str
    quantity: str
    unit_code: str
    unit_price: str
    vat_category: str
    vat_rate: str
    net: str


class VatShown(Shown):
    """VAT for one category and rate, rounded once."""

    category: str
    rate: str
    base: str
    vat: str


class PaymentShown(Shown):
    """What pays a document; an undone one stays legible."""

    movement: str
    amount: str
    is_automatic: bool
    made_at: dt.datetime
    undone_at: dt.datetime | None


class DocumentShown(DocumentListed):
    """A document with all that hangs on it."""

    language: str
    buyer_reference: str
    credited_number: str
    iban: str
    note: str
    has_ubl: bool
    has_pdf: bool
    lines: list[LineShown]
    vat_lines: list[VatShown]
    payments: list[PaymentShown]
    problems: list[LocatedProblem]


class DocumentPage(Shown):
    """Documents, newest first."""

    documents: list[DocumentListed]
    next: str | None


def listed(row: Document, today: dt.date) -> DocumentListed:
    """Return a document as it stands in a list; `today` decides what is overdue."""
    return DocumentListed(**_facts(row, today))


def detailed(found: DocumentDetail, payments: Iterable[Allocation], today: dt.date) -> DocumentShown:
    """Return a document with all that hangs on it."""
    row = found.document
    return DocumentShown(
        **_facts(row, today),
        language=row.language,
        buyer_reference=row.buyer_reference,
        credited_number=row.credited_number,
        iban=row.iban,
        note=row.note,
        has_ubl=row.ubl_id is not None,
        has_pdf=row.pdf_id is not None,
        lines=[_line(one) for one in found.lines],
        vat_lines=[_vat(one) for one in found.vat],
        payments=[_payment(one) for one in payments],
        problems=[shown(one) for one in found.problems],
    )


def _facts(row: Document, today: dt.date) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "kind": str(row.kind),
        "state": str(row.state),
        "number": row.number,
        "contact": Party(id=row.contact.public_id if row.contact else None, name=row.contact_name),
        "issued_on": row.issued_on,
        "due_on": row.due_on,
        "currency": row.currency,
        "net": amount(row.net_thousandths),
        "vat": amount(row.vat_thousandths),
        "total": amount(row.total_thousandths),
        "prepaid": amount(row.prepaid_thousandths),
        "settled": amount(row.settled_thousandths),
        "rest": amount(row.rest_thousandths),
        "is_paid": row.is_paid,
        "is_partly_paid": row.is_partly_paid,
        "is_overdue": row.is_overdue(today),
        "reference": row.reference,
        "version": row.version,
    }


def _line(one: DocumentLine) -> LineShown:
    return LineShown(
        description=one.description,
        quantity=number(one.quantity_scaled),
        unit_code=one.unit_code,
        unit_price=number(one.unit_price_scaled),
        vat_category=one.vat_category,
        vat_rate=number(one.vat_rate_scaled),
        net=amount(one.net_thousandths),
    )


def _vat(one: DocumentVat) -> VatShown:
    return VatShown(
        category=one.category,
        rate=number(one.rate_scaled),
        base=amount(one.base_thousandths),
        vat=amount(one.vat_thousandths),
    )


def _payment(one: Allocation) -> PaymentShown:
    movement = one.movement
    return PaymentShown(
        movement=f"{movement.statement.public_id}.{movement.ordinal}",
        amount=amount(one.amount_thousandths),
        is_automatic=one.is_automatic,
        made_at=one.made_at,
        undone_at=one.undone_at,
    )
