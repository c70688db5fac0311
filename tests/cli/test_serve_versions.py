"""Real processes of `boekbrug serve`: two at once on one folder, and a database of another version."""

from __future__ import annotations

import fcntl
import sqlite3
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.typing_in import PROGRAM, environment
from tests.connectors.making import free_port
from tests.workers.making import wait_until

WAITING = "Another Boekbrug sets this database up"
LATER = "INSERT INTO django_migrations (app, name, applied) VALUES ('outbox', '0999_later', '2030-01-01')"


class Serving:
    """`boekbrug serve` in a folder, with its log in a file."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.port = free_port()
        self.log = folder / f"log-{self.port}.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*PROGRAM, "serve", "--port", str(self.port)],
                cwd=folder,
                env=environment(**settings),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def status(self, path: str) -> int:
        """The status of an address; 0 where nobody listens."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def stop(self) -> int:
        """Ask it to stop and return its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=30)


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[list[Serving]]:
    """Those that a test started; all are stopped in the end."""
    started: list[Serving] = []
    yield started
    for one in started:
        if one.process.poll() is None:
            one.stop()


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the lock by which one process at a time sets the database of a data folder up."""
    data.mkdir(mode=0o700)
    with (data / "setting-up.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ask(place: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask or tell the database of a folder something."""
    with closing(sqlite3.connect(place / "data" / "boekbrug.sqlite3", timeout=30)) as database:
        rows = database.execute(sql).fetchall()
        database.commit()
    return rows


def test_two_that_start_at_once_on_an_empty_folder_set_it_up_once(
    tmp_path: Path, serving: list[Serving]
) -> None:
    with held(tmp_path / "data"):  # both wait here, so neither can be done before the other begins
        serving += [Serving(tmp_path, workers=1) for _ in range(2)]
        wait_until(lambda: all(WAITING in one.log.read_text() for one in serving), seconds=240)
        assert ask(tmp_path, "SELECT name FROM sqlite_master") == []

    wait_until(lambda: all(one.status("/health/ready/") == 200 for one in serving), seconds=240)

    twice = "SELECT app, name FROM django_migrations GROUP BY app, name HAVING count(*) > 1"
    assert ask(tmp_path, twice) == []
    assert [one.status("/login/") for one in serving] == [200, 200]
    assert [one.stop() for one in serving] == [0, 0]
    told = [one.log.read_text() for one in serving]
    assert [(one.count(WAITING), "Traceback" in one) for one in told] == [(1, False), (1, False)], told


def test_a_database_that_becomes_newer_closes_the_door_and_stops_the_worker(
    tmp_path: Path, serving: list[Serving]
) -> None:
    serving.append(Serving(tmp_path, workers=1))
    (one,) = serving
    wait_until(lambda: one.status("/login/") == 200, seconds=240)
    wait_until(lambda: ask(tmp_path, "SELECT count(*) FROM schedules_heartbeat") == [(1,)], seconds=60)

    ask(tmp_path, LATER)

    wait_until(lambda: one.status("/login/") == 503, seconds=30)
    assert one.status("/health/live/") == 200
    wait_until(lambda: ask(tmp_path, "SELECT count(*) FROM schedules_heartbeat") == [(0,)], seconds=60)

    ask(tmp_path, "DELETE FROM django_migrations WHERE name = '0999_later'")

    wait_until(lambda: one.status("/login/") == 200, seconds=60)
    wait_until(lambda: ask(tmp_path, "SELECT count(*) FROM schedules_heartbeat") == [(1,)], seconds=60)
    assert one.stop() == 0
