"""What others ask about the outbox."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from boekbrug.business.connections.models import Connection
from boekbrug.business.documents.models import SALES, Document
from boekbrug.business.documents.models import State as DocumentState
from boekbrug.business.outbox.models import (
    ENDED,
    ON_ITS_WAY,
    Batch,
    Delivery,
    Hold,
    Receipt,
    Shipment,
    State,
)
from boekbrug.business.outbox.selection import Candidate, documents_by_public_id, judge
from boekbrug.periods import Period

DAYS_LISTED = 30
PAGE_ROWS = 50
IS_PARKED = Q(state=State.NEEDS_USER, attempts__gte=F("attempts_max"))
"""Shipments that were tried as often as they may be, and wait for the operator."""
_RELATED = ("document", "batch", "batch__connection", "shipment")


@dataclass(frozen=True, slots=True)
class KindTotal:
    """How many documents of a kind leave, and their total (credit notes too are positive here)."""

    kind: str
    count: int
    total_thousandths: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave, and what would stay behind and why; nothing was changed."""

    connection: Connection
    rows: tuple[Candidate, ...]

    @property
    def chosen(self) -> tuple[Candidate, ...]:
        """The documents that can leave."""
        return tuple(row for row in self.rows if row.is_fit)

    @property
    def left_out(self) -> tuple[Candidate, ...]:
        """The documents that stay behind, each with its `problem`."""
        return tuple(row for row in self.rows if not row.is_fit)

    @property
    def count(self) -> int:
        """How many would leave."""
        return len(self.chosen)

    @property
    def total_thousandths(self) -> int:
        """Their total; credit notes count negative."""
        return sum(row.signed_thousandths for row in self.chosen)

    @property
    def totals(self) -> tuple[KindTotal, ...]:
        """Count and total per kind of document."""
        counts: Counter[str] = Counter()
        amounts: Counter[str] = Counter()
        for row in self.chosen:
            counts[row.document.kind] += 1
            amounts[row.document.kind] += row.document.total_thousandths
        return tuple(KindTotal(kind, counts[kind], amounts[kind]) for kind in counts)

    @property
    def document_ids(self) -> list[str]:
        """The public ids to hand to `actions.send`."""
        return [row.document.public_id for row in self.chosen]


@dataclass(frozen=True, slots=True)
class Page:
    """Some deliveries, newest first; `next_key` continues, or is None at the end."""

    rows: tuple[Delivery, ...]
    next_key: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is."""

    total: int
    waiting: int
    delivered: int
    needs_user: int
    refused: int
    unclear: int

    @property
    def is_done(self) -> bool:
        """Whether no worker has anything left to do for it."""
        return self.waiting == 0

    @property
    def is_fine(self) -> bool:
        """Whether everything was delivered."""
        return self.delivered == self.total


def preview(
    *,
    connection: Connection,
    period: Period | None = None,
    documents: Sequence[str] | None = None,
    kinds: Sequence[str] = SALES,
) -> Preview:
    """Return what would leave through a connection: documents by public id, or the final ones of a period.

    Of a period, documents that were sent to this target before are left out of the choice and listed as such.
    """
    if documents is not None:
        found = documents_by_public_id(documents)
        chosen = [found[public_id] for public_id in dict.fromkeys(documents) if public_id in found]
    else:
        chosen = _documents_of(period, kinds)
    return Preview(connection, tuple(judge(chosen, connection)))


def deliveries(
    *,
    now: dt.datetime,
    days: int = DAYS_LISTED,
    state: str | None = None,
    connection: Connection | None = None,
    after_key: str | None = None,
    limit: int = PAGE_ROWS,
) -> Page:
    """Return deliveries of the last days, newest first, by key (made_at and id), never by offset."""
    rows = Delivery.objects.filter(made_at__gte=now - dt.timedelta(days=days)).select_related(*_RELATED)
    if state == "ON_ITS_WAY":
        rows = rows.filter(state__in=ON_ITS_WAY)
    elif state:
        rows = rows.filter(state=state)
    if connection is not None:
        rows = rows.filter(batch__connection=connection)
    if place := _read_key(after_key):
        made_at, pk = place
        rows = rows.filter(Q(made_at__lt=made_at) | Q(made_at=made_at, pk__lt=pk))
    found = list(rows.order_by("-made_at", "-pk")[: limit + 1])
    has_more = len(found) > limit
    last = found[limit - 1] if has_more else None
    return Page(tuple(found[:limit]), f"{last.made_at.isoformat()}_{last.pk}" if last else None)


def delivery(public_id: str) -> Delivery | None:
    """Return one delivery of the entered dossier, or None."""
    return Delivery.objects.filter(public_id=public_id).select_related(*_RELATED).first()


def deliveries_of(document: Document) -> list[Delivery]:
    """Return the deliveries of a document to every target, newest first."""
    return list(Delivery.objects.filter(document=document).select_related(*_RELATED).order_by("-pk"))


def receipts_of(deliveries: Sequence[Delivery]) -> dict[int, Receipt]:
    """Return the receipts of some deliveries, by the key of the delivery."""
    return {one.delivery_id: one for one in Receipt.objects.filter(delivery__in=deliveries)}


def batch(public_id: str) -> Batch | None:
    """Return one batch of the entered dossier, or None."""
    rows = Batch.objects.filter(public_id=public_id)
    return rows.select_related("connection", "made_by", "zip_file").first()


def batches(*, limit: int = PAGE_ROWS) -> list[Batch]:
    """Return the newest batches of the entered dossier."""
    rows = Batch.objects.select_related("connection", "made_by", "zip_file")
    return list(rows.order_by("-made_at", "-pk")[:limit])


def deliveries_in(batch: Batch) -> list[Delivery]:
    """Return the deliveries of a batch, in the order in which they were chosen."""
    return list(Delivery.objects.filter(batch=batch).select_related(*_RELATED).order_by("pk"))


def sendable_again(batch: Batch) -> set[int]:
    """Return the keys of a batch's deliveries that ended and were not sent again since."""
    return set(_newest().filter(batch=batch, state__in=ENDED).values_list("pk", flat=True))


def progress(batch: Batch) -> Progress:
    """Count the deliveries of a batch by state."""
    rows = Delivery.objects.filter(batch=batch).values_list("state").annotate(count=Count("pk")).order_by()
    counts: Counter[str] = Counter(dict(rows))
    return Progress(
        total=counts.total(),
        waiting=counts[State.WAITING] + counts[State.SENDING],
        delivered=counts[State.DELIVERED],
        needs_user=counts[State.NEEDS_USER],
        refused=counts[State.REFUSED],
        unclear=counts[State.UNCLEAR],
    )


def shipment(public_id: str) -> Shipment | None:
    """Return one shipment of the entered dossier, or None."""
    return Shipment.objects.filter(public_id=public_id).select_related("batch", "connection").first()


def queue_length() -> int:
    """Return how many shipments of all dossiers wait or are being sent, for the status page."""
    return Shipment.across.filter(state__in=ON_ITS_WAY).count()


def waits_since() -> dt.datetime | None:
    """Return since when the oldest shipment of any dossier could have left, for the operator."""
    waiting = Shipment.across.filter(state__in=ON_ITS_WAY)
    since: dt.datetime | None = waiting.aggregate(since=Min("due_at"))["since"]
    return since


def parked() -> list[Shipment]:
    """Return the shipments of all dossiers that were tried as often as they may be, for the operator."""
    return list(_parked().select_related("dossier").order_by("due_at", "pk")[:PAGE_ROWS])


def parked_count() -> int:
    """Return how many shipments of all dossiers were given up, for the operator."""
    return _parked().count()


def unsettled_count() -> int:
    """Return how many things wait for a person: shipments to act on or settle, and documents refused.

    A refused document that was sent again since no longer counts.
    """
    refused = _newest().filter(state=State.REFUSED).count()
    return Shipment.objects.filter(state__in=(State.NEEDS_USER, State.UNCLEAR)).count() + refused


def _parked() -> QuerySet[Shipment]:
    return Shipment.across.filter(IS_PARKED)


def _newest() -> QuerySet[Delivery]:
    """Return the deliveries after which the same document did not go to the same target again."""
    later = Delivery.objects.filter(
        document=OuterRef("document"),
        document_version=OuterRef("document_version"),
        target=OuterRef("target"),
        number__gt=OuterRef("number"),
    )
    return Delivery.objects.filter(~Exists(later))


def _documents_of(period: Period | None, kinds: Sequence[str]) -> list[Document]:
    rows = Document.objects.filter(state=DocumentState.FINAL, kind__in=kinds)
    if period is not None:
        rows = rows.filter(issued_on__gte=period.first_on, issued_on__lte=period.last_on)
    return list(rows.select_related("ubl", "pdf", "contact").order_by("issued_on", "pk"))


def _read_key(key: str | None) -> tuple[dt.datetime, int] | None:
    """Read a page key; one that is not ours means the first page."""
    try:
        moment, _, pk = (key or "").rpartition("_")
        made_at = dt.datetime.fromisoformat(moment)
        at = made_at.astimezone(dt.UTC) if made_at.tzinfo else None
        return (at, int(pk)) if at and 0 < int(pk) < 2**63 else None
    except (ValueError, OverflowError):
        return None


def held_since() -> dt.datetime | None:
    """Return since when nothing leaves, or None where nothing is held."""
    held = Hold.objects.filter(released_at=None).first()
    return held.since_at if held else None


def last_hold() -> Hold | None:
    """Return the present hold, or the last one, or None where nothing was ever held; for the operator."""
    return Hold.objects.order_by("-pk").first()
