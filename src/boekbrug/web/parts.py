"""Plain values that the parts of pages show: states, chips, notes, events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from boekbrug.business.documents.queries import by_public_ids
from boekbrug.business.people.language import render_stored
from boekbrug.business.timeline.models import Event, FirmEvent
from boekbrug.formats.problem import Columns
from boekbrug.web.event_texts import text_of
from boekbrug.wording import place_in


@dataclass(frozen=True, slots=True)
class State:
    """A state: icon, word and tone together, never colour alone (ok, info, warn, bad, ask, mute)."""

    tone: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter with its count."""

    label: str
    href: str
    count: int | None = None
    is_current: bool = False
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """A line on a timeline: who, what, when, through which door."""

    icon: str
    text: str
    who: str
    at: dt.datetime
    channel: str
    detail: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem with its sentence in the reader's language."""

    code: str
    severity: str
    message: str
    line: int | None
    place: str
    found: str
    expected: str
    columns: Columns | None = None

    @property
    def where(self) -> str:
        """The place as the reader's language says it."""
        return place_in(self.place, gettext)

    @property
    def tone(self) -> str:
        """The tone of its severity."""
        return {"error": "bad", "warning": "warn"}.get(self.severity, "info")

    @property
    def icon(self) -> str:
        """The icon of its severity."""
        return {"error": "bad", "warning": "warn"}.get(self.severity, "info")


def happenings(events: Iterable[Event | FirmEvent]) -> list[Happening]:
    """Return events as lines of a timeline, in the reader's language."""
    listed = list(events)
    documents = [event.subject_id for event in listed if event.subject_kind == "document"]
    names = {one.public_id: one.number for one in by_public_ids(documents)} if documents else {}
    return [
        Happening(
            icon=text_of(event).icon,
            text=text_of(event).text,
            who=str(event.actor) if event.actor else "Boekbrug",
            at=event.at,
            channel=event.channel,
            about=names.get(event.subject_id, ""),
        )
        for event in listed
    ]


def shown_problems(stored: Iterable[Mapping[str, Any]]) -> list[ShownProblem]:
    """Return stored problems with their sentences in the reader's language."""
    return [
        ShownProblem(
            code=one["code"],
            severity=one.get("severity", "error"),
            message=render_stored(one["code"], one.get("values", {})),
            line=one.get("line"),
            columns=_columns(one.get("columns")),
            place=one.get("place", ""),
            found=one.get("found", ""),
            expected=one.get("expected", ""),
        )
        for one in stored
    ]


def _columns(stored: Mapping[str, int] | None) -> Columns | None:
    """Return the columns of a stored problem; one of before they were stored has none."""
    return (stored["first"], stored["last"]) if stored else None
