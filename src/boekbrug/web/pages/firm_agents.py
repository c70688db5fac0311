"""Agents of a firm: tokens for listed dossiers, or for all when that is chosen, and how they end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.business.dossiers import actions_agents, agents
from boekbrug.business.dossiers.models import AgentToken, Dossier
from boekbrug.business.dossiers.rights import FirmRight
from boekbrug.web.access import FirmRequest, firm
from boekbrug.web.pages import agent_rows
from boekbrug.web.pages.firm_tabs import firm_tabs

ALL, LISTED = "all", "listed"


@firm(FirmRight.USE_AGENTS)
def page(request: FirmRequest) -> HttpResponse:
    """List the tokens of the firm, or one's own there, and the form for a new one."""
    return render(request, "agents.html", _context(request, QueryDict()))


@firm(FirmRight.USE_AGENTS, "POST", is_guarded=True)
def make(request: FirmRequest) -> HttpResponse:
    """Make a token through who asks; its text is on the answer and nowhere else."""
    sent = request.POST
    reach, wanted = sent.get("reach", LISTED), set(sent.getlist("dossiers"))
    problem = agent_rows.problem_in(sent)
    if not problem and reach != ALL and not wanted:
        problem = _("The token names no dossier. Choose those that the agent may enter, or all of them.")
    if problem:
        return render(request, "agents.html", _context(request, sent) | {"problem": problem}, status=422)
    listed = [one for one in _listable(request) if one.public_id in wanted]
    if reach != ALL and len(listed) != len(wanted):
        raise Http404
    given = {"opens_all": True} if reach == ALL else {"dossiers": listed}
    text = agent_rows.make(request, firm=request.firm, **given)
    return render(request, "agents.html", _context(request, QueryDict()) | {"made": text})


@firm(FirmRight.USE_AGENTS, "POST")
def revoke(request: FirmRequest, *, agent: str) -> HttpResponse:
    """Close a token for good."""
    found = next((one for one in _tokens(request) if one.prefix == agent), None)
    if found is None:
        raise Http404
    actions_agents.revoke_token(token=found, actor=request.actor, now=request.now)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("firm-agents", request.firm.public_id)


def _tokens(request: FirmRequest) -> list[AgentToken]:
    """An administrator sees all of the firm, others their own."""
    sees_all = FirmRight.MANAGE_FIRM in request.firm_rights
    return agents.tokens_of_firm(request.firm, person=None if sees_all else request.person)


def _listable(request: FirmRequest) -> list[Dossier]:
    return agents.may_be_listed(person=request.person, firm=request.firm, on=timezone.localdate(request.now))


def _context(request: FirmRequest, sent: QueryDict) -> dict[str, Any]:
    return agent_rows.choices(sent) | {
        "rows": agent_rows.rows_in_firm(_tokens(request), request.now),
        "firm": request.firm,
        "dossiers": [(one, one.public_id in sent.getlist("dossiers")) for one in _listable(request)],
        "opens_all": sent.get("reach") == ALL,
        "chips": firm_tabs(request, "firm-agents"),
        "heading": request.firm.name,
        "close_word": _("Revoke"),
        "close_name": "firm-agent-revoke",
        "place": request.firm.public_id,
        "form_address": reverse("firm-agent-make", args=[request.firm.public_id]),
    }
