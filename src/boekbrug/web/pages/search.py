"""Search everything in a dossier from one field: invoices, contacts, bank lines."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from boekbrug.business.banking import queries as banking
from boekbrug.business.contacts import queries as contacts
from boekbrug.business.documents.listing import Filter, documents
from boekbrug.business.dossiers.rights import Right
from boekbrug.web.access import DossierRequest, dossier

SHOWN_MAX = 20
SIDES = ((Right.SEE_SALES, True), (Right.SEE_PURCHASES, False))


@dossier(Right.ENTER, "GET")
def page(request: DossierRequest) -> HttpResponse:
    """Show what fits the words, of what this person may see."""
    text, access = request.GET.get("q", "").strip()[:200], request.access
    today = timezone.localdate(request.now)
    sides = [is_sale for right, is_sale in SIDES if access.may(right)] if text else []
    context = {
        "text": text,
        "dossier": access.dossier,
        "documents": [
            row
            for is_sale in sides
            for row in documents(Filter(is_sale=is_sale, today=today, text=text), limit=SHOWN_MAX).rows
        ],
        "contacts": contacts.search(text=text, limit=SHOWN_MAX).rows if True in sides else (),
        "movements": banking.search_movements(text, limit=SHOWN_MAX)
        if text and access.may(Right.SEE_BANK)
        else [],
    }
    return render(request, "search.html", context)
