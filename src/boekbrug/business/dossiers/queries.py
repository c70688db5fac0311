"""What others ask about dossiers and firms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet

from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import (
    AgentToken,
    ApiKey,
    Dossier,
    DossierMember,
    Firm,
    FirmMember,
    Mandate,
)
from boekbrug.business.dossiers.rights import Access, Right

Credential = TypeVar("Credential", ApiKey, AgentToken)


def entered_dossier() -> Dossier:
    """Return the dossier that was entered; raises tenant.NoDossierEntered outside one."""
    return Dossier.objects.get(pk=tenant.current_id())


def find_firms(text: str) -> list[Firm]:
    """Return the firms with this id, enterprise number or exact name, for the operator's commands."""
    return list(Firm.objects.filter(_named(text)).order_by("pk"))


def find_dossiers(text: str) -> list[Dossier]:
    """Return the dossiers with this id, enterprise number or exact name, for the operator's commands."""
    return list(Dossier.objects.filter(_named(text)).order_by("pk"))


def _named(text: str) -> Q:
    digits = "".join(sign for sign in text if sign.isdigit())
    same = Q(public_id=text) | Q(name__iexact=text)
    return same | Q(enterprise_number=digits) if len(digits) == 10 else same


def all_dossiers() -> list[Dossier]:
    """Return every dossier, for workers and the operator."""
    return list(Dossier.objects.order_by("pk"))


def names_of(public_ids: Iterable[str]) -> dict[str, str]:
    """Return the names of dossiers by their opaque ids, for who may know them already."""
    return dict(Dossier.objects.filter(public_id__in=set(public_ids)).values_list("public_id", "name"))


def all_firms() -> list[Firm]:
    """Return every firm, for workers and the operator."""
    return list(Firm.objects.order_by("pk"))


def members(dossier: Dossier) -> list[DossierMember]:
    """Return the people of a dossier with their roles, by name."""
    return list(dossier.members.select_related("person").order_by("person__name"))


def firm_members(firm: Firm) -> list[FirmMember]:
    """Return the people of a firm, by name; those whose time is over too."""
    return list(firm.members.select_related("person").order_by("person__name", "pk"))


def mandates(dossier: Dossier) -> list[Mandate]:
    """Return every mandate of a dossier, newest first."""
    return list(dossier.mandates.select_related("firm").order_by("-from_on", "-pk"))


def accepted_mandates(**of: Any) -> QuerySet[Mandate]:
    """Return the mandates of a firm or in a dossier that both sides accepted and nobody ended."""
    both = {"accepted_by_dossier_at__isnull": False, "accepted_by_firm_at__isnull": False}
    return Mandate.objects.filter(ended_at=None, **both, **of)


def mandates_of_firm(firm: Firm) -> list[Mandate]:
    """Return every mandate of a firm with its dossier, by name, the newest of a dossier first."""
    return list(firm.mandates.select_related("dossier").order_by("dossier__name", "-from_on", "-pk"))


def count_to_accept(dossier: Dossier) -> int:
    """Return how many mandates wait for the enterprise to accept them."""
    waiting = Q(accepted_by_dossier_at=None) | Q(proposed__by_dossier=False)
    return dossier.mandates.filter(waiting, ended_at=None).count()


def offers_by_firm(firms: Iterable[Firm]) -> dict[int, int]:
    """Return how many mandates wait for each firm to accept them, by the key of its row; one query."""
    asked = Q(accepted_by_firm_at=None) | Q(proposed__by_dossier=True)
    waiting = Mandate.objects.filter(asked, firm__in=list(firms), ended_at=None)
    return dict(waiting.values_list("firm_id").annotate(count=Count("pk")))


def mandate_with(public_id: str) -> Mandate | None:
    """Return the mandate with this id, for the operator's commands."""
    return Mandate.objects.select_related("dossier", "firm").filter(public_id=public_id).first()


def firm_with_code(code: str) -> Firm | None:
    """Return the firm whose opaque id somebody was given, or None."""
    return Firm.objects.filter(public_id=code).first()


def api_keys(dossier: Dossier) -> list[ApiKey]:
    """Return every key of a dossier with its person, revoked and expired ones too, oldest first."""
    return list(dossier.api_keys.select_related("person").order_by("created_at", "pk"))


def keys_for(access: Access) -> list[ApiKey]:
    """Return the keys that somebody manages: an owner all of the dossier, a firm those of its own people."""
    return managed_by(access, api_keys(access.dossier))


def managed_by(access: Access, found: list[Credential]) -> list[Credential]:
    """Return those of keys or tokens in a dossier that somebody manages there."""
    if access.may(Right.GIVE_ROLES):
        return found
    colleagues = set(FirmMember.objects.filter(firm__in=access.firms).values_list("person_id", flat=True))
    return [one for one in found if one.person_id in colleagues]


def has_firm(dossier: Dossier, *, on: dt.date) -> bool:
    """Whether a firm works here that day: then proposals wait instead of booking by themselves."""
    return any(mandate.is_active(on) for mandate in accepted_mandates(dossier=dossier))
