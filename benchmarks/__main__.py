"""`make bench`: the import of 10,000 movements against 10,000 open invoices, then the parts of it alone.

Options go to the import (benchmarks/pipeline.py): `python -m benchmarks --profile rich --postgres`.
"""

from __future__ import annotations

import subprocess
import sys

STEPS = (
    ("pipeline", sys.argv[1:]),
    ("matching", ["10000"]),
    ("invoice_pdf", ["40"]),
    ("pdf_peers", ["20"]),
    ("coda.speed", []),
    ("coda.workshop", []),
    ("einvoice_speed", []),
    ("rules_speed", []),
)


def main() -> int:
    """Run each benchmark in a process of its own, so that none lends another its memory."""
    code = 0
    for name, options in STEPS:
        print(f"\n── {name}", flush=True)
        code |= subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=False).returncode
    return code


if __name__ == "__main__":
    sys.exit(main())
