"""The papers that an invoice belongs to: order, earlier invoices, contract, files and links."""

from __future__ import annotations

import base64

from lxml import etree

from boekbrug.formats.einvoice.code_lists import OBJECT_TYPE, PROJECT_TYPE
from boekbrug.formats.einvoice.model import Attachment, Invoice, LinkedDocument
from boekbrug.formats.einvoice.ubl_tree import day, group, identifier, leaf


def write_papers(root: etree._Element, invoice: Invoice) -> None:
    """Every reference, in the order of the schema of its kind."""
    _order(root, invoice)
    for earlier in invoice.preceding:
        reference = group(group(root, "BillingReference"), "InvoiceDocumentReference")
        leaf(reference, "ID", earlier.number)
        day(reference, "IssueDate", earlier.issued_on)
    _reference(root, "DespatchDocumentReference", invoice.despatch_reference)
    _reference(root, "ReceiptDocumentReference", invoice.receipt_reference)
    if not invoice.is_credit_note:
        _reference(root, "OriginatorDocumentReference", invoice.tender_reference)
    _reference(root, "ContractDocumentReference", invoice.contract_reference)
    _additional(root, invoice)
    if invoice.is_credit_note:
        _reference(root, "OriginatorDocumentReference", invoice.tender_reference)
    else:
        _reference(root, "ProjectReference", invoice.project_reference)


def _order(root: etree._Element, invoice: Invoice) -> None:
    """The order of the buyer (BT-13) and of the seller (BT-14)."""
    if invoice.order_reference or invoice.sales_order_reference:
        order = group(root, "OrderReference")
        leaf(order, "ID", invoice.order_reference)
        leaf(order, "SalesOrderID", invoice.sales_order_reference)


def _reference(root: etree._Element, name: str, number: str) -> None:
    """A group that holds one number; nothing when there is none."""
    if number:
        leaf(group(root, name), "ID", number)


def _additional(root: etree._Element, invoice: Invoice) -> None:
    """What is invoiced (BT-18), the project of a credit note, links and files (BG-24)."""
    if invoice.invoiced_object:
        reference = group(root, "AdditionalDocumentReference")
        identifier(reference, "ID", invoice.invoiced_object)
        leaf(reference, "DocumentTypeCode", OBJECT_TYPE)
    if invoice.is_credit_note and invoice.project_reference:
        reference = group(root, "AdditionalDocumentReference")
        leaf(reference, "ID", invoice.project_reference)
        leaf(reference, "DocumentTypeCode", PROJECT_TYPE)
    for one in invoice.linked_documents:
        _linked(root, one)
    for attachment in invoice.attachments:
        _attachment(root, attachment)


def _linked(root: etree._Element, document: LinkedDocument) -> None:
    """A document that is only named, or lies at an address."""
    reference = group(root, "AdditionalDocumentReference")
    leaf(reference, "ID", document.identifier)
    leaf(reference, "DocumentType", document.document_type)
    leaf(reference, "DocumentDescription", document.description)
    if document.url:
        _address(group(reference, "Attachment"), document.url)


def _attachment(root: etree._Element, attachment: Attachment) -> None:
    """One embedded file."""
    reference = group(root, "AdditionalDocumentReference")
    leaf(reference, "ID", attachment.identifier or attachment.name)
    leaf(reference, "DocumentType", attachment.document_type)
    leaf(reference, "DocumentDescription", attachment.description)
    holder = group(reference, "Attachment")
    leaf(
        holder,
        "EmbeddedDocumentBinaryObject",
        base64.b64encode(attachment.content).decode("ascii"),
        mimeCode=attachment.media_type,
        filename=attachment.name,
    )
    if attachment.url:
        _address(holder, attachment.url)


def _address(holder: etree._Element, url: str) -> None:
    """Where a document lies (BT-124)."""
    leaf(group(holder, "ExternalReference"), "URI", url)
