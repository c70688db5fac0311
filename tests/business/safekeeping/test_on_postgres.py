"""Backup and restore on PostgreSQL, with its own programs, into an empty database."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from boekbrug.business.safekeeping.repository import new_key
from tests.business.safekeeping.places import Installed, filled

pytestmark = pytest.mark.postgres


@pytest.fixture
def addresses() -> list[str]:
    """Two empty databases on the server of the run."""
    server = os.environ.get("BOEKBRUG_TEST_DATABASE", "")
    if not server.startswith("postgres"):
        pytest.skip("No PostgreSQL server: run it by `make check`.")
    parts = urlsplit(server)
    made = []
    for name in (f"drill_{os.getpid()}_whole", f"drill_{os.getpid()}_empty"):
        _ask(server, f"DROP DATABASE IF EXISTS {name}")
        _ask(server, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        made.append(urlunsplit(parts._replace(path=f"/{name}")))
    return made


def _ask(address: str, sentence: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sentence)


def test_a_database_of_postgresql_comes_back(addresses: list[str], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")
    (tmp_path / "key").write_text(new_key())
    key = ("--key-file", str(tmp_path / "key"))
    whole = filled(tmp_path / "whole" / "data", tmp_path / "letter.txt", addresses[0])
    whole.run("backup", str(tmp_path / "backups"), *key)
    (tmp_path / "empty").mkdir()
    back = Installed(tmp_path / "empty" / "data", addresses[1])

    assert "Verified" in back.run("restore", str(tmp_path / "backups"), *key)
    assert "Released" in back.run("release")
    assert "has tables" in Installed(tmp_path / "empty" / "other", addresses[1]).run(
        "restore", str(tmp_path / "backups"), *key, code=2
    )
    dumps = [subprocess.run(["pg_dump", "--data-only", "--inserts", "--exclude-table=safekeeping_round",
             "--exclude-table=outbox_hold", address], capture_output=True, text=True, check=True).stdout
             for address in addresses]  # fmt: skip
    rows = [sorted(line for line in one.splitlines() if line.startswith("INSERT")) for one in dumps]
    assert rows[0] == rows[1]
