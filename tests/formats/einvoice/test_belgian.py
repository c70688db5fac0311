"""The Belgian cases: ready to leave, and amounts that agree when somebody else adds them up."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest
from lxml import etree

from boekbrug.formats import einvoice
from boekbrug.formats.problem import has_error
from tests.formats.einvoice import belgian
from tests.formats.einvoice.test_writer import NAMES

CENT = Decimal("0.01")
Bases = dict[tuple[str, Decimal], Decimal]


def numbers(root: etree._Element, path: str) -> list[Decimal]:
    """The numbers at a path, as they are written."""
    return [Decimal(one.text or "") for one in root.findall(path, NAMES)]


def key(element: etree._Element, name: str) -> tuple[str, Decimal]:
    """Category and rate of a line, allowance or subtotal."""
    category = element.find(f".//cac:{name}", NAMES)
    assert category is not None
    rate = category.findtext("cbc:Percent", "0", NAMES)
    return category.findtext("cbc:ID", "", NAMES), Decimal(rate)


def bases(root: etree._Element) -> Bases:
    """The taxable amount per category and rate, from lines, allowances and charges alone."""
    found: Bases = defaultdict(Decimal)
    for line in root.xpath("cac:InvoiceLine | cac:CreditNoteLine", namespaces=NAMES):
        found[key(line, "ClassifiedTaxCategory")] += numbers(line, "cbc:LineExtensionAmount")[0]
    for one in root.findall("cac:AllowanceCharge", NAMES):
        sign = 1 if one.findtext("cbc:ChargeIndicator", "", NAMES) == "true" else -1
        found[key(one, "TaxCategory")] += sign * numbers(one, "cbc:Amount")[0]
    return dict(found)


@pytest.mark.parametrize("name", belgian.invoices())
def test_the_amounts_of_the_document_agree(name: str) -> None:
    root = etree.fromstring(belgian.documents()[name])
    expected = bases(root)
    subtotals = {
        key(one, "TaxCategory"): (
            numbers(one, "cbc:TaxableAmount")[0],
            numbers(one, "cbc:TaxAmount")[0],
        )
        for one in root.findall("cac:TaxTotal/cac:TaxSubtotal", NAMES)
    }
    vat = {rate: (base * rate[1] / 100).quantize(CENT, ROUND_HALF_UP) for rate, base in expected.items()}
    totals = {
        etree.QName(one).localname: Decimal(one.text or "")
        for one in root.find("cac:LegalMonetaryTotal", NAMES)
    }
    gross = sum(expected.values()) + sum(vat.values())

    assert subtotals == {rate: (base, vat[rate]) for rate, base in expected.items()}
    assert numbers(root, "cac:TaxTotal/cbc:TaxAmount")[0] == sum(vat.values())
    assert totals["TaxExclusiveAmount"] == sum(expected.values())
    assert totals["TaxInclusiveAmount"] == gross
    assert totals["PayableAmount"] == (
        gross - totals.get("PrepaidAmount", 0) + totals.get("PayableRoundingAmount", 0)
    )


@pytest.mark.parametrize("name", belgian.invoices())
def test_each_case_is_ready_to_leave(name: str) -> None:
    assert not has_error(einvoice.readiness(belgian.invoices()[name]))


def test_rounding_once_per_rate_differs_from_rounding_per_line() -> None:
    root = etree.fromstring(belgian.documents()["rates"])
    taxable, vat = (numbers(root, f"cac:TaxTotal/cac:TaxSubtotal/cbc:{name}")[0]
                    for name in ("TaxableAmount", "TaxAmount"))  # fmt: skip

    per_line = (Decimal("0.31") * 21 / 100).quantize(CENT, ROUND_HALF_UP)

    assert (taxable, vat) == (Decimal("0.62"), Decimal("0.13"))
    assert per_line * 2 == Decimal("0.14")


def test_a_cash_discount_leaves_what_is_due_and_lowers_the_vat() -> None:
    totals = belgian.invoices()["cash-discount"].totals

    assert totals.net == Decimal("1066.70")
    assert totals.vat == Decimal("205.80") + Decimal("3.92")
    assert totals.payable == totals.net + totals.vat


@pytest.mark.parametrize(("name", "code"), [("self-billing", "389"), ("self-billing-credit", "261")])
def test_a_self_billed_document_has_its_own_profile(name: str, code: str) -> None:
    root = etree.fromstring(belgian.documents()[name])

    assert "poacc:selfbilling:3.0" in root.findtext("cbc:CustomizationID", "", NAMES)
    assert root.findtext("cbc:ProfileID", "", NAMES) == "urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0"
    assert code in (root.findtext(f"cbc:{kind}TypeCode", "", NAMES) for kind in ("Invoice", "CreditNote"))
