"""The timeline of a dossier: everything that happened, newest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from boekbrug.business.dossiers.rights import Right
from boekbrug.business.timeline import heads, queries
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.downloads import attachment
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
        "head": queries.head(),
        "may_export": request.access.may(Right.EXPORT_TIMELINE),
        "dossier": request.access.dossier,
    }
    return render(request, "timeline.html", context)


@dossier(Right.SEE_TIMELINE, "GET")
def head(request: DossierRequest) -> HttpResponse:
    """Hand over the head of this timeline as a file, to keep elsewhere."""
    found = request.access.dossier
    name = f"timeline-{found.public_id}-{request.now:%Y%m%d}.json"
    text = heads.written([found], now=request.now)
    return attachment(text.encode(), name=name, kind="application/json")
