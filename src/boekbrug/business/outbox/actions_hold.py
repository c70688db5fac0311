"""Hold everything that would leave, and let it go again."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from boekbrug.business.outbox.models import Hold
from boekbrug.business.people.actor import Actor


def hold(*, now: dt.datetime) -> None:
    """Let nothing leave from now on, until somebody releases it; holding twice is holding once."""
    try:
        with transaction.atomic():
            Hold.objects.create(since_at=now)
    except IntegrityError:
        return


def release(*, actor: Actor, now: dt.datetime) -> bool:
    """Let things leave again; whether they were held."""
    held = Hold.objects.filter(released_at=None)
    return held.update(released_at=now, released_by=actor.person) > 0
