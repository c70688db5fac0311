"""What the lists of invoices and purchases share: the filter in the address, the chips, the pages."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext_lazy

from boekbrug import periods
from boekbrug.business.documents import queries
from boekbrug.business.documents.queries import Filter, Standing
from boekbrug.money import show_amount
from boekbrug.web.access import DossierRequest
from boekbrug.web.pages.invoices_rows import row
from boekbrug.web.parts import Chip

TEXT_CHARACTERS_MAX = 100
_CHIPS = (
    (Standing.ALL, "", gettext_lazy("All")),
    (Standing.DRAFT, "mute", gettext_lazy("Drafts")),
    (Standing.OPEN, "info", gettext_lazy("Open")),
    (Standing.PARTLY, "warn", gettext_lazy("Partly paid")),
    (Standing.OVERDUE, "bad", gettext_lazy("Overdue")),
    (Standing.PAID, "ok", gettext_lazy("Paid")),
)
_PERIODS = (
    ("month", gettext_lazy("This month")),
    ("quarter", gettext_lazy("This quarter")),
    ("year", gettext_lazy("This year")),
)


def read_filter(request: DossierRequest, *, is_sale: bool) -> Filter:
    """Return the filter in the address; what it cannot be is left out."""
    today = timezone.localdate(request.now)
    chosen = request.GET.get("standing", "")
    return Filter(
        is_sale=is_sale,
        today=today,
        standing=Standing(chosen) if chosen in Standing.__members__.values() else Standing.ALL,
        period=_period(request.GET.get("period", ""), today),
        text=request.GET.get("q", "")[:TEXT_CHARACTERS_MAX],
    )


def list_context(request: DossierRequest, *, is_sale: bool) -> dict[str, Any]:
    """Return what a list page shows; the totals load beside it."""
    filters = read_filter(request, is_sale=is_sale)
    page = queries.documents(
        filters, older_than=request.GET.get("older", ""), newer_than=request.GET.get("newer", "")
    )
    rows = [row(document, filters.today) for document in page.rows]
    return {
        "rows": rows,
        "chips": _chips(request, filters),
        "periods": _period_choices(request),
        "text": filters.text,
        "standing": filters.standing.value,
        "period": request.GET.get("period", "") if filters.period else "",
        "older": address(request, older=page.older) if page.older else "",
        "newer": address(request, newer=page.newer) if page.newer else "",
        "totals_query": address(request),
        "is_filtered": bool(filters.text or filters.period or filters.standing),
    }


def totals_context(request: DossierRequest, *, is_sale: bool) -> dict[str, Any]:
    """Return what the list adds up to."""
    found = queries.totals(read_filter(request, is_sale=is_sale))
    return {
        "count": found.count,
        "net": show_amount(found.net_thousandths),
        "vat": show_amount(found.vat_thousandths),
        "total": show_amount(found.total_thousandths),
        "rest": show_amount(found.rest_thousandths),
    }


def address(request: DossierRequest, **changes: str) -> str:
    """Return the query of this page with changes, and without its place in the list."""
    kept = {name: request.GET.get(name, "") for name in ("standing", "period", "q")} | changes
    return "?" + urlencode({name: value for name, value in kept.items() if value})


def _chips(request: DossierRequest, filters: Filter) -> list[Chip]:
    counts = queries.counts(is_sale=filters.is_sale, today=filters.today)
    shown = _CHIPS if filters.is_sale else tuple(one for one in _CHIPS if one[0] != Standing.DRAFT)
    return [
        Chip(
            label=str(title),
            href=address(request, standing=one.value),
            count=counts.get(one),
            is_current=one is filters.standing,
            tone=tone,
        )
        for one, tone, title in shown
    ]


def _period_choices(request: DossierRequest) -> list[Chip]:
    chosen = request.GET.get("period", "")
    return [
        Chip(str(title), address(request, period="" if key == chosen else key), is_current=key == chosen)
        for key, title in _PERIODS
    ]


def _period(key: str, today: dt.date) -> periods.Period | None:
    """Return the period with a key: month, quarter or year of today, or such as 2026-03 and 2026-Q1."""
    match key:
        case "month":
            return periods.month_of(today)
        case "quarter":
            return periods.quarter_of(today)
        case "year":
            return periods.year_of(today)
    return periods.from_key(key) if key else None
