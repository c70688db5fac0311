"""Bring an invoice into the shape of UBL.BE, which bookkeeping packages from before Peppol read.

Never the legal invoice: Peppol refuses it (PEPPOL-EN16931-R004). It keeps to EN 16931 all the same, and to
the rules of UBL.BE 1.31 (ubl-BE-01 to -15): a marker, the PDF as CommercialInvoice or CreditNote, Belgian VAT
codes, VAT per line. Pure and idempotent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from boekbrug.formats.einvoice import ubl_be_codes as codes
from boekbrug.formats.einvoice.bis3 import as_carried, by_subject
from boekbrug.formats.einvoice.compute import vat_amount
from boekbrug.formats.einvoice.model import (
    Address,
    Attachment,
    CashDiscount,
    Invoice,
    LegalMention,
    Line,
    LinkedDocument,
    Party,
    VatSubtotal,
)
from boekbrug.formats.einvoice.model.change import changed
from boekbrug.formats.einvoice.recognition import BIS_3_PROFILE, UBL_BE_CUSTOMIZATION
from boekbrug.formats.einvoice.ubl_fallbacks import completed_party
from boekbrug.money import round_cents

MARKER = LinkedDocument("UBL.BE", "Boekbrug")


def as_ubl_be(invoice: Invoice, *, pdf: Attachment | None = None) -> Invoice:
    """Return the invoice as UBL.BE carries it, with the PDF as the picture of the document."""
    due_on = invoice.due_on or _last_day(invoice.cash_discount)
    ready = as_carried(changed(invoice, due_on=due_on), pdf=pdf)
    known = {_key(one.category, one.rate): codes.belgian_code(invoice, one) for one in ready.vat}
    vat = tuple(_explained(one, known[_key(one.category, one.rate)]) for one in ready.vat)
    linked, attachments = _papers(ready)
    notes, coded_notes = by_subject(_notes(ready, vat), ready.coded_notes)
    representative = ready.tax_representative
    shaped = (_cash_discount(ready, one) for one in ready.cash_discounts)
    discounts = tuple(one for one in shaped if one)
    return replace(
        ready,
        seller=_party(ready.seller),
        buyer=_party(ready.buyer),
        payee=_party(ready.payee) if ready.payee else None,
        tax_representative=_party(representative) if representative else None,
        delivered_to=_address(ready.delivered_to),
        customization=UBL_BE_CUSTOMIZATION,
        profile=BIS_3_PROFILE,
        notes=notes,
        coded_notes=coded_notes,
        legal_mentions=_mentions(ready, vat),
        linked_documents=linked,
        attachments=attachments,
        invoiced_object=None,
        project_reference="" if ready.is_credit_note else ready.project_reference,
        cash_discount=discounts[0] if discounts else None,
        further_cash_discounts=discounts[1:],
        vat=vat,
        allowances_and_charges=tuple(
            replace(
                one,
                belgian_code=one.belgian_code
                or known.get(_key(one.vat_category, one.vat_rate), codes.NOT_APPLICABLE),
            )
            for one in ready.allowances_and_charges
        ),
        lines=tuple(
            _line(one, known.get(_key(one.vat_category, one.vat_rate), codes.NOT_APPLICABLE))
            for one in ready.lines
        ),
    )


def _party(party: Party) -> Party:
    """A party with its numbers in every place, and its only line of address as its street."""
    if party.further and not party.street:
        party = replace(party, street=party.further, further="")
    return completed_party(party)


def _address(address: Address) -> Address:
    """An address with its only line as its street."""
    if address.further and not address.street:
        return replace(address, street=address.further, further="")
    return address


def _key(category: str, rate: object) -> tuple[str, object]:
    """What a line and its subtotal have in common; no rate is a rate of zero."""
    return category, rate or 0


def _explained(one: VatSubtotal, code: str) -> VatSubtotal:
    """A subtotal with its Belgian code, and its reason as UBL.BE words it."""
    has_reason = bool(one.exemption_code or one.exemption_reason)
    reason = codes.REASONS.get(code, codes.REASONS[codes.NOT_APPLICABLE]) if has_reason else ""
    return replace(one, belgian_code=code, exemption_code="", exemption_reason=reason)


def _notes(invoice: Invoice, vat: tuple[VatSubtotal, ...]) -> tuple[str, ...]:
    """The notes, with the reasons of the legal document that UBL.BE words otherwise."""
    notes = [note.strip() for note in invoice.notes if note.strip()]
    for before, after in zip(invoice.vat, vat, strict=True):
        reason = before.exemption_reason
        if reason and reason != after.exemption_reason and reason not in notes:
            notes.append(reason)
    return tuple(notes)


def _mentions(invoice: Invoice, vat: tuple[VatSubtotal, ...]) -> tuple[LegalMention, ...]:
    """The legal mentions of the document, and those that follow from its kind and its VAT."""
    following = []
    if invoice.is_self_billed:
        following.append(codes.SELF_BILLED_MENTION)
    if any(one.belgian_code == codes.SMALL_COMPANY for one in vat):
        following.append(codes.SMALL_COMPANY_MENTION)
    margins = (codes.MARGIN_MENTIONS.get(one.exemption_code.upper()) for one in invoice.vat)
    following += [one for one in margins if one]
    present = {one.code for one in invoice.legal_mentions}
    return (*invoice.legal_mentions, *(one for one in dict.fromkeys(following) if one.code not in present))


def _papers(invoice: Invoice) -> tuple[tuple[LinkedDocument, ...], tuple[Attachment, ...]]:
    """The marker, the picture of the document, and the others, each with a description (ubl-BE-01 to -04)."""
    kind = "CreditNote" if invoice.is_credit_note else "CommercialInvoice"
    linked = [one for one in invoice.linked_documents if one.identifier != MARKER.identifier]
    marker = next((one for one in invoice.linked_documents if one.identifier == MARKER.identifier), MARKER)
    if invoice.invoiced_object:
        linked.append(LinkedDocument(invoice.invoiced_object.value, "InvoicedObject"))
    if invoice.is_credit_note and invoice.project_reference:
        linked.append(LinkedDocument(invoice.project_reference, "Project"))
    picture = next((one for one in invoice.attachments if one.description == kind), invoice.pdf)
    if picture is not None:
        linked = [one for one in linked if one.description != kind]
    elif not any(one.description == kind for one in linked):
        linked.append(LinkedDocument(invoice.number, kind, document_type=kind))
    attachments = tuple(
        _picture(one, kind, invoice.number) if one is picture else _described(one)
        for one in invoice.attachments
    )
    others = (replace(one, description=one.description or one.identifier) for one in linked)
    return (replace(marker, description=marker.description or MARKER.description), *others), attachments


def _picture(pdf: Attachment, kind: str, number: str) -> Attachment:
    """The PDF, named as UBL.BE (description) and as e-FFF (document type) name it."""
    identifier = "" if number == pdf.name else number
    return replace(pdf, description=kind, document_type=kind, identifier=identifier)


def _described(attachment: Attachment) -> Attachment:
    """A file with a description."""
    return replace(attachment, description=attachment.description or attachment.name)


def _last_day(discount: CashDiscount | None) -> dt.date | None:
    """The last day of a discount that says nothing else, which is the day to pay by."""
    is_empty = discount is not None and discount.percentage is None and discount.amount is None
    return discount.until_on if discount and is_empty else None


def _cash_discount(invoice: Invoice, discount: CashDiscount) -> CashDiscount | None:
    """A discount for paying in time with an amount and a last day (ubl-BE-08, -09)."""
    if discount.percentage is None and discount.amount is None:
        return None
    if discount.percentage is None:
        return discount
    amount = discount.amount
    if amount is None:
        amount = round_cents(invoice.totals.net * discount.percentage / 100)
    return replace(discount, amount=amount, until_on=discount.until_on or invoice.due_on or invoice.issued_on)


def _line(line: Line, code: str) -> Line:
    """A line with its Belgian code and its VAT."""
    vat = line.vat_amount
    return replace(
        line,
        belgian_code=line.belgian_code or code,
        vat_amount=vat_amount(line.net, line.vat_rate) if vat is None else vat,
    )
