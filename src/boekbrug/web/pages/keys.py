"""Keys for programs: made for a while and for a purpose, shown once, revoked at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.business.dossiers import actions_keys, queries
from boekbrug.business.dossiers.key_scopes import SCOPES, UnknownScope
from boekbrug.business.dossiers.models import ApiKey
from boekbrug.business.dossiers.rights import Right
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages.settings import tabs
from boekbrug.web.parts import State

DAYS = (30, 90, 365, 730)
DAYS_CHOSEN = 365


@dossier(Right.MANAGE_KEYS, "GET")
def page(request: DossierRequest) -> HttpResponse:
    """List the keys of this dossier, and the form for a new one."""
    return render(request, "keys.html", _context(request, QueryDict()))


@dossier(Right.MANAGE_KEYS, "POST", is_guarded=True)
def make(request: DossierRequest) -> HttpResponse:
    """Make a key that acts for who asks; its text is on the answer and nowhere else."""
    sent = request.POST
    title, days = sent.get("title", "").strip()[:80], sent.get("days", "")
    problem = ""
    if not title:
        problem = _("The key has no name. Say what it is for.")
    elif not sent.getlist("scopes"):
        problem = _("The key opens nothing. Choose what it is for.")
    elif days not in {str(one) for one in DAYS}:
        problem = _("The key has no end. Choose how long it lasts.")
    if problem:
        return render(request, "keys.html", _context(request, sent) | {"problem": problem}, status=422)
    try:
        __, text = actions_keys.make_key(
            dossier=request.access.dossier,
            person=request.person,
            title=title,
            scopes=sent.getlist("scopes"),
            expires_at=request.now + dt.timedelta(days=int(days)),
            actor=request.actor,
            now=request.now,
        )
    except UnknownScope as unknown:
        raise Http404 from unknown
    return render(request, "keys.html", _context(request, QueryDict()) | {"made": text, "made_title": title})


@dossier(Right.MANAGE_KEYS, "POST")
def revoke(request: DossierRequest, *, prefix: str) -> HttpResponse:
    """Close a key for good."""
    found = next((one for one in queries.keys_for(request.access) if one.prefix == prefix), None)
    if found is None:
        raise Http404
    actions_keys.revoke_key(key=found, actor=request.actor, now=request.now)
    messages.success(request, _("The key opens nothing any more."))
    return redirect("keys", request.access.dossier.public_id)


def _context(request: DossierRequest, sent: QueryDict) -> dict[str, Any]:
    found = queries.keys_for(request.access)
    return {
        "rows": [(one, ", ".join(one.scopes), _standing(one, request.now)) for one in found],
        "typed_title": sent.get("title", ""),
        "scopes": [(one, one in sent.getlist("scopes")) for one in SCOPES],
        "days": DAYS,
        "days_chosen": next((one for one in DAYS if str(one) == sent.get("days")), DAYS_CHOSEN),
        "chips": tabs(request.access, "keys"),
        "dossier": request.access.dossier,
    }


def _standing(key: ApiKey, now: dt.datetime) -> State:
    if key.revoked_at:
        return State("mute", "x", _("Revoked"))
    if not key.is_usable(now):
        return State("mute", "clock", _("Expired"))
    return State("ok", "check", _("In use") if key.last_used_at else _("Not used yet"))
