"""The root: header, period and the order of everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from boekbrug.formats.einvoice.bis3 import as_bis3
from boekbrug.formats.einvoice.model import Attachment, Invoice
from boekbrug.formats.einvoice.node import CAC, CBC
from boekbrug.formats.einvoice.recognition import CREDIT_NOTE_NAMESPACE, INVOICE_NAMESPACE
from boekbrug.formats.einvoice.ubl_be import as_ubl_be
from boekbrug.formats.einvoice.ubl_tree import day, leaf, period, write_note
from boekbrug.formats.einvoice.ubl_writer.amounts import write_allowances, write_totals, write_vat
from boekbrug.formats.einvoice.ubl_writer.delivery import write_delivery
from boekbrug.formats.einvoice.ubl_writer.lines import write_line
from boekbrug.formats.einvoice.ubl_writer.papers import write_papers
from boekbrug.formats.einvoice.ubl_writer.parties import write_parties
from boekbrug.formats.einvoice.ubl_writer.payment import write_payments


def write_bis3(invoice: Invoice, *, pdf: Attachment | None = None) -> bytes:
    """Return the Peppol document as UTF-8 bytes, with the PDF embedded; deterministic.

    Fills in what BIS 3 asks (see `as_bis3`); whether the invoice may leave is for `readiness` to say first.
    """
    return _written(as_bis3(invoice, pdf=pdf))


def write_ubl_be(invoice: Invoice, *, pdf: Attachment | None = None) -> bytes:
    """Return the document as UBL.BE for bookkeeping packages that read no BIS 3; never the legal invoice.

    Fills in what UBL.BE asks (see `as_ubl_be`): Belgian VAT codes, VAT per line, the PDF as its picture.
    """
    return _written(as_ubl_be(invoice, pdf=pdf))


def _written(invoice: Invoice) -> bytes:
    """The document with every part in the order of its schema."""
    name, namespace = (
        ("CreditNote", CREDIT_NOTE_NAMESPACE) if invoice.is_credit_note else ("Invoice", INVOICE_NAMESPACE)
    )
    prefixes = {None: namespace, "cac": CAC, "cbc": CBC}
    root = etree.Element(f"{{{namespace}}}{name}", nsmap=cast("Mapping[str, str]", prefixes))
    _header(root, invoice)
    write_papers(root, invoice)
    write_parties(root, invoice)
    write_delivery(root, invoice)
    write_payments(root, invoice)
    write_allowances(root, invoice.allowances_and_charges, currency=invoice.currency, of_line=False)
    write_vat(root, invoice)
    write_totals(root, invoice)
    for line in invoice.lines:
        write_line(root, line, invoice=invoice)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _header(root: etree._Element, invoice: Invoice) -> None:
    """Identification, dates, type, notes, currencies, references of the buyer, period."""
    leaf(root, "CustomizationID", invoice.customization)
    leaf(root, "ProfileID", invoice.profile)
    leaf(root, "ID", invoice.number)
    day(root, "IssueDate", invoice.issued_on)
    if invoice.is_credit_note:
        day(root, "TaxPointDate", invoice.tax_point_on)
        leaf(root, "CreditNoteTypeCode", invoice.type_code)
        _notes(root, invoice)
    else:
        day(root, "DueDate", invoice.due_on)
        leaf(root, "InvoiceTypeCode", invoice.type_code)
        _notes(root, invoice)
        day(root, "TaxPointDate", invoice.tax_point_on)
    leaf(root, "DocumentCurrencyCode", invoice.currency)
    leaf(root, "TaxCurrencyCode", invoice.accounting_currency)
    leaf(root, "AccountingCost", invoice.accounting_reference)
    leaf(root, "BuyerReference", invoice.buyer_reference)
    period(root, invoice.period, code=invoice.tax_point_code)


def _notes(root: etree._Element, invoice: Invoice) -> None:
    """The notes (BG-1); one with a subject has its code in front, between signs."""
    for note in invoice.notes:
        leaf(root, "Note", note)
    for one in invoice.coded_notes:
        leaf(root, "Note", write_note(one))
