"""Read the lines of a UBL document, with their items and prices."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.code_lists import OBJECT_TYPE
from boekbrug.formats.einvoice.model import ONE, ZERO, Classification, Identifier, ItemAttribute, Line
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.ubl_amounts import (
    REASONS,
    Category,
    read_allowances,
    read_category,
    skip_vat_scheme,
)
from boekbrug.formats.einvoice.ubl_fallbacks import category_and_rate, price_from
from boekbrug.formats.einvoice.ubl_parts import identifier_in, read_identifier, read_period


def read_lines(root: Node, *, is_credit_note: bool) -> tuple[Line, ...]:
    """Read InvoiceLine or CreditNoteLine (BG-25); a document without lines is a problem."""
    name = "cac:CreditNoteLine" if is_credit_note else "cac:InvoiceLine"
    if name not in root:
        root.complain(problems.NO_LINES)
    quantity = "cbc:CreditedQuantity" if is_credit_note else "cbc:InvoicedQuantity"
    sub_lines = "cac:SubCreditNoteLine" if is_credit_note else "cac:SubInvoiceLine"
    found = enumerate(root.every(name), start=1)
    return tuple(_line(node, quantity, sub_lines, position=position) for position, node in found)


class _Price(NamedTuple):
    """What a Price says (BG-29)."""

    net: Decimal | None = None
    base_quantity: Decimal = ONE
    unit_code: str = ""
    gross: Decimal | None = None
    discount: Decimal | None = None


def _line(node: Node, quantity_name: str, sub_lines_name: str, *, position: int) -> Line:
    """Read one line, with the lines below it."""
    is_strict = not node.walk.is_tolerant
    counted = node.take(quantity_name)
    unit_code = node.walk.attribute(counted, "unitCode")
    quantity = node.number_in(counted, quantity_name, is_required=is_strict)
    net = node.amount("cbc:LineExtensionAmount", is_required=True) or ZERO
    price = _price(node, unit_code, is_required=is_strict)
    item = node.required("cac:Item") if is_strict else node.first("cac:Item")
    number = node.text("cbc:ID", is_required=is_strict) or str(position)
    if quantity is None:
        quantity = ONE if not is_strict else ZERO
    unit_price = price.net
    if unit_price is None:
        unit_price = price_from(net, quantity) if not is_strict else ZERO
    fields: dict[str, object] = _rest_of_line(node, sub_lines_name) if not node.is_spent() else {}
    tax = fields.pop("_tax", None)
    category = _category(item, fields, tax, net=net) if item else Category()
    return Line(
        number=number,
        quantity=quantity,
        unit_price=unit_price,
        net=net,
        vat_category=category.code,
        vat_rate=category.rate,
        belgian_code=category.belgian_code,
        unit_code=unit_code or "C62",
        price_base_quantity=price.base_quantity,
        price_unit_code=price.unit_code,
        gross_price=price.gross,
        price_discount=price.discount,
        **(_item(item) if item else {"name": ""}),
        **fields,  # type: ignore[arg-type]
    )


def _rest_of_line(node: Node, sub_lines_name: str) -> dict[str, object]:
    """What few lines have: note, period, references, allowances, lines below."""
    fields: dict[str, object] = {
        "note": "\n".join(node.texts("cbc:Note")),
        "allowances_and_charges": read_allowances(node, of_line=True),
    }
    if node.is_spent():
        return fields
    counts = {"cac:SubCreditNoteLine": "cbc:CreditedQuantity"}
    quantity = counts.get(sub_lines_name, "cbc:InvoicedQuantity")
    below = enumerate(node.every(sub_lines_name), start=1)
    fields |= {
        "accounting_reference": node.text("cbc:AccountingCost"),
        "period": read_period(node.first("cac:InvoicePeriod")),
        "order_line": node.deep_text("cac:OrderLineReference", "cbc:LineID"),
        "line_object": _line_object(node),
        "sub_lines": tuple(_line(one, quantity, sub_lines_name, position=at) for at, one in below),
    }
    if node.walk.is_tolerant and "cac:TaxTotal" in node:
        tax = node.first("cac:TaxTotal")
        fields["vat_amount"] = tax.amount("cbc:TaxAmount") if tax else None
        fields["_tax"] = tax
    return fields


def _category(item: Node, fields: dict[str, object], tax: object, *, net: Decimal) -> Category:
    """The VAT of a line (BG-30); a tolerant format may give it in a TaxTotal of the line."""
    is_strict = not item.walk.is_tolerant
    name = "cac:ClassifiedTaxCategory"
    category = read_category(item.required(name) if is_strict else item.first(name), is_required=is_strict)
    if is_strict:
        return category
    subtotal = tax.first("cac:TaxSubtotal") if isinstance(tax, Node) else None
    if subtotal:
        subtotal.beside("cbc:TaxableAmount", net, subtotal.amount)
        fields["vat_amount"] = subtotal.beside("cbc:TaxAmount", fields["vat_amount"], subtotal.amount)
        category = _category_beside(subtotal, category)
    vat = fields.get("vat_amount")
    code, rate = category_and_rate(
        category.code,
        category.rate,
        category.belgian_code,
        base=net,
        vat=vat if isinstance(vat, Decimal) else None,
    )
    return Category(code, rate, category.belgian_code)


def _category_beside(subtotal: Node, known: Category) -> Category:
    """The VAT of a line with what only its subtotal says; what differs there is listed as unread."""
    code, rate, belgian_code = known.code, known.rate, known.belgian_code
    if node := subtotal.first("cac:TaxCategory"):
        skip_vat_scheme(node)
        code = node.beside("cbc:ID", code, node.text) or ""
        rate = node.beside("cbc:Percent", rate, node.rate)
        belgian_code = node.beside("cbc:Name", belgian_code, node.text) or ""
        for name in REASONS:
            node.take_known(name, node.walk.reasons)
    return Category(code, subtotal.beside("cbc:Percent", rate, subtotal.rate), belgian_code)


def _line_object(node: Node) -> Identifier | None:
    """What the line is about (BT-128): a DocumentReference of type 130."""
    for element in node.elements("cac:DocumentReference").copy():
        kind = element.find("{*}DocumentTypeCode")
        if kind is None or (kind.text or "").strip() == OBJECT_TYPE:
            taken = Node(node.take_one("cac:DocumentReference", element), node.walk)
            taken.take("cbc:DocumentTypeCode")
            return read_identifier(taken, "cbc:ID")
    return None


def _item(item: Node) -> dict[str, object]:
    """The item of a line (BG-31) by the names of the fields."""
    is_strict = not item.walk.is_tolerant
    name = item.text("cbc:Name", is_required=is_strict)
    fields: dict[str, object] = {"name": name}
    if item.is_spent():
        return fields
    description = "\n".join(item.texts("cbc:Description"))
    if not name and description:  # old software gives the description alone
        fields["name"], description = description, ""
    fields["description"] = description
    fields["item_number"] = item.deep_text("cac:SellersItemIdentification", "cbc:ID")
    if item.is_spent():
        return fields
    fields["buyer_item_number"] = item.deep_text("cac:BuyersItemIdentification", "cbc:ID")
    fields["standard_item"] = identifier_in(item, item.inner("cac:StandardItemIdentification", "cbc:ID"))
    fields["origin_country"] = item.deep_text("cac:OriginCountry", "cbc:IdentificationCode").upper()
    classes = [one.first("cbc:ItemClassificationCode") for one in item.every("cac:CommodityClassification")]
    fields["classifications"] = tuple(
        Classification(one.own_text(), one.attribute("listID"), one.attribute("listVersionID"))
        for one in classes
        if one
    )
    fields["attributes"] = tuple(
        ItemAttribute(one.text("cbc:Name"), one.text("cbc:Value"))
        for one in item.every("cac:AdditionalItemProperty")
    )
    return fields


def _price(node: Node, unit_code: str, *, is_required: bool) -> _Price:
    """Read the price (BT-146 to BT-150); a base quantity of zero or none counts as one."""
    price = node.required("cac:Price") if is_required else node.first("cac:Price")
    if price is None:
        return _Price()
    net = price.price("cbc:PriceAmount", is_required=is_required)
    if price.is_spent():
        return _Price(net)
    counted = price.take("cbc:BaseQuantity")
    base_unit = price.walk.attribute(counted, "unitCode")
    base = price.number_in(counted, "cbc:BaseQuantity")
    if counted is not None and base == 0:
        price.walk.drop(counted)
    gross = discount = None
    allowance = price.first("cac:AllowanceCharge")
    if allowance:
        if allowance.truth("cbc:ChargeIndicator"):
            allowance.drop()
        else:
            discount, gross = allowance.price("cbc:Amount"), allowance.price("cbc:BaseAmount")
    return _Price(net, base or ONE, "" if base_unit == unit_code else base_unit, gross, discount)
