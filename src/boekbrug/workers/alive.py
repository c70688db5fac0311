"""Tell a watcher outside, about once a minute, that all is well; it raises the alarm when that stays away.

Mails about what stands still come from the machine itself, and need it to live. So this says nothing at all
while a round of this process fails or hangs, while workers, queues or schedules stand still, or when the
database does not answer. It has a thread of its own and a short limit, so that no job ever waits for it.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from boekbrug.business.watching import facts
from boekbrug.connectors.http import Http
from boekbrug.connectors.protocol import NeedsUser, TryLater, Unclear
from boekbrug.workers.engine import Engine

log = structlog.get_logger("boekbrug.alive")
EVERY_SECONDS = 60.0
LOOKED_EVERY_SECONDS = 15.0
DEADLINE_SECONDS = 10.0
ANSWER_BYTES_MAX = 100_000
TURN = "alive"  # whoever puts this into the shared cache tells, for all workers of all machines
GOODBYE_SECONDS = 0.5


@contextmanager
def telling(engine: Engine) -> Iterator[None]:
    """Tell while the block runs, where the operator set an address."""
    if not settings.ALIVE_ADDRESS:
        yield
        return
    ending = threading.Event()
    thread = threading.Thread(target=_keep_telling, args=(engine, ending), daemon=True)
    thread.start()
    yield
    ending.set()
    thread.join(GOODBYE_SECONDS)  # a watcher that does not answer must not keep it from leaving


def tell_when_well(engine: Engine, *, now: dt.datetime) -> bool:
    """Tell the watcher when all is well and nobody did this minute; whether it was told."""
    if not engine.is_healthy() or any(fact.alarms and fact.advice for fact in facts.standing_still(now=now)):
        return False
    if not cache.add(TURN, 1, timeout=int(EVERY_SECONDS)):
        return False
    return _call()


def _keep_telling(engine: Engine, ending: threading.Event) -> None:
    while not ending.wait(LOOKED_EVERY_SECONDS):
        try:
            tell_when_well(engine, now=timezone.now())
        except Exception as failed:  # whatever it is, the watcher hears nothing, which is the alarm
            log.warning("not told that all is well", why=type(failed).__name__)
        finally:
            connection.close()


def _call() -> bool:
    http = Http(
        allowed=settings.OUTSIDE_ALLOWED,
        deadline_seconds=DEADLINE_SECONDS,
        answer_bytes_max=ANSWER_BYTES_MAX,
        hides_path=True,  # who knows it could say that all is well
    )
    try:
        status = http.call("GET", settings.ALIVE_ADDRESS).status
    except (NeedsUser, TryLater, Unclear) as failed:
        log.warning("the watcher was not told", why=failed.sentence.code)
        return False
    if status >= 300:
        log.warning("the watcher was not told", why=f"it answered {status}")
    return status < 300
