"""Claim a request by its key, keep its answer, forget old ones.

The unique constraint judges: of two that come at once, one inserts and the other waits for it and then finds
its answer. A claim inside the transaction of the act goes when the act is undone; one that is committed
before a long act carries a lease, after which the act may be done again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import Q

from boekbrug.business.people.models import Person
from boekbrug.business.repeats.models import Repeat

KEPT = dt.timedelta(days=30)
LEASE = dt.timedelta(minutes=15)


class OtherRequest(Exception):
    """The key was used for a request that asked something else."""


class StillRunning(Exception):
    """The first request with this key has no answer yet."""


def claim(*, key: str, fingerprint: str, person: Person, now: dt.datetime, is_long: bool = False) -> Repeat:
    """Return the claim of a request in the entered dossier; one with a status was answered before.

    :raises OtherRequest: when the key named another request
    :raises StillRunning: when the first request is not ready
    """
    lease = now + LEASE if is_long else None
    try:
        with transaction.atomic():
            return Repeat.objects.create(
                key=key, fingerprint=fingerprint, person=person, begun_at=now, leased_until=lease
            )
    except IntegrityError:
        found = Repeat.objects.filter(key=key, person=person).first()
    if found is None:  # let go of in between
        raise StillRunning
    if found.fingerprint != fingerprint:
        raise OtherRequest
    if found.status:
        return found
    left = Repeat.objects.filter(Q(leased_until__lte=now), pk=found.pk, status=0)
    if not left.update(leased_until=lease or now):
        raise StillRunning
    return found


def keep(*, repeat: Repeat, status: int, headers: Mapping[str, str], body: str) -> None:
    """Keep the answer of a claimed request."""
    Repeat.objects.filter(pk=repeat.pk, status=0).update(
        status=status, headers=dict(headers), body=body, leased_until=None
    )


def forget(*, repeat: Repeat) -> None:
    """Let go of a claim whose request came to nothing, so that it can be sent again."""
    Repeat.objects.filter(pk=repeat.pk, status=0).delete()


def forget_old(*, now: dt.datetime) -> int:
    """Remove what was kept for long enough, of every dossier; return how many."""
    count, _ = Repeat.across.filter(begun_at__lt=now - KEPT).delete()
    return int(count)
