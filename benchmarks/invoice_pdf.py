"""Print how long an invoice takes as PDF with its UBL inside: warm, short and long, and what stays in memory.

`python -m benchmarks.invoice_pdf [RUNS]`
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from decimal import Decimal

from boekbrug.belgium import iban, ogm
from boekbrug.formats import invoice_pdf
from boekbrug.formats.einvoice.model import Invoice, Line, Party, Payment, Totals, VatSubtotal

UBL = b"<Invoice>" + b"<Line/>" * 1_000 + b"</Invoice>"
WARM_UP = 3

# For a process of its own: `make(number)` gives a PDF; prints median wall and CPU ms, size and peak MiB.
MEASURED = """
import json, resource, sys, time
runs = int(sys.argv[1])
sizes = [len(make(number)) for number in range(3)]
taken, began = [], time.process_time()
for number in range(3, runs + 3):
    start = time.perf_counter()
    make(number)
    taken.append((time.perf_counter() - start) * 1000)
cpu = (time.process_time() - began) / runs * 1000
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([sorted(taken)[runs // 2], cpu, sizes[-1], peak]))
"""
OURS = """
from benchmarks.invoice_pdf import UBL, invoice
from boekbrug.formats import invoice_pdf
def make(number):
    return invoice_pdf.make(invoice(number, 8), language="nl", style=invoice_pdf.Style(), ubl=UBL)
"""


def invoice(number: int, lines: int) -> Invoice:
    """Make an invoice of so many lines of 10,00 at 21 %."""
    net = Decimal(10) * lines
    vat = net * 21 / 100
    ten, rate = Decimal(10), Decimal(21)
    return Invoice(
        is_credit_note=False,
        number=f"2026/{number:05d}",
        issued_on=dt.date(2026, 3, 15),
        due_on=dt.date(2026, 4, 14),
        currency="EUR",
        seller=Party(
            name="Atelier Verlinden BV", street="Nijverheidsstraat 12", postcode="9000", city="Gent"
        ),
        buyer=Party(name="Brouwerij Ten Dries NV", street="Kouter 4", postcode="1000", city="Brussel"),
        lines=tuple(
            Line(str(place), f"Artikel {place}", Decimal(1), ten, ten, "S", rate)
            for place in range(1, lines + 1)
        ),
        vat=(VatSubtotal("S", rate, net, vat),),
        totals=Totals(lines=net, net=net, vat=vat, gross=net + vat, payable=net + vat),
        payment=Payment("30", ogm.make(number), iban.make_belgian(1_234_567_890)),
    )


def milliseconds(runs: int, lines: int) -> tuple[list[float], float]:
    """Return the sorted times of so many different invoices, warm, and the CPU time of one."""
    taken: list[float] = []
    spent = 0.0
    for number in range(runs + WARM_UP):
        began, busy = time.perf_counter(), time.process_time()
        invoice_pdf.make(invoice(number, lines), language="nl", style=invoice_pdf.Style(), ubl=UBL)
        taken.append((time.perf_counter() - began) * 1000)
        spent += (time.process_time() - busy) * 1000 if number >= WARM_UP else 0.0
    return sorted(taken[WARM_UP:]), spent / runs


def main() -> None:
    """Print the times of a normal and of a long invoice."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for lines, count in ((1, runs), (8, runs), (200, max(3, runs // 20))):
        taken, busy = milliseconds(count, lines)
        median, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{lines:4d} lines: median {median:.1f} ms, p95 {late:.1f} ms, {busy:.1f} ms CPU of {count}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
