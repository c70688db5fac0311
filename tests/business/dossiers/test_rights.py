"""The table of roles and rights, role by role, and how roles add up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from boekbrug.business.dossiers import actions, actions_firm, rights, role_table
from boekbrug.business.dossiers.models import DossierMember, DossierRole, FirmMember, FirmRole, Mandate
from boekbrug.business.dossiers.rights import Area, FirmRight, Right
from tests.cast import Cast

TODAY = dt.date(2026, 3, 16)
TABLE = """
right              owner alone  employee  manager  assistant  admin  auditor
enter              x     x      x         x        x          x      x
see_dossier        x     x      -         x        x          x      x
edit_dossier       x     x      -         x        -          x      -
see_sales          x     x      x         x        x          x      x
edit_sales         x     x      x         o        -          -      -
see_all_sales      x     x      o         x        x          x      x
see_purchases      x     x      o         x        x          x      x
edit_purchases     x     x      -         x        x          -      -
approve_purchases  x     x      o         -        -          -      -
hand_in            x     x      x         x        x          -      -
see_bank           x     x      o         x        x          x      x
import_bank        b     x      -         x        x          o      -
match              b     x      -         x        x          o      -
exceed_cap         -     x      -         x        -          x      -
undo_import        -     x      -         x        -          x      -
see_rules          x     x      -         x        x          x      x
propose_rules      -     x      -         x        x          x      -
edit_rules         -     x      -         x        -          x      -
see_deliveries     x     x      -         x        -          x      x
send               x     x      -         x        -          x      -
redeliver          -     x      -         x        -          x      -
see_connections    x     x      -         x        -          x      x
edit_connections   x     x      -         x        -          x      -
see_people         x     x      -         x        -          x      x
manage_people      x     x      -         -        -          x      -
give_roles         x     x      -         -        -          -      -
manage_keys        x     x      -         x        -          x      -
impersonate        -     -      -         x        -          o      -
see_timeline       x     x      -         x        -          x      x
export_timeline    x     x      -         x        -          x      x
see_visits         x     x      -         -        -          -      -
"""
"""Read from capabilities 5.3: x has it, o may be granted it, b unless a mandate gives the bank to the firm.

"owner" has a firm with a mandate, "alone" has none.
"""


def column(name: str, marks: str) -> set[Right]:
    """The rights of a role in the table above."""
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return {Right(row[0]) for row in rows if row[head.index(name)] in marks}


def in_atelier(cast: Cast, person: object, now: dt.datetime) -> rights.Access:
    return rights.open_dossier(person=person, public_id=cast.atelier.public_id, on=now.date())  # type: ignore[arg-type]


def test_every_right_is_in_the_table() -> None:
    assert column("alone", "x-") == set(Right)


def test_an_owner_with_a_firm_leaves_it_the_work_of_an_accountant(cast: Cast, now: dt.datetime) -> None:
    assert in_atelier(cast, cast.an, now).rights == column("owner", "xb")


def test_an_owner_alone_does_the_work_of_an_accountant_too(cast: Cast, now: dt.datetime) -> None:
    Mandate.objects.update(ended_at=now)

    assert in_atelier(cast, cast.an, now).rights == column("alone", "x")


def test_an_owner_who_gave_the_bank_to_the_firm_only_looks_at_it(cast: Cast, now: dt.datetime) -> None:
    Mandate.objects.update(takes_bank=True)

    assert in_atelier(cast, cast.an, now).rights == column("owner", "x")


@pytest.mark.parametrize("takes_bank", [False, True])
def test_what_no_mandate_opens_to_a_firm_stays_the_work_of_the_owner(
    cast: Cast, now: dt.datetime, takes_bank: bool
) -> None:
    Mandate.objects.update(scope=[Area.SALES, Area.DELIVERIES], takes_bank=takes_bank)

    assert in_atelier(cast, cast.an, now).rights == column("alone", "x") - {Right.REDELIVER}


def test_an_employee_sells_and_hands_in_and_sees_no_bank(cast: Cast, now: dt.datetime) -> None:
    access = in_atelier(cast, cast.bram, now)

    assert access.rights == column("employee", "x")
    with pytest.raises(rights.NotAllowed, match="see_bank"):
        access.require(Right.SEE_BANK)
    access.require(Right.SEE_SALES)


def in_office(cast: Cast, role: FirmRole) -> FirmMember:
    """Dirk in the office, named for the atelier as an auditor must be."""
    actions_firm.set_firm_role(
        firm=cast.office,
        person=cast.dirk,
        role=role,
        until_on=dt.date(2026, 12, 31),
        actor=cast.actor(cast.bea),
        now=cast.office.created_at,
    )
    member = FirmMember.objects.get(firm=cast.office, person=cast.dirk)
    actions_firm.assign(
        member=member, dossiers=[cast.atelier], actor=cast.actor(cast.bea), now=cast.office.created_at
    )
    return member


@pytest.mark.parametrize("role", FirmRole)
def test_each_role_in_a_firm_gives_its_rights(cast: Cast, now: dt.datetime, role: FirmRole) -> None:
    in_office(cast, role)

    access = in_atelier(cast, cast.dirk, now)

    assert access.rights == column(role.value.lower(), "x")
    assert (access.is_member, [firm.pk for firm in access.firms]) == (False, [cast.office.pk])


@pytest.mark.parametrize("role", [*FirmRole, DossierRole.EMPLOYEE])
def test_what_may_be_granted_is_given_and_nothing_else(
    cast: Cast, now: dt.datetime, role: FirmRole | DossierRole
) -> None:
    is_employee = role is DossierRole.EMPLOYEE
    member: Any = (
        DossierMember.objects.get(person=cast.bram) if is_employee else in_office(cast, FirmRole(role))
    )
    name = role.value.lower()
    for right in Right:
        if right in column(name, "o"):
            actions.grant(member=member, rights=[right], actor=cast.actor(cast.an), now=now)
            assert in_atelier(cast, member.person, now).rights == column(name, "x") | {right}
        else:
            with pytest.raises(actions.NotGrantable):
                actions.grant(member=member, rights=[right], actor=cast.actor(cast.an), now=now)


def test_a_grant_that_was_written_into_the_row_gives_nothing_beyond_the_list(
    cast: Cast, now: dt.datetime
) -> None:
    DossierMember.objects.filter(person=cast.bram).update(
        grants=["give_roles", "edit_connections", "nonsense"]
    )

    assert in_atelier(cast, cast.bram, now).rights == column("employee", "x")


@pytest.mark.parametrize("area", Area)
def test_a_mandate_opens_only_its_areas(cast: Cast, now: dt.datetime, area: Area) -> None:
    Mandate.objects.update(scope=[one.value for one in Area if one is not area])

    closed = column("manager", "x") - in_atelier(cast, cast.carla, now).rights

    assert closed
    assert closed == role_table.OF_AREA[area] & column("manager", "x")


def test_a_mandate_over_nothing_shows_the_dossier_and_its_timeline(cast: Cast, now: dt.datetime) -> None:
    Mandate.objects.update(scope=[])

    assert in_atelier(cast, cast.carla, now).rights == {
        Right.ENTER, Right.SEE_DOSSIER, Right.EDIT_DOSSIER, Right.HAND_IN, Right.IMPERSONATE,
        Right.SEE_TIMELINE, Right.EXPORT_TIMELINE,
    }  # fmt: skip


def test_a_wider_mandate_waits_for_the_other_side_and_a_narrower_one_does_not(
    cast: Cast, now: dt.datetime
) -> None:
    mandate = Mandate.objects.get()
    by_an = {"actor": cast.actor(cast.an), "now": now, "by_dossier": True}
    by_an |= {"takes_bank": False, "until_on": None}

    actions.change_mandate(mandate=mandate, scope=[Area.SALES], **by_an)
    assert Right.SEE_BANK not in in_atelier(cast, cast.carla, now).rights

    actions.change_mandate(mandate=mandate, scope=list(Area), **by_an)
    assert Right.SEE_SALES in in_atelier(cast, cast.carla, now).rights
    assert Right.SEE_BANK not in in_atelier(cast, cast.carla, now).rights
    actions.accept_mandate(mandate=mandate, by_dossier=False, actor=cast.actor(cast.carla), now=now)
    assert in_atelier(cast, cast.carla, now).rights == column("manager", "x")


def test_a_private_dossier_is_for_those_whom_it_names(cast: Cast, now: dt.datetime) -> None:
    by_carla = {"actor": cast.actor(cast.carla), "now": now}
    actions.set_private(mandate=Mandate.objects.get(), is_private=True, **by_carla)  # type: ignore[arg-type]

    with pytest.raises(rights.NoSuchDossier):
        in_atelier(cast, cast.carla, now)
    assert cast.atelier not in rights.dossiers_of(cast.carla, now.date())
    assert in_atelier(cast, cast.bea, now).rights == role_table.OF_PRIVATE_ADMIN
    actions_firm.assign(
        member=FirmMember.objects.get(person=cast.carla),
        dossiers=[cast.atelier],
        actor=cast.actor(cast.bea),
        now=now,
    )
    assert in_atelier(cast, cast.carla, now).rights == column("manager", "x")


def test_an_auditor_comes_for_a_time_and_for_named_dossiers(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(actions.NeedsAnEnd):
        actions_firm.set_firm_role(
            firm=cast.office, person=cast.dirk, role=FirmRole.AUDITOR, actor=cast.actor(cast.bea), now=now
        )
    auditor = {"firm": cast.office, "person": cast.dirk, "role": FirmRole.AUDITOR}
    actions_firm.set_firm_role(**auditor, from_on=TODAY, until_on=TODAY, actor=cast.actor(cast.bea), now=now)
    with pytest.raises(rights.NoSuchDossier):
        in_atelier(cast, cast.dirk, now)

    actions_firm.assign(
        member=FirmMember.objects.get(person=cast.dirk),
        dossiers=[cast.atelier],
        actor=cast.actor(cast.bea),
        now=now,
    )

    assert in_atelier(cast, cast.dirk, now).rights == column("auditor", "x")
    for days in (-1, 1):
        with pytest.raises(rights.NoSuchDossier):
            in_atelier(cast, cast.dirk, now + dt.timedelta(days=days))


def test_every_role_is_in_its_table() -> None:
    assert set(role_table.OF_FIRM_ROLE) == set(FirmRole) == set(role_table.IN_FIRM)


def test_roles_add_up(cast: Cast, now: dt.datetime) -> None:
    actions_firm.set_firm_role(
        firm=cast.office, person=cast.bram, role=FirmRole.ASSISTANT, actor=cast.actor(cast.bea), now=now
    )

    access = in_atelier(cast, cast.bram, now)

    assert access.rights == column("employee", "x") | column("assistant", "x")
    assert access.is_member


@pytest.mark.parametrize("public_id", ["", "0000000000000", "x' OR 1=1"])
def test_a_dossier_that_does_not_exist_answers_as_one_of_a_stranger(
    cast: Cast, now: dt.datetime, public_id: str
) -> None:
    with pytest.raises(rights.NoSuchDossier):
        rights.open_dossier(person=cast.an, public_id=public_id, on=now.date())
    with pytest.raises(rights.NoSuchDossier):
        in_atelier(cast, cast.dirk, now)


def test_somebody_who_may_not_log_in_opens_nothing(cast: Cast, now: dt.datetime) -> None:
    cast.an.is_active = False

    with pytest.raises(rights.NoSuchDossier):
        in_atelier(cast, cast.an, now)


@pytest.mark.parametrize(
    ("on", "is_in"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-06-30", True), ("2026-07-01", False)],
)
def test_a_mandate_counts_from_its_first_to_its_last_day(cast: Cast, on: str, is_in: bool) -> None:
    Mandate.objects.update(until_on=dt.date(2026, 6, 30))
    day = dt.date.fromisoformat(on)

    assert (cast.atelier in rights.dossiers_of(cast.carla, day)) is is_in
    if is_in:
        assert rights.open_dossier(person=cast.carla, public_id=cast.atelier.public_id, on=day).rights
    else:
        with pytest.raises(rights.NoSuchDossier):
            rights.open_dossier(person=cast.carla, public_id=cast.atelier.public_id, on=day)


def test_everybody_finds_their_own_dossiers(cast: Cast, now: dt.datetime) -> None:
    found = {
        person.email: rights.dossiers_of(person, now.date()) for person in (cast.an, cast.carla, cast.dirk)
    }

    assert found == {
        "an@example.be": [cast.atelier],
        "carla@example.be": [cast.atelier],
        "dirk@example.be": [cast.dirks],
    }


def test_a_firm_opens_for_its_own_people_by_role(cast: Cast) -> None:
    _, of_bea = rights.in_firm(person=cast.bea, public_id=cast.office.public_id, on=TODAY)
    _, of_carla = rights.in_firm(person=cast.carla, public_id=cast.office.public_id, on=TODAY)

    assert of_bea == set(FirmRight)
    assert of_carla == {FirmRight.SEE_FIRM, FirmRight.ADD_DOSSIERS, FirmRight.USE_AGENTS}
    with pytest.raises(rights.NoSuchDossier):
        rights.in_firm(person=cast.an, public_id=cast.office.public_id, on=TODAY)
