"""Job processes of their own for the tests, on the same database and folders as the test."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
WORKER = (
    "import sys, django; django.setup(); from boekbrug.workers.engine import run;"
    " run(1, parent=int(sys.argv[1]))"
)


def environment_of(settings: Any) -> dict[str, str]:
    """Return the environment in which a process sees what this test sees."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        user = f"{database['USER']}@" if database["USER"] else ""
        address = f"postgres://{user}/{database['NAME']}?host={database['HOST']}"
    return os.environ | {
        "BOEKBRUG_DATABASE": address,
        "BOEKBRUG_DATA": str(Path(settings.BLOBS).parent),
        "BOEKBRUG_MAIL__HOST": settings.EMAIL_HOST,
        "BOEKBRUG_MAIL__PORT": str(settings.EMAIL_PORT or 587),
        "BOEKBRUG_MAIL__SECURITY": "none",
        "BOEKBRUG_MAIL__SENDER": "Boekbrug <boekbrug@example.be>",
        "PYTHONPATH": str(ROOT / "src"),
    }


def start(
    code: str, *arguments: str, environment: dict[str, str], keep_output: bool = False
) -> subprocess.Popen[bytes]:
    """Start a Python process in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        start_new_session=True,
        stdout=subprocess.PIPE if keep_output else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def start_worker(settings: Any) -> subprocess.Popen[bytes]:
    """Start a job process that leaves when the test is gone."""
    return start(WORKER, str(os.getpid()), environment=environment_of(settings))


def wait_until(is_so: Callable[[], bool], *, seconds: int = 20) -> None:
    """Wait for something that another process does; fails when it does not happen."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Let a process stand still, outside a transaction: stopped in one, it would keep its locks."""
    wait_until(lambda: _stops_free(process))


def _stops_free(process: subprocess.Popen[bytes]) -> bool:
    process.send_signal(signal.SIGSTOP)
    os.waitpid(process.pid, os.WUNTRACED)
    if _is_free():
        return True
    process.send_signal(signal.SIGCONT)
    return False


def _is_free() -> bool:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
            )
            return bool(cursor.fetchone() == (0,))
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as database:
        try:
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
        database.rollback()
        return True
