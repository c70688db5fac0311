"""Print how long an invoice takes as PDF with its UBL inside: median and p95 of warm runs, and of long ones.

`python -m benchmarks.invoice_pdf [RUNS]`
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from decimal import Decimal

from boekbrug.belgium import iban, ogm
from boekbrug.formats import invoice_pdf
from boekbrug.formats.einvoice.model import Invoice, Line, Party, Payment, Totals, VatSubtotal

UBL = b"<Invoice>" + b"<Line/>" * 1_000 + b"</Invoice>"


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


def milliseconds(runs: int, lines: int) -> list[float]:
    """Return the sorted times of so many different invoices, after three to warm up."""
    taken = []
    for number in range(runs + 3):
        began = time.perf_counter()
        invoice_pdf.make(invoice(number, lines), language="nl", style=invoice_pdf.Style(), ubl=UBL)
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken[3:])


def main() -> None:
    """Print the times of a normal and of a long invoice."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for lines, count in ((2, runs), (8, runs), (200, max(3, runs // 20))):
        taken = milliseconds(count, lines)
        median, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{lines:4d} lines: median {median:.1f} ms, p95 {late:.1f} ms over {count} invoices")


if __name__ == "__main__":
    main()
