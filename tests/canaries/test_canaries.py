"""The whole flight of canaries (ten seconds): none is found anywhere."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.tree import ROOT


@pytest.mark.slow
def test_no_secret_is_found_in_database_backup_log_or_pages() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.canaries"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert done.stdout.rstrip().endswith(", 0 hits")
