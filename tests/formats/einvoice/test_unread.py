"""Nothing is dropped in silence: text beside elements and attributes that say something are listed too."""

from __future__ import annotations

import pytest

from boekbrug.formats import einvoice
from tests.formats.einvoice.invoices import an_invoice, xml
from tests.formats.einvoice.old_files import cii, envelope


def unread(text: str) -> list[tuple[str, str]]:
    """Return the paths and texts that were not read in a document that is read."""
    reading = einvoice.read(text.encode())
    assert reading.invoice is not None, [one.sentence.english for one in reading.problems]
    return [(one.path, one.text) for one in reading.unread]


LOOSE_TEXTS = {
    "in front of elements": ("<cac:Party>", "<cac:Party>see below", "/cac:Party/text()"),
    "behind an element": ("</cac:Party>", "</cac:Party>see below", "/text()"),
    "in a group without elements": (
        "<cac:AccountingCustomerParty>",
        "<cac:Delivery>see below</cac:Delivery><cac:AccountingCustomerParty>",
        "/Invoice/cac:Delivery",
    ),
    "in a group in a group": (
        "<cac:AccountingCustomerParty>",
        "<cac:Delivery><cac:DeliveryLocation>see below</cac:DeliveryLocation></cac:Delivery>"
        "<cac:AccountingCustomerParty>",
        "/Invoice/cac:Delivery/cac:DeliveryLocation",
    ),
}


@pytest.mark.parametrize("name", LOOSE_TEXTS)
def test_text_beside_elements_is_listed(name: str) -> None:
    before, after, ending = LOOSE_TEXTS[name]

    ((path, text),) = unread(xml().replace(before, after, 1))

    assert path.endswith(ending)
    assert text == "see below"


ATTRIBUTES = {
    "language of a text": ("<cbc:Note>", '<cbc:Note languageID="fr">', ("cbc:Note/@languageID", "fr")),
    "scheme of the number": ("<cbc:ID>", '<cbc:ID schemeID="XX">', ("cbc:ID/@schemeID", "XX")),
    "list of the type": (
        "<cbc:InvoiceTypeCode>",
        '<cbc:InvoiceTypeCode listID="own">',
        ("cbc:InvoiceTypeCode/@listID", "own"),
    ),
    "agency that is not the usual one": (
        "<cbc:InvoiceTypeCode>",
        '<cbc:InvoiceTypeCode listAgencyID="ZZZ">',
        ("cbc:InvoiceTypeCode/@listAgencyID", "ZZZ"),
    ),
    "name of a scheme without its code": (
        "<cbc:ID>",
        '<cbc:ID schemeName="order">',
        ("cbc:ID/@schemeName", "order"),
    ),
}


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_an_attribute_that_says_something_is_listed(name: str) -> None:
    before, after, (path, value) = ATTRIBUTES[name]

    text = xml(an_invoice(notes=("Thanks",))).replace(before, after, 1)

    assert unread(text) == [(f"/Invoice/{path}", value)]


NOISE = {
    "usual list": ("<cbc:InvoiceTypeCode>", '<cbc:InvoiceTypeCode listID="UNCL1001" listAgencyID="6">'),
    "usual list with its name": (
        "<cbc:DocumentCurrencyCode>",
        '<cbc:DocumentCurrencyCode listID="ISO 4217 Alpha" listName="Currency">',
    ),
    "place of the schema": (
        "<Invoice ",
        '<Invoice xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" ',
    ),
    "white space between elements": ("<cac:Party>", "<cac:Party>\n\t "),
}


@pytest.mark.parametrize("name", NOISE)
def test_what_says_nothing_is_not_listed(name: str) -> None:
    assert unread(xml().replace(*NOISE[name])) == []


def test_a_loose_text_and_an_attribute_of_cii_are_listed() -> None:
    text = cii().replace(
        "<ram:SellerTradeParty>", '<ram:SellerTradeParty>loose<ram:ID schemeAgencyID="92">7</ram:ID>'
    )

    assert [one.rpartition("/")[2] for one, _ in unread(text)] == ["text()", "@schemeAgencyID"]


def test_text_and_attributes_of_an_envelope_are_listed_once() -> None:
    text = (
        envelope(xml())
        .replace("<HeaderVersion>", '<HeaderVersion kind="a">')
        .replace("</StandardBusinessDocument>", "loose</StandardBusinessDocument>")
    )

    found = [(path.rpartition("/")[2], value) for path, value in unread(text)]

    assert sorted(found) == [("@kind", "a"), ("sh:HeaderVersion", "1.0"), ("text()", "loose")]


def test_thousands_of_loose_texts_are_cut_off() -> None:
    text = xml().replace("</Invoice>", "<cbc:UBLVersionID/>x" * 50_000 + "</Invoice>")

    reading = einvoice.read(text.encode())

    assert len(reading.unread) == 500
