"""Back up again and again while others write, restore each backup, and see whether it holds one moment.

    python -m tests.faults.backup_under_writers [--backups 10] [--writers 4]

Writers store files and note them on the timeline of their dossier, in one transaction each, as fast as they
can. Every backup is restored beside the running installation. There every row of a file must have its bytes,
every file its event, every timeline its seals, and nothing that was acknowledged before the backup began may
lack. Printed: acts, backups, the longest wait of a writer. Exit code 0: all hold.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import multiprocessing
import shutil
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import click

from tests.faults.installation import Installation, installation

KEY = "a-key-for-faults-0123456789"
NOW = dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC)
LATE_SECONDS_MAX = 120
ACTS_MAX = 400  # of a writer: a slow machine would else back up more than it ever catches up with


@click.command()
@click.option("--backups", default=10, show_default=True)
@click.option("--writers", default=4, show_default=True)
def main(*, backups: int, writers: int) -> None:
    """Write and back up at once."""
    with installation() as place:
        counts = run(place, backups=backups, writers=writers)
    click.echo(json.dumps(counts))
    sys.exit(1 if counts["wrong"] or counts["failed_acts"] or counts["lost"] else 0)


def run(place: Installation, *, backups: int, writers: int) -> dict[str, Any]:
    """Let writers write while backups are made and restored; returns the counts."""
    from django.db import connections

    from tests.cast import make_cast

    cast = make_cast(NOW)
    dossiers = [cast.atelier, cast.dirks]
    connections.close_all()
    context = multiprocessing.get_context("fork")
    stop, told, acts = context.Event(), context.SimpleQueue(), context.Array("q", writers)
    shared = _Shared(stop, acts, told)
    running = [
        context.Process(target=_write, args=(number, dossiers[number % 2], shared))
        for number in range(writers)
    ]
    for process in running:
        process.start()
    wrong: list[str] = []
    for night in range(backups):
        acknowledged = list(acts)
        wrong += _back_up_and_look(place, night, acknowledged)
    stop.set()
    waits, failed, lost = [0.0], [0], 0
    for process in running:
        process.join(LATE_SECONDS_MAX)
        lost += process.exitcode != 0
        process.kill()
    while not told.empty():
        longest, count = told.get()
        waits, failed = [*waits, longest], [*failed, count]
    return {
        "backups": backups, "writers": writers, "acts": sum(acts), "failed_acts": sum(failed),
        "lost": lost, "longest_wait_seconds": round(max(waits), 2), "wrong": wrong[:10],
    }  # fmt: skip


class _Shared(NamedTuple):
    """What the processes share: when to stop, how many acts each did, and what they tell at the end."""

    stop: Any
    acts: Any
    told: Any


def _write(number: int, dossier: Any, shared: _Shared) -> None:
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.files.actions import store
    from boekbrug.business.people.actor import PROGRAM
    from boekbrug.business.timeline import actions as timeline

    longest, failed = 0.0, 0
    while not shared.stop.is_set():
        if shared.acts[number] >= ACTS_MAX:
            shared.stop.wait(60)
            continue
        began = time.perf_counter()
        try:
            with tenant.enter(dossier), tenant.one_act():
                content = f"writer {number} act {shared.acts[number]}".encode() * 200
                file = store(content=content, now=NOW)
                timeline.note(
                    kind="file.stored", subject=dossier, actor=PROGRAM, at=NOW, detail={"sha256": file.sha256}
                )
            shared.acts[number] += 1
        except Exception as error:
            failed += 1
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
        longest = max(longest, time.perf_counter() - began)
    shared.told.put((longest, failed))


def _back_up_and_look(place: Installation, night: int, acknowledged: list[int]) -> list[str]:
    from boekbrug.business.safekeeping import actions, restoring
    from boekbrug.business.safekeeping.repository import open_repository

    repository = open_repository(place.folder / "backups", KEY, may_make=True)
    made = actions.back_up(repository=repository, now=NOW + dt.timedelta(days=night))
    back = place.folder / "back"
    shutil.rmtree(back, ignore_errors=True)
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(back / "boekbrug.sqlite3")}
    _, manifest = restoring.put_back(
        repository=repository, stamp=made.stamp, place=restoring.Place(back, database)
    )
    return [f"backup {night}: {what}" for what in _look(back, manifest, acknowledged)]


def _look(back: Path, manifest: dict[str, Any], acknowledged: list[int]) -> list[str]:
    opened = sqlite3.connect(back / "boekbrug.sqlite3")
    wrong = [row[0] for row in opened.execute("PRAGMA integrity_check") if row[0] != "ok"]
    kept = {}
    for dossier, sha256 in opened.execute("SELECT dossier_id, sha256 FROM files_storedfile"):
        path = back / "files" / str(dossier) / sha256[:2] / sha256
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            wrong.append(f"file {sha256} has no bytes")
        kept[sha256] = dossier
    query = "SELECT detail FROM timeline_event WHERE kind = 'file.stored'"
    noted = {json.loads(row[0])["sha256"] for row in opened.execute(query)}
    wrong += [f"file {sha256} without its event, or the other way" for sha256 in noted ^ kept.keys()]
    for number, count in enumerate(acknowledged):
        for act in range(count):
            content = f"writer {number} act {act}".encode() * 200
            if hashlib.sha256(content).hexdigest() not in kept:
                wrong.append(f"act {act} of writer {number} was acknowledged and lacks")
    for dossier, event, seal in manifest["heads"]:
        query = "SELECT 1 FROM timeline_event WHERE dossier_id = ? AND number = ? AND seal = ?"
        if not opened.execute(query, (dossier, event, seal)).fetchone():
            wrong.append(f"head {event} of dossier {dossier} lacks")
    opened.close()
    return wrong


if __name__ == "__main__":
    main()
