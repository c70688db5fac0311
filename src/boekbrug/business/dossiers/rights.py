"""The way into a dossier and into a firm: what a person's roles there give together, today.

Doors bind their routes to a `Right`. Rights combine per dossier: a person's role in the dossier and their
roles in every firm with an active mandate add up. What each role gives is in `role_table.py`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boekbrug.business.dossiers.models import (
    Assignment,
    Dossier,
    DossierMember,
    DossierRole,
    Firm,
    FirmMember,
    FirmRole,
    Mandate,
)
from boekbrug.business.dossiers.role_table import (
    IN_FIRM,
    OF_PRIVATE_ADMIN,
    Area,
    FirmRight,
    Right,
    of_employee,
    of_firm_role,
    of_owner,
)
from boekbrug.business.people.models import Person

__all__ = [
    "Access", "Area", "FirmRight", "NoSuchDossier", "NotAllowed", "Right", "dossiers_of", "firms_of",
    "in_firm", "open_dossier",
]  # fmt: skip


class NoSuchDossier(Exception):
    """The dossier does not exist, or not for this person: the answer is the same."""


class NotAllowed(Exception):
    """The person works in this dossier, but their roles do not allow this."""

    def __init__(self, right: Right) -> None:
        super().__init__(f"This needs the right {right.value}.")
        self.right = right


@dataclass(frozen=True, slots=True)
class Access:
    """A person inside a dossier, with the rights that their roles give together."""

    person: Person
    dossier: Dossier
    rights: frozenset[Right]
    is_member: bool
    firms: tuple[Firm, ...]

    def may(self, right: Right) -> bool:
        """Whether the person has the right."""
        return right in self.rights

    def require(self, right: Right) -> None:
        """Go on only with the right; raises NotAllowed without it."""
        if right not in self.rights:
            raise NotAllowed(right)


def open_dossier(*, person: Person, public_id: str, on: dt.date) -> Access:
    """Let a person into a dossier; raises NoSuchDossier for a stranger and for an id that does not exist."""
    dossier = Dossier.objects.filter(public_id=public_id).first()
    if dossier is None or not person.is_active:
        raise NoSuchDossier
    member = DossierMember.objects.filter(dossier=dossier, person=person).first()
    mandates = [one for one in dossier.mandates.filter(ended_at=None) if one.is_active(on)]
    rights = _of_member(member, mandates) if member else frozenset()
    firms = []
    for in_the_firm, mandate in _places(person, mandates, on):
        if given := _through(in_the_firm, mandate):
            rights |= given
            firms.append(in_the_firm.firm)
    if not rights:
        raise NoSuchDossier
    return Access(person, dossier, rights, member is not None, tuple(firms))


def dossiers_of(person: Person, on: dt.date) -> list[Dossier]:
    """Return the dossiers that a person may open, by name."""
    own = set(DossierMember.objects.filter(person=person).values_list("dossier_id", flat=True))
    open_mandates = Mandate.objects.filter(firm__members__person=person, ended_at__isnull=True)
    active = [mandate for mandate in open_mandates if mandate.is_active(on)]
    reached = {
        mandate.dossier_id for place, mandate in _places(person, active, on) if _through(place, mandate)
    }
    return list(Dossier.objects.filter(pk__in=own | reached))


def firms_of(person: Person) -> list[FirmMember]:
    """Return the person's places in firms."""
    return list(FirmMember.objects.filter(person=person).select_related("firm").order_by("firm__name"))


def in_firm(*, person: Person, public_id: str, on: dt.date) -> tuple[Firm, frozenset[FirmRight]]:
    """Let a person into a firm; raises NoSuchDossier for a stranger and for an id that does not exist."""
    member = (
        FirmMember.objects.filter(person=person, firm__public_id=public_id).select_related("firm").first()
    )
    if member is None or not person.is_active or not member.is_there(on):
        raise NoSuchDossier
    return member.firm, IN_FIRM[FirmRole(member.role)]


def _of_member(member: DossierMember, mandates: list[Mandate]) -> frozenset[Right]:
    role = DossierRole(member.role)
    if role is DossierRole.OWNER:
        bank = any(one.takes_bank and Area.BANK in one.scope for one in mandates)
        return of_owner(of_firms={area for one in mandates for area in one.scope}, firm_has_bank=bank)
    return of_employee(member.grants)


def _places(person: Person, mandates: list[Mandate], on: dt.date) -> list[tuple[FirmMember, Mandate]]:
    """The person's places in the firms of these mandates, each with its mandate."""
    if not mandates:
        return []
    firms = {mandate.firm_id for mandate in mandates}
    members = FirmMember.objects.filter(person=person, firm_id__in=firms).select_related("firm")
    there = {member.firm_id: member for member in members if member.is_there(on)}
    return [(there[one.firm_id], one) for one in mandates if one.firm_id in there]


def _through(member: FirmMember, mandate: Mandate) -> frozenset[Right]:
    """What a place in a firm gives in the dossier of a mandate.

    An auditor sees the dossiers that name them; a private one is seen by those whom it names.
    """
    role = FirmRole(member.role)
    needs_naming = role is FirmRole.AUDITOR or mandate.is_private
    if needs_naming and not Assignment.objects.filter(member=member, dossier=mandate.dossier_id).exists():
        is_managed = role is FirmRole.ADMIN and Area.PEOPLE in mandate.scope
        return OF_PRIVATE_ADMIN if is_managed else frozenset()
    return of_firm_role(role, grants=member.grants, scope=mandate.scope)
