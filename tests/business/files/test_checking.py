"""Kept files are read again each month; what nobody names goes, but never under an upload."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from typing import Any

import pytest
from django.db import connection

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import blobs
from boekbrug.business.files.actions import check_slice, remove_unused, store
from boekbrug.business.files.models import StoredFile
from boekbrug.business.files.queries import damaged_count, is_whole
from tests.cast import Cast

WEEK = dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    """A folder that no other test writes in."""
    settings.BLOBS = tmp_path


def kept(cast: Cast, now: dt.datetime, *contents: bytes) -> list[StoredFile]:
    """Keep files in the atelier."""
    with tenant.enter(cast.atelier):
        return [store(content=content, now=now) for content in contents]


def age(file: StoredFile, days: int) -> None:
    """Let the bytes be older."""
    path = blobs.path_of(file.dossier_id, file.sha256)
    old = time.time() - days * 86400
    os.utime(path, (old, old))


def test_thirty_slices_cover_every_file_once(cast: Cast, now: dt.datetime) -> None:
    kept(cast, now, *(str(number).encode() for number in range(100)))

    read = [check_slice(now=now + dt.timedelta(days=night))[0] for night in range(30)]

    assert set(read) == {4}
    assert not StoredFile.across.filter(checked_at=None).exists()


def test_a_damaged_file_is_marked_and_stays_and_the_mark_goes_when_it_is_mended(
    cast: Cast, now: dt.datetime
) -> None:
    whole, broken, gone = kept(cast, now, b"whole", b"broken", b"gone")
    path = blobs.path_of(broken.dossier_id, broken.sha256)
    path.write_bytes(b"br0ken")
    blobs.path_of(gone.dossier_id, gone.sha256).unlink()

    assert check_slice(now=now, nights=1) == (3, 2)
    assert damaged_count() == 2
    assert path.exists()
    path.write_bytes(b"broken")
    assert check_slice(now=now, nights=1) == (3, 1)
    assert is_whole(whole)


def test_what_no_row_names_goes_after_a_week_and_not_before(cast: Cast, now: dt.datetime) -> None:
    named, unused, young = kept(cast, now, b"named", b"unused", b"young")
    for file in (named, unused):
        age(file, 8)
    with tenant.enter(cast.atelier):
        StoredFile.objects.filter(pk__in=[unused.pk, young.pk]).delete()

    assert remove_unused(now=dt.datetime.now(dt.UTC)) == 1
    there = [blobs.path_of(one.dossier_id, one.sha256).exists() for one in (named, unused, young)]
    assert there == [True, False, True]


@pytest.mark.django_db(transaction=True)
def test_an_upload_of_bytes_that_are_being_removed_keeps_them(cast: Cast, now: dt.datetime) -> None:
    lost: list[int] = []
    for number in range(40):
        (file,) = kept(cast, now, f"race {number}".encode())
        age(file, 8)
        with tenant.enter(cast.atelier):
            file.delete()
        barrier = threading.Barrier(2)

        def clean(barrier: Any = barrier) -> None:
            barrier.wait()
            remove_unused(now=dt.datetime.now(dt.UTC))
            connection.close()

        def upload(barrier: Any = barrier, content: bytes = f"race {number}".encode()) -> None:
            barrier.wait()
            kept(cast, now, content)
            connection.close()

        running = [threading.Thread(target=one) for one in (clean, upload)]
        for one in running:
            one.start()
        for one in running:
            one.join()
        if not is_whole(StoredFile.across.get(sha256=file.sha256)):
            lost.append(number)

    assert lost == []
