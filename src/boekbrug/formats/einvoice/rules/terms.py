"""The business terms (BT) and groups (BG) of EN 16931 in words for people, with what to do about each."""

from __future__ import annotations

from boekbrug.formats.einvoice.rules import terms_lines, terms_parties
from boekbrug.formats.einvoice.rules.hints import (
    COMPUTE,
    EXTRA,
    FILE,
    HEADER,
    PAYMENT,
    VAT,
    Entry,
    named,
)
from boekbrug.wording import Wording

_DOCUMENT: tuple[Entry, ...] = (
    ("BT-1", "Invoice number", HEADER),
    ("BT-2", "Invoice date", HEADER),
    ("BT-3", "Kind of invoice", HEADER),
    ("BT-5", "Currency of the invoice", HEADER),
    ("BT-6", "Currency of the VAT", HEADER),
    ("BT-7", "Date on which VAT is due", HEADER),
    ("BT-8", "Moment at which VAT is due", HEADER),
    ("BT-9", "Due date", PAYMENT),
    ("BT-10", "Reference of the buyer", HEADER),
    ("BT-11", "Project reference", HEADER),
    ("BT-12", "Contract reference", HEADER),
    ("BT-13", "Purchase order reference", HEADER),
    ("BT-15", "Receipt reference", HEADER),
    ("BT-16", "Dispatch reference", HEADER),
    ("BT-17", "Tender or lot reference", HEADER),
    ("BT-18", "Invoiced object", HEADER),
    ("BT-20", "Payment terms", PAYMENT),
    ("BT-21", "Subject code of the note", HEADER),
    ("BT-22", "Note", HEADER),
    ("BT-23", "Business process", FILE),
    ("BT-24", "Specification that the invoice follows", FILE),
    ("BT-25", "Number of the earlier invoice", HEADER),
    ("BG-3", "Earlier invoice", HEADER),
    ("BG-14", "Invoicing period", HEADER),
    ("BT-73", "Start of the invoicing period", HEADER),
    ("BT-74", "End of the invoicing period", HEADER),
    ("BT-122", "Reference of the supporting document", HEADER),
    ("BT-123", "Description of the supporting document", HEADER),
    ("BT-125", "Attached file", FILE),
)
_MONEY: tuple[Entry, ...] = (
    ("BT-81", "Way of payment", PAYMENT),
    ("BT-82", "Way of payment in words", PAYMENT),
    ("BT-83", "Payment reference", PAYMENT),
    ("BT-84", "Account to pay to", PAYMENT),
    ("BT-87", "Number of the payment card", PAYMENT),
    ("BG-18", "Payment card", PAYMENT),
    ("BG-19", "Direct debit", PAYMENT),
    ("BT-89", "Mandate of the direct debit", PAYMENT),
    ("BT-90", "Creditor number of the direct debit", PAYMENT),
    ("BG-20", "Discount on the invoice", EXTRA),
    ("BT-92", "Amount of the discount", EXTRA),
    ("BT-93", "Base of the discount", EXTRA),
    ("BT-95", "VAT category of the discount", EXTRA),
    ("BT-96", "VAT rate of the discount", EXTRA),
    ("BT-97", "Reason of the discount", EXTRA),
    ("BT-98", "Reason code of the discount", EXTRA),
    ("BG-21", "Charge on the invoice", EXTRA),
    ("BT-99", "Amount of the charge", EXTRA),
    ("BT-100", "Base of the charge", EXTRA),
    ("BT-102", "VAT category of the charge", EXTRA),
    ("BT-103", "VAT rate of the charge", EXTRA),
    ("BT-104", "Reason of the charge", EXTRA),
    ("BT-105", "Reason code of the charge", EXTRA),
    ("BG-22", "Totals of the invoice", COMPUTE),
    ("BT-106", "Sum of the lines", COMPUTE),
    ("BT-107", "Sum of the discounts", COMPUTE),
    ("BT-108", "Sum of the charges", COMPUTE),
    ("BT-109", "Total without VAT", COMPUTE),
    ("BT-110", "Total of the VAT", COMPUTE),
    ("BT-111", "Total of the VAT in the other currency", COMPUTE),
    ("BT-112", "Total with VAT", COMPUTE),
    ("BT-113", "Amount already paid", COMPUTE),
    ("BT-114", "Rounding of the amount to pay", COMPUTE),
    ("BT-115", "Amount to pay", COMPUTE),
    ("BG-23", "VAT breakdown", VAT),
    ("BT-116", "VAT base", COMPUTE),
    ("BT-117", "VAT amount", COMPUTE),
    ("BT-118", "VAT category", VAT),
    ("BT-119", "VAT rate", VAT),
    ("BT-120", "Reason why no VAT is charged", VAT),
    ("BT-121", "Code of the reason why no VAT is charged", VAT),
)

_NAMED = named((*_DOCUMENT, *_MONEY, *terms_parties.TERMS, *terms_lines.TERMS))
_HINTS = {term: hint for term, _, hint in (*_DOCUMENT, *_MONEY, *terms_parties.TERMS, *terms_lines.TERMS)}


def term_of(term: str) -> Wording:
    """Return the name of a term for people; one that is not in the table is our mistake."""
    return _NAMED[term]


def hint_of(term: str) -> Wording:
    """Return what to do about a term."""
    return _HINTS[term]
