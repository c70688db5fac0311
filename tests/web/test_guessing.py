"""Guessing passwords and codes: ten an hour for an account, from wherever; its owner is not kept out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from tests.web.second_factor import type_code

BEGAN = dt.datetime(2026, 3, 16, 9, 0, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def rates(cast: Cast) -> None:
    """Begin without earlier tries."""
    cache.clear()


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were really compared with one that is kept."""
    from boekbrug.business.people.models import Person

    seen: list[str] = []
    compare = Person.check_password

    def check(person: Person, password: str) -> bool:
        seen.append(password)
        return compare(person, password)

    monkeypatch.setattr(Person, "check_password", check)
    return seen


def guess(client: Client, email: str, password: str, *, address: str = "192.0.2.1", **headers: Any) -> Any:
    """Try to log in from an address."""
    return client.post(
        reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address, **headers
    )


def is_in(client: Client) -> bool:
    """Whether a client is logged in."""
    return client.get(reverse("profile")).status_code == 200


@pytest.mark.parametrize("addresses", [1, 100])
def test_an_account_is_guessed_at_ten_times_an_hour(cast: Cast, checked: list[str], addresses: int) -> None:
    for number in range(120):
        with time_machine.travel(BEGAN + dt.timedelta(seconds=number * 29), tick=False):
            host = ("localhost", "127.0.0.1")[number % 2]
            spelling = (cast.an.email, cast.an.email.upper())[number % 2]
            address = f"192.0.2.{number % addresses + 1}"
            guess(Client(), spelling, f"guess {number}", address=address, HTTP_HOST=host)

    assert len(checked) == 10


def test_an_address_guesses_fifty_times_an_hour_at_all_accounts(cast: Cast, settings: Any) -> None:
    statuses = []
    for number in range(60):
        with time_machine.travel(BEGAN + dt.timedelta(seconds=number * 20), tick=False):
            answer = guess(Client(), f"somebody{number}@example.be", "guess")
            statuses.append(answer.context["form"].non_field_errors())

    refused = [one for one in statuses if "Too many" in str(one) or "trop" in str(one)]
    assert len(refused) == 10


def test_all_addresses_together_are_limited_and_known_devices_are_not(cast: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_everywhere": "5/h/key"}
    known = Client()
    guess(known, cast.an.email, PASSWORD)
    known.post(reverse("account_logout"))
    for number in range(5):
        guess(Client(), f"somebody{number}@example.be", "guess", address=f"192.0.2.{number}")
    stranger = Client()

    guess(stranger, cast.an.email, PASSWORD, address="198.51.100.7")
    guess(known, cast.an.email, PASSWORD, address="198.51.100.8")

    assert (is_in(stranger), is_in(known)) == (False, True)


def test_a_stranger_keeps_nobody_out_of_a_session_or_a_known_device(cast: Cast) -> None:
    open_session, known = Client(), Client()
    for client in (open_session, known):
        guess(client, cast.an.email, PASSWORD)
    known.post(reverse("account_logout"))
    for number in range(20):
        guess(Client(), cast.an.email, f"guess {number}", address=f"192.0.2.{number + 50}")

    guess(known, cast.an.email, PASSWORD, address="198.51.100.8")
    again = open_session.post(
        reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("profile")}
    )

    assert is_in(known)
    assert (again.status_code, again["Location"]) == (302, reverse("profile"))


@pytest.mark.parametrize("kept", ["", "made-up", "eyJpZCI6ImEiLCJsb2dpbnMiOltdfQ:1:x"])
def test_a_device_does_not_make_itself_known(
    cast: Cast, checked: list[str], kept: str, settings: Any
) -> None:
    for number in range(15):
        client = Client()
        client.cookies[settings.DEVICE_COOKIE_NAME] = kept
        guess(client, cast.an.email, f"guess {number}", address=f"192.0.2.{number}")

    assert len(checked) == 10


def test_a_known_device_guesses_ten_times_an_hour_too(cast: Cast, checked: list[str]) -> None:
    known = Client()
    guess(known, cast.an.email, PASSWORD)
    known.post(reverse("account_logout"))
    checked.clear()

    for number in range(30):
        guess(known, cast.an.email, f"guess {number}", address=f"192.0.2.{number}")

    assert len(checked) == 10


def test_a_device_is_known_after_the_second_factor_only(cast: Cast, settings: Any) -> None:
    client = Client()

    guess(client, cast.carla.email, PASSWORD)
    assert settings.DEVICE_COOKIE_NAME not in client.cookies

    type_code(client, cast.carla)
    cookie = client.cookies[settings.DEVICE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_codes_are_guessed_at_ten_times_an_hour(cast: Cast) -> None:
    client = Client()
    guess(client, cast.carla.email, PASSWORD)
    for number in range(10):
        client.post(reverse("mfa_authenticate"), {"code": f"00000{number}"}, REMOTE_ADDR=f"192.0.2.{number}")

    type_code(client, cast.carla, REMOTE_ADDR="192.0.2.99")

    assert not is_in(client)


def test_a_new_password_on_the_profile_is_no_way_to_guess(cast: Cast, checked: list[str]) -> None:
    client = Client()
    guess(client, cast.an.email, PASSWORD)
    checked.clear()

    for number in range(15):
        client.post(reverse("profile"), {"current": f"guess {number}", "password": "zes-molens-op-de-dijk"})

    assert len(checked) == 10


def test_a_closed_login_is_told_to_who_knows_the_password_only(cast: Cast) -> None:
    type(cast.an).objects.filter(pk=cast.an.pk).update(is_active=False)

    wrong, right = guess(Client(), cast.an.email, "guess"), Client()
    guess(right, cast.an.email, PASSWORD)

    assert wrong.status_code == 200
    assert "was closed" in right.get(reverse("account_login"), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert not is_in(right)


def test_guesses_at_many_others_do_not_wipe_the_count(cast: Cast, checked: list[str]) -> None:
    for number in range(10):
        guess(Client(), cast.an.email, f"guess {number}", address=f"192.0.2.{number}")
    for number in range(450):
        cache.add(f"allauth:rl:somebody-{number}", [1.0], 3600)
    for number in range(20):
        guess(Client(), cast.an.email, f"another {number}", address=f"198.51.100.{number}")

    assert len(checked) == 10
