"""Registers the visits app with Django, and writes visits down once an answer has left."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.signals import request_finished


class VisitsConfig(AppConfig):
    """The visits room of the business."""

    name = "boekbrug.business.visits"
    label = "visits"

    def ready(self) -> None:
        """Write after the answer: outside the transaction of a page, and not while somebody waits for it."""
        request_finished.connect(_write, dispatch_uid="visits")


def _write(**_: Any) -> None:
    from boekbrug.business.visits import actions  # noqa: PLC0415 - models must be loaded first

    actions.write_noted()
