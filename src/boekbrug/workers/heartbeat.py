"""A job process says every 15 seconds that it is there, also while it works: from a thread of its own.

A process that hangs beyond a job's limit ends itself (the engine's alarm); one that is stopped beats no more.
"""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from boekbrug.business.schedules import actions

log = structlog.get_logger("boekbrug.workers")
BEAT_SECONDS = 15.0
GOODBYE_SECONDS = 1.0


@contextmanager
def beating(number: int) -> Iterator[None]:
    """Beat while the block runs; leave no trace of a process that left as it should."""
    ending = threading.Event()
    thread = threading.Thread(target=_beat, args=(number, ending), daemon=True)
    thread.start()
    yield
    ending.set()
    thread.join(GOODBYE_SECONDS)  # a database that is locked must not keep it from leaving


def _beat(number: int, ending: threading.Event) -> None:
    host, process = platform.node()[:100], os.getpid()
    while True:
        try:
            actions.beat(
                host=host,
                number=number,
                process=process,
                version=settings.BOEKBRUG_VERSION,
                now=timezone.now(),
            )
        except DatabaseError as failed:
            log.warning("heartbeat failed", why=type(failed).__name__)
            connection.close()
        if ending.wait(BEAT_SECONDS):
            break
    try:
        actions.say_goodbye(host=host, number=number, process=process)
    except DatabaseError:
        log.warning("heartbeat stays", number=number)
    connection.close()
