"""People: one login per address whatever its capitals, passwords that hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError

from boekbrug.business.people import actions
from boekbrug.business.people.models import Person
from boekbrug.business.people.queries import person_by_email
from tests.cast import PASSWORD, Cast


def add(now: dt.datetime, **values: Any) -> Person:
    """Add Els, or somebody nearly like her."""
    els = {"email": "els@example.be", "name": "Els Maes", "password": PASSWORD, "language": "fr"}
    return actions.add_person(**{**els, **values}, now=now)


def test_a_person_is_found_whatever_the_capitals(cast: Cast, now: dt.datetime) -> None:
    els = add(now, email=" Els@Example.be ")

    assert person_by_email("ELS@EXAMPLE.BE ") == els
    assert (els.email, els.language, els.joined_at) == ("els@example.be", "fr", now)


def test_an_address_belongs_to_one_person_whatever_the_capitals(cast: Cast, now: dt.datetime) -> None:
    before = Person.objects.count()

    with pytest.raises(actions.AddressTaken, match=r"AN@Example\.BE already has a login"):
        add(now, email="AN@Example.BE")

    assert Person.objects.count() == before


def test_people_log_in_whatever_the_capitals(cast: Cast, now: dt.datetime, rf: Any) -> None:
    def enter(password: str) -> object:
        return authenticate(rf.post("/"), email="AN@example.be", password=password)

    els = add(now, email="Els@Example.BE")

    assert enter(PASSWORD) == cast.an
    assert authenticate(rf.post("/"), email="els@example.be", password=PASSWORD) == els
    assert enter(PASSWORD.upper()) is None


@pytest.mark.parametrize(
    "password",
    ["elf-tekens-", "1q2w3e4r5t6y", "els@example.be", "Els Maes1234"],
)
def test_a_weak_password_is_refused(cast: Cast, now: dt.datetime, password: str) -> None:
    with pytest.raises(ValidationError):
        add(now, password=password)

    assert person_by_email("els@example.be") is None


@pytest.mark.parametrize("email", ["", "els", "els@", "els@example", "a@b.be, c@d.be"])
def test_what_is_no_address_is_refused(cast: Cast, now: dt.datetime, email: str) -> None:
    with pytest.raises(ValidationError):
        add(now, email=email)


def test_without_a_password_nobody_logs_in_yet(cast: Cast, now: dt.datetime) -> None:
    els = add(now, password=None)

    assert not els.has_usable_password()
    assert not els.check_password("")


def test_a_new_password_ends_open_sessions(cast: Cast, client: Any) -> None:
    client.force_login(cast.an)
    session_hash = cast.an.get_session_auth_hash()

    actions.set_password(person=cast.an, password="drie-koeien-in-de-stal")

    cast.an.refresh_from_db()
    assert cast.an.check_password("drie-koeien-in-de-stal")
    assert cast.an.get_session_auth_hash() != session_hash
    assert client.get("/").status_code == 302


def test_a_weak_new_password_leaves_the_old_one(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.set_password(person=cast.an, password="kort")

    cast.an.refresh_from_db()
    assert cast.an.check_password(PASSWORD)


def test_looks_that_do_not_exist_are_refused(cast: Cast) -> None:
    actions.choose_looks(person=cast.an, language="de", theme="dark")
    with pytest.raises(ValueError, match="xx"):
        actions.choose_looks(person=cast.an, language="xx")

    cast.an.refresh_from_db()
    assert (cast.an.language, cast.an.theme) == ("de", "dark")


@pytest.mark.parametrize(("name", "initials"), [("An Peeters", "AP"), ("Cher", "C"), ("", "E")])
def test_initials_come_from_the_name(name: str, initials: str) -> None:
    assert Person(name=name, email="els@example.be").initials == initials
