"""Tokens of agents as pages show them, and what a form for a new one says; shared by dossier and firm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boekbrug.business.dossiers import actions_agents, agents
from boekbrug.business.dossiers.key_scopes import AGENT_SCOPES, UnknownScope
from boekbrug.business.dossiers.models import AgentToken
from boekbrug.web.access import PersonRequest
from boekbrug.web.parts import State

DAYS = (30, 90, 180, 365)
DAYS_CHOSEN = 90


@dataclass(frozen=True, slots=True)
class AgentRow:
    """A token without its secret."""

    token: AgentToken
    state: State
    opens: str
    reach: str
    may_close: bool


def rows_in_dossier(found: Iterable[AgentToken], closed: frozenset[int], now: dt.datetime) -> list[AgentRow]:
    """Return the rows for one dossier, which says nothing of the others that a token enters."""
    return [
        _row(one, now, reach=one.firm.name if one.firm else "", is_closed=one.pk in closed) for one in found
    ]


def rows_in_firm(found: Iterable[AgentToken], now: dt.datetime) -> list[AgentRow]:
    """Return the rows for a firm, with how many dossiers each lists."""
    return [_row(one, now, reach=_reach(one), is_closed=False) for one in found]


def choices(sent: QueryDict) -> dict[str, Any]:
    """Return what the form for a new token offers, with what was typed in one that was refused."""
    return {
        "typed_title": sent.get("title", ""),
        "scopes": [(one, one in sent.getlist("scopes")) for one in AGENT_SCOPES],
        "days": DAYS,
        "days_chosen": next((one for one in DAYS if str(one) == sent.get("days")), DAYS_CHOSEN),
    }


def problem_in(sent: QueryDict) -> str:
    """Say what a form lacks before a token can be made; empty where it is whole."""
    if not sent.get("title", "").strip():
        return _("The agent has no name. Say which it is, and on which machine.")
    if not sent.getlist("scopes"):
        return _("The token opens nothing. Choose what the agent may do.")
    if sent.get("days", "") not in {str(one) for one in DAYS}:
        return _("The token has no end. Choose how long it lasts.")
    return ""


def make(request: PersonRequest, **reach: Any) -> str:
    """Make the token that a form asks for; return its text, which is shown once.

    Raises Http404 for a scope or a dossier that the form did not offer.
    """
    sent = request.POST
    try:
        _token, text = actions_agents.make_token(
            person=request.person,
            title=sent["title"].strip()[:80],
            scopes=sent.getlist("scopes"),
            expires_at=request.now + dt.timedelta(days=int(sent["days"])),
            actor=request.actor,
            now=request.now,
            **reach,
        )
    except (UnknownScope, actions_agents.NotListable) as made_up:
        raise Http404 from made_up
    return text


def _row(token: AgentToken, now: dt.datetime, *, reach: str, is_closed: bool) -> AgentRow:
    is_open = token.is_usable(now) and not is_closed
    opens = ", ".join(one for one in token.scopes if one in AGENT_SCOPES)
    return AgentRow(token, _standing(token, now, is_closed), opens, reach, is_open)


def _reach(token: AgentToken) -> str:
    if token.opens_all:
        return _("all dossiers of the firm, present and future")
    names = [one.name for one in agents.listed_by(token)]
    if len(names) > 3:
        return ngettext("%(count)s dossier", "%(count)s dossiers", len(names)) % {"count": len(names)}
    return ", ".join(names)


def _standing(token: AgentToken, now: dt.datetime, is_closed: bool) -> State:
    if token.revoked_at:
        return State("mute", "x", _("Revoked"))
    if is_closed:
        return State("mute", "x", _("Closed here"))
    if not token.is_usable(now):
        return State("mute", "clock", _("Expired"))
    return State("ok", "check", _("In use") if token.last_used_at else _("Not used yet"))
