"""One invoice that uses every field of the model that BIS 3 carries, and its credit note."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from boekbrug.belgium import enterprise_number, iban
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import (
    Address,
    AllowanceCharge,
    Card,
    Classification,
    CodedNote,
    DirectDebit,
    Identifier,
    Invoice,
    ItemAttribute,
    Line,
    LinkedDocument,
    Party,
    Payment,
    PrecedingInvoice,
    Totals,
)
from boekbrug.formats.einvoice.model.period import InvoicingPeriod
from tests.formats.einvoice.invoices import BUYER, PDF, SELLER, a_line, an_invoice

FACTOR = enterprise_number.make(7001122)
MARCH = InvoicingPeriod(dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def full_seller() -> Party:
    """The seller with every number and text."""
    return replace(
        SELLER,
        further="Gebouw C",
        region="Oost-Vlaanderen",
        identifiers=(Identifier("9999999000010", "0088"), Identifier("LEV-7")),
        tax_registration="BE-ACC-7",
        legal_text="RPR Gent, kapitaal 18.600 EUR",
    )


def full_buyer() -> Party:
    """The buyer with every number and text."""
    return replace(
        BUYER,
        trade_name="Proefklant",
        further="Quai 4",
        region="Namur",
        identifiers=(Identifier("KL-17"),),
        email="bob@proefklant.example",
        phone="+32 81 00 00 00",
        contact_name="Bob",
    )


def full_line() -> Line:
    """A line with every property."""
    return a_line(
        note="Volgens afspraak",
        item_number="A-1",
        buyer_item_number="K-1",
        standard_item=Identifier("9999999000010", "0160"),
        classifications=(Classification("44.11", "TST", "2008"), Classification("30103600", "STI")),
        origin_country="FI",
        attributes=(ItemAttribute("Kleur", "Eik"), ItemAttribute("Lengte", "2 m")),
        unit_code="MTR",
        price_base_quantity=Decimal(10),
        gross_price=Decimal("13.345"),
        price_discount=Decimal("1.000"),
        period=MARCH,
        order_line="3",
        line_object=Identifier("EAN-541", "AAA"),
        accounting_reference="604000",
        allowances_and_charges=(
            AllowanceCharge(False, Decimal("0.12"), "Korting", "95", Decimal(5), Decimal("2.47")),
            AllowanceCharge(True, Decimal("4.00"), "Verpakking", "PC"),
        ),
    )


def full_invoice(**changes: object) -> Invoice:
    """An invoice with every group of EN 16931, except card and mandate."""
    extras = (
        AllowanceCharge(False, Decimal("1.00"), "Trouw", "95", Decimal(5), Decimal("20.00"), "S", Decimal(6)),
        AllowanceCharge(True, Decimal("8.00"), "Vervoer", "FC", None, None, "S", Decimal(21)),
    )
    given: dict[str, object] = {
        "seller": full_seller(),
        "buyer": full_buyer(),
        "payee": Party(name="Factorproef NV", enterprise_number=FACTOR, identifiers=(Identifier("F-9"),)),
        "tax_representative": Party(
            name="Vertegenwoordiger BV",
            vat_number=f"BE{FACTOR}",
            street="Lange Weg 9",
            extra="bus 1",
            further="Toren",
            postcode="2000",
            city="Antwerpen",
            region="Antwerpen",
            country="BE",
        ),
        "lines": (full_line(), a_line(number="2", name="Boek", unit_price=Decimal(10), vat_rate=Decimal(6))),
        "allowances_and_charges": extras,
        "totals": Totals(prepaid=Decimal("5.00"), rounding=Decimal("0.02"), vat_accounted=Decimal("7.10")),
        "accounting_currency": "USD",
        "tax_point_code": "35",
        "period": MARCH,
        "delivered_on": dt.date(2026, 3, 10),
        "delivered_to": Address("Werf 1", "poort 2", "hal 3", "8000", "Brugge", "West-Vlaanderen", "BE"),
        "delivered_to_name": "Werfleiding",
        "delivery_location": Identifier("9999999000010", "0088"),
        "order_reference": "B-9",
        "sales_order_reference": "VO-8",
        "contract_reference": "C-1",
        "project_reference": "P-2",
        "receipt_reference": "ONT-3",
        "despatch_reference": "LEV-4",
        "tender_reference": "AAN-5",
        "invoiced_object": Identifier("541448900000000000", "AAB"),
        "accounting_reference": "KP-100",
        "notes": (),
        "coded_notes": (CodedNote("REG", "RPR Gent"),),
        "preceding": (PrecedingInvoice("F-2026-000", dt.date(2026, 2, 1)), PrecedingInvoice("V-1")),
        "attachments": (replace(PDF, url="https://example.org/f.pdf"),),
        "linked_documents": (
            LinkedDocument("PLAN-1", "Plan", "https://example.org/plan"),
            LinkedDocument("BON-2"),
        ),
    }
    invoice = an_invoice(**{**given, **changes})
    main = replace(invoice.payment, means_text="Overschrijving")
    other = replace(main, iban=iban.make_belgian(6100000002), bic="", name="")
    return replace(invoice, payment=main, further_payments=(other,))


def full_credit_note() -> Invoice:
    """The same as a credit note."""
    return full_invoice(is_credit_note=True, number="C-2026-009", tax_point_on=dt.date(2026, 3, 10))


def by_card() -> Invoice:
    """Paid with a card already."""
    card = Payment("48", card=Card("1234", "Bob Voorbeeld", "VISA"))
    return an_invoice(payment=card, totals=Totals(prepaid=Decimal("51.02")))


def by_direct_debit() -> Invoice:
    """Collected under a mandate."""
    debit = DirectDebit("MAND-7", "BE69ZZZ0123456749", iban.make_belgian(6100000003))
    payment = Payment("59", "DOM-7", means_text="Domiciliëring", direct_debit=debit)
    return einvoice.completed(an_invoice(payment=payment))
