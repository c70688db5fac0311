"""What is written is read back the same: any invoice, every Belgian case, every BIS sample."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import CodedNote, Format, Invoice
from tests.formats.einvoice import belgian
from tests.formats.einvoice.invoices import PDF, an_invoice
from tests.formats.einvoice.strategies import invoices

BIS = (Format.PEPPOL_BIS_3, Format.PEPPOL_SELF_BILLING)
Write = Callable[[Invoice], bytes]
SHAPES: list[tuple[Callable[[Invoice], Invoice], Write]] = [
    (einvoice.as_bis3, einvoice.write_bis3),
    (einvoice.as_ubl_be, einvoice.write_ubl_be),
]


def differences(one: object, other: object) -> dict[str, tuple[object, object]]:
    """The fields in which two values differ, with both values: shorter to read than two invoices."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in type(other).__slots__}  # type: ignore[attr-defined]
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def back(content: bytes) -> Invoice | None:
    """Read; nothing is wrong and nothing is left."""
    reading = einvoice.read(content)
    assert reading.problems == ()
    assert reading.unread == ()
    return reading.invoice


@given(invoices())
@pytest.mark.parametrize(("shape", "write"), SHAPES)
def test_any_invoice_is_read_back(
    shape: Callable[[Invoice], Invoice], write: Write, invoice: Invoice
) -> None:
    assert differences(back(write(invoice)), shape(invoice)) == {}


@given(invoices())
@pytest.mark.parametrize(("shape", "write"), SHAPES)
def test_shaping_twice_changes_nothing(
    shape: Callable[[Invoice], Invoice], write: Write, invoice: Invoice
) -> None:
    once = shape(invoice)

    assert shape(once) == once
    assert write(once) == write(invoice)


def test_two_alike_notes_with_a_subject_stay_two() -> None:
    twice = (CodedNote("REG", "RPR Gent"), CodedNote("REG", "RPR Gent"))
    found = back(einvoice.write_ubl_be(an_invoice(notes=(), coded_notes=twice)))

    assert found is not None
    assert found.coded_notes == twice


@pytest.mark.parametrize("name", belgian.invoices())
def test_each_belgian_case_is_read_back(name: str) -> None:
    invoice = belgian.invoices()[name]

    assert back(einvoice.write_bis3(invoice, pdf=PDF)) == einvoice.as_bis3(invoice, pdf=PDF)
    assert back(einvoice.write_ubl_be(invoice, pdf=PDF)) == einvoice.as_ubl_be(invoice, pdf=PDF)


def test_every_bis_sample_is_the_same_when_it_is_written_and_read(shared: Path) -> None:
    folder = shared / "samples/ubl"
    rows = csv.DictReader((folder / "INDEX.csv").open(encoding="utf-8"))
    names = [one["file"] for one in rows if one["root"] in ("Invoice", "CreditNote")]

    readings = {name: einvoice.read((folder / name).read_bytes()) for name in names}
    invoices = {name: one.invoice for name, one in readings.items() if one.invoice and one.format in BIS}
    # One has a type that Peppol does not know (P0100): the usual one is written.
    found = {name: one for name, one in invoices.items() if einvoice.as_bis3(one).type_code == one.type_code}

    assert len(found) == len(invoices) - 1 > 20
    differ = {name for name, one in found.items() if back(einvoice.write_bis3(one)) != one}
    # These break R003: they have neither a buyer reference nor an order, so one is filled in.
    without = {name for name, one in found.items() if not (one.buyer_reference or one.order_reference)}
    assert sorted(differ) == sorted(without)
    assert all(
        back(einvoice.write_bis3(found[name])) == replace(found[name], buyer_reference="NA")
        for name in without
    )


def test_every_sample_of_every_format_is_read_back_in_both_shapes(shared: Path) -> None:
    files = [one for one in (shared / "samples/ubl").rglob("*") if one.suffix.lower() in (".xml", ".pdf")]
    readings = {
        (str(one), position): reading.invoice
        for one in files
        if "rule-tests" not in str(one)
        for position, reading in enumerate(einvoice.read(one.read_bytes()).documents)
    }
    found = {name: one for name, one in readings.items() if one and one.lines and not _is_too_precise(one)}

    assert len(found) > 150
    for shape, write in SHAPES:
        differ = [name for name, one in found.items() if einvoice.read(write(one)).invoice != shape(one)]
        assert differ == []


def _is_too_precise(invoice: Invoice) -> bool:
    """Whether a line of an old file has more decimals than BIS 3 reads: two samples of UBL.BE."""
    return any(line.net != round(line.net, 3) for line in invoice.lines)
