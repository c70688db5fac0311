"""Auditors: asked for a stay, they see the chosen dossiers until a day, and go at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers.models import FirmMember, FirmRole
from boekbrug.business.invitations import links
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.people import actions_factors
from boekbrug.business.people.models import Person
from tests.cast import PASSWORD, Cast
from tests.web.firms import is_open_to, log_in

ELS = "els@example.be"


def asked(client: Client, cast: Cast, **typed: Any) -> Any:
    """Send the form that invites an auditor."""
    form = {"email": ELS, "until_on": "2099-12-31", "dossier": [cast.atelier.public_id]}
    return client.post(reverse("firm-auditor-invite", args=[cast.office.public_id]), form | typed)


def accepted() -> Person:
    """Let Els accept, and give her an app."""
    address = reverse("invitation", args=[links.token_of(Invitation.objects.get())])
    Client().post(address, {"name": "Els Maes", "password": PASSWORD})
    els = Person.objects.get(email=ELS)
    actions_factors.give_app(person=els)
    return els


def test_an_auditor_comes_for_a_stay_and_goes_at_once(cast: Cast) -> None:
    bea = log_in(cast.bea)
    assert asked(bea, cast, dossier=[cast.atelier.public_id, cast.dirks.public_id]).status_code == 302
    assert Invitation.objects.get().dossiers == [cast.atelier.public_id]

    els = log_in(accepted())

    member = FirmMember.objects.get(person__email=ELS)
    assert (member.role, member.until_on) == (FirmRole.AUDITOR, dt.date(2099, 12, 31))
    assert is_open_to(els, cast.atelier.public_id)
    assert els.get(reverse("bank", args=[cast.atelier.public_id])).status_code == 200
    assert els.get(reverse("import", args=[cast.atelier.public_id])).status_code == 403
    change = reverse("firm-auditor-change", args=[cast.office.public_id])
    bea.post(change, {"email": ELS, "until_on": "2099-06-30"})
    assert FirmMember.objects.get(person__email=ELS).until_on == dt.date(2099, 6, 30)
    assert is_open_to(log_in(member.person), cast.atelier.public_id)
    page = bea.get(reverse("firm-auditors", args=[cast.office.public_id])).content.decode()
    assert "Els Maes" in page
    bea.post(change, {"email": ELS, "answer": "end"})
    assert not FirmMember.objects.filter(person__email=ELS).exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"until_on": ""}, "until_on"),
        ({"until_on": "2020-01-01"}, "until_on"),
        ({"until_on": "later"}, "until_on"),
        ({"from_on": "2100-01-01"}, "until_on"),
        ({"email": "els"}, "email"),
        ({"documents_from_on": "2026-02-01", "documents_until_on": "2026-01-31"}, "documents_until_on"),
        ({"dossier": []}, "__all__"),
    ],
)
def test_what_lacks_is_said_at_its_field(cast: Cast, typed: Any, field: str) -> None:
    answer = asked(log_in(cast.bea), cast, **typed)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_a_dossier_whose_mandate_ended_since_is_not_named(cast: Cast, now: dt.datetime) -> None:
    from boekbrug.business.dossiers import actions
    from boekbrug.business.dossiers.models import Mandate

    asked(log_in(cast.bea), cast)
    actions.end_mandate(mandate=Mandate.objects.get(), actor=cast.actor(cast.an), now=now)

    els = accepted()

    assert not FirmMember.objects.get(person=els).assignments.exists()


def test_the_last_day_of_a_manager_is_not_changed_here(cast: Cast) -> None:
    bea = log_in(cast.bea)

    bea.post(
        reverse("firm-auditor-change", args=[cast.office.public_id]),
        {"email": cast.carla.email, "answer": "end"},
    )

    assert FirmMember.objects.filter(person=cast.carla, role=FirmRole.MANAGER).exists()


def test_an_auditor_of_a_year_is_invited_for_it_and_may_get_another(cast: Cast) -> None:
    bea = log_in(cast.bea)
    asked(bea, cast, documents_from_on="2025-01-01", documents_until_on="2025-12-31")

    accepted()

    year = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert of_els() == year
    change = reverse("firm-auditor-change", args=[cast.office.public_id])
    bea.post(change, {"email": ELS, "until_on": "2099-06-30"})
    assert of_els() == year
    turned = {"documents_from_on": "2026-02-01", "documents_until_on": "2026-01-01"}
    bea.post(change, {"email": ELS, "until_on": "2099-06-30", **turned})
    assert of_els() == year
    bea.post(change, {"email": ELS, "until_on": "2099-06-30", **turned, "documents_until_on": ""})
    assert of_els() == (dt.date(2026, 2, 1), None)
    page = bea.get(reverse("firm-auditors", args=[cast.office.public_id]))
    assert 'value="2026-02-01"' in page.text


def of_els() -> tuple[dt.date | None, dt.date | None]:
    """The days of documents that Els sees."""
    member = FirmMember.objects.get(person__email=ELS)
    return member.documents_from_on, member.documents_until_on


def test_a_last_day_before_the_first_is_told(cast: Cast) -> None:
    bea = log_in(cast.bea)
    asked(bea, cast, from_on="2099-06-01")
    accepted()

    answer = bea.post(
        reverse("firm-auditor-change", args=[cast.office.public_id]),
        {"email": ELS, "until_on": "2099-05-31"},
        follow=True,
    )

    assert answer.status_code == 200
    assert "ligt voor de eerste" in answer.content.decode()
    assert FirmMember.objects.get(person__email=ELS).until_on == dt.date(2099, 12, 31)
