"""A few changes to a folder of backups; `python -m tests.faults.backup_tampering` makes thousands."""

from __future__ import annotations

import subprocess
import sys

from tests.faults.test_kill import ROOT


def test_every_change_to_a_backup_is_found() -> None:
    command = [sys.executable, "-m", "tests.faults.backup_tampering", "--times", "60", "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)

    assert done.returncode == 0, done.stdout + done.stderr
