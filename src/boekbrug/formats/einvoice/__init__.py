"""E-invoices: one neutral model, a reader that never raises, a Peppol BIS 3 writer and a readiness check."""

from boekbrug.formats.einvoice.model import (
    AllowanceCharge,
    Attachment,
    Endpoint,
    Invoice,
    Line,
    Party,
    Payment,
    PrecedingInvoice,
    Totals,
    VatSubtotal,
)
from boekbrug.formats.einvoice.reader import read
from boekbrug.formats.einvoice.reading import Format, Reading, Unread

__all__ = [
    "AllowanceCharge",
    "Attachment",
    "Endpoint",
    "Format",
    "Invoice",
    "Line",
    "Party",
    "Payment",
    "PrecedingInvoice",
    "Reading",
    "Totals",
    "Unread",
    "VatSubtotal",
    "read",
]
