"""How quick are the rules? `python -m benchmarks.rules_speed [--rounds N]`: CPU milliseconds a document.

Judges a BIS 3 invoice of two lines and one of 1,000 by every rule set that applies (parsing included), warm;
then times the first verdict of a new process. Ends with 1 when a figure misses its mark.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.einvoice_speed import made
from boekbrug.formats import einvoice

MARKS = {"2 lines": 1.2, "1,000 lines": 150.0, "first verdict of a process": 350.0}  # milliseconds
_FIRST = (
    "import sys; from boekbrug.formats import einvoice; "
    "print(len(einvoice.validate(open(sys.argv[1], 'rb').read(), einvoice.SEND).findings))"
)


def main() -> int:
    """Measure, print, and compare with the marks."""
    parser = argparse.ArgumentParser(prog="benchmarks.rules_speed", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        small, large = (made(Path(name), lines) for lines in (2, 1_000))
        figures = (
            _taken(small.read_bytes(), times=300, rounds=rounds),
            _taken(large.read_bytes(), times=4, rounds=rounds),
            min(_first(small) for _ in range(rounds)),
        )
    missed = [name for (name, mark), found in zip(MARKS.items(), figures, strict=True) if found > mark]
    for (name, mark), found in zip(MARKS.items(), figures, strict=True):
        print(f"{name:30}{found:10.3f} ms, wanted at most {mark}")
    print(f"MISSED: {', '.join(missed)}" if missed else "every mark is met")
    return int(bool(missed))


def _taken(content: bytes, *, times: int, rounds: int) -> float:
    """The best CPU time of one verdict."""
    verdict = einvoice.validate(content, einvoice.SEND)
    if not verdict.is_valid:
        raise SystemExit(f"the document is not sound: {sorted(verdict.codes())}")
    print(f"judged by {', '.join(verdict.sets)}")
    return min(_timed(lambda: einvoice.validate(content, einvoice.SEND), times) for _ in range(rounds))


def _timed(work: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) * 1000 / times


def _first(path: Path) -> float:
    """The time on the clock from the start of a process to its verdict."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", _FIRST, str(path)], check=True, capture_output=True)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
