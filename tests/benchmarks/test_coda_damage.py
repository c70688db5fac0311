"""The damage that `python -m benchmarks.coda.damage` does, at some places of every sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.coda.damage import tried

KINDS = {
    "flip", "space", "nul", "0xff", "delete", "duplicate", "truncate",
    "line out", "line twice", "lines swapped", "lines shuffled",
}  # fmt: skip
NAMES = ("synthetic-globalisations.cod", "synthetic-r-transactions.cod", "wimverstuyf-sample6.cod")


@pytest.mark.parametrize("name", NAMES)
def test_damage_never_raises_and_no_false_figure_passes(shared: Path, name: str) -> None:
    counts = tried((shared / "samples" / "coda" / name).read_bytes(), every=37)

    assert counts.keys() == KINDS
    for kind, endings in counts.items():
        assert not {"RAISED", "FALSE FIGURE"} & endings.keys(), (kind, endings)
