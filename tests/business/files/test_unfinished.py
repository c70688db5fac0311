"""What a killed writer leaves behind is removed, and nothing else."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

from django.core.cache import cache

from boekbrug.business.files import blobs
from boekbrug.workers.cleanup import clean_up

DAY = dt.timedelta(days=1)
NAME = "ab" * 32


def half_file(name: str, at: dt.datetime) -> Path:
    """Leave a half written file as it is when its writer is killed."""
    path = blobs.path_of(1, NAME).parent / name
    path.write_bytes(b"half")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_old_halves_go_and_the_rest_stays(settings: Any, tmp_path: Path, now: dt.datetime) -> None:
    settings.BLOBS = tmp_path
    blobs.write(1, NAME, b"whole")
    old, young = half_file(".new-old", now - 2 * DAY), half_file(".new-young", now)
    os.utime(blobs.path_of(1, NAME), (0, 0))

    assert blobs.remove_unfinished(before=now - DAY) == 1

    assert [old.exists(), young.exists()] == [False, True]
    assert blobs.read(1, NAME) == b"whole"


def test_the_daily_clean_up_removes_them(db: None, settings: Any, tmp_path: Path, now: dt.datetime) -> None:
    settings.BLOBS = tmp_path
    cache.clear()
    blobs.write(1, NAME, b"whole")
    old = half_file(".new-old", now - 2 * DAY)

    clean_up(now)

    assert not old.exists()
