"""Run a flow on a disk that is full at every size, make room, compare with an undisturbed run.

    python -m tests.faults.disk_full [--step KIBIBYTES]

The data folder with its SQLite database lies on a small tmpfs of which so many KiB are left: 0, then a step
more, until the flow gets to its end. Each door must refuse in the one sentence, no kept file may be half, and
what is there must be readable. Then there is room again, workers and people go on, and rows and files must be
those of an undisturbed run. Exit code 0: all equal; 1: some were not; 3: no small disk can be made here.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from tests.faults.installation import Installation, installation
from tests.faults.small_disk import NoSmallDisk, SmallDisk, small_disk

NO_DISK = 3
DISK_MEGABYTES = 24
STEPS_MAX = 2000


@dataclass(slots=True)
class Tally:
    """What was counted over all sizes."""

    sizes: int = 0
    refused: int = 0  # files and invoices that a door refused for want of room
    kept_waiting: int = 0  # files that were kept and not yet understood
    unequal: int = 0


@click.command()
@click.option("--step", type=int, default=4, help="KiB that are left more each time.")
@click.option("--from", "first", type=int, default=0, help="KiB that are left at first.")
def main(step: int, first: int) -> None:
    """Fill the disk at each size and compare."""
    began = time.monotonic()
    try:
        with installation() as place:
            tally = fill_everywhere(place, step=step, first=first)
    except NoSmallDisk as refused:
        click.echo(f"No small disk can be mounted here: {refused}.")
        sys.exit(NO_DISK)
    click.echo(
        f"{tally.sizes} sizes, {tally.refused} refusals, {tally.kept_waiting} files kept and taken in later, "
        f"{tally.unequal} unequal, {time.monotonic() - began:.0f} s"
    )
    click.echo(json.dumps({name: getattr(tally, name) for name in Tally.__slots__}))
    sys.exit(1 if tally.unequal else 0)


def fill_everywhere(place: Installation, *, step: int, first: int) -> Tally:
    """Run the flow with ever more room, until nothing is refused; returns the counts."""
    from django.conf import settings
    from django.db import connections

    from tests.faults.full_flow import FullFlow

    settings.DISK_RESERVE_BYTES = 0  # the disk itself must refuse, not the reserve before it
    flow = FullFlow(place)
    flow.prepare()
    place.keep()
    flow.run()
    expected = flow.result()
    tally = Tally()
    connections.close_all()
    with small_disk(place.data, megabytes=DISK_MEGABYTES) as disk:
        for number in range(STEPS_MAX):
            connections.close_all()
            disk.put(place.kept)
            tally.sizes += 1
            if not _at_size(flow, disk, first + number * step, tally=tally, expected=expected):
                break
        connections.close_all()
    return tally


def _at_size(flow: Any, disk: SmallDisk, left: int, *, tally: Tally, expected: Any) -> bool:
    """Run with so many KiB left and again with room; whether anything was refused or had to wait."""
    from tests.faults.dump import differences

    wrong: list[str] = []
    flow.refused = flow.waiting = 0
    try:
        disk.fill(leave_kibibytes=left)
        flow.run()
        wrong += half_files(flow.blobs) + flow.unreadable()
        tally.refused += flow.refused
        tally.kept_waiting += flow.waiting
        is_disturbed = bool(flow.refused or flow.waiting)
        disk.make_room()
        flow.finish()
        found = flow.result()
        for part, wanted in expected.items():
            wrong += differences(wanted, found[part])
    except Exception:
        wrong.append(traceback.format_exc())
        is_disturbed = True
    if wrong:
        tally.unequal += 1
        click.echo(f"{left} KiB left:\n  " + "\n  ".join(wrong))
    return is_disturbed


def half_files(blobs: Path) -> list[str]:
    """Return what lies among the kept files and is not whole."""
    found = [path for path in blobs.rglob("*") if path.is_file()]
    return [
        f"{path.name} is half" for path in found if hashlib.sha256(path.read_bytes()).hexdigest() != path.name
    ]


if __name__ == "__main__":
    main()
