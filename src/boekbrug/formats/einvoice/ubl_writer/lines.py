"""The lines (BG-25), with their items and prices."""

from __future__ import annotations

from lxml import etree

from boekbrug.formats.einvoice.code_lists import OBJECT_TYPE
from boekbrug.formats.einvoice.model import ONE, Invoice, Line
from boekbrug.formats.einvoice.ubl_tree import amount, group, identifier, leaf, number, period
from boekbrug.formats.einvoice.ubl_writer.amounts import category, write_allowances


def write_line(root: etree._Element, line: Line, *, invoice: Invoice) -> None:
    """One line; UBL has the VAT of a credited line before its allowances, of an invoiced line after them."""
    is_credit, currency = invoice.is_credit_note, invoice.currency
    node = group(root, "CreditNoteLine" if is_credit else "InvoiceLine")
    leaf(node, "ID", line.number)
    leaf(node, "Note", line.note)
    quantity = "CreditedQuantity" if is_credit else "InvoicedQuantity"
    leaf(node, quantity, number(line.quantity), unitCode=line.unit_code)
    amount(node, "LineExtensionAmount", line.net, currency=currency)
    leaf(node, "AccountingCost", line.accounting_reference)
    period(node, line.period)
    _references(node, line)
    if is_credit:
        _vat(node, line, currency)
    write_allowances(node, line.allowances_and_charges, currency=currency, of_line=True)
    if not is_credit:
        _vat(node, line, currency)
    _item(group(node, "Item"), line)
    _price(group(node, "Price"), line, currency)


def _references(node: etree._Element, line: Line) -> None:
    """The line of the order (BT-132) and the object that is invoiced (BT-128)."""
    if line.order_line:
        leaf(group(node, "OrderLineReference"), "LineID", line.order_line)
    if line.line_object:
        reference = group(node, "DocumentReference")
        identifier(reference, "ID", line.line_object)
        leaf(reference, "DocumentTypeCode", OBJECT_TYPE)


def _vat(node: etree._Element, line: Line, currency: str) -> None:
    """The VAT of the line, which UBL.BE alone asks for."""
    if line.vat_amount is not None:
        amount(group(node, "TaxTotal"), "TaxAmount", line.vat_amount, currency=currency)


def _item(item: etree._Element, line: Line) -> None:
    """What it is (BG-31), with its numbers, VAT and properties."""
    leaf(item, "Description", line.description)
    leaf(item, "Name", line.name)
    if line.buyer_item_number:
        leaf(group(item, "BuyersItemIdentification"), "ID", line.buyer_item_number)
    if line.item_number:
        leaf(group(item, "SellersItemIdentification"), "ID", line.item_number)
    if line.standard_item:
        identifier(group(item, "StandardItemIdentification"), "ID", line.standard_item)
    if line.origin_country:
        leaf(group(item, "OriginCountry"), "IdentificationCode", line.origin_country)
    for one in line.classifications:
        lists = {"listID": one.list_code, "listVersionID": one.list_version}
        known = {name: value for name, value in lists.items() if value}
        leaf(group(item, "CommodityClassification"), "ItemClassificationCode", one.code, **known)
    category(
        item, "ClassifiedTaxCategory", code=line.vat_category, rate=line.vat_rate, name=line.belgian_code
    )
    for attribute in line.attributes:
        node = group(item, "AdditionalItemProperty")
        leaf(node, "Name", attribute.name)
        leaf(node, "Value", attribute.value)


def _price(price: etree._Element, line: Line, currency: str) -> None:
    """The price (BG-29), for how many units, and what was taken off it."""
    leaf(price, "PriceAmount", number(line.unit_price), currencyID=currency)
    unit = line.price_unit_code or line.unit_code
    if line.price_base_quantity != ONE or line.price_unit_code:
        leaf(price, "BaseQuantity", number(line.price_base_quantity), unitCode=unit)
    if line.price_discount is not None:
        node = group(price, "AllowanceCharge")
        leaf(node, "ChargeIndicator", "false")
        leaf(node, "Amount", number(line.price_discount), currencyID=currency)
        if line.gross_price is not None:
            leaf(node, "BaseAmount", number(line.gross_price), currencyID=currency)
