"""The bytes of a sales document: readiness, the UBL with the PDF in it, and the PDF with the UBL in it."""

from __future__ import annotations

import datetime as dt
import re

from boekbrug.business.documents.drafts import Draft
from boekbrug.business.documents.invoice_value import Issued, current_dossier, from_draft
from boekbrug.business.documents.numbers import peek_next
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.files.actions import store
from boekbrug.business.files.models import StoredFile
from boekbrug.business.looks import queries as looks
from boekbrug.formats import einvoice, invoice_pdf
from boekbrug.formats.problem import Problem, has_error

PREVIEW_MARKS = {"nl": "ONTWERP", "fr": "PROJET", "de": "ENTWURF", "en": "DRAFT"}
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")


class NotReady(Exception):
    """Others would refuse this document; `problems` says what to change first (warnings included)."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.sentence.english for problem in problems))
        self.problems = problems


def freeze(
    invoice: einvoice.Invoice, *, language: str, dossier: Dossier, now: dt.datetime
) -> tuple[StoredFile, StoredFile]:
    """Make and keep the UBL and the PDF of an invoice with its number; raises NotReady.

    Each holds the other: the PDF has the UBL without PDF inside, the UBL has that PDF embedded.
    """
    problems = tuple(einvoice.readiness(invoice))
    if has_error(problems):
        raise NotReady(problems)
    pdf = make_pdf(invoice, language=language, dossier=dossier, ubl=einvoice.write_bis3(invoice))
    embedded = einvoice.Attachment(file_name(invoice.number, "pdf"), "application/pdf", pdf)
    ubl = einvoice.write_bis3(invoice, pdf=embedded)
    return store(content=ubl, now=now), store(content=pdf, now=now)


def problems_of(draft: Draft) -> tuple[Problem, ...]:
    """Return what keeps a draft from being issued (errors), and what to look at first (warnings)."""
    return tuple(einvoice.readiness(_as_if_issued(draft, current_dossier())))


def preview(draft: Draft) -> bytes:
    """Return the PDF of a draft with a mark across it; it has no number yet."""
    dossier = current_dossier()
    invoice = from_draft(draft, Issued(number="–"), dossier=dossier)
    mark = PREVIEW_MARKS[draft.language]
    return make_pdf(invoice, language=draft.language, dossier=dossier, watermark=mark)


def preview_pictures(draft: Draft) -> list[bytes]:
    """Return the pages of that PDF as PNG pictures, which every browser shows beside a form."""
    dossier = current_dossier()
    invoice = from_draft(draft, Issued(number="–"), dossier=dossier)
    mark = PREVIEW_MARKS[draft.language]
    return invoice_pdf.draw(invoice, language=draft.language, style=_style(dossier), watermark=mark)


def make_pdf(
    invoice: einvoice.Invoice,
    *,
    language: str,
    dossier: Dossier,
    ubl: bytes | None = None,
    watermark: str = "",
) -> bytes:
    """Return an invoice as PDF in the look of the dossier."""
    return invoice_pdf.make(invoice, language=language, style=_style(dossier), ubl=ubl, watermark=watermark)


def _style(dossier: Dossier) -> invoice_pdf.Style:
    look = looks.look()
    return invoice_pdf.Style(accent=look.accent, logo=look.logo, footer=dossier.invoice_footer)


def file_name(number: str, ending: str) -> str:
    """Return a safe name for a file of a document: letters, digits, points and dashes."""
    return f"{_NOT_IN_A_NAME.sub('-', number).strip('-.') or 'document'}.{ending}"


def _as_if_issued(draft: Draft, dossier: Dossier) -> einvoice.Invoice:
    number = peek_next(dossier=dossier, kind=draft.kind, issued_on=draft.issued_on)
    return from_draft(draft, Issued(number), dossier=dossier)
