"""Which passwords hold: long, not one's own name, in no list of stolen ones."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as in_force
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from boekbrug.business.people.models import Person
from boekbrug.business.people.passwords import is_in_file, known_passwords
from boekbrug.project.environment import Environment, SettingsRefused, load
from tests.cast import PASSWORD

ELS = Person(email="els.vandamme@bakkerij-vandamme.be", name="Els Van Damme")


def lines(passwords: list[str], ending: str = "\r\n") -> bytes:
    """A file of stolen passwords as Have I Been Pwned hands it out."""
    hashes = sorted(hashlib.sha1(one.encode()).hexdigest().upper() for one in passwords)
    return "".join(f"{one}:{at + 1}{ending}" for at, one in enumerate(hashes)).encode()


@pytest.mark.parametrize(
    "password",
    [
        "elf-tekens-",
        "x" * 129,
        "1q2w3e4r5t6y",
        "passwordpassword",
        "Password2026!!",
        "!!!congratulations123",
        "monkey123456",
        "Els Van Damme",
        "bakkerij-vandamme",
        "vandamme1982",
        "els.vandamme@bakkerij-vandamme.be",
    ],
)
def test_a_password_that_is_guessed_early_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, ELS)


@pytest.mark.parametrize(
    "password",
    [PASSWORD, "x9" * 30 + "q" * 68, "correct horse battery", "bij vandamme staat brood op de plank"],
)
def test_a_long_one_without_capitals_or_signs_is_fine(password: str) -> None:
    validate_password(password, ELS)


def test_the_lists_that_come_along_are_read() -> None:
    assert len(known_passwords()) > 90_000


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_line_of_the_operators_file_is_found_and_nothing_else(ending: str) -> None:
    stolen = [f"stolen-{number}" for number in range(300)]
    file = io.BytesIO(lines(stolen, ending))

    assert all(is_in_file(one, file) for one in stolen)
    assert not any(is_in_file(f"mine-{number}", file) for number in range(300))
    assert not is_in_file("x", io.BytesIO(b""))


def test_a_password_in_the_operators_file_is_refused(settings: Any, tmp_path: Path) -> None:
    file = tmp_path / "pwned.txt"
    file.write_bytes(lines([PASSWORD, "another"]))
    settings.BREACHED_PASSWORDS = file

    with pytest.raises(ValidationError, match="stolen"):
        validate_password(PASSWORD, ELS)


@pytest.mark.parametrize("content", [b"", b"password\n", b"0" * 5000])
def test_another_file_stops_the_start_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "pwned.txt"
    file.write_bytes(content)
    monkeypatch.setenv("BOEKBRUG_BREACHED_PASSWORDS", str(file))

    with pytest.raises(SettingsRefused, match="no list of passwords"):
        load()


def test_passwords_are_kept_by_argon2id() -> None:
    assert Environment.model_fields["breached_passwords"].default is None
    assert in_force.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert make_password(PASSWORD).startswith("argon2$argon2id$")
