"""A few rounds of requests that are sent again; `python -m tests.faults.repeats` plays many."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def play(*options: str) -> dict[str, Any]:
    """Run the command and return its counts."""
    command = [sys.executable, "-m", "tests.faults.repeats", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_eight_threads_with_one_key_have_one_effect_and_a_kill_leaves_both_or_neither() -> None:
    counts = play("--rounds", "5")

    assert (counts["effects"], counts["wrong"], counts["wrong_after_kill"]) == (5, 0, 0)
    assert counts["kills"] >= 30


@pytest.mark.postgres
def test_eight_threads_with_one_key_have_one_effect_on_postgres() -> None:
    counts = play("--rounds", "5", "--postgres")

    assert (counts["database"], counts["effects"], counts["wrong"]) == ("PostgreSQL", 5, 0)
