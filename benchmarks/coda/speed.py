"""How quick are the reader and the writer? `python -m benchmarks.coda.speed [--statements N] [--rounds N]`.

Makes a file of 450 lines a statement, reads and writes it in processes of their own, by turns with
febelfin-coda 0.5.0 in its environment, and prints the best of the rounds: CPU seconds, lines a second, how
many times febelfin-coda's, and the peak of memory of the process. Reading makes every object and does every
check; “texts too” also cuts every text. Ends with 1 when a figure misses its mark.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.coda.large_file import STATEMENTS
from benchmarks.environments import run

EAGER_TIMES_MIN, STREAMING_TIMES_MIN, WRITER_LINES_MIN, STREAMING_MIB_MAX = 5.0, 7.0, 200_000, 25.0

_MEASURED = """
import json, resource, sys, time
path = sys.argv[1]
{setup}
start = time.process_time()
{body}
seconds = time.process_time() - start
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
_OURS = "from boekbrug.formats import coda"
_TEXTS = """
def texts(movements):
    for movement in movements:
        movement.communication
        texts(movement.details)
"""
_READ = "data = open(path, 'rb').read()\nstatements = coda.read(data).all()"
_STREAM = "with open(path, 'rb') as file:\n    for statement in coda.read(file): pass"
_STREAM_TEXTS = (
    "with open(path, 'rb') as file:\n    for statement in coda.read(file): texts(statement.movements)"
)
PROGRAMS = {
    "read, all at once": (_OURS, _READ),
    "read, streaming": (_OURS, _STREAM),
    "read, streaming, texts too": (_OURS + _TEXTS, _STREAM_TEXTS),
    "write": (
        f"{_OURS}{_TEXTS}{_READ}\nfor one in statements: texts(one.movements)",
        "coda.write(statements)",
    ),
}
PEER = "febelfin-coda"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="boekbrug-coda-") as folder:
        path = Path(folder) / "large.cod"
        lines = _made(path, options.statements)
        figures = _measure(str(path), options.rounds)
    print(f"{lines} lines, {options.statements} statements; best of {options.rounds}, CPU seconds")
    peer = figures[PEER][0]
    for name, (seconds, mebibytes) in figures.items():
        print(f"{name:28} {seconds:7.3f} s {lines / seconds:11,.0f} lines/s {peer / seconds:6.2f}×"
              f" {mebibytes:7.1f} MiB")  # fmt: skip
    missed = list(_missed(figures, lines))
    print("\n".join(missed) or "every mark is met")
    return int(bool(missed))


def _made(path: Path, statements: int) -> int:
    """Make the file in a process of its own: a child starts with the peak of memory of its parent."""
    command = [sys.executable, "-m", "benchmarks.coda.large_file", str(path), str(statements)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _measure(path: str, rounds: int) -> dict[str, tuple[float, float]]:
    """Run every program by turns; return the least seconds and the least memory of each."""
    peer = _MEASURED.format(setup="from coda import CODA", body="CODA(path)")
    runs: dict[str, Callable[[], str]] = {PEER: lambda: run(PEER, peer, path)}
    for name, (setup, body) in PROGRAMS.items():
        runs[name] = partial(_ours, setup, body, path)
    best: dict[str, tuple[float, float]] = {}
    for _ in range(rounds):
        for name, measured in runs.items():
            seconds, mebibytes = json.loads(measured())
            earlier = best.get(name, (seconds, mebibytes))
            best[name] = (min(seconds, earlier[0]), min(mebibytes, earlier[1]))
    return best


def _ours(setup: str, body: str, path: str) -> str:
    program = _MEASURED.format(setup=setup, body=body)
    done = subprocess.run([sys.executable, "-c", program, path], check=True, capture_output=True, text=True)
    return done.stdout


def _missed(figures: dict[str, tuple[float, float]], lines: int) -> list[str]:
    peer = figures[PEER][0]
    times = {name: peer / seconds for name, (seconds, _) in figures.items()}
    marks = (
        (times["read, all at once"] >= EAGER_TIMES_MIN, f"all at once: below {EAGER_TIMES_MIN}×"),
        (times["read, streaming"] >= STREAMING_TIMES_MIN, f"streaming: below {STREAMING_TIMES_MIN}×"),
        (figures["read, streaming"][1] < STREAMING_MIB_MAX, f"streaming: above {STREAMING_MIB_MAX} MiB"),
        (lines / figures["write"][0] >= WRITER_LINES_MIN, f"write: below {WRITER_LINES_MIN} lines/s"),
    )
    return [f"MISSED {said}" for is_met, said in marks if not is_met]


if __name__ == "__main__":
    sys.exit(main())
