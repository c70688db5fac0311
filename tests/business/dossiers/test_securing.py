"""`boekbrug database secure` on a database of its own, as an operator does it, and what it then allows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from boekbrug.business.dossiers import policies
from tests.business.safekeeping.places import PASSWORD, Installed, filled

pytestmark = pytest.mark.postgres
ROLE = f"drill_{os.getpid()}_application"


@contextmanager
def _empty(name: str) -> Iterator[str]:
    server = os.environ.get("BOEKBRUG_TEST_DATABASE", "")
    if not server.startswith("postgres"):
        pytest.skip("No PostgreSQL server: run it by `make check`.")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def server_without_the_role() -> Iterator[None]:
    """The role is of the server, so it goes after the databases that grant it rights."""
    yield
    if address := os.environ.get("BOEKBRUG_TEST_DATABASE"):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"DROP ROLE IF EXISTS {ROLE}")


@pytest.fixture(scope="module")
def owner(server_without_the_role: None) -> Iterator[str]:
    """The address of the database of `secured`, as the owner."""
    with _empty(f"drill_{os.getpid()}_secured") as address:
        yield address


@pytest.fixture
def elsewhere(server_without_the_role: None) -> Iterator[str]:
    """Another, empty database, as the owner."""
    with _empty(f"drill_{os.getpid()}_elsewhere") as address:
        yield address


def as_role(owner: str) -> str:
    """The same address, as the application's own role."""
    parts = urlsplit(owner)
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(str(parts.username), ROLE)))


@pytest.fixture(scope="module")
def secured(owner: str, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An installation with a dossier, that worked as the owner before and is secured now."""
    folder = tmp_path_factory.mktemp("secured")
    (folder / "letter.txt").write_text("kept")
    before = filled(folder / "here" / "data", folder / "letter.txt", owner)
    made = Installed(before.data, as_role(owner), owner)
    assert f"is on for {len(policies.tables())} tables" in made.run("database", "secure")
    return made


def test_it_is_off_until_somebody_switches_it_on(elsewhere: str, tmp_path: Path) -> None:
    place = Installed(tmp_path / "here" / "data", elsewhere)
    place.data.mkdir(parents=True)

    assert "Set `database_owner`" in place.run("database", "secure", code=2)
    assert "both name the role" in Installed(place.data, elsewhere, elsewhere).run(
        "database", "secure", code=2
    )
    assert "is off" in place.run("database", "status")
    assert "Row-level security is off" in place.run("doctor", code=1)


def test_twice_is_as_once_and_the_commands_go_on(secured: Installed, tmp_path: Path) -> None:
    secured.run("database", "secure")

    found = json.loads(secured.run("database", "status", "--json"))
    assert (found["is_on"], found["is_bound"], found["open"], found["role"]) == (True, True, [], ROLE)
    (tmp_path / "second.txt").write_text("kept too")
    secured.run("import", "--dossier", "Atelier Noordzee", str(tmp_path / "second.txt"), code=1)
    assert "Everything is as it was" in secured.run("verify")
    assert f"{len(policies.tables())} tables and binds the role {ROLE}" in secured.run("doctor", code=1)


def _rows(address: str) -> dict[str, list[str]]:
    """Every row of every table of dossiers, as the owner sees them."""
    with psycopg.connect(address) as connection:
        return {
            table: [text for (text,) in connection.execute(f"SELECT x::text FROM {table} x ORDER BY 1")]
            for table in policies.tables()
        }


def test_a_backup_holds_every_row_and_comes_back_secured(
    secured: Installed, owner: str, elsewhere: str, tmp_path: Path
) -> None:
    key = ("--key-file", str(tmp_path / "new.key"))
    secured.run("backup", "--new-key", key[1])
    assert " files" in secured.run("backup", str(tmp_path / "kept"), *key)
    (tmp_path / "there").mkdir()
    back = Installed(tmp_path / "there" / "data", as_role(elsewhere), elsewhere)

    assert "Verified" in back.run("restore", str(tmp_path / "kept"), *key)

    assert len(_rows(owner)["timeline_event"]) > 1
    assert _rows(elsewhere) == _rows(owner)
    assert "binds the role" in back.run("database", "status")
    assert "Everything is as it was" in back.run("verify")


def test_a_backup_that_would_leave_rows_out_is_refused(secured: Installed, tmp_path: Path) -> None:
    secured.run("backup", "--new-key", str(tmp_path / "new.key"))

    told = Installed(secured.data, secured.database).run(
        "backup", str(tmp_path / "kept"), "--key-file", str(tmp_path / "new.key"), code=2
    )

    assert "Set `database_owner`" in told


def test_the_owner_is_told_that_nothing_binds_it(secured: Installed, owner: str) -> None:
    told = Installed(secured.data, owner).run("database", "status", code=1)

    assert "It does not bind the role" in told
    assert "no policy binds the role" in Installed(secured.data, owner).run("serve", code=2)


def test_a_table_without_policy_is_told(secured: Installed, owner: str) -> None:
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ALTER TABLE contacts_contact NO FORCE ROW LEVEL SECURITY")

    told = secured.run("database", "status", code=1)

    assert "Not for contacts_contact" in told
    alone = Installed(secured.data, secured.database)
    assert "but not for contacts_contact" in alone.run("serve", code=2)
    secured.run("user", "add", "bea@example.be", "--name", "Bea Dubois", "--password", PASSWORD)
    assert "Not for" not in secured.run("database", "status")


def test_without_a_scope_nothing_is_seen_and_a_sweep_makes_nothing(secured: Installed) -> None:
    with psycopg.connect(secured.database, autocommit=True) as connection:

        def filled_tables() -> list[str]:
            return [one for one in policies.tables() if connection.execute(f"SELECT 1 FROM {one}").fetchone()]

        assert filled_tables() == []
        connection.execute("SELECT set_config('app.sweep', 'on', false)")
        assert {"files_storedfile", "timeline_event", "inbox_intake"} <= set(filled_tables())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO files_storedfile (dossier_id, sha256, size_bytes, stored_at, is_damaged) "
                "VALUES (1, 'x', 1, now(), false)"
            )


def test_the_role_owns_nothing_and_leaves_the_migrations_alone(secured: Installed) -> None:
    with psycopg.connect(secured.database, autocommit=True) as connection:
        for act in (
            "ALTER TABLE contacts_contact DISABLE ROW LEVEL SECURITY",
            "DROP POLICY its_dossier ON contacts_contact",
            "DELETE FROM django_migrations",
            "CREATE TABLE mine (id int)",
            "TRUNCATE timeline_event",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(act)
