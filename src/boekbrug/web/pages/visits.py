"""Who opened the dossier: for its owner, newest first, by person, firm and period."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boekbrug.business.dossiers.rights import Right
from boekbrug.business.visits import queries
from boekbrug.business.visits.models import Visit
from boekbrug.business.visits.queries import Filter, Place
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.addresses import small_number
from boekbrug.web.pages.settings import tabs

PAGES = {
    "today": gettext_lazy("Today"),
    "invoices": gettext_lazy("Invoices"),
    "invoice": gettext_lazy("Invoice"),
    "invoice-file": gettext_lazy("Invoice"),
    "purchases": gettext_lazy("Purchases"),
    "purchase": gettext_lazy("Purchase invoice"),
    "purchase-file": gettext_lazy("Purchase invoice"),
    "purchase-original": gettext_lazy("Purchase invoice"),
    "purchase-attachment": gettext_lazy("Purchase invoice"),
    "bank": gettext_lazy("Bank"),
    "statement": gettext_lazy("Statement"),
    "contacts": gettext_lazy("Contacts"),
    "deliveries": gettext_lazy("Deliveries"),
    "settings": gettext_lazy("Settings"),
    "connections": gettext_lazy("Connections"),
    "people": gettext_lazy("People and mandates"),
    "timeline": gettext_lazy("Timeline"),
    "search": gettext_lazy("Search"),
}
"""The kinds of pages by the name of their address; another one is shown by that name."""

_PLACE = re.compile(r"(\d{1,16})_(\d{1,18})", re.ASCII)
_MICROSECONDS = 1_000_000


@dossier(Right.SEE_VISITS)
def page(request: DossierRequest) -> HttpResponse:
    """Show who was here."""
    filters = read_filter(request)
    found = queries.visits(filters, after=_place(request.GET.get("after", "")))
    context = {
        "rows": [(one, page_title(one.visit), is_moment(one.visit)) for one in found.rows],
        "people": queries.visitors(),
        "firms": queries.firms(),
        "chosen": filters,
        "own": queries.OWN,
        "since": request.GET.get("since", "") if filters.since else "",
        "until": request.GET.get("until", "") if filters.until else "",
        "is_filtered": filters != Filter(),
        "query": _address(request),
        "older": _address(request, after=_written(found.next)) if found.next else "",
        "newer": _address(request) if request.GET.get("after") else "",
        "chips": tabs(request.access, "visits"),
        "dossier": request.access.dossier,
    }
    return render(request, "visits.html", context)


def read_filter(request: DossierRequest) -> Filter:
    """Return the filter in the address; what it cannot be is left out."""
    until = _day(request.GET.get("until", ""))
    since = _day(request.GET.get("since", ""))
    return Filter(
        person_id=small_number(request.GET.get("person", "")),
        firm=request.GET.get("firm", "")[:13],
        since=_midnight(since) if since else None,
        until=_midnight(until + dt.timedelta(days=1)) if until else None,
    )


def page_title(visit: Visit) -> str:
    """Return the kind of page of a visit in words; nothing where it was not noted."""
    return str(PAGES.get(visit.page, visit.page))


def is_moment(visit: Visit) -> bool:
    """Whether a visit is one page at one moment, and not somebody's hour."""
    return bool(visit.page) and visit.began_at == visit.last_at


def role_title(shown: queries.Shown) -> str:
    """Return in which role somebody was here."""
    return shown.firm or _("Own role")


def _address(request: DossierRequest, **changes: str) -> str:
    kept: dict[str, Any] = {
        name: request.GET.get(name, "") for name in ("person", "firm", "since", "until")
    } | changes
    return "?" + urlencode({name: value for name, value in kept.items() if value})


def _day(text: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1970 <= found.year < 2200 else None


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _written(place: Place) -> str:
    began_at, pk = place
    return f"{int(began_at.timestamp()) * _MICROSECONDS + began_at.microsecond}_{pk}"


def _place(text: str) -> Place | None:
    found = _PLACE.fullmatch(text)
    if not found:
        return None
    seconds, rest = divmod(int(found[1]), _MICROSECONDS)
    return dt.datetime.fromtimestamp(seconds, dt.UTC).replace(microsecond=rest), int(found[2])
