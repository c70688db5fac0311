"""Read lines, allowances, VAT and totals of a UBL document."""

from __future__ import annotations

from decimal import Decimal

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.model import ONE, ZERO, AllowanceCharge, Line, Totals, VatSubtotal
from boekbrug.formats.einvoice.node import Node


def read_lines(root: Node, *, is_credit_note: bool) -> tuple[Line, ...]:
    """Read InvoiceLine or CreditNoteLine (BG-25); a document without lines is a problem."""
    name = "cac:CreditNoteLine" if is_credit_note else "cac:InvoiceLine"
    if not root.count(name):
        root.complain(problems.NO_LINES)
    quantity = "cbc:CreditedQuantity" if is_credit_note else "cbc:InvoicedQuantity"
    return tuple(_line(node, quantity) for node in root.every(name))


def _line(node: Node, quantity_name: str) -> Line:
    """Read one line."""
    unit_code = node.peek_own_attribute(quantity_name, "unitCode")
    quantity = node.number(quantity_name, is_required=True)
    item = node.required("cac:Item")
    category, rate = _vat_of(item, "cac:ClassifiedTaxCategory") if item else ("", None)
    price, base_quantity = _price(node)
    seller_item = item.first("cac:SellersItemIdentification") if item else None
    return Line(
        number=node.text("cbc:ID", is_required=True),
        name=item.text("cbc:Name", is_required=True) if item else "",
        quantity=quantity if quantity is not None else ZERO,
        unit_price=price,
        net=node.amount("cbc:LineExtensionAmount", is_required=True) or ZERO,
        vat_category=category,
        vat_rate=rate,
        description=item.text("cbc:Description") if item else "",
        note=node.text("cbc:Note"),
        item_number=seller_item.text("cbc:ID") if seller_item else "",
        unit_code=unit_code or "C62",
        price_base_quantity=base_quantity,
        allowances_and_charges=read_allowances(node, of_line=True),
    )


def _price(node: Node) -> tuple[Decimal, Decimal]:
    """Read the price (BT-146) and for how many units it is (BT-149, one when absent)."""
    price = node.required("cac:Price")
    if price is None:
        return ZERO, ONE
    amount = price.number("cbc:PriceAmount", is_required=True)
    return amount if amount is not None else ZERO, price.number("cbc:BaseQuantity") or ONE


def _vat_of(owner: Node, name: str) -> tuple[str, Decimal | None]:
    """Read category and rate from a tax category element; a line must have a category (BR-CO-4)."""
    node = owner.required(name)
    if node is None:
        return "", None
    node.skip("cac:TaxScheme")
    category = node.text("cbc:ID", is_required=True)
    return category, node.rate("cbc:Percent", is_required=category == "S")


def read_allowances(owner: Node, *, of_line: bool) -> tuple[AllowanceCharge, ...]:
    """Read the allowances and charges of a document (with VAT) or of a line (without)."""
    return tuple(_allowance(node, of_line=of_line) for node in owner.every("cac:AllowanceCharge"))


def _allowance(node: Node, *, of_line: bool) -> AllowanceCharge:
    """Read one allowance or charge."""
    category, rate = ("", None) if of_line else _vat_of(node, "cac:TaxCategory")
    return AllowanceCharge(
        is_charge=node.truth("cbc:ChargeIndicator"),
        amount=node.amount("cbc:Amount", is_required=True) or ZERO,
        reason=node.text("cbc:AllowanceChargeReason"),
        reason_code=node.text("cbc:AllowanceChargeReasonCode"),
        percentage=node.number("cbc:MultiplierFactorNumeric"),
        base_amount=node.amount("cbc:BaseAmount"),
        vat_category=category,
        vat_rate=rate,
    )


def read_vat(root: Node, *, currency: str) -> tuple[Decimal, tuple[VatSubtotal, ...]]:
    """Read the VAT total (BT-110) and its breakdown (BG-23) in the currency of the document.

    A second TaxTotal in the accounting currency (BT-111) is left unread.
    """
    name = "cac:TaxTotal"
    currencies = [
        root.peek_attribute(name, index, "cbc:TaxAmount", attribute="currencyID")
        for index in range(root.count(name))
    ]
    index = next((place for place, one in enumerate(currencies) if one in ("", currency)), 0)
    node = root.first(name, index=index)
    if node is None:
        return ZERO, ()
    total = node.amount("cbc:TaxAmount", is_required=True) or ZERO
    return total, tuple(_subtotal(one) for one in node.every("cac:TaxSubtotal"))


def _subtotal(node: Node) -> VatSubtotal:
    """Read one category and rate of the VAT breakdown."""
    category = node.required("cac:TaxCategory")
    code = rate = None
    exemption_code = exemption_reason = ""
    if category:
        category.skip("cac:TaxScheme")
        code = category.text("cbc:ID", is_required=True)
        rate = category.rate("cbc:Percent", is_required=code == "S")
        exemption_code = category.text("cbc:TaxExemptionReasonCode")
        exemption_reason = category.text("cbc:TaxExemptionReason")
    return VatSubtotal(
        category=code or "",
        rate=rate,
        taxable=node.amount("cbc:TaxableAmount", is_required=True) or ZERO,
        amount=node.amount("cbc:TaxAmount", is_required=True) or ZERO,
        exemption_code=exemption_code,
        exemption_reason=exemption_reason,
    )


def read_totals(root: Node, *, vat: Decimal) -> Totals:
    """Read LegalMonetaryTotal (BG-22) as it stands."""
    node = root.required("cac:LegalMonetaryTotal")
    if node is None:
        return Totals()
    return Totals(
        lines=node.amount("cbc:LineExtensionAmount", is_required=True) or ZERO,
        allowances=node.amount("cbc:AllowanceTotalAmount") or ZERO,
        charges=node.amount("cbc:ChargeTotalAmount") or ZERO,
        net=node.amount("cbc:TaxExclusiveAmount", is_required=True) or ZERO,
        vat=vat,
        gross=node.amount("cbc:TaxInclusiveAmount", is_required=True) or ZERO,
        prepaid=node.amount("cbc:PrepaidAmount") or ZERO,
        rounding=node.amount("cbc:PayableRoundingAmount") or ZERO,
        payable=node.amount("cbc:PayableAmount", is_required=True) or ZERO,
    )
