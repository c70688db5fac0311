"""Note who opens a dossier: in memory while the page is made, in the database once its answer has left.

A row is written when somebody is seen for the first time in an hour and again after five minutes, never for
each page; a process remembers what it wrote. A visit that cannot be written is tried again at the next page.
"""

from __future__ import annotations

import datetime as dt
import threading

import structlog
from django.db import DatabaseError

from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.dossiers.rights import Access
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.visits.models import Visit
from boekbrug.business.visits.queries import only_looks

KEPT = dt.timedelta(days=400)
WRITTEN_EVERY = dt.timedelta(minutes=5)
REMEMBERED_MAX = 10_000
_UNIQUE = ("dossier", "person", "channel", "firm_id_public", "page", "began_at")
_Key = tuple[int, int, str, str, str, dt.datetime]

log = structlog.get_logger("boekbrug.visits")
_written: dict[_Key, dt.datetime] = {}
_noted = threading.local()


def note_visit(*, access: Access, page: str, actor: Actor, now: dt.datetime) -> None:
    """Remember that somebody is in a dossier; nothing is written yet."""
    if actor.person is None:
        return
    is_looker = only_looks(access)
    is_each = is_looker and actor.channel is Channel.WEB
    began_at = now if is_each else now.replace(minute=0, second=0, microsecond=0)
    firm = "" if access.is_member or not access.firms else access.firms[0].public_id
    shown = page[:40] if is_looker else ""
    key = (access.dossier.pk, actor.person.pk, actor.channel.value, firm, shown, began_at)
    if key not in _written or now - _written[key] >= WRITTEN_EVERY:
        _waiting()[key] = (access.dossier, now)


def write_noted() -> None:
    """Write the visits that this thread noted."""
    waiting = _waiting()
    while waiting:
        key, (dossier, now) = waiting.popitem()
        try:
            with tenant.enter(dossier):
                _write(key, last_at=now)
        except DatabaseError as failed:
            log.warning("visit not written", why=type(failed).__name__)
        else:
            _remember(key, at=now)


def forget_old(*, now: dt.datetime) -> int:
    """Remove what was kept for long enough, of every dossier; return how many."""
    count, _ = Visit.across.filter(began_at__lt=now - KEPT).delete()
    return int(count)


def forget_written() -> None:
    """Forget what this process wrote, as a new process does."""
    _written.clear()
    _waiting().clear()


def _waiting() -> dict[_Key, tuple[Dossier, dt.datetime]]:
    if not hasattr(_noted, "visits"):
        _noted.visits = {}
    found: dict[_Key, tuple[Dossier, dt.datetime]] = _noted.visits
    return found


def _write(key: _Key, *, last_at: dt.datetime) -> None:
    dossier, person, channel, firm, page, began_at = key
    row = Visit(
        dossier_id=dossier,
        person_id=person,
        channel=channel,
        firm_id_public=firm,
        page=page,
        began_at=began_at,
        last_at=last_at,
    )
    Visit.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=list(_UNIQUE), update_fields=["last_at"]
    )


def _remember(key: _Key, *, at: dt.datetime) -> None:
    if len(_written) >= REMEMBERED_MAX:
        _written.clear()  # costs a row that is written once more, and keeps the process small
    _written[key] = at
