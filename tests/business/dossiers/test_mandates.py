"""Mandates between two sides that act at once, and what ends with them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from boekbrug.business.dossiers import actions, actions_firm, agents, queries, rights, tenant
from boekbrug.business.dossiers.document_days import Days
from boekbrug.business.dossiers.models import (
    Assignment,
    DossierMember,
    DossierRole,
    FirmMember,
    FirmRole,
    Mandate,
)
from boekbrug.business.dossiers.rights import Area, Right
from boekbrug.business.people.models import Person
from boekbrug.business.timeline.models import Event
from tests.cast import Cast


@pytest.fixture
def by_an(cast: Cast, now: dt.datetime) -> dict[str, Any]:
    return {"actor": cast.actor(cast.an), "now": now}


def test_terms_that_changed_since_they_were_read_are_not_accepted(cast: Cast, by_an: dict[str, Any]) -> None:
    mandate = actions.offer_mandate(
        dossier=cast.dirks, firm=cast.office, from_on=dt.date(2026, 3, 1), by_dossier=False,
        scope=[Area.SALES], **by_an,
    )  # fmt: skip
    read = mandate.terms
    actions.change_mandate(
        mandate=mandate, scope=list(Area), takes_bank=True, until_on=None, by_dossier=False, **by_an
    )

    with pytest.raises(actions.MandateChanged):
        actions.accept_mandate(mandate=mandate, by_dossier=True, terms=read, **by_an)

    assert Mandate.objects.get(pk=mandate.pk).accepted_by_dossier_at is None
    actions.accept_mandate(mandate=mandate, by_dossier=True, terms=mandate.terms, **by_an)
    assert Mandate.objects.get(pk=mandate.pk).accepted_by_dossier_at


def test_a_page_that_was_open_before_a_narrowing_widens_nothing_by_itself(
    cast: Cast, by_an: dict[str, Any]
) -> None:
    mandate, opened_before = Mandate.objects.get(), Mandate.objects.get()
    by_dossier = {"by_dossier": True, "takes_bank": False, "until_on": None, **by_an}
    actions.change_mandate(mandate=mandate, scope=[Area.SALES], **by_dossier)

    actions.change_mandate(mandate=opened_before, scope=[Area.SALES, Area.BANK], **by_dossier)

    kept = Mandate.objects.get()
    assert (kept.scope, kept.waits_for(dossier=False)) == ([Area.SALES], True)


@pytest.mark.parametrize(
    ("until_on", "is_asked"), [(dt.date(2026, 6, 30), False), (dt.date(2026, 12, 31), False),
                               (dt.date(2027, 1, 1), True), (None, True)],
)  # fmt: skip
def test_an_earlier_end_needs_nobody_and_a_later_one_the_other_side(
    cast: Cast, by_an: dict[str, Any], until_on: dt.date | None, is_asked: bool
) -> None:
    Mandate.objects.update(until_on=dt.date(2026, 12, 31))
    mandate = Mandate.objects.get()

    actions.change_mandate(
        mandate=mandate, scope=list(Area), takes_bank=False, until_on=until_on, by_dossier=True, **by_an
    )

    assert mandate.until_on == (dt.date(2026, 12, 31) if is_asked else until_on)
    assert mandate.waits_for(dossier=False) is is_asked
    actions.accept_mandate(mandate=mandate, by_dossier=False, **by_an)
    assert (mandate.until_on, mandate.proposed) == (until_on, None)


def test_terms_that_wait_are_refused_or_taken_back(cast: Cast, by_an: dict[str, Any]) -> None:
    mandate, wider = Mandate.objects.get(), {"scope": list(Area), "takes_bank": True, "until_on": None}

    for by_dossier in (True, False):
        actions.change_mandate(mandate=mandate, by_dossier=by_dossier, **wider, **by_an)
        assert (mandate.waits_for(dossier=True), mandate.waits_for(dossier=False)) == (
            not by_dossier,
            by_dossier,
        )
        actions.accept_mandate(mandate=mandate, by_dossier=by_dossier, **by_an)  # whoever proposed
        assert not mandate.takes_bank
        actions.leave_proposal(mandate=mandate, **by_an)
        actions.accept_mandate(mandate=mandate, by_dossier=not by_dossier, **by_an)
        assert (mandate.proposed, mandate.takes_bank, mandate.is_whole) == (None, False, True)


def test_what_was_agreed_again_or_less_takes_a_proposal_away(cast: Cast, by_an: dict[str, Any]) -> None:
    mandate, wider = Mandate.objects.get(), {"scope": list(Area), "takes_bank": True, "until_on": None}
    agreed = {"scope": list(Area), "takes_bank": False, "until_on": None}

    for terms in (agreed, {**agreed, "scope": [Area.SALES]}):
        actions.change_mandate(mandate=mandate, by_dossier=False, **wider, **by_an)
        read = mandate.terms
        actions.change_mandate(mandate=mandate, by_dossier=True, **terms, **by_an)  # type: ignore[arg-type]
        assert mandate.proposed is None
        with pytest.raises(actions.MandateChanged):
            actions.accept_mandate(mandate=mandate, by_dossier=True, terms=read, **by_an)


def test_a_mandate_does_not_end_before_it_begins(cast: Cast, by_an: dict[str, Any]) -> None:
    before = dt.date(2025, 12, 31)
    with pytest.raises(actions.MandateEndsFirst):
        actions.change_mandate(
            mandate=Mandate.objects.get(), scope=list(Area), takes_bank=False, until_on=before,
            by_dossier=True, **by_an,
        )  # fmt: skip
    with pytest.raises(actions.MandateEndsFirst):
        actions.offer_mandate(
            dossier=cast.dirks, firm=cast.office, from_on=dt.date(2026, 1, 1), until_on=before,
            by_dossier=True, **by_an,
        )  # fmt: skip


def test_whom_a_firm_named_is_named_no_more_after_the_end(cast: Cast, by_an: dict[str, Any]) -> None:
    mandate = Mandate.objects.get()
    actions_firm.assign(
        member=FirmMember.objects.get(person=cast.carla), dossiers=[cast.atelier, cast.dirks], **by_an
    )

    actions.end_mandate(mandate=mandate, **by_an)

    assert [one.dossier for one in Assignment.objects.all()] == [cast.dirks]


def test_another_role_begins_without_earlier_grants(cast: Cast, by_an: dict[str, Any]) -> None:
    bram, carla = DossierMember.objects.get(person=cast.bram), FirmMember.objects.get(person=cast.carla)
    actions.grant(member=bram, rights=[Right.SEE_BANK], **by_an)
    actions.grant(member=carla, rights=[Right.EDIT_SALES], **by_an)

    for role in (DossierRole.EMPLOYEE, DossierRole.OWNER, DossierRole.EMPLOYEE):
        actions.set_role(dossier=cast.atelier, person=cast.bram, role=role, **by_an)
    actions_firm.set_firm_role(firm=cast.office, person=cast.carla, role=FirmRole.MANAGER, **by_an)

    assert DossierMember.objects.get(person=cast.bram).grants == []
    assert FirmMember.objects.get(person=cast.carla).grants == [Right.EDIT_SALES]


def test_a_grant_is_noted_in_no_dossier_that_did_not_accept_the_firm(
    cast: Cast, by_an: dict[str, Any]
) -> None:
    actions.offer_mandate(
        dossier=cast.dirks, firm=cast.office, from_on=dt.date(2026, 1, 1), by_dossier=False, **by_an
    )

    actions.grant(member=FirmMember.objects.get(person=cast.carla), rights=[Right.EDIT_SALES], **by_an)

    noted = {}
    for dossier in (cast.atelier, cast.dirks):
        with tenant.enter(dossier):
            noted[dossier] = Event.objects.filter(kind="dossier.granted").count()
    assert noted == {cast.atelier: 1, cast.dirks: 0}


def test_a_grant_counts_for_the_role_of_that_moment(cast: Cast, by_an: dict[str, Any]) -> None:
    read_before = FirmMember.objects.get(person=cast.carla)
    actions_firm.set_firm_role(firm=cast.office, person=cast.carla, role=FirmRole.ASSISTANT, **by_an)

    with pytest.raises(actions.NotGrantable):
        actions.grant(member=read_before, rights=[Right.EDIT_SALES], **by_an)


def test_documents_of_some_days_are_for_the_role_of_that_moment(cast: Cast, by_an: dict[str, Any]) -> None:
    until = {"from_on": None, "until_on": dt.date(2026, 12, 31)}
    actions_firm.set_firm_role(firm=cast.office, person=cast.carla, role=FirmRole.AUDITOR, **until, **by_an)
    read_before = FirmMember.objects.get(person=cast.carla)
    actions_firm.set_firm_role(firm=cast.office, person=cast.carla, role=FirmRole.MANAGER, **by_an)

    with pytest.raises(actions_firm.NotAnAuditor):
        actions_firm.limit_documents(member=read_before, days=Days(dt.date(2026, 1, 1)), **by_an)


@pytest.mark.parametrize("who", ["an", "bram", "carla", "bea", "dirk"])
def test_every_dossier_opens_at_once_as_each_opens_alone(
    cast: Cast, by_an: dict[str, Any], now: dt.datetime, who: str
) -> None:
    person = getattr(cast, who)
    actions.set_private(mandate=Mandate.objects.get(), is_private=True, **by_an)
    actions_firm.set_firm_role(firm=cast.office, person=cast.bram, role=FirmRole.ASSISTANT, **by_an)

    opened = {access.dossier: access for access in rights.open_all(person=person, on=now.date())}

    assert list(opened) == rights.dossiers_of(person, now.date())
    for dossier, access in opened.items():
        assert access == rights.open_dossier(person=person, public_id=dossier.public_id, on=now.date())


def test_who_may_no_longer_log_in_opens_nothing(cast: Cast, now: dt.datetime) -> None:
    Person.objects.update(is_active=False)
    carla = Person.objects.get(pk=cast.carla.pk)

    assert rights.open_all(person=carla, on=now.date()) == []
    assert rights.dossiers_of(carla, now.date()) == []
    assert agents.may_be_listed(person=carla, firm=cast.office, on=now.date()) == []


def test_more_dossiers_ask_no_more_of_the_database(
    cast: Cast, by_an: dict[str, Any], django_assert_num_queries: Any
) -> None:
    day = by_an["now"].date()
    for at in range(5):
        dossier = actions.add_dossier(
            name=f"Klant {at}", enterprise_number=cast.dirks.enterprise_number, owner=cast.dirk, **by_an
        )
        mandate = actions.offer_mandate(
            dossier=dossier, firm=cast.office, from_on=day, by_dossier=True, **by_an
        )
        actions.accept_mandate(mandate=mandate, by_dossier=False, **by_an)
        actions.set_private(mandate=mandate, is_private=True, **by_an)

    with django_assert_num_queries(5):
        assert len(rights.open_all(person=cast.bea, on=day)) == 6
    with django_assert_num_queries(5):
        assert len(rights.dossiers_of(cast.bea, day)) == 6


def test_a_firm_manages_keys_of_its_own_people_and_an_owner_all(cast: Cast, now: dt.datetime) -> None:
    from boekbrug.business.dossiers import actions_keys

    for person in (cast.an, cast.carla):
        given = {"dossier": cast.atelier, "person": person, "title": person.name, "scopes": ["sales:read"]}
        actions_keys.make_key(**given, actor=cast.actor(person), now=now)

    seen = {}
    for person in (cast.an, cast.carla):
        access = rights.open_dossier(person=person, public_id=cast.atelier.public_id, on=now.date())
        seen[person.name] = [key.title for key in queries.keys_for(access)]

    assert seen == {"An Peeters": ["An Peeters", "Carla Dubois"], "Carla Dubois": ["Carla Dubois"]}


def test_a_mandate_that_would_end_first_is_told_from_one_that_exists(
    cast: Cast, by_an: dict[str, Any]
) -> None:
    day = dt.date(2026, 3, 1)
    offered = {"dossier": cast.dirks, "firm": cast.office, "by_dossier": True, **by_an}

    with pytest.raises(actions.MandateEndsFirst, match="01/03/2026"):
        actions.offer_mandate(from_on=day, until_on=day - dt.timedelta(days=1), **offered)
    actions.offer_mandate(from_on=day, until_on=day, **offered)
    with pytest.raises(actions.MandateExists):
        actions.offer_mandate(from_on=day, **offered)


def test_what_the_database_refuses_otherwise_is_no_mandate_that_exists(
    cast: Cast, by_an: dict[str, Any]
) -> None:
    by_both: dict[str, Any] = {"by_dossier": True, **by_an}

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.offer_mandate(dossier=cast.dirks, firm=cast.office, from_on=None, **by_both)


def test_rights_beyond_a_role_and_private_dossiers_are_on_the_timeline(
    cast: Cast, by_an: dict[str, Any]
) -> None:
    bram, carla = DossierMember.objects.get(person=cast.bram), FirmMember.objects.get(person=cast.carla)
    with tenant.enter(cast.atelier):
        before = Event.objects.count()

    actions.grant(member=bram, rights=[Right.SEE_BANK], **by_an)
    actions.grant(member=carla, rights=[Right.EDIT_SALES], **by_an)
    for is_private in (True, True, False):
        actions.set_private(mandate=Mandate.objects.get(), is_private=is_private, **by_an)

    with tenant.enter(cast.atelier):
        found = list(Event.objects.order_by("number")[before:])
    assert [(one.kind, one.detail) for one in found] == [
        ("dossier.granted", {"person": cast.bram.pk, "rights": ["see_bank"]}),
        ("dossier.granted", {"person": cast.carla.pk, "rights": ["edit_sales"]}),
        ("mandate.made_private", {}),
        ("mandate.made_open", {}),
    ]


def test_a_mandate_stands_somewhere_on_each_day(cast: Cast, now: dt.datetime) -> None:
    mandate, day = Mandate.objects.get(), now.date()
    assert mandate.standing(day) == "active"
    mandate.proposed = {"by_dossier": True}
    assert mandate.standing(day) == "terms-wait"
    assert mandate.standing(mandate.from_on - dt.timedelta(days=1)) == "outside-dates"
    mandate.accepted_by_firm_at = None
    assert mandate.standing(day) == "waits-for-firm"
    mandate.accepted_by_dossier_at = None
    assert mandate.standing(day) == "waits-for-dossier"
    mandate.ended_at = now
    assert mandate.standing(day) == "ended"
