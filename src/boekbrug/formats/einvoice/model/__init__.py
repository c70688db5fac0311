"""One neutral invoice, in the business terms of EN 16931 (BT = term, BG = group), whatever the file was.

Frozen values only. Amounts, quantities, prices and rates are exact Decimals in the invoice currency. Empty
text means that the document does not say it. A credit note has positive amounts, as in the document.
"""

from boekbrug.formats.einvoice.model.amounts import (
    ONE,
    ZERO,
    AllowanceCharge,
    CashDiscount,
    Totals,
    VatSubtotal,
)
from boekbrug.formats.einvoice.model.documents import (
    Attachment,
    CodedNote,
    LegalMention,
    LinkedDocument,
    PrecedingInvoice,
)
from boekbrug.formats.einvoice.model.invoice import Invoice
from boekbrug.formats.einvoice.model.lines import Classification, ItemAttribute, Line
from boekbrug.formats.einvoice.model.parties import NOWHERE, Address, Endpoint, Identifier, Party
from boekbrug.formats.einvoice.model.payment import NO_PAYMENT, Card, DirectDebit, PaidBy, Payment
from boekbrug.formats.einvoice.model.period import InvoicingPeriod

__all__ = [
    "NOWHERE",
    "NO_PAYMENT",
    "ONE",
    "ZERO",
    "Address",
    "AllowanceCharge",
    "Attachment",
    "Card",
    "CashDiscount",
    "Classification",
    "CodedNote",
    "DirectDebit",
    "Endpoint",
    "Identifier",
    "Invoice",
    "InvoicingPeriod",
    "ItemAttribute",
    "LegalMention",
    "Line",
    "LinkedDocument",
    "PaidBy",
    "Party",
    "Payment",
    "PrecedingInvoice",
    "Totals",
    "VatSubtotal",
]
