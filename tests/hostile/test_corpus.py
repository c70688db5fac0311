"""The corpus is as large as promised, and one archive of it goes through every door in time.

The whole corpus: `python -m tests.hostile` (a minute, in `make deep`).
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.hostile import archives, documents, file_names, papers
from tests.house.tree import ROOT


@pytest.mark.deep
def test_nothing_hostile_takes_long_gets_out_or_gets_lost() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "0 beyond a limit" in done.stdout


def test_the_corpus_is_whole() -> None:
    counts = {
        "xml": sum(1 for _ in documents.corpus(port=1, file="/x")),
        "xlsx": sum(1 for _ in archives.workbooks()),
        "pdf": sum(1 for _ in papers.corpus()),
        "name": len(set(file_names.NAMES)),
    }

    assert {kind: count for kind, count in counts.items() if count < WANTED[kind]} == {}


WANTED = {"xml": 40, "xlsx": 10, "pdf": 20, "name": 60}
