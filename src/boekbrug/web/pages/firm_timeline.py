"""The timeline of a firm: roles, names, mandates and what was kept private, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render

from boekbrug.business.dossiers import queries
from boekbrug.business.dossiers.rights import FirmRight
from boekbrug.business.people.queries import names_of
from boekbrug.business.timeline import firms, heads
from boekbrug.business.timeline.models import FirmEvent
from boekbrug.web.access import FirmRequest, firm
from boekbrug.web.downloads import attachment
from boekbrug.web.pages.firm_people import firm_role_words
from boekbrug.web.pages.firm_tabs import firm_tabs
from boekbrug.web.pages.grants import grant_words
from boekbrug.web.parts import Happening, happenings

EVENTS_SHOWN = 60
NUMBER_DIGITS_MAX = 15
DOSSIERS_NAMED_MAX = 5


@firm(FirmRight.MANAGE_FIRM, "GET")
def page(request: FirmRequest) -> HttpResponse:
    """Show events, a page at a time by their number."""
    asked = request.GET.get("before", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= NUMBER_DIGITS_MAX
    before = int(asked) if is_number else None
    events = firms.latest_events(request.firm, before=before, limit=EVENTS_SHOWN)
    context = {
        "firm": request.firm,
        "chips": firm_tabs(request, "firm-timeline"),
        "happenings": _with_names(events),
        "older": f"?before={events[-1].number}" if len(events) == EVENTS_SHOWN else "",
        "newer": "?" if before else "",
        "head": firms.head(request.firm),
    }
    return render(request, "firm_timeline.html", context)


@firm(FirmRight.MANAGE_FIRM, "GET")
def head(request: FirmRequest) -> HttpResponse:
    """Hand over the head of this timeline as a file, to keep elsewhere."""
    name = f"timeline-{request.firm.public_id}-{request.now:%Y%m%d}.json"
    text = heads.written([request.firm], now=request.now)
    return attachment(text.encode(), name=name, kind="application/json")


def _with_names(events: list[FirmEvent]) -> list[Happening]:
    """Return the lines with the names of the people and dossiers that the events point to."""
    people = names_of(one.detail["person"] for one in events if "person" in one.detail)
    dossiers = queries.names_of(place for one in events for place in _places(one))
    roles, grants = firm_role_words(), {right.value: word for right, word in grant_words().items()}
    lines = []
    for event, line in zip(events, happenings(events), strict=True):
        said = [people.get(event.detail.get("person"), ""), str(roles.get(event.detail.get("role"), ""))]
        said += [grants.get(right, "") for right in event.detail.get("rights", [])]
        said += _shown(dossiers.get(place, "") for place in _places(event))
        lines.append(replace(line, detail=" · ".join(one for one in said if one)))
    return lines


def _places(event: FirmEvent) -> list[str]:
    one = event.detail.get("dossier")
    return [one] if one else list(event.detail.get("dossiers", []))


def _shown(names: Iterable[str]) -> list[str]:
    known = [name for name in names if name]
    more = len(known) - DOSSIERS_NAMED_MAX
    return known if more <= 0 else [*known[:DOSSIERS_NAMED_MAX], f"+{more}"]
