"""What we write is what our reader reads, and has the shape that Peppol asks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from boekbrug.belgium import ogm
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import AllowanceCharge, Attachment, Endpoint, Invoice, Payment, Totals
from boekbrug.formats.einvoice.model.period import InvoicingPeriod
from boekbrug.formats.einvoice.node import CAC, CBC
from tests.formats.einvoice.invoices import BUYER, PDF, a_credit_note, a_line, an_invoice

NAMES = {"cac": CAC, "cbc": CBC}
letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
words = st.text(letters, min_size=1, max_size=40).filter(lambda text: text == text.strip())
numbers = st.decimals(0, 10**7, places=4, allow_nan=False)


def back(invoice: Invoice, *, pdf: Attachment | None = None) -> Invoice | None:
    """Write and read again."""
    reading = einvoice.read(einvoice.write_bis3(invoice, pdf=pdf))
    assert reading.problems == ()
    assert reading.unread == ()
    return reading.invoice


def variants() -> dict[str, Invoice]:
    """Invoices that together use every field of the model."""
    extra = AllowanceCharge(
        True, Decimal("8.00"), "Transport", "FC", Decimal(10), Decimal("80.00"), "S", Decimal(21)
    )
    discount = AllowanceCharge(False, Decimal("1.50"), "Korting", "95", Decimal(5), Decimal("30.00"))
    full_line = a_line(
        note="n",
        item_number="A-1",
        unit_code="HUR",
        price_base_quantity=Decimal(10),
        allowances_and_charges=(discount,),
    )
    return {
        "plain": an_invoice(),
        "credit note": a_credit_note(),
        "negative": an_invoice(lines=(a_line(quantity=Decimal(-2)),)),
        "prepaid": an_invoice(totals=Totals(prepaid=Decimal("10.00"), rounding=Decimal("0.02"))),
        "extras": an_invoice(allowances_and_charges=(extra,), lines=(full_line,)),
        "references": an_invoice(
            buyer_reference="",
            order_reference="B-9",
            contract_reference="C-1",
            delivered_on=dt.date(2026, 3, 1),
        ),
        "period": an_invoice(
            period=InvoicingPeriod(dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
            delivered_to=einvoice.Address(country="NL"),
        ),
        "reverse charge": an_invoice(lines=(a_line(vat_category="AE", vat_rate=Decimal(0)),)),
        "outside vat": an_invoice(lines=(a_line(vat_category="O", vat_rate=None),)),
        "no payment": an_invoice(payment=Payment(), due_on=None),
        "free reference": an_invoice(payment=Payment("58", "F-2026-001", "BE68539007547034")),
    }


@pytest.mark.parametrize("name", variants())
def test_what_is_written_is_read_back(name: str) -> None:
    invoice = variants()[name]

    assert back(invoice, pdf=PDF) == einvoice.as_bis3(invoice, pdf=PDF)


@pytest.mark.parametrize("name", variants())
def test_the_same_invoice_gives_the_same_bytes(name: str) -> None:
    assert einvoice.write_bis3(variants()[name], pdf=PDF) == einvoice.write_bis3(variants()[name], pdf=PDF)


@given(words, words, numbers, numbers)
def test_any_text_and_number_survives(name: str, note: str, quantity: Decimal, price: Decimal) -> None:
    line = a_line(name=name, quantity=quantity, unit_price=price)
    invoice = an_invoice(lines=(line,), notes=(note,), number=name, buyer=BUYER)

    assert back(invoice) == einvoice.as_bis3(invoice)


def test_control_characters_that_xml_cannot_carry_are_left_out() -> None:
    found = back(an_invoice(number="F-1\x00\x0b\ud800"))

    assert found is not None
    assert found.number == "F-1"


def test_the_pdf_is_embedded_byte_for_byte() -> None:
    found = back(an_invoice(), pdf=PDF)

    assert found is not None
    assert found.pdf == PDF


def test_a_pdf_that_is_already_there_is_not_embedded_twice() -> None:
    first = back(an_invoice(), pdf=PDF)
    assert first is not None

    assert back(first, pdf=PDF) == first


def test_an_account_without_a_number_is_not_written() -> None:
    found = back(an_invoice(payment=Payment("30", "X", "", "TESTBEBB", "An")))

    assert found is not None
    assert found.payment == Payment("1", "X")


def test_the_structured_communication_is_written_with_its_signs() -> None:
    root = etree.fromstring(einvoice.write_bis3(an_invoice()))

    assert root.findtext(".//cbc:PaymentID", namespaces=NAMES) == ogm.show(ogm.make(2026001))


def test_a_belgian_party_gets_an_endpoint_of_its_enterprise_number() -> None:
    found = back(an_invoice())

    assert found is not None
    assert found.buyer.endpoint == Endpoint("0208", BUYER.enterprise_number)


def test_a_buyer_reference_is_filled_in_when_nothing_else_refers() -> None:
    found = back(an_invoice(buyer_reference=""))

    assert found is not None
    assert found.buyer_reference == "NA"


def test_a_credit_note_carries_its_due_date_with_the_payment() -> None:
    root = etree.fromstring(einvoice.write_bis3(a_credit_note()))

    assert root.find("cbc:DueDate", NAMES) is None
    assert root.findtext("cac:PaymentMeans/cbc:PaymentDueDate", namespaces=NAMES) == "2026-04-15"


def _order(element: etree._Element) -> list[str]:
    """The names of the children, each once, in order."""
    return list(dict.fromkeys(etree.QName(child).localname for child in element))


def _agree(ours: list[str], theirs: list[str]) -> bool:
    """Whether the names that two lists share stand in the same order."""
    shared_names = set(ours) & set(theirs)
    return [one for one in ours if one in shared_names] == [one for one in theirs if one in shared_names]


def test_elements_stand_in_the_order_of_the_official_examples(shared: Path) -> None:
    ours = etree.fromstring(einvoice.write_bis3(variants()["extras"], pdf=PDF))
    theirs = etree.parse(shared / "samples/ubl/peppol-examples/Allowance-example.xml").getroot()

    compared = 0
    for element in ours.iter():
        path = ours.getroottree().getelementpath(element).split("[")[0]
        other = theirs if path == "." else theirs.find(path)
        if other is not None and len(element):
            assert _agree(_order(element), _order(other)), path
            compared += 1
    assert compared >= 8
