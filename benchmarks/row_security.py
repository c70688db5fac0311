"""What row-level security costs on PostgreSQL: `python -m benchmarks.row_security`, on a server of its own.

The same database is asked by turns as the application's role, which the policies bind, and as a superuser,
whom they do not; both tell the session their dossier. Prints medians and their ratio. Imports take turns file
by file, so that both see the tables grow.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.load_set import LoadSet, Size, make_set
from benchmarks.pipeline import NOW
from tests.faults.installation import installation
from tests.gate.postgres import APPLICATION_ROLE, cluster

SIZE = Size(5_000, 10_000, 20, "basic")
TIMES = 200
BY_TURNS = 10
BOUND, FREE = APPLICATION_ROLE, "boekbrug"


def main() -> None:
    """Measure and print."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="boekbrug-bench-")))
        stack.enter_context(installation(database=stack.enter_context(cluster())))
        from benchmarks.load_rows import load
        from tests.gate import application_role

        loaded = make_set(folder / "set", SIZE)
        load(loaded, NOW)
        application_role.secure()
        _tell("import of a file", _imports(loaded))
        for what, ask in _reads().items():
            _tell(what, _asked(ask))


def _tell(what: str, took: dict[str, list[float]]) -> None:
    bound, free = (statistics.median(took[role]) * 1000 for role in (BOUND, FREE))
    print(f"{what:28} {bound:8.2f} ms with, {free:8.2f} ms without: {bound / free:.2f} times")


def _imports(loaded: LoadSet) -> dict[str, list[float]]:
    from benchmarks.load_rows import CLI
    from boekbrug.business.inbox import actions as inbox

    took: dict[str, list[float]] = {BOUND: [], FREE: []}
    for number, path in enumerate(loaded.statements()):
        role = (BOUND, FREE)[number % 2]

        def take_in(path: Path = path) -> None:
            intake = inbox.receive(content=path.read_bytes(), name=path.name, actor=CLI, now=NOW)
            inbox.process(intake=intake, actor=CLI, now=NOW)

        took[role].append(_inside(role, take_in))
    return took


def _reads() -> dict[str, Callable[[], object]]:
    from boekbrug.business.banking.models import Movement
    from boekbrug.business.documents.models import Document

    return {
        "enter and leave": lambda: None,
        "one row by its key": lambda: Movement.objects.order_by().filter(pk=1).first(),
        "newest 50 movements": lambda: list(Movement.objects.order_by("-pk")[:50]),
        "a word in 10,000 movements": lambda: Movement.objects.filter(communication__icontains="zz").count(),
        "documents by number": lambda: list(Document.objects.filter(number="2026-0001")),
        "ten small questions": lambda: [Document.objects.filter(pk=key).exists() for key in range(10)],
    }


def _asked(ask: Callable[[], object]) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {BOUND: [], FREE: []}
    for turn in range(2 * BY_TURNS):
        role = (BOUND, FREE)[turn % 2]
        took[role] += [_inside(role, ask) for _ in range(TIMES // BY_TURNS)]
    return took


def _inside(role: str, work: Callable[[], object]) -> float:
    from django.db import connection

    from boekbrug.business.dossiers import tenant
    from boekbrug.business.dossiers.models import Dossier
    from tests.gate import application_role

    if connection.settings_dict["USER"] != role:
        application_role.become(role)
    dossier = Dossier.objects.get()
    began = time.perf_counter()
    with tenant.enter(dossier):
        work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
