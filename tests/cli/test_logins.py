"""`boekbrug user`, about logins: invite, close and open, sessions, lost factors."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import actions_firm as firms
from boekbrug.business.dossiers import actions_keys
from boekbrug.business.dossiers.models import DossierRole, FirmRole
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.people.models import Person
from tests.cast import PASSWORD, Cast
from tests.cli.typing_in import boekbrug, printed


@pytest.fixture(autouse=True)
def rates(cast: Cast) -> None:
    """Begin without earlier tries."""
    cache.clear()


def log_in(person: Person) -> Client:
    """Log in with the password."""
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    """Whether a client is logged in."""
    return client.get(reverse("profile")).status_code == 200


@pytest.mark.parametrize(
    ("place", "role"), [(("--dossier", "Atelier Noordzee"), "owner"), (("--firm", "Kantoor Dubois"), "ADMIN")]
)
def test_the_operator_invites_and_gets_the_link(cast: Cast, place: tuple[str, str], role: str) -> None:
    done = boekbrug("user", "invite", "els@example.be", *place, "--role", role, "--json")

    assert done.exit_code == 0
    assert Client().get(urlsplit(printed(done)["link"]).path).status_code == 200
    assert Invitation.objects.get().role == role.upper()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("els@example.be", "--dossier", "Atelier Noordzee", "--role", "ADMIN"), "ADMIN is no role there."),
        (("els", "--dossier", "Atelier Noordzee", "--role", "OWNER"), "valid email address"),
        (("els@example.be", "--role", "OWNER"), "give --dossier or --firm"),
        (("els@example.be", "--dossier", "Nowhere", "--role", "OWNER"), "Dossiers found for Nowhere: 0"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(cast: Cast, words: tuple[str, ...], told: str) -> None:
    done = boekbrug("user", "invite", *words)

    assert done.exit_code > 0
    assert told in done.stderr
    assert not Invitation.objects.exists()


def test_a_closed_login_opens_nothing_until_it_is_opened_again(cast: Cast, now: object) -> None:
    sessions = [log_in(cast.bram) for _ in range(2)]
    _, key = actions_keys.make_key(
        dossier=cast.atelier,
        person=cast.bram,
        title="Kassa",
        scopes=["sales:read"],
        actor=cast.actor(cast.an),
        now=now,
    )
    address = f"/api/v1/dossiers/{cast.atelier.public_id}/documents"

    def by_key() -> int:
        return Client().get(address, headers={"Authorization": f"Bearer {key}"}).status_code

    assert by_key() == 200
    closed = boekbrug("user", "disable", cast.bram.email)

    assert closed.exit_code == 0
    assert not any(is_in(one) for one in [*sessions, log_in(cast.bram)])
    assert by_key() in {401, 404}
    boekbrug("user", "enable", cast.bram.email)
    assert is_in(log_in(cast.bram))
    assert not any(is_in(one) for one in sessions)


@pytest.mark.parametrize("who", ["an", "bea"])
def test_the_only_owner_or_administrator_is_not_closed(cast: Cast, who: str) -> None:
    done = boekbrug("user", "disable", f"{who}@example.be")

    assert (done.exit_code, "last owner" in done.stderr) == (1, True)
    assert Person.objects.get(email=f"{who}@example.be").is_active


def test_a_closed_login_counts_as_no_owner(cast: Cast, now: object) -> None:
    by_an = cast.actor(cast.an)
    dossiers.set_role(dossier=cast.atelier, person=cast.bram, role=DossierRole.OWNER, actor=by_an, now=now)
    firms.set_firm_role(firm=cast.office, person=cast.carla, role=FirmRole.ADMIN, actor=by_an, now=now)
    assert boekbrug("user", "disable", cast.bram.email).exit_code == 0
    assert boekbrug("user", "disable", cast.carla.email).exit_code == 0

    with pytest.raises(dossiers.LastOwner):
        dossiers.set_role(dossier=cast.atelier, person=cast.an, role=None, actor=by_an, now=now)
    with pytest.raises(dossiers.LastOwner):
        firms.set_firm_role(firm=cast.office, person=cast.bea, role=None, actor=by_an, now=now)


def test_sessions_are_listed_and_ended(cast: Cast) -> None:
    sessions = [log_in(cast.an) for _ in range(3)]

    listed = printed(boekbrug("user", "sessions", cast.an.email, "--json"))
    done = boekbrug("user", "sessions", cast.an.email, "--end")

    assert len(listed["sessions"]) == 3
    assert "(3 ended)" in done.stdout
    assert not any(is_in(one) for one in sessions)
    assert not UserSession.objects.filter(user=cast.an).exists()


def test_lost_factors_are_taken_away(cast: Cast) -> None:
    assert boekbrug("user", "reset-factors", cast.carla.email).exit_code == 0

    assert not Authenticator.objects.filter(user=cast.carla).exists()


@pytest.mark.parametrize("verb", ["disable", "enable", "sessions", "reset-factors"])
def test_nobody_is_told_so(cast: Cast, verb: str) -> None:
    done = boekbrug("user", verb, "nobody@example.be")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "Nobody logs in with nobody@example.be" in done.stderr
