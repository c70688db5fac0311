"""What febelfin-coda and pycoda say of the same files: `python -m benchmarks.coda.peers FOLDER`.

Prints a table for documentation: of each file the statements, booked movements and closing balances that each
reader gives, or what it raises, and the codes of what ours tells.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.environments import run
from boekbrug.formats import coda
from boekbrug.money import show_amount

_FEBELFIN = """
import json
from coda import CODA
said = {}
for path in sys.argv[1:]:
    try:
        statements = CODA(path).statements
        said[path] = [[len(one.moves), str(one.new_balance)] for one in statements]
    except Exception as wrong:
        said[path] = type(wrong).__name__ + (": " + str(wrong)[:60] if str(wrong) else "")
print(json.dumps(said))
"""
_PYCODA = """
import json
from coda.parser import Parser
said = {}
for path in sys.argv[1:]:
    try:
        statements = Parser().parse(open(path, "rb").read())
        said[path] = [[len(one.movements), str(one.new_balance)] for one in statements]
    except Exception as wrong:
        said[path] = type(wrong).__name__ + (": " + str(wrong)[:60] if str(wrong) else "")
print(json.dumps(said))
"""


def main(folder: Path) -> int:
    """Compare and print."""
    paths = [str(one) for one in sorted(folder.iterdir()) if one.suffix in (".cod", ".txt")]
    others = [json.loads(run(peer, program, *paths))
              for peer, program in (("febelfin-coda", _FEBELFIN), ("pycoda", _PYCODA))]  # fmt: skip
    print(
        "| file | ours | told by ours | febelfin-coda 0.5.0 | pycoda 1.1.0 |\n| --- | --- | --- | --- | --- |"
    )
    for path in paths:
        said = [_said(other[path]) for other in others]
        print(f"| {Path(path).name} | {' | '.join([*_ours(Path(path).read_bytes()), *said])} |")
    return 0


def _ours(content: bytes) -> tuple[str, str]:
    reading = coda.read(content)
    statements = reading.all()
    values = [[len(one.movements), show_amount(one.final_balance_thousandths)] for one in statements]
    codes = [problem.code for one in statements for problem in one.problems]
    codes += [problem.code for problem in reading.problems]
    return _said(values), ", ".join(dict.fromkeys(code.removeprefix("coda-") for code in codes)) or "nothing"


def _said(value: Any) -> str:
    if isinstance(value, str):
        return f"raises {value}".replace("|", "/")
    return "; ".join(f"{count} → {balance}" for count, balance in value) or "no statement"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
