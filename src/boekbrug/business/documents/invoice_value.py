"""A sales document of ours as an e-invoice value, for its UBL, its PDF and its preview."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boekbrug.belgium import vat_number
from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents.drafts import Draft, DraftLine, add_up, invoice_lines
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.formats import einvoice
from boekbrug.money import from_scaled

TRANSFER = "30"  # UNCL 4461: credit transfer
PEPPOL_BELGIUM = "0208"  # ICD of the enterprise number


@dataclass(frozen=True, slots=True)
class Issued:
    """What a document gets when it is issued; a preview has none of it yet."""

    number: str
    reference: str = ""
    iban: str = ""


def current_dossier() -> Dossier:
    """Return the entered dossier's row."""
    return Dossier.objects.get(pk=tenant.current_id())


def as_invoice(document: Document) -> einvoice.Invoice:
    """Return a sales document as an e-invoice, from its rows; not for what was received (see its file)."""
    issued = Issued(document.number, document.reference, document.iban)
    return from_draft(as_draft(document), issued, dossier=current_dossier())


def as_draft(document: Document) -> Draft:
    """Return what was typed for a sales document."""
    lines = tuple(
        DraftLine(
            description=line.description,
            quantity=from_scaled(line.quantity_scaled),
            unit_price=from_scaled(line.unit_price_scaled),
            vat_category=line.vat_category,
            vat_rate=from_scaled(line.vat_rate_scaled),
            unit_code=line.unit_code,
        )
        for line in document.lines.order_by("position")
    )
    return Draft(
        kind=Kind(document.kind),
        contact=document.contact,
        issued_on=document.issued_on,
        due_on=document.due_on,
        lines=lines,
        buyer_reference=document.buyer_reference,
        note=document.note,
        credited_number=document.credited_number,
        language=document.language,
    )


def from_draft(draft: Draft, issued: Issued, *, dossier: Dossier) -> einvoice.Invoice:
    """Return a draft as an e-invoice of the dossier, with what it gets when it is issued."""
    sums = add_up(draft.lines, language=draft.language)
    return einvoice.Invoice(
        is_credit_note=draft.is_credit,
        number=issued.number,
        issued_on=draft.issued_on,
        due_on=None if draft.is_credit else draft.due_on or due_after(draft.issued_on, dossier),
        currency="EUR",
        seller=seller(dossier),
        buyer=buyer(draft.contact),
        lines=invoice_lines(draft.lines),
        vat=sums.vat,
        totals=sums.totals,
        buyer_reference=draft.buyer_reference or (draft.contact.reference if draft.contact else ""),
        notes=(draft.note,) if draft.note else (),
        preceding=(einvoice.PrecedingInvoice(draft.credited_number),) if draft.credited_number else (),
        payment=_payment(issued, dossier) if not draft.is_credit else einvoice.Payment(),
    )


def due_after(issued_on: dt.date, dossier: Dossier) -> dt.date:
    """Return the due date of an invoice by the dossier's payment days."""
    return issued_on + dt.timedelta(days=dossier.payment_days)


def seller(dossier: Dossier) -> einvoice.Party:
    """Return the dossier as the seller of its invoices."""
    own_number = dossier.enterprise_number
    return einvoice.Party(
        name=dossier.name,
        enterprise_number=own_number,
        vat_number=vat_number.from_enterprise_number(own_number) if dossier.is_vat_liable else "",
        street=dossier.street,
        postcode=dossier.postcode,
        city=dossier.city,
        country=dossier.country,
        email=dossier.email,
        phone=dossier.phone,
        endpoint=einvoice.Endpoint(PEPPOL_BELGIUM, own_number),
    )


def buyer(contact: Contact | None) -> einvoice.Party:
    """Return a contact as the buyer on an invoice; nobody is an empty party."""
    if contact is None:
        return einvoice.Party()
    own_number = contact.enterprise_number
    return einvoice.Party(
        name=contact.name,
        enterprise_number=own_number,
        vat_number=contact.vat_number,
        street=contact.street,
        postcode=contact.postcode,
        city=contact.city,
        country=contact.country,
        email=contact.email,
        endpoint=_endpoint(contact),
    )


def _endpoint(contact: Contact) -> einvoice.Endpoint | None:
    """Where Peppol reaches a contact: its enterprise number, else its VAT number (docs/decisions/0027).

    Nowhere when it has neither: an e-mail address is no address on Peppol.
    """
    if contact.enterprise_number:
        return einvoice.Endpoint(PEPPOL_BELGIUM, contact.enterprise_number)
    return einvoice.address_of_vat_number(contact.vat_number)


def _payment(issued: Issued, dossier: Dossier) -> einvoice.Payment:
    own_iban = issued.iban or dossier.invoice_iban
    return einvoice.Payment(
        means_code=TRANSFER, reference=issued.reference, iban=own_iban, name=dossier.name if own_iban else ""
    )
