"""`boekbrug serve`: start the web server and the job processes, restart what dies, stop all together.

Each child has a session of its own, so that Ctrl-C in a terminal reaches only this process. When this process
is killed, the children notice that their parent is gone and leave.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import structlog

from boekbrug.wording import Refusal, Wording
from boekbrug.workers import watch
from boekbrug.workers.stopping import Stopping

log = structlog.get_logger("boekbrug.serve")
LOOK_SECONDS = 0.2
WORKERS_LATER_SECONDS = 1.0  # the web server first: people wait for it
WEB_GRACE_SECONDS = 1.5
WORKER_GRACE_SECONDS = 10.0  # a worker in the middle of a call: killing it would leave the call unclear
QUICK_DEATH_SECONDS = 5.0
QUICK_DEATHS_MAX = 5
RESTART_WAIT_SECONDS_MAX = 30.0
SOURCE = Path(__file__).resolve().parents[2]
_START_WORKER = (
    "import sys, django; django.setup(); from boekbrug.workers.engine import run;"
    " run(int(sys.argv[1]), parent=int(sys.argv[2]))"
)
_START_WEB = (
    "import sys; from boekbrug.workers.web_process import serve;"
    " serve(sys.argv[1], int(sys.argv[2]), threads=int(sys.argv[3]), parent=int(sys.argv[4]))"
)

ADDRESS_TAKEN = Wording(
    "serve-address-taken",
    "Nothing can listen on {address} port {port}: {why}. Stop the other program, or choose another port.",
)


class AddressTaken(Refusal):
    """Another program listens where the web server should."""

    def __init__(self, address: str, port: int, why: str) -> None:
        super().__init__(ADDRESS_TAKEN.say(address=address, port=port, why=why))


@dataclass(slots=True)
class Child:
    """One process that must run: how it is started, and how often it died soon after."""

    name: str
    arguments: Sequence[str]
    grace_seconds: float
    process: subprocess.Popen[bytes] | None = None
    started_at_seconds: float = 0.0
    start_again_at_seconds: float = 0.0
    quick_deaths: int = 0

    def start(self) -> None:
        """Start the process in a session of its own."""
        paths = [str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "boekbrug.project.settings")
        command = [sys.executable, "-c", *self.arguments, str(os.getpid())]
        self.process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603  ourselves
        self.started_at_seconds = time.monotonic()

    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def note_death(self) -> None:
        """Plan the restart: at once, later each time it dies soon after its start."""
        was_quick = time.monotonic() - self.started_at_seconds < QUICK_DEATH_SECONDS
        self.quick_deaths = self.quick_deaths + 1 if was_quick else 0
        wait_seconds = min(2.0 ** (self.quick_deaths - 1), RESTART_WAIT_SECONDS_MAX) if was_quick else 0.0
        self.start_again_at_seconds = time.monotonic() + wait_seconds
        code = self.process.returncode if self.process else None
        log.warning("process ended", process=self.name, code=code, restart_in_seconds=wait_seconds)
        self.process = None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and what it started."""
        if self.process is None:
            return
        try:
            if number is signal.SIGKILL:
                os.killpg(self.process.pid, number)
            else:
                self.process.send_signal(number)
        except ProcessLookupError:
            return


@dataclass(slots=True)
class Supervisor:
    """Keeps children running until it is asked to stop; a second request does not wait for anybody."""

    children: Sequence[Child]
    stopping: Stopping = field(default_factory=Stopping)
    hurrying: Stopping = field(default_factory=Stopping)

    def run(self) -> int:
        """Start all, restart what dies, stop all; returns 0, or 1 when a child cannot stay alive."""
        try:
            while not self.stopping.wait(LOOK_SECONDS if self._any_started() else 0):
                self._look_after()
                if hopeless := next((c for c in self.children if c.quick_deaths >= QUICK_DEATHS_MAX), None):
                    log.error("process cannot stay alive", process=hopeless.name)
                    return 1
            return 0
        finally:
            self._stop_all()

    def ask_to_stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Stop soon; asked again, stop now."""
        (self.hurrying if self.stopping.is_set() else self.stopping).set()

    def _any_started(self) -> bool:
        return any(child.started_at_seconds for child in self.children)

    def _look_after(self) -> None:
        for child in self.children:
            if child.is_running():
                continue
            if child.process is not None:
                child.note_death()
            if time.monotonic() >= child.start_again_at_seconds:
                child.start()

    def _stop_all(self) -> None:
        began_at_seconds = time.monotonic()
        for child in self.children:
            child.signal(signal.SIGTERM)
        while running := [child for child in self.children if child.is_running()]:
            passed_seconds = time.monotonic() - began_at_seconds
            for child in running:
                if self.hurrying.is_set() or passed_seconds > child.grace_seconds:
                    child.signal(signal.SIGKILL)
            time.sleep(LOOK_SECONDS / 10)


def run(address: str, port: int, *, threads: int, workers: int) -> int:
    """Serve until SIGTERM or Ctrl-C; returns the exit code. Raises AddressTaken before anything starts."""
    _try_address(address, port)
    web = Child("web", [_START_WEB, address, str(port), str(threads)], WEB_GRACE_SECONDS)
    supervisor = Supervisor([web, *worker_children(workers)])
    signal.signal(signal.SIGTERM, supervisor.ask_to_stop)
    signal.signal(signal.SIGINT, supervisor.ask_to_stop)
    watch.start(supervisor.stopping)
    return supervisor.run()


def worker_children(count: int) -> list[Child]:
    """Return the job processes to supervise."""
    later_seconds = time.monotonic() + WORKERS_LATER_SECONDS
    return [
        Child(
            f"worker {number}",
            [_START_WORKER, str(number)],
            WORKER_GRACE_SECONDS,
            start_again_at_seconds=later_seconds,
        )
        for number in range(1, count + 1)
    ]


def _try_address(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as wrong:
            raise AddressTaken(address, port, wrong.strerror or str(wrong)) from wrong
