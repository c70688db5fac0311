"""UBL.BE for older bookkeeping packages: the rules of UBL.BE 1.31 and the Belgian code of each case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import CashDiscount, Invoice, LegalMention
from boekbrug.formats.einvoice.ubl_be_codes import OF_RATE, REASONS
from tests.formats.einvoice import belgian
from tests.formats.einvoice.invoices import PDF, a_credit_note, an_invoice
from tests.formats.einvoice.test_writer import NAMES

CODES = {
    "rates": {"01", "02", "03"},
    "contractor": {"45"},
    "intra-community-goods": {"46/GO"},
    "intra-community-services": {"44"},
    "export": {"47/EX"},
    "small-business": {"SC"},
    "exempt": {"00/44"},
    "margin": {"MA"},
    "outside-vat": {"NS"},
    "cash-discount": {"01", "03", "FD"},
}
LISTED = {*OF_RATE.values(), *REASONS, "00", "OSS-S", "OSS-G", "OSS-I"}


def document(invoice: Invoice, **options: object) -> etree._Element:
    """The UBL.BE document of an invoice."""
    return etree.fromstring(einvoice.write_ubl_be(invoice, **options))  # type: ignore[arg-type]


def texts(root: etree._Element, path: str) -> list[str]:
    """The texts at a path."""
    return [one.text or "" for one in root.findall(path, NAMES)]


@pytest.mark.parametrize("name", belgian.invoices())
def test_each_case_keeps_the_rules_of_ubl_be(name: str) -> None:
    root = document(belgian.invoices()[name], pdf=PDF)
    papers = root.findall("cac:AdditionalDocumentReference", NAMES)
    described = texts(root, "cac:AdditionalDocumentReference/cbc:DocumentDescription")
    lines = root.xpath("cac:InvoiceLine | cac:CreditNoteLine", namespaces=NAMES)
    subtotals = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"

    assert len(papers) >= 2  # ubl-BE-01
    assert sum(one in ("CommercialInvoice", "CreditNote") for one in described) == 1  # -02
    assert texts(root, "cac:AdditionalDocumentReference/cbc:ID").count("UBL.BE") == 1  # -03
    assert len(described) == len(papers)  # -04
    assert set(texts(root, f"{subtotals}/cbc:Name")) <= LISTED  # -10
    assert texts(root, f"{subtotals}/cbc:TaxExemptionReasonCode") == []  # -11
    assert set(texts(root, f"{subtotals}/cbc:TaxExemptionReason")) <= set(REASONS.values())  # -12
    assert all(len(texts(one, "cac:TaxTotal/cbc:TaxAmount")) == 1 for one in lines)  # -13, -14
    assert all(len(texts(one, ".//cac:ClassifiedTaxCategory/cbc:Name")) == 1 for one in lines)  # -15


@pytest.mark.parametrize("name", CODES)
def test_the_belgian_code_follows_from_the_case(name: str) -> None:
    root = document(belgian.invoices()[name])

    assert set(texts(root, "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Name")) == CODES[name]


@pytest.mark.parametrize("name", belgian.invoices())
def test_shaping_twice_changes_nothing(name: str) -> None:
    once = einvoice.as_ubl_be(belgian.invoices()[name], pdf=PDF)

    assert einvoice.as_ubl_be(once) == once


def test_the_pdf_is_the_picture_of_the_document() -> None:
    shaped = einvoice.as_ubl_be(a_credit_note(), pdf=PDF)

    assert (shaped.attachments[0].description, shaped.attachments[0].content) == ("CreditNote", PDF.content)


def test_without_a_pdf_the_document_is_named_all_the_same() -> None:
    root = document(an_invoice())

    assert texts(root, "cac:AdditionalDocumentReference/cbc:ID") == ["UBL.BE", "F-2026-001"]


def test_the_mention_of_the_legal_document_is_kept_as_a_note() -> None:
    notes = einvoice.as_ubl_be(belgian.invoices()["contractor"]).notes

    assert "Btw verlegd" in notes


@pytest.mark.parametrize(
    ("name", "code"), [("margin", "BELM-002"), ("small-business", "BELM-005"), ("self-billing", "BELM-006")]
)
def test_a_legal_mention_has_its_belgian_code(name: str, code: str) -> None:
    root = document(belgian.invoices()[name])

    assert texts(root, "cac:Delivery/cac:DeliveryTerms/cbc:ID") == [code]


def test_a_legal_mention_that_is_there_is_not_doubled() -> None:
    own = LegalMention("BELM-006", "Invoice issued by the receiver")
    shaped = einvoice.as_ubl_be(an_invoice(type_code="389", legal_mentions=(own,)))

    assert shaped.legal_mentions == (own,)


def test_two_mentions_with_one_code_are_both_kept() -> None:
    mentions = (LegalMention("BELM-006", "Selfbilling"), LegalMention("BELM-006", "Autofacturation"))

    ready = einvoice.as_ubl_be(an_invoice(legal_mentions=mentions))

    assert ready.legal_mentions == mentions


def test_a_cash_discount_has_an_amount_and_a_last_day() -> None:
    invoice = an_invoice(cash_discount=CashDiscount(Decimal(2)))
    terms = document(invoice).find("cac:PaymentTerms", NAMES)
    assert terms is not None

    assert texts(terms, "cbc:SettlementDiscountPercent") == ["2"]
    assert texts(terms, "cbc:Amount") == ["0.89"]
    assert texts(terms, "cbc:PaymentDueDate") == [invoice.due_on.isoformat()]  # type: ignore[union-attr]


def test_a_code_that_was_read_is_kept() -> None:
    invoice = an_invoice()
    triangle = replace(invoice.vat[0], belgian_code="46/TR")
    shaped = einvoice.as_ubl_be(replace(invoice, vat=(triangle, *invoice.vat[1:])))

    assert shaped.vat[0].belgian_code == "46/TR"
    assert shaped.lines[0].belgian_code == "46/TR"


def test_bis_3_carries_nothing_that_only_ubl_be_has() -> None:
    discount = CashDiscount(Decimal(2), Decimal(1), dt.date(2026, 4, 1))
    shaped = einvoice.as_ubl_be(an_invoice(cash_discount=discount, type_code="389"), pdf=PDF)
    legal = einvoice.as_bis3(shaped)

    assert legal.cash_discount is None
    assert (legal.legal_mentions, legal.linked_documents) == ((), ())
    assert "Factuur uitgereikt door de afnemer" in legal.notes[0]
    assert {one.belgian_code for one in (*legal.vat, *legal.lines)} == {""}
    assert {one.vat_amount for one in legal.lines} == {None}


def test_a_line_with_vat_and_without_an_item_does_not_raise() -> None:
    root = document(an_invoice())
    for line in root.findall("cac:InvoiceLine", NAMES):
        line.remove(line.find("cac:Item", NAMES))  # type: ignore[arg-type]

    reading = einvoice.read(etree.tostring(root))

    assert reading.invoice is None or reading.invoice.lines[0].name == ""


def test_a_picture_without_content_makes_room_for_the_one_that_is_given() -> None:
    empty = replace(PDF, content=b"", description="CommercialInvoice")

    shape = einvoice.as_ubl_be(an_invoice(attachments=(empty,)), pdf=PDF)

    named = [one.description for one in (*shape.linked_documents, *shape.attachments)]
    assert named.count("CommercialInvoice") == 1
    assert [one.content for one in shape.attachments] == [PDF.content]
