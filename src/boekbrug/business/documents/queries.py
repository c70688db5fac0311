"""Read documents: one with all that hangs on it, and the bytes of its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from boekbrug.business.documents import issuing
from boekbrug.business.documents.invoice_value import as_draft, as_invoice
from boekbrug.business.documents.listing import (
    DocumentPage,
    Filter,
    ListTotals,
    Standing,
    counts,
    documents,
    totals,
)
from boekbrug.business.documents.models import Document, DocumentLine, DocumentVat
from boekbrug.business.files.models import StoredFile
from boekbrug.business.files.queries import content_of
from boekbrug.business.timeline.models import Event
from boekbrug.business.timeline.queries import events_about
from boekbrug.formats.problem import Problem

__all__ = [
    "DocumentDetail", "DocumentPage", "File", "Filter", "ListTotals", "NoSuchDocument", "Standing",
    "as_draft", "as_invoice", "by_public_ids", "counts", "detail", "document", "documents", "file_of",
    "totals",
]  # fmt: skip


class NoSuchDocument(Exception):
    """The document does not exist in this dossier, or not on this side (or has no such file)."""


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """A document with its lines, VAT per rate, events (newest first), and what a draft still lacks."""

    document: Document
    lines: tuple[DocumentLine, ...]
    vat: tuple[DocumentVat, ...]
    events: tuple[Event, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of a document in one form, with a name that is safe for a file system."""

    name: str
    media_type: str
    content: bytes


def document(public_id: str, *, is_sale: bool | None = None) -> Document:
    """Return a document of the entered dossier, of one side where asked; raises NoSuchDocument."""
    rows = Document.objects.select_related("contact", "ubl", "pdf").filter(public_id=public_id)
    found = (rows if is_sale is None else rows.filter(is_sale=is_sale)).first()
    if found is None:
        raise NoSuchDocument(public_id)
    return found


def by_public_ids(public_ids: Iterable[str]) -> list[Document]:
    """Return the documents of the entered dossier among these ids, oldest first."""
    rows = Document.objects.filter(public_id__in=list(public_ids)).select_related("contact", "ubl", "pdf")
    return list(rows.order_by("issued_on", "pk"))


def detail(public_id: str, *, is_sale: bool) -> DocumentDetail:
    """Return a document with all that its page shows; raises NoSuchDocument."""
    found = document(public_id, is_sale=is_sale)
    return DocumentDetail(
        document=found,
        lines=tuple(found.lines.order_by("position")),
        vat=tuple(found.vat_lines.order_by("-rate_scaled", "category")),
        events=tuple(events_about("document", public_id)),
        problems=issuing.problems_of(as_draft(found)) if found.is_draft else (),
    )


def file_of(document: Document, form: str) -> File:
    """Return the frozen UBL ("ubl") or PDF ("pdf") of a final document; raises NoSuchDocument without one."""
    stored: StoredFile | None = {"ubl": document.ubl, "pdf": document.pdf}.get(form)
    if stored is None:
        raise NoSuchDocument(document.public_id)
    ending, media_type = ("xml", "application/xml") if form == "ubl" else ("pdf", "application/pdf")
    return File(issuing.file_name(document.number, ending), media_type, content_of(stored))
