"""The operator's page: how this installation is and what to do; no content of any dossier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.business.outbox import actions_hold
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.people.language import render as render_sentence
from boekbrug.business.watching.facts import Fact, all_facts
from boekbrug.business.watching.names import name_of
from boekbrug.money import show_whole
from boekbrug.web.access import PersonRequest, operator
from boekbrug.web.templatetags.boekbrug import moment


@dataclass(frozen=True, slots=True)
class Row:
    """A fact in the reader's language."""

    name: str
    value: str
    is_fine: bool
    advice: str


@operator("GET")
def page(request: PersonRequest) -> HttpResponse:
    """Show how the installation is."""
    rows = [_row(fact) for fact in all_facts(now=request.now)]
    return render(request, "status.html", {"facts": rows, "held_since": outbox.held_since()})


@operator("GET")
def facts(request: PersonRequest) -> JsonResponse:
    """Say the same to a program."""
    told = [
        {
            "code": one.code,
            "value": one.value.isoformat() if isinstance(one.value, dt.datetime) else one.value,
            "is_fine": one.is_fine,
            "advice": render_sentence(one.advice) if one.advice else "",
        }
        for one in all_facts(now=request.now)
    ]
    return JsonResponse({"is_fine": all(one["is_fine"] for one in told), "facts": told})


@operator("POST")
def release(request: PersonRequest) -> HttpResponse:
    """Let things leave again that are held since a restore."""
    if actions_hold.release(actor=request.actor, now=request.now):
        messages.success(request, _("Released: what is due leaves again."))
    return redirect("status")


def _row(fact: Fact) -> Row:
    if isinstance(fact.value, dt.datetime):
        value = moment(fact.value)
    elif fact.value is None:
        value = _("never")
    else:
        value = show_whole(fact.value) if isinstance(fact.value, int) else fact.value
    advice = render_sentence(fact.advice) if fact.advice else ""
    return Row(render_sentence(name_of(fact.code)), f"{value} {fact.note}".strip(), fact.is_fine, advice)
