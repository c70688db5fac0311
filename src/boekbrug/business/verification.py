"""Check what must never be false, over every dossier: files, timelines, balances and chains of money."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import F, QuerySet, Sum

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.documents.models import Document, NumberSeries, State
from boekbrug.business.dossiers import queries as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.files import queries as files
from boekbrug.business.outbox.models import Delivery, Receipt
from boekbrug.business.outbox.wordings import SAID_ARRIVED
from boekbrug.business.reconciliation.models import Allocation
from boekbrug.business.timeline import queries as timeline
from boekbrug.business.timeline.models import Event
from boekbrug.business.timeline.queries import KnownHead

SERIALS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, in which dossier."""

    dossier: str
    what: str


def verify_everything(
    *,
    heads: Mapping[str, KnownHead] | None = None,
    reads_files: bool = True,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> list[Finding]:
    """Verify every dossier; an empty list means that all is as it was.

    `heads` are heads of timelines that were kept elsewhere, by dossier; `tell` hears how far it is. Without
    `reads_files` the kept files are not read: they have a round of their own.
    """
    findings, known = [], dict(heads or {})
    everything = dossiers.all_dossiers()
    for number, dossier in enumerate(everything, 1):
        with tenant.enter(dossier):
            wrong = _wrong_here(known.pop(dossier.public_id, None), reads_files=reads_files)
            findings += [Finding(dossier.public_id, what) for what in wrong]
        tell("dossiers", number, len(everything))
    findings += [Finding(gone, "The dossier itself is gone. Compare it with a backup.") for gone in known]
    return findings


def _wrong_here(known: KnownHead | None, *, reads_files: bool) -> Iterator[str]:
    for file in files.damaged_files() if reads_files else ():
        yield f"The file {file.sha256} is missing or damaged. Restore it from backup."
    if broken := timeline.find_break(known):
        yield f"The timeline is {broken.what} at event {broken.number}. Compare it with a backup."
    yield from _wrong_allocations()
    yield from _wrong_statements()
    yield from _wrong_numbers()
    yield from _deliveries_without_receipt()


def _wrong_allocations() -> Iterator[str]:
    active = Allocation.objects.filter(undone_at=None)
    for pk in _unequal(_stored(Movement, "allocated_thousandths"), _sums(active, "movement")):
        said = Movement.objects.get(pk=pk).allocated_thousandths
        yield f"Movement {pk} says {said} allocated, its allocations add up otherwise."
    for pk in _unequal(_stored(Document, "settled_thousandths"), _sums(active, "document")):
        found = Document.objects.get(pk=pk)
        yield (
            f"Document {found.public_id} says {found.settled_thousandths} settled, "
            "its allocations add up otherwise."
        )


def _wrong_statements() -> Iterator[str]:
    counted = Statement.objects.exclude(chain="OUTSIDE")
    promised = counted.annotate(moved=F("closing_thousandths") - F("opening_thousandths"))
    rows = promised.order_by("pk").values_list("pk", "moved").iterator()
    for pk in _unequal(rows, _sums(Movement.objects.exclude(statement__chain="OUTSIDE"), "statement")):
        yield f"Statement {Statement.objects.get(pk=pk).public_id} does not add up to its closing balance."


def _stored(model: type[DossierRow], column: str) -> Iterator[tuple[int, int]]:
    """What rows say themselves, by their key."""
    rows = model.objects.exclude(**{column: 0}).order_by("pk")
    yield from rows.values_list("pk", column).iterator()


def _sums(rows: QuerySet[Any], relation: str) -> Iterator[tuple[int, int]]:
    """What the rows that point to a row add up to, by the key of that row; one pass, no query per row."""
    pointing = rows.exclude(**{relation: None}).order_by(relation).values_list(relation)
    yield from pointing.annotate(total=Sum("amount_thousandths")).iterator()


def _unequal(first: Iterator[tuple[int, int]], second: Iterator[tuple[int, int]]) -> Iterator[int]:
    """Yield the keys whose values differ in two rows of pairs sorted by key; what lacks is 0."""
    for key, pairs in groupby(merge(first, second, key=itemgetter(0)), key=itemgetter(0)):
        values = [value for _, value in pairs]
        if (values[0] - values[1] if len(values) == 2 else values[0]) != 0:
            yield key


def _wrong_numbers() -> Iterator[str]:
    """Find gaps in the series; sales that were taken in have numbers of elsewhere, so the timeline tells."""
    issued = Event.objects.filter(kind="document.issued").values("subject_id")
    for series in NumberSeries.objects.all():
        documents = Document.objects.filter(
            public_id__in=issued, kind=series.kind, state=State.FINAL, issued_on__year=series.year
        )
        serials = {int(number.rsplit("-", 1)[-1]) for number in documents.values_list("number", flat=True)}
        wrong = serials ^ set(range(1, series.last_number + 1))
        if wrong:
            yield (
                f"The series {series.kind} {series.year} gave {series.last_number} numbers; "
                f"its issued documents do not agree at {_some(sorted(wrong))}."
            )


def _some(serials: list[int]) -> str:
    shown = ", ".join(str(serial) for serial in serials[:SERIALS_SHOWN])
    return shown + (f" and {len(serials) - SERIALS_SHOWN} more" if len(serials) > SERIALS_SHOWN else "")


def _deliveries_without_receipt() -> Iterator[str]:
    proven = Receipt.objects.values("delivery")
    settled = Delivery.objects.filter(said__code=SAID_ARRIVED.code).values("pk")  # by the word of a person
    delivered = Delivery.objects.filter(state="DELIVERED").exclude(pk__in=settled)
    for delivery in delivered.exclude(pk__in=proven):
        yield f"Delivery {delivery.public_id} is delivered but has no receipt."
