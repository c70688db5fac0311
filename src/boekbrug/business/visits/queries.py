"""Who opened the entered dossier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from boekbrug.business.dossiers.models import Firm
from boekbrug.business.dossiers.rights import Access, Right
from boekbrug.business.people.models import Person
from boekbrug.business.visits.models import Visit

PAGE_ROWS = 50
OWN = "own"
_LOOKING = {Right.ENTER.value, "export_timeline"}
Place = tuple[dt.datetime, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Whose visits, through which firm (or OWN), from when and before when."""

    person_id: int | None = None
    firm: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A visit with the name of the firm that let them in; empty where it was their own role."""

    visit: Visit
    firm: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some visits, newest first, and the place to go on from, or None."""

    rows: tuple[Shown, ...]
    next: Place | None


def only_looks(access: Access) -> bool:
    """Whether somebody of a firm may change nothing here: an auditor, whose every page is noted."""
    may_act = any(
        not right.value.startswith("see_") and right.value not in _LOOKING for right in access.rights
    )
    return not access.is_member and not may_act


def visits(filters: Filter, *, after: Place | None = None, limit: int = PAGE_ROWS) -> Page:
    """Return visits newest first, by key (began_at and id), never by offset."""
    rows = _matching(filters)
    if after:
        began_at, pk = after
        rows = rows.filter(began_at__lte=began_at).filter(Q(began_at__lt=began_at) | Q(pk__lt=pk))
    found = list(rows.select_related("person").order_by("-began_at", "-pk")[: limit + 1])
    shown, last = found[:limit], found[limit - 1] if len(found) > limit else None
    names = _firm_names({one.firm_id_public for one in shown})
    return Page(
        tuple(Shown(one, names.get(one.firm_id_public, "")) for one in shown),
        (last.began_at, last.pk) if last else None,
    )


def visitors() -> list[Person]:
    """Return who ever opened this dossier, by name."""
    ids = Visit.objects.values_list("person_id", flat=True).distinct()
    return list(Person.objects.filter(pk__in=list(ids)).order_by("name", "pk"))


def firms() -> list[Firm]:
    """Return through which firms this dossier was opened, by name."""
    ids = Visit.objects.exclude(firm_id_public="").values_list("firm_id_public", flat=True).distinct()
    return list(Firm.objects.filter(public_id__in=list(ids)).order_by("name", "pk"))


def _matching(filters: Filter) -> QuerySet[Visit]:
    rows: QuerySet[Visit] = Visit.objects.all()
    if filters.person_id is not None:
        rows = rows.filter(person_id=filters.person_id)
    if filters.firm:
        rows = rows.filter(firm_id_public="" if filters.firm == OWN else filters.firm)
    if filters.since:
        rows = rows.filter(last_at__gte=filters.since)
    if filters.until:
        rows = rows.filter(began_at__lt=filters.until)
    return rows


def _firm_names(public_ids: set[str]) -> dict[str, str]:
    found = Firm.objects.filter(public_id__in=public_ids - {""})
    return dict(found.values_list("public_id", "name"))
