"""Agents that may enter a dossier: tokens made here for it alone, and how it closes to them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from boekbrug.business.dossiers import actions_agents, agents
from boekbrug.business.dossiers.rights import Right
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages import agent_rows
from boekbrug.web.pages.settings import tabs


@dossier(Right.MANAGE_KEYS, "GET")
def page(request: DossierRequest) -> HttpResponse:
    """List the tokens that may enter this dossier, and the form for a new one."""
    return render(request, "agents.html", _context(request, QueryDict()))


@dossier(Right.MANAGE_KEYS, "POST", is_guarded=True)
def make(request: DossierRequest) -> HttpResponse:
    """Make a token for this dossier that acts for who asks; its text is on the answer and nowhere else."""
    if problem := agent_rows.problem_in(request.POST):
        return render(
            request, "agents.html", _context(request, request.POST) | {"problem": problem}, status=422
        )
    # who comes in by a firm alone makes a token of that firm, which ends with their role there
    firm = None if request.access.is_member else request.access.firms[0]
    text = agent_rows.make(request, dossiers=[request.access.dossier], firm=firm)
    return render(request, "agents.html", _context(request, QueryDict()) | {"made": text})


@dossier(Right.MANAGE_KEYS, "POST")
def close(request: DossierRequest, *, agent: str) -> HttpResponse:
    """Close this dossier to a token; one that has no other left opens nothing any more."""
    found = next((one for one in agents.tokens_in(request.access) if one.prefix == agent), None)
    if found is None:
        raise Http404
    own = request.access.dossier
    actions_agents.close_to(dossier=own, token=found, actor=request.actor, now=request.now)
    messages.success(request, _("The agent does not enter this dossier any more."))
    return redirect("agents", own.public_id)


def _context(request: DossierRequest, sent: QueryDict) -> dict[str, Any]:
    own = request.access.dossier
    found = agents.tokens_in(request.access)
    return agent_rows.choices(sent) | {
        "rows": agent_rows.rows_in_dossier(found, agents.closed_to(own), request.now),
        "chips": tabs(request.access, "agents"),
        "heading": _("Settings"),
        "close_word": _("Close this dossier"),
        "close_name": "agent-close",
        "place": own.public_id,
        "form_address": reverse("agent-make", args=[own.public_id]),
    }
