"""Purchases: the list of what was taken in, one document, and its files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from boekbrug.business.documents import queries
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.documents.queries import NoSuchDocument
from boekbrug.business.dossiers.rights import Right
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages import invoice_viewer
from boekbrug.web.pages.invoices import detail_context, file_answer
from boekbrug.web.pages.invoices_list import list_context, totals_context
from boekbrug.web.pages.invoices_rows import KIND_TITLES


@dossier(Right.SEE_PURCHASES)
def page(request: DossierRequest) -> HttpResponse:
    """Show the invoices and credit notes of suppliers, newest first."""
    return render(request, "purchases.html", list_context(request, is_sale=False))


@dossier(Right.SEE_PURCHASES)
def totals(request: DossierRequest) -> HttpResponse:
    """Show what the list adds up to; loads beside the list."""
    return render(request, "invoices_totals.html", totals_context(request, is_sale=False))


@dossier(Right.SEE_PURCHASES)
def detail(request: DossierRequest, document: str) -> HttpResponse:
    """Show one document of a supplier."""
    try:
        found = queries.detail(document, is_sale=False)
    except NoSuchDocument as missing:
        raise Http404 from missing
    return render(request, "purchase.html", detail_context(request, found))


@dossier(Right.SEE_PURCHASES)
def download(request: DossierRequest, document: str, form: str) -> HttpResponse:
    """Hand over the original UBL, or the PDF that was in it."""
    return file_answer(document, form, is_sale=False)


@dossier(Right.SEE_PURCHASES)
def original(request: DossierRequest, document: str) -> HttpResponse:
    """Show what the e-invoice of a supplier says, as it came in."""
    found, content = _original(document)
    home = request.access.dossier.public_id
    context = {
        "document": found,
        "kind": KIND_TITLES[Kind(found.kind)],
        "looks": invoice_viewer.look(content),
        "files_url": reverse("purchase-attachment", args=[home, document, 1]).removesuffix("1/"),
    }
    return render(request, "purchase_original.html", context)


@dossier(Right.SEE_PURCHASES)
def inside(request: DossierRequest, document: str, number: int) -> HttpResponse:
    """Hand over a file inside the e-invoice of a supplier."""
    return invoice_viewer.attachment_answer(_original(document)[1], number)


def _original(public_id: str) -> tuple[Document, bytes]:
    try:
        found = queries.document(public_id, is_sale=False)
        return found, queries.file_of(found, "ubl").content
    except NoSuchDocument as missing:
        raise Http404 from missing
