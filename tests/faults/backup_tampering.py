"""Change a folder of backups at random, in every part and every region, and see whether it is found.

    python -m tests.faults.backup_tampering --times 2000 --seed 1

Each change is made on the real folder and taken back. Whoever tampers has no key: bytes are turned, cut,
added and zeroed; parts are swapped with others, put under another name, taken from another backup, removed.
Found means that the check, which opens what a restore opens, names a damaged part or refuses. A folder that
nobody touched must open: it is checked after every hundredth change.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.installation import installation

KEY = "a-key-for-faults-0123456789"
NOW = dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC)
LAST = "2026-03-17T083000Z"
REGIONS = ("head", "salt", "first chunk", "middle", "last tag")


def main() -> int:
    """Run it; 1 when a change was not found, or something was found where nothing changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with installation() as place:
        folder = _backed_up(place.folder / "backups")
        return tamper(folder, times=chosen.times, dice=random.Random(chosen.seed), tell=_say)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _backed_up(folder: Path) -> Path:
    """Two backups of an installation with files, one of them of more than one chunk."""
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.files.actions import store
    from boekbrug.business.safekeeping import actions
    from boekbrug.business.safekeeping.repository import open_repository
    from tests.cast import make_cast

    dice, cast = random.Random(1), make_cast(NOW)
    for night in range(2):
        with tenant.enter(cast.atelier):
            for size in (0, 40, 4_000, 1_500_000):
                store(content=dice.randbytes(size), now=NOW)
        made = open_repository(folder, KEY, may_make=True)
        actions.back_up(repository=made, now=NOW + dt.timedelta(days=night))
    return folder


def tamper(folder: Path, *, times: int, dice: random.Random, tell: Callable[[str], None]) -> int:
    """Tamper so often; returns how often it went unseen or was seen falsely."""
    done: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    began, wrong = time.perf_counter(), 0 if _is_whole(folder) else 1
    parts = _parts_of_the_last(folder)
    for number in range(times):
        part, way = dice.choice(parts), dice.choice(WAYS)
        before = part.read_bytes()
        named = way(part, dice, [one for one in parts if one != part], folder)
        if part.exists() and _means(part.read_bytes()) == _means(before):
            continue  # such as a tab for a space in the mark
        what = f"{part.name if len(part.name) < 64 else 'kept file'}: {named}"
        done[what] += 1
        unseen[what] += _is_whole(folder)
        part.write_bytes(before)
        wrong += number % 100 == 99 and not _is_whole(folder)
    for what, count in sorted(done.items()):
        tell(f"{what:<40} {count:5} changed {count - unseen[what]:5} found")
    seconds = time.perf_counter() - began
    tell(f"{done.total()} changed, {done.total() - unseen.total()} found, {wrong} false, {seconds:.0f} s")
    return unseen.total() + wrong


def _means(content: bytes) -> Any:
    """The content; of the mark, which is not sealed, what it says."""
    try:
        return json.loads(content)
    except ValueError:
        return content


def _is_whole(folder: Path) -> bool:
    """Whether everything that a restore of the last backup opens does open."""
    from boekbrug.business.safekeeping import mending, restoring, streams
    from boekbrug.business.safekeeping.repository import NoBackupThere, WrongKey, open_repository

    try:
        repository = open_repository(folder, KEY, may_make=False)
        stamp = restoring.chosen(repository, LAST)
        return not any(is_damaged for _, is_damaged in mending.damaged_parts(repository, stamp))
    except (NoBackupThere, WrongKey, streams.PartDamaged):
        return False


def _parts_of_the_last(folder: Path) -> list[Path]:
    files = [path for path in (folder / "files").rglob("*") if path.is_file()]
    return sorted([*(folder / LAST).iterdir(), *files, folder / "boekbrug-backup.json"])


def _turn(part: Path, dice: random.Random, _others: list[Path], _folder: Path) -> str:
    """Change one byte, in each region as often."""
    content, region = bytearray(part.read_bytes()), dice.randrange(len(REGIONS))
    size = len(content)
    start, end = [(0, 4), (4, 36), (36, min(1 << 20, size)), (size // 3, 2 * size // 3), (size - 16, size)][
        region
    ]
    at = dice.randrange(min(start, size - 1), max(min(end, size), min(start, size - 1) + 1))
    content[at] ^= dice.randrange(1, 256)
    part.write_bytes(content)
    return f"byte in {REGIONS[region]}"


def _cut(part: Path, dice: random.Random, _others: list[Path], _folder: Path) -> str:
    part.write_bytes(part.read_bytes()[: dice.randrange(part.stat().st_size)])
    return "cut off"


def _cut_a_chunk(part: Path, dice: random.Random, _others: list[Path], _folder: Path) -> str:
    """Cut between two chunks, where every tag that is left still fits."""
    size = (1 << 20) + 16
    chunks = max((part.stat().st_size - 36) // size, 0)
    part.write_bytes(part.read_bytes()[: 36 + size * dice.randrange(chunks + 1)])
    return "cut between chunks"


def _grow(part: Path, dice: random.Random, _others: list[Path], _folder: Path) -> str:
    part.write_bytes(part.read_bytes() + dice.randbytes(dice.randrange(1, 100)))
    return "bytes added"


def _zero(part: Path, dice: random.Random, _others: list[Path], _folder: Path) -> str:
    content = bytearray(part.read_bytes())
    at = dice.randrange(len(content))
    content[at : at + 512] = bytes(len(content[at : at + 512]))
    part.write_bytes(content)
    return "a sector of zeros"


def _swap(part: Path, dice: random.Random, others: list[Path], _folder: Path) -> str:
    part.write_bytes(dice.choice(others).read_bytes())
    return "another part in its place"


def _of_before(part: Path, _dice: random.Random, _others: list[Path], folder: Path) -> str:
    """Take the part of the same name of the backup before."""
    earlier = folder / "2026-03-16T083000Z" / part.name
    if earlier.is_file():
        part.write_bytes(earlier.read_bytes())
    return "the part of an earlier backup"


def _remove(part: Path, _dice: random.Random, _others: list[Path], _folder: Path) -> str:
    part.unlink()
    return "removed"


WAYS = (_turn, _turn, _turn, _turn, _cut, _cut_a_chunk, _grow, _zero, _swap, _of_before, _remove)

if __name__ == "__main__":
    sys.exit(main())
