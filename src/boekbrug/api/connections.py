"""Where documents can go."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from boekbrug.api.access import ApiRequest
from boekbrug.api.field_problems import UNKNOWN
from boekbrug.api.fields import Given, Line, Shown, Text
from boekbrug.api.operations import Subject
from boekbrug.api.problems import WRONG_FIELDS, Refused, at
from boekbrug.business.connections import actions, queries
from boekbrug.business.connections.models import Connection
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.language import render
from boekbrug.connectors.register import UnknownBridge

subject = Subject("Connections")
SHOWN_KINDS = frozenset({"text", "email", "folder", "yes-no"})  # a kind that is not here is never shown


class SettingShown(Shown):
    """One setting that a bridge asks for."""

    name: str
    label: str
    hint: str
    kind: str
    is_required: bool
    default: str | bool


class BridgeShown(Shown):
    """A way to hand documents over, and what it asks."""

    bridge: str
    title: str
    settings: list[SettingShown]


class ConnectionShown(Shown):
    """A configured bridge."""

    id: str
    bridge: str
    title: str
    settings: dict[str, str | bool]
    is_active: bool
    created_at: dt.datetime


class ConnectionList(Shown):
    """The connections of the dossier, oldest first, and the bridges for a new one."""

    connections: list[ConnectionShown]
    bridges: list[BridgeShown]


class ConnectionGiven(Given):
    """A bridge with its settings, as the list of bridges describes them."""

    bridge: Annotated[str, Field(max_length=30)]
    title: Line
    settings: Annotated[dict[str, Text | bool], Field(max_length=50)] = {}


@subject.operation("GET", "/connections", Right.SEE_CONNECTIONS, gives=ConnectionList)
def list_connections(request: ApiRequest) -> ConnectionList:
    """The connections of the dossier, and what each bridge asks for a new one."""
    rows = queries.connections(also_switched_off=True)
    bridges = [
        BridgeShown(bridge=one.key, title=render(one.title.say()), settings=_form(one.key))
        for one in queries.bridges()
    ]
    return ConnectionList(connections=[_shown(row) for row in rows], bridges=bridges)


@subject.operation("POST", "/connections", Right.EDIT_CONNECTIONS, gives=ConnectionShown, status=201)
def add_connection(request: ApiRequest, given: ConnectionGiven) -> ConnectionShown:
    """Add a connection; its settings are tried where that sends nothing."""
    known = {one.name for one in queries.form_of(given.bridge)}
    if unknown := sorted(set(given.settings) - known):
        found = [at(f"settings.{name[:60]}", UNKNOWN.say()) for name in unknown]
        raise Refused(422, WRONG_FIELDS.say(), found)
    made = actions.add(
        bridge_key=given.bridge,
        title=given.title,
        values=given.settings,
        actor=request.actor,
        now=request.now,
    )
    return _shown(made)


def _form(bridge_key: str) -> list[SettingShown]:
    return [
        SettingShown(
            name=one.name,
            label=render(one.label.say()),
            hint=render(one.hint.say()),
            kind=one.kind,
            is_required=one.is_required,
            default=one.default,
        )
        for one in queries.form_of(bridge_key)
    ]


def _shown(row: Connection) -> ConnectionShown:
    try:
        names = {one.name for one in queries.form_of(row.bridge) if one.kind in SHOWN_KINDS}
    except UnknownBridge:  # a bridge that this version no longer has
        names = set()
    return ConnectionShown(
        id=row.public_id,
        bridge=row.bridge,
        title=row.title,
        settings={name: value for name, value in row.settings.items() if name in names},
        is_active=row.is_active,
        created_at=row.created_at,
    )
