"""Which role gives which rights: one table, without rows of the database.

Source: capabilities 5.3. "(o)" there is a grant here: a right that a role may get one by one. docs/rights.md
is made from this table.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum, auto

from boekbrug.business.dossiers.models import DossierRole, FirmRole


class Right(StrEnum):
    """One thing that a role may allow in a dossier."""

    ENTER = auto()  # everybody with any role here
    SEE_DOSSIER = auto()
    EDIT_DOSSIER = auto()
    SEE_SALES = auto()
    EDIT_SALES = auto()
    SEE_ALL_SALES = auto()  # without it those that one made oneself
    SEE_PURCHASES = auto()
    EDIT_PURCHASES = auto()
    APPROVE_PURCHASES = auto()
    HAND_IN = auto()
    SEE_BANK = auto()
    IMPORT_BANK = auto()
    MATCH = auto()
    EXCEED_CAP = auto()  # differences over the cap, unlocking
    UNDO_IMPORT = auto()
    SEE_RULES = auto()
    PROPOSE_RULES = auto()
    EDIT_RULES = auto()
    SEE_DELIVERIES = auto()
    SEND = auto()
    REDELIVER = auto()
    SEE_CONNECTIONS = auto()
    EDIT_CONNECTIONS = auto()
    SEE_PEOPLE = auto()
    MANAGE_PEOPLE = auto()
    GIVE_ROLES = auto()  # the enterprise's own: a firm could make itself owner and outlive its mandate
    MANAGE_KEYS = auto()
    IMPERSONATE = auto()
    SEE_TIMELINE = auto()
    EXPORT_TIMELINE = auto()
    SEE_VISITS = auto()


class FirmRight(StrEnum):
    """One thing that a role may allow in a firm."""

    SEE_FIRM = auto()
    MANAGE_FIRM = auto()
    ADD_DOSSIERS = auto()
    USE_AGENTS = auto()  # give an agent a token, and close it


class Area(StrEnum):
    """A part of a dossier that a mandate opens to a firm, or does not."""

    SALES = auto()
    PURCHASES = auto()
    BANK = auto()
    DELIVERIES = auto()
    CONNECTIONS = auto()
    PEOPLE = auto()


_BANK = frozenset({Right.SEE_BANK, Right.IMPORT_BANK, Right.MATCH, Right.EXCEED_CAP, Right.UNDO_IMPORT,
                   Right.SEE_RULES, Right.PROPOSE_RULES, Right.EDIT_RULES})  # fmt: skip
OF_AREA: dict[Area, frozenset[Right]] = {
    Area.SALES: frozenset({Right.SEE_SALES, Right.EDIT_SALES, Right.SEE_ALL_SALES}),
    Area.PURCHASES: frozenset({Right.SEE_PURCHASES, Right.EDIT_PURCHASES, Right.APPROVE_PURCHASES}),
    Area.BANK: _BANK,
    Area.DELIVERIES: frozenset({Right.SEE_DELIVERIES, Right.SEND, Right.REDELIVER}),
    Area.CONNECTIONS: frozenset({Right.SEE_CONNECTIONS, Right.EDIT_CONNECTIONS, Right.MANAGE_KEYS}),
    Area.PEOPLE: frozenset({Right.SEE_PEOPLE, Right.MANAGE_PEOPLE}),
}
"""The rights that a mandate must name; those in no area come with any mandate."""

_HANDED_TO_A_FIRM = frozenset({Right.IMPORT_BANK, Right.MATCH})
_OF_THE_ACCOUNTANT = frozenset(
    {Right.EXCEED_CAP, Right.UNDO_IMPORT, Right.PROPOSE_RULES, Right.EDIT_RULES, Right.REDELIVER}
)
_OWNER = frozenset(Right) - _OF_THE_ACCOUNTANT - {Right.IMPERSONATE}
_EMPLOYEE = frozenset({Right.ENTER, Right.SEE_SALES, Right.EDIT_SALES, Right.HAND_IN})
OF_FIRM_ROLE: dict[FirmRole, frozenset[Right]] = {
    FirmRole.MANAGER: frozenset(Right)
    - {Right.EDIT_SALES, Right.APPROVE_PURCHASES, Right.MANAGE_PEOPLE, Right.GIVE_ROLES, Right.SEE_VISITS},
    FirmRole.ASSISTANT: frozenset(
        {Right.ENTER, Right.SEE_DOSSIER, Right.SEE_SALES, Right.SEE_ALL_SALES, Right.SEE_PURCHASES,
         Right.EDIT_PURCHASES, Right.HAND_IN, Right.SEE_BANK, Right.IMPORT_BANK, Right.MATCH, Right.SEE_RULES,
         Right.PROPOSE_RULES}
    ),
    FirmRole.ADMIN: frozenset(
        {Right.ENTER, Right.SEE_DOSSIER, Right.EDIT_DOSSIER, Right.SEE_SALES, Right.SEE_ALL_SALES,
         Right.SEE_PURCHASES, Right.SEE_BANK, Right.EXCEED_CAP, Right.UNDO_IMPORT, Right.SEE_RULES,
         Right.PROPOSE_RULES, Right.EDIT_RULES, Right.SEE_DELIVERIES, Right.SEND, Right.REDELIVER,
         Right.SEE_CONNECTIONS, Right.EDIT_CONNECTIONS, Right.SEE_PEOPLE, Right.MANAGE_PEOPLE,
         Right.MANAGE_KEYS, Right.SEE_TIMELINE, Right.EXPORT_TIMELINE}
    ),
    FirmRole.AUDITOR: frozenset(
        {Right.ENTER, Right.SEE_DOSSIER, Right.SEE_SALES, Right.SEE_ALL_SALES, Right.SEE_PURCHASES,
         Right.SEE_BANK, Right.SEE_RULES, Right.SEE_DELIVERIES, Right.SEE_CONNECTIONS, Right.SEE_PEOPLE,
         Right.SEE_TIMELINE, Right.EXPORT_TIMELINE}
    ),
}  # fmt: skip
OF_PRIVATE_ADMIN = frozenset({Right.ENTER, Right.SEE_PEOPLE, Right.MANAGE_PEOPLE})
"""What the administrator of a firm has in a private dossier that names others: to manage, not to read."""

GRANTS: dict[DossierRole | FirmRole, frozenset[Right]] = {
    DossierRole.EMPLOYEE: frozenset(
        {Right.SEE_ALL_SALES, Right.SEE_BANK, Right.SEE_PURCHASES, Right.APPROVE_PURCHASES}
    ),
    FirmRole.MANAGER: frozenset({Right.EDIT_SALES}),
    FirmRole.ADMIN: frozenset({Right.IMPORT_BANK, Right.MATCH, Right.IMPERSONATE}),
}
"""What may be granted to a role, one by one."""

IN_FIRM: dict[FirmRole, frozenset[FirmRight]] = {
    FirmRole.ADMIN: frozenset(FirmRight),
    FirmRole.MANAGER: frozenset({FirmRight.SEE_FIRM, FirmRight.ADD_DOSSIERS, FirmRight.USE_AGENTS}),
    FirmRole.ASSISTANT: frozenset({FirmRight.SEE_FIRM}),
    FirmRole.AUDITOR: frozenset({FirmRight.SEE_FIRM}),
}


def of_owner(*, of_firms: Iterable[str], firm_has_bank: bool) -> frozenset[Right]:
    """Return what an owner may do: the accountant's work in each area that no mandate opens to a firm.

    The bank unless a firm was given it.
    """
    taken = frozenset().union(*(OF_AREA[Area(area)] for area in of_firms))
    rights = _OWNER | (_OF_THE_ACCOUNTANT - taken)
    return rights - _HANDED_TO_A_FIRM if firm_has_bank else rights


def of_employee(grants: Iterable[str]) -> frozenset[Right]:
    """Return what an employee may do."""
    return _EMPLOYEE | _granted(DossierRole.EMPLOYEE, grants)


def of_firm_role(role: FirmRole, *, grants: Iterable[str], scope: Iterable[str]) -> frozenset[Right]:
    """Return what a role in a firm gives in a dossier whose mandate opens the areas of `scope`."""
    closed = frozenset().union(*(rights for area, rights in OF_AREA.items() if area not in set(scope)))
    return (OF_FIRM_ROLE[role] | _granted(role, grants)) - closed


def _granted(role: DossierRole | FirmRole, grants: Iterable[str]) -> frozenset[Right]:
    """Those of the grants that the role may have; anything else in the row gives nothing."""
    known = {right.value for right in GRANTS.get(role, frozenset())}
    return frozenset(Right(one) for one in grants if one in known)
