"""Who may say who works in a dossier: the enterprise, never the firm."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from boekbrug.belgium import enterprise_number
from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers.models import DossierMember, DossierRole, FirmMember, FirmRole, Mandate
from boekbrug.business.dossiers.rights import Area
from boekbrug.business.people.models import Person
from tests.cast import PASSWORD, Cast
from tests.web.second_factor import type_code


def test_a_firm_makes_nobody_owner_of_the_dossier_of_its_client(client: Client, cast: Cast) -> None:
    FirmMember.objects.filter(person=cast.carla).update(role=FirmRole.ADMIN)
    client.force_login(cast.carla)

    page = client.get(reverse("people", args=[cast.atelier.public_id])).content.decode()
    answer = client.post(
        reverse("people-role", args=[cast.atelier.public_id]), {"email": cast.carla.email, "role": "OWNER"}
    )

    assert answer.status_code == 403
    assert not DossierMember.objects.filter(person=cast.carla).exists()
    assert reverse("people-role", args=[cast.atelier.public_id]) not in page


def test_an_owner_gives_roles(client: Client, cast: Cast) -> None:
    client.post(reverse("account_login"), {"login": cast.an.email, "password": PASSWORD})

    client.post(
        reverse("people-role", args=[cast.atelier.public_id]), {"email": cast.bram.email, "role": "OWNER"}
    )

    given = DossierMember.objects.get(person=cast.bram, dossier=cast.atelier)
    assert given.role == DossierRole.OWNER


def test_nobody_gets_a_role_without_accepting_it(client: Client, cast: Cast) -> None:
    client.post(reverse("account_login"), {"login": cast.an.email, "password": PASSWORD})

    client.post(
        reverse("people-role", args=[cast.atelier.public_id]), {"email": cast.dirk.email, "role": "EMPLOYEE"}
    )

    assert not DossierMember.objects.filter(person=cast.dirk, dossier=cast.atelier).exists()


@pytest.fixture
def other(cast: Cast, now: dt.datetime) -> Mandate:
    """The mandate of another firm in the atelier; the enterprise has not accepted it."""
    number = enterprise_number.make(5432109)
    firm = dossiers.add_firm(
        name="Kantoor Maes", enterprise_number=number, language="nl", admin=cast.dirk, now=now
    )
    terms = {"from_on": dt.date(2026, 1, 1), "by_dossier": False, "actor": cast.actor(cast.dirk), "now": now}
    return dossiers.offer_mandate(dossier=cast.atelier, firm=firm, **terms)


def answered(client: Client, person: Person, mandate: Mandate, answer: str, **more: str) -> int:
    """Log in with the password and the code, and answer a mandate."""
    cache.clear()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    type_code(client, person)
    address = reverse("mandate", args=[mandate.dossier.public_id, mandate.public_id])
    status = client.post(address, {"answer": answer, **more}).status_code
    mandate.refresh_from_db()
    return status


def test_a_firm_does_not_end_the_mandate_of_another_firm(client: Client, cast: Cast, other: Mandate) -> None:
    assert answered(client, cast.bea, other, "end") == 403
    assert other.ended_at is None
    page = client.get(reverse("people", args=[cast.atelier.public_id])).content.decode()
    assert "Kantoor Maes" in page
    assert reverse("mandate", args=[cast.atelier.public_id, other.public_id]) not in page


def test_a_firm_ends_its_own_mandate(client: Client, cast: Cast) -> None:
    own = Mandate.objects.get(firm=cast.office)

    assert answered(client, cast.bea, own, "end") == 302
    assert own.ended_at


def test_an_employee_who_manages_a_firm_accepts_no_mandate_for_the_owner(
    client: Client, cast: Cast, other: Mandate
) -> None:
    DossierMember.objects.create(dossier=cast.atelier, person=cast.bea, role=DossierRole.EMPLOYEE)

    assert answered(client, cast.bea, other, "accept") == 403
    assert other.accepted_by_dossier_at is None


def test_an_owner_accepts_and_ends_any_mandate(client: Client, cast: Cast, other: Mandate) -> None:
    assert answered(client, cast.an, other, "accept") == 302
    assert other.accepted_by_dossier_at
    assert answered(client, cast.an, other, "end") == 302
    assert other.ended_at


def test_terms_that_changed_after_the_page_was_shown_are_not_accepted(
    client: Client, cast: Cast, other: Mandate, now: dt.datetime
) -> None:
    shown = other.terms
    by_dirk = {"actor": cast.actor(cast.dirk), "now": now, "by_dossier": False}
    by_dirk |= {"takes_bank": True, "until_on": None}
    dossiers.change_mandate(mandate=other, scope=[Area.BANK], **by_dirk)

    answered(client, cast.an, other, "accept", terms=shown)
    assert other.accepted_by_dossier_at is None
    answered(client, cast.an, other, "accept", terms=other.terms)
    assert other.accepted_by_dossier_at


def test_the_list_of_dossiers_shows_no_bank_to_who_may_not_see_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.bram)

    (row,) = client.get(reverse("dossiers")).context["rows"]

    assert (row.name, row.waiting, row.stuck, row.last_statement) == ("Atelier Noordzee", None, None, "")
