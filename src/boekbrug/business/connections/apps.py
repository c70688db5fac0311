"""Registers the connections app with Django, and gives each new dossier its ZIP connection."""

from typing import Any

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    """The connections room of the business."""

    name = "boekbrug.business.connections"
    label = "connections"

    def ready(self) -> None:
        """Listen to what happens to dossiers themselves, which stand below this room."""
        from boekbrug.business.dossiers.signals import happened  # noqa: PLC0415 - models come first

        happened.connect(_give_zip, dispatch_uid="connections")


def _give_zip(*, dossier: Any, kind: str, actor: Any, at: Any, **_: Any) -> None:
    """Let a new dossier send at once: a ZIP needs no settings."""
    if kind != "dossier.added":
        return
    from boekbrug.business.connections.actions import ensure_zip_connection  # noqa: PLC0415 - models first
    from boekbrug.business.dossiers import tenant  # noqa: PLC0415 - models first

    with tenant.enter(dossier):
        ensure_zip_connection(actor=actor, now=at)
