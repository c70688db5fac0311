"""What rows say in sum is what the rows that point to them add up to."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Count, F, QuerySet, Sum

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.reconciliation.models import Allocation
from boekbrug.business.verification import wordings
from boekbrug.business.verification.finding import Code, Wrong
from boekbrug.formats.coda.continuity import Chain
from boekbrug.money import show_amount

Row = TypeVar("Row", bound=DossierRow)
Pairs = Iterator[tuple[int, int]]
_MOVED = F("closing_thousandths") - F("opening_thousandths")


def wrong_allocations() -> Iterator[Wrong]:
    """Find movements and documents whose allocations add up to something else."""
    active = Allocation.objects.filter(undone_at=None)
    for pk in _unequal(_stored(Movement, "allocated_thousandths"), _sums(active, "movement")):
        moved = _present(Movement, pk)
        if moved and _total(active.filter(movement=pk)) != moved.allocated_thousandths:
            said = show_amount(moved.allocated_thousandths)
            yield Wrong(Code.MOVEMENT_ALLOCATED, wordings.MOVEMENT_ALLOCATED.say(name=pk, found=said))
    for pk in _unequal(_stored(Document, "settled_thousandths"), _sums(active, "document")):
        paid = _present(Document, pk)
        if paid and _total(active.filter(document=pk)) != paid.settled_thousandths:
            said = show_amount(paid.settled_thousandths)
            sentence = wordings.DOCUMENT_SETTLED.say(name=paid.public_id, found=said)
            yield Wrong(Code.DOCUMENT_SETTLED, sentence)


def wrong_statements() -> Iterator[Wrong]:
    """Find statements whose movements are not all there, or do not lead to the closing balance."""
    counted = Statement.objects.exclude(chain=Chain.OUTSIDE)
    moved = counted.annotate(moved=_MOVED).order_by("pk")
    rows = Movement.objects.exclude(statement__chain=Chain.OUTSIDE)
    for pk in _unequal(moved.values_list("pk", "moved").iterator(), _sums(rows, "statement")):
        row = _present(Statement, pk)
        if row and _total(rows.filter(statement=pk)) != row.closing_thousandths - row.opening_thousandths:
            yield Wrong(Code.STATEMENT_SUM, wordings.STATEMENT_SUM.say(name=row.public_id))
    counts = counted.order_by("pk").values_list("pk", "movement_count").iterator()
    for pk in _unequal(counts, _counts(rows, "statement")):
        if (row := _present(Statement, pk)) and (
            there := rows.filter(statement=pk).count()
        ) != row.movement_count:
            sentence = wordings.STATEMENT_COUNT.say(
                name=row.public_id, expected=row.movement_count, found=there
            )
            yield Wrong(Code.STATEMENT_COUNT, sentence)


def _present(model: type[Row], pk: int) -> Row | None:
    """Read a row again, for it may have changed while we went on; None where only pointers to it are left."""
    return model.objects.filter(pk=pk).first()


def _stored(model: type[DossierRow], column: str) -> Pairs:
    """What rows say themselves, by their key."""
    rows = model.objects.exclude(**{column: 0}).order_by("pk")
    yield from rows.values_list("pk", column).iterator()


def _sums(rows: QuerySet[Any], relation: str) -> Pairs:
    """What the rows that point to a row add up to, by the key of that row; one pass, no query per row."""
    yield from _grouped(rows, relation).annotate(total=Sum("amount_thousandths")).iterator()


def _counts(rows: QuerySet[Any], relation: str) -> Pairs:
    """How many rows point to a row, by the key of that row."""
    yield from _grouped(rows, relation).annotate(count=Count("pk")).iterator()


def _grouped(rows: QuerySet[Any], relation: str) -> QuerySet[Any]:
    return rows.exclude(**{relation: None}).order_by(relation).values_list(relation)


def _total(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(total=Sum("amount_thousandths"))["total"] or 0)


def _unequal(first: Pairs, second: Pairs) -> Iterator[int]:
    """Yield the keys whose values differ in two rows of pairs sorted by key; what lacks is 0."""
    for key, pairs in groupby(merge(first, second, key=itemgetter(0)), key=itemgetter(0)):
        values = [value for _, value in pairs]
        if (values[0] - values[1] if len(values) == 2 else values[0]) != 0:
            yield key
