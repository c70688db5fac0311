"""Waivers have a date and a reason; a rule has an example of both kinds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.gate import banned

TODAY = dt.date(2026, 11, 27)


def test_a_waiver_needs_a_fresh_date_and_a_reason(tmp_path: Path) -> None:
    below = tmp_path / "src"
    below.mkdir()
    (below / "a.py").write_text(
        "# waived 2026-11-01: the table is our own setting\n# nosemgrep: x\nf()\n"
        "# nosemgrep: x\nf()\n"
        "# waived 2024-01-01: it was so long ago\n# nosemgrep: x\nf()\n"
    )

    loose = banned.loose_waivers(TODAY, below=below)

    assert [line.split()[0] for line in loose] == ["src/a.py:4", "src/a.py:7"]


def test_every_rule_has_an_example_of_what_it_finds_and_of_what_it_leaves_alone() -> None:
    assert banned._without_examples() == []
