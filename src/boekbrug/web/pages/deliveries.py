"""Deliveries: what left in the last 30 days, sending a period, and the result per document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from boekbrug.business.dossiers.rights import Right
from boekbrug.business.files.queries import content_of
from boekbrug.business.outbox import actions, queries
from boekbrug.business.outbox.models import Batch, Delivery, State
from boekbrug.business.people.language import render as render_sentence
from boekbrug.business.people.language import render_stored
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.downloads import attachment
from boekbrug.web.parts import Chip
from boekbrug.web.parts import State as Shown


def shown_state(state: str) -> Shown:
    """Return how a delivery stands, as icon, word and tone."""
    known = {
        State.WAITING: Shown("info", "clock", _("Waiting")),
        State.SENDING: Shown("info", "send", _("On its way")),
        State.DELIVERED: Shown("ok", "check", _("Delivered")),
        State.NEEDS_USER: Shown("warn", "warn", _("You must act")),
        State.REFUSED: Shown("bad", "bad", _("Refused")),
        State.UNCLEAR: Shown("ask", "help", _("Not clear")),
    }
    return known[State(state)]


@dossier(Right.SEE_DELIVERIES, "GET")
def page(request: DossierRequest) -> HttpResponse:
    """List deliveries, newest first; the last 30 days unless all are asked for."""
    state = request.GET.get("state", "")
    if state not in State.values:
        state = ""
    days = 36500 if request.GET.get("all") else queries.DAYS_LISTED
    found = queries.deliveries(
        now=request.now, days=days, state=state or None, after_key=request.GET.get("after") or None
    )
    here = reverse("deliveries", args=[request.access.dossier.public_id])
    kept = "&all=1" if request.GET.get("all") else ""
    context = {
        "rows": [(one, shown_state(one.state), said(one)) for one in found.rows],
        "chips": [
            Chip(_("All"), f"{here}?{kept}", is_current=not state),
            *(_chip(one, here, kept, is_current=one == state) for one in State.values),
        ],
        "older": f"{here}?state={state}{kept}&after={found.next_key}" if found.next_key else "",
        "newer": f"{here}?state={state}{kept}" if request.GET.get("after") else "",
        "query": f"?state={state}{kept}",
        "shows_all": bool(request.GET.get("all")),
        "held_since": queries.held_since(),
        "may_send": request.access.may(Right.SEND),
        "dossier": request.access.dossier,
    }
    return render(request, "deliveries.html", context)


@dossier(Right.SEE_DELIVERIES, "GET")
def batch(request: DossierRequest, *, batch: str) -> HttpResponse:
    """Show the result of one act of sending, document by document, and its progress while it runs."""
    found = _batch(batch)
    deliveries = queries.deliveries_in(found)
    may_send = request.access.may(Right.SEND)
    context = {
        "batch": found,
        "progress": queries.progress(found),
        "rows": [(one, shown_state(one.state), said(one)) for one in deliveries],
        "left_out": [
            (one["number"], render_stored(one["problem"]["code"], one["problem"]["values"]))
            for one in found.left_out
        ],
        "may_send": may_send,
        "sendable_again": queries.sendable_again(found) if request.access.may(Right.REDELIVER) else set(),
        "dossier": request.access.dossier,
        "state": State,
    }
    is_poll = bool(getattr(request, "htmx", False))
    return render(request, "batch_body.html" if is_poll else "batch.html", context)


@dossier(Right.SEE_DELIVERIES, "GET")
def batch_zip(request: DossierRequest, *, batch: str) -> HttpResponse:
    """Download the ZIP of a batch."""
    found = _batch(batch)
    if found.zip_file is None:
        raise Http404
    return attachment(content_of(found.zip_file), name=f"boekbrug-{found.title}.zip", kind="application/zip")


@dossier(Right.SEND, "POST")
def resolve(request: DossierRequest, *, shipment: str) -> HttpResponse:
    """Say of an unclear shipment whether it arrived, or try one that waited for a person again."""
    found = queries.shipment(shipment)
    if found is None:
        raise Http404
    answer = request.POST.get("answer", "")
    try:
        if answer == "retry":
            actions.retry(shipment=found, actor=request.actor, now=request.now)
        elif answer in {"arrived", "not-arrived"}:
            actions.resolve_unclear(
                shipment=found, arrived=answer == "arrived", actor=request.actor, now=request.now
            )
    except actions.NotYet as changed:
        messages.error(request, render_sentence(changed.sentence))
    return redirect("batch", request.access.dossier.public_id, found.batch.public_id)


@dossier(Right.REDELIVER, "POST")
def again(request: DossierRequest, *, delivery: str) -> HttpResponse:
    """Send a document to the same target once more, with the reason that was typed."""
    found = queries.delivery(delivery)
    if found is None:
        raise Http404
    try:
        made = actions.send_again(
            delivery=found, reason=request.POST.get("reason", ""), actor=request.actor, now=request.now
        )
    except (actions.ReasonMissing, actions.NotYet, actions.ConnectionIsOff) as refused:
        messages.error(request, render_sentence(refused.sentence))
        made = found.batch
    return redirect("batch", request.access.dossier.public_id, made.public_id)


def said(delivery: Delivery) -> str:
    """Return what the other side or the outbox said of a delivery, in the reader's language."""
    told: Any = delivery.said
    return render_stored(told["code"], told["values"]) if told else ""


def _chip(state: str, here: str, kept: str, *, is_current: bool) -> Chip:
    shown = shown_state(state)
    return Chip(
        shown.word, f"{here}?state={state}{kept}", is_current=is_current, tone=shown.tone, icon=shown.icon
    )


def _batch(public_id: str) -> Batch:
    found = queries.batch(public_id)
    if found is None:
        raise Http404
    return found
