"""Run the access test and print what was tried: `python -m tests.access [arguments of pytest]`."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import pytest


class Totals:
    """Adds up what the tests say they tried."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Take the counts of one test."""
        for name, value in report.user_properties if report.when == "call" else ():
            self.counts.update(value if name == "tried" else {})

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print one line for each kind of case."""
        for kind, count in self.counts.items():
            terminalreporter.write_line(f"{count:8,}  {kind}")


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "tests/access", *sys.argv[1:]], plugins=[Totals()]))
