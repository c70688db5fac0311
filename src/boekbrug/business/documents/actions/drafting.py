"""Keep a draft of a sales document, or throw it away."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.documents import invoice_value
from boekbrug.business.documents.actions.parts import document_search_text, vat_rows
from boekbrug.business.documents.actions.refusals import AlreadyIssued, EditedMeanwhile
from boekbrug.business.documents.drafts import Draft, add_up, check
from boekbrug.business.documents.models import Document, DocumentLine, DocumentVat, State
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline.actions import note
from boekbrug.money import to_scaled, to_thousandths


def save_draft(
    *,
    draft: Draft,
    document: Document | None = None,
    version: int | None = None,
    actor: Actor,
    now: dt.datetime,
) -> Document:
    """Keep a draft: a new one, or the changes to `document`; `version` is the one the person saw.

    :raises DraftRefused: with a sentence per field
    :raises EditedMeanwhile: when somebody else changed the draft since
    :raises AlreadyIssued: when it is no draft any more
    """
    check(draft)
    with tenant.one_act():
        row = opened(document, version) if document else _new(actor, now)
        _fill(row, draft)
        row.version += 1 if document else 0
        row.save()
        _replace_lines(row, draft)
        note(kind="document.edited" if document else "document.drafted", subject=row, actor=actor, at=now)
    return row


def _new(actor: Actor, now: dt.datetime) -> Document:
    return Document(channel=actor.channel, made_by=actor.person, created_at=now)


def discard_draft(*, document: Document, actor: Actor, now: dt.datetime) -> None:
    """Throw a draft away; it had no number, so no gap is left. Raises AlreadyIssued for anything else."""
    with tenant.one_act():
        row = opened(document, None)
        note(kind="document.discarded", subject=row, actor=actor, at=now)
        row.delete()


def opened(document: Document, version: int | None) -> Document:
    """Return the current row of a draft; raises AlreadyIssued and EditedMeanwhile."""
    row = Document.objects.filter(pk=document.pk).select_related("contact").first()
    if row is None:
        raise EditedMeanwhile(document)
    if row.state != State.DRAFT:
        raise AlreadyIssued(row)
    if row.version != (document.version if version is None else version):
        raise EditedMeanwhile(row)
    return row


def _fill(row: Document, draft: Draft) -> None:
    """Put a checked draft on its row, with what it adds up to."""
    contact = draft.contact
    if contact is None:  # pragma: no cover - check() refuses it
        raise ValueError("A draft without a contact passed its check.")
    dossier = invoice_value.current_dossier()
    totals = add_up(draft.lines).totals
    row.kind = draft.kind
    row.contact, row.contact_name = contact, contact.name
    row.issued_on = draft.issued_on
    row.due_on = (
        None if draft.is_credit else draft.due_on or invoice_value.due_after(draft.issued_on, dossier)
    )
    row.language = draft.language
    row.buyer_reference = draft.buyer_reference.strip()
    row.credited_number = draft.credited_number.strip()
    row.note = draft.note.strip()
    row.net_thousandths = to_thousandths(totals.net)
    row.vat_thousandths = to_thousandths(totals.vat)
    row.total_thousandths = to_thousandths(totals.gross)
    row.search_text = document_search_text(row)


def _replace_lines(row: Document, draft: Draft) -> None:
    """Make the lines and the VAT of a draft those that were typed."""
    DocumentLine.objects.filter(document=row).delete()
    DocumentVat.objects.filter(document=row).delete()
    lines = [
        DocumentLine(
            document=row,
            position=position,
            description=line.description.strip(),
            quantity_scaled=to_scaled(line.quantity),
            unit_code=line.unit_code,
            unit_price_scaled=to_scaled(line.unit_price),
            vat_category=line.vat_category,
            vat_rate_scaled=to_scaled(line.vat_rate),
            net_thousandths=to_thousandths(line.net),
        )
        for position, line in enumerate(draft.lines, start=1)
    ]
    DocumentLine.objects.bulk_create(lines)
    DocumentVat.objects.bulk_create(vat_rows(row, add_up(draft.lines).vat))
