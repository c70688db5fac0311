"""What waits for a job process, of every dossier: how much, and since when it could have been done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boekbrug.business.inbox import queries as inbox
from boekbrug.business.invitations import queries as invitations
from boekbrug.business.outbox import queries as outbox


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue: the kind of its jobs, its code among the facts, its length, and its oldest moment.

    `since` is None where nothing waits, and for what a restored bridge holds: that waits for a person.
    """

    kind: str
    code: str
    length: int
    since: dt.datetime | None


def queues() -> list[Queue]:
    """Return every queue."""
    is_held = outbox.held_since() is not None
    return [
        Queue("send", "queue.outbox", outbox.queue_length(), None if is_held else outbox.waits_since()),
        Queue("import", "queue.inbox", inbox.queue_length(), inbox.waits_since()),
        Queue(
            "invite",
            "queue.invitations",
            invitations.queue_length(),
            None if is_held else invitations.waits_since(),
        ),
    ]
