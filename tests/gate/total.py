"""Say what the runs of a build did together: what was skipped and why, then one closing line.

    python -m tests.gate.total FOLDER

Reads the JUnit reports that pytest left in the folder; the last line has the shape of pytest's own.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Print the skips by reason and the total; return 1 when a test failed or a report lacks."""
    reports = sorted(Path(arguments[0]).glob("*.xml")) if arguments else []
    if not reports:
        sys.stderr.write("No report of a test run was found: nothing ran.\n")
        return 1
    suites = [suite for report in reports for suite in ET.parse(report).getroot().iter("testsuite")]
    count = {
        name: sum(int(suite.get(name, 0)) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    }
    seconds = sum(float(suite.get("time", 0)) for suite in suites)
    reasons = Counter(
        skip.get("message", "no reason given") for suite in suites for skip in suite.iter("skipped")
    )
    print(f"\nSkipped: {count['skipped'] or 'nothing'}")
    for reason, times in reasons.most_common():
        print(f"  {times} × {reason}")
    bad = count["failures"] + count["errors"]
    passed = count["tests"] - bad - count["skipped"]
    parts = [
        (count["failures"], "failed"),
        (passed, "passed"),
        (count["skipped"], "skipped"),
        (count["errors"], "errors"),
    ]
    told = ", ".join(f"{number} {word}" for number, word in parts if number)
    print(f" {told} in {seconds:.2f}s ".center(80, "="), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
