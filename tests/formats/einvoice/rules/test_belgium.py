"""The Belgian checks: each fires on its planted fault, with its weight, and none on what we write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boekbrug.belgium import enterprise_number
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice.rules.belgium import BELGIUM
from boekbrug.formats.einvoice.rules.profiles import LEGACY, RECEIVE, SEND
from tests.formats.einvoice import belgian
from tests.formats.einvoice.invoices import PDF, a_credit_note, an_invoice, xml
from tests.formats.einvoice.rules.spoiling import Change, applies, found, ids, spoiled

WRONG_START = f"20000000{97 - 20_000_000 % 97:02}"  # with the right check
OTHER = enterprise_number.make(9876543)
SELLER_VAT, BUYER_VAT = "BE0400112231", "BE0811223371"
BUYER_ADDRESS = '<cbc:EndpointID schemeID="0208">0811223371</cbc:EndpointID>'
OGM, ACCOUNT = "+++000/2026/00159+++", "<cbc:ID>BE12610000000192</cbc:ID>"
VAT_OF_21 = '<cbc:TaxAmount currencyID="EUR">5.18'
GOODS, DUTCH_VAT = "intra-community-goods", ">NL100000009B01</cbc:CompanyID"
NO_VAT = '"EUR">0.00</cbc:TaxAmount>\n      <cac:TaxCat'
PERCENT_21 = "<cbc:Percent>21"


def written(name: str) -> str:
    """A Belgian case as BIS 3."""
    return einvoice.write_bis3(belgian.invoices()[name]).decode()


PLANTED: tuple[tuple[str, str, tuple[Change, ...]], ...] = (
    ("01", xml(), (('"0208">0400112231', '"BE:CBE">0400112232'),)),
    ("01", xml(), (('"0208">0400112231</cbc:End', f'"0208">{WRONG_START}</cbc:End'),)),
    ("02", xml(), ((BUYER_ADDRESS, '<cbc:EndpointID schemeID="9925">BE0811223372</cbc:EndpointID>'),)),
    ("02", xml(), ((BUYER_ADDRESS, '<cbc:EndpointID schemeID="9925">0811223371</cbc:EndpointID>'),)),
    ("03", xml(), ((BUYER_VAT, "BE0811223372"),)),
    ("04", written(GOODS), ((DUTCH_VAT, DUTCH_VAT.replace("9B", "8B")),)),
    ("05", xml(), ((SELLER_VAT, f"BE{OTHER}"),)),
    ("06", xml(), ((BUYER_VAT, f"BE{OTHER}"),)),
    ("07", xml(), (("<cbc:CityName>Gent</cbc:CityName>", ""),)),
    ("08", xml(), (("<cbc:PostalZone>5000</cbc:PostalZone>", ""),)),
    ("10", xml(), ((OGM, "+++000/2026/00160+++"),)),
    ("10", xml(), ((OGM, "***000/2026/00160***"),)),
    ("11", xml(), ((OGM, "RF19 5390 0754 7034"),)),
    ("12", xml(), ((ACCOUNT, "<cbc:ID>BE13610000000192</cbc:ID>"),)),
    ("12", xml(), ((ACCOUNT, "<cbc:ID>610-0000001-92</cbc:ID>"),)),
    ("20", xml(), ((VAT_OF_21, VAT_OF_21.replace("5.18", "5.24")),)),
    ("20", xml(), ((VAT_OF_21, VAT_OF_21.replace("5.18", "-5.18")),)),
    ("21", xml(), ((VAT_OF_21, VAT_OF_21.replace("5.18", "5.19")),)),
    ("21", xml(), ((VAT_OF_21, VAT_OF_21.replace("5.18", "5.13")),)),
    ("22", xml(), (("5.18", "4.94"), (PERCENT_21, "<cbc:Percent>20"))),
    ("23", written("contractor"), ((">VATEX-EU-AE<", ">VATEX-EU-132<"), ("Btw verlegd", "Zie contract"))),
    ("24", written(GOODS), ((DUTCH_VAT, f">{SELLER_VAT}</cbc:CompanyID"),)),
    ("26", written("exempt"), (("artikel 44", "artikel 56bis"), (NO_VAT, NO_VAT.replace("0.00", "5.00")))),
    ("27", written(GOODS), (("<cbc:ID>K</cbc:ID>", "<cbc:ID>Z</cbc:ID>"),)),
    ("32", xml(), ((">EUR</cbc:DocumentCurrencyCode>", ">USD</cbc:DocumentCurrencyCode>"),)),
)  # fmt: skip


@pytest.mark.parametrize(("number", "text", "changes"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_planted_fault_is_found(number: str, text: str, changes: tuple[Change, ...]) -> None:
    assert f"BE-{number}" in ids(spoiled(text, *changes), BELGIUM)


@pytest.mark.parametrize("name", belgian.invoices())
def test_what_we_write_breaks_no_rule(name: str) -> None:
    invoice = belgian.invoices()[name]

    for text in (einvoice.write_bis3(invoice), einvoice.write_ubl_be(invoice, pdf=PDF)):
        assert applies(text, BELGIUM)
        assert ids(text, BELGIUM) == set()


def test_a_customer_without_vat_number_is_pointed_at() -> None:
    invoice = an_invoice()
    bare = replace(invoice, buyer=replace(invoice.buyer, vat_number=""))

    assert ids(einvoice.write_bis3(bare), BELGIUM) == {"BE-09"}


def test_an_export_leaves_the_union() -> None:
    head, delivery, rest = written("export").partition("<cac:Delivery>")

    assert ids(head + delivery + rest.replace(">US<", ">FR<", 1), BELGIUM) == {"BE-25"}


def test_a_credit_note_names_the_invoice_that_it_corrects() -> None:
    assert ids(einvoice.write_bis3(a_credit_note()), BELGIUM) == set()
    assert ids(einvoice.write_bis3(a_credit_note(preceding=())), BELGIUM) == {"BE-30"}


def test_self_billing_is_mentioned() -> None:
    text = written("self-billing")

    assert ids(text.replace("uitgereikt door", "van"), BELGIUM) == {"BE-33"}


def test_a_cent_weighs_by_the_way_that_the_invoice_goes() -> None:
    def weights(vat: str) -> list[str]:
        (one,) = found(spoiled(xml(), (VAT_OF_21, VAT_OF_21.replace("5.18", vat))), BELGIUM)
        return [profile.weighs(one.rule).value for profile in (SEND, RECEIVE, LEGACY)]

    assert weights("5.19") == ["error", "warning", "note"]
    assert weights("5.23") == ["error", "warning", "note"]
    assert weights("5.24") == ["error", "error", "error"]


def test_a_difference_of_one_euro_is_told_by_en_16931() -> None:
    assert ids(spoiled(xml(), (VAT_OF_21, VAT_OF_21.replace("5.18", "6.18"))), BELGIUM) == set()


def test_a_document_without_a_belgian_party_is_not_judged() -> None:
    foreign = written("intra-community-goods").replace(">BE<", ">DE<").replace("BE04", "DE04")

    assert applies(xml(), BELGIUM)
    assert not applies(foreign, BELGIUM)
    assert ids(foreign, BELGIUM) <= {"BE-04"}
