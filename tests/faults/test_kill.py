"""A few of the points of the kill -9 harness; `python -m tests.faults.kill` takes every one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.kill import FLOWS

ROOT = Path(__file__).resolve().parents[2]
POINTS_MIN = 50


def kill(flow: str, *, every: int) -> dict[str, Any]:
    """Run the harness and return its counts; fails with what it printed where a point was not equal."""
    command = [sys.executable, "-m", "tests.faults.kill", "--flow", flow, "--every", str(every)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=3600)
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("flow", "every"), [("import", 29), ("send", 41), ("backup", 17), ("restore", 47), ("upgrade", 37)]
)
def test_a_killed_flow_ends_as_an_undisturbed_one(flow: str, every: int) -> None:
    tally = kill(flow, every=every)

    assert tally["points"] >= POINTS_MIN
    assert tally["killed"] >= tally["points"] // every
    assert tally["unequal"] == 0


@pytest.mark.deep
@pytest.mark.parametrize("flow", FLOWS)
def test_a_flow_killed_at_any_point_ends_as_an_undisturbed_one(flow: str) -> None:
    tally = kill(flow, every=1)

    assert tally["killed"] >= tally["points"] - 2 > POINTS_MIN
    assert tally["unequal"] == 0
