"""Of which version the database is: that of this program, newer, or not brought up to date (half migrated).

A process of another version neither reads nor writes rows, which may be laid out otherwise by now: a web
server answers 503, a worker waits. One that runs longer leaves, and whoever supervises it starts the program
that is installed by then.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

import structlog
from django.db import DatabaseError, connection

from boekbrug.wording import Wording

OTHER_VERSION = Wording(
    "schema-other-version",
    "This Boekbrug is being brought up to date: its program and its database are of different versions. "
    "Try again in a few minutes; when it stays so, tell whoever looks after it.",
)
LOOKED_EVERY_SECONDS = 10.0
GUARD_EVERY_SECONDS = 3.0
LEAVES_AFTER_SECONDS = 60.0  # sooner, a process that is started again and again would count as hopeless

log = structlog.get_logger("boekbrug.schema")


class Standing(StrEnum):
    """How the database stands to this program."""

    SAME = "SAME"
    NEWER = "NEWER"
    BEHIND = "BEHIND"


def stamp() -> tuple[int, int] | None:
    """Return how many migrations the database has had, and the last one; None while it does not answer.

    A connection that broke is closed: a thread that serves no requests has nobody else to make it anew.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(id) FROM django_migrations")
            count, last = cursor.fetchone()
    except DatabaseError:
        if not connection.in_atomic_block:
            connection.close()
        return None
    return count, last or 0


def ahead() -> list[str]:
    """Return the migrations of a later version that the database has had."""
    loader = _executor().loader
    known = set(loader.graph.nodes)
    ours = {app for app, _ in known}
    return sorted(f"{app} {name}" for app, name in set(loader.applied_migrations) - known if app in ours)


def migrations() -> tuple[int, int]:
    """Return how many migrations were applied, and how many of this program wait."""
    executor = _executor()
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return len(executor.loader.applied_migrations), len(waiting)


def waits() -> bool:
    """Whether migrations of this program were not applied yet."""
    return migrations()[1] > 0


def standing() -> Standing:
    """Compare the database with this program; raises DatabaseError when it does not answer."""
    if ahead():
        return Standing.NEWER
    return Standing.BEHIND if waits() else Standing.SAME


def _executor() -> Any:
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415  loads every migration

    return MigrationExecutor(connection)


@dataclass(slots=True)
class Watch:
    """Compares the database with what it was when the process began, every ten seconds."""

    began: tuple[int, int] | None = field(default_factory=stamp)
    looked_at_seconds: float = field(default_factory=time.monotonic)

    def is_other_version(self) -> bool:
        """Whether migrations were applied since; cheap between two looks."""
        if time.monotonic() - self.looked_at_seconds < LOOKED_EVERY_SECONDS:
            return False
        self.looked_at_seconds = time.monotonic()
        found = stamp()
        if self.began is None:
            self.began = found
        return found is not None and found != self.began


class _Waits(Protocol):
    """What becomes true when a process was asked to stop."""

    def wait(self, seconds: float, /) -> bool:
        """Wait for that, at most so long; whether it is so."""


@dataclass(slots=True)
class Guard:
    """Knows how the database stands; looks from a thread of its own, so that no request waits for it."""

    found: Standing = Standing.SAME
    seen: tuple[int, int] | None = None
    began_seconds: float = field(default_factory=time.monotonic)

    def look(self) -> Standing:
        """Compare again when migrations were applied since the last look."""
        present = stamp()
        if present is None or present != self.seen:
            try:
                found = standing()
            except DatabaseError:
                return self.found  # it does not answer at all: pages and /health/ready/ say so
            if found is not self.found:
                log.warning("the database stands otherwise now", found=found.value)
            self.found, self.seen = found, present
        return self.found

    def is_done(self) -> bool:
        """Whether this process is of an earlier version and ran long enough to be replaced."""
        return self.found is Standing.NEWER and time.monotonic() - self.began_seconds > LEAVES_AFTER_SECONDS

    def wait_for_same(self, stopping: _Waits) -> bool:
        """Wait until the database is of this version; False when the process must end instead."""
        while self.look() is not Standing.SAME:
            if self.is_done() or stopping.wait(GUARD_EVERY_SECONDS):
                return False
        return True

    def start(self, leave: Callable[[], object]) -> None:
        """Look now, and go on in a thread; `leave` is called once when this process should be replaced."""
        self.look()
        threading.Thread(target=self._go_on, args=(leave,), daemon=True).start()

    def _go_on(self, leave: Callable[[], object]) -> None:
        while not self.is_done():
            time.sleep(GUARD_EVERY_SECONDS)
            self.look()
        connection.close()
        leave()


GUARD = Guard()
