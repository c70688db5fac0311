"""E-invoices: one neutral model, a reader that never raises, a Peppol BIS 3 writer and a readiness check."""

from boekbrug.formats.einvoice.bis3 import as_bis3
from boekbrug.formats.einvoice.compute import completed
from boekbrug.formats.einvoice.model import (
    Address,
    AllowanceCharge,
    Attachment,
    Card,
    CashDiscount,
    Classification,
    CodedNote,
    DirectDebit,
    Endpoint,
    Identifier,
    Invoice,
    InvoicingPeriod,
    ItemAttribute,
    LegalMention,
    Line,
    LinkedDocument,
    Party,
    Payment,
    PrecedingInvoice,
    Totals,
    VatSubtotal,
)
from boekbrug.formats.einvoice.peppol_addresses import address_of_vat_number
from boekbrug.formats.einvoice.reader import read
from boekbrug.formats.einvoice.readiness import readiness
from boekbrug.formats.einvoice.reading import Container, Format, Reading, Unread
from boekbrug.formats.einvoice.rules.profiles import LEGACY, PROFILES, RECEIVE, SEND, Profile
from boekbrug.formats.einvoice.rules.rule import Finding
from boekbrug.formats.einvoice.rules.validation import Verdict, validate
from boekbrug.formats.einvoice.ubl_be import as_ubl_be
from boekbrug.formats.einvoice.ubl_writer import write_bis3, write_ubl_be

__all__ = [
    "LEGACY",
    "PROFILES",
    "RECEIVE",
    "SEND",
    "Address",
    "AllowanceCharge",
    "Attachment",
    "Card",
    "CashDiscount",
    "Classification",
    "CodedNote",
    "Container",
    "DirectDebit",
    "Endpoint",
    "Finding",
    "Format",
    "Identifier",
    "Invoice",
    "InvoicingPeriod",
    "ItemAttribute",
    "LegalMention",
    "Line",
    "LinkedDocument",
    "Party",
    "Payment",
    "PrecedingInvoice",
    "Profile",
    "Reading",
    "Totals",
    "Unread",
    "VatSubtotal",
    "Verdict",
    "address_of_vat_number",
    "as_bis3",
    "as_ubl_be",
    "completed",
    "read",
    "readiness",
    "validate",
    "write_bis3",
    "write_ubl_be",
]
