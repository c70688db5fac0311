"""What a firm asks about its dossiers and who is named for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from boekbrug.business.dossiers.models import Assignment, Dossier, Firm, FirmMember, FirmRole, Mandate
from boekbrug.business.dossiers.queries import accepted_mandates


@dataclass(frozen=True, slots=True)
class FirmDossier:
    """A dossier that a firm has a mandate in, with those of the firm whom it names."""

    mandate: Mandate
    named: tuple[FirmMember, ...]


@dataclass(frozen=True, slots=True)
class Auditor:
    """Somebody who comes to look until a day, with the dossiers that name them."""

    member: FirmMember
    dossiers: tuple[Dossier, ...]


def dossiers_of_firm(firm: Firm, *, search: str = "", after: str = "", limit: int = 100) -> list[FirmDossier]:
    """Return dossiers with an open mandate by name, those after a mandate for the next page."""
    mandates = _open(firm)
    if search:
        digits = "".join(sign for sign in search if sign.isdigit())
        same = Q(dossier__name__icontains=search)
        mandates = mandates.filter(same | Q(dossier__enterprise_number__contains=digits) if digits else same)
    if last := mandates.filter(public_id=after).first() if after else None:
        name = last.dossier.name
        mandates = mandates.filter(Q(dossier__name__gt=name) | Q(dossier__name=name, pk__gt=last.pk))
    found = list(mandates[:limit])
    named = defaultdict(list)
    rows = Assignment.objects.filter(member__firm=firm, dossier__in=[one.dossier_id for one in found])
    for one in rows.select_related("member__person").order_by("member__person__name"):
        named[one.dossier_id].append(one.member)
    return [FirmDossier(one, tuple(named[one.dossier_id])) for one in found]


def open_mandates(firm: Firm, dossier_ids: Iterable[str]) -> list[Mandate]:
    """Return the firm's open mandates in the dossiers with these ids; others are left out."""
    return list(_open(firm).filter(dossier__public_id__in=set(dossier_ids)))


def auditors(firm: Firm) -> list[Auditor]:
    """Return the auditors of a firm by name, those whose time is over too."""
    members = firm.members.filter(role=FirmRole.AUDITOR).select_related("person")
    found = members.prefetch_related("assignments__dossier").order_by("person__name", "pk")
    return [
        Auditor(one, tuple(sorted((row.dossier for row in one.assignments.all()), key=lambda it: it.name)))
        for one in found
    ]


def _open(firm: Firm) -> QuerySet[Mandate]:
    return accepted_mandates(firm=firm).select_related("dossier").order_by("dossier__name", "pk")
