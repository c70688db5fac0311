"""How quick is the CODA workshop? `python -m benchmarks.coda.workshop [--statements N] [--rounds N]`.

Looks at every record of an invented file and makes it anonymous, and prints the best of the rounds in CPU
seconds. Ends with 1 when one of them does fewer than 50,000 lines a second.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from benchmarks.coda.large_file import made
from boekbrug.formats import coda, workshop

LINES_MIN = 50_000
KEY = b"a key that is the same each time"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    data = coda.write(made(options.statements))
    lines = data.count(b"\n")
    works: dict[str, Callable[[], object]] = {
        "view every record": lambda: workshop.view(data),
        "anonymise": lambda: workshop.anonymised(data, KEY),
    }
    print(f"{lines} lines, {options.statements} statements; best of {options.rounds}, CPU seconds")
    is_missed = False
    for name, work in works.items():
        seconds = min(_seconds(work) for _ in range(options.rounds))
        is_missed |= lines / seconds < LINES_MIN
        print(f"{name:28} {seconds:7.3f} s {lines / seconds:11,.0f} lines/s")
    print(f"MISSED a mark of {LINES_MIN:,} lines/s" if is_missed else "every mark is met")
    return int(is_missed)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
