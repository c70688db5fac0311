"""`boekbrug user` and `boekbrug dossier`: the first people of an installation, and what they may not be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from boekbrug.belgium import enterprise_number
from boekbrug.business.banking.models import BankAccount
from boekbrug.business.dossiers import actions_keys, rights
from boekbrug.business.dossiers.models import ApiKey, Dossier
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.people.models import Person
from boekbrug.business.people.queries import person_by_email
from tests.business.banking.sheets import IBAN, OTHER_IBAN
from tests.cast import PASSWORD, Cast
from tests.cli.typing_in import boekbrug, printed, program

NUMBER = enterprise_number.make(9876543)


def test_a_person_is_added_with_a_password_that_was_asked_for(cast: Cast) -> None:
    done = boekbrug("user", "add", "els@example.be", "--name", "Els Maes", typed=f"{PASSWORD}\n{PASSWORD}\n")

    assert done.exit_code == 0
    assert PASSWORD not in done.output
    els = person_by_email("ELS@example.be")
    assert els is not None
    assert (els.name, els.language, els.is_operator, els.check_password(PASSWORD)) == (
        "Els Maes",
        "nl",
        False,
        True,
    )


def test_an_operator_is_added_as_such(cast: Cast) -> None:
    boekbrug("user", "add", "op@example.be", "--name", "Op", "--operator", "--password", PASSWORD)

    assert Person.objects.get(email="op@example.be").is_operator


@pytest.mark.parametrize(
    ("email", "password", "told"),
    [
        ("els@example.be", "kort", "at least 12 characters"),
        ("AN@example.be", PASSWORD, "AN@example.be already has a login."),
        ("els", PASSWORD, "valid email address"),
    ],
)
def test_a_person_who_cannot_be_added_is_refused(cast: Cast, email: str, password: str, told: str) -> None:
    before = Person.objects.count()

    done = boekbrug("user", "add", email, "--name", "Els Maes", "--password", password)

    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr
    assert Person.objects.count() == before


def test_a_new_password_replaces_the_old_one(cast: Cast) -> None:
    done = boekbrug("user", "password", "an@example.be", "--password", "drie-koeien-in-de-stal")

    cast.an.refresh_from_db()
    assert done.exit_code == 0
    assert cast.an.check_password("drie-koeien-in-de-stal")
    assert not cast.an.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("email", "password", "told"),
    [("an@example.be", "kort", "at least 12"), ("nobody@example.be", PASSWORD, "Nobody logs in with")],
)
def test_a_password_that_cannot_be_set_is_refused(cast: Cast, email: str, password: str, told: str) -> None:
    done = boekbrug("user", "password", email, "--password", password)

    assert done.exit_code == 1
    assert told in done.stderr


def test_a_key_is_shown_once_and_opens_one_dossier(cast: Cast) -> None:
    words = ("user", "key", "an@example.be", "--dossier", cast.atelier.public_id, "--title", "Kassa")

    done = boekbrug(*words, "--scope", "sales:read", "--days", "30", "--json")

    assert (done.exit_code, printed(done)["title"]) == (0, "Kassa")
    key = actions_keys.find_key(printed(done)["key"], now=timezone.now())
    assert key is not None
    assert (key.dossier, key.person) == (cast.atelier, cast.an)


@pytest.mark.parametrize("email", ["dirk@example.be", "nobody@example.be"])
def test_a_stranger_gets_no_key(cast: Cast, email: str) -> None:
    words = ("user", "key", email, "--dossier", cast.atelier.public_id, "--title", "Kassa")
    done = boekbrug(*words, "--scope", "sales:read")

    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{email} does not work in Atelier Noordzee." in done.stderr


@pytest.fixture
def key(cast: Cast) -> ApiKey:
    """A key of An in the atelier, that was never used."""
    made, _ = actions_keys.make_key(
        dossier=cast.atelier,
        person=cast.an,
        title="Kassa",
        scopes=["sales:read"],
        actor=PROGRAM,
        now=timezone.now(),
    )
    return made


def test_keys_are_listed_without_their_secrets(cast: Cast, key: ApiKey) -> None:
    words = ("user", "keys", "--dossier", cast.atelier.public_id)

    (row,) = printed(boekbrug(*words, "--json"))["keys"]

    made_at = row.pop("made_at")
    assert row == {
        "prefix": key.prefix,
        "title": "Kassa",
        "person": "an@example.be",
        "last_used_at": None,
        "state": "usable",
        "scopes": "sales:read",
        "expires_at": key.expires_at.isoformat(timespec="seconds"),
    }
    assert dt.datetime.fromisoformat(made_at) == key.created_at.replace(microsecond=0)
    told = boekbrug(*words).stdout
    assert all(part in told for part in (key.prefix, "Kassa", "an@example.be", "never used", "usable"))
    assert printed(boekbrug("user", "keys", "--dossier", cast.dirks.public_id, "--json")) == {"keys": []}


def test_a_revoked_key_is_listed_as_such_and_stays_revoked(cast: Cast, key: ApiKey) -> None:
    in_atelier = ("--dossier", cast.atelier.public_id)

    done = [boekbrug("user", "revoke", key.prefix, *in_atelier) for _ in range(2)]

    assert [one.exit_code for one in done] == [0, 0]
    assert done[0].stdout == f"{key.prefix} (Kassa) opens nothing any more.\n"
    (row,) = printed(boekbrug("user", "keys", *in_atelier, "--json"))["keys"]
    assert row["state"] == "revoked"


def test_a_key_of_another_dossier_is_not_revoked(cast: Cast, key: ApiKey) -> None:
    done = boekbrug("user", "revoke", key.prefix, "--dossier", cast.dirks.public_id)

    key.refresh_from_db()
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{cast.dirks.name} has no key {key.prefix}." in done.stderr
    assert key.revoked_at is None


def test_a_dossier_is_added_with_its_owner(cast: Cast, now: dt.datetime) -> None:
    done = boekbrug(
        "dossier", "add", "Els Maakt", "--enterprise-number", NUMBER, "--owner", "dirk@example.be"
    )

    assert done.exit_code == 0
    access = rights.open_dossier(person=cast.dirk, public_id=done.stdout.strip(), on=now.date())
    assert access.may(rights.Right.MANAGE_PEOPLE)


@pytest.mark.parametrize(
    ("number", "owner", "told"),
    [
        ("0123456789", "dirk@example.be", "is not a Belgian enterprise number"),
        (NUMBER, "nobody@example.be", "Nobody logs in with nobody@example.be"),
    ],
)
def test_a_dossier_that_cannot_be_added_is_refused(cast: Cast, number: str, owner: str, told: str) -> None:
    done = boekbrug("dossier", "add", "Els", "--enterprise-number", number, "--owner", owner)

    assert done.exit_code == 1
    assert told in done.stderr
    assert Dossier.objects.count() == 2


def test_dossiers_are_listed_without_their_content(cast: Cast) -> None:
    rows = printed(boekbrug("dossier", "list", "--json"))["dossiers"]

    assert {row["name"] for row in rows} == {"Atelier Noordzee", "Maes Dakwerken"}
    assert {frozenset(row) for row in rows} == {frozenset({"id", "enterprise_number", "name"})}
    assert cast.dirks.public_id in boekbrug("dossier", "list").stdout


def test_an_account_is_added_once(atelier: Dossier) -> None:
    words = ("dossier", "account", "--dossier", atelier.public_id, OTHER_IBAN)

    done, again = boekbrug(*words, "--json"), boekbrug(*words)

    assert (done.exit_code, printed(done)["iban"], printed(done)["currency"]) == (0, OTHER_IBAN, "EUR")
    assert (again.exit_code, "is already in this dossier" in again.stderr) == (1, True)
    assert BankAccount.across.filter(dossier=atelier).count() == 2


@pytest.mark.parametrize("words", [("BE00000000000000",), (IBAN, "--currency", "euros")])
def test_an_account_that_is_none_is_refused(atelier: Dossier, words: tuple[str, ...]) -> None:
    done = boekbrug("dossier", "account", "--dossier", atelier.public_id, *words)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.strip()


def test_the_first_person_of_a_fresh_folder_sets_the_database_up(tmp_path: Path) -> None:
    data = tmp_path / "data"
    add = ("user", "add", "an@example.be", "--name", "An", "--password", PASSWORD)

    done = program(*add, folder=tmp_path, data=data)
    listed = program("dossier", "list", folder=tmp_path, data=data)

    assert (done.returncode, done.stdout) == (0, "an@example.be can log in.\n")
    assert (listed.returncode, listed.stdout, listed.stderr) == (0, "", "")
