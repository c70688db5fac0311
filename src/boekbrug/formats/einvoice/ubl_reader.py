"""Read a UBL Invoice or CreditNote that follows EN 16931 (syntax binding CEN/TS 16931-3-2) into our model."""

from __future__ import annotations

import base64
import binascii
import datetime as dt

from boekbrug.belgium import iban, ogm
from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.code_lists import CREDIT_TYPE_CODES, CURRENCIES
from boekbrug.formats.einvoice.model import Address, Attachment, Invoice, Payment, PrecedingInvoice
from boekbrug.formats.einvoice.node import Node, Walk
from boekbrug.formats.einvoice.ubl_amounts import read_allowances, read_lines, read_totals, read_vat
from boekbrug.formats.einvoice.ubl_party import read_party
from boekbrug.periods import Period


def read_document(root: Node, walk: Walk, *, is_credit_note: bool) -> Invoice | None:
    """Read the document; None when its date or a party is missing. Everything wrong is noted in `walk`."""
    walk.currency = _currency(root)
    number = root.text("cbc:ID", is_required=True)
    issued_on = root.date("cbc:IssueDate", is_required=True)
    type_code = _type_code(root, is_credit_note=is_credit_note)
    seller_node = root.required("cac:AccountingSupplierParty")
    buyer_node = root.required("cac:AccountingCustomerParty")
    payment, payment_due_on = _payment(root)
    delivered_on, delivered_to_country = _delivery(root)
    vat_total, vat = read_vat(root, currency=walk.currency)
    root.skip("cbc:UBLVersionID")
    invoice = {
        "due_on": root.date("cbc:DueDate") or payment_due_on,
        "period": _period(root),
        "buyer_reference": root.text("cbc:BuyerReference"),
        "order_reference": _reference(root, "cac:OrderReference"),
        "contract_reference": _reference(root, "cac:ContractDocumentReference"),
        "notes": root.texts("cbc:Note"),
        "payment_terms": _reference(root, "cac:PaymentTerms", name="cbc:Note"),
        "preceding": _preceding(root),
        "allowances_and_charges": read_allowances(root, of_line=False),
        "attachments": _attachments(root),
        "customization": root.text("cbc:CustomizationID"),
        "profile": root.text("cbc:ProfileID"),
        "lines": read_lines(root, is_credit_note=is_credit_note),
        "totals": read_totals(root, vat=vat_total),
    }
    if issued_on is None or seller_node is None or buyer_node is None:
        return None
    return Invoice(
        is_credit_note=is_credit_note,
        number=number,
        issued_on=issued_on,
        currency=walk.currency,
        type_code=type_code,
        seller=read_party(seller_node),
        buyer=read_party(buyer_node),
        payment=payment,
        delivered_on=delivered_on,
        delivered_to=Address(country=delivered_to_country),
        vat=vat,
        **invoice,  # type: ignore[arg-type]  # the readers above give what the fields ask
    )


def _currency(root: Node) -> str:
    """The currency of the document (BT-5); an unknown one is a problem."""
    currency = root.text("cbc:DocumentCurrencyCode", is_required=True)
    if currency and currency not in CURRENCIES:
        root.complain(problems.UNKNOWN_CURRENCY, found=currency)
    return currency


def _type_code(root: Node, *, is_credit_note: bool) -> str:
    """The type code (BT-3); a credit code on an Invoice leaves the sign open and is a problem."""
    name = "cbc:CreditNoteTypeCode" if is_credit_note else "cbc:InvoiceTypeCode"
    code = root.text(name, is_required=True)
    if not is_credit_note and code in CREDIT_TYPE_CODES:
        root.complain(problems.CREDIT_CODE_ON_INVOICE, found=code)
    return code


def _reference(root: Node, group: str, *, name: str = "cbc:ID") -> str:
    """The identifier in a reference group, or nothing."""
    node = root.first(group)
    return node.text(name) if node else ""


def _period(root: Node) -> Period | None:
    """The period of the invoice (BG-14) when both days are there and in order."""
    node = root.first("cac:InvoicePeriod")
    if node is None:
        return None
    first_on, last_on = node.date("cbc:StartDate"), node.date("cbc:EndDate")
    if first_on and last_on and first_on <= last_on:
        return Period(first_on, last_on)
    node.drop()
    return None


def _preceding(root: Node) -> tuple[PrecedingInvoice, ...]:
    """The invoices that this one corrects (BG-3)."""
    found = []
    for node in root.every("cac:BillingReference"):
        reference = node.first("cac:InvoiceDocumentReference")
        if reference:
            number = reference.text("cbc:ID", is_required=True)
            found.append(PrecedingInvoice(number, reference.date("cbc:IssueDate")))
    return tuple(found)


def _delivery(root: Node) -> tuple[dt.date | None, str]:
    """The day of delivery (BT-72) and the country where it went (BT-80)."""
    node = root.first("cac:Delivery")
    if node is None:
        return None, ""
    delivered_on = node.date("cbc:ActualDeliveryDate")
    for step in ("cac:DeliveryLocation", "cac:Address", "cac:Country"):
        below = node.first(step)
        if below is None:
            return delivered_on, ""
        node = below
    return delivered_on, node.text("cbc:IdentificationCode").upper()


def _payment(root: Node) -> tuple[Payment, dt.date | None]:
    """How to pay, from the first means with an IBAN (else the first), and its due date (credit notes)."""
    name = "cac:PaymentMeans"
    accounts = [
        root.peek(name, index, "cac:PayeeFinancialAccount/cbc:ID") for index in range(root.count(name))
    ]
    index = next((place for place, one in enumerate(accounts) if iban.parse_or_none(one)), 0)
    node = root.first(name, index=index)
    if node is None:
        return Payment(), None
    reference = node.text("cbc:PaymentID")
    account = node.first("cac:PayeeFinancialAccount")
    branch = account.first("cac:FinancialInstitutionBranch") if account else None
    number = account.text("cbc:ID") if account else ""
    payment = Payment(
        means_code=node.text("cbc:PaymentMeansCode", is_required=True),
        reference=ogm.parse_or_none(reference) or reference,
        iban=iban.parse_or_none(number) or number,
        bic=branch.text("cbc:ID") if branch else "",
        name=account.text("cbc:Name") if account else "",
    )
    return payment, node.date("cbc:PaymentDueDate")


def _attachments(root: Node) -> tuple[Attachment, ...]:
    """The embedded files (BG-24); references without an embedded file stay unread."""
    path = "cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
    nodes = root.every_with("cac:AdditionalDocumentReference", path)
    return tuple(_attachment(node) for node in nodes)


def _attachment(node: Node) -> Attachment:
    """Read one embedded file; text that is no base64 is a problem."""
    identifier = node.text("cbc:ID")
    holder = node.required("cac:Attachment")
    binary = holder.required("cbc:EmbeddedDocumentBinaryObject") if holder else None
    file_name = binary.attribute("filename") if binary else ""
    name = file_name or identifier or "attachment"
    content = b""
    if binary:
        try:
            content = base64.b64decode("".join(binary.own_text().split()), validate=True)
        except (binascii.Error, ValueError):
            binary.complain(problems.NOT_BASE64, found=name)
    return Attachment(
        name=name,
        media_type=binary.attribute("mimeCode").lower() if binary else "",
        content=content,
        description=node.text("cbc:DocumentDescription"),
        identifier="" if identifier == name else identifier,
    )
