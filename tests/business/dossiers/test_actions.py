"""Dossiers, roles and mandates: the last owner stays, both sides accept, an end works at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from boekbrug.belgium.enterprise_number import NotAnEnterpriseNumber
from boekbrug.business.dossiers import actions, actions_firm, queries, rights, tenant
from boekbrug.business.dossiers.models import Dossier, DossierMember, DossierRole, Firm, FirmRole, Mandate
from boekbrug.business.timeline.models import Event
from tests.cast import Cast


@pytest.fixture
def by_an(cast: Cast, now: dt.datetime) -> dict[str, Any]:
    return {"actor": cast.actor(cast.an), "now": now}


def kinds(dossier: Dossier) -> list[str]:
    with tenant.enter(dossier):
        return list(Event.objects.order_by("number").values_list("kind", flat=True))


@pytest.mark.parametrize("role", [None, DossierRole.EMPLOYEE])
def test_the_last_owner_stays(cast: Cast, by_an: dict[str, Any], role: DossierRole | None) -> None:
    before = kinds(cast.atelier)

    with pytest.raises(actions.LastOwner):
        actions.set_role(dossier=cast.atelier, person=cast.an, role=role, **by_an)

    assert {one.person: one.role for one in queries.members(cast.atelier)}[cast.an] == DossierRole.OWNER
    assert kinds(cast.atelier) == before


def test_an_owner_may_go_when_there_is_another(cast: Cast, by_an: dict[str, Any]) -> None:
    actions.set_role(dossier=cast.atelier, person=cast.bram, role=DossierRole.OWNER, **by_an)
    actions.set_role(dossier=cast.atelier, person=cast.an, role=None, **by_an)

    assert [one.person for one in queries.members(cast.atelier)] == [cast.bram]
    assert kinds(cast.atelier)[-2:] == ["dossier.role", "dossier.role"]


@pytest.mark.parametrize("role", [None, FirmRole.MANAGER])
def test_the_last_administrator_of_a_firm_stays(
    cast: Cast, by_an: dict[str, Any], role: FirmRole | None
) -> None:
    with pytest.raises(actions.LastOwner):
        actions_firm.set_firm_role(firm=cast.office, person=cast.bea, role=role, **by_an)

    actions_firm.set_firm_role(firm=cast.office, person=cast.carla, role=FirmRole.ADMIN, **by_an)
    actions_firm.set_firm_role(firm=cast.office, person=cast.bea, role=role, **by_an)
    assert rights.in_firm(person=cast.carla, public_id=cast.office.public_id, on=dt.date(2026, 3, 16))


@pytest.fixture
def offered(cast: Cast, by_an: dict[str, Any]) -> Mandate:
    """Dirk's dossier is offered to the office; the office did not answer yet."""
    return actions.offer_mandate(
        dossier=cast.dirks, firm=cast.office, from_on=dt.date(2026, 3, 1), by_dossier=True, **by_an
    )


def is_reached(cast: Cast, now: dt.datetime) -> bool:
    try:
        rights.open_dossier(person=cast.carla, public_id=cast.dirks.public_id, on=dt.date(2026, 3, 16))
    except rights.NoSuchDossier:
        return False
    return True


def test_a_mandate_works_once_both_sides_accepted(
    cast: Cast, offered: Mandate, by_an: dict[str, Any], now: dt.datetime
) -> None:
    actions.accept_mandate(mandate=offered, by_dossier=True, **by_an)  # the same side again
    assert not is_reached(cast, now)
    assert not queries.has_firm(cast.dirks, on=now.date())

    actions.accept_mandate(mandate=offered, by_dossier=False, **by_an)

    assert is_reached(cast, now)
    assert queries.has_firm(cast.dirks, on=now.date())
    assert not queries.has_firm(cast.dirks, on=offered.from_on - dt.timedelta(days=1))
    assert kinds(cast.dirks)[-2:] == ["mandate.offered", "mandate.accepted"]


def test_an_ended_mandate_takes_the_firms_access_at_once(
    cast: Cast, offered: Mandate, by_an: dict[str, Any], now: dt.datetime
) -> None:
    actions.accept_mandate(mandate=offered, by_dossier=False, **by_an)

    actions.end_mandate(mandate=offered, **by_an)
    actions.end_mandate(mandate=offered, **by_an)
    actions.accept_mandate(mandate=offered, by_dossier=False, **by_an)

    assert not is_reached(cast, now)
    assert cast.dirks not in rights.dossiers_of(cast.carla, now.date())
    assert kinds(cast.dirks).count("mandate.ended") == 1


def test_a_firm_has_one_open_mandate(cast: Cast, offered: Mandate, by_an: dict[str, Any]) -> None:
    again = {"dossier": cast.dirks, "firm": cast.office, "from_on": dt.date(2026, 4, 1), "by_dossier": True}

    with pytest.raises(actions.MandateExists):
        actions.offer_mandate(**again, **by_an)

    actions.end_mandate(mandate=offered, **by_an)
    assert actions.offer_mandate(**again, **by_an).pk != offered.pk


def test_a_change_of_data_is_noted_by_its_fields(cast: Cast, by_an: dict[str, Any]) -> None:
    changes = {"city": "Gent", "street": cast.atelier.street}

    actions.edit_dossier(dossier=cast.atelier, changes=changes, **by_an)
    noted = len(kinds(cast.atelier))
    actions.edit_dossier(dossier=cast.atelier, changes=changes, **by_an)

    assert Dossier.objects.get(pk=cast.atelier.pk).city == "Gent"
    assert len(kinds(cast.atelier)) == noted
    assert Event.across.get(kind="dossier.edited").detail == {"fields": ["city"]}


def test_what_is_not_editable_is_refused(cast: Cast, by_an: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="enterprise_number"):
        actions.edit_dossier(dossier=cast.atelier, changes={"enterprise_number": "1"}, **by_an)


def test_a_number_that_is_none_makes_no_firm_and_no_dossier(cast: Cast, by_an: dict[str, Any]) -> None:
    with pytest.raises(NotAnEnterpriseNumber):
        actions.add_dossier(name="x", enterprise_number="0123456789", owner=cast.an, **by_an)
    with pytest.raises(NotAnEnterpriseNumber):
        actions.add_firm(name="x", enterprise_number="1", language="nl", admin=cast.an, now=by_an["now"])

    assert (Dossier.objects.count(), Firm.objects.count()) == (2, 1)


def test_a_role_that_changes_leaves_no_rights_of_earlier_behind(cast: Cast, by_an: dict[str, Any]) -> None:
    member = DossierMember.objects.get(dossier=cast.atelier, person=cast.bram)
    actions.grant(member=member, rights=[rights.Right.SEE_BANK], **by_an)

    for role in (DossierRole.OWNER, DossierRole.EMPLOYEE):
        actions.set_role(dossier=cast.atelier, person=cast.bram, role=role, **by_an)

    member.refresh_from_db()
    assert member.grants == []
