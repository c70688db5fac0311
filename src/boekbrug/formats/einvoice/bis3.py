"""Bring an invoice into the shape in which Peppol BIS Billing 3 carries it, before it is written.

Pure and idempotent: what comes out is exactly what our reader gives back after writing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from boekbrug.belgium.vat_rates import VatCategory
from boekbrug.formats.einvoice.bis3_parties import as_buyer, as_payee, as_representative, as_seller
from boekbrug.formats.einvoice.bis3_payments import as_payments
from boekbrug.formats.einvoice.code_lists import CREDIT_TYPE_CODES, PEPPOL_TYPE_CODES
from boekbrug.formats.einvoice.model import (
    ONE,
    Attachment,
    CodedNote,
    Invoice,
    Line,
    LinkedDocument,
)
from boekbrug.formats.einvoice.model.change import changed
from boekbrug.formats.einvoice.recognition import (
    BIS_3_CUSTOMIZATION,
    BIS_3_PROFILE,
    SELF_BILLING_CUSTOMIZATION,
    SELF_BILLING_PROFILE,
)
from boekbrug.formats.einvoice.ubl_tree import parse_note, write_note

NOTHING = "NA"  # what Peppol writes where a reference must be there and none is known
_MARKERS = frozenset({"ubl.be", "efff"})  # documents that only say of which older format the file is
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

    Fills in profile, type code, endpoints (see `peppol_addresses`) and a buyer reference
    (PEPPOL-EN16931-R003), joins notes and legal mentions (R002) and leaves out VAT numbers and rates when
    nothing is subject to VAT (BR-O-02, BR-O-05), and what only UBL.BE, e-FFF or an extension has. A
    self-billed type code makes it Peppol Self-Billing 3.
    """
    notes, coded_notes = _notes(invoice)
    ready = as_carried(invoice, pdf=pdf)
    return replace(
        ready,
        customization=SELF_BILLING_CUSTOMIZATION if invoice.is_self_billed else BIS_3_CUSTOMIZATION,
        profile=SELF_BILLING_PROFILE if invoice.is_self_billed else BIS_3_PROFILE,
        type_code=_peppol_type_code(ready),
        notes=notes,
        coded_notes=coded_notes,
        legal_mentions=(),
        cash_discount=None,
        further_cash_discounts=(),
        attachments=tuple(changed(one, document_type="") for one in ready.attachments),
        linked_documents=tuple(
            changed(one, document_type="")
            for one in ready.linked_documents
            if one.identifier.lower() not in _MARKERS
        ),
        allowances_and_charges=tuple(changed(one, belgian_code="") for one in ready.allowances_and_charges),
        vat=tuple(changed(one, belgian_code="") for one in ready.vat),
        lines=tuple(changed(one, belgian_code="", vat_amount=None) for one in ready.lines),
    )


def as_carried(invoice: Invoice, *, pdf: Attachment | None = None) -> Invoice:
    """Return the invoice with what every UBL profile asks: numbers, codes, references, payments."""
    is_outside_vat = any(line.vat_category == VatCategory.OUTSIDE_VAT for line in invoice.lines)
    order = invoice.order_reference or (NOTHING if invoice.sales_order_reference else "")
    payment, further_payments = as_payments(invoice)
    embedded = _embedded(invoice, pdf)
    is_accounted = _is_accounted(invoice)
    return replace(
        invoice,
        type_code=_type_code(invoice),
        seller=as_seller(invoice.seller, is_outside_vat=is_outside_vat),
        buyer=as_buyer(invoice.buyer, is_outside_vat=is_outside_vat),
        payee=as_payee(invoice.payee, seller=invoice.seller),
        tax_representative=None if is_outside_vat else as_representative(invoice.tax_representative),
        buyer_reference=invoice.buyer_reference or ("" if order else NOTHING),
        order_reference=order,
        period=invoice.period or None,
        tax_point_code="" if invoice.tax_point_on else invoice.tax_point_code,  # BR-CO-03
        accounting_currency=invoice.accounting_currency if is_accounted else "",
        totals=invoice.totals if is_accounted else changed(invoice.totals, vat_accounted=None),
        payment=payment,
        further_payments=further_payments,
        attachments=embedded,
        linked_documents=(*invoice.linked_documents, *_empty_files(invoice)),
        vat=tuple(changed(one, rate=_rate(one.category, one.rate)) for one in invoice.vat),
        allowances_and_charges=tuple(
            changed(one, vat_rate=_rate(one.vat_category, one.vat_rate))
            for one in invoice.allowances_and_charges
        ),
        lines=tuple(_carried_line(one) for one in invoice.lines),
    )


def _rate(category: str, rate: Decimal | None) -> Decimal | None:
    """The rate of VAT; none outside VAT, where others write zero (BR-O-05, BR-O-06, BR-O-07)."""
    return None if category == VatCategory.OUTSIDE_VAT else rate


def _is_accounted(invoice: Invoice) -> bool:
    """Whether the VAT is given in a second currency (BR-53, PEPPOL-EN16931-R005)."""
    has_amount = invoice.totals.vat_accounted is not None
    return has_amount and invoice.accounting_currency not in ("", invoice.currency)


def _notes(invoice: Invoice) -> tuple[tuple[str, ...], tuple[CodedNote, ...]]:
    """One note: the plain ones, legal mentions, those with a subject; it has a subject when it starts so.

    Between two German parties there may be several.
    """
    plain = [note.strip() for note in invoice.notes if note.strip()]
    plain += [one.text for one in invoice.legal_mentions if one.text and one.text not in plain]
    if invoice.seller.country == invoice.buyer.country == "DE":
        return by_subject(plain, invoice.coded_notes)
    joined = "\n".join([*plain, *(write_note(one) for one in invoice.coded_notes)])
    coded = parse_note(joined)
    return ((), (coded,)) if coded else ((joined,) if joined else (), ())


def by_subject(
    texts: Iterable[str], coded_notes: Iterable[CodedNote]
) -> tuple[tuple[str, ...], tuple[CodedNote, ...]]:
    """Notes apart: those without a subject, and those with one, also where it stands in front of the text."""
    found = [(text, parse_note(text)) for text in texts]
    subjects = tuple(coded for _, coded in found if coded)
    return tuple(text for text, coded in found if not coded), (*subjects, *coded_notes)


def _embedded(invoice: Invoice, pdf: Attachment | None) -> tuple[Attachment, ...]:
    """The PDF first, then the other files; a PDF that is already there is not embedded twice."""
    files = tuple(
        changed(one, identifier="" if one.identifier == one.name else one.identifier)
        for one in invoice.attachments
        if one.content
    )
    return files if pdf is None else (pdf, *(one for one in files if one != pdf))


def _empty_files(invoice: Invoice) -> tuple[LinkedDocument, ...]:
    """Files without content, which can only be named."""
    return tuple(
        LinkedDocument(one.identifier or one.name, one.description, one.url, one.document_type)
        for one in invoice.attachments
        if not one.content
    )


def _carried_line(line: Line) -> Line:
    """The line with its price before discount explained, and its price for units of the line (R130)."""
    discount = line.price_discount
    if line.gross_price is not None and discount is None:
        discount = line.gross_price - line.unit_price
    return changed(
        line,
        vat_rate=_rate(line.vat_category, line.vat_rate),
        allowances_and_charges=tuple(
            changed(one, vat_category="", vat_rate=None, belgian_code="")
            for one in line.allowances_and_charges
        ),
        price_discount=discount,
        price_unit_code="",
        price_base_quantity=line.price_base_quantity or ONE,
        period=line.period or None,
        sub_lines=(),
    )


def _peppol_type_code(ready: Invoice) -> str:
    """The type code, or the usual one where Peppol does not know it (PEPPOL-EN16931-P0100, P0101)."""
    code = ready.type_code
    if code in PEPPOL_TYPE_CODES or ready.is_self_billed:
        return code
    return _usual_type_code(ready)


def _usual_type_code(invoice: Invoice) -> str:
    return "381" if invoice.is_credit_note else "380"


def _type_code(invoice: Invoice) -> str:
    """The type code of the document, 380 or 381 when it has none that fits (BR-CL-01).

    A self-billed credit note is 261, another self-billed document 389 (Peppol Self-Billing 3).
    """
    code = invoice.type_code
    if invoice.is_self_billed:
        return "261" if invoice.is_credit_note else "389"
    if code and (code in CREDIT_TYPE_CODES) == invoice.is_credit_note:
        return code
    return _usual_type_code(invoice)
