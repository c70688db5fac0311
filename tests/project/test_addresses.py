"""The addresses in the settings: of the database, and of the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from boekbrug.project.database import settings_for
from boekbrug.project.environment import Environment, SettingsRefused


def test_what_postgresql_must_ask_of_tls_is_passed_on() -> None:
    asked = settings_for("postgres://u:p@db:5433/books?sslmode=verify-full", Path("data"))

    assert (asked["HOST"], asked["PORT"], asked["NAME"]) == ("db", "5433", "books")
    assert asked["OPTIONS"]["sslmode"] == "verify-full"


@pytest.mark.parametrize(
    "address",
    [
        "postgres://u:p@db:many/books", "postgres://[::1/books", "postgres://u:p@db/books?sslmod=require",
        "postgres://u:p@db/", "sqlite:///", "mysql://db/books",
    ],
)  # fmt: skip
def test_a_database_address_that_cannot_be_right_is_refused(address: str) -> None:
    with pytest.raises(SettingsRefused, match="Setting database: "):
        settings_for(address, Path("data"))


@pytest.mark.parametrize("address", ["https://books.example.be/", "http://localhost:8000", "http://[::1]:80"])
def test_people_reach_it_over_tls_or_on_the_machine_itself(address: str) -> None:
    assert Environment(address=address).address == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    ["", "localhost", "ftp://x", "http://books.example.be", "https://", "https://x/books", "http://["],
)
def test_another_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="expected https://"):
        Environment(address=address)
