"""What a conversion lost is told by name; what only moved is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings

from boekbrug.formats.einvoice import Invoice
from boekbrug.formats.invoice_workshop.losing import difference
from tests.formats.einvoice.invoices import PDF, an_invoice
from tests.formats.invoice_workshop.whole import full, invoices


def lost(before: Invoice, after: Invoice) -> list[str]:
    return [row.path for row in difference(before, after, lambda text: text).lost]


@settings(max_examples=20, deadline=None)
@given(invoices())
def test_nothing_is_lost_between_an_invoice_and_itself(invoice: Invoice) -> None:
    found = difference(invoice, invoice, lambda text: text)

    assert (found.lost, found.filled_in) == ((), ())


def test_a_value_that_is_gone_or_another_is_lost() -> None:
    invoice = an_invoice(order_reference="B-17")
    line = replace(invoice.lines[0], unit_price=Decimal(1))

    assert lost(invoice, replace(invoice, order_reference="")) == ["order_reference"]
    assert lost(invoice, replace(invoice, lines=(line, *invoice.lines[1:]))) == ["lines[1].unit_price"]


def test_of_two_equal_values_one_may_be_lost() -> None:
    invoice = an_invoice(attachments=(PDF, PDF))

    assert "attachments[2].content" in lost(invoice, replace(invoice, attachments=(PDF,)))


def test_what_moved_or_was_joined_is_not_lost() -> None:
    other = replace(PDF, name="b.pdf", content=b"other")
    invoice = an_invoice(notes=("Bedankt", "Tot ziens"), attachments=(PDF, other))

    assert lost(invoice, replace(invoice, notes=("Bedankt\nTot ziens",), attachments=(other, PDF))) == []


def test_every_field_can_be_missed() -> None:
    empty = an_invoice(notes=(), payment_terms="", attachments=())

    assert len(lost(full(), empty)) > 100
