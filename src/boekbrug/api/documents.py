"""Read documents: lists with filters, one with all that hangs on it, and its files."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpResponse
from django.utils import timezone
from pydantic import Field

from boekbrug import periods
from boekbrug.api import paging
from boekbrug.api.access import ApiRequest
from boekbrug.api.documents_shown import DocumentPage, DocumentShown, detailed, listed
from boekbrug.api.fields import Cursor, Rows, Words
from boekbrug.api.operations import Subject, attachment
from boekbrug.api.problems import NOT_ALLOWED, NOT_FOUND, Refused, wrong
from boekbrug.business.documents import queries
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.reconciliation.queries import payments_of
from boekbrug.wording import Wording

subject = Subject("Documents")
NOT_A_PERIOD = Wording(
    "api-not-a-period",
    "{found} is not a period. Write it as 2026-03, 2026-Q1, 2026 or 2026-03-01_2026-03-15.",
)
PeriodKey = Annotated[str, Field(max_length=21, examples=["2026-03", "2026-Q1", "2026"])]
_SEEN_BY = {True: Right.SEE_SALES, False: Right.SEE_PURCHASES}


@subject.operation("GET", "/documents", Right.SEE_SALES, Right.SEE_PURCHASES, gives=DocumentPage)
def list_documents(
    request: ApiRequest,
    *,
    side: Literal["sales", "purchases"] = "sales",
    standing: Literal["", "draft", "open", "partly", "overdue", "paid"] = "",
    period: PeriodKey = "",
    q: Words = "",
    after: Cursor = "",
    limit: Rows = 50,
) -> DocumentPage:
    """The documents of one side, newest first; `open` holds partly paid and overdue ones too."""
    if not request.access.may(_SEEN_BY[side == "sales"]):
        raise Refused(403, NOT_ALLOWED.say())
    today = timezone.localdate(request.now)
    filters = queries.Filter(
        is_sale=side == "sales",
        today=today,
        standing=queries.Standing(standing),
        period=read_period(period) if period else None,
        text=q,
    )
    page = queries.documents(filters, older_key=paging.day(after), limit=limit)
    last = page.rows[-1] if page.older else None
    return DocumentPage(
        documents=[listed(row, today) for row in page.rows],
        next=paging.of_day((last.issued_on, last.pk) if last else None),
    )


@subject.operation("GET", "/documents/{document}", Right.SEE_SALES, Right.SEE_PURCHASES, gives=DocumentShown)
def show_document(request: ApiRequest, document: str) -> DocumentShown:
    """One document with its lines, VAT, payments, and what a draft still lacks."""
    return shown_document(request, _seen(request, document))


@subject.operation(
    "GET", "/documents/{document}/ubl", Right.SEE_SALES, Right.SEE_PURCHASES, file="application/xml"
)
def document_ubl(request: ApiRequest, document: str) -> HttpResponse:
    """The frozen e-invoice (UBL) of a final document."""
    return _file(_seen(request, document), "ubl")


@subject.operation(
    "GET", "/documents/{document}/pdf", Right.SEE_SALES, Right.SEE_PURCHASES, file="application/pdf"
)
def document_pdf(request: ApiRequest, document: str) -> HttpResponse:
    """The frozen PDF of a final document."""
    return _file(_seen(request, document), "pdf")


def shown_document(request: ApiRequest, row: Document) -> DocumentShown:
    """Return a document as its own address shows it."""
    found = queries.detail(row.public_id, is_sale=row.is_sale)
    payments = payments_of(row) if request.access.may(Right.SEE_BANK) and not row.is_draft else []
    return detailed(found, payments, timezone.localdate(request.now))


def read_period(key: str) -> periods.Period:
    """Return the period that was asked for; raises Refused."""
    found = periods.from_key(key)
    if found is None:
        raise wrong(NOT_A_PERIOD.say(found=key), "period")
    return found


def _seen(request: ApiRequest, public_id: str) -> Document:
    """Return a document of a side that the key may see; every other one does not exist for it."""
    row = queries.document(public_id)
    if not request.access.may(_SEEN_BY[row.is_sale]):
        raise Refused(404, NOT_FOUND.say())
    return row


def _file(row: Document, form: str) -> HttpResponse:
    file = queries.file_of(row, form)
    return attachment(file.content, name=file.name, media_type=file.media_type)
