"""Connections: where documents of this dossier can go; add, change, switch off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.business.connections import actions, queries
from boekbrug.business.connections.models import Connection
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.language import render as said
from boekbrug.connectors.protocol import Bridge
from boekbrug.connectors.settings import SettingsRefused, fields_of
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages.settings import tabs


@dataclass(frozen=True, slots=True)
class DrawnField:
    """One setting of a bridge as the form draws it."""

    name: str
    label: str
    hint: str
    kind: str
    is_required: bool
    value: Any
    error: str


@dossier(Right.SEE_CONNECTIONS, "GET")
def page(request: DossierRequest) -> HttpResponse:
    """List the connections, and the bridges that can be added."""
    rows = [
        (one, said(queries.bridge_of(one).title.say())) for one in queries.connections(also_switched_off=True)
    ]
    context = {
        "rows": rows,
        "bridges": [(one.key, said(one.title.say())) for one in queries.bridges()],
        "chips": tabs(request.access, "connections"),
        "may_edit": request.access.may(Right.EDIT_CONNECTIONS),
        "dossier": request.access.dossier,
    }
    return render(request, "connections.html", context)


@dossier(Right.EDIT_CONNECTIONS, "GET", "POST")
def new(request: DossierRequest, *, bridge: str) -> HttpResponse:
    """Add a connection over a bridge."""
    wanted = next((one for one in queries.bridges() if one.key == bridge), None)
    if wanted is None:
        raise Http404
    if request.method == "GET":
        return _form(request, wanted, {"title": said(wanted.title.say())}, wrong={})
    try:
        actions.add(
            bridge_key=bridge,
            title=request.POST.get("title", ""),
            values=_typed(request, wanted),
            actor=request.actor,
            now=request.now,
        )
    except SettingsRefused as refused:
        return _form(request, wanted, request.POST.dict(), wrong=_wrong(refused))
    messages.success(request, _("Connection added. Send one invoice first to see that it arrives."))
    return redirect("connections", request.access.dossier.public_id)


@dossier(Right.EDIT_CONNECTIONS, "GET", "POST")
def edit(request: DossierRequest, *, connection: str) -> HttpResponse:
    """Change a connection, or switch it off or on."""
    current = queries.connection(connection)
    if current is None:
        raise Http404
    bridge = queries.bridge_of(current)
    if request.method == "GET":
        return _form(
            request, bridge, {"title": current.title, **current.settings}, wrong={}, connection=current
        )
    if switch := request.POST.get("switch"):
        act = actions.switch_off if switch == "off" else actions.switch_on
        act(connection=current, actor=request.actor, now=request.now)
        return redirect("connections", request.access.dossier.public_id)
    try:
        actions.edit(
            connection=current,
            title=request.POST.get("title", ""),
            values=_typed(request, bridge),
            actor=request.actor,
            now=request.now,
        )
    except SettingsRefused as refused:
        return _form(request, bridge, request.POST.dict(), wrong=_wrong(refused), connection=current)
    return redirect("connections", request.access.dossier.public_id)


def _typed(request: DossierRequest, bridge: Bridge) -> dict[str, Any]:
    return {
        one.name: (one.name in request.POST) if one.kind == "yes-no" else request.POST.get(one.name, "")
        for one in fields_of(bridge.settings)
    }


def _wrong(refused: SettingsRefused) -> dict[str, str]:
    return {one.setting: said(one.sentence) for one in refused.wrong}


def _form(
    request: DossierRequest,
    bridge: Bridge,
    values: Mapping[str, Any],
    *,
    wrong: Mapping[str, str],
    connection: Connection | None = None,
) -> HttpResponse:
    drawn = [
        DrawnField(
            name=one.name,
            label=said(one.label.say()),
            hint=said(one.hint.say()),
            kind=one.kind,
            is_required=one.is_required and not (one.kind == "secret" and connection),
            value="" if one.kind == "secret" else values.get(one.name, one.default),
            error=wrong.get(one.name, ""),
        )
        for one in fields_of(bridge.settings)
    ]
    context = {
        "bridge": said(bridge.title.say()),
        "title": values.get("title", ""),
        "title_error": wrong.get("title", ""),
        "fields": drawn,
        "connection": connection,
        "dossier": request.access.dossier,
    }
    return render(request, "connection.html", context, status=422 if wrong else 200)
