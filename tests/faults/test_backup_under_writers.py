"""A backup holds one moment, whoever writes meanwhile; the long run is a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.faults.test_kill import ROOT


def test_backups_under_writers_hold_one_moment_each() -> None:
    command = [sys.executable, "-m", "tests.faults.backup_under_writers", "--backups", "3", "--writers", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["acts"] > 0
