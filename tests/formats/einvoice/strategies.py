"""Invoices that hold anything that the model can hold and a document can carry, for hypothesis."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import (
    Address,
    AllowanceCharge,
    Attachment,
    Card,
    CashDiscount,
    Classification,
    CodedNote,
    DirectDebit,
    Endpoint,
    Identifier,
    Invoice,
    ItemAttribute,
    LegalMention,
    Line,
    LinkedDocument,
    Party,
    Payment,
    PrecedingInvoice,
    Totals,
)
from boekbrug.formats.einvoice.model.period import InvoicingPeriod

TRICKY = (
    "a",
    "<&>\"'",
    "#REG#x",
    "#ABC",
    "two\nlines",
    "é 日本 😀",
    "]]>",
    "0",
    "NA",
    "x" * 300,
    "&amp;",
    "\u202eback",
)
words = st.sampled_from(TRICKY)  # any text at all is tried in test_writer
maybe = st.sampled_from(("", "", *TRICKY))
days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
cents = st.decimals(0, 10**6, places=2)
numbers = st.decimals(0, 10**5, places=4)
rates = st.decimals(0, 100, places=2)
belgian = st.integers(0, 19_999_999).map(enterprise_number.make)
ibans = st.integers(0, 9_999_999_999).map(iban.make_belgian)
countries = st.sampled_from(["BE", "NL", "DE", "US"])
identifiers = st.builds(Identifier, words, st.sampled_from(["", "0088", "0060", "ZZZ"]))
periods = (
    st.tuples(days, days).map(lambda both: InvoicingPeriod(min(both), max(both)))
    | st.builds(InvoicingPeriod, first_on=days)
    | st.builds(InvoicingPeriod, last_on=days)
)
vat = st.sampled_from(
    [("S", Decimal(21)), ("S", Decimal(12)), ("S", Decimal(6)), ("O", None)]
    + [(code, Decimal(0)) for code in ("Z", "E", "AE", "K", "G")]
)
addresses = st.builds(Address, maybe, maybe, maybe, maybe, maybe, maybe, countries)
extras = st.builds(AllowanceCharge, st.booleans(), cents, maybe, maybe, st.none() | rates, st.none() | cents)


@st.composite
def parties(draw: st.DrawFn) -> Party:
    """A party with everything it may have."""
    country = draw(countries)
    digits = draw(belgian)
    return Party(
        name=draw(words),
        trade_name=draw(maybe),
        enterprise_number=digits if country == "BE" else draw(maybe),
        vat_number=f"BE{digits}" if country == "BE" else draw(st.sampled_from(["", "NL100000009B01"])),
        **{name: draw(maybe) for name in ("street", "extra", "postcode", "city", "email", "phone")},
        **{name: draw(maybe) for name in ("contact_name", "further", "region", "legal_text")},
        country=country,
        endpoint=draw(st.none() | st.builds(Endpoint, st.sampled_from(["0088", "9925"]), words)),
        enterprise_scheme="" if country == "BE" else draw(st.sampled_from(["", "0106", "0002"])),
        identifiers=draw(st.lists(identifiers, max_size=2).map(tuple)),
        tax_registration=draw(maybe),
    )


payments = st.builds(
    Payment,
    st.sampled_from(["30", "58", "59", "48", "10", "1"]),
    words | st.integers(0, 9_999_999_999).map(ogm.make) | st.just(""),
    st.just("") | ibans,
    maybe,
    maybe,
    maybe,
    st.none() | st.builds(Card, words, maybe, maybe),
    st.none() | st.builds(DirectDebit, maybe, maybe, st.just("") | ibans),
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A line with everything that it may have; its net is worked out later."""
    category, rate = draw(vat)
    return Line(
        number=draw(words),
        name=draw(words),
        quantity=draw(numbers) * draw(st.sampled_from([1, -1])),
        unit_price=draw(numbers),
        net=Decimal(0),
        vat_category=category,
        vat_rate=rate,
        **{name: draw(maybe) for name in ("description", "note", "item_number", "buyer_item_number")},
        **{name: draw(maybe) for name in ("order_line", "accounting_reference", "belgian_code")},
        unit_code=draw(st.sampled_from(["C62", "HUR", "MTR"])),
        price_unit_code=draw(st.sampled_from(["", "HUR"])),
        price_base_quantity=draw(st.sampled_from([Decimal(1), Decimal(10), Decimal("0.5"), Decimal(0)])),
        allowances_and_charges=tuple(draw(st.lists(extras, max_size=2))),
        standard_item=draw(st.none() | identifiers),
        classifications=tuple(draw(st.lists(st.builds(Classification, words, maybe, maybe), max_size=2))),
        origin_country=draw(st.just("") | countries),
        attributes=tuple(draw(st.lists(st.builds(ItemAttribute, words, words), max_size=2))),
        gross_price=draw(st.none() | numbers),
        price_discount=draw(st.none() | numbers),
        period=draw(st.none() | periods),
        line_object=draw(st.none() | identifiers),
        vat_amount=draw(st.none() | cents),
    )


@st.composite
def _vat_extras(draw: st.DrawFn) -> AllowanceCharge:
    category, rate = draw(vat)
    return replace(draw(extras), vat_category=category, vat_rate=rate)


attachments = st.builds(
    Attachment,
    words,
    st.sampled_from(["application/pdf", "image/png"]),
    st.binary(max_size=9),
    maybe,
    maybe,
    maybe,
    st.sampled_from(["", "CommercialInvoice"]),
)
totals = st.builds(Totals, prepaid=cents, rounding=cents, vat_accounted=st.none() | cents)
TEXTS = (
    *("buyer_reference", "order_reference", "contract_reference", "payment_terms", "project_reference"),
    *("sales_order_reference", "receipt_reference", "despatch_reference", "tender_reference"),
    *("accounting_reference", "delivered_to_name"),
)


discounts = st.builds(CashDiscount, st.none() | rates, st.none() | cents, st.none() | days)


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    """An invoice or credit note with anything in it, whose amounts agree."""
    subjects = st.sampled_from(["REG", "AAI"])
    is_credit_note = draw(st.booleans())
    invoice = Invoice(
        is_credit_note=is_credit_note,
        number=draw(words),
        issued_on=draw(days),
        currency="EUR",
        seller=draw(parties()),
        buyer=draw(parties()),
        lines=tuple(draw(st.lists(lines(), min_size=1, max_size=3))),
        vat=(),
        totals=draw(totals),
        type_code=draw(st.sampled_from(["", "381" if is_credit_note else "380", "389", "261"])),
        **{name: draw(st.none() | days) for name in ("due_on", "delivered_on", "tax_point_on")},
        **{name: draw(maybe) for name in TEXTS},
        delivered_to=draw(st.just(Address()) | addresses),
        delivery_location=draw(st.none() | identifiers),
        period=draw(st.none() | periods),
        notes=tuple(draw(st.lists(words, max_size=2))),
        preceding=tuple(draw(st.lists(st.builds(PrecedingInvoice, words, st.none() | days), max_size=2))),
        payment=draw(st.just(Payment()) | payments),
        allowances_and_charges=tuple(draw(st.lists(_vat_extras(), max_size=2))),
        attachments=tuple(draw(st.lists(attachments, max_size=2))),
        accounting_currency=draw(st.sampled_from(["", "USD", "EUR"])),
        tax_point_code=draw(st.sampled_from(["", "3", "35", "432"])),
        invoiced_object=draw(st.none() | identifiers),
        coded_notes=tuple(draw(st.lists(st.builds(CodedNote, subjects, maybe), max_size=2))),
        payee=draw(st.none() | parties()),
        tax_representative=draw(st.none() | parties()),
        further_payments=tuple(draw(st.lists(payments, max_size=2))),
        linked_documents=tuple(
            draw(st.lists(st.builds(LinkedDocument, words, maybe, maybe, st.just("")), max_size=2))
        ),
        cash_discount=draw(st.none() | discounts),
        further_cash_discounts=tuple(draw(st.lists(discounts, max_size=1))),
        legal_mentions=tuple(
            draw(
                st.lists(
                    st.builds(LegalMention, st.sampled_from(["BELM-001", "BELM-007"]), words), max_size=1
                )
            )
        ),
    )
    return einvoice.completed(invoice)
