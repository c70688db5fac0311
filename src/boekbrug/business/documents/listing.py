"""Lists of documents: filter, page by key, and add up what the filter gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from boekbrug.business.contacts.folding import fold
from boekbrug.business.documents.models import CREDITS, IS_OPEN, Document, State
from boekbrug.periods import Period

PAGE_ROWS = 50
_REST = F("total_thousandths") - F("prepaid_thousandths") - F("settled_thousandths")
_FINAL = Q(state=State.FINAL)


class Standing(StrEnum):
    """How far a document is, as people filter on it."""

    ALL = ""
    DRAFT = "draft"
    OPEN = "open"
    PARTLY = "partly"
    OVERDUE = "overdue"
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list shows: one side, how far, issued when, which words; `today` decides what is overdue."""

    is_sale: bool
    today: dt.date
    standing: Standing = Standing.ALL
    period: Period | None = None
    text: str = ""


Key = tuple[dt.date, int]  # where a page ends: the day of its last row, and its key in the database


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Some documents, newest first, and the public ids to page on with; empty where there are no more."""

    rows: tuple[Document, ...]
    older: str
    newer: str


@dataclass(frozen=True, slots=True)
class ListTotals:
    """What a filter adds up to in thousandths, credit notes subtracted, drafts left out of the money."""

    count: int
    net_thousandths: int
    vat_thousandths: int
    total_thousandths: int
    rest_thousandths: int


def documents(
    filters: Filter,
    *,
    older_than: str = "",
    newer_than: str = "",
    older_key: Key | None = None,
    limit: int = PAGE_ROWS,
) -> DocumentPage:
    """Return a page of documents by date of issue, newest first, by key (never by offset).

    `older_than` and `newer_than` are public ids out of a page; one that does not exist gives the first page.
    `older_key` is the day and key of a row that may have changed or gone since.
    """
    if older_key:
        return _older(matching(filters).select_related("contact"), older_key, limit)
    edge = Document.objects.filter(public_id=older_than or newer_than).first()
    rows = matching(filters).select_related("contact")
    if edge and newer_than and not older_than:
        return _newer(rows, edge, limit) or documents(filters, limit=limit)
    return _older(rows, (edge.issued_on, edge.pk) if edge else None, limit)


def matching(filters: Filter) -> QuerySet[Document]:
    """Return the documents that a filter lets through, in no order."""
    # Written as "in": for "= true" Django leaves the bare column, and SQLite then uses no index.
    rows = Document.objects.filter(is_sale__in=(filters.is_sale,))
    match filters.standing:
        case Standing.DRAFT:
            rows = rows.filter(state=State.DRAFT)
        case Standing.OPEN:
            rows = rows.filter(_FINAL, IS_OPEN)
        case Standing.PARTLY:
            rows = rows.filter(_FINAL, IS_OPEN, settled_thousandths__gt=0)
        case Standing.OVERDUE:
            rows = rows.filter(_FINAL, IS_OPEN, due_on__lt=filters.today)
        case Standing.PAID:
            rows = rows.filter(_FINAL).exclude(IS_OPEN)
    if filters.period:
        rows = rows.filter(issued_on__range=(filters.period.first_on, filters.period.last_on))
    for word in fold(filters.text).split():
        rows = rows.filter(search_text__contains=word)
    return rows


def totals(filters: Filter) -> ListTotals:
    """Return what a filter adds up to."""
    rows = matching(filters)
    amounts: dict[str, Combinable] = {
        "net": F("net_thousandths"),
        "vat": F("vat_thousandths"),
        "total": F("total_thousandths"),
        "rest": _REST,
    }
    signed = {name: Sum(_signed(amount)) for name, amount in amounts.items()}
    found = rows.aggregate(count=Count("pk"), **signed)
    return ListTotals(found["count"], *(int(found[name] or 0) for name in ("net", "vat", "total", "rest")))


def _signed(amount: Combinable) -> Case:
    """An amount as it counts in a total."""
    whole = BigIntegerField()
    return Case(
        When(state=State.DRAFT, then=Value(0)),
        When(kind__in=CREDITS, then=ExpressionWrapper(-amount, output_field=whole)),
        default=ExpressionWrapper(amount, output_field=whole),
        output_field=whole,
    )


def counts(*, is_sale: bool, today: dt.date) -> dict[Standing, int]:
    """Return how many documents each filter chip stands for, without a period or words."""
    filters = {one.value or "all": Filter(is_sale=is_sale, today=today, standing=one) for one in Standing}
    found = {name: matching(one).count() for name, one in filters.items() if name not in ("all", "paid")}
    return {Standing(name): count for name, count in found.items()}


def _older(rows: QuerySet[Document], key: Key | None, limit: int) -> DocumentPage:
    if key:
        day, pk = key
        rows = rows.filter(Q(issued_on__lt=day) | Q(issued_on=day, pk__lt=pk))
        rows = rows.filter(issued_on__lte=day)  # lets the index start at the right place
    found = list(rows.order_by("-issued_on", "-pk")[: limit + 1])
    page = tuple(found[:limit])
    older = page[-1].public_id if len(found) > limit else ""
    return DocumentPage(page, older, page[0].public_id if key and page else "")


def _newer(rows: QuerySet[Document], edge: Document, limit: int) -> DocumentPage | None:
    rows = rows.filter(Q(issued_on__gt=edge.issued_on) | Q(issued_on=edge.issued_on, pk__gt=edge.pk))
    rows = rows.filter(issued_on__gte=edge.issued_on)
    found = list(rows.order_by("issued_on", "pk")[: limit + 1])
    page = tuple(reversed(found[:limit]))
    if not page:
        return None
    return DocumentPage(page, page[-1].public_id, page[0].public_id if len(found) > limit else "")
