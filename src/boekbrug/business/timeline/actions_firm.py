"""Add to the timeline of a firm; nothing is ever changed or removed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from boekbrug.business.dossiers.models import Firm
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline.actions import Subject, act_fields
from boekbrug.business.timeline.firms import SEALED_IN_FIRM, sealed
from boekbrug.business.timeline.models import FirmEvent, FirmHead


def note_in_firm(
    *,
    firm: Firm,
    kind: str,
    subject: Subject | tuple[str, str],
    actor: Actor,
    at: dt.datetime,
    detail: dict[str, Any] | None = None,
) -> FirmEvent:
    """Note one act in a firm, in the transaction of the act itself; raises RuntimeError outside one."""
    said = act_fields(kind=kind, subject=subject, actor=actor, at=at, detail=detail)
    FirmHead.objects.get_or_create(firm=firm)
    last = FirmHead.objects.select_for_update().get(firm=firm)
    event = FirmEvent(firm=firm, number=last.number + 1, **said)
    event.seal = sealed(last.seal, tuple(getattr(event, name) for name in SEALED_IN_FIRM))
    event.save(force_insert=True)
    FirmHead.objects.filter(firm=firm).update(number=event.number, seal=event.seal)
    return event
