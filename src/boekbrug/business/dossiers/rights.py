"""Who may do what: one table of roles and rights, and the way into a dossier.

Doors bind their routes to a `Right`. Rights combine per dossier: a person's role in the dossier and their
roles in every firm with an active mandate add up. Source: capabilities 5.3.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum, auto

from boekbrug.business.dossiers.models import (
    Dossier,
    DossierMember,
    DossierRole,
    Firm,
    FirmMember,
    FirmRole,
    Mandate,
)
from boekbrug.business.people.models import Person


class Right(StrEnum):
    """One thing that a role may allow in a dossier."""

    ENTER = auto()  # everybody with any role here
    SEE_DOSSIER = auto()
    EDIT_DOSSIER = auto()
    SEE_SALES = auto()
    EDIT_SALES = auto()
    SEE_PURCHASES = auto()
    EDIT_PURCHASES = auto()
    HAND_IN = auto()
    SEE_BANK = auto()
    IMPORT_BANK = auto()
    MATCH = auto()
    SEE_DELIVERIES = auto()
    SEND = auto()
    SEE_CONNECTIONS = auto()
    EDIT_CONNECTIONS = auto()
    SEE_PEOPLE = auto()
    MANAGE_PEOPLE = auto()
    GIVE_ROLES = auto()  # the enterprise's own: a firm could make itself owner and outlive its mandate
    SEE_TIMELINE = auto()


class FirmRight(StrEnum):
    """One thing that a role may allow in a firm."""

    SEE_FIRM = auto()
    MANAGE_FIRM = auto()
    ADD_DOSSIERS = auto()


_SEE = frozenset(right for right in Right if right.value.startswith("see_")) | {Right.ENTER}
_EVERYTHING = frozenset(Right)

OF_DOSSIER_ROLE: dict[DossierRole, frozenset[Right]] = {
    DossierRole.OWNER: _EVERYTHING,
    DossierRole.EMPLOYEE: frozenset({Right.ENTER, Right.SEE_SALES, Right.EDIT_SALES, Right.HAND_IN}),
}
OF_FIRM_ROLE: dict[FirmRole, frozenset[Right]] = {
    FirmRole.MANAGER: _EVERYTHING - {Right.MANAGE_PEOPLE, Right.GIVE_ROLES},
    FirmRole.ASSISTANT: (_SEE - {Right.SEE_CONNECTIONS, Right.SEE_PEOPLE})
    | {Right.EDIT_PURCHASES, Right.HAND_IN, Right.IMPORT_BANK, Right.MATCH},
    FirmRole.ADMIN: _SEE | {Right.EDIT_DOSSIER, Right.SEND, Right.EDIT_CONNECTIONS, Right.MANAGE_PEOPLE},
    FirmRole.AUDITOR: _SEE,
}
IN_FIRM: dict[FirmRole, frozenset[FirmRight]] = {
    FirmRole.ADMIN: frozenset(FirmRight),
    FirmRole.MANAGER: frozenset({FirmRight.SEE_FIRM, FirmRight.ADD_DOSSIERS}),
    FirmRole.ASSISTANT: frozenset({FirmRight.SEE_FIRM}),
    FirmRole.AUDITOR: frozenset({FirmRight.SEE_FIRM}),
}


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
    rights = OF_DOSSIER_ROLE[DossierRole(member.role)] if member else frozenset()
    firms = []
    for firm_member in _firm_members_with_mandate(person, dossier, on):
        rights |= OF_FIRM_ROLE[FirmRole(firm_member.role)]
        firms.append(firm_member.firm)
    if not rights:
        raise NoSuchDossier
    return Access(person, dossier, rights, member is not None, tuple(firms))


def dossiers_of(person: Person, on: dt.date) -> list[Dossier]:
    """Return the dossiers that a person may open, by name."""
    own = DossierMember.objects.filter(person=person).values_list("dossier_id", flat=True)
    reached = [
        mandate.dossier_id
        for mandate in Mandate.objects.filter(firm__members__person=person, ended_at__isnull=True)
        if mandate.is_active(on)
    ]
    return list(Dossier.objects.filter(pk__in={*own, *reached}))


def firms_of(person: Person) -> list[FirmMember]:
    """Return the person's places in firms."""
    return list(FirmMember.objects.filter(person=person).select_related("firm").order_by("firm__name"))


def in_firm(*, person: Person, public_id: str) -> tuple[Firm, frozenset[FirmRight]]:
    """Let a person into a firm; raises NoSuchDossier for a stranger and for an id that does not exist."""
    member = (
        FirmMember.objects.filter(person=person, firm__public_id=public_id).select_related("firm").first()
    )
    if member is None or not person.is_active:
        raise NoSuchDossier
    return member.firm, IN_FIRM[FirmRole(member.role)]


def _firm_members_with_mandate(person: Person, dossier: Dossier, on: dt.date) -> list[FirmMember]:
    mandates = Mandate.objects.filter(dossier=dossier, firm__members__person=person, ended_at__isnull=True)
    firm_ids = {mandate.firm_id for mandate in mandates if mandate.is_active(on)}
    return list(FirmMember.objects.filter(person=person, firm_id__in=firm_ids).select_related("firm"))
