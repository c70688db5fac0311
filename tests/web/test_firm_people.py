"""People of a firm: its administrator invites, changes and ends; others look, strangers find nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers.models import FirmMember, FirmRole
from boekbrug.business.invitations import links
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.people.models import Person
from tests.cast import PASSWORD, Cast
from tests.web.firms import log_in


def test_the_administrator_invites_an_assistant_who_must_have_a_factor(cast: Cast) -> None:
    bea = log_in(cast.bea)

    bea.post(
        reverse("firm-people-invite", args=[cast.office.public_id]),
        {"email": "els@example.be", "role": "ASSISTANT"},
    )
    asked = Invitation.objects.get()
    page = bea.get(reverse("firm-people", args=[cast.office.public_id]))
    Client().post(
        reverse("invitation", args=[links.token_of(asked)]), {"name": "Els Maes", "password": PASSWORD}
    )

    assert [one.email for one in page.context["invitations"]] == ["els@example.be"]
    els = Person.objects.get(email="els@example.be")
    assert FirmMember.objects.get(person=els).role == FirmRole.ASSISTANT
    today = log_in(els).get(reverse("today", args=[cast.atelier.public_id]))
    assert today["Location"] == reverse("mfa_index")


def test_the_administrator_changes_and_ends_roles_but_not_the_last_ones(cast: Cast) -> None:
    bea, address = log_in(cast.bea), reverse("firm-people-role", args=[cast.office.public_id])

    bea.post(address, {"email": cast.carla.email, "role": "ASSISTANT"})
    assert FirmMember.objects.get(person=cast.carla).role == FirmRole.ASSISTANT
    bea.post(address, {"email": cast.carla.email, "role": ""})
    bea.post(address, {"email": cast.bea.email, "role": ""})
    bea.post(address, {"email": cast.bea.email, "role": "AUDITOR"})

    assert [(one.person, one.role) for one in FirmMember.objects.all()] == [(cast.bea, FirmRole.ADMIN)]


def test_another_role_keeps_the_days_of_a_stay(cast: Cast) -> None:
    stay = {"from_on": dt.date(2020, 1, 1), "until_on": dt.date(2099, 12, 31)}
    FirmMember.objects.filter(person=cast.carla).update(**stay)
    bea, address = log_in(cast.bea), reverse("firm-people-role", args=[cast.office.public_id])

    for role in ("ASSISTANT", "ASSISTANT"):
        bea.post(address, {"email": cast.carla.email, "role": role})

    kept = FirmMember.objects.get(person=cast.carla)
    assert (kept.role, kept.from_on, kept.until_on) == ("ASSISTANT", stay["from_on"], stay["until_on"])


@pytest.mark.parametrize(("who", "status"), [("carla", 403), ("an", 404), ("dirk", 404)])
def test_others_change_nothing_in_a_firm(client: Client, cast: Cast, who: str, status: int) -> None:
    client.force_login(getattr(cast, who))
    asked = {"email": "els@example.be", "role": "ADMIN"}

    answers = [
        client.post(reverse("firm-people-invite", args=[cast.office.public_id]), asked),
        client.post(reverse("firm-people-role", args=[cast.office.public_id]), asked),
        client.post(
            reverse("firm-people-invitation", args=[cast.office.public_id, "0" * 13]), {"answer": "revoke"}
        ),
    ]

    assert {one.status_code for one in answers} == {status}
    assert not Invitation.objects.exists()


def test_a_manager_sees_the_people_and_no_invitations(client: Client, cast: Cast) -> None:
    client.force_login(cast.carla)

    page = client.get(reverse("firm-people", args=[cast.office.public_id]))

    assert cast.bea.email in page.content.decode()
    assert "firm-people-invite" not in page.content.decode()
    assert page.context["invitations"] == []
