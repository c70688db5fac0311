"""How jobs are run: N processes with one thread each, which sweep the rows that are due.

The domain row is the queue; nothing is kept here. A process leaves when it is asked to (after finishing its
row), when its parent is gone, or when a job runs longer than its limit (an alarm ends the process; the lease
of the row then runs out and the next process takes over). docs: decisions on jobs, measured in spike C.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

import structlog
from django.db import connections
from django.utils import timezone

from boekbrug.business.files import free_space
from boekbrug.business.files.free_space import Room
from boekbrug.business.schema import Guard, Watch
from boekbrug.workers.stopping import Stopping

log = structlog.get_logger("boekbrug.workers")
IDLE_SECONDS = 0.5
PATIENCE_SECONDS = 60.0  # a database that is busy may hold a round up for a while
AFTER_FAILURE = dt.timedelta(seconds=5)
OVERTIME_EXIT = 75  # the process ended itself because a job exceeded its limit


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of work: `run_one(now)` does one row and says whether there was one.

    It pauses while the disk has less room than `needs`, and goes on by itself.
    """

    name: str
    run_one: Callable[[dt.datetime], bool]
    limit_seconds: int = 90
    needs: Room = Room.END


@dataclass(slots=True)
class Engine:
    """One job process."""

    jobs: Sequence[JobKind]
    parent: int | None = None  # leave when this process is no longer our parent
    stopping: Stopping = field(default_factory=Stopping)
    resting: dict[str, dt.datetime] = field(default_factory=dict)  # kinds that failed last, until when
    schema: Watch = field(default_factory=Watch)
    rounds: int = 0
    expected_by_seconds: float = field(default_factory=time.monotonic)  # then it must have gone on

    def run(self) -> None:
        """Work until asked to stop."""
        while not self.must_leave():
            if not self.do_a_round():
                self.stopping.wait(IDLE_SECONDS)

    def do_a_round(self) -> bool:
        """Let every kind do one row; whether any had one."""
        if self.schema.is_other_version():
            log.warning("the database is of another version now; this process leaves")
            self.stopping.set()
        done = sum(self._run_one(job) for job in self.jobs if not self.must_leave())
        self.rounds += 1
        self._go_on_within(IDLE_SECONDS)
        return done > 0

    def is_healthy(self) -> bool:
        """Whether the last round went well and nothing pauses or hangs; asked from another thread."""
        is_late = time.monotonic() > self.expected_by_seconds
        is_paused = free_space.left() < Room.TAKE_IN
        return self.rounds > 0 and not (self.resting or is_late or is_paused or self.stopping.is_set())

    def must_leave(self) -> bool:
        """Whether we were asked to stop, or nobody supervises us any more."""
        return self.stopping.is_set() or (self.parent is not None and os.getppid() != self.parent)

    def _run_one(self, job: JobKind) -> bool:
        now = timezone.now()
        if now < self.resting.get(job.name, now) or free_space.left() < job.needs:
            return False
        _set_alarm(job.limit_seconds)
        self._go_on_within(job.limit_seconds)
        try:
            has_worked = job.run_one(now)
            self.resting.pop(job.name, None)
            return has_worked
        except Exception as failed:
            if free_space.is_why(failed):
                log.warning("no room on the disk; paused", job=job.name)
            else:
                log.exception("job failed", job=job.name)
            connections.close_all()  # it may be the connection that failed; otherwise one is kept open
        finally:
            _set_alarm(0)
        self.resting[job.name] = now + AFTER_FAILURE  # one that repeats must not fill the log
        return False

    def _go_on_within(self, seconds: float) -> None:
        self.expected_by_seconds = time.monotonic() + seconds + PATIENCE_SECONDS


def run(worker_number: int, *, jobs: Sequence[JobKind] | None = None, parent: int | None = None) -> None:
    """Be job process `worker_number` until SIGTERM, Ctrl-C or the end of the parent; Django is set up.

    `parent` is the process that supervises this one. It must come from that process: asked for here, it
    could be gone already. Without one the process stays until it is told to leave.
    """
    from boekbrug.workers import alive, heartbeat  # noqa: PLC0415  both need the apps to be loaded
    from boekbrug.workers.jobs import JOBS, declare_schedules  # noqa: PLC0415  so does this

    engine = Engine(JOBS if jobs is None else jobs, parent=parent)

    def stop(_number: int, _frame: FrameType | None) -> None:
        engine.stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _end_at_once)
    log.info("worker started", number=worker_number)
    if not Guard().wait_for_same(engine.stopping):
        log.info("worker leaves: the database is of another version", number=worker_number)
        return
    engine.schema = Watch()
    if jobs is None:
        declare_schedules()
    with heartbeat.beating(worker_number), alive.telling(engine):
        engine.run()
    log.info("worker stopped", number=worker_number)


def _set_alarm(seconds: int) -> None:
    if hasattr(signal, "alarm") and threading.current_thread() is threading.main_thread():
        signal.alarm(seconds)


def _end_at_once(_number: int, _frame: FrameType | None) -> None:
    """End the process without any clean-up: the row's lease tells the next one what happened."""
    sys.stderr.write("A job took longer than its limit; its process ends.\n")
    os._exit(OVERTIME_EXIT)
