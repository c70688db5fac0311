"""Read the timeline, and verify that nobody changed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from boekbrug.business.dossiers import tenant
from boekbrug.business.timeline.actions import SEALED, content
from boekbrug.business.timeline.models import Event, Head
from boekbrug.business.timeline.seals import seal


@dataclass(frozen=True, slots=True)
class KnownHead:
    """The number and seal of the last event of a dossier at some moment."""

    number: int
    seal: str


_NOTHING = KnownHead(0, "")


@dataclass(frozen=True, slots=True)
class ChainBreak:
    """The first event that does not fit its seal, or 0 for a cut tail, with what is wrong."""

    number: int
    what: str  # "changed", "missing" or "cut"


def events_about(subject_kind: str, subject_id: str, *, limit: int = 100) -> list[Event]:
    """Return the events of one subject in the entered dossier, newest first."""
    about = Event.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return list(about.select_related("actor").order_by("-number")[:limit])


def latest_events(*, before: int | None = None, limit: int = 50) -> list[Event]:
    """Return the newest events of the entered dossier, for paging by number."""
    events = Event.objects.select_related("actor").order_by("-number")
    return list((events if before is None else events.filter(number__lt=before))[:limit])


def find_break(known: KnownHead | None = None) -> ChainBreak | None:
    """Walk the chain of the entered dossier; return the first break, or None when it is whole.

    With a head that was kept elsewhere, a cut tail is found too when the head here was set to fit.
    """
    rows = Event.objects.order_by("number").values_list(*SEALED, "seal")
    return walk(rows.iterator(chunk_size=5000), sealed=_seal, head=head, known=known)


def walk(
    rows: Iterable[tuple[Any, ...]],
    *,
    sealed: Callable[[str, tuple[Any, ...]], str],
    head: Callable[[], KnownHead | None],
    known: KnownHead | None,
) -> ChainBreak | None:
    """Walk sealed values, their seal last, by number; `sealed` makes the seal that each should have.

    Whatever is noted meanwhile is no break: the head is asked before the rows, and again where they go on.
    """
    began, last = head() or _NOTHING, _NOTHING
    awaited = {one for one in (began, known) if one and one.number}
    for values in rows:
        number, found = values[1], values[-1]
        if number != last.number + 1:
            return ChainBreak(last.number + 1, "missing")
        if found != sealed(last.seal, values[:-1]):
            return ChainBreak(number, "changed")
        last = KnownHead(number, found)
        awaited.discard(last)
    is_ahead = last.number > began.number and last.number > (head() or _NOTHING).number
    return ChainBreak(0, "cut") if awaited or is_ahead else None


def _seal(previous: str, values: tuple[Any, ...]) -> str:
    return seal(settings.TIMELINE_KEY, previous, content(*values))


def newest_at() -> dt.datetime | None:
    """Return of when the event is that any dossier noted last, for the operator."""
    last = Event.across.order_by("-pk").values_list("at", flat=True)
    return last.first()


def head() -> KnownHead | None:
    """Return the last event of the entered dossier as its head row says, or None where nothing happened."""
    row = Head.objects.filter(dossier_id=tenant.current_id()).first()
    return KnownHead(row.number, row.seal) if row else None
