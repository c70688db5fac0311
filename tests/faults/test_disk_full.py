"""Some sizes of a full disk; `python -m tests.faults.disk_full --step 1` takes each one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.disk_full import NO_DISK

ROOT = Path(__file__).resolve().parents[2]


def fill(*, step: int) -> dict[str, Any]:
    """Run the harness and return its counts; fails with what it printed where a size was not equal."""
    command = [sys.executable, "-m", "tests.faults.disk_full", "--step", str(step)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=3600)
    if done.returncode == NO_DISK:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_nothing_is_lost_on_a_disk_that_is_full() -> None:
    tally = fill(step=32)

    assert tally["unequal"] == 0
    assert tally["refused"] > 5
    assert tally["kept_waiting"] > 0


@pytest.mark.deep
def test_nothing_is_lost_on_a_disk_that_is_full_at_any_size() -> None:
    tally = fill(step=1)

    assert tally["unequal"] == 0
    assert tally["sizes"] > 200
