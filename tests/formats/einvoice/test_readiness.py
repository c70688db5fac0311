"""What keeps an invoice from leaving."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import AllowanceCharge, Attachment, Invoice, Party, Payment
from boekbrug.formats.problem import Severity
from tests.formats.einvoice.invoices import BUYER, SELLER, a_credit_note, a_line, an_invoice


def codes(invoice: Invoice) -> list[str]:
    """The codes of the problems, without their common beginning."""
    return [one.code.removeprefix("readiness-") for one in einvoice.readiness(invoice)]


def test_a_complete_invoice_may_leave() -> None:
    assert codes(an_invoice()) == []
    assert codes(a_credit_note()) == []


@pytest.mark.parametrize("means_code", ["48", "59"])
def test_what_a_card_or_a_debit_pays_needs_no_account_of_ours(means_code: str) -> None:
    assert codes(an_invoice(payment=Payment(means_code))) == []


def seller(**changes: object) -> Invoice:
    """An invoice with another seller."""
    return an_invoice(seller=replace(SELLER, **changes))  # type: ignore[arg-type]


def buyer(**changes: object) -> Invoice:
    """An invoice with another buyer."""
    return an_invoice(buyer=replace(BUYER, **changes))  # type: ignore[arg-type]


def line(**changes: object) -> Invoice:
    """An invoice with one other line."""
    return an_invoice(lines=(a_line(**changes),))


def totals(**changes: Decimal) -> Invoice:
    """An invoice whose totals were tampered with."""
    invoice = an_invoice()
    return replace(invoice, totals=replace(invoice.totals, **changes))


def vat(amount: str) -> Invoice:
    """An invoice with one cent too much VAT, in the totals too."""
    one = line()
    gross = one.totals.net + Decimal(amount)
    changed = replace(one.totals, vat=Decimal(amount), gross=gross, payable=gross)
    return replace(one, vat=(replace(one.vat[0], amount=Decimal(amount)),), totals=changed)


WRONG = {
    "no-number": an_invoice(number=" "),
    "unknown-currency": an_invoice(currency="EUX"),
    "vat-not-in-euro": an_invoice(currency="USD"),
    "due-before-issued": an_invoice(due_on=dt.date(2026, 3, 1)),
    "no-due-date": an_invoice(due_on=None, payment_terms=""),
    "credit-note-without-invoice": a_credit_note(preceding=()),
    "seller-without-name": seller(name=""),
    "buyer-without-name": buyer(name=" "),
    "seller-without-number": seller(enterprise_number=""),
    "seller-number-wrong": seller(enterprise_number="0400112200"),
    "buyer-number-wrong": buyer(enterprise_number="0811223300"),
    "seller-without-vat-number": seller(vat_number=""),
    "seller-vat-number-wrong": seller(vat_number="BE0400112200"),
    "buyer-vat-number-wrong": buyer(vat_number="NL123"),
    "numbers-disagree": seller(vat_number=BUYER.vat_number),
    "buyer-without-endpoint": buyer(enterprise_number="", vat_number=""),
    "seller-without-country": seller(country=""),
    "buyer-without-country": buyer(country=""),
    "unknown-country": buyer(country="ZZ"),
    "address-incomplete": buyer(city=""),
    "line-without-name": line(name=""),
    "price-below-zero": line(unit_price=Decimal(-1)),
    "unknown-vat-category": line(vat_category="X"),
    "rate-does-not-fit": line(vat_rate=Decimal(0)),
    "rate-not-belgian": line(vat_rate=Decimal(20)),
    "line-differs": replace(line(), lines=(a_line(net=Decimal("24.72")),)),
    "too-many-decimals": replace(line(), lines=(a_line(net=Decimal("24.691")),)),
    "line-allowance-without-reason": line(allowances_and_charges=(AllowanceCharge(False, Decimal(1)),)),
    "extra-without-reason": an_invoice(
        allowances_and_charges=(AllowanceCharge(True, Decimal(1), vat_category="S", vat_rate=Decimal(6)),)
    ),
    "extra-unknown-vat-category": an_invoice(
        allowances_and_charges=(AllowanceCharge(True, Decimal(1), "x"),)
    ),
    "outside-vat-mixed": an_invoice(lines=(a_line(), a_line(vat_category="O", vat_rate=None))),
    "no-delivery": line(vat_category="K", vat_rate=Decimal(0)),
    "buyer-without-vat-number": an_invoice(
        lines=(a_line(vat_category="AE", vat_rate=Decimal(0)),), buyer=replace(BUYER, vat_number="")
    ),
    "vat-differs": vat("5.19"),
    "total-gross-differs": totals(gross=Decimal("51.08")),
    "total-payable-differs": totals(payable=Decimal("51.08")),
    "total-net-differs": totals(net=Decimal("44.00")),
    "no-iban": an_invoice(payment=Payment()),
    "iban-wrong": an_invoice(payment=Payment("30", "", "BE68539007547035")),
    "reference-looks-wrong": an_invoice(payment=Payment("30", "+++123/4567/89003+++", "BE68539007547034")),
    "attachment-not-allowed": an_invoice(attachments=(Attachment("a.exe", "application/x-dosexec", b"MZ"),)),
}


@pytest.mark.parametrize("code", WRONG)
def test_each_thing_that_is_wrong_is_found_and_said(code: str) -> None:
    found = einvoice.readiness(WRONG[code])

    assert f"readiness-{code}" in [one.code for one in found]
    assert all(one.sentence.english.endswith(".") for one in found)


def test_an_invoice_without_lines_does_not_leave() -> None:
    assert "no-lines" in codes(an_invoice(lines=()))


def test_an_exemption_without_a_reason_does_not_leave() -> None:
    exempt = line(vat_category="E", vat_rate=Decimal(0))
    silent = replace(exempt, vat=(replace(exempt.vat[0], exemption_reason=""),))

    assert "no-exemption-reason" not in codes(exempt)
    assert "no-exemption-reason" in codes(silent)


def test_a_peppol_address_with_a_wrong_check_digit_does_not_leave() -> None:
    assert codes(buyer(endpoint=einvoice.Endpoint("0208", "0811223300"))) == ["buyer-number-wrong"]


def test_a_private_person_may_get_an_invoice_with_a_warning() -> None:
    person = Party(name="Dirk", street="Dorp 1", postcode="9000", city="Gent", country="BE")

    found = einvoice.readiness(an_invoice(buyer=person))

    assert [one.severity for one in found] == [Severity.WARNING]


def test_intra_community_goods_with_delivery_and_vat_numbers_may_leave() -> None:
    abroad = replace(BUYER, country="NL", enterprise_number="", vat_number="NL004495445B01")
    invoice = an_invoice(
        lines=(a_line(vat_category="K", vat_rate=Decimal(0)),),
        buyer=replace(abroad, endpoint=einvoice.Endpoint("9944", "NL004495445B01")),
        delivered_on=dt.date(2026, 3, 10),
        delivered_to=einvoice.Address(country="NL"),
    )

    assert codes(invoice) == []


def test_an_invoice_that_was_read_back_is_as_ready_as_before() -> None:
    reading = einvoice.read(einvoice.write_bis3(an_invoice()))

    assert reading.invoice is not None
    assert codes(reading.invoice) == []
