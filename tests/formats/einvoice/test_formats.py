"""Every format that comes in: e-FFF, UBL.BE, UBL of no profile, CII, ZUGFeRD 1, envelopes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import CodedNote, Container, Format, Identifier, Invoice
from tests.formats.einvoice.invoices import BUYER_DIGITS, SELLER_DIGITS, a_credit_note, an_invoice, xml
from tests.formats.einvoice.old_files import E_FFF_2, IBAN, OGM, cii, envelope, zugferd_1

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
XRECHNUNG = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"


def read(text: str) -> Invoice:
    """The invoice of a text that must be read without a remark."""
    reading = einvoice.read(text.encode())
    assert reading.invoice is not None, [one.sentence.english for one in reading.problems]
    assert reading.problems == ()
    assert reading.unread == ()
    return reading.invoice


def test_e_fff_2_gives_what_old_software_put_elsewhere() -> None:
    invoice = read(E_FFF_2)

    assert einvoice.read(E_FFF_2.encode()).format is Format.E_FFF
    assert (invoice.seller.name, invoice.seller.enterprise_number) == ("Voorbeeldbouw BV", SELLER_DIGITS)
    assert (invoice.seller.street, invoice.seller.country) == ("Kerkstraat 1", "BE")
    assert (invoice.buyer.enterprise_number, invoice.buyer.vat_number) == (BUYER_DIGITS, f"BE{BUYER_DIGITS}")
    assert invoice.due_on == dt.date(2026, 4, 15)
    assert (invoice.payment.iban, invoice.payment.bic, invoice.payment.ogm) == (IBAN, "TESTBEBB", OGM)
    assert (invoice.vat[0].category, invoice.vat[0].rate) == ("S", Decimal(21))
    assert invoice.pdf is not None
    assert invoice.pdf.document_type == "CommercialInvoice"


def test_a_line_of_e_fff_2_gets_price_unit_and_vat() -> None:
    (line,) = read(E_FFF_2).lines

    assert (line.name, line.unit_code, line.unit_price) == ("Planken", "C62", Decimal(25))
    assert (line.vat_category, line.vat_rate, line.vat_amount) == ("S", Decimal(21), Decimal("21.00"))


ELSEWHERE = {
    "rate from the amounts": ("   <cbc:Percent>21</cbc:Percent>\n", ""),
    "rate from the Belgian code": (
        "<cbc:Percent>21</cbc:Percent>",
        "<cac:TaxCategory><cbc:Name>03</cbc:Name></cac:TaxCategory>",
    ),
    "midnight behind a day": ("2026-03-16<", "2026-03-16T00:00:00<"),
    "due date in the terms": (
        "<cbc:PaymentDueDate>2026-04-15</cbc:PaymentDueDate>",
        "</cac:PaymentMeans><cac:PaymentTerms><cac:SettlementPeriod><cbc:EndDate>2026-04-15</cbc:EndDate>"
        "</cac:SettlementPeriod></cac:PaymentTerms><cac:PaymentMeans>",
    ),
    "a person": (
        "<cac:PartyName><cbc:Name>Proefklant NV</cbc:Name></cac:PartyName>",
        "<cac:Person><cbc:FirstName>Proefklant</cbc:FirstName><cbc:FamilyName>NV</cbc:FamilyName></cac:Person>",
    ),
    "a VAT number for the enterprise": (
        f'<cac:PartyIdentification><cbc:ID schemeAgencyName="KBO">{SELLER_DIGITS}</cbc:ID>'
        "</cac:PartyIdentification>",
        f"<cac:PartyLegalEntity><cbc:CompanyID>BE {SELLER_DIGITS}</cbc:CompanyID></cac:PartyLegalEntity>",
    ),
    "no currency but that of the amounts": ("<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", ""),
    "no total of the lines": (
        '  <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>\n  <cbc:TaxEx',
        "  <cbc:TaxEx",
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_stands_elsewhere_or_nowhere_is_found(name: str) -> None:
    before, after = ELSEWHERE[name]
    assert before in E_FFF_2

    found, usual = read(E_FFF_2.replace(before, after, 1)), read(E_FFF_2)

    assert (found.issued_on, found.due_on, found.currency) == (usual.issued_on, usual.due_on, usual.currency)
    assert (found.buyer.name, found.seller.enterprise_number) == ("Proefklant NV", SELLER_DIGITS)
    assert [(one.category, one.rate) for one in found.vat] == [("S", Decimal(21))]
    assert found.totals == usual.totals


@pytest.mark.parametrize("sign", ["", "-"])
def test_an_old_invoice_of_type_381_gives_money_back(sign: str) -> None:
    text = E_FFF_2.replace(">380<", ">381<")
    for amount in ("100.00", "21.00", "121.00"):
        text = text.replace(f">{amount}<", f">{sign}{amount}<")

    assert read(text.replace(">4<", f">{sign}4<")).is_credit


def test_ubl_be_keeps_its_own_codes_and_mentions() -> None:
    text = xml().replace(CUSTOMIZATION, "urn:cen.eu:en16931:2017#Conformant#urn:UBL.BE:1.0.0.20180214")
    text = text.replace("<cbc:Percent>21<", "<cbc:Name>03</cbc:Name><cbc:Percent>21<")
    mention = "<cbc:ID>BELM-005</cbc:ID><cbc:SpecialTerms>Franchise</cbc:SpecialTerms>"
    delivery = f"<cac:Delivery><cac:DeliveryTerms>{mention}</cac:DeliveryTerms></cac:Delivery>"
    invoice = read(text.replace("<cac:PaymentMeans>", f"{delivery}<cac:PaymentMeans>"))

    assert invoice.lines[0].belgian_code == invoice.vat[0].belgian_code == "03"
    assert invoice.legal_mentions[0].code == "BELM-005"


def test_the_settlement_discount_of_ubl_be_is_kept() -> None:
    text = xml().replace(CUSTOMIZATION, "urn:cen.eu:en16931:2017#conformant#urn:UBL.BE:1.0.0.20180214")
    discount = "<cbc:SettlementDiscountPercent>2</cbc:SettlementDiscountPercent>"
    until = "<cbc:PaymentDueDate>2026-03-24</cbc:PaymentDueDate>"
    invoice = read(text.replace("</cac:PaymentTerms>", f"{discount}{until}</cac:PaymentTerms>"))

    assert invoice.cash_discount == einvoice.CashDiscount(Decimal(2), None, dt.date(2026, 3, 24))
    assert invoice.due_on == dt.date(2026, 4, 15)


def test_ubl_of_an_unknown_profile_is_read_with_a_warning() -> None:
    reading = einvoice.read(xml().replace(CUSTOMIZATION, "urn:example:own").encode())

    assert reading.format is Format.OTHER_UBL
    assert reading.invoice is not None
    assert [one.code for one in reading.problems] == ["einvoice-unknown-customization"]


def test_self_billing_and_xrechnung_are_read() -> None:
    billed = xml().replace("poacc:billing:3.0", "poacc:selfbilling:3.0").replace(">380<", ">389<")

    assert read(billed).is_self_billed
    assert einvoice.read(billed.encode()).format is Format.PEPPOL_SELF_BILLING
    assert einvoice.read(xml().replace(CUSTOMIZATION, XRECHNUNG).encode()).format is Format.XRECHNUNG


def test_cii_is_read_whole() -> None:
    invoice = read(cii())

    assert einvoice.read(cii().encode()).format is Format.CII
    assert (invoice.number, invoice.issued_on, invoice.due_on) == (
        "C-15",
        dt.date(2026, 3, 16),
        dt.date(2026, 4, 15),
    )
    assert invoice.seller.enterprise_number == SELLER_DIGITS
    assert invoice.buyer.vat_number == f"BE{BUYER_DIGITS}"
    assert (invoice.payment.ogm, invoice.payment.iban) == (OGM, IBAN)
    assert invoice.coded_notes == (CodedNote("REG", "RPR Gent"),)
    assert invoice.delivered_on == dt.date(2026, 3, 10)
    assert invoice.order_reference == "B-7"
    assert invoice.lines[0].standard_item == Identifier("5410000000003", "0160")
    assert (invoice.lines[0].quantity, invoice.lines[0].unit_code) == (Decimal(4), "MTR")
    assert invoice.totals.payable == Decimal("121.00")


def test_cii_whose_vat_total_names_no_currency_says_the_same() -> None:
    bare = cii().replace('<ram:TaxTotalAmount currencyID="EUR">', "<ram:TaxTotalAmount>")

    assert "currencyID" not in bare
    assert read(bare) == read(cii())


def test_cii_of_type_381_is_a_credit_note() -> None:
    assert read(cii(type_code="381")).is_credit


def test_zugferd_1_says_the_same_as_cii() -> None:
    old, new = read(zugferd_1()), read(cii())

    assert einvoice.read(zugferd_1().encode()).format is Format.ZUGFERD_1
    assert (old.seller, old.buyer, old.lines, old.vat) == (new.seller, new.buyer, new.lines, new.vat)
    assert (old.totals, old.payment, old.due_on) == (new.totals, new.payment, new.due_on)


def test_a_profile_without_lines_is_read_with_a_warning() -> None:
    reading = einvoice.read(cii(guideline="urn:factur-x.eu:1p0:minimum", lines="").encode())

    assert reading.invoice is not None
    assert [one.code for one in reading.problems] == ["einvoice-without-lines"]
    assert einvoice.read(cii(lines="").encode()).invoice is None


def test_a_wrong_total_of_cii_is_refused_at_its_place() -> None:
    reading = einvoice.read(cii().replace("GrandTotalAmount>121.00", "GrandTotalAmount>122.00").encode())

    assert reading.invoice is None
    assert reading.problems[0].place.endswith("/ram:GrandTotalAmount")


def test_an_envelope_is_opened_and_what_its_header_says_is_listed() -> None:
    reading = einvoice.read(envelope(xml()).encode())

    assert reading.container is Container.ENVELOPE
    assert reading.invoice == an_invoice_as_written()
    assert [(one.path, one.text) for one in reading.unread] == [
        ("/StandardBusinessDocument/sh:StandardBusinessDocumentHeader/sh:HeaderVersion", "1.0")
    ]
    assert einvoice.read(reading.document).invoice == reading.invoice


def an_invoice_as_written() -> Invoice:
    """The invoice of the fixtures as it stands in its file."""
    return einvoice.as_bis3(an_invoice())


def test_an_envelope_with_two_documents_gives_two_readings() -> None:
    reading = einvoice.read(envelope(xml(), xml(a_credit_note())).encode())

    assert [one.invoice.number for one in reading.documents if one.invoice] == ["F-2026-001", "C-2026-001"]


def test_an_empty_envelope_is_refused() -> None:
    assert [one.code for one in einvoice.read(envelope().encode()).problems] == ["einvoice-empty-envelope"]


E_FFF_3 = "urn:www.cenbii.eu:transaction:biitrns010:ver2.0:extended:urn:www.peppol.eu:bis:peppol4a:ver2.0"
MARKS = {
    "e-fff 3": (f">{CUSTOMIZATION}<", f">{E_FFF_3}<"),
    "profile of e-fff 1": (f">{CUSTOMIZATION}<", ">1.0<"),
    "reference of e-fff 3": (f">{CUSTOMIZATION}<", ">2.0<"),
}


@pytest.mark.parametrize("name", MARKS)
def test_each_mark_of_e_fff_is_known(name: str) -> None:
    text = xml().replace(*MARKS[name])
    if name == "profile of e-fff 1":
        text = text.replace("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", "FFF.BE Voorbeeldsoftware")
    if name == "reference of e-fff 3":
        mark = "<cbc:ID>eFFF</cbc:ID><cbc:DocumentType>Voorbeeldsoftware 7</cbc:DocumentType>"
        mark = f"<cac:AdditionalDocumentReference>{mark}</cac:AdditionalDocumentReference>"
        text = text.replace("<cac:AccountingSupplierParty>", f"{mark}<cac:AccountingSupplierParty>")

    reading = einvoice.read(text.encode())

    assert reading.format is Format.E_FFF
    assert reading.invoice is not None


def test_the_numbers_of_e_fff_3_have_schemes_of_their_own() -> None:
    text = xml().replace(*MARKS["e-fff 3"]).replace('schemeID="0208"', 'schemeID="BE:CBE"')

    invoice = einvoice.read(text.encode()).invoice

    assert invoice is not None
    assert (invoice.seller.enterprise_number, invoice.seller.enterprise_scheme) == (SELLER_DIGITS, "")
    assert invoice.seller.endpoint == einvoice.Endpoint("BE:CBE", SELLER_DIGITS)


def test_a_price_that_is_left_out_has_no_endless_decimals() -> None:
    invoice = read(E_FFF_2.replace(">4</cbc:InvoicedQuantity>", ">3</cbc:InvoicedQuantity>"))

    assert invoice.lines[0].unit_price == Decimal("33.33333333")
    assert einvoice.read(einvoice.write_bis3(invoice)).invoice == einvoice.as_bis3(invoice)


def test_a_line_of_next_to_nothing_does_not_raise() -> None:
    text = E_FFF_2.replace(">4</cbc:InvoicedQuantity>", ">0.00000000000000000001</cbc:InvoicedQuantity>")

    assert read(text).lines[0].unit_price == Decimal("1e22")


def test_a_rate_that_no_amounts_can_tell_does_not_raise() -> None:
    text = E_FFF_2.replace("   <cbc:Percent>21</cbc:Percent>\n", "")
    tiny = text.replace(">100.00</cbc:TaxableAmount>", ">0.00000000000000000001</cbc:TaxableAmount>")

    assert einvoice.read(tiny.replace(">21.00<", ">999999999999999<").encode()).invoice is None
