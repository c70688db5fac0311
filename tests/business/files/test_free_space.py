"""A disk without room is recognised by what the system and the databases themselves answer."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import free_space
from boekbrug.business.files.actions import store
from boekbrug.business.files.models import StoredFile
from tests.cast import Cast
from tests.faults.small_disk import SmallDisk, small_disk_or_skip


@pytest.fixture
def full(tmp_path: Path, settings: Any) -> Iterator[SmallDisk]:
    """A disk of one MiB for the kept files, full to the last byte."""
    (tmp_path / "files").mkdir()
    with small_disk_or_skip(tmp_path / "files", megabytes=1) as disk:
        settings.BLOBS = disk.folder
        disk.fill(leave_kibibytes=0)
        yield disk


def error_of(work: Any) -> BaseException:
    with pytest.raises(Exception) as raised:  # noqa: PT011  which one is what the test looks at
        work()
    return raised.value


def test_a_file_that_does_not_fit_leaves_nothing_half(cast: Cast, now: Any, full: SmallDisk) -> None:
    with tenant.enter(cast.atelier):
        refused = error_of(lambda: store(content=b"x" * 5000, now=now))

    assert free_space.is_why(refused)
    assert [path.name for path in full.folder.rglob("*") if path.is_file()] == ["filler"]
    assert not StoredFile.across.exists()


def test_once_there_is_room_the_same_file_goes_in(cast: Cast, now: Any, full: SmallDisk) -> None:
    with tenant.enter(cast.atelier):
        error_of(lambda: store(content=b"x" * 5000, now=now))
        full.make_room()

        assert store(content=b"x" * 5000, now=now).size_bytes == 5000


@pytest.mark.django_db
def test_what_the_database_says_of_a_full_disk_is_recognised() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            work = partial(cursor.execute, "CREATE TABLE large AS SELECT zeroblob(10000000)")
            with transaction.atomic():
                failed = error_of(work)
            cursor.execute("PRAGMA max_page_count = 4294967294")
        assert "full" in str(failed)
    else:
        with connection.cursor() as cursor, transaction.atomic():
            failed = error_of(
                lambda: cursor.execute("DO $$ BEGIN RAISE 'no room' USING ERRCODE = '53100'; END $$")
            )
            transaction.set_rollback(True)

    assert isinstance(failed, DatabaseError)
    assert free_space.is_why(failed)


def test_what_led_to_an_error_counts() -> None:
    def fail() -> None:
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        except OSError:
            raise RuntimeError from None

    assert free_space.is_why(error_of(fail))
    assert not free_space.is_why(RuntimeError())
    assert not free_space.is_why(OSError(errno.EACCES, "Permission denied"))
    assert not free_space.is_why(sqlite3.OperationalError("database is locked"))


def test_the_reserve_says_what_may_still_be_begun(settings: Any) -> None:
    free = free_space.free_bytes()
    found = []
    for reserve in (0, free // 2, free * 2, free * 10):
        settings.DISK_RESERVE_BYTES = reserve
        found.append(free_space.left().name)

    assert found == ["TAKE_IN", "TAKE_IN", "END", "CLEAN_UP"]
    settings.DISK_RESERVE_BYTES = free // 2
    assert free_space.left(free) is free_space.Room.CLEAN_UP
