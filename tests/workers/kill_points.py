"""Kill -9 a sender at every point of its work, restart it, and compare with an undisturbed run.

A point lies before and after each statement and commit of the database, each open, flush and rename of a
file, and each word to the mail server. The process sets up once; each run is a fork on fresh data.
Run as a program: `kill_points.py BRIDGE FOLDER [STEP]`; prints JSON: how many points, and what differed.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import smtplib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

NOW = dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC)
DOCUMENTS = ("F-1", "F-2")
RUNS_MAX = 1000


@dataclass
class Points:
    """Counts the points, and kills this process at one of them."""

    kill_at: int
    passed: int = 0

    def pass_one(self) -> None:
        """Pass a point, or not."""
        self.passed += 1
        if self.passed == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: Any, name: str) -> None:
        """Put a point before and after every call of a function."""
        real = getattr(owner, name)

        def wrapped(*args: Any, **options: Any) -> Any:
            self.pass_one()
            answer = real(*args, **options)
            self.pass_one()
            return answer

        setattr(owner, name, wrapped)

    def install(self) -> None:
        """Put points where the process touches disk, database or network."""
        from django.db.backends.base.base import BaseDatabaseWrapper
        from django.db.backends.utils import CursorWrapper

        from boekbrug.connectors import placing

        for name in ("execute", "executemany"):
            self.around(CursorWrapper, name)
        self.around(BaseDatabaseWrapper, "_commit")
        for name in ("open", "fsync", "replace"):
            self.around(os, name)
        self.around(placing, "_rename_without_overwriting")
        for name in ("send", "getreply"):
            self.around(smtplib.SMTP, name)


def in_fork(work: Callable[[], None]) -> int:
    """Do something in a fork; return its exit code, negative for a signal."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Harness:
    """One bridge, one folder with data, one mail server."""

    def __init__(self, bridge: str, data: Path, sink: Any) -> None:
        self.bridge, self.data, self.sink = bridge, data, sink
        self.prepared = data.with_name(f"{data.name}-prepared")
        self.taken: list[str] = []

    def prepare(self) -> None:
        """Make the database, a dossier, its documents and its connection, and keep a copy of it all."""
        from django.core.management import call_command
        from django.db import connections

        from boekbrug.business.dossiers import tenant
        from tests.business.outbox import making
        from tests.cast import make_cast

        call_command("migrate", verbosity=0)
        with tenant.enter(make_cast(NOW).atelier):
            getattr(making, f"{self.bridge}_connection")(NOW)
            for number in DOCUMENTS:
                making.invoice(number, NOW)
        connections.close_all()
        shutil.copytree(self.data, self.prepared)

    def run(self, kill_at: int) -> tuple[bool, Any]:
        """Send, killed at one point, restart; return whether it was killed, and what is true afterwards."""
        shutil.rmtree(self.data)
        shutil.copytree(self.prepared, self.data)
        self.sink.mails.clear()
        self.taken = []
        code = in_fork(lambda: self.send_and_deliver(NOW, kill_at))
        assert code in (0, -signal.SIGKILL), "the run failed by itself"
        self.take_away()
        after = in_fork(lambda: self.send_and_deliver(NOW + dt.timedelta(days=1), 0))
        assert after == 0, "the restart failed"
        unclear = self.settle()
        self.take_away()
        return code == -signal.SIGKILL, self.truth() | {"unclear": unclear}

    def send_and_deliver(self, now: dt.datetime, kill_at: int) -> None:
        """Do what a person and a worker do: choose what was not sent yet, send it, deliver it."""
        from boekbrug.business.connections.queries import connections
        from boekbrug.business.dossiers import tenant
        from boekbrug.business.dossiers.models import Dossier
        from boekbrug.business.outbox import actions, queries, work
        from boekbrug.business.people.actor import PROGRAM

        Points(kill_at).install()
        with tenant.enter(Dossier.objects.get(name="Atelier Noordzee")):
            route = next(one for one in connections() if one.bridge == self.bridge)
            shown = queries.preview(connection=route)
            if shown.count:
                actions.send(
                    connection=shown.connection,
                    document_ids=shown.document_ids,
                    title="Maart",
                    actor=PROGRAM,
                    now=now,
                )
        while work.run_one(now, clock=lambda: now):
            pass

    def settle(self) -> int:
        """Let a person answer what is unclear, by what the mailbox holds; return how many that were."""
        from boekbrug.business.dossiers import tenant
        from boekbrug.business.outbox import actions, work
        from boekbrug.business.outbox.models import Shipment
        from boekbrug.business.people.actor import PROGRAM

        later = NOW + dt.timedelta(days=2)
        unclear = list(Shipment.across.filter(state="UNCLEAR").select_related("dossier"))
        for shipment in unclear:
            has_come = any(shipment.key.encode() in mail[2] for mail in self.sink.mails)
            with tenant.enter(shipment.dossier):
                actions.resolve_unclear(shipment=shipment, arrived=has_come, actor=PROGRAM, now=later)
        while work.run_one(later, clock=lambda: later):
            pass
        return len(unclear)

    def take_away(self) -> None:
        """Be the bookkeeping program that empties the folder at once."""
        for file in sorted((self.data / "deliveries").rglob("*.xml")):
            self.taken.append(f"{file.name} {file.read_bytes().decode()}")
            file.unlink()

    def truth(self) -> dict[str, Any]:
        """Return what is in the database and outside it."""
        from django.db import connections

        from boekbrug.business.outbox.models import Batch, Delivery, Receipt

        found = {
            "deliveries": sorted(
                Delivery.across.values_list("document__number", "state", "number", "file__sha256")
            ),
            "batches": Batch.across.count(),
            "zips": sorted(Batch.across.values_list("zip_file__sha256", flat=True).exclude(zip_file=None)),
            "receipts": Receipt.across.count(),
            "taken": sorted(self.taken),
            "left": [p.name for p in (self.data / "deliveries").rglob("*") if p.is_file()],
            "mails": sorted(
                mail[2].split(b"Subject: ")[1].split(b"\r\n")[0].decode() for mail in self.sink.mails
            ),
        }
        connections.close_all()
        return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def explore(harness: Harness, step: int) -> dict[str, Any]:
    """Kill at every `step`th point until a run ends undisturbed; return what was found."""
    harness.prepare()
    _, undisturbed = harness.run(0)
    differences, unclear, points = [], 0, 0
    for kill_at in range(1, RUNS_MAX, step):
        was_killed, truth = harness.run(kill_at)
        unclear += truth["unclear"]
        if harness.bridge == "email":  # what a person said is no receipt
            truth["receipts"] = undisturbed["receipts"]
        if truth | {"unclear": 0} != undisturbed:
            differences.append({"point": kill_at, "truth": truth})
        if not was_killed:
            break
        points += 1
    return {"points": points, "unclear": unclear, "undisturbed": undisturbed, "differences": differences}


def main(bridge: str, folder: str, step: str = "1") -> None:
    """Run the harness for one bridge and print what it found."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "boekbrug.project.settings"
    from tests.connectors.making import SENDER, smtp_sink

    with smtp_sink() as (sink, server):
        os.environ |= {
            "BOEKBRUG_PROFILE": "test",
            "BOEKBRUG_DATA": folder,
            "BOEKBRUG_DATABASE": f"sqlite:///{folder}/boekbrug.sqlite3",
            "BOEKBRUG_MAIL__HOST": server.host,
            "BOEKBRUG_MAIL__PORT": str(server.port),
            "BOEKBRUG_MAIL__SECURITY": "none",
            "BOEKBRUG_MAIL__SENDER": SENDER,
        }
        Path(folder).mkdir(parents=True, exist_ok=True)
        django.setup()
        sys.stdout.write(json.dumps(explore(Harness(bridge, Path(folder), sink), int(step))))


if __name__ == "__main__":
    main(*sys.argv[1:])
