"""Invoices: the list, one invoice with its lines, balance and story, issuing, and its files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.business.documents import actions, numbers, queries
from boekbrug.business.documents.invoice_value import current_dossier
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.documents.queries import DocumentDetail, NoSuchDocument
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.outbox.queries import deliveries_of
from boekbrug.business.people.language import render as say
from boekbrug.business.reconciliation.queries import payments_of
from boekbrug.formats.problem import has_error
from boekbrug.money import show_amount
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.downloads import attachment
from boekbrug.web.pages import invoices_rows as rows
from boekbrug.web.pages.invoices_list import list_context, totals_context
from boekbrug.web.parts import happenings

UNPROCESSABLE = 422


@dossier(Right.SEE_SALES)
def page(request: DossierRequest) -> HttpResponse:
    """Show the invoices and credit notes that were made, newest first."""
    context = list_context(request, is_sale=True)
    return render(request, "invoices.html", context | {"may_edit": request.access.may(Right.EDIT_SALES)})


@dossier(Right.SEE_SALES)
def totals(request: DossierRequest) -> HttpResponse:
    """Show what the list adds up to; loads beside the list."""
    return render(request, "invoices_totals.html", totals_context(request, is_sale=True))


@dossier(Right.SEE_SALES)
def detail(request: DossierRequest, document: str) -> HttpResponse:
    """Show one invoice or draft."""
    return _detail(request, _found(document, is_sale=True))


@dossier(Right.EDIT_SALES, "POST")
def issue(request: DossierRequest, document: str) -> HttpResponse:
    """Give a draft its number and freeze it, as it was seen on the page."""
    found = _found(document, is_sale=True)
    seen = found.document
    if request.POST.get("version", "").isdecimal():
        seen.version = int(request.POST["version"])
    try:
        issued = actions.issue(document=seen, actor=request.actor, now=request.now)
    except actions.NotReady:
        return _detail(request, found, status=UNPROCESSABLE)
    except (
        actions.AlreadyIssued,
        actions.DateBeforeLastNumber,
        actions.EditedMeanwhile,
        actions.NumberTaken,
    ) as refused:
        fresh = _found(document, is_sale=True)
        return _detail(request, fresh, refusal=say(refused.sentence), status=UNPROCESSABLE)
    messages.success(request, _("Issued as %(number)s.") % {"number": issued.number})
    return redirect("invoice", dossier=request.access.dossier.public_id, document=issued.public_id)


@dossier(Right.EDIT_SALES, "POST")
def discard(request: DossierRequest, document: str) -> HttpResponse:
    """Throw a draft away."""
    found = _found(document, is_sale=True)
    try:
        actions.discard_draft(document=found.document, actor=request.actor, now=request.now)
    except (actions.AlreadyIssued, actions.EditedMeanwhile) as refused:
        return _detail(request, found, refusal=say(refused.sentence), status=UNPROCESSABLE)
    messages.success(request, _("The draft was thrown away. It had no number, so no number is missing."))
    return redirect("invoices", dossier=request.access.dossier.public_id)


@dossier(Right.SEE_SALES)
def download(request: DossierRequest, document: str, form: str) -> HttpResponse:
    """Hand over the frozen UBL or PDF."""
    return file_answer(document, form, is_sale=True)


def file_answer(public_id: str, form: str, *, is_sale: bool) -> HttpResponse:
    """Return a file of a document as a download that a browser never runs."""
    try:
        file = queries.file_of(queries.document(public_id, is_sale=is_sale), form)
    except NoSuchDocument as missing:
        raise Http404 from missing
    return attachment(file.content, name=file.name, kind=file.media_type)


def detail_context(request: DossierRequest, found: DocumentDetail) -> dict[str, Any]:
    """Return what the page of one document shows, sold or bought."""
    document, access = found.document, request.access
    today = timezone.localdate(request.now)
    payments = payments_of(document) if access.may(Right.SEE_BANK) and not document.is_draft else []
    deliveries = deliveries_of(document) if access.may(Right.SEE_DELIVERIES) else []
    return {
        "document": document,
        "kind": rows.KIND_TITLES[Kind(document.kind)],
        "contact": document.contact,
        "standing": rows.standing(document, today),
        "reference": rows.reference(document),
        "lines": [rows.line_row(line) for line in found.lines],
        "vat": [rows.vat_row(vat) for vat in found.vat],
        "net": show_amount(document.net_thousandths),
        "total": show_amount(document.total_thousandths),
        "prepaid": show_amount(-document.prepaid_thousandths) if document.prepaid_thousandths else "",
        "settled": show_amount(document.settled_thousandths),
        "rest": show_amount(document.rest_thousandths),
        "payments": [rows.payment_row(payment) for payment in payments],
        "deliveries": [rows.delivery_row(delivery) for delivery in deliveries],
        "happenings": happenings(found.events),
        "problems": rows.problem_rows(found.problems),
    }


def _found(public_id: str, *, is_sale: bool) -> DocumentDetail:
    try:
        return queries.detail(public_id, is_sale=is_sale)
    except NoSuchDocument as missing:
        raise Http404 from missing


def _detail(
    request: DossierRequest, found: DocumentDetail, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    document = found.document
    context = detail_context(request, found) | {
        "refusal": refusal,
        "may_edit": request.access.may(Right.EDIT_SALES),
        "is_ready": not has_error(found.problems),
        "next_number": _next_number(document) if document.is_draft else "",
    }
    return render(request, "invoice.html", context, status=status)


def _next_number(document: Document) -> str:
    return numbers.peek_next(
        dossier=current_dossier(), kind=Kind(document.kind), issued_on=document.issued_on
    )
