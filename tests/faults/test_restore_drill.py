"""The restore drill, small."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.restore_drill import drill


@pytest.mark.slow
def test_a_small_installation_comes_back_the_same(tmp_path: Path) -> None:
    assert drill(tmp_path, movements=1500, files=5, events=700) == 0
