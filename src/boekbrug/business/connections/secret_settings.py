"""Settings of a connection that are secret: sealed before they are stored, opened only for a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boekbrug.business import sealing
from boekbrug.business.connections.models import Connection
from boekbrug.connectors.register import bridge
from boekbrug.connectors.settings import SettingsRefused, Wrong, fields_of


def secret_names(bridge_key: str) -> frozenset[str]:
    """Return which settings of a bridge are secret; raises UnknownBridge."""
    return frozenset(one.name for one in fields_of(bridge(bridge_key).settings) if one.kind == "secret")


def sealed(connection: Connection, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings as they may be stored: each secret sealed for this connection and this setting."""
    secret = secret_names(connection.bridge)
    return {
        name: sealing.seal(str(value), about=_about(connection, name)) if name in secret and value else value
        for name, value in values.items()
    }


def opened(connection: Connection) -> dict[str, Any]:
    """Return the settings of a connection with its secrets; raises SettingsRefused, one each."""
    found: dict[str, Any] = {}
    wrong = []
    for name, value in connection.settings.items():
        found[name] = value
        if sealing.is_sealed(value):
            try:
                found[name] = sealing.unseal(value, about=_about(connection, name))
            except sealing.SealBroken as broken:
                wrong.append(Wrong(name, broken.sentence))
    if wrong:
        raise SettingsRefused(tuple(wrong))
    return found


def with_kept_secrets(connection: Connection, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed; a secret that was left empty stays what it was, if it still opens."""
    values = dict(typed)
    try:
        kept = opened(connection)
    except SettingsRefused:
        return values
    return values | {
        name: kept[name]
        for name in secret_names(connection.bridge)
        if not values.get(name) and kept.get(name)
    }


def sealed_again(connection: Connection) -> dict[str, Any]:
    """Return the stored settings with every secret under the present key; raises SettingsRefused."""
    stale = {
        name
        for name, value in connection.settings.items()
        if sealing.is_sealed(value) and not sealing.is_current(value)
    }
    plain = opened(connection) if stale else {}
    again = {name: sealing.seal(plain[name], about=_about(connection, name)) for name in stale}
    return {**connection.settings, **again}


def _about(connection: Connection, name: str) -> str:
    connection.belong_here()
    return f"connection/{connection.dossier_id}/{connection.public_id}/{name}"
