"""Eight processes import at once, the same file and different files, round after round.

    python -m tests.faults.parallel [--rounds N] [--processes N] [--postgres]

Each round is a dossier of its own. A barrier lets all processes go at the same moment. After it: no process
failed, no statement twice, none lost, one chain from the first to the last, a timeline without a gap, and
`verify` finds nothing. Exit code 0: all of that; 1: something was not, and it is printed.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import sys
import time
import traceback
from contextlib import ExitStack
from typing import Any

import click

from tests.faults.installation import installation

NOW = dt.datetime(2026, 3, 30, 8, 30, tzinfo=dt.UTC)
SHEETS_OF_THE_SAME_FILE = 3
WAIT_SECONDS_MAX = 120


@click.command()
@click.option("--rounds", default=20, show_default=True, help="Rounds of each kind.")
@click.option("--processes", default=8, show_default=True)
@click.option("--postgres", is_flag=True, help="On a throwaway PostgreSQL server.")
def main(*, rounds: int, processes: int, postgres: bool) -> None:
    """Import at once and count what went wrong."""
    with ExitStack() as stack:
        database = ""
        if postgres:  # a server of our own: the tables of a test database belong to pytest
            from tests.gate.postgres import cluster

            database = stack.enter_context(cluster())
        stack.enter_context(installation(database=database))
        counts = run(rounds, processes)
    counts["database"] = "PostgreSQL" if postgres else "SQLite"
    click.echo(json.dumps(counts))
    sys.exit(1 if counts["errors"] or counts["wrong"] else 0)


def run(rounds: int, processes: int) -> dict[str, Any]:
    """Play the rounds; returns the counts."""
    counts: dict[str, Any] = {
        "rounds": 0, "imports": 0, "errors": 0, "wrong": 0, "statements": 0, "seconds_max": 0,
    }  # fmt: skip
    began = time.monotonic()
    for number in range(rounds):
        for is_same in (True, False):
            dossier = _dossier(2 * number + is_same)
            contents = _contents(processes, is_same=is_same)
            waits = _at_once(dossier.pk, contents, counts)
            wrong = _wrong_in(dossier, contents, is_same=is_same)
            counts["rounds"] += 1
            counts["imports"] += len(contents)
            counts["statements"] += SHEETS_OF_THE_SAME_FILE if is_same else processes
            counts["wrong"] += len(wrong)
            counts["seconds_max"] = max(counts["seconds_max"], *waits, 0)
            for one in wrong:
                click.echo(f"round {number}, {'same file' if is_same else 'different files'}: {one}")
    counts["seconds"] = int(time.monotonic() - began)
    return counts


def _dossier(number: int) -> Any:
    from boekbrug.belgium import enterprise_number
    from boekbrug.business.banking import actions as banking
    from boekbrug.business.dossiers import actions as dossiers
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.people import actions as people
    from boekbrug.business.people.actor import PROGRAM
    from tests.business.banking.sheets import IBAN

    by = {"actor": PROGRAM, "now": NOW}
    owner = people.add_person(
        email=f"{number}@example.be", name="An Peeters", password=None, language="nl", now=NOW
    )
    dossier = dossiers.add_dossier(
        name="Kaai", enterprise_number=enterprise_number.make(7_123_456), owner=owner, **by
    )
    with tenant.enter(dossier):
        banking.add_account(iban=IBAN, currency="EUR", name="", **by)
    return dossier


def _contents(count: int, *, is_same: bool) -> list[bytes]:
    from tests.business.banking.sheets import day, file_of, sheet

    sheets = [
        sheet(number, opening=5 * number, amounts=(2, 3), since=day(number), on=day(number + 1))
        for number in range(1, count + 1)
    ]
    return [file_of(*sheets[:SHEETS_OF_THE_SAME_FILE])] * count if is_same else [file_of(s) for s in sheets]


def _at_once(dossier_pk: int, contents: list[bytes], counts: dict[str, Any]) -> list[float]:
    """Import each content in a process of its own, all from the same moment; returns how long each took."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier, told = context.Barrier(len(contents)), context.SimpleQueue()
    running = [
        context.Process(target=_import, args=(dossier_pk, content, barrier, told)) for content in contents
    ]
    for process in running:
        process.start()
    for process in running:
        process.join(WAIT_SECONDS_MAX)
        counts["errors"] += process.exitcode != 0
        process.kill()
    return [told.get() for _ in running if not told.empty()]


def _import(dossier_pk: int, content: bytes, barrier: Any, told: Any) -> None:
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.dossiers.models import Dossier
    from boekbrug.business.inbox import actions
    from boekbrug.business.people.actor import PROGRAM

    try:
        dossier = Dossier.objects.get(pk=dossier_pk)
        barrier.wait(WAIT_SECONDS_MAX)
        began = time.monotonic()
        with tenant.enter(dossier):
            intake = actions.receive(content=content, name="bank.cod", actor=PROGRAM, now=NOW)
            done = actions.process(intake=intake, actor=PROGRAM, now=NOW)
        assert done.state in ("IMPORTED", "KNOWN"), (done.state, done.problems)
        told.put(time.monotonic() - began)
    except BaseException:
        traceback.print_exc()
        raise


def _wrong_in(dossier: Any, contents: list[bytes], *, is_same: bool) -> list[str]:
    """Say what is not as it must be after a round."""
    from boekbrug.business.banking.models import Movement, Statement, StatementSource
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.inbox.models import Intake
    from boekbrug.business.timeline.models import Event
    from boekbrug.business.verification import verify_everything

    count = SHEETS_OF_THE_SAME_FILE if is_same else len(contents)
    with tenant.enter(dossier):
        chain = list(Statement.objects.order_by("closing_on").values_list("chain", flat=True))
        numbers = list(Event.objects.order_by("number").values_list("number", flat=True))
        facts = {
            "chain": (chain, ["FIRST"] + ["CONTINUES"] * (count - 1)),
            "movements": (Movement.objects.count(), 2 * count),
            "sources": (StatementSource.objects.count(), count * len(contents) if is_same else count),
            "new": (sum(Intake.objects.values_list("new_count", flat=True)), count),
            "events": (numbers, list(range(1, len(numbers) + 1))),
        }
    wrong = [
        f"{name}: {found}, expected {wanted}" for name, (found, wanted) in facts.items() if found != wanted
    ]
    return wrong + [finding.what for finding in verify_everything()]


if __name__ == "__main__":
    main()
