"""What a conversion lost is told by name; what only moved is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from boekbrug.formats.einvoice import Invoice
from boekbrug.formats.einvoice.model import CodedNote, LegalMention
from boekbrug.formats.invoice_workshop import as_ubl
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


@pytest.mark.parametrize("terms", ["", "Gent"])
def test_a_text_within_another_field_is_no_reason_to_call_it_kept(terms: str) -> None:
    buyer = replace(an_invoice().buyer, legal_text="Gent")
    line = replace(an_invoice().lines[0], belgian_code="03", note="Gent")
    lines = (line, *an_invoice().lines[1:])
    invoice = an_invoice(buyer=buyer, lines=lines, notes=("RPR Gent, 2026-03",), payment_terms="")
    without = replace(
        invoice,
        buyer=replace(buyer, legal_text=""),
        lines=(replace(line, belgian_code="", note=""), *invoice.lines[1:]),
        payment_terms=terms,
    )

    assert lost(invoice, without) == ["buyer.legal_text", "lines[1].note", "lines[1].belgian_code"]


def test_what_peppol_cannot_carry_is_lost_also_when_it_stands_elsewhere() -> None:
    buyer = replace(an_invoice().buyer, legal_text="Gent")
    line = replace(an_invoice().lines[0], belgian_code="03")
    invoice = an_invoice(buyer=buyer, lines=(line, *an_invoice().lines[1:]), notes=("RPR Gent, 2026-03",))

    found = as_ubl(invoice, lambda text: text).difference

    assert [one.path for one in found.lost] == ["buyer.legal_text", "lines[1].belgian_code"]


def test_texts_that_the_writer_joins_are_neither_lost_nor_filled_in() -> None:
    mention = LegalMention("01", "Autoliquidation\nArticle 20")
    coded = CodedNote("AAI", "Let op")
    invoice = an_invoice(notes=("Bedankt ", "Tot ziens"), coded_notes=(coded,), legal_mentions=(mention,))

    found = as_ubl(invoice, lambda text: text).difference

    assert [one.path for one in found.lost] == ["legal_mentions[1].code"]
    assert "notes" not in {one.path.partition("[")[0] for one in found.filled_in}


def test_part_of_a_line_of_a_note_is_lost() -> None:
    invoice = an_invoice(notes=("ten", "Niet betalen"))

    assert lost(invoice, replace(invoice, notes=("Niet betalen, wachten",))) == ["notes[1]", "notes[2]"]


def test_every_field_can_be_missed() -> None:
    empty = an_invoice(notes=(), payment_terms="", attachments=())

    assert len(lost(full(), empty)) > 100


def test_of_a_lost_line_its_own_fields_are_named_and_no_others() -> None:
    one, two = an_invoice().lines
    part = replace(one, number="1.1", name="Nagels")
    before = an_invoice(lines=(replace(one, sub_lines=(part,)), two, replace(two, number="3")))

    found = lost(before, replace(before, lines=(one, *before.lines[1:])))

    assert found
    assert {path.rpartition(".")[0] for path in found} == {"lines[1].sub_lines[1]"}


def test_a_line_that_moved_is_not_lost() -> None:
    invoice = an_invoice()

    assert lost(invoice, replace(invoice, lines=invoice.lines[::-1])) == []


def test_lines_with_one_number_are_compared_by_value() -> None:
    one, two = an_invoice().lines
    invoice = an_invoice(lines=(one, replace(two, number="1")))

    assert lost(invoice, replace(invoice, lines=invoice.lines[::-1])) == []
    assert "lines[2].name" in lost(invoice, replace(invoice, lines=(one,)))
