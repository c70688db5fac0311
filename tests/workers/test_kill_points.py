"""At whatever point a sender is killed: after the restart everything is as in an undisturbed run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.workers.making import ROOT

POINTS_LEAST = {
    "folder": 200,
    "email": 200,
    "zip": 130,
}  # of two documents; fewer means that a point was lost
TWICE_OR_LOST = "after a kill the data differ from an undisturbed run"


def explore(bridge: str, folder: Path, *, step: int) -> dict[str, Any]:
    """Run the harness in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOEKBRUG_")}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("kill_points.py")), bridge, str(folder), str(step)],
        env=kept | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("bridge", ["folder", "email", "zip"])
def test_a_sender_killed_here_and_there_sends_each_document_once(bridge: str, tmp_path: Path) -> None:
    found = explore(bridge, tmp_path / "data", step=29)

    assert found["points"] >= POINTS_LEAST[bridge] // 29
    assert found["differences"] == [], TWICE_OR_LOST
    assert len(found["undisturbed"]["deliveries"]) == 2


@pytest.mark.deep
@pytest.mark.parametrize("bridge", ["folder", "email", "zip"])
def test_a_sender_killed_at_every_point_sends_each_document_once(bridge: str, tmp_path: Path) -> None:
    found = explore(bridge, tmp_path / "data", step=1)

    assert found["points"] >= POINTS_LEAST[bridge]
    assert found["differences"] == [], TWICE_OR_LOST
    assert (found["unclear"] > 0) == (bridge == "email")
