"""Many processes write at once on one database for a given time, as people, programs and workers would.

    python -m tests.faults.writers [--seconds 600] [--writers 10]

Each writer takes, in random order: an import, a draft that is issued, an allocation and its undoing, a line
on the timeline, a session and a cache value, a page. They share three dossiers. Counted: acts by kind, lock
errors, other errors, answers of 500 and above, refusals that are right under concurrency, the slowest act.
In the end `verify` must find nothing. Exit code 0: no lock error, no error, no 5xx, no finding.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import click

from tests.faults.installation import installation

NOW = dt.datetime(2026, 3, 30, 8, 30, tzinfo=dt.UTC)
LATE_SECONDS_MAX = 120
PAGES = ("", "invoices/", "bank/", "contacts/", "import/", "settings/timeline/")


@dataclass(slots=True)
class Writer:
    """One process: its dossier, its own bank account, and what it counted."""

    number: int
    dossier: Any
    dice: random.Random
    iban: str = ""
    sheets: int = 0
    balance: int = 0
    contact: Any = None
    client: Any = None
    counts: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)


@click.command()
@click.option("--seconds", default=600, show_default=True)
@click.option("--writers", default=10, show_default=True)
def main(*, seconds: int, writers: int) -> None:
    """Write at once and count."""
    with installation():
        counts = run(seconds, writers)
    click.echo(json.dumps(counts))
    wrong = ("lock_errors", "errors", "answers_5xx", "lost", "findings")
    sys.exit(1 if any(counts[name] for name in wrong) else 0)


def run(seconds: int, writers: int) -> dict[str, Any]:
    """Let all write until the time is over; returns the counts."""
    from django.db import connection, connections

    from boekbrug.business.verification import verify_everything

    dossiers, vendor = _dossiers(), connection.vendor
    connections.close_all()
    context = multiprocessing.get_context("fork")
    told = context.SimpleQueue()
    running = [
        context.Process(target=_write, args=(number, dossiers[number % len(dossiers)], seconds, told))
        for number in range(writers)
    ]
    for process in running:
        process.start()
    total, slowest, lost = Counter[str](), dict[str, float](), 0
    for process in running:
        process.join(seconds + LATE_SECONDS_MAX)
        lost += process.exitcode != 0
        process.kill()
    while not told.empty():
        counts, slow = told.get()
        total.update(counts)
        slowest = {kind: max(slowest.get(kind, 0), slow.get(kind, 0)) for kind in slowest | slow}
    return {
        "seconds": seconds, "writers": writers, "database": vendor,
        "acts": sum(number for kind, number in total.items() if kind.startswith("act.")),
        **{name: total.pop(name, 0) for name in ("lock_errors", "errors", "answers_5xx", "refused")},
        "lost": lost,
        "slowest_seconds": round(max(slowest.values(), default=0), 2),
        "slowest": {kind: round(took, 2) for kind, took in sorted(slowest.items())},
        "by_kind": dict(sorted(total.items())),
        "findings": len(list(verify_everything())),
    }  # fmt: skip


def _dossiers() -> list[Any]:
    from boekbrug.business.dossiers import actions, tenant
    from boekbrug.business.people.actor import PROGRAM
    from tests.business.documents.making import give_account
    from tests.cast import make_cast

    cast = make_cast(NOW)
    third = actions.add_dossier(
        name="Kaai", enterprise_number="0202239951", owner=cast.an, actor=PROGRAM, now=NOW,
        street="Kaai 1", postcode="9000", city="Gent",
    )  # fmt: skip
    found = [cast.atelier, cast.dirks, third]
    for one in found:
        with tenant.enter(one):
            give_account(one)
    return found


def _write(number: int, dossier: Any, seconds: int, told: Any) -> None:
    from django.test import Client

    from boekbrug.business.dossiers import tenant
    from boekbrug.business.dossiers.models import DossierMember

    writer = Writer(number, dossier, random.Random(number))
    with tenant.enter(dossier):
        _begin(writer)
        owner = DossierMember.objects.filter(dossier=dossier).select_related("person").first()
    writer.client = Client(raise_request_exception=False)
    writer.client.force_login(owner.person)
    until = time.monotonic() + seconds
    kinds = list(ACTS)
    while time.monotonic() < until:
        kind = writer.dice.choice(kinds)
        _act(writer, kind)
    told.put((writer.counts, writer.slowest))


def _act(writer: Writer, kind: str) -> None:
    from django.db import OperationalError

    from boekbrug.business.dossiers import tenant

    began = time.monotonic()
    try:
        if kind == "page":
            _page(writer)
        else:
            with tenant.enter(writer.dossier):
                ACTS[kind](writer)
        writer.counts[f"act.{kind}"] += 1
    except OperationalError:
        traceback.print_exc()
        writer.counts["lock_errors"] += 1
    except Exception:
        traceback.print_exc()
        writer.counts["errors"] += 1
    writer.slowest[kind] = max(writer.slowest.get(kind, 0.0), time.monotonic() - began)


def _begin(writer: Writer) -> None:
    from boekbrug.belgium import iban
    from boekbrug.business.banking import actions
    from boekbrug.business.people.actor import PROGRAM
    from tests.business.documents.making import customer

    writer.iban = iban.make_belgian(3_000_000_000 + writer.number)
    actions.add_account(iban=writer.iban, currency="EUR", name="", actor=PROGRAM, now=NOW)
    writer.contact = customer(NOW, name=f"Klant {writer.number}", base=4_000_100 + 7 * writer.number)


def _import(writer: Writer) -> None:
    from boekbrug.business.inbox import actions
    from boekbrug.business.people.actor import PROGRAM
    from tests.business.banking.sheets import file_of, sheet

    amounts = tuple(writer.dice.randrange(1, 200) for _ in range(writer.dice.randrange(1, 30)))
    on = dt.date(2010, 1, 1) + dt.timedelta(days=writer.sheets)
    made = sheet(
        writer.sheets % 900 + 1, opening=writer.balance, amounts=amounts, since=on, on=on, account=writer.iban
    )
    intake = actions.receive(content=file_of(made), name="bank.cod", actor=PROGRAM, now=NOW)
    done = actions.process(intake=intake, actor=PROGRAM, now=NOW)
    assert done.state == "IMPORTED", (done.state, done.problems)
    writer.sheets += 1
    writer.balance += sum(amounts)


def _issue(writer: Writer) -> None:
    from boekbrug.business.documents import actions
    from boekbrug.business.people.actor import PROGRAM
    from tests.business.documents.making import draft, line

    price = str(writer.dice.randrange(1, 150))
    row = actions.save_draft(draft=draft(writer.contact, line(price)), actor=PROGRAM, now=NOW)
    row = actions.save_draft(
        draft=draft(writer.contact, line(price), line("3")), document=row, version=row.version,
        actor=PROGRAM, now=NOW,
    )  # fmt: skip
    actions.issue(document=row, actor=PROGRAM, now=NOW)


def _allocate(writer: Writer) -> None:
    """Assign a euro of any movement to any open invoice of the dossier, and sometimes take it back."""
    from boekbrug.business.banking.models import Movement
    from boekbrug.business.documents.models import Document
    from boekbrug.business.people.actor import PROGRAM
    from boekbrug.business.reconciliation import actions, refusals

    movement = Movement.objects.order_by("-pk")[: writer.dice.randrange(1, 20)].first()
    document = Document.objects.filter(state="FINAL").order_by("-pk").first()
    if movement is None or document is None:
        return
    try:
        actions.allocate(
            movement=movement, document=document, amount_thousandths=1000, actor=PROGRAM, now=NOW
        )
        if writer.dice.random() < 0.7:
            actions.undo(movement=movement, actor=PROGRAM, now=NOW)
    except refusals.MatchRefused:
        writer.counts["refused"] += 1


def _note(writer: Writer) -> None:
    from boekbrug.business.people.actor import PROGRAM
    from boekbrug.business.timeline import actions

    actions.note_export(name=f"lijst-{writer.number}.csv", of="invoices", actor=PROGRAM, now=NOW)


def _session(writer: Writer) -> None:
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.cache import cache

    session = SessionStore()
    session["seen"] = writer.number
    session.save()
    cache.set(f"writer-{writer.number}", session.session_key, timeout=60)
    assert cache.get(f"writer-{writer.number}") == session.session_key
    session.delete()


def _page(writer: Writer) -> None:
    page = writer.dice.choice(PAGES)
    answer = writer.client.get(f"/d/{writer.dossier.public_id}/{page}")
    if answer.status_code >= 500:
        writer.counts["answers_5xx"] += 1
    assert answer.status_code == 200, (page, answer.status_code)


ACTS: dict[str, Callable[[Writer], None]] = {
    "import": _import,
    "issue": _issue,
    "allocate": _allocate,
    "note": _note,
    "session": _session,
    "page": _page,
}


if __name__ == "__main__":
    main()
