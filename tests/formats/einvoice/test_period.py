"""The invoicing period: one day is enough (BR-CO-19, BR-CO-20), and it may not end before it starts."""

from __future__ import annotations

import datetime as dt

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import InvoicingPeriod
from boekbrug.formats.invoice_pdf.figures import days
from tests.formats.einvoice.invoices import a_line, an_invoice, xml
from tests.formats.einvoice.old_files import cii

DAY = dt.date(2026, 3, 1)
HALVES = [InvoicingPeriod(first_on=DAY), InvoicingPeriod(last_on=DAY)]


@pytest.mark.parametrize("period", HALVES)
def test_a_period_with_one_day_comes_back(period: InvoicingPeriod) -> None:
    written = xml(an_invoice(period=period, lines=(a_line(period=period),)))

    reading = einvoice.read(written.encode())

    assert reading.invoice is not None
    assert (reading.invoice.period, reading.invoice.lines[0].period) == (period, period)
    assert reading.unread == ()


@pytest.mark.parametrize("name", ["Start", "End"])
def test_a_period_of_cii_with_one_day_is_read(name: str) -> None:
    day = '<udt:DateTimeString format="102">20260301</udt:DateTimeString>'
    day = f"<ram:{name}DateTime>{day}</ram:{name}DateTime>"
    total = "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
    text = cii().replace(total, f"<ram:BillingSpecifiedPeriod>{day}</ram:BillingSpecifiedPeriod>{total}")

    reading = einvoice.read(text.encode())

    assert reading.invoice is not None
    assert reading.invoice.period == HALVES[name == "End"]
    assert reading.unread == ()


def test_a_period_that_ends_before_it_starts_is_listed() -> None:
    whole = xml(an_invoice(period=InvoicingPeriod(DAY, dt.date(2026, 3, 31))))

    reading = einvoice.read(whole.replace("2026-03-31</cbc:EndDate>", "2026-02-01</cbc:EndDate>").encode())

    assert reading.invoice is not None
    assert reading.invoice.period is None
    assert [one.text for one in reading.unread] == ["2026-03-01", "2026-02-01"]


def test_a_period_without_days_is_none() -> None:
    empty = InvoicingPeriod()

    ready = einvoice.as_bis3(an_invoice(period=empty, lines=(a_line(period=empty),)))

    assert (ready.period, ready.lines[0].period) == (None, None)


def test_an_open_side_is_left_out_in_print() -> None:
    assert [days(one) for one in HALVES] == ["01/03/2026 –", "– 01/03/2026"]
