"""Send a period: choose where and what, see count and total, leave out lines, send."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from boekbrug import periods
from boekbrug.business.connections import queries as connections
from boekbrug.business.documents.models import PURCHASES, SALES
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.outbox import actions, queries
from boekbrug.business.people.language import render as said
from boekbrug.web.access import DossierRequest, dossier

MONTHS_OFFERED = 15
TITLE_MAX = 80


@dossier(Right.SEND, "GET", "POST")
def page(request: DossierRequest) -> HttpResponse:
    """Preview what would leave; send what stayed ticked."""
    today = timezone.localdate(request.now)
    if request.method == "POST":
        return _send(request, _period(request.POST.get("period", ""), today))
    routes = connections.connections()
    if not routes:
        return _without_connection(request)
    asked = request.GET
    route = next((one for one in routes if one.public_id == asked.get("to")), routes[0])
    period = _period(asked.get("period", ""), today)
    kinds = (*SALES, *PURCHASES) if asked.get("purchases") else SALES
    documents = request.GET.getlist("document") or None
    preview = queries.preview(connection=route, period=period, documents=documents, kinds=kinds)
    context = {
        "routes": routes,
        "route": route,
        "periods": _offered(today),
        "period": period,
        "with_purchases": bool(asked.get("purchases")),
        "is_choice": documents is None,
        "preview": preview,
        "left_out": [(one.document, said(one.problem)) for one in preview.left_out if one.problem],
        "dossier": request.access.dossier,
    }
    return render(request, "send.html", context)


def _without_connection(request: DossierRequest) -> HttpResponse:
    context = {
        "may_see_connections": request.access.may(Right.SEE_CONNECTIONS),
        "dossier": request.access.dossier,
    }
    return render(request, "send.html", context)


def _send(request: DossierRequest, period: periods.Period) -> HttpResponse:
    """Send to the connection that was shown, never to another; 404 when it does not exist."""
    route = connections.connection(request.POST.get("to", ""))
    if route is None:
        raise Http404
    chosen = request.POST.getlist("document")
    title = period.key if len(chosen) != 1 else request.POST.get("title", period.key)
    try:
        batch = actions.send(
            connection=route,
            document_ids=chosen,
            title=title[:TITLE_MAX],
            actor=request.actor,
            now=request.now,
        )
    except (actions.AlreadySent, actions.NothingToSend, actions.ConnectionIsOff) as refused:
        messages.error(request, said(refused.sentence))
        return redirect(request.get_full_path())
    return redirect("batch", request.access.dossier.public_id, batch.public_id)


def _period(key: str, today: dt.date) -> periods.Period:
    return periods.from_key(key) or periods.last_complete_month(today)


def _offered(today: dt.date) -> list[tuple[str, str]]:
    """Return the months and quarters to choose from, newest first."""
    first = dt.date(today.year - 1, 1, 1)
    months = list(periods.months_until(first, today))[::-1][:MONTHS_OFFERED]
    quarters = dict.fromkeys(periods.quarter_of(one.first_on) for one in months)
    return [(one.key, one.key) for one in (*quarters, *months)]
