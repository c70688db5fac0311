"""The restore drill, timed: fill, back up, restore on an empty place, verify, compare.

    python -m tests.faults.restore_drill --movements 1000000 --events 1000000

Works through the commands of an operator, each in a process of its own. The restored database must be the
same row by row, but for what the restore itself notes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from boekbrug.business.safekeeping.repository import new_key
from tests.business.safekeeping.places import SOURCE, Installed, filled

ROOT = SOURCE.parent
NOTED_BY_THE_RESTORE = {"outbox_hold", "safekeeping_round", "sqlite_sequence", "django_session"}


def main() -> int:
    """Run the drill; 1 when anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--movements", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=500, help="kept files of 20 kB beside the statements")
    parser.add_argument("--events", type=int, default=1_000, help="sealed events of the timeline")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="boekbrug-drill-") as name:
        return drill(Path(name), **vars(chosen))


def drill(folder: Path, *, movements: int, files: int, events: int) -> int:
    """Do it all in a folder; print the figures."""
    (folder / "letter.txt").write_text("kept")
    began = time.perf_counter()
    whole = filled(folder / "whole" / "data", folder / "letter.txt")
    _fill(whole, (movements, files, events))
    size = (whole.data / "boekbrug.sqlite3").stat().st_size
    took, held = time.perf_counter() - began, f"{movements:,} movements, {events:,} events"
    _say(f"filled     {took:8.1f} s  {held}, {size / 1e6:,.0f} MB")
    (folder / "key").write_text(new_key())
    key = ("--key-file", str(folder / "key"))
    _timed("backup", lambda: whole.run("backup", str(folder / "backups"), *key))
    time.sleep(1)  # a backup is named after its second
    _timed("backup 2", lambda: whole.run("backup", str(folder / "backups"), *key))
    back = Installed(folder / "empty" / "data")
    back.data.parent.mkdir()
    said = _timed("restore", lambda: back.run("restore", str(folder / "backups"), *key))
    _timed("verify", lambda: back.run("verify"))
    _say(said.strip())
    is_equal = _digests(whole.data) == _digests(back.data)
    _say(f"equal row by row: {is_equal}; largest process {_peak_mib()} MiB")
    return 0 if is_equal else 1


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _timed(what: str, run: Callable[[], str]) -> str:
    began = time.perf_counter()
    said = run()
    _say(f"{what:<10} {time.perf_counter() - began:8.1f} s")
    return said


def _fill(place: Installed, counts: tuple[int, int, int]) -> None:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("BOEKBRUG_")}
    environment |= {"BOEKBRUG_DATA": str(place.data), "BOEKBRUG_PROFILE": "test", "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-m", "tests.faults.many_movements", *map(str, counts)]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


def _digests(data: Path) -> dict[str, str]:
    """A digest of each table's rows, in the order of their keys."""
    connection = sqlite3.connect(data / "boekbrug.sqlite3")
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {}
    for name in set(names) - NOTED_BY_THE_RESTORE:
        digest = hashlib.sha256()
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1'):
            digest.update(repr(row).encode())
        found[name] = digest.hexdigest()
    return found


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
