"""Our rules say of every sample what the official ones say, and our code lists are theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gate import lists, official, rules_official


def compared(paths: list[Path]) -> rules_official.Comparison:
    """Compare, or skip where the official rules are not."""
    try:
        return rules_official.together(paths)
    except official.NotHere as why:
        pytest.skip(str(why))


def test_what_we_write_is_judged_alike_also_when_spoiled(tmp_path: Path) -> None:
    paths = rules_official.ours(tmp_path)

    found = compared([*paths, *rules_official.mutants(paths, tmp_path, count=60, seed=3)])

    assert found.differences == []
    assert found.total > 60


@pytest.mark.deep
def test_every_sample_and_its_mutants_are_judged_alike(tmp_path: Path, shared: Path) -> None:
    paths = rules_official.samples(shared / "samples/ubl")

    found = compared([*paths, *rules_official.mutants(paths, tmp_path, count=2_000, seed=11)])

    assert found.is_good, "\n".join(found.lines())
    assert found.total > 1_500


def test_our_lists_hold_what_the_official_rules_accept() -> None:
    try:
        differences = lists.differences()
    except official.NotHere as why:
        pytest.skip(str(why))

    assert differences == []
