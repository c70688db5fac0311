"""Make sales documents: keep a draft, throw it away, issue it."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError

from boekbrug.business.contacts.folding import search_text
from boekbrug.business.documents import invoice_value, issuing, numbering
from boekbrug.business.documents.drafts import Draft, DraftRefused, add_up, check
from boekbrug.business.documents.invoice_value import Issued
from boekbrug.business.documents.issuing import NotReady
from boekbrug.business.documents.models import Document, DocumentKey, DocumentLine, DocumentVat, Kind, State
from boekbrug.business.documents.numbering import DateBeforeLastNumber
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline.actions import note
from boekbrug.formats import einvoice
from boekbrug.matching import number_keys
from boekbrug.money import show_amount, to_scaled, to_thousandths
from boekbrug.wording import Sentence, Wording

__all__ = [
    "AlreadyIssued", "DateBeforeLastNumber", "DraftRefused", "EditedMeanwhile", "NotReady", "NumberTaken",
    "discard_draft", "issue", "save_draft",
]  # fmt: skip

EDITED_MEANWHILE = Wording(
    "draft-edited-meanwhile",
    "Somebody else changed this draft since you opened it. Open it again, and make your changes there.",
)
ALREADY_ISSUED = Wording(
    "document-already-issued",
    "This document was issued as {number} and cannot change any more. Make a credit note to correct it.",
)
NUMBER_TAKEN = Wording(
    "document-number-taken",
    "The number {number} is already used by an invoice that was taken in. "
    "Choose another prefix for your invoices in the settings, then issue it again.",
)


class _Said(Exception):
    """An exception that carries a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


class EditedMeanwhile(_Said):
    """Two people edited one draft."""

    def __init__(self, document: Document) -> None:
        super().__init__(EDITED_MEANWHILE.say())
        self.document = document


class AlreadyIssued(_Said):
    """The document has its number and its bytes."""

    def __init__(self, document: Document) -> None:
        super().__init__(ALREADY_ISSUED.say(number=document.number))
        self.document = document


class NumberTaken(_Said):
    """A sales document that was made elsewhere has the number that would be given."""

    def __init__(self, number: str) -> None:
        super().__init__(NUMBER_TAKEN.say(number=number))
        self.number = number


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
        row = _opened(document, version) if document else Document(channel=actor.channel, created_at=now)
        _fill(row, draft)
        row.version += 1 if document else 0
        row.save()
        _replace_lines(row, draft)
        note(kind="document.edited" if document else "document.drafted", subject=row, actor=actor, at=now)
    return row


def discard_draft(*, document: Document, actor: Actor, now: dt.datetime) -> None:
    """Throw a draft away; it had no number, so no gap is left. Raises AlreadyIssued for anything else."""
    with tenant.one_act():
        row = _opened(document, None)
        note(kind="document.discarded", subject=row, actor=actor, at=now)
        row.delete()


def issue(*, document: Document, actor: Actor, now: dt.datetime) -> Document:
    """Give a draft its number and freeze its UBL and PDF; from now on it cannot change.

    :raises NotReady: with the problems that would make others refuse it
    :raises DateBeforeLastNumber: when its date lies before that of the last number
    :raises AlreadyIssued: also when somebody else was first
    :raises EditedMeanwhile: when the draft is not the one that was seen
    :raises NumberTaken: when an invoice that was taken in has the number
    """
    number = ""
    try:
        with tenant.one_act():
            row = _opened(document, None)
            dossier = invoice_value.current_dossier()
            draft = invoice_value.as_draft(row)
            taken = numbering.take_next(dossier=dossier, kind=Kind(row.kind), issued_on=row.issued_on)
            number = taken.number
            issued = Issued(taken.number, taken.reference, dossier.invoice_iban)
            value = invoice_value.from_draft(draft, issued, dossier=dossier)
            row.ubl, row.pdf = issuing.freeze(value, language=draft.language, dossier=dossier, now=now)
            _finish(row, issued, now)
            note(kind="document.issued", subject=row, actor=actor, at=now, detail={"number": row.number})
    except IntegrityError as taken_elsewhere:
        raise NumberTaken(number) from taken_elsewhere
    return row


def _opened(document: Document, version: int | None) -> Document:
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


def vat_rows(row: Document, subtotals: tuple[einvoice.VatSubtotal, ...]) -> list[DocumentVat]:
    """Return the rows of a VAT breakdown; not yet stored."""
    return [
        DocumentVat(
            document=row,
            category=one.category,
            rate_scaled=to_scaled(one.rate or einvoice.model.ZERO),
            base_thousandths=to_thousandths(one.taxable),
            vat_thousandths=to_thousandths(one.amount),
        )
        for one in subtotals
    ]


def _finish(row: Document, issued: Issued, now: dt.datetime) -> None:
    """Store the number, reference and files of a document that is issued."""
    row.number, row.reference, row.iban = issued.number, issued.reference, issued.iban
    row.state = State.FINAL
    row.finalised_at = now
    row.version += 1
    row.search_text = document_search_text(row)
    row.save()
    add_keys(row)


def add_keys(row: Document) -> None:
    """Store the ways in which a final document's number may be written."""
    DocumentKey.objects.bulk_create(
        [DocumentKey(document=row, key=key[:60]) for key in sorted(number_keys(row.number))]
    )


def document_search_text(row: Document) -> str:
    """Return what a document is found by: number, party, references and total."""
    texts = (row.number, row.contact_name, row.reference, row.buyer_reference, row.credited_number)
    return search_text((*texts, show_amount(row.total_thousandths)))
