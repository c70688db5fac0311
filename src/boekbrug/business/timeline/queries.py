"""Read the timeline, and verify that nobody changed it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from boekbrug.business.dossiers import tenant
from boekbrug.business.timeline.actions import content
from boekbrug.business.timeline.models import Event, Head
from boekbrug.business.timeline.seals import seal


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


def find_break() -> ChainBreak | None:
    """Walk the chain of the entered dossier; return the first break, or None when it is whole."""
    previous, expected = "", 1
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        if event.number != expected:
            return ChainBreak(expected, "missing")
        if event.seal != seal(settings.TIMELINE_KEY, previous, content(event)):
            return ChainBreak(event.number, "changed")
        previous, expected = event.seal, expected + 1
    head = Head.objects.filter(dossier_id=tenant.current_id()).first()
    if (head.number, head.seal) != (expected - 1, previous) if head else expected > 1:
        return ChainBreak(0, "cut")
    return None
