"""What a broken-off restore left, and what a restore writes, harms nobody."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.safekeeping import actions, restoring
from boekbrug.business.safekeeping.repository import (
    DATABASE,
    KEYS,
    MANIFEST,
    MARK,
    Repository,
    open_repository,
)

STAMP = "2026-03-16T090000Z"


def backup(folder: Path) -> Repository:
    """A backup of a database without tables and of a settings file."""
    made = open_repository(folder / "backups", "k" * 20, may_make=True)
    sqlite3.connect(folder / "source").execute("CREATE TABLE here (one)").connection.close()
    content = (folder / "source").read_bytes()
    database = {"kind": "sqlite", "sha256": hashlib.sha256(content).hexdigest()}
    made.write(STAMP, DATABASE, [content])
    made.write(STAMP, KEYS, [json.dumps({"boekbrug.toml": "secret_key = 1"}).encode()])
    made.write(STAMP, MANIFEST, [json.dumps({"database": database, "files": []}).encode()])
    return made


def place(folder: Path) -> restoring.Place:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "data" / "it.sqlite3")}
    return restoring.Place(folder / "data", database)


def test_a_restored_settings_file_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    restoring.put_back(repository=backup(tmp_path), stamp="", place=place(tmp_path))

    assert (tmp_path / "data" / "restored-boekbrug.toml").stat().st_mode & 0o077 == 0


def test_the_journal_of_a_broken_off_restore_is_not_played_into_the_next(tmp_path: Path) -> None:
    repository = backup(tmp_path)
    restoring.put_back(repository=repository, stamp="", place=place(tmp_path))
    left = [tmp_path / "data" / f"it.sqlite3{end}" for end in ("-wal", "-shm", "-journal")]
    for path in left:
        path.write_bytes(b"of the first try")

    restoring.put_back(repository=repository, stamp="", place=place(tmp_path))

    assert not [path for path in left if path.exists()]


def test_a_settings_file_of_another_name_is_backed_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    (tmp_path / "office.toml").write_text("secret_key = 1")
    monkeypatch.setenv("BOEKBRUG_CONFIG", str(tmp_path / "office.toml"))
    settings.DATA = tmp_path

    assert actions._keys()["boekbrug.toml"] == "secret_key = 1"


def test_one_that_was_killed_while_it_left_its_mark_can_be_run_again(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / f".new-{restoring.MARK}").write_text("A restore was")

    restoring.put_back(repository=backup(tmp_path), stamp="", place=place(tmp_path))

    restoring.finish(place(tmp_path))
    assert [path.name for path in (tmp_path / "data").iterdir() if restoring.MARK in path.name] == []


def test_a_backup_that_was_killed_while_it_made_its_folder_can_be_run_again(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / f"{MARK}.part").write_text('{"format"')

    assert backup(tmp_path).stamps() == [STAMP]
