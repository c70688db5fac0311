"""The timeline of a firm: chained as that of a dossier, under the same key, in a table of its own.

A firm is no tenant: its events name dossiers and people by their ids alone.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from boekbrug.business.dossiers.models import Firm
from boekbrug.business.timeline.actions import SEALED, content
from boekbrug.business.timeline.models import FirmEvent, FirmHead
from boekbrug.business.timeline.queries import ChainBreak, KnownHead, walk
from boekbrug.business.timeline.seals import seal

SEALED_IN_FIRM = ("firm_id", *SEALED[1:])


def latest_events(firm: Firm, *, before: int | None = None, limit: int = 50) -> list[FirmEvent]:
    """Return the newest events of a firm, for paging by number."""
    events = FirmEvent.objects.filter(firm=firm).select_related("actor").order_by("-number")
    return list((events if before is None else events.filter(number__lt=before))[:limit])


def head(firm: Firm) -> KnownHead | None:
    """Return the last event of a firm as its head row says, or None where nothing happened."""
    row = FirmHead.objects.filter(firm=firm).first()
    return KnownHead(row.number, row.seal) if row else None


def find_break(firm: Firm, known: KnownHead | None = None) -> ChainBreak | None:
    """Walk the chain of a firm; return the first break, or None when it is whole."""
    rows = FirmEvent.objects.filter(firm=firm).order_by("number").values_list(*SEALED_IN_FIRM, "seal")
    return walk(rows.iterator(chunk_size=5000), sealed=sealed, head=lambda: head(firm), known=known)


def sealed(previous: str, values: tuple[Any, ...]) -> str:
    """Return the seal of an event of a firm: it never fits an event of a dossier."""
    said = content(*values)
    return seal(settings.TIMELINE_KEY, previous, {"firm": said.pop("dossier"), **said})
