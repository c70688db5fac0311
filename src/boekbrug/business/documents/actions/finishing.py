"""Give a draft its number and freeze its bytes."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError

from boekbrug.business.documents import invoice_value, issuing
from boekbrug.business.documents.actions import numbering
from boekbrug.business.documents.actions.drafting import opened
from boekbrug.business.documents.actions.parts import add_keys, document_search_text
from boekbrug.business.documents.actions.refusals import NumberTaken
from boekbrug.business.documents.invoice_value import Issued
from boekbrug.business.documents.models import Document, Kind, State
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline.actions import note


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
            row = opened(document, None)
            dossier = invoice_value.current_dossier()
            draft = invoice_value.as_draft(row)
            taken = numbering.take_next(dossier=dossier, kind=Kind(row.kind), issued_on=row.issued_on)
            number = taken.number
            issued = Issued(taken.number, taken.reference, dossier.invoice_iban)
            value = invoice_value.from_draft(draft, issued, dossier=dossier)
            row.ubl, row.pdf = issuing.freeze(value, language=draft.language, dossier=dossier, now=now)
            _finish(row, issued, now=now)
            note(kind="document.issued", subject=row, actor=actor, at=now, detail={"number": row.number})
    except IntegrityError as taken_elsewhere:
        raise NumberTaken(number) from taken_elsewhere
    return row


def _finish(row: Document, issued: Issued, *, now: dt.datetime) -> None:
    """Store the number, reference and files of a document that is issued."""
    row.number, row.reference, row.iban = issued.number, issued.reference, issued.iban
    row.state = State.FINAL
    row.finalised_at = now
    row.version += 1
    row.search_text = document_search_text(row)
    row.save()
    add_keys(row)
