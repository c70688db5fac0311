"""Allowances and charges, VAT and totals."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lxml import etree

from boekbrug.formats.einvoice.model import AllowanceCharge, Invoice
from boekbrug.formats.einvoice.ubl_tree import amount, group, leaf, number


def write_allowances(
    parent: etree._Element, extras: Iterable[AllowanceCharge], *, currency: str, of_line: bool
) -> None:
    """Allowances and charges; with their VAT when they are of the document."""
    for one in extras:
        node = group(parent, "AllowanceCharge")
        leaf(node, "ChargeIndicator", "true" if one.is_charge else "false")
        leaf(node, "AllowanceChargeReasonCode", one.reason_code)
        leaf(node, "AllowanceChargeReason", one.reason)
        if one.percentage is not None:
            leaf(node, "MultiplierFactorNumeric", number(one.percentage))
        amount(node, "Amount", one.amount, currency=currency)
        if one.base_amount is not None:
            amount(node, "BaseAmount", one.base_amount, currency=currency)
        if not of_line:
            category(node, "TaxCategory", code=one.vat_category, rate=one.vat_rate, name=one.belgian_code)


def category(
    parent: etree._Element,
    element: str,
    *,
    code: str,
    rate: Decimal | None,
    name: str = "",
    exemption: tuple[str, str] = ("", ""),
) -> None:
    """A VAT category with its rate, the Belgian code as its name, and why no VAT is charged."""
    node = group(parent, element)
    leaf(node, "ID", code)
    leaf(node, "Name", name)
    if rate is not None:
        leaf(node, "Percent", number(rate))
    leaf(node, "TaxExemptionReasonCode", exemption[0])
    leaf(node, "TaxExemptionReason", exemption[1])
    leaf(group(node, "TaxScheme"), "ID", "VAT")


def write_vat(root: etree._Element, invoice: Invoice) -> None:
    """The VAT total and its breakdown (BT-110, BG-23), and its total in the accounting currency (BT-111)."""
    total = group(root, "TaxTotal")
    amount(total, "TaxAmount", invoice.totals.vat, currency=invoice.currency)
    for one in invoice.vat:
        subtotal = group(total, "TaxSubtotal")
        amount(subtotal, "TaxableAmount", one.taxable, currency=invoice.currency)
        amount(subtotal, "TaxAmount", one.amount, currency=invoice.currency)
        reasons = (one.exemption_code, one.exemption_reason)
        category(
            subtotal,
            "TaxCategory",
            code=one.category,
            rate=one.rate,
            name=one.belgian_code,
            exemption=reasons,
        )
    accounted = invoice.totals.vat_accounted
    if accounted is not None:
        amount(group(root, "TaxTotal"), "TaxAmount", accounted, currency=invoice.accounting_currency)


def write_totals(root: etree._Element, invoice: Invoice) -> None:
    """The document totals (BG-22); those that are zero and optional stay away.

    The total of allowances is there when an allowance is, though it be of zero (BR-CO-11, BR-CO-12).
    """
    kinds = {one.is_charge for one in invoice.allowances_and_charges}
    node, totals, currency = group(root, "LegalMonetaryTotal"), invoice.totals, invoice.currency
    amount(node, "LineExtensionAmount", totals.lines, currency=currency)
    amount(node, "TaxExclusiveAmount", totals.net, currency=currency)
    amount(node, "TaxInclusiveAmount", totals.gross, currency=currency)
    optional = (
        ("AllowanceTotalAmount", totals.allowances, False in kinds),
        ("ChargeTotalAmount", totals.charges, True in kinds),
        ("PrepaidAmount", totals.prepaid, False),
        ("PayableRoundingAmount", totals.rounding, False),
    )
    for name, value, is_there in optional:
        if value or is_there:
            amount(node, name, value, currency=currency)
    amount(node, "PayableAmount", totals.payable, currency=currency)
