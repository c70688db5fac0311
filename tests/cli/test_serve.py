"""`boekbrug serve` as a process: starts, answers, stops; refuses what it should not touch."""

from __future__ import annotations

import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cast import PASSWORD
from tests.cli.typing_in import PROGRAM, environment, is_one_refusal, program
from tests.connectors.making import free_port
from tests.workers.making import wait_until

STOP_SECONDS_MAX = 6  # aim: 2; the machine of the tests is shared


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose database is set up, with one person."""
    folder = tmp_path_factory.mktemp("prepared")
    add = ("user", "add", "an@example.be", "--name", "An", "--password", PASSWORD)
    assert program(*add, folder=folder).returncode == 0
    return folder / "data"


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Path:
    """A folder to start in, with that data."""
    shutil.copytree(prepared, tmp_path / "data")
    return tmp_path


@pytest.fixture
def serving(place: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server with one worker, and its port."""
    port = free_port()
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)],
        cwd=place,
        env=environment(workers=1),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process, port
    if process.poll() is None:  # asked first, so that its children go with it
        process.terminate()
        process.communicate(timeout=30)


def is_alive(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_it_answers_and_stops_when_asked(serving: tuple[subprocess.Popen[str], int]) -> None:
    process, port = serving
    wait_until(lambda: is_alive(port), seconds=60)

    asked_at_seconds = time.monotonic()
    process.send_signal(signal.SIGTERM)
    said, complained = process.communicate(timeout=30)

    assert time.monotonic() - asked_at_seconds < STOP_SECONDS_MAX
    assert process.returncode == 0
    assert f"Boekbrug listens on http://127.0.0.1:{port} (Ctrl-C stops it)." in said
    assert "Traceback" not in complained
    assert not is_alive(port)


def test_a_taken_port_is_told(place: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = program("serve", "--port", port, folder=place)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert f"Nothing can listen on 127.0.0.1 port {port}" in done.stderr


def test_a_database_of_a_newer_version_is_left_alone(place: Path) -> None:
    with closing(sqlite3.connect(place / "data" / "boekbrug.sqlite3")) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('outbox', '0999_later', '2030-01-01')"
        )
        database.commit()

    done = program("serve", "--port", free_port(), folder=place)

    assert is_one_refusal(done)
    assert done.stderr.startswith("The database is of a newer Boekbrug (outbox 0999_later).")


def test_a_folder_with_real_data_never_becomes_a_demo(place: Path) -> None:
    done = program("demo", "--data", place / "data", "--fresh", "--make-only", folder=place)

    assert is_one_refusal(done)
    assert "is not empty and holds no demo" in done.stderr
    assert (place / "data" / "boekbrug.sqlite3").exists()
