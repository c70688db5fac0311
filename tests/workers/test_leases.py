"""A worker that holds a lease is stopped or killed: another takes its job within the lease and 30 seconds.

The job is done once, and what the first one writes when it wakes changes nothing. With real processes; `-s`
prints the seconds.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox.models import Intake
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.outbox.models import Attempt, Delivery, Receipt
from boekbrug.business.schedules import actions as schedules
from boekbrug.business.schedules.models import Run, Schedule
from boekbrug.business.timeline.models import Event
from tests.business.inbox.hand import Hand
from tests.business.inbox.test_leases import FILE
from tests.business.invitations.test_invitations import invite
from tests.business.outbox.making import folder_connection, invoice, send, use
from tests.cast import Cast, make_cast
from tests.connectors.making import smtp_sink
from tests.workers import holding
from tests.workers.making import ROOT, environment_of, stop, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS_MAX = holding.LEASE.total_seconds() + 30


@dataclass
class Scene:
    """Two processes of one kind: the first stands still with a lease, the second comes when that is so."""

    settings: Any
    folder: Path
    cast: Cast
    now: dt.datetime
    first: subprocess.Popen[bytes] | None = None
    second: subprocess.Popen[bytes] | None = None

    @property
    def gate(self) -> Path:
        """The file that lets the first one go on."""
        return self.folder / "gate"

    def start(self, kind: str, *gate: str) -> subprocess.Popen[bytes]:
        """Start one process."""
        environment = environment_of(self.settings) | {
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "TESTS_LINES": str(self.folder / "lines"),
        }
        command = [sys.executable, "-m", "tests.workers.holding", kind, str(os.getpid()), *gate]
        return subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)

    def retaken(self, kind: str, number: signal.Signals, is_retaken: Callable[[], bool]) -> None:
        """Let the first take the job and stop or kill it; measure until the second has it; wake the first."""
        self.first = self.start(kind, str(self.gate))
        wait_until(self.gate.with_suffix(".held").exists, seconds=40)
        if number == signal.SIGSTOP:
            stop(self.first)
        else:
            self.first.kill()
        began = time.monotonic()
        self.second = self.start(kind)
        wait_until(is_retaken, seconds=int(SECONDS_MAX))
        seconds = time.monotonic() - began
        print(f"\n{kind} {number.name}: retaken {seconds:.1f} s after it (lease {holding.LEASE.seconds} s)")  # noqa: T201  docs quote the seconds
        assert seconds < SECONDS_MAX

    def wake(self) -> None:
        """Let the first one, if it lives, end its job; then both leave."""
        self.gate.touch()
        for process in filter(None, (self.first, self.second)):
            if process.poll() is None:
                os.kill(process.pid, signal.SIGCONT)
                time.sleep(1)
                process.terminate()
                assert process.wait(20) == 0

    def end(self) -> None:
        """Leave nothing behind."""
        for process in filter(None, (self.first, self.second)):
            process.kill()
            process.wait()


@pytest.fixture
def scene(settings: Any, tmp_path: Path, now: dt.datetime) -> Iterator[Scene]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = Scene(settings, tmp_path, make_cast(now), now)
    yield made
    made.end()


both = pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL], ids=lambda one: one.name)


@both
def test_a_shipment_is_placed_once(scene: Scene, number: signal.Signals) -> None:
    with tenant.enter(scene.cast.atelier):
        send(folder_connection(scene.now), invoice("F-1", scene.now), now=scene.now)

    scene.retaken("deliver", number, lambda: Attempt.across.count() == 2)
    wait_until(Receipt.across.exists)
    scene.wake()

    folder = Path(scene.settings.FOLDER_ROOTS[0]) / scene.cast.atelier.public_id / "Sales"
    assert [one.name for one in folder.iterdir()] == ["F-1.xml"]
    assert list(Attempt.across.order_by("number").values_list("ending", flat=True)) == ["UNCLEAR", "RECEIPT"]
    assert Delivery.across.get().state == "DELIVERED"
    assert Receipt.across.count() == 1


@both
def test_a_file_is_taken_in_once(scene: Scene, number: signal.Signals) -> None:
    with tenant.enter(scene.cast.atelier):
        hand = Hand(scene.cast, scene.cast.an, scene.now)
        hand.add_account()
        hand.receive(FILE, hold_seconds=0)

    scene.retaken("import", number, lambda: Intake.across.get().state != "WORKING")
    scene.wake()

    intake = Intake.across.get()
    assert (intake.state, intake.new_count, intake.attempts) == ("IMPORTED", 5, 0)
    assert (Statement.across.count(), Movement.across.count()) == (5, 10)
    assert Event.across.filter(kind="intake.finished").count() == 1


@both
def test_an_invitation_is_mailed_once(scene: Scene, number: signal.Signals) -> None:
    invite(scene.cast, scene.now)
    with smtp_sink() as (sink, server):
        use(scene.settings, server)
        scene.retaken("invite", number, lambda: len(sink.mails) == 1)
        wait_until(lambda: Invitation.objects.get().mailed_at is not None)
        mailed = Invitation.objects.get()
        scene.wake()

    assert len(sink.mails) == 1
    asked = Invitation.objects.get()
    assert (asked.mail_attempts, asked.mail_due_at, asked.mailed_at) == (2, None, mailed.mailed_at)


@both
def test_a_schedule_that_was_taken_over_is_ended_by_the_second(scene: Scene, number: signal.Signals) -> None:
    yesterday = timezone.now() - dt.timedelta(days=1)
    schedules.declare(jobs=holding.jobs_of_tests(), now=yesterday)

    scene.retaken("schedules", number, lambda: Run.objects.filter(number=2, is_good=True).exists())
    good_at = Schedule.objects.get().last_good_at
    scene.wake()

    runs = list(Run.objects.order_by("number").values_list("number", "is_good", "error"))
    assert runs == [(1, False, "DIED"), (2, True, "")]
    assert Schedule.objects.get().last_good_at == good_at
