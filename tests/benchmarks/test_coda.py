"""The checker of folders with CODA files: the samples hold, and a difference is told in one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchmarks.coda.__main__ import main
from benchmarks.coda.large_file import write_large_file
from boekbrug.formats import coda


def test_every_sample_is_as_expected(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(shared / "samples" / "coda")]) == 0
    assert capsys.readouterr().out == "0 differences in 24 files, 28 statements\n"


def test_a_difference_is_told_in_one_line(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples, name = shared / "samples" / "coda", "tryton-minimal.txt"
    facts = json.loads((samples / "expected.json").read_text("utf-8"))[name]
    facts["statements"][0]["old_balance_thousandths"] = 5
    (tmp_path / "expected.json").write_text(json.dumps({name: facts, "absent.cod": facts}))
    shutil.copy(samples / name, tmp_path)

    assert main([str(tmp_path)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 3
    assert told[0].startswith("absent.cod: file: expected 'a file'")
    assert told[1].startswith(f"{name} statement 1: old_balance_thousandths: expected 5, read ")
    assert told[2] == "2 differences in 2 files, 2 statements"


def test_a_folder_of_another_form_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "expected.json cannot be read" in capsys.readouterr().err


def test_the_large_file_is_sound_and_always_the_same(tmp_path: Path) -> None:
    first, second = tmp_path / "first.cod", tmp_path / "second.cod"

    assert write_large_file(first, statements=2) == write_large_file(second, statements=2)
    assert first.read_bytes() == second.read_bytes()
    assert [one.problems for one in coda.read(first.read_bytes())] == [[], []]
