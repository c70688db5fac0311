"""What the pages of invoices and purchases show of documents: plain values, so templates run no queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from boekbrug.belgium import iban, ogm
from boekbrug.business.documents.models import Document, DocumentLine, DocumentVat, Kind
from boekbrug.business.documents.models import State as DocumentState
from boekbrug.business.outbox.models import Delivery
from boekbrug.business.people.language import render
from boekbrug.business.reconciliation.models import Allocation
from boekbrug.formats.problem import Problem, Severity
from boekbrug.money import from_scaled, show_amount, to_scaled
from boekbrug.web.pages.invoices_form import UNIT_CHOICES, VAT_CHOICES
from boekbrug.web.parts import State

KIND_TITLES = {
    Kind.SALE: gettext_lazy("Invoice"),
    Kind.SALE_CREDIT: gettext_lazy("Credit note"),
    Kind.PURCHASE: gettext_lazy("Purchase invoice"),
    Kind.PURCHASE_CREDIT: gettext_lazy("Purchase credit note"),
}
_DELIVERY_STATES = {
    "WAITING": ("mute", gettext_noop("Waiting")),
    "SENDING": ("info", gettext_noop("Sending")),
    "DELIVERED": ("ok", gettext_noop("Delivered")),
    "NEEDS_USER": ("ask", gettext_noop("Needs you")),
    "REFUSED": ("bad", gettext_noop("Refused")),
    "UNCLEAR": ("warn", gettext_noop("Unclear")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A document in a list."""

    public_id: str
    number: str
    kind: str
    is_credit: bool
    party: str
    issued_on: dt.date
    due_on: dt.date | None
    total: str
    is_negative: bool
    rest: str
    currency: str
    standing: State


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a document."""

    description: str
    quantity: str
    unit: str
    unit_price: str
    vat: str
    net: str


@dataclass(frozen=True, slots=True)
class VatRow:
    """VAT for one rate."""

    title: str
    base: str
    vat: str


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """What pays a document; undone ones stay legible."""

    entry_on: dt.date
    name: str
    amount: str
    statement: str
    is_undone: bool
    is_automatic: bool


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """Where a document was sent."""

    made_at: dt.datetime
    title: str
    tone: str
    word: str


def standing(document: Document, today: dt.date) -> State:
    """Return how far a document is."""
    if document.state == DocumentState.DRAFT:
        return State("mute", "pencil", _("Draft"))
    if document.is_paid:
        return State("ok", "check", _("Settled") if document.is_credit else _("Paid"))
    if document.is_overdue(today) and not document.is_credit:
        days = (today - document.due_on).days if document.due_on else 0
        return State("bad", "clock", _("Overdue %(days)s d") % {"days": days})
    if document.is_partly_paid:
        return State("warn", "split", _("Partly paid"))
    return State("info", "clock", _("Open"))


def row(document: Document, today: dt.date) -> Row:
    """Return a document for a list; a credit note counts negative."""
    sign = -1 if document.is_credit else 1
    rest = document.rest_thousandths
    return Row(
        public_id=document.public_id,
        number=document.number or _("Draft"),
        kind=str(KIND_TITLES[Kind(document.kind)]),
        is_credit=document.is_credit,
        party=document.contact_name,
        issued_on=document.issued_on,
        due_on=document.due_on,
        total=show_amount(sign * document.total_thousandths),
        is_negative=document.is_credit,
        rest=show_amount(sign * rest) if rest and document.state == DocumentState.FINAL else "",
        currency="" if document.currency == "EUR" else document.currency,
        standing=standing(document, today),
    )


def line_row(line: DocumentLine) -> LineRow:
    """Return a line with its numbers written out."""
    return LineRow(
        description=line.description,
        quantity=number(from_scaled(line.quantity_scaled)),
        unit=_(dict(UNIT_CHOICES).get(line.unit_code, line.unit_code)),
        unit_price=number(from_scaled(line.unit_price_scaled), 2),
        vat=vat_title(line.vat_category, line.vat_rate_scaled),
        net=show_amount(line.net_thousandths),
    )


def vat_row(vat: DocumentVat) -> VatRow:
    """Return VAT of one rate with its numbers written out."""
    title = vat_title(vat.category, vat.rate_scaled)
    return VatRow(title, show_amount(vat.base_thousandths), show_amount(vat.vat_thousandths))


def vat_title(category: str, rate_scaled: int) -> str:
    """Return what people call a category and rate."""
    rate = number(from_scaled(rate_scaled))
    known = dict(VAT_CHOICES).get(f"{category}|{rate}")
    return _(known) if known else f"{rate} % {'' if category == 'S' else category}".strip()


def rate_title(category: str, rate: Decimal | None) -> str:
    """Return what people call a category and rate of an e-invoice."""
    return vat_title(category, to_scaled(rate or Decimal(0)))


def payment_row(allocation: Allocation) -> PaymentRow:
    """Return what pays a document."""
    movement = allocation.movement
    return PaymentRow(
        entry_on=movement.entry_on,
        name=movement.counterparty_name or iban.show(movement.counterparty_iban),
        amount=show_amount(allocation.amount_thousandths),
        statement=movement.statement.title,
        is_undone=allocation.undone_at is not None,
        is_automatic=allocation.is_automatic,
    )


def delivery_row(delivery: Delivery) -> DeliveryRow:
    """Return where a document was sent and how that ended."""
    tone, word = _DELIVERY_STATES.get(delivery.state, ("mute", delivery.state))
    return DeliveryRow(delivery.made_at, delivery.batch.title, tone, _(word))


def problem_rows(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Return problems as (tone, sentence), errors first."""
    ordered = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    tones = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTE: "info"}
    return [(tones[problem.severity], render(problem.sentence)) for problem in ordered]


def reference(document: Document) -> str:
    """Return the structured communication as people read it."""
    return ogm.show(document.reference) if ogm.is_valid(document.reference) else document.reference


def number(value: Decimal, places: int = 0) -> str:
    """Write a number as Belgians do, with at least so many decimals."""
    exponent = value.normalize().as_tuple().exponent
    shown = max(places, -exponent if isinstance(exponent, int) else 0)
    return f"{value:,.{shown}f}".translate(str.maketrans(",.", ".,")).replace("-", "−")
