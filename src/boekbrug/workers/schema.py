"""Notice that the database became one of another version while this process runs old code.

A worker that goes on would write rows as an earlier version did. It leaves, and whoever supervises it starts
the present version.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from django.db import DatabaseError, connection

LOOKED_EVERY_SECONDS = 10.0


def stamp() -> tuple[int, int] | None:
    """Return how many migrations the database has had, and the last one; None while it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(id) FROM django_migrations")
            count, last = cursor.fetchone()
    except DatabaseError:
        return None
    return count, last or 0


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
