"""Look twice a minute whether anything stands still, from the supervisor: it lives when workers do not."""

from __future__ import annotations

import threading

import django
import structlog
from django.apps import apps
from django.db import connection
from django.utils import timezone

from boekbrug.workers.stopping import Stopping

log = structlog.get_logger("boekbrug.watching")
FIRST_SECONDS = 90.0  # workers start, beat, and catch up what was missed
EVERY_SECONDS = 30.0


def start(stopping: Stopping) -> None:
    """Watch from a thread of its own until `stopping`."""
    threading.Thread(target=watch, args=(stopping,), daemon=True).start()


def watch(
    stopping: Stopping, *, first_seconds: float = FIRST_SECONDS, every_seconds: float = EVERY_SECONDS
) -> None:
    """Look and tell until asked to stop; whatever fails here is logged and tried again."""
    wait_seconds = first_seconds
    while not stopping.wait(wait_seconds):
        wait_seconds = every_seconds
        try:
            if not apps.ready:
                django.setup()
            from boekbrug.business.watching import telling  # noqa: PLC0415  needs the apps to be loaded

            telling.look_and_tell(now=timezone.now())
        except Exception:
            log.exception("watching failed")
            connection.close()
    connection.close()
