"""The operator's page: how this installation is and what to do; no content of any dossier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boekbrug.business.outbox import actions_hold
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.people.language import render as render_sentence
from boekbrug.business.watching.facts import Fact, all_facts
from boekbrug.web.access import PersonRequest, operator
from boekbrug.web.templatetags.boekbrug import moment

NAMES = {
    "version.boekbrug": "Boekbrug",
    "version.python": "Python",
    "version.django": "Django",
    "database": gettext_lazy("Database"),
    "database.mode": gettext_lazy("Journal and flushing"),
    "schema": gettext_lazy("Migrations applied"),
    "workers": gettext_lazy("Job processes heard"),
    "hold": gettext_lazy("Held after a restore"),
    "queue.outbox": gettext_lazy("Shipments waiting"),
    "queue.inbox": gettext_lazy("Files waiting to be taken in"),
    "queue.invitations": gettext_lazy("Mails of invitations waiting"),
    "parked": gettext_lazy("Parked jobs"),
    "backup": gettext_lazy("Last backup"),
    "verify": gettext_lazy("Last verification"),
    "disk.free": gettext_lazy("Free disk"),
    "database.size": gettext_lazy("Size of the database"),
    "files.size": gettext_lazy("Size of the kept files"),
    "mail.failed": gettext_lazy("Last alert that could not be mailed"),
}


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
    if fact.code.startswith("schedule."):
        name = _("Schedule %(name)s") % {"name": fact.code.removeprefix("schedule.")}
    else:
        name = str(NAMES[fact.code])
    if isinstance(fact.value, dt.datetime):
        value = moment(fact.value)
    elif fact.value is None:
        value = _("never")
    else:
        value = str(fact.value)
    advice = render_sentence(fact.advice) if fact.advice else ""
    return Row(name, f"{value} {fact.note}".strip(), fact.is_fine, advice)
