"""What happens each night to keep everything safe."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import blobs
from boekbrug.business.files.actions import store
from boekbrug.business.files.models import StoredFile
from boekbrug.business.safekeeping.queries import last_verify
from boekbrug.business.timeline import heads
from boekbrug.business.timeline.models import Event
from boekbrug.workers import safekeeping
from tests.cast import Cast


def test_the_night_finds_a_damaged_file_and_a_changed_event(
    cast: Cast, now: dt.datetime, settings: Any, tmp_path: Path
) -> None:
    settings.BLOBS = tmp_path
    with tenant.enter(cast.atelier):
        file = store(content=b"kept", now=now)
    blobs.path_of(file.dossier_id, file.sha256).write_bytes(b"k3pt")
    Event.across.filter(dossier=cast.atelier).update(channel="cli")

    safekeeping.check_files(now)
    safekeeping.verify(now)

    file.refresh_from_db(from_queryset=StoredFile.across.all())
    found = last_verify()
    assert file.is_damaged
    assert found is not None
    assert (found.is_fine, found.counts) == (False, {"wrong": 1})


def test_heads_are_written_once_a_day_where_a_folder_is_set(
    cast: Cast, now: dt.datetime, settings: Any, tmp_path: Path
) -> None:
    safekeeping.publish_heads(now)
    settings.HEADS_FOLDER = tmp_path

    for hours in (0, 1, 24):
        safekeeping.publish_heads(now + dt.timedelta(hours=hours))

    written = sorted(tmp_path.iterdir())
    assert [path.name for path in written] == ["heads-2026-03-16.json", "heads-2026-03-17.json"]
    assert cast.atelier.public_id in heads.read(written[0].read_text())
