"""Read every hostile e-invoice in a child process, then mutants of every document in a folder; print counts.

    python -m tests.hostile.einvoices [FOLDER] [--all]

What must hold: refused with a sentence (or read, where the case says so) within a second of CPU and 200 MB on
top of what the process had, never an exception, and no socket ever made. Reading waits for nothing, so the
clock on the wall says only how busy the machine was; it is printed beside. Mutants are read in this process.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from boekbrug.formats import einvoice
from boekbrug.formats.problem import has_error
from tests.hostile import mutants
from tests.hostile.einvoice_cases import Case, cases
from tests.hostile.watching import Seen, watched

SECONDS_MAX, MEGABYTES_MAX = 1.0, 200.0
_UNFILLED = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Row:
    """A case, and what was seen."""

    case: Case
    seen: Seen

    @property
    def faults(self) -> list[str]:
        """What is wrong with it."""
        seen, expected = self.seen, "read" if self.case.is_read else "refused"
        found = [*seen.outside, *seen.sockets]
        found += [] if seen.outcome.startswith(expected) else [f"not {expected}"]
        found += [f"{seen.cpu:.2f} s of CPU"] if seen.cpu > SECONDS_MAX else []
        found += [f"{seen.megabytes:.0f} MB"] if seen.megabytes > MEGABYTES_MAX else []
        return found


def told(reading: einvoice.Reading) -> str:
    """Return in one line how a reading went; what may not be starts with another word."""
    sentences = [one.sentence.english for one in reading.problems]
    if any(len(one) < 20 or _UNFILLED.search(one) or not one.endswith(".") for one in sentences):
        return f"no sentence: {sentences}"
    if (reading.invoice is None) != has_error(reading.problems):
        return "neither an invoice nor an error"
    word = "refused" if reading.invoice is None else "read"
    return f"{word}: {sentences[0]}" if sentences else word


def run() -> list[Row]:
    """Read each case in a child; what is imported late is imported before anything is measured."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        einvoice.read(b"%PDF-1.7")
        for case in cases():
            rows.append(Row(case, watched(lambda data=case.data: _read(data), root=Path(folder))))
    return rows


def _read(data: bytes) -> str:
    """Read in a child; a socket that is only made, and called nowhere, is seen too."""
    made: list[str] = []
    sys.addaudithook(lambda event, _: made.append(event) if event.startswith("socket.") else None)
    outcome = told(einvoice.read(data))
    return f"touched the network: {made}" if made else outcome


def tried(folder: Path) -> tuple[Counter[str], list[str], float]:
    """Read the mutants of every document in a folder: counts, what broke a limit, the slowest."""
    counts: Counter[str] = Counter()
    bad: list[str] = []
    slowest = 0.0
    for path in sorted(one for one in folder.rglob("*") if one.suffix.lower() in (".xml", ".pdf")):
        counts["documents"] += 1
        for title, data in mutants.of(path.read_bytes()):
            started = time.process_time()
            outcome = _outcome(data)
            seconds = time.process_time() - started
            slowest = max(slowest, seconds)
            counts[outcome.partition(":")[0]] += 1
            if not outcome.startswith(("read", "refused")) or seconds > SECONDS_MAX:
                bad.append(f"{path.name}, {title}: {outcome}, {seconds:.2f} s")
    return counts, bad, slowest


def _outcome(data: bytes) -> str:
    try:
        return told(einvoice.read(data))
    except Exception as broken:  # that it never comes here is what is shown
        return f"raised: {type(broken).__name__} {broken}"[:200]


def _say_cases(rows: list[Row], *, also_fine: bool) -> int:
    bad = [row for row in rows if row.faults]
    for row in rows if also_fine else bad:
        seen = row.seen
        _say(f"  {row.case.title!r}: {seen.outcome[:160]}")
        took = f"{seen.seconds:.2f} s, {seen.cpu:.2f} s of CPU, {seen.megabytes:.0f} MB"
        _say(f"    {took}: {'; '.join(row.faults) or 'fine'}")
    slowest = max(rows, key=lambda row: row.seen.cpu)
    largest = max(rows, key=lambda row: row.seen.megabytes)
    made = sum("network" in row.seen.outcome or bool(row.seen.sockets) for row in rows)
    _say(f"hostile e-invoices: {len(rows)} cases, {len(bad)} beyond a limit, {made} with a socket")
    _say(f"  slowest {slowest.seen.cpu:.2f} s of CPU ({slowest.seen.seconds:.2f} s): {slowest.case.title}")
    _say(f"  largest {largest.seen.megabytes:.0f} MB: {largest.case.title}")
    return len(bad)


def _say_mutants(folder: Path) -> int:
    counts, bad, slowest = tried(folder)
    for line in bad:
        _say(f"  {line}")
    documents = counts.pop("documents")
    parts = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    _say(f"mutants of {documents} documents: {sum(counts.values())} ({parts})")
    _say(f"  {len(bad)} beyond a limit, slowest {slowest:.3f} s of CPU")
    return len(bad)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    """Run and print; return 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="documents of which mutants are read")
    parser.add_argument("--all", action="store_true", help="also say what went well")
    options = parser.parse_args()
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks about each damaged PDF
    bad = _say_cases(run(), also_fine=options.all)
    bad += _say_mutants(options.folder) if options.folder else 0
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
