"""Add, change and switch off connections."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from boekbrug.business.connections.lent_tools import tools_for
from boekbrug.business.connections.models import Connection
from boekbrug.business.connections.secret_settings import opened, sealed, sealed_again, with_kept_secrets
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.people.actor import Actor
from boekbrug.business.people.language import render, speaking
from boekbrug.business.timeline.actions import note
from boekbrug.connectors.register import bridge
from boekbrug.connectors.settings import SettingsRefused, Wrong, read_settings
from boekbrug.wording import Wording

TITLE_LENGTH_MAX = 80
TITLE_MISSING = Wording("connection-title-missing", "The connection has no name. Give it one.")
TITLE_TOO_LONG = Wording(
    "connection-title-too-long", "The name has {found} characters; at most {most} fit. Make it shorter."
)


def add(
    *, bridge_key: str, title: str, values: Mapping[str, Any], actor: Actor, now: dt.datetime
) -> Connection:
    """Add a connection to the entered dossier.

    `values` are the fields of the bridge's form as typed. Raises UnknownBridge, SettingsRefused (per field:
    that of the title is `title`).
    """
    checked = _check(bridge_key, title, values)
    with tenant.one_act():
        connection = Connection(bridge=bridge_key, title=title.strip(), created_at=now)
        connection.settings = sealed(connection, checked)
        connection.save(force_insert=True)
        note(kind="connection.added", subject=connection, actor=actor, at=now, detail={"bridge": bridge_key})
    return connection


def edit(
    *, connection: Connection, title: str, values: Mapping[str, Any], actor: Actor, now: dt.datetime
) -> Connection:
    """Change title and settings; what is on its way goes by the new ones. Raises SettingsRefused.

    A secret that is left empty stays what it was.
    """
    with tenant.one_act():
        current = Connection.objects.get(pk=connection.pk)
        checked = _check(current.bridge, title, with_kept_secrets(current, values))
        changed = sorted(name for name in checked if checked[name] != _known(current).get(name))
        current.title, current.settings = title.strip(), sealed(current, checked)
        current.save(update_fields=["title", "settings"])
        note(kind="connection.changed", subject=current, actor=actor, at=now, detail={"settings": changed})
    return current


def seal_again(*, connection: Connection) -> bool:
    """Put the secrets of a connection under the present key; False when there was nothing to do.

    :raises SettingsRefused: when one of them does not open
    """
    with tenant.one_act():
        current = Connection.objects.get(pk=connection.pk)
        again = sealed_again(current)
        if again == current.settings:
            return False
        current.settings = again
        current.save(update_fields=["settings"])
    return True


def _known(connection: Connection) -> dict[str, Any]:
    try:
        return opened(connection)
    except SettingsRefused:
        return {}


def switch_off(*, connection: Connection, actor: Actor, now: dt.datetime) -> None:
    """Offer a connection no longer; what was sent stays sent, what is on its way goes on."""
    _switch(connection, is_active=False, kind="connection.switched_off", actor=actor, now=now)


def switch_on(*, connection: Connection, actor: Actor, now: dt.datetime) -> None:
    """Offer a connection again; it remembers what was sent through it."""
    _switch(connection, is_active=True, kind="connection.switched_on", actor=actor, now=now)


def ensure_zip_connection(*, actor: Actor, now: dt.datetime) -> Connection:
    """Return the ZIP connection of the entered dossier, made on first use."""
    if existing := _zip_connection():
        return existing
    language = Dossier.objects.get(pk=tenant.current_id()).language
    with tenant.one_act(), speaking(language):
        if existing := _zip_connection():
            return existing
        made = Connection.objects.create(
            bridge="zip",
            title=render(bridge("zip").title.say()),
            settings=_check("zip", "ZIP", {}),
            created_at=now,
        )
        note(kind="connection.added", subject=made, actor=actor, at=now, detail={"bridge": "zip"})
    return made


def _zip_connection() -> Connection | None:
    return Connection.objects.filter(bridge="zip", is_active=True).order_by("pk").first()


def _switch(connection: Connection, *, is_active: bool, kind: str, actor: Actor, now: dt.datetime) -> None:
    with tenant.one_act():
        if Connection.objects.filter(pk=connection.pk, is_active=not is_active).update(is_active=is_active):
            note(kind=kind, subject=connection, actor=actor, at=now)
    connection.is_active = is_active


def _check(bridge_key: str, title: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings as they are stored; raises SettingsRefused with everything that is wrong."""
    wanted = bridge(bridge_key)
    wrong: tuple[Wrong, ...] = ()
    if not title.strip():
        wrong = (Wrong("title", TITLE_MISSING.say()),)
    elif len(title.strip()) > TITLE_LENGTH_MAX:
        wrong = (Wrong("title", TITLE_TOO_LONG.say(found=len(title.strip()), most=TITLE_LENGTH_MAX)),)
    try:
        made = read_settings(wanted.settings, values)
        dossier = Dossier.objects.get(pk=tenant.current_id())
        wrong += tuple(wanted.check_settings(made, tools_for(dossier)))
    except SettingsRefused as refused:
        wrong += refused.wrong
    if wrong:
        raise SettingsRefused(wrong)
    return dataclasses.asdict(made)
