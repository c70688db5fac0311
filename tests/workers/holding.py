"""A job process with short leases that stands still in the middle of a job until a file appears.

`python -m tests.workers.holding KIND PARENT [GATE]`: without a gate it just works. Standing still it makes
the file GATE.held; that is after the claim, before what the claim protects, and outside a transaction.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import sys
import time
from pathlib import Path
from typing import Any

LEASE = dt.timedelta(seconds=3)
LEASES = {
    "deliver": ("boekbrug.business.outbox.actions_delivery", "LEASE"),
    "import": ("boekbrug.business.inbox.actions.leasing", "LEASE"),
    "invite": ("boekbrug.business.invitations.actions_mail", "LEASE"),
}
PLACES = {
    "deliver": ("boekbrug.business.outbox.actions_delivery", "ShipmentNotes.write"),
    "import": ("boekbrug.business.inbox.actions.processing", "content_of"),
    "invite": ("boekbrug.business.invitations.work", "message"),
    "schedules": ("tests.workers.holding", "write_line"),
}


def write_line(_now: dt.datetime) -> None:
    """Do the work of the schedule of the tests."""
    with Path(os.environ["TESTS_LINES"]).open("a") as file:
        file.write("ran\n")


def jobs_of_tests() -> tuple[Any, ...]:
    """Return the one schedule of the tests, with a short limit."""
    from boekbrug.business.schedules.actions import Job
    from boekbrug.business.schedules.clock import daily

    def run(now: dt.datetime) -> None:
        write_line(now)  # as it is then: it may have been made to stand still

    return (Job("line", daily(3), run, limit=LEASE),)


def stand_still(kind: str, gate: Path) -> None:
    """Let the first call at the place of this kind wait for the gate."""
    module, path = PLACES[kind]
    owner: Any = (
        sys.modules["__main__"] if module == "tests.workers.holding" else importlib.import_module(module)
    )
    *inner, name = path.split(".")
    for part in inner:
        owner = getattr(owner, part)
    real = getattr(owner, name)

    def held(*args: Any, **named: Any) -> Any:
        gate.with_suffix(".held").write_text(str(os.getpid()))
        while not gate.exists():
            time.sleep(0.01)
        return real(*args, **named)

    setattr(owner, name, held)


def main(kind: str, parent: str, gate: str = "") -> None:
    """Be such a process until told to stop."""
    import django

    django.setup()
    from boekbrug.workers import engine, jobs, schedules

    if kind in LEASES:
        module, name = LEASES[kind]
        setattr(importlib.import_module(module), name, LEASE)
    schedules.SCHEDULES = jobs_of_tests()
    if gate:
        stand_still(kind, Path(gate))
    names = {
        "deliver": jobs.DELIVER,
        "import": jobs.IMPORT,
        "invite": jobs.INVITE,
        "schedules": jobs.RUN_SCHEDULES,
    }
    engine.run(1 if gate else 2, jobs=[names[kind]], parent=int(parent))


if __name__ == "__main__":
    main(*sys.argv[1:])
