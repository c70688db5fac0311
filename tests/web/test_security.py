"""Second factors, sessions and asking again: who is there, and for how long."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import actions_firm as firms
from boekbrug.business.dossiers import actions_logins
from boekbrug.business.dossiers.models import DossierMember, DossierRole, FirmRole
from boekbrug.business.invitations import actions as invitations
from boekbrug.business.invitations import links
from boekbrug.business.people import actions, actions_email, actions_factors, factors
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.people.factor_adapter import SealedFactors, WrongFactorKey
from boekbrug.business.people.models import Person
from boekbrug.web.devices import device_name
from boekbrug.web.login import MAIL_THREAD
from tests.cast import PASSWORD, TOTP_SECRET, Cast
from tests.web.second_factor import type_code


@pytest.fixture(autouse=True)
def rates(cast: Cast) -> None:
    """Begin without earlier tries."""
    cache.clear()


def log_in(person: Person) -> Client:
    """Log in with the password, and with the code where one is asked for."""
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    type_code(client, person)
    return client


def is_in(client: Client) -> bool:
    """Whether a client is logged in."""
    return client.get(reverse("profile")).status_code == 200


def test_a_password_alone_does_not_let_somebody_with_a_factor_in(cast: Cast) -> None:
    client = Client()

    answer = client.post(reverse("account_login"), {"login": cast.carla.email, "password": PASSWORD})

    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_the_code_lets_them_in_once(cast: Cast) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 16, 9, 0, 5, tzinfo=dt.UTC), tick=False):
        assert is_in(log_in(cast.carla))

        assert not is_in(log_in(cast.carla)), "the same code worked twice"


def test_somebody_of_a_firm_without_a_factor_sees_only_how_to_get_one(client: Client, cast: Cast) -> None:
    actions_factors.remove_factors(person=cast.carla)
    cast.carla.refresh_from_db()
    client.force_login(cast.carla)

    for address in (reverse("dossiers"), reverse("today", args=[cast.atelier.public_id])):
        assert client.get(address)["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_an_entrepreneur_may_go_without(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)

    assert client.get(reverse("today", args=[cast.atelier.public_id])).status_code == 200


@pytest.mark.django_db(transaction=True)  # allauth tells of a factor once it is committed
def test_setting_up_the_app_gives_codes_and_ends_other_sessions(cast: Cast) -> None:
    elsewhere, here = log_in(cast.an), log_in(cast.an)
    here.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = here.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False):  # or the code may die on its way
        code = format_hotp_value(hotp_value(secret, int(dt.datetime.now(dt.UTC).timestamp()) // 30))
        here.post(reverse("mfa_activate_totp"), {"code": code})
    answer = here.get(reverse("mfa_view_recovery_codes"))

    assert len(answer.context["unused_codes"]) == 10
    assert factors.current_code(cast.an, now=dt.datetime.now(dt.UTC)) is not None
    assert is_in(here)
    assert not is_in(elsewhere)
    for thread in threading.enumerate():
        if thread.name == MAIL_THREAD:
            thread.join()
    assert mail.outbox
    assert {one.to[0] for one in mail.outbox} == {cast.an.email}


def test_a_recovery_code_stands_in_for_the_app_once(cast: Cast) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    code = RecoveryCodes.activate(cast.carla).get_unused_codes()[0]
    tries = []
    for _ in range(2):
        client = Client()
        client.post(reverse("account_login"), {"login": cast.carla.email, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": code})
        tries.append(is_in(client))

    assert tries == [True, False]


POWERS = [
    "role given", "role taken", "firm role given", "firm role taken", "password", "factors reset",
    "login closed", "address", "invitation accepted", "ended",
]  # fmt: skip


def powers(cast: Cast, now: dt.datetime) -> dict[str, Any]:
    """Every change of what Bram may do."""
    by_an = cast.actor(cast.an)

    def role(of: DossierRole | None) -> None:
        dossiers.set_role(dossier=cast.atelier, person=cast.bram, role=of, actor=by_an, now=now)

    def firm_role(of: FirmRole | None) -> None:
        firms.set_firm_role(firm=cast.office, person=cast.bram, role=of, actor=by_an, now=now)

    return {
        "role given": lambda: role(DossierRole.OWNER),
        "role taken": lambda: role(None),
        "firm role given": lambda: firm_role(FirmRole.ASSISTANT),
        "firm role taken": lambda: firm_role(None),
        "password": lambda: actions.set_password(person=cast.bram, password="zes-molens-langs-de-dijk"),
        "factors reset": lambda: actions_factors.remove_factors(person=cast.bram),
        "login closed": lambda: actions_logins.disable(person=cast.bram),
        "address": lambda: actions_email.change_email(
            person=cast.bram,
            token=str(actions_email.ask_for_change(person=cast.bram, email="bram.claes@example.be")),
        ),
        "invitation accepted": lambda: invitations.accept(
            token=links.token_of(
                invitations.invite(
                    firm=cast.office, email=cast.bram.email, role="ASSISTANT", actor=PROGRAM, now=now
                )
            ),
            person=cast.bram,
            now=now,
        ),
        "ended": lambda: actions.end_sessions(person=cast.bram),
    }


@pytest.mark.parametrize("change", POWERS)
def test_every_change_of_power_ends_every_session(cast: Cast, now: dt.datetime, change: str) -> None:
    sessions = [log_in(cast.bram) for _ in range(3)]
    assert all(is_in(one) for one in sessions)

    cast.bram.refresh_from_db()
    powers(cast, now)[change]()

    assert not any(is_in(one) for one in sessions)


def test_logging_in_gives_a_new_session_key(cast: Cast) -> None:
    client = Client()
    client.get(reverse("account_login"))
    client.session["left"] = "by a stranger"
    before = client.session.session_key

    client.post(reverse("account_login"), {"login": cast.an.email, "password": PASSWORD})

    assert client.session.session_key != before


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (31, False)])
def test_people_of_a_firm_stay_half_an_hour_after_their_last_request(
    cast: Cast, minutes: int, stays: bool
) -> None:
    began = dt.datetime(2026, 3, 16, 9, 0, 5, tzinfo=dt.UTC)
    with time_machine.travel(began, tick=False):
        client = log_in(cast.carla)
    with time_machine.travel(began + dt.timedelta(minutes=minutes), tick=False):
        assert is_in(client) is stays


@pytest.mark.parametrize(("hours", "stays"), [(11, True), (13, False)])
def test_nobody_stays_longer_than_twelve_hours(cast: Cast, hours: int, stays: bool) -> None:
    began = dt.datetime(2026, 3, 16, 6, 0, 5, tzinfo=dt.UTC)
    with time_machine.travel(began, tick=False):
        client = log_in(cast.an)
    for hour in range(1, hours):
        with time_machine.travel(began + dt.timedelta(hours=hour), tick=False):
            is_in(client)
    with time_machine.travel(began + dt.timedelta(hours=hours), tick=False):
        assert is_in(client) is stays


def test_giving_a_role_asks_for_the_password_again_and_then_goes_on(cast: Cast) -> None:
    began = dt.datetime(2026, 3, 16, 9, 0, 5, tzinfo=dt.UTC)
    address = reverse("people-role", args=[cast.atelier.public_id])
    with time_machine.travel(began, tick=False):
        client = log_in(cast.an)
    with time_machine.travel(began + dt.timedelta(minutes=11), tick=False):
        asked = client.post(address, {"email": cast.bram.email, "role": "OWNER"})
        assert asked["Location"].startswith(reverse("account_reauthenticate"))
        assert DossierMember.objects.get(person=cast.bram).role == DossierRole.EMPLOYEE

        client.post(asked["Location"], {"password": PASSWORD, "next": address})

    assert DossierMember.objects.get(person=cast.bram).role == DossierRole.OWNER


def test_the_list_of_sessions_ends_all_others(cast: Cast) -> None:
    elsewhere, here = log_in(cast.an), log_in(cast.an)
    assert UserSession.objects.filter(user=cast.an).count() == 2

    here.post(reverse("usersessions_list"))

    assert is_in(here)
    assert not is_in(elsewhere)


def test_one_session_is_ended_and_only_ones_own(cast: Cast) -> None:
    elsewhere, here, dirk = log_in(cast.an), log_in(cast.an), log_in(cast.dirk)
    (first, _) = UserSession.objects.filter(user=cast.an).order_by("pk")
    address = reverse("session-end", args=[first.pk])

    assert dirk.post(address).status_code == 404
    assert is_in(elsewhere)
    assert here.post(address).status_code == 302
    assert (is_in(elsewhere), is_in(here)) == (False, True)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0",
            "Firefox · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1 Version/19 Safari/604",
            "Safari · iPhone",
        ),
        ("curl/8.5", "curl/8.5"),
        ("", "?"),
    ],
)
def test_a_device_is_named_as_people_do(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_the_secret_of_a_factor_is_not_in_the_database(cast: Cast) -> None:
    kept = Authenticator.objects.get(user=cast.carla, type=Authenticator.Type.TOTP).data["secret"]

    assert TOTP_SECRET not in kept
    assert SealedFactors().decrypt(kept) == TOTP_SECRET


def test_a_factor_sealed_with_another_key_is_refused_in_a_sentence(cast: Cast, settings: Any) -> None:
    sealed = SealedFactors().encrypt(TOTP_SECRET)
    settings.FACTOR_KEY = bytes(32)

    with pytest.raises(WrongFactorKey, match="another secret key"):
        SealedFactors().decrypt(sealed)
