"""The table of roles and rights, role by role, and how roles add up."""

from __future__ import annotations

import datetime as dt

import pytest

from boekbrug.business.dossiers import actions, rights
from boekbrug.business.dossiers.models import DossierRole, FirmRole, Mandate
from boekbrug.business.dossiers.rights import FirmRight, Right
from tests.cast import Cast

EMPLOYEE = {Right.ENTER, Right.SEE_SALES, Right.EDIT_SALES, Right.HAND_IN}
SEEING = {
    Right.ENTER, Right.SEE_DOSSIER, Right.SEE_SALES, Right.SEE_PURCHASES, Right.SEE_BANK,
    Right.SEE_DELIVERIES, Right.SEE_CONNECTIONS, Right.SEE_PEOPLE, Right.SEE_TIMELINE,
}  # fmt: skip
OF_FIRM = {
    FirmRole.MANAGER: set(Right) - {Right.MANAGE_PEOPLE, Right.GIVE_ROLES},
    FirmRole.ASSISTANT: SEEING - {Right.SEE_CONNECTIONS, Right.SEE_PEOPLE}
    | {Right.EDIT_PURCHASES, Right.HAND_IN, Right.IMPORT_BANK, Right.MATCH},
    FirmRole.ADMIN: SEEING | {Right.EDIT_DOSSIER, Right.SEND, Right.EDIT_CONNECTIONS, Right.MANAGE_PEOPLE},
    FirmRole.AUDITOR: SEEING,
}


def in_atelier(cast: Cast, person: object, now: dt.datetime) -> rights.Access:
    return rights.open_dossier(person=person, public_id=cast.atelier.public_id, on=now.date())  # type: ignore[arg-type]


def test_the_owner_may_do_everything(cast: Cast, now: dt.datetime) -> None:
    assert in_atelier(cast, cast.an, now).rights == set(Right)


def test_an_employee_sells_and_hands_in_and_sees_no_bank(cast: Cast, now: dt.datetime) -> None:
    access = in_atelier(cast, cast.bram, now)

    assert access.rights == EMPLOYEE
    with pytest.raises(rights.NotAllowed, match="see_bank"):
        access.require(Right.SEE_BANK)
    access.require(Right.SEE_SALES)


@pytest.mark.parametrize("role", FirmRole)
def test_each_role_in_a_firm_gives_its_rights(cast: Cast, now: dt.datetime, role: FirmRole) -> None:
    actions.set_firm_role(firm=cast.office, person=cast.dirk, role=role)

    access = in_atelier(cast, cast.dirk, now)

    assert access.rights == OF_FIRM[role]
    assert (access.is_member, [firm.pk for firm in access.firms]) == (False, [cast.office.pk])


def test_every_role_is_in_its_table() -> None:
    assert set(rights.OF_DOSSIER_ROLE) == set(DossierRole)
    assert set(rights.OF_FIRM_ROLE) == set(FirmRole) == set(rights.IN_FIRM)


def test_roles_add_up(cast: Cast, now: dt.datetime) -> None:
    actions.set_firm_role(firm=cast.office, person=cast.bram, role=FirmRole.AUDITOR)

    access = in_atelier(cast, cast.bram, now)

    assert access.rights == EMPLOYEE | SEEING
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
    _, of_bea = rights.in_firm(person=cast.bea, public_id=cast.office.public_id)
    _, of_carla = rights.in_firm(person=cast.carla, public_id=cast.office.public_id)

    assert of_bea == set(FirmRight)
    assert of_carla == {FirmRight.SEE_FIRM, FirmRight.ADD_DOSSIERS}
    with pytest.raises(rights.NoSuchDossier):
        rights.in_firm(person=cast.an, public_id=cast.office.public_id)
