"""Read a UBL Invoice or CreditNote into our model (syntax binding CEN/TS 16931-3-2).

Strict for Peppol BIS 3 and plain EN 16931; tolerant (see `ubl_fallbacks`) for UBL.BE, e-FFF and UBL of no
profile that we know.
"""

from __future__ import annotations

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.code_lists import CREDIT_TYPE_CODES, READ_CURRENCIES
from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.ubl_amounts import read_allowances, read_totals, read_vat
from boekbrug.formats.einvoice.ubl_documents import (
    read_documents,
    read_legal_mentions,
    read_notes,
    read_preceding,
)
from boekbrug.formats.einvoice.ubl_fallbacks import with_vat
from boekbrug.formats.einvoice.ubl_lines import read_lines
from boekbrug.formats.einvoice.ubl_parts import read_identifier, read_period
from boekbrug.formats.einvoice.ubl_party import (
    read_address,
    read_creditor,
    read_other_party,
    read_trading_party,
)
from boekbrug.formats.einvoice.ubl_payment import read_paying, read_terms

_REFERENCES = (
    ("contract_reference", "cac:ContractDocumentReference"),
    ("despatch_reference", "cac:DespatchDocumentReference"),
    ("receipt_reference", "cac:ReceiptDocumentReference"),
    ("tender_reference", "cac:OriginatorDocumentReference"),
)


def read_document(root: Node, *, is_credit_note: bool) -> Invoice | None:
    """Read the document; None when its date or a party is missing. Everything wrong is noted in the walk."""
    root.walk.currency = _currency(root)
    number = root.text("cbc:ID", is_required=True)
    issued_on = root.date("cbc:IssueDate", is_required=True)
    type_code = _type_code(root, is_credit_note=is_credit_note)
    seller_node = root.required("cac:AccountingSupplierParty")
    buyer_node = root.required("cac:AccountingCustomerParty")
    if issued_on is None or seller_node is None or buyer_node is None:
        return None
    seller, buyer = read_trading_party(seller_node), read_trading_party(buyer_node)
    payee = read_other_party(root.first("cac:PayeeParty"))
    representative = read_other_party(root.first("cac:TaxRepresentativeParty"))
    creditor = read_creditor(root.walk, payee, seller, buyer, representative)
    paying = read_paying(root, creditor=creditor, due_on=root.date("cbc:DueDate"))
    terms = read_terms(root, due_on=paying.due_on)
    accounting_currency = root.text("cbc:TaxCurrencyCode")
    vat = read_vat(root, accounting_currency=accounting_currency)
    lines = read_lines(root, is_credit_note=is_credit_note)
    totals = read_totals(root, vat=vat)
    if root.walk.is_tolerant:
        lines = with_vat(lines, vat.subtotals)
        is_credit_note = is_credit_note or (type_code in CREDIT_TYPE_CODES and totals.gross >= 0)
    root.skip("cbc:UBLVersionID")
    return Invoice(
        is_credit_note=is_credit_note,
        number=number,
        issued_on=issued_on,
        currency=root.walk.currency,
        type_code=type_code,
        seller=seller.party,
        buyer=buyer.party,
        payee=payee.party if payee else None,
        tax_representative=representative.party if representative else None,
        lines=lines,
        vat=vat.subtotals,
        totals=totals,
        accounting_currency=accounting_currency,
        payment=paying.first,
        further_payments=paying.further,
        payment_terms=terms.text,
        cash_discount=terms.cash_discounts[0] if terms.cash_discounts else None,
        further_cash_discounts=terms.cash_discounts[1:],
        due_on=terms.due_on,
        allowances_and_charges=read_allowances(root, of_line=False),
        **_header(root),  # type: ignore[arg-type]  # named as the fields are
    )


def _header(root: Node) -> dict[str, object]:
    """References, texts, files, period and delivery, by the names of the fields."""
    plain, coded = read_notes(root)
    documents = read_documents(root, project=root.deep_text("cac:ProjectReference", "cbc:ID"))
    order = root.first("cac:OrderReference")
    fields: dict[str, object] = {
        "customization": root.text("cbc:CustomizationID"),
        "profile": root.text("cbc:ProfileID"),
        "buyer_reference": root.text("cbc:BuyerReference"),
        "accounting_reference": root.text("cbc:AccountingCost"),
        "tax_point_on": root.date("cbc:TaxPointDate"),
        "order_reference": order.text("cbc:ID") if order else "",
        "sales_order_reference": order.text("cbc:SalesOrderID") if order else "",
        "notes": plain,
        "coded_notes": coded,
        "preceding": read_preceding(root),
        "attachments": tuple(documents.attachments),
        "linked_documents": tuple(documents.links),
        "invoiced_object": documents.invoiced_object,
        "project_reference": documents.project,
    }
    fields |= {name: root.deep_text(group, "cbc:ID") for name, group in _REFERENCES}
    period = root.first("cac:InvoicePeriod")
    if period:
        fields["tax_point_code"] = period.text("cbc:DescriptionCode")
        fields["period"] = read_period(period)
    return fields | _delivery(root)


def _delivery(root: Node) -> dict[str, object]:
    """When and where it was delivered (BG-13, BG-15), and the legal mentions of UBL.BE."""
    node = root.first("cac:Delivery")
    if node is None:
        return {}
    fields: dict[str, object] = {
        "delivered_on": node.date("cbc:ActualDeliveryDate"),
        "delivered_to_name": _delivered_to_name(node),
        "legal_mentions": read_legal_mentions(node),
    }
    if location := node.first("cac:DeliveryLocation"):
        fields["delivery_location"] = read_identifier(location, "cbc:ID")
        fields["delivered_to"] = read_address(
            location.first("cac:Address"), is_tolerant=root.walk.is_tolerant
        )
    return fields


def _delivered_to_name(node: Node) -> str:
    """The name of who received it (BT-70)."""
    return node.deep_text("cac:DeliveryParty", "cac:PartyName", "cbc:Name")


def _currency(root: Node) -> str:
    """The currency of the document (BT-5); an unknown one is a problem."""
    currency = root.text("cbc:DocumentCurrencyCode", is_required=not root.walk.is_tolerant)
    if not currency and root.walk.is_tolerant:
        payable = root.element.find("{*}LegalMonetaryTotal/{*}PayableAmount")
        currency = "" if payable is None else (payable.get("currencyID") or "").strip()
        if not currency:
            root.miss("cbc:DocumentCurrencyCode")
    if currency and currency not in READ_CURRENCIES:
        root.complain(problems.UNKNOWN_CURRENCY, found=currency)
    return currency


def _type_code(root: Node, *, is_credit_note: bool) -> str:
    """The type code (BT-3); a credit code on a strict Invoice leaves the sign open and is a problem."""
    name = "cbc:CreditNoteTypeCode" if is_credit_note else "cbc:InvoiceTypeCode"
    is_strict = not root.walk.is_tolerant
    code = root.text(name, is_required=is_strict)
    if is_strict and not is_credit_note and code in CREDIT_TYPE_CODES:
        root.complain(problems.CREDIT_CODE_ON_INVOICE, found=code)
    return code
