"""The timeline of a dossier: everything that happened, newest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from boekbrug.business.dossiers.rights import Right
from boekbrug.business.timeline import queries
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages.settings import tabs
from boekbrug.web.parts import happenings

EVENTS_SHOWN = 60


@dossier(Right.SEE_TIMELINE, "GET")
def page(request: DossierRequest) -> HttpResponse:
    """Show events, a page at a time by their number."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
    events = queries.latest_events(before=before, limit=EVENTS_SHOWN)
    context = {
        "happenings": happenings(events),
        "older": f"?before={events[-1].number}" if len(events) == EVENTS_SHOWN else "",
        "newer": "?" if before else "",
        "chips": tabs(request.access, "timeline"),
    }
    return render(request, "timeline.html", context)
