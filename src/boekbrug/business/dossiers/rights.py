"""The way into a dossier and into a firm: what a person's roles there give together, today.

Doors bind their routes to a `Right`. Rights combine per dossier: a person's role in the dossier and their
roles in every firm with an active mandate add up. What each role gives is in `role_table.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TypedDict

from boekbrug.business.dossiers.document_days import Days
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
    "in_firm", "open_all", "open_dossier",
]  # fmt: skip


class NoSuchDossier(Exception):
    """The dossier does not exist, or not for this person: the answer is the same."""


class NotAllowed(Exception):
    """The person works in this dossier, but their roles do not allow this."""

    def __init__(self, right: Right) -> None:
        super().__init__(f"This needs the right {right.value}.")
        self.right = right


class Limits(TypedDict):
    """What somebody sees of the rows of a dossier."""

    days: tuple[Days, ...]
    sales_of: int | None


@dataclass(frozen=True, slots=True)
class Access:
    """A person inside a dossier, with the rights that their roles give together."""

    person: Person
    dossier: Dossier
    rights: frozenset[Right]
    is_member: bool
    firms: tuple[Firm, ...]
    days: tuple[Days, ...] = ()  # of documents, for an auditor of a period; empty: of all days
    sales_of: int | None = None  # whose sales they see, where they see their own only; None: everybody's

    @property
    def limits(self) -> Limits:
        """What they see of the rows, for `tenant.enter`."""
        return {"days": self.days, "sales_of": self.sales_of}

    def may(self, right: Right) -> bool:
        """Whether the person has the right."""
        return right in self.rights

    def require(self, right: Right) -> None:
        """Go on only with the right; raises NotAllowed without it."""
        if right not in self.rights:
            raise NotAllowed(right)


def open_dossier(*, person: Person, public_id: str, on: dt.date, through: Firm | None = None) -> Access:
    """Let a person into a dossier, by all their roles or through one firm alone.

    Raises NoSuchDossier for a stranger and for an id that does not exist.
    """
    dossier = Dossier.objects.filter(public_id=public_id).first()
    if dossier is None or not person.is_active:
        raise NoSuchDossier
    member = None if through else DossierMember.objects.filter(dossier=dossier, person=person).first()
    mandates = [one for one in dossier.mandates.filter(ended_at=None) if one.is_active(on)]
    places = _only(_places(person, mandates, on), through)
    access = _access(person, dossier, member=member, mandates=mandates, places=places)
    if not access.rights:
        raise NoSuchDossier
    return access


def dossiers_of(person: Person, on: dt.date) -> list[Dossier]:
    """Return the dossiers that a person may open, by name."""
    if not person.is_active:
        return []
    own = set(DossierMember.objects.filter(person=person).values_list("dossier_id", flat=True))
    reached = {place.mandate.dossier_id for place in _places_of(person, on) if _through(place)}
    return list(Dossier.objects.filter(pk__in=own | reached))


def open_all(*, person: Person, on: dt.date, through: Firm | None = None) -> list[Access]:
    """Let a person into every dossier that is theirs, by name; the count of queries does not grow.

    With `through` only those that one firm opens to them.
    """
    if not person.is_active:
        return []
    own = DossierMember.objects.none() if through else DossierMember.objects.filter(person=person)
    members = {one.dossier_id: one for one in own}
    places, mandates = defaultdict(list), defaultdict(list)
    for place in _only(_places_of(person, on), through):
        places[place.mandate.dossier_id].append(place)
    for one in Mandate.objects.filter(dossier__in=members, ended_at=None):
        if one.is_active(on):
            mandates[one.dossier_id].append(one)
    found = Dossier.objects.filter(pk__in=members.keys() | places.keys())
    opened = (
        _access(person, one, member=members.get(one.pk), mandates=mandates[one.pk], places=places[one.pk])
        for one in found
    )
    return [access for access in opened if access.rights]


def firms_of(person: Person, on: dt.date) -> list[FirmMember]:
    """Return the person's places in firms on a day."""
    members = FirmMember.objects.filter(person=person).select_related("firm").order_by("firm__name")
    return [one for one in members if one.is_there(on)]


def in_firm(*, person: Person, public_id: str, on: dt.date) -> tuple[Firm, frozenset[FirmRight]]:
    """Let a person into a firm; raises NoSuchDossier for a stranger and for an id that does not exist."""
    member = (
        FirmMember.objects.filter(person=person, firm__public_id=public_id).select_related("firm").first()
    )
    if member is None or not person.is_active or not member.is_there(on):
        raise NoSuchDossier
    return member.firm, IN_FIRM[FirmRole(member.role)]


@dataclass(frozen=True, slots=True)
class _Place:
    """A person's role in the firm of a mandate."""

    member: FirmMember
    mandate: Mandate
    is_named: bool


def _access(
    person: Person,
    dossier: Dossier,
    *,
    member: DossierMember | None,
    mandates: list[Mandate],
    places: list[_Place],
) -> Access:
    """Add up what a role in the dossier and roles in firms give."""
    of_member = _of_member(member, mandates) if member else frozenset()
    through = [(place, given) for place in places if (given := _through(place))]
    rights = of_member.union(*(given for _, given in through))
    firms = tuple(place.member.firm for place, _ in through)
    is_limited = Right.SEE_SALES in rights and Right.SEE_ALL_SALES not in rights
    whose = person.pk if is_limited else None
    return Access(person, dossier, rights, member is not None, firms, _days(of_member, through), whose)


def _days(of_member: frozenset[Right], through: list[tuple[_Place, frozenset[Right]]]) -> tuple[Days, ...]:
    """The days of documents that limit somebody; none when another role gives all that a limited one does."""
    limited = [(place.member.documents, given) for place, given in through if place.member.documents]
    free = of_member.union(*(given for place, given in through if not place.member.documents))
    if frozenset().union(*(given for _, given in limited)) <= free:
        return ()
    return tuple(dict.fromkeys(days for days, _ in limited))


def _of_member(member: DossierMember, mandates: list[Mandate]) -> frozenset[Right]:
    role = DossierRole(member.role)
    if role is DossierRole.OWNER:
        bank = any(one.takes_bank and Area.BANK in one.scope for one in mandates)
        return of_owner(of_firms={area for one in mandates for area in one.scope}, firm_has_bank=bank)
    return of_employee(member.grants)


def _places_of(person: Person, on: dt.date) -> list[_Place]:
    mandates = Mandate.objects.filter(firm__members__person=person, ended_at=None)
    return _places(person, [one for one in mandates if one.is_active(on)], on)


def _places(person: Person, mandates: list[Mandate], on: dt.date) -> list[_Place]:
    """The person's places in the firms of these mandates."""
    if not mandates:
        return []
    firms = {mandate.firm_id for mandate in mandates}
    members = FirmMember.objects.filter(person=person, firm_id__in=firms).select_related("firm")
    there = {member.firm_id: member for member in members if member.is_there(on)}
    mine = [(there[one.firm_id], one) for one in mandates if one.firm_id in there]
    names = {member.pk for member, mandate in mine if _needs_naming(member, mandate)}
    named = Assignment.objects.filter(member__in=names).values_list("member_id", "dossier_id")
    known = set(named) if names else set()
    return [_Place(member, one, (member.pk, one.dossier_id) in known) for member, one in mine]


def _only(places: list[_Place], firm: Firm | None) -> list[_Place]:
    """Those of the places that are in a firm; all where none is named."""
    return [one for one in places if firm is None or one.mandate.firm_id == firm.pk]


def _needs_naming(member: FirmMember, mandate: Mandate) -> bool:
    """An auditor sees the dossiers that name them; a private one is seen by those whom it names."""
    return member.role == FirmRole.AUDITOR or mandate.is_private


def _through(place: _Place) -> frozenset[Right]:
    """What a place in a firm gives in the dossier of a mandate."""
    member, mandate = place.member, place.mandate
    role = FirmRole(member.role)
    if _needs_naming(member, mandate) and not place.is_named:
        is_managed = role is FirmRole.ADMIN and Area.PEOPLE in mandate.scope
        return OF_PRIVATE_ADMIN if is_managed else frozenset()
    return of_firm_role(role, grants=member.grants, scope=mandate.scope)
