"""Kept files: once per dossier, whole before they are named, damage found."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import blobs
from boekbrug.business.files.actions import store
from boekbrug.business.files.models import StoredFile
from boekbrug.business.files.queries import content_of, damaged_files
from tests.cast import Cast

CONTENT = b"een afschrift"


@pytest.fixture
def folder(cast: Cast, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Where the files of the atelier lie; the dossier is entered."""
    settings.BLOBS = tmp_path / "files"
    with tenant.enter(cast.atelier):
        yield tmp_path / "files"


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_same_bytes_are_kept_once(folder: Path, now: dt.datetime) -> None:
    first = store(content=CONTENT, now=now)
    again = store(content=CONTENT, now=now + dt.timedelta(days=1))

    assert (first.pk, again.stored_at, first.size_bytes) == (again.pk, now, len(CONTENT))
    assert first.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert [path.read_bytes() for path in files_in(folder)] == [CONTENT]
    assert content_of(again) == CONTENT


def test_nothing_shows_what_another_dossier_keeps(
    cast: Cast, settings: Any, tmp_path: Path, now: dt.datetime
) -> None:
    settings.BLOBS = tmp_path
    for dossier in (cast.atelier, cast.dirks):
        with tenant.enter(dossier):
            store(content=CONTENT, now=now)

    assert StoredFile.across.count() == 2
    assert len(files_in(tmp_path)) == 2


def test_a_write_that_breaks_off_leaves_no_file_and_no_row(
    folder: Path, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)

    with pytest.raises(OSError, match="No space left"):
        store(content=CONTENT, now=now)

    assert files_in(folder) == []
    assert StoredFile.objects.count() == 0


def test_a_file_gets_its_name_once_it_is_whole(
    folder: Path, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, bytes]] = []
    replace = Path.replace

    def look(path: Path, target: Path) -> Path:
        seen.append((path.name, path.read_bytes()))
        assert not Path(target).exists()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", look)
    store(content=CONTENT, now=now)

    ((name, content),) = seen
    assert (name.startswith(".new-"), content) == (True, CONTENT)


def test_a_file_that_a_crash_left_short_is_written_again(folder: Path, now: dt.datetime) -> None:
    file = store(content=CONTENT, now=now)
    (path,) = files_in(folder)
    path.write_bytes(CONTENT[:3])

    store(content=CONTENT, now=now)

    assert content_of(file) == CONTENT


@pytest.mark.parametrize("damage", [b"een afschrifX", b"", None])
def test_damage_is_found_and_never_handed_out(folder: Path, now: dt.datetime, damage: bytes | None) -> None:
    file, sound = store(content=CONTENT, now=now), store(content=b"gaaf", now=now)
    path = blobs.path_of(file.dossier_id, file.sha256)
    path.unlink() if damage is None else path.write_bytes(damage)

    with pytest.raises(blobs.ContentDamaged, match=file.sha256):
        content_of(file)

    assert damaged_files() == [file]
    assert content_of(sound) == b"gaaf"


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_damaged_file_of_the_same_size_is_mended_by_the_one_that_comes_again(
    folder: Path, now: dt.datetime, is_marked: bool
) -> None:
    kept = store(content=CONTENT, now=now)
    (path,) = files_in(folder)
    path.write_bytes(CONTENT[:-1] + b"?")
    StoredFile.objects.filter(pk=kept.pk).update(is_damaged=is_marked)

    again = store(content=CONTENT, now=now)

    assert (again.pk, again.is_damaged, path.read_bytes()) == (kept.pk, False, CONTENT)
    assert damaged_files() == []
    assert not StoredFile.objects.filter(is_damaged=True).exists()


def test_bytes_beyond_the_first_piece_are_compared(folder: Path, now: dt.datetime) -> None:
    large = bytes(2_500_000)
    store(content=large, now=now)
    (path,) = files_in(folder)
    before = path.stat().st_ino
    store(content=large, now=now)
    assert path.stat().st_ino == before  # nothing was written

    with path.open("r+b") as stream:
        stream.seek(2_400_000)
        stream.write(b"?")
    store(content=large, now=now)

    assert path.read_bytes() == large


def test_every_folder_that_was_made_is_flushed_in_the_one_above(
    folder: Path, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []
    really = os.fsync

    def noting(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").readlink())
        really(handle)

    monkeypatch.setattr(os, "fsync", noting)
    store(content=CONTENT, now=now)

    (path,) = files_in(folder)
    of_dossier = path.parent.parent
    assert [one for one in flushed if one.is_dir()] == [folder.parent, folder, of_dossier, path.parent]
