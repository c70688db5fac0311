"""UBL.BE's own rules and the structure of e-FFF: each fires on its planted fault, none on what we write."""

from __future__ import annotations

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice.recognition import BIS_3_CUSTOMIZATION
from boekbrug.formats.einvoice.rules.efff import E_FFF_2, E_FFF_3
from boekbrug.formats.einvoice.rules.ublbe import OWN, UBL_BE
from tests.formats.einvoice import belgian, old_files
from tests.formats.einvoice.invoices import PDF, SELLER_DIGITS, an_invoice
from tests.formats.einvoice.rules.spoiling import Change, applies, ids, spoiled

UBL_BE_TEXT = einvoice.write_ubl_be(an_invoice(), pdf=PDF).decode()
IMAGE = "<cbc:DocumentDescription>CommercialInvoice</cbc:DocumentDescription>"
TERMS = "<cac:PaymentTerms>"
DISCOUNT = "<cbc:SettlementDiscountPercent>{}</cbc:SettlementDiscountPercent>"
DELIVERY = (
    "<cac:PaymentMeans>",
    "<cac:Delivery><cac:DeliveryTerms><cbc:ID>{}</cbc:ID><cbc:SpecialTerms>{}</cbc:SpecialTerms>"
    "</cac:DeliveryTerms></cac:Delivery><cac:PaymentMeans>",
)
CATEGORY = "<cbc:Name>03</cbc:Name>"
LINE_VAT = '<cac:TaxTotal>\n      <cbc:TaxAmount currencyID="EUR">'


def delivered(code: str, text: str) -> Change:
    """Delivery terms with a legal mention."""
    return DELIVERY[0], DELIVERY[1].format(code, text)


def discount(percent: str, *more: str) -> Change:
    """A cash discount in the payment terms."""
    return TERMS, TERMS + DISCOUNT.format(percent) + "".join(more)


PLANTED: tuple[tuple[str, Change], ...] = (
    ("02", (IMAGE, "<cbc:DocumentDescription>Invoice</cbc:DocumentDescription>")),
    ("03", ("<cbc:ID>UBL.BE</cbc:ID>", "<cbc:ID>UBLBE</cbc:ID>")),
    ("04", (IMAGE, IMAGE + "<cbc:DocumentDescription>x</cbc:DocumentDescription>")),
    ("05", delivered("BELM-009", "Special ruling - used goods")),
    ("06", delivered("BELM-002", "Tweedehands")),
    (
        "07",
        discount("100", "<cbc:Amount>1</cbc:Amount>", "<cbc:PaymentDueDate>2026-04-01</cbc:PaymentDueDate>"),
    ),
    ("08", discount("2", "<cbc:PaymentDueDate>2026-04-01</cbc:PaymentDueDate>")),
    ("09", discount("2", "<cbc:Amount>1</cbc:Amount>")),
    ("10", (CATEGORY, "<cbc:Name>04</cbc:Name>")),
    ("11", (CATEGORY, f"{CATEGORY}<cbc:TaxExemptionReasonCode>BETE-1</cbc:TaxExemptionReasonCode>")),
    ("12", (CATEGORY, f"{CATEGORY}<cbc:TaxExemptionReason>Zomaar</cbc:TaxExemptionReason>")),
    ("13", (LINE_VAT, LINE_VAT + "x")),
    ("14", (LINE_VAT, f"{LINE_VAT}1</cbc:TaxAmount></cac:TaxTotal>{LINE_VAT}")),
)


@pytest.mark.parametrize(("number", "change"), PLANTED, ids=[number for number, _ in PLANTED])
def test_a_planted_fault_is_found(number: str, change: Change) -> None:
    assert ids(spoiled(UBL_BE_TEXT, change), UBL_BE) == {f"ubl-BE-{number}"}


def test_documents_are_counted_and_each_line_names_its_belgian_code() -> None:
    head, _, rest = UBL_BE_TEXT.partition("<cac:InvoiceLine>")
    without_code = head + "<cac:InvoiceLine>" + rest.replace(CATEGORY, "", 1)
    bare = einvoice.write_bis3(an_invoice()).decode()

    assert ids(without_code, UBL_BE) == {"ubl-BE-15"}
    assert ids(bare, UBL_BE) >= {"ubl-BE-01", "ubl-BE-14", "ubl-BE-15", "PEPPOL-EN16931-R004"}
    assert not ids(bare, UBL_BE) & {"ubl-BE-02", "ubl-BE-03"}  # without any document they do not count


def test_all_fifteen_are_there() -> None:
    assert {one.id for one in OWN} == {f"ubl-BE-{number:02}" for number in range(1, 16)}


@pytest.mark.parametrize("name", belgian.invoices())
def test_what_we_write_as_ubl_be_breaks_no_rule(name: str) -> None:
    text = einvoice.write_ubl_be(belgian.invoices()[name], pdf=PDF)

    assert applies(text, UBL_BE)
    assert ids(text, UBL_BE) == set()


def test_e_fff_2_needs_the_number_of_its_seller() -> None:
    assert applies(old_files.E_FFF_2, E_FFF_2)
    assert ids(old_files.E_FFF_2, E_FFF_2) == set()
    assert ids(spoiled(old_files.E_FFF_2, (SELLER_DIGITS, "?")), E_FFF_2) == {"EFFF-2-01"}


CUSTOMIZATION = (
    "urn:www.cenbii.eu:transaction:biitrns010:ver2.0:extended:urn:www.peppol.eu:bis:peppol4a:ver2.0"
)
E_FFF = "EFFF-T10-R0"
ON_LINES = {f"{E_FFF}{number}" for number in ("08", "09", "10", "11", "12", "14")}


def test_e_fff_3_is_judged_by_its_structure() -> None:
    text = einvoice.write_bis3(an_invoice()).decode()

    assert ids(text, E_FFF_3) == {f"{E_FFF}{number}" for number in ("01", "03", "07", "15")}
    assert ids(spoiled(text, discount("2")), E_FFF_3) >= {*ON_LINES, f"{E_FFF}05", f"{E_FFF}06"}


@pytest.mark.parametrize(
    ("number", "change"),
    [
        ("16", ("<cbc:Percent>21", "<cbc:Name>04</cbc:Name><cbc:Percent>21")),
        ("17", ("<cbc:Percent>21", "<cbc:Name>45</cbc:Name><cbc:Percent>21")),
        (
            "04",
            (
                "<cac:AccountingSupplierParty>",
                "<cac:AdditionalDocumentReference><cbc:ID>eFFF</cbc:ID></cac:AdditionalDocumentReference>"
                "<cac:AccountingSupplierParty>",
            ),
        ),
    ],
)
def test_codes_of_e_fff_3(number: str, change: Change) -> None:
    text = einvoice.write_bis3(an_invoice()).decode()

    assert f"{E_FFF}{number}" in ids(spoiled(text, change), E_FFF_3)


def test_a_cash_discount_of_e_fff_3_names_itself() -> None:
    text = spoiled(
        einvoice.write_bis3(an_invoice()).decode(),
        discount("2"),
        ("<cbc:ID>S</cbc:ID>", "<cbc:ID>E</cbc:ID>"),
    )

    assert f"{E_FFF}13" in ids(text, E_FFF_3)
    assert applies(text.replace(BIS_3_CUSTOMIZATION, CUSTOMIZATION), E_FFF_3)
    assert not applies(text, E_FFF_3)
