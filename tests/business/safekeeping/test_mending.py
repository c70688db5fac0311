"""One bad sector loses one file at most: it is found in the backup, mended there, and mended from there."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from boekbrug.business.safekeeping.repository import new_key
from tests.business.safekeeping.places import Installed, filled


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installation, a key beside it and one backup."""
    folder = tmp_path_factory.mktemp("mending")
    (folder / "letter.txt").write_text("An unknown kind of file is kept too.")
    (folder / "key").write_text(new_key())
    made = filled(folder / "data", folder / "letter.txt")
    assert "1 of them new" in made.run("backup", *backups(made))
    return folder


@pytest.fixture
def place(original: Path, tmp_path: Path) -> Installed:
    """The same, to be damaged."""
    return Installed(shutil.copytree(original, tmp_path / "mine") / "data")


def backups(place: Installed, *more: str) -> tuple[str, ...]:
    """The folder of backups and its key, as words of a command."""
    folder = place.data.parent
    return (str(folder / "backups"), "--key-file", str(folder / "key"), *more)


def another(place: Installed, name: str) -> Installed:
    """An empty place on another machine, which can read the same backups."""
    folder = place.data.parent / name
    folder.mkdir()
    (folder / "backups").symlink_to(place.data.parent / "backups")
    (folder / "key").symlink_to(place.data.parent / "key")
    return Installed(folder / "data")


def sealed(place: Installed) -> Path:
    """The one kept file in the folder of backups."""
    (path,) = (one for one in (place.data.parent / "backups" / "files").rglob("*") if one.is_file())
    return path


def kept(place: Installed) -> Path:
    """The one kept file of the installation."""
    (path,) = (one for one in (place.data / "files").rglob("*") if one.is_file())
    return path


def damage(path: Path) -> None:
    """Turn one bit in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_check_reads_every_part_and_names_the_damaged(place: Installed) -> None:
    assert "Every part opens" in place.run("backup", *backups(place, "--check"))
    damage(sealed(place))

    said = place.run("backup", *backups(place, "--check"), code=1)

    assert f"{kept(place).name} is damaged" in said
    assert "1 of 4 parts" in said


def test_a_damaged_file_in_the_backup_is_written_anew_by_the_next(place: Installed) -> None:
    damage(sealed(place))
    time.sleep(1.1)  # a backup is named by its second

    assert "Damaged files of it written anew: 1." in place.run("backup", *backups(place, "--mend"))
    assert "Every part opens" in place.run("backup", *backups(place, "--check"))
    back = another(place, "other")
    assert "Verified" in back.run("restore", *backups(back))


def test_the_rest_comes_back_when_one_file_is_damaged_and_that_is_asked_for(place: Installed) -> None:
    damage(sealed(place))
    back = another(place, "other")

    assert "--without-damaged" in back.run("restore", *backups(back), code=2)
    said = back.run("restore", *backups(back, "--without-damaged"), code=1)

    assert f"The file {kept(place).name} is missing or damaged" in said
    assert "Released" in back.run("release"), "what could be saved does not start"


def test_a_damaged_kept_file_is_mended_from_the_backup(place: Installed) -> None:
    whole = kept(place).read_bytes()
    damage(kept(place))
    place.run("verify", code=1)

    assert "1 mended" in place.run("restore", *backups(place, "--mend"))
    assert kept(place).read_bytes() == whole
    assert "Everything is as it was" in place.run("verify")


def test_what_the_backup_does_not_hold_stays_damaged_and_is_named(place: Installed) -> None:
    name = kept(place).name
    kept(place).unlink()
    sealed(place).unlink()

    said = place.run("restore", *backups(place, "--mend"), code=1)

    assert f"The backups do not hold {name} whole" in said


def test_a_file_that_is_damaged_here_stops_no_backup_and_is_named(place: Installed) -> None:
    shutil.rmtree(place.data.parent / "backups")
    name = kept(place).name
    damage(kept(place))

    said = place.run("backup", *backups(place), code=1)

    assert f"The kept file {name} is missing or damaged here" in said
    assert not list((place.data.parent / "backups").rglob("files/*/*"))
    assert len(place.run("restore", *backups(place, "--list")).splitlines()) == 1
    back = another(place, "other")
    assert "is missing or damaged" in back.run("restore", *backups(back), code=1)
