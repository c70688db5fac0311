"""Bring an invoice into the shape in which Peppol BIS Billing 3 carries it, before it is written.

Pure and idempotent: what comes out is exactly what our reader gives back after writing.
"""

from __future__ import annotations

from dataclasses import replace

from boekbrug.belgium import enterprise_number
from boekbrug.belgium.vat_rates import VatCategory
from boekbrug.formats.einvoice.code_lists import CREDIT_TYPE_CODES
from boekbrug.formats.einvoice.model import Attachment, Endpoint, Invoice, Party, Payment
from boekbrug.formats.einvoice.recognition import (
    BIS_3_CUSTOMIZATION,
    BIS_3_PROFILE,
    SELF_BILLING_CUSTOMIZATION,
    SELF_BILLING_PROFILE,
)

ENTERPRISE_SCHEME = "0208"
NO_BUYER_REFERENCE = "NA"
MEANS_TRANSFER = "30"
MEANS_NOT_DEFINED = "1"
_TRANSFERS = frozenset({"30", "58"})  # BR-61: these need an account
# PEPPOL-EN16931-CL001: what may be embedded.
MEDIA_TYPES = frozenset(
    {
        "application/pdf",
        "image/png",
        "image/jpeg",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)


def as_bis3(invoice: Invoice, *, pdf: Attachment | None = None) -> Invoice:
    """Return the invoice as BIS 3 carries it, with a PDF as its first attachment.

    Fills in profile, type code, endpoints (0208) and a buyer reference (PEPPOL-EN16931-R003), joins the notes
    (R002) and leaves out VAT numbers when nothing is subject to VAT (BR-O-02). A self-billed type code makes
    it Peppol Self-Billing 3.
    """
    is_self_billed = invoice.is_self_billed
    is_outside_vat = any(line.vat_category == VatCategory.OUTSIDE_VAT for line in invoice.lines)
    reference = invoice.buyer_reference or ("" if invoice.order_reference else NO_BUYER_REFERENCE)
    joined = "\n".join(note.strip() for note in invoice.notes if note.strip())
    return replace(
        invoice,
        customization=SELF_BILLING_CUSTOMIZATION if is_self_billed else BIS_3_CUSTOMIZATION,
        profile=SELF_BILLING_PROFILE if is_self_billed else BIS_3_PROFILE,
        type_code=_type_code(invoice),
        seller=_party(invoice.seller, is_outside_vat=is_outside_vat),
        buyer=_party(invoice.buyer, is_outside_vat=is_outside_vat),
        buyer_reference=reference,
        notes=(joined,) if joined else (),
        payment=_payment(invoice),
        attachments=_attachments(invoice, pdf),
    )


def _attachments(invoice: Invoice, pdf: Attachment | None) -> tuple[Attachment, ...]:
    """The PDF first, then the other files; a PDF that is already there is not embedded twice."""
    if pdf is None:
        return invoice.attachments
    return (pdf, *(one for one in invoice.attachments if one != pdf))


def _type_code(invoice: Invoice) -> str:
    """The type code of the document, 380 or 381 when it has none that fits (BR-CL-01).

    A self-billed credit note is 261, another self-billed document 389 (Peppol Self-Billing 3).
    """
    code = invoice.type_code
    if invoice.is_self_billed:
        return "261" if invoice.is_credit_note else "389"
    if code and (code in CREDIT_TYPE_CODES) == invoice.is_credit_note:
        return code
    return "381" if invoice.is_credit_note else "380"


def _party(party: Party, *, is_outside_vat: bool) -> Party:
    """The party with an endpoint where its enterprise number gives one."""
    digits = enterprise_number.parse_or_none(party.enterprise_number) if party.country == "BE" else None
    endpoint = party.endpoint or (Endpoint(ENTERPRISE_SCHEME, digits) if digits else None)
    return replace(party, endpoint=endpoint, vat_number="" if is_outside_vat else party.vat_number)


def _payment(invoice: Invoice) -> Payment:
    """How to pay, with a means code that fits what is known of the account."""
    payment = invoice.payment
    if payment == Payment() and not (invoice.is_credit_note and invoice.due_on):
        return payment
    code = payment.means_code or (MEANS_TRANSFER if payment.iban else MEANS_NOT_DEFINED)
    if payment.iban:
        return replace(payment, means_code=code)
    # An account needs a number (BR-50): without one its name and bank are left out.
    return replace(payment, means_code=MEANS_NOT_DEFINED if code in _TRANSFERS else code, name="", bic="")
