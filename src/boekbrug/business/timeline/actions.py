"""Add to the timeline; nothing is ever changed or removed."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline.models import Event, Head
from boekbrug.business.timeline.seals import seal

SEALED = (
    "dossier_id", "number", "kind", "subject_kind", "subject_id", "actor_id", "channel", "at", "detail",
)  # fmt: skip


class Subject(Protocol):
    """A row that events are about."""

    public_id: str


def note(
    *,
    kind: str,
    subject: Subject | tuple[str, str],
    actor: Actor,
    at: dt.datetime,
    detail: dict[str, Any] | None = None,
) -> Event:
    """Note one act in the entered dossier, in the transaction of the act itself.

    `kind` reads "subject.what_happened"; `subject` is the row, or its kind and id; a bulk act is one event
    with its list in `detail`. Raises RuntimeError outside a transaction.
    """
    said = act_fields(kind=kind, subject=subject, actor=actor, at=at, detail=detail)
    dossier_id = tenant.current_id()
    Head.objects.get_or_create(dossier_id=dossier_id)
    head = Head.objects.select_for_update().get(dossier_id=dossier_id)
    event = Event(dossier_id=dossier_id, number=head.number + 1, **said)
    event.seal = seal(settings.TIMELINE_KEY, head.seal, content(*(getattr(event, name) for name in SEALED)))
    event.save(force_insert=True)
    Head.objects.filter(dossier_id=dossier_id).update(number=event.number, seal=event.seal)
    return event


def note_export(*, name: str, of: str, actor: Actor, now: dt.datetime) -> None:
    """Note that somebody took a list out of the entered dossier as a file."""
    with tenant.one_act():
        note(kind="list.exported", subject=("list", of), actor=actor, at=now, detail={"name": name})


def content(*values: Any) -> dict[str, Any]:
    """Return what is sealed of an event, from its fields in the order of SEALED."""
    dossier, number, kind, subject_kind, subject_id, actor, channel, at, detail = values
    return {
        "dossier": dossier,
        "number": number,
        "kind": kind,
        "subject": [subject_kind, subject_id],
        "actor": actor,
        "channel": channel,
        "at": at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "detail": detail,
    }


def act_fields(
    *,
    kind: str,
    subject: Subject | tuple[str, str],
    actor: Actor,
    at: dt.datetime,
    detail: dict[str, Any] | None,
) -> dict[str, Any]:
    """Return what an event says of its act; raises RuntimeError outside the transaction of that act."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind} was noted outside the transaction of its act.")
    its = subject if isinstance(subject, tuple) else (type(subject).__name__.lower(), subject.public_id)
    return {
        "kind": kind,
        "subject_kind": its[0],
        "subject_id": its[1],
        "actor": actor.person,
        "channel": actor.channel.value,
        "at": at,
        "detail": detail or {},
    }
