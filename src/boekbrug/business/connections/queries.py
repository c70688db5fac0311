"""What others ask about connections."""

from __future__ import annotations

from boekbrug.business.connections.models import Connection
from boekbrug.connectors.protocol import Bridge
from boekbrug.connectors.register import BRIDGES, bridge
from boekbrug.connectors.settings import Field, fields_of


def connections(*, also_switched_off: bool = False) -> list[Connection]:
    """Return the connections of the entered dossier, oldest first."""
    rows = Connection.objects.order_by("pk")
    return list(rows if also_switched_off else rows.filter(is_active=True))


def connection(public_id: str) -> Connection | None:
    """Return one connection of the entered dossier, or None."""
    return Connection.objects.filter(public_id=public_id).first()


def bridges() -> tuple[Bridge, ...]:
    """Return every bridge that a connection can use, in the order of the register."""
    return BRIDGES


def bridge_of(connection: Connection) -> Bridge:
    """Return the bridge of a connection; raises UnknownBridge when this version does not have it."""
    return bridge(connection.bridge)


def form_of(bridge_key: str) -> tuple[Field, ...]:
    """Return the fields of a bridge's form; raises UnknownBridge."""
    return fields_of(bridge(bridge_key).settings)
