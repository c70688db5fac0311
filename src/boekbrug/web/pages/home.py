"""The start: straight to work for who has one dossier, the list for who has more."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from boekbrug.business.dossiers import rights
from boekbrug.web.access import PersonRequest, person


@person("GET")
def page(request: PersonRequest) -> HttpResponse:
    """Lead to the only dossier, the list of dossiers, or the status page of an operator."""
    today = timezone.localdate(request.now)
    found = rights.dossiers_of(request.person, today)
    if not found and request.person.is_operator:
        return redirect("status")
    if len(found) == 1 and not rights.firms_of(request.person, today):
        return redirect("today", found[0].public_id)
    return redirect("dossiers")
