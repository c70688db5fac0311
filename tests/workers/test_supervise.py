"""`serve`: everything starts, what dies comes back, everything stops; measured on real processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boekbrug.workers.supervise import AddressTaken, Child, Supervisor, run
from tests.connectors.making import free_port
from tests.workers.making import environment_of, start, wait_until

SERVE = (
    "import sys; from boekbrug.workers.supervise import run;"
    " sys.exit(run('127.0.0.1', int(sys.argv[1]), threads=2, workers=2))"
)
STOP_SECONDS_MAX = 4  # aim: 2; the machine of the tests is shared

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes through /proc"),
]


def children_of(pid: int) -> list[int]:
    """Return the children of a process that are alive."""
    return [other for other, parent in _parents().items() if parent == pid]


def family_of(pid: int) -> list[int]:
    """Return all descendants of a process."""
    found = children_of(pid)
    return [*found, *(grandchild for child in found for grandchild in family_of(child))]


def _parents() -> dict[int, int]:
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, parent, *_ = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if state != "Z":
                parents[int(folder.name)] = int(parent)
    return parents


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5)  # any answer will do
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture
def serving(settings: Any) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    process = start(SERVE, str(port), environment=environment_of(settings))
    try:
        wait_until(lambda: answers(port) and len(children_of(process.pid)) == 3)
        yield process, port
    finally:
        family = family_of(process.pid)
        process.kill()
        process.wait()
        for pid in family:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_everything_soon(serving: tuple[Any, int], number: signal.Signals) -> None:
    process, port = serving
    family = family_of(process.pid)
    began = time.monotonic()

    process.send_signal(number)

    assert process.wait(timeout=20) == 0
    assert time.monotonic() - began < STOP_SECONDS_MAX
    assert set(family) & set(_parents()) == set()
    assert not answers(port)


def test_what_dies_comes_back(serving: tuple[Any, int]) -> None:
    process, port = serving
    before = set(children_of(process.pid))

    for pid in before:
        os.kill(pid, signal.SIGKILL)

    wait_until(lambda: len(set(children_of(process.pid)) - before) == 3, seconds=30)
    wait_until(lambda: answers(port), seconds=30)


def test_kill_9_leaves_nobody_behind(serving: tuple[Any, int]) -> None:
    process, port = serving
    family = set(family_of(process.pid))
    assert len(family) >= 4

    process.kill()
    process.wait()

    wait_until(lambda: not family & set(_parents()))
    assert not answers(port)


def test_a_taken_address_is_said_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressTaken, match=str(port)):
            run("127.0.0.1", port, threads=1, workers=0)


def test_a_process_that_cannot_stay_alive_ends_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boekbrug.workers.supervise.QUICK_DEATHS_MAX", 2)
    supervisor = Supervisor([Child("bad", ["raise SystemExit(3)"], 1.0)])

    assert supervisor.run() == 1
