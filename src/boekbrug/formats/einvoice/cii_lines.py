"""Read the lines of a CII document, with their items and prices."""

from __future__ import annotations

from boekbrug.formats.einvoice.cii_parts import (
    read_allowances,
    read_period,
    read_trade_tax,
    read_truth,
)
from boekbrug.formats.einvoice.code_lists import OBJECT_TYPE
from boekbrug.formats.einvoice.model import ONE, ZERO, Classification, Identifier, ItemAttribute, Line
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.ubl_fallbacks import price_from
from boekbrug.formats.einvoice.ubl_parts import read_identifier

LINE_ITEM = "ram:IncludedSupplyChainTradeLineItem"
# Lines of the extended profiles that count in no total.
_COUNTED = "DETAIL"
_ONLY_TOLD = frozenset({"GROUP", "INFORMATION"})


def read_lines(transaction: Node) -> tuple[Line, ...]:
    """Read every line (BG-25); those that only inform are listed as unread."""
    found = []
    for position, node in enumerate(transaction.every(LINE_ITEM), start=1):
        line = _line(node, position)
        if line is not None:
            found.append(line)
    return tuple(found)


def _line(node: Node, position: int) -> Line | None:
    """Read one line, or None when it counts in no total."""
    is_strict = not node.walk.is_tolerant
    document = node.first("ram:AssociatedDocumentLineDocument")
    if document and _is_only_told(document):
        node.drop()
        return None
    fields: dict[str, object] = {"number": str(position)}
    if document:
        fields["number"] = document.text("ram:LineID") or str(position)
        notes = [one.text("ram:Content") for one in document.every("ram:IncludedNote")]
        fields["note"] = "\n".join(note for note in notes if note)
    fields |= _item(node.first("ram:SpecifiedTradeProduct"))
    fields |= _quantity(node)
    fields |= _agreement(node.first("ram:SpecifiedLineTradeAgreement"), fields)
    settlement = node.required("ram:SpecifiedLineTradeSettlement")
    fields |= _settlement(settlement) if settlement else {"net": ZERO, "vat_category": "", "vat_rate": None}
    if fields.get("unit_price") is None:
        if is_strict:
            node.miss("ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount")
        quantity, net = fields["quantity"], fields["net"]
        fields["unit_price"] = price_from(net, quantity)  # type: ignore[arg-type]  # both Decimals
    return Line(**fields)  # type: ignore[arg-type]  # named as the fields are


def _is_only_told(document: Node) -> bool:
    """Whether a line only informs; a status that we do not know is listed as unread."""
    element = document.take("ram:LineStatusReasonCode")
    status = "" if element is None else document.walk.text_of(element)
    if element is not None and status not in (_COUNTED, *_ONLY_TOLD):
        document.walk.drop(element)
    return status in _ONLY_TOLD


def _quantity(node: Node) -> dict[str, object]:
    """How much (BT-129) in which unit (BT-130)."""
    is_strict = not node.walk.is_tolerant
    delivery = node.required("ram:SpecifiedLineTradeDelivery") if is_strict else None
    delivery = delivery or node.first("ram:SpecifiedLineTradeDelivery")
    if delivery is None:
        return {"quantity": ONE}
    counted = delivery.take("ram:BilledQuantity")
    quantity = delivery.number_in(counted, "ram:BilledQuantity", is_required=is_strict)
    unit_code = node.walk.attribute(counted, "unitCode")
    return {"quantity": ONE if quantity is None else quantity, "unit_code": unit_code or "C62"}


def _agreement(node: Node | None, fields: dict[str, object]) -> dict[str, object]:
    """The price (BG-29) and the line of the order (BT-132)."""
    found: dict[str, object] = {}
    if node is None:
        return found
    order = node.first("ram:BuyerOrderReferencedDocument")
    found["order_line"] = order.text("ram:LineID") if order else ""
    for name in ("ram:NetPriceProductTradePrice", "ram:GrossPriceProductTradePrice"):
        price = node.first(name)
        if price is None:
            continue
        _basis(price, found, fields.get("unit_code"))
        if name.startswith("ram:Net"):
            found["unit_price"] = price.price("ram:ChargeAmount")
        else:
            found["gross_price"] = price.price("ram:ChargeAmount")
            found["price_discount"] = _discount(price)
    return found


def _basis(price: Node, found: dict[str, object], unit_code: object) -> None:
    """How many a price is for (BT-149, BT-150); zero, and another than before, is listed as unread."""
    counted = price.take("ram:BasisQuantity")
    base = price.number_in(counted, "ram:BasisQuantity")
    if counted is None or base is None:
        return
    unit = price.walk.attribute(counted, "unitCode")
    told = {"price_base_quantity": base, "price_unit_code": "" if unit == unit_code else unit}
    if base and "price_base_quantity" not in found:
        found |= told
    elif not told.items() <= found.items():
        price.walk.drop(counted)


def _discount(price: Node) -> object:
    """The discount on the gross price (BT-147)."""
    allowance = price.first("ram:AppliedTradeAllowanceCharge")
    if allowance is None:
        return None
    if read_truth(allowance, "ram:ChargeIndicator"):
        allowance.drop()
        return None
    return allowance.price("ram:ActualAmount")


def _settlement(node: Node) -> dict[str, object]:
    """The VAT (BG-30), net (BT-131), allowances, period and references of a line."""
    is_strict = not node.walk.is_tolerant
    name = "ram:ApplicableTradeTax"
    tax = read_trade_tax(node.required(name) if is_strict else node.first(name), is_required=is_strict)
    sums = node.first("ram:SpecifiedTradeSettlementLineMonetarySummation") or node.first(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation"  # ZUGFeRD 1 has one name for both
    )
    net = sums.amount("ram:LineTotalAmount", is_required=is_strict) if sums else None
    if sums is None and is_strict:
        node.miss("ram:SpecifiedTradeSettlementLineMonetarySummation")
    fields: dict[str, object] = {"vat_category": tax.code, "vat_rate": tax.rate, "net": net or ZERO}
    if node.is_spent():
        return fields
    return fields | {
        "allowances_and_charges": read_allowances(node, of_line=True),
        "period": read_period(node, "ram:BillingSpecifiedPeriod"),
        "line_object": _line_object(node),
        "accounting_reference": node.deep_text("ram:ReceivableSpecifiedTradeAccountingAccount", "ram:ID"),
    }


def _line_object(node: Node) -> Identifier | None:
    """What the line is about (BT-128): an additional document of type 130."""
    for element in node.elements("ram:AdditionalReferencedDocument").copy():
        kind = element.find("{*}TypeCode")
        if kind is None or (kind.text or "").strip() != OBJECT_TYPE:
            continue
        taken = Node(node.take_one("ram:AdditionalReferencedDocument", element), node.walk)
        taken.take("ram:TypeCode")
        return Identifier(taken.text("ram:IssuerAssignedID"), taken.text("ram:ReferenceTypeCode"))
    return None


def _item(item: Node | None) -> dict[str, object]:
    """The item of a line (BG-31) by the names of the fields."""
    if item is None:
        return {"name": ""}
    name = item.text("ram:Name")
    fields: dict[str, object] = {"name": name}
    if item.is_spent():
        return fields
    description = item.text("ram:Description")
    fields["name"], fields["description"] = (name, description) if name else (description, "")
    fields["item_number"] = item.text("ram:SellerAssignedID")
    fields["buyer_item_number"] = item.text("ram:BuyerAssignedID")
    fields["standard_item"] = read_identifier(item, "ram:GlobalID")
    if item.is_spent():
        return fields
    fields["origin_country"] = item.deep_text("ram:OriginTradeCountry", "ram:ID").upper()
    classes = [one.first("ram:ClassCode") for one in item.every("ram:DesignatedProductClassification")]
    fields["classifications"] = tuple(
        Classification(one.own_text(), one.attribute("listID"), one.attribute("listVersionID"))
        for one in classes
        if one
    )
    fields["attributes"] = tuple(
        ItemAttribute("\n".join(one.texts("ram:Description")), "\n".join(one.texts("ram:Value")))
        for one in item.every("ram:ApplicableProductCharacteristic")
    )
    return fields
