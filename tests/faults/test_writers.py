"""Ten writers at once for ten seconds; `python -m tests.faults.writers` takes ten minutes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ACTS_MIN = 20


@pytest.mark.slow
def test_ten_writers_meet_no_lock_error() -> None:
    command = [sys.executable, "-m", "tests.faults.writers", "--seconds", "10", "--writers", "10"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    counts = json.loads(done.stdout.splitlines()[-1])
    assert counts["acts"] >= ACTS_MIN
    assert (counts["lock_errors"], counts["answers_5xx"], counts["findings"]) == (0, 0, 0)
