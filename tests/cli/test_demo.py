"""`boekbrug demo`: made once, whole and true; one test, because making it takes half a minute."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from boekbrug.business import demo
from tests.cli.typing_in import program

AGAIN_SECONDS_MAX = 20  # aim: 10; the machine of the tests is shared


@pytest.mark.slow
def test_a_demo_is_made_once_and_verifies(tmp_path: Path) -> None:
    words = ("demo", "--data", tmp_path / "demo", "--make-only")
    made = program(*words, folder=tmp_path)

    began_at_seconds = time.monotonic()
    again = program(*words, folder=tmp_path)
    seconds = time.monotonic() - began_at_seconds

    assert (made.returncode, again.returncode) == (0, 0), made.stderr + again.stderr
    assert "Making a year of invoices" in made.stdout
    assert "Making a year of invoices" not in again.stdout
    assert seconds < AGAIN_SECONDS_MAX
    assert all(login.email in again.stdout for login in demo.LOGINS)
    assert demo.PASSWORD in again.stdout
    on_the_demo = {"folder": tmp_path, "data": tmp_path / "demo", "profile": "demo"}
    listed = json.loads(program("dossier", "list", "--json", **on_the_demo).stdout)["dossiers"]
    assert len(listed) == 3
    verified = program("verify", **on_the_demo)
    assert (verified.returncode, verified.stdout) == (0, "Everything is as it was.\n")
