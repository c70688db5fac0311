"""A backup is restored on an empty machine: equal, verified and held; or refused with a sentence."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from boekbrug.business.safekeeping.repository import new_key
from tests.business.safekeeping.places import PASSWORD, Installed, filled


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installation, its key, another key and its backups."""
    folder = tmp_path_factory.mktemp("safekeeping")
    (folder / "letter.txt").write_text("An unknown kind of file is kept too.")
    one = filled(folder / "data", folder / "letter.txt")
    for name in ("key", "other"):
        (folder / name).write_text(new_key())
    said = one.run("backup", str(folder / "backups"), "--key-file", str(folder / "key"))
    assert "1 files, 1 of them new" in said
    return folder


def restore(folder: Path, place: Path, *more: str, backups: Path | None = None, code: int = 0) -> str:
    """Restore into a place."""
    key = ("--key-file", str(folder / "key"))
    return Installed(place).run("restore", str(backups or folder / "backups"), *key, *more, code=code)


def rows(data: Path) -> list[str]:
    """Everything that the database says, but for what the restore itself wrote."""
    lines = list(sqlite3.connect(data / "boekbrug.sqlite3").iterdump())
    return [line for line in lines if "outbox_hold" not in line and "safekeeping_round" not in line
            and "sqlite_sequence" not in line]  # fmt: skip


def test_a_restored_installation_is_equal_verified_and_held(backed_up: Path, tmp_path: Path) -> None:
    said = restore(backed_up, tmp_path / "data")

    assert "Verified: everything is as it was." in said
    assert rows(tmp_path / "data") == rows(backed_up / "data")
    assert "Released" in Installed(tmp_path / "data").run("release")
    assert "Nothing was held" in Installed(tmp_path / "data").run("release")
    kept = [path.relative_to(backed_up / "data") for path in (backed_up / "data/files").rglob("*")]
    assert kept
    assert all((tmp_path / "data" / path).exists() for path in kept)


def test_a_second_backup_adds_only_what_is_new(backed_up: Path) -> None:
    backups = backed_up / "backups"
    before = set(backups.rglob("files/*/*"))

    said = Installed(backed_up / "data").run("backup", str(backups), "--key-file", str(backed_up / "key"))

    assert "0 of them new" in said
    assert set(backups.rglob("files/*/*")) == before


def test_a_wrong_key_is_told_at_once(backed_up: Path, tmp_path: Path) -> None:
    wrong = ("--key-file", str(backed_up / "other"))
    said = Installed(tmp_path / "data").run("restore", str(backed_up / "backups"), *wrong, code=2)

    assert "This key does not open these backups" in said
    assert not (tmp_path / "data" / "boekbrug.sqlite3").exists()


def test_nothing_is_restored_over_something(backed_up: Path) -> None:
    assert "is not empty" in restore(backed_up, backed_up / "data", code=2)


def test_a_folder_of_other_files_is_no_place_for_backups(backed_up: Path, tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"sea")
    target = ("backup", str(tmp_path), "--key-file", str(backed_up / "key"))

    assert "holds other files" in Installed(backed_up / "data").run(*target, code=2)
    assert "holds no backups" in restore(backed_up, tmp_path / "data", backups=tmp_path, code=2)


@pytest.mark.parametrize("part", ["manifest", "database", "keys", "files"])
def test_a_damaged_part_is_found_and_the_place_does_not_start(
    backed_up: Path, tmp_path: Path, part: str
) -> None:
    backups = shutil.copytree(backed_up / "backups", tmp_path / "backups")
    found = backups.glob("files/*/*") if part == "files" else backups.glob(f"2*/{part}")
    for path in found:
        damaged = bytearray(path.read_bytes())
        damaged[random.Random(part).randrange(len(damaged))] ^= 1
        path.write_bytes(damaged)

    said = restore(backed_up, tmp_path / "data", backups=backups, code=2)

    assert ("damaged in the backup" if part == "files" else "damaged or cut off") in said
    if part != "manifest":
        assert "not finished" in Installed(tmp_path / "data").run("user", "add", "x@example.be",
            "--name", "X", "--password", PASSWORD, code=2)  # fmt: skip
        assert "Verified" in restore(backed_up, tmp_path / "data"), "it could not be run again"


def test_neither_the_key_nor_the_data_can_be_read_in_a_backup(backed_up: Path) -> None:
    secret = (backed_up / "data/keys/secret.key").read_bytes()
    canaries = [secret, b"An Peeters", b"an@example.be", b"An unknown kind of file", b"Atelier Noordzee",
                (backed_up / "key").read_bytes(), b"SQLite format 3"]  # fmt: skip

    for path in (one for one in (backed_up / "backups").rglob("*") if one.is_file()):
        content = path.read_bytes()
        assert not [canary for canary in canaries if canary in content], path.name


def test_a_backup_that_was_cut_off_does_not_count(backed_up: Path, tmp_path: Path) -> None:
    backups = shutil.copytree(backed_up / "backups", tmp_path / "backups")
    last = max(backups.glob("2*"))
    (last / "manifest").unlink()
    (last / "database.part").write_bytes(b"half")

    listed = restore(backed_up, tmp_path / "data", "--list", backups=backups)

    assert last.name not in listed


def test_a_damaged_file_is_named_and_the_rest_is_backed_up(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("An unknown kind of file is kept too.")
    (tmp_path / "key").write_text(new_key())
    one = filled(tmp_path / "whole" / "data", tmp_path / "letter.txt")
    (kept,) = (path for path in (one.data / "files").rglob("*") if path.is_file())
    kept.write_bytes(b"An unkn0wn kind of file is kept too.")

    said = one.run("backup", str(tmp_path / "backups"), "--key-file", str(tmp_path / "key"), code=1)

    assert f"The kept file {kept.name} is missing or damaged here" in said
    (tmp_path / "back").mkdir()
    restored = restore(tmp_path, tmp_path / "back" / "data", code=1)
    assert f"The file {kept.name} is missing or damaged" in restored
