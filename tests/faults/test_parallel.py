"""A few rounds of eight processes that import at once; `python -m tests.faults.parallel` plays many."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 8


def play(*options: str) -> dict[str, Any]:
    """Run the command and return its counts."""
    command = [sys.executable, "-m", "tests.faults.parallel", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1800)
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_eight_processes_import_at_once_without_error_or_duplicate() -> None:
    counts = play("--rounds", "2")

    assert (counts["rounds"], counts["imports"]) == (4, 4 * PROCESSES)
    assert (counts["errors"], counts["wrong"]) == (0, 0)


@pytest.mark.postgres
def test_eight_processes_import_at_once_on_postgres() -> None:
    counts = play("--rounds", "3", "--postgres")

    assert counts["database"] == "PostgreSQL"
    assert (counts["imports"], counts["errors"], counts["wrong"]) == (6 * PROCESSES, 0, 0)
