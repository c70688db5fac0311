"""What happened in the dossier, newest first."""

from __future__ import annotations

import datetime as dt

from boekbrug.api import paging
from boekbrug.api.access import ApiRequest
from boekbrug.api.fields import Cursor, Rows, Shown
from boekbrug.api.operations import Subject
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.timeline import queries
from boekbrug.business.timeline.models import Event

subject = Subject("Timeline")


class EventSubject(Shown):
    """What an event is about: the kind of row, and its id."""

    kind: str
    id: str


class EventShown(Shown):
    """One act: who, what, when, through which door."""

    number: int
    kind: str
    subject: EventSubject
    actor: str
    channel: str
    at: dt.datetime


class Timeline(Shown):
    """Events, newest first; `next` is the number of the last one."""

    events: list[EventShown]
    next: str | None


@subject.operation("GET", "/timeline", Right.SEE_TIMELINE, gives=Timeline)
def list_events(request: ApiRequest, after: Cursor = "", limit: Rows = 50) -> Timeline:
    """The events of the dossier, newest first; pass `next` as `after` to go back in time."""
    found = queries.latest_events(before=paging.ordinal(after), limit=limit + 1)
    shown = found[:limit]
    return Timeline(
        events=[_shown(event) for event in shown],
        next=str(shown[-1].number) if len(found) > limit else None,
    )


def _shown(event: Event) -> EventShown:
    return EventShown(
        number=event.number,
        kind=event.kind,
        subject=EventSubject(kind=event.subject_kind, id=event.subject_id),
        actor=str(event.actor) if event.actor else PROGRAM.name,
        channel=event.channel,
        at=event.at,
    )
