"""The general Peppol rules: each fires on the one fault planted for it, and none on what we write."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice.rules import peppol_numbers as numbers
from boekbrug.formats.einvoice.rules.peppol import BILLING, SELF_BILLING
from tests.formats.einvoice import belgian
from tests.formats.einvoice.full import full_invoice
from tests.formats.einvoice.invoices import a_credit_note, an_invoice, xml
from tests.formats.einvoice.rules.spoiling import Change, applies, found, ids, spoiled

P = "PEPPOL-EN16931-"
BUYER_ADDRESS = '<cbc:EndpointID schemeID="0208">0811223371</cbc:EndpointID>'
SELLER_ADDRESS = '<cbc:EndpointID schemeID="0208">0400112231</cbc:EndpointID>'
PRICE = '<cbc:PriceAmount currencyID="EUR">12.345</cbc:PriceAmount>'
SUPPLIER = "<cac:AccountingSupplierParty>"
LINE_ITEM = "24.69</cbc:LineExtensionAmount>\n    <cac:Item>"
CHARGE = "<cac:AllowanceCharge><cbc:ChargeIndicator>{}</cbc:ChargeIndicator>{}</cac:AllowanceCharge>"
TOTAL = "<cac:TaxTotal>\n    <cbc:TaxAmount"
CATEGORY = "<cbc:ID>S</cbc:ID>\n        <cbc:Percent>21"


def extra(inside: str, indicator: str = "false") -> Change:
    """A discount or charge on the document."""
    return TOTAL, CHARGE.format(indicator, inside) + TOTAL


def reason(code: str) -> Change:
    """A reason code in the VAT breakdown, with category S."""
    new = f"<cbc:ID>S</cbc:ID><cbc:TaxExemptionReasonCode>{code}</cbc:TaxExemptionReasonCode><cbc:Percent>21"
    return CATEGORY, new


def on_price(base: str, amount: str, indicator: str = "false") -> Change:
    """A gross price and a discount on it."""
    inside = f"<cbc:Amount currencyID='EUR'>{amount}</cbc:Amount>"
    inside += f"<cbc:BaseAmount currencyID='EUR'>{base}</cbc:BaseAmount>"
    return PRICE, PRICE + CHARGE.format(indicator, inside)


def period(start: str, end: str) -> str:
    return (
        f"<cac:InvoicePeriod><cbc:StartDate>{start}</cbc:StartDate><cbc:EndDate>{end}</cbc:EndDate>"
        "</cac:InvoicePeriod>"
    )


def in_head(inside: str) -> Change:
    """Something before the seller."""
    return SUPPLIER, inside + SUPPLIER


def before_totals(inside: str) -> Change:
    """Something before the totals."""
    return "<cac:LegalMon", inside + "<cac:LegalMon"


def on_line(inside: str) -> Change:
    """Something on the first line."""
    return LINE_ITEM, LINE_ITEM.replace("<cac:Item>", inside + "<cac:Item>")


def numbered(scheme: str, number: str) -> Change:
    """Another electronic address of the buyer."""
    return BUYER_ADDRESS, f'<cbc:EndpointID schemeID="{scheme}">{number}</cbc:EndpointID>'


def document(kind: int, name: str = "DocumentReference") -> str:
    """A reference to a document of a type."""
    inside = f"<cbc:ID>P</cbc:ID><cbc:DocumentTypeCode>{kind}</cbc:DocumentTypeCode>"
    return f"<cac:{name}>{inside}</cac:{name}>"


IN_USD = ("<cbc:BuyerRef", "<cbc:TaxCurrencyCode>USD</cbc:TaxCurrencyCode><cbc:BuyerRef")
MINUS_USD = "<cac:TaxTotal><cbc:TaxAmount currencyID='USD'>-7</cbc:TaxAmount></cac:TaxTotal>"
MOMENT = "<cac:InvoicePeriod><cbc:DescriptionCode>4</cbc:DescriptionCode></cac:InvoicePeriod>"
PERCENT = "<cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>"
BASE = "<cbc:BaseAmount currencyID='EUR'>20</cbc:BaseAmount>"
HTML = (
    "<cac:AdditionalDocumentReference><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode='text/html'>"
    "QQ==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"
)
MARCH = in_head(period("2026-03-01", "2026-03-31"))
EARLY = on_line(period("2026-02-27", "2026-03-02"))
LATE = on_line(period("2026-03-27", "2026-04-02"))
PLANTED: tuple[tuple[str, tuple[Change, ...]], ...] = (
    (f"{P}R001", (("<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>", ""),)),
    (f"{P}R002", (("<cbc:Note>Bedankt</cbc:Note>", "<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>"),)),
    (f"{P}R003", (("<cbc:BuyerReference>K-17</cbc:BuyerReference>", ""),)),
    (f"{P}R004", (("billing:3.0", "billing:4.0"),)),
    (f"{P}R005", (("<cbc:BuyerRef", "<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode><cbc:BuyerRef"),)),
    (f"{P}R007", (("billing:01:1.0", "billing:99:1.0"),)),
    (f"{P}R008", (("<cbc:Note>Bedankt</cbc:Note>", "<cbc:Note> </cbc:Note>"),)),
    (f"{P}R010", ((BUYER_ADDRESS, ""),)),
    (f"{P}R020", ((SELLER_ADDRESS, ""),)),
    (f"{P}R040", (extra(PERCENT + "<cbc:Amount currencyID='EUR'>2.03</cbc:Amount>" + BASE),)),
    (f"{P}R041", (extra(PERCENT),)),
    (f"{P}R042", (extra(BASE),)),
    (f"{P}R043", (extra("<cbc:Amount currencyID='EUR'>1</cbc:Amount>", "1"),)),
    (f"{P}R044", (on_price("13.345", "1", "true"),)),
    (f"{P}R046", (on_price("13.345", "2"),)),
    (f"{P}R051", (('currencyID="EUR">44.69', 'currencyID="USD">44.69'),)),
    (f"{P}R053", (before_totals("<cac:TaxTotal><cac:TaxSubtotal/></cac:TaxTotal>"),)),
    (f"{P}R054", (before_totals("<cac:TaxTotal><cbc:TaxAmount/></cac:TaxTotal>"),)),
    (f"{P}R055", (IN_USD, before_totals(MINUS_USD))),
    (f"{P}R061", (("<cbc:PaymentMeansCode>30", "<cbc:PaymentMeansCode>59"),)),
    (f"{P}R100", (on_line(document(130) * 2),)),
    (f"{P}R101", (on_line(document(50)),)),
    (f"{P}R110", (MARCH, EARLY)),
    (f"{P}R111", (MARCH, LATE)),
    (f"{P}R120", ((LINE_ITEM, LINE_ITEM.replace("24.69", "24.72")),)),
    (f"{P}R121", ((PRICE, f"{PRICE}<cbc:BaseQuantity unitCode='C62'>0</cbc:BaseQuantity>"),)),
    (f"{P}R130", ((PRICE, f"{PRICE}<cbc:BaseQuantity unitCode='HUR'>1</cbc:BaseQuantity>"),)),
    (f"{P}CL001", (in_head(HTML),)),
    (f"{P}CL002", (extra("<cbc:AllowanceChargeReasonCode>AA</cbc:AllowanceChargeReasonCode>"),)),
    (f"{P}CL003", (extra("<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>", "true"),)),
    (f"{P}CL006", (in_head(MOMENT),)),
    (f"{P}CL007", (('currencyID="EUR">44.69', 'currencyID="EURO">44.69'),)),
    (f"{P}CL008", (numbered("EM", "a@b.example"),)),
    (f"{P}P0100", (("<cbc:InvoiceTypeCode>380", "<cbc:InvoiceTypeCode>389"),)),
    (f"{P}P0112", (("<cbc:InvoiceTypeCode>380", "<cbc:InvoiceTypeCode>384"),)),
    (f"{P}F001", (("<cbc:DueDate>2026-04-15", "<cbc:DueDate>15-04-2026"),)),
    *(
        (f"{P}P{at:04}", (reason(f"VATEX-EU-{code}"),))
        for at, code in enumerate(("G", "O", "IC", "AE", "D", "F", "I", "J"), start=104)
    ),
    *(
        (f"PEPPOL-COMMON-{rule}", (numbered(scheme, number),))
        for rule, scheme, number in (
            ("R040", "0088", "9999999000011"), ("R041", "0192", "999999998"), ("R042", "0184", "1234567"),
            ("R043", "0208", "0811223372"), ("R044", "0201", "ABC1"), ("R045", "0210", "ABC"),
            ("R046", "9907", "ABC"), ("R047", "0211", "IT12345678901"), ("R049", "0007", "5560000000"),
            ("R050", "0151", "51824753557"),
        )
    ),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "changes"), PLANTED, ids=[rule for rule, _ in PLANTED])
def test_a_planted_fault_is_found(rule: str, changes: tuple[Change, ...]) -> None:
    assert rule in ids(spoiled(xml(), *changes), BILLING)


def test_every_rule_has_its_planted_fault() -> None:
    own_tests = {f"{P}R080", f"{P}P0101"}

    assert {one.id for one in BILLING.rules} == {rule for rule, _ in PLANTED} | own_tests
    assert len(BILLING.rules) == 56


@pytest.mark.parametrize("name", belgian.invoices())
def test_what_we_write_breaks_no_rule(name: str) -> None:
    text = einvoice.write_bis3(belgian.invoices()[name])
    (rules,) = (one for one in (BILLING, SELF_BILLING) if applies(text, one))

    assert ids(text, rules) == set()


def test_a_credit_note_has_its_own_types_and_one_project() -> None:
    text = einvoice.write_bis3(a_credit_note()).decode()
    project = document(50, "AdditionalDocumentReference")

    assert ids(spoiled(text, (">381<", ">380<")), BILLING) == {f"{P}P0101"}
    assert ids(spoiled(text, in_head(project)), BILLING) == set()
    assert ids(spoiled(text, in_head(project * 2)), BILLING) == {f"{P}R080"}


def test_self_billing_has_its_own_marks() -> None:
    text = einvoice.write_bis3(belgian.invoices()["self-billing"])

    assert ids(text, BILLING) >= {f"{P}R004", f"{P}R007"}
    assert ids(spoiled(text.decode(), (">389<", ">380<")), SELF_BILLING) == {f"{P}P0100"}


def test_a_withdrawn_scheme_was_right_on_a_document_of_before_that_day() -> None:
    withdrawn = numbered("0193", "K-17")
    today = ("<cbc:IssueDate>2026-03-16", "<cbc:IssueDate>2026-08-24")

    assert ids(spoiled(xml(), withdrawn), BILLING) == set()
    assert ids(spoiled(xml(), withdrawn, today), BILLING) == {f"{P}CL008"}


def test_a_fault_says_what_it_found_and_what_is_right() -> None:
    (one,) = found(spoiled(xml(), ("12.345</cbc:PriceAmount>", "12.40</cbc:PriceAmount>")), BILLING)

    assert (one.rule.id, one.fault.found, one.fault.expected) == (f"{P}R120", "24.69", "24.80")
    assert one.element.path == "/Invoice/cac:InvoiceLine[1]/cbc:LineExtensionAmount"


def test_a_line_may_be_two_cents_off_and_no_more() -> None:
    def text(net: str) -> str:
        return spoiled(xml(), (LINE_ITEM, LINE_ITEM.replace("24.69", net)))

    assert ids(text("24.71"), BILLING) == ids(text("24.67"), BILLING) == set()
    assert ids(text("24.72"), BILLING) == ids(text("24.66"), BILLING) == {f"{P}R120"}


@pytest.mark.parametrize(
    ("is_right", "number"),
    [
        (numbers.is_gln, "9999999000010"),
        (numbers.is_norwegian, "999999999"),
        (numbers.is_danish, "DK12345678"),
        (numbers.is_danish, "12345678"),
        (numbers.is_belgian, "0400112231"),
        (numbers.is_ipa, "Ab12Cd"),
        (numbers.is_codice_fiscale, "12345678901"),
        (numbers.is_codice_fiscale, "AAABBB00A01A000A"),
        (numbers.is_partita_iva, "IT12345678903"),
        (numbers.is_partita_iva, "FR1"),
        (numbers.is_swedish, "5560000001"),
        (numbers.is_australian, "51824753556"),
    ],
)
def test_a_right_number_of_a_scheme_is_right(is_right: Callable[[str], bool], number: str) -> None:
    assert is_right(number)
    assert not is_right("IT1")


def test_odd_texts_never_raise() -> None:
    for odd in ("", " ", "１２３", "-5", "1e5", "NaN", "0" * 60, "²"):
        text = etree.tostring(etree.fromstring(einvoice.write_bis3(full_invoice())), encoding="unicode")
        for value in ("24.69", "0811223371", "2026-03-16", "12.345", ">S<", ">21<"):
            if value in text:
                found(text.replace(value, odd if value[0] != ">" else f">{odd}<"), BILLING)


def test_a_document_of_ours_follows_peppol() -> None:
    assert applies(einvoice.write_bis3(an_invoice()), BILLING)
    assert not applies(einvoice.write_ubl_be(an_invoice()), BILLING)
