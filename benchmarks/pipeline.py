"""Import generated statements through the real pipeline, and print wall time, movements/s and peak memory.

    python -m benchmarks.pipeline [--invoices N] [--movements N] [--statements N] [--profile basic|rich]
                                  [--postgres] [--profiler FILE]

Everything from the bytes on: the file is kept, read, checked, its chain judged, movements stored, matched,
booked, noted on the timeline. The documents are in the dossier before the clock starts. Movements are
measured in this process; a child made the documents, so its memory does not count.
"""

from __future__ import annotations

import cProfile
import datetime as dt
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.load_set import LoadSet, Size, make_set
from tests.faults.installation import installation

NOW = dt.datetime(2026, 5, 4, 8, 30, tzinfo=dt.UTC)
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured."""

    seconds: float
    processor_seconds: float
    slowest_seconds: float
    files: int
    peak_megabytes: float


@click.command()
@click.option("--invoices", default=10_000, show_default=True)
@click.option("--movements", default=10_000, show_default=True)
@click.option("--statements", default=20, show_default=True)
@click.option("--profile", type=click.Choice(["basic", "rich"]), default="basic", show_default=True)
@click.option("--postgres", is_flag=True, help="On a throwaway PostgreSQL server (which does not flush).")
@click.option("--profiler", default="", help="Write a profile of the import to this file (slower).")
def main(
    *, invoices: int, movements: int, statements: int, profile: str, postgres: bool, profiler: str
) -> None:
    """Measure one import."""
    with ExitStack() as stack:
        database = ""
        if postgres:
            from tests.gate.postgres import cluster

            database = stack.enter_context(cluster())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="boekbrug-bench-")))
        stack.enter_context(installation(database=database))
        loaded = make_set(folder / "set", Size(invoices, movements, statements, profile))
        _in_a_child(lambda: _load(loaded))
        run = _measured(loaded, profiler)
        _tell(loaded, run, folder, database="PostgreSQL" if postgres else "SQLite")


def _load(loaded: LoadSet) -> None:
    from benchmarks.load_rows import load

    load(loaded, NOW)


def _measured(loaded: LoadSet, profiler: str) -> Run:
    """Import every file of the set; only this is timed."""
    from benchmarks.load_rows import CLI
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.dossiers.models import Dossier
    from boekbrug.business.inbox import actions as inbox

    profile = cProfile.Profile() if profiler else None
    files = [(path.name, path.read_bytes()) for path in loaded.statements()]
    taken = []
    with tenant.enter(Dossier.objects.get()):
        began_processor = time.process_time()
        if profile:
            profile.enable()
        for name, content in files:
            began = time.perf_counter()
            intake = inbox.receive(content=content, name=name, actor=CLI, now=NOW)
            done = inbox.process(intake=intake, actor=CLI, now=NOW)
            taken.append(time.perf_counter() - began)
            if done.state != "IMPORTED":
                raise SystemExit(f"{name} was not imported: {done.state} {done.problems[:1]}")
        processor = time.process_time() - began_processor
        if profile:
            profile.disable()
            profile.dump_stats(profiler)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else KILOBYTE)
    return Run(sum(taken), processor, max(taken), len(files), peak / KILOBYTE**2)


def _tell(loaded: LoadSet, run: Run, folder: Path, *, database: str) -> None:
    from benchmarks import scoring
    from boekbrug.business.banking.models import Movement
    from boekbrug.business.documents.models import Document
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.dossiers.models import Dossier
    from boekbrug.business.reconciliation.models import Allocation
    from boekbrug.business.verification import verify_everything

    with tenant.enter(Dossier.objects.get()):
        count, documents = Movement.objects.count(), Document.objects.count()
        allocations = Allocation.objects.count()
        found = list(scoring.results())
    judged = scoring.score(loaded, found)
    print(f"{database}: {count} movements in {run.files} files against {documents} open documents")
    slowest = run.slowest_seconds * 1000
    print(f"wall time    {run.seconds:.2f} s, of which processor {run.processor_seconds:.2f} s")
    print(f"slowest file {slowest:.0f} ms")
    print(f"speed        {count / run.seconds:,.0f} movements/s")
    print(f"peak memory  {run.peak_megabytes:.0f} MiB")
    print(f"allocations  {allocations}; {judged.booked} movements booked of {judged.bookable} that may be")
    print(f"wrong        {judged.wrong} bookings")
    scoring.say_official_score(loaded, found, folder)
    problems = verify_everything()
    print(f"verify       {len(problems)} findings")
    if judged.wrong or problems:
        raise SystemExit(1)


def _in_a_child(work: Callable[[], None]) -> None:
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as wrong:
            sys.excepthook(type(wrong), wrong, wrong.__traceback__)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit("The documents could not be loaded.")


if __name__ == "__main__":
    main()
