"""Inviting and accepting on the page: one answer for every address and for every dead link."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from structlog.testing import capture_logs

from boekbrug.business.dossiers.models import DossierMember
from boekbrug.business.invitations import links
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.people.models import Person
from tests.business.invitations.test_invitations import NEW, invite
from tests.cast import PASSWORD, Cast


@pytest.fixture(autouse=True)
def rates(cast: Cast) -> None:
    """Begin without earlier tries."""
    cache.clear()


def log_in(person: Person) -> Client:
    """Log in with the password."""
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


def address_of(invitation: Invitation) -> str:
    """The page of an invitation."""
    return reverse("invitation", args=[links.token_of(invitation)])


def test_the_link_in_the_mail_is_the_page(cast: Cast, now: dt.datetime, settings: Any) -> None:
    asked = invite(cast, now)

    assert links.link_of(asked) == settings.ENVIRONMENT.address + address_of(asked)


def test_the_answer_is_the_same_whether_or_not_the_address_logs_in(cast: Cast) -> None:
    client, told = log_in(cast.an), []
    for email in (cast.dirk.email, NEW):
        answer = client.post(
            reverse("people-invite", args=[cast.atelier.public_id]),
            {"email": email, "role": "EMPLOYEE"},
            follow=True,
        )
        told.append([str(one).replace(email, "X") for one in answer.context["messages"]])

    assert told[0] == told[1]
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("who", ["bram", "carla", "dirk"])
def test_who_may_not_give_roles_invites_nobody(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    asked = invite(cast, timezone.now())

    answers = [
        client.post(reverse("people-invite", args=[cast.atelier.public_id]), {"email": NEW, "role": "OWNER"}),
        client.post(
            reverse("people-invitation", args=[cast.atelier.public_id, asked.public_id]), {"answer": "revoke"}
        ),
    ]

    assert {one.status_code for one in answers} <= {403, 404}
    assert Invitation.objects.get().role == "EMPLOYEE"
    assert Invitation.objects.get().revoked_at is None


def test_an_invitation_of_another_dossier_is_not_there(cast: Cast) -> None:
    asked = invite(cast, timezone.now())
    client = log_in(cast.dirk)

    answer = client.post(
        reverse("people-invitation", args=[cast.dirks.public_id, asked.public_id]), {"answer": "revoke"}
    )

    assert answer.status_code == 404
    asked.refresh_from_db()
    assert asked.revoked_at is None


def test_a_new_person_comes_in(cast: Cast) -> None:
    asked, client = invite(cast, timezone.now()), Client()

    page = client.get(address_of(asked))
    answer = client.post(address_of(asked), {"name": "Els Maes", "password": PASSWORD})

    assert "Atelier Noordzee" in page.content.decode()
    assert answer["Location"] == reverse("account_login")
    els = Person.objects.get(email=NEW)
    assert log_in(els).get(reverse("today", args=[cast.atelier.public_id])).status_code == 200


def test_a_weak_password_is_told_beside_its_field(cast: Cast) -> None:
    asked = invite(cast, timezone.now())

    answer = Client().post(address_of(asked), {"name": "Els", "password": "zwak8"})

    assert answer.status_code == 422
    assert "12" in answer.context["problems"]["password"][0]
    assert "zwak8" not in answer.content.decode()


def test_a_known_person_signs_in_accepts_and_stays(cast: Cast) -> None:
    asked = invite(cast, timezone.now(), email=cast.dirk.email)
    client, elsewhere = log_in(cast.dirk), log_in(cast.dirk)

    page = client.get(address_of(asked))
    client.post(reverse("invitation-accept", args=[links.token_of(asked)]))

    assert reverse("invitation-accept", args=[links.token_of(asked)]) in page.content.decode()
    assert client.get(reverse("today", args=[cast.atelier.public_id])).status_code == 200
    assert elsewhere.get(reverse("profile")).status_code == 302


def test_nobody_takes_over_a_known_login_with_an_invitation(cast: Cast) -> None:
    asked = invite(cast, timezone.now(), email=cast.dirk.email)

    Client().post(address_of(asked), {"name": "Thief", "password": "zes-molens-langs-de-dijk"})

    cast.dirk.refresh_from_db()
    assert cast.dirk.check_password(PASSWORD)
    assert not DossierMember.objects.filter(person=cast.dirk, dossier=cast.atelier).exists()


def test_somebody_else_does_not_accept_it(cast: Cast) -> None:
    asked, client = invite(cast, timezone.now()), log_in(cast.dirk)

    client.post(reverse("invitation-accept", args=[links.token_of(asked)]))
    page = client.get(address_of(asked))

    assert cast.dirk.email in page.content.decode()
    assert not DossierMember.objects.filter(person=cast.dirk, dossier=cast.atelier).exists()


def test_every_link_that_opens_nothing_gets_the_same_page(cast: Cast) -> None:
    asked = invite(cast, timezone.now())
    token = links.token_of(asked)
    Invitation.objects.update(revoked_at=timezone.now())

    pages = [
        Client().get(reverse("invitation", args=[one])) for one in (token, "made-up", token[:-1], "a.1.b")
    ]

    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_a_link_is_in_no_log_whether_or_not_it_opens(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    asked = invite(cast, timezone.now())
    with capture_logs() as lines, caplog.at_level("DEBUG"):
        Client().get(address_of(asked))
        Invitation.objects.update(revoked_at=timezone.now())
        Client().get(address_of(asked))

    signature = links.token_of(asked).rpartition(".")[2]
    assert len(lines) == 2
    assert signature not in f"{lines} {caplog.text} {[one.args for one in caplog.records]}"


def test_the_page_of_people_shows_what_is_open(cast: Cast) -> None:
    invite(cast, timezone.now())

    page = log_in(cast.an).get(reverse("people", args=[cast.atelier.public_id]))

    assert [row.email for row in page.context["invitations"]] == [NEW]
    assert NEW in page.content.decode()
