"""How quick is our PDF beside that of others? `python -m benchmarks.pdf_peers [RUNS]`.

The same page of eight lines with sums and a payment code, warm, each generator in a process of its own with
its own packages, by turns, three times; the least counts. The mark is for CPU time of all threads together,
which a busy machine does not change. Ours alone is tagged PDF/A-3b; reportlab and fpdf2 use the fonts that
every reader has, which spares them much.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.environments import packages_of
from benchmarks.invoice_pdf import MEASURED, OURS, UBL, invoice
from boekbrug.formats.invoice_pdf.content import content
from boekbrug.formats.invoice_pdf.kinds import Kind

PEERS = ("reportlab", "fpdf2", "weasyprint")
LINES, ROUNDS, MARK_MS = 8, 3, 25.0
_FOLDER = Path(__file__).parent


def main() -> int:
    """Measure by turns and print; 1 when ours takes longer than its mark."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    best: dict[str, tuple[float, float, int, float]] = {}
    for _ in range(ROUNDS):
        for name in ("boekbrug", *PEERS):
            told = _measured(name, runs)
            if told:
                best[name] = min(best.get(name, told), told)
    ours = best["boekbrug"][0]
    print(f"one page, {LINES} lines, warm; best of {ROUNDS} rounds of {runs}")
    for name, (cpu, wall, size, memory) in best.items():
        print(f"{name:12} {cpu:7.1f} ms CPU {wall:7.1f} ms {cpu / ours:6.2f}× ours {size / 1024:6.1f} kB"
              f" {memory:6.1f} MiB")  # fmt: skip
    print(f"ours within {MARK_MS} ms of CPU" if ours <= MARK_MS else f"MISSED above {MARK_MS} ms of CPU")
    return int(ours > MARK_MS)


def _measured(name: str, runs: int) -> tuple[float, float, int, float] | None:
    """Run one of them in a process of its own; None (and why) when its packages cannot be had or loaded."""
    if name == "boekbrug":
        command = [sys.executable, "-c", f"{OURS}\n{MEASURED}", str(runs)]
    else:
        source = (_FOLDER / f"with_{name}.py").read_text("utf-8")
        start = f"import sys; sys.path.insert(0, {str(packages_of(name))!r})\n"
        given = f"import json\ndata = json.loads({json.dumps(json.dumps(_page()))})\n"
        made = "def make(number):\n    return page(data)\n"
        command = [sys.executable, "-I", "-c", f"{start}{source}\n{given}{made}{MEASURED}", str(runs)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        print(f"{name}: not measured: {done.stderr.strip().splitlines()[-1]}")
        return None
    wall, cpu, size, memory = json.loads(done.stdout.splitlines()[-1])
    return cpu, wall, size, memory


def _page() -> dict[str, object]:
    """The texts of the page, written out as ours writes them."""
    made = content(invoice(7, LINES), Kind.INVOICE, "nl")
    party = {who: [made[who]["name"], *made[who]["address"]] for who in ("seller", "buyer")}
    payable = [text.replace("€", "EUR") for text in made["payable"]]
    return party | {
        "title": f"{made['title']} {made['number']}",
        "facts": [f"{name} {said}" for name, said in made["facts"]],
        "head": [
            made["words"][word] for word in ("description", "quantity", "unit_price", "vat_rate", "net")
        ],
        "rows": [
            [row[cell] for cell in ("name", "quantity", "price", "rate", "net")] for row in made["lines"]
        ],
        "totals": [*made["totals"], payable],
        "payment": [f"{name} {said}" for name, said in made["payment"]],
        "code": "BCD\n002\n1\nSCT\n\nAtelier Verlinden BV\nBE32123456789002\nEUR96.80\n\n000000000707",
        "ubl": UBL.decode(),
    }


if __name__ == "__main__":
    sys.exit(main())
