"""How quick are the reader and writer of e-invoices? `python -m benchmarks.einvoice_speed [--rounds N]`.

Writes a BIS 3 invoice of two lines and one of 1,000, then reads both and writes the small one in processes
of their own, by turns with facturex and eu-einvoice in their environments. Prints the best of the rounds: CPU
milliseconds a document. Ours reads every term, lists what was not read and checks the sums; it writes from
the neutral model and fills in what Peppol asks. Ends with 1 when a figure misses its mark.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.environments import run
from benchmarks.invoice_pdf import invoice
from boekbrug.belgium.enterprise_number import make
from boekbrug.formats import einvoice

MARKS = {"read 2 lines": 0.7, "read 1,000 lines": 60.0, "write 2 lines": 0.5}  # milliseconds, for ours
SMALL, LARGE = 2, 1_000

_MEASURED = """
import json, sys, time
{setup}
small, large = (open(path, 'rb').read() for path in sys.argv[1:])
value = model(small)
def taken(work, times):
    for _ in range(times // 10 + 1):
        work()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) * 1000 / times
print(json.dumps([
    taken(lambda: read(small), 300), taken(lambda: read(large), 5), taken(lambda: write(value), 300)
]))
"""
_OURS = """
from boekbrug.formats import einvoice
read, write = einvoice.read, einvoice.write_bis3
def model(data): return read(data).invoice
"""
_FACTUREX = """
import facturex
read = model = facturex.parse_bytes
write = facturex.write_ubl
"""
_EU_EINVOICE = """
from eu_einvoice import model as eu_model, parse, profiles, ubl
read = parse.parse_bytes
def model(data): return eu_model.prepare(read(data)[0], 'peppol')[0]
_, profile = profiles.get_profile('peppol')
def write(prepared): return ubl.generate(prepared, profile)
"""
PEERS = {"facturex": ("0.6.4", _FACTUREX), "eu-einvoice": ("1.0.0", _EU_EINVOICE)}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="boekbrug-einvoice-") as folder:
        paths = [str(made(Path(folder), lines)) for lines in (SMALL, LARGE)]
        best = _measure(paths, options.rounds)
    print(f"CPU milliseconds a document, best of {options.rounds} rounds")
    print(f"{'':20}" + "".join(f"{name:>20}" for name in MARKS))
    for name, figures in best.items():
        print(f"{name:20}" + "".join(f"{one:20.3f}" for one in figures))
    ours = next(iter(best.values()))
    missed = [
        f"MISSED {name}: {found:.3f} ms, wanted {mark} ms"
        for (name, mark), found in zip(MARKS.items(), ours, strict=True)
        if found > mark
    ]
    print("\n".join(missed) or "every mark is met")
    return int(bool(missed))


def made(folder: Path, lines: int) -> Path:
    """Write an invoice of so many lines as BIS 3."""
    path = folder / f"{lines}.xml"
    value = invoice(lines, lines)
    parties = {
        role: replace(
            getattr(value, role),
            enterprise_number=number,
            vat_number=f"BE{number}",
            country="BE",
            contact_name="An",
            email="an@example.org",
        )
        for role, number in (("seller", make(4001122)), ("buyer", make(8112233)))
    }
    path.write_bytes(einvoice.write_bis3(replace(value, **parties)))
    return path


def _measure(paths: list[str], rounds: int) -> dict[str, list[float]]:
    """Run every program by turns; return the least of each figure."""
    programs: dict[str, Callable[[], str]] = {"Boekbrug": partial(_ours, paths)}
    for peer, (version, setup) in PEERS.items():
        program = _MEASURED.format(setup=setup)
        programs[f"{peer} {version}"] = partial(run, peer, program, *paths)
    best: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, measured in programs.items():
            figures = json.loads(measured())
            best[name] = [min(pair) for pair in zip(figures, best.get(name, figures), strict=True)]
    return best


def _ours(paths: list[str]) -> str:
    program = _MEASURED.format(setup=_OURS)
    command = [sys.executable, "-c", program, *paths]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
