"""Read allowances, charges, VAT and totals of a UBL document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from boekbrug.formats.einvoice.model import ZERO, AllowanceCharge, Totals, VatSubtotal
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.ubl_fallbacks import category_and_rate, sum_of

REASONS = ("cbc:TaxExemptionReasonCode", "cbc:TaxExemptionReason")


@dataclass(frozen=True, slots=True)
class Category:
    """What a tax category element says."""

    code: str = ""
    rate: Decimal | None = None
    belgian_code: str = ""


def read_category(node: Node | None, *, is_required: bool) -> Category:
    """Read a tax category (BT-151, BT-152, BT-118, BT-119); its code must be there when it is required."""
    if node is None:
        return Category()
    skip_vat_scheme(node)
    code = node.text("cbc:ID", is_required=is_required)
    rate = node.rate("cbc:Percent", is_required=is_required and code == "S")
    if node.is_spent():
        return Category(code, rate)
    for name in REASONS:
        node.take_known(name, node.walk.reasons)
    return Category(code, rate, node.text("cbc:Name"))


def _reasons(tax: Node | None) -> tuple[str, str]:
    """Why there is no VAT (BT-121, BT-120), which lines and allowances may say again."""
    if tax is None or tax.is_spent():
        return "", ""
    code, reason = (tax.text(name) for name in REASONS)
    tax.walk.reasons |= {code, reason}
    return code, reason


def skip_vat_scheme(node: Node) -> None:
    """Take the tax scheme when it says VAT; another tax stays and is listed as unread."""
    found = node.elements("cac:TaxScheme")
    if len(found) == 1 and len(found[0]) == 1 and (found[0][0].text or "").strip().upper() == "VAT":
        node.skip("cac:TaxScheme")


def read_allowances(owner: Node, *, of_line: bool) -> tuple[AllowanceCharge, ...]:
    """Read the allowances and charges of a document (with VAT) or of a line (without)."""
    if "cac:AllowanceCharge" not in owner:
        return ()
    return tuple(_allowance(node, of_line=of_line) for node in owner.every("cac:AllowanceCharge"))


def _allowance(node: Node, *, of_line: bool) -> AllowanceCharge:
    """Read one allowance or charge."""
    is_strict = not node.walk.is_tolerant
    is_charge = node.truth("cbc:ChargeIndicator")
    amount = node.amount("cbc:Amount", is_required=True) or ZERO
    category = Category()
    if not of_line:
        tax = node.required("cac:TaxCategory") if is_strict else node.first("cac:TaxCategory")
        category = read_category(tax, is_required=is_strict)
    code, rate = category.code, category.rate
    if not is_strict and not of_line:
        code, rate = category_and_rate(code, rate, category.belgian_code, base=amount, vat=None)
    return AllowanceCharge(
        is_charge=is_charge,
        amount=amount,
        reason=node.text("cbc:AllowanceChargeReason"),
        reason_code=node.text("cbc:AllowanceChargeReasonCode"),
        percentage=node.number("cbc:MultiplierFactorNumeric"),
        base_amount=node.amount("cbc:BaseAmount"),
        vat_category=code,
        vat_rate=rate,
        belgian_code=category.belgian_code,
    )


@dataclass(frozen=True, slots=True)
class Vat:
    """The VAT of a document: total (BT-110), that in the accounting currency (BT-111), breakdown (BG-23)."""

    total: Decimal | None = None
    accounted: Decimal | None = None
    subtotals: tuple[VatSubtotal, ...] = ()


def read_vat(root: Node, *, accounting_currency: str) -> Vat:
    """Read TaxTotal in the currency of the document and, without breakdown, in the accounting currency."""
    total: Decimal | None = None
    accounted: Decimal | None = None
    subtotals: list[VatSubtotal] = []
    left = []
    for node in root.every("cac:TaxTotal"):
        element = node.element
        amount = element.find("{*}TaxAmount")
        currency = "" if amount is None else (amount.get("currencyID") or "").strip()
        is_other = currency not in ("", root.walk.currency)
        if is_other and currency == accounting_currency and accounted is None:
            accounted = node.number("cbc:TaxAmount", is_required=True)
            root.walk.attribute(amount, "currencyID")
        elif (total is None or root.walk.is_tolerant) and not is_other:
            found = node.amount("cbc:TaxAmount", is_required=not root.walk.is_tolerant)
            parts = [_subtotal(one) for one in node.every("cac:TaxSubtotal")]
            subtotals += parts
            total = (total or ZERO) + (sum_of(one.amount for one in parts) if found is None else found)
        else:
            left.append(element)
    root.leave("cac:TaxTotal", left)
    return Vat(total, accounted, tuple(subtotals))


def _subtotal(node: Node) -> VatSubtotal:
    """Read one category and rate of the VAT breakdown."""
    is_strict = not node.walk.is_tolerant
    taxable = node.amount("cbc:TaxableAmount", is_required=True) or ZERO
    amount = node.amount("cbc:TaxAmount", is_required=True) or ZERO
    tax = node.required("cac:TaxCategory") if is_strict else node.first("cac:TaxCategory")
    exemption_code, exemption_reason = _reasons(tax)
    category = read_category(tax, is_required=is_strict)
    code, rate = category.code, category.rate
    if not is_strict:
        rate = node.rate("cbc:Percent") if rate is None else rate
        code, rate = category_and_rate(code, rate, category.belgian_code, base=taxable, vat=amount)
    return VatSubtotal(
        category=code,
        rate=rate,
        taxable=taxable,
        amount=amount,
        exemption_code=exemption_code,
        exemption_reason=exemption_reason,
        belgian_code=category.belgian_code,
    )


def read_totals(root: Node, *, vat: Vat) -> Totals:
    """Read LegalMonetaryTotal (BG-22) as it stands; a tolerant format may leave out what others decide."""
    node = root.required("cac:LegalMonetaryTotal")
    if node is None:
        return Totals(vat=vat.total or ZERO, vat_accounted=vat.accounted)
    is_strict = not root.walk.is_tolerant
    payable = node.amount("cbc:PayableAmount", is_required=True) or ZERO
    prepaid = node.amount("cbc:PrepaidAmount") or ZERO
    rounding = node.amount("cbc:PayableRoundingAmount") or ZERO
    gross = node.amount("cbc:TaxInclusiveAmount", is_required=is_strict)
    gross = payable + prepaid - rounding if gross is None else gross
    net = node.amount("cbc:TaxExclusiveAmount", is_required=is_strict)
    net = gross - (vat.total or ZERO) if net is None else net
    lines = node.amount("cbc:LineExtensionAmount", is_required=is_strict)
    allowances = node.amount("cbc:AllowanceTotalAmount") or ZERO
    charges = node.amount("cbc:ChargeTotalAmount") or ZERO
    return Totals(
        lines=net + allowances - charges if lines is None else lines,
        allowances=allowances,
        charges=charges,
        net=net,
        vat=vat.total if vat.total is not None else gross - net if not is_strict else ZERO,
        gross=gross,
        prepaid=prepaid,
        rounding=rounding,
        payable=payable,
        vat_accounted=vat.accounted,
    )
