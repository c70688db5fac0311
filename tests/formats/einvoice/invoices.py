"""Invented invoices with valid check digits, as the tests of e-invoices need them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Attachment, Invoice, Line, Party, Payment, PrecedingInvoice, Totals

SELLER_DIGITS = enterprise_number.make(4001122)
BUYER_DIGITS = enterprise_number.make(8112233)
PDF = Attachment("F-2026-001.pdf", "application/pdf", b"%PDF-1.7 invented", "Invoice as PDF")

SELLER = Party(
    name="Voorbeeldbouw BV",
    trade_name="Voorbeeldbouw",
    enterprise_number=SELLER_DIGITS,
    vat_number=f"BE{SELLER_DIGITS}",
    street="Kerkstraat 1",
    postcode="9000",
    city="Gent",
    country="BE",
    email="an@voorbeeldbouw.example",
    phone="+32 9 000 00 00",
    contact_name="An",
)
BUYER = Party(
    name="Proefklant NV",
    enterprise_number=BUYER_DIGITS,
    vat_number=f"BE{BUYER_DIGITS}",
    street="Rue de l'Essai 2",
    extra="boîte 3",
    postcode="5000",
    city="Namur",
    country="BE",
)


def a_line(**changes: object) -> Line:
    """One line of 2 pieces at 12.345, 21 % VAT, as it stands before the sums are made."""
    line = Line(
        number="1",
        name="Plank",
        quantity=Decimal(2),
        unit_price=Decimal("12.345"),
        net=Decimal(0),
        vat_category="S",
        vat_rate=Decimal(21),
        description="Oak & <plain>",
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def an_invoice(**changes: object) -> Invoice:
    """A complete invoice of An to a Belgian customer: two lines at 21 and 6 %, sums worked out."""
    invoice = Invoice(
        is_credit_note=False,
        number="F-2026-001",
        issued_on=dt.date(2026, 3, 16),
        due_on=dt.date(2026, 4, 15),
        currency="EUR",
        seller=SELLER,
        buyer=BUYER,
        lines=(a_line(), a_line(number="2", name="Boek", unit_price=Decimal(10), vat_rate=Decimal(6))),
        vat=(),
        totals=Totals(),
        buyer_reference="K-17",
        notes=("Bedankt",),
        payment_terms="30 dagen",
        payment=Payment(
            "30", ogm.make(2026001), iban.make_belgian(6100000001), "TESTBEBB", "Voorbeeldbouw BV"
        ),
    )
    return einvoice.completed(replace(invoice, **changes))  # type: ignore[arg-type]


def a_credit_note(**changes: object) -> Invoice:
    """A credit note for the invoice above."""
    earlier = (PrecedingInvoice("F-2026-001", dt.date(2026, 3, 16)),)
    settings: dict[str, object] = {"is_credit_note": True, "number": "C-2026-001", "preceding": earlier}
    return an_invoice(**{**settings, **changes})


def xml(invoice: Invoice | None = None) -> str:
    """The document as text, for tests that spoil it."""
    return einvoice.write_bis3(invoice or an_invoice()).decode()
