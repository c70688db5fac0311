"""E-invoices inside PDFs: Factur-X, ZUGFeRD, our own; and PDFs that are no good."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Container, Format
from tests.formats.einvoice.invoices import a_credit_note, an_invoice, xml
from tests.formats.einvoice.measuring import measured
from tests.formats.einvoice.old_files import cii, envelope, zugferd_1
from tests.formats.einvoice.papers import hostile, pdf_of_many, pdf_with, stream

SECONDS_MAX, MEGABYTES_MAX = 1, 200


def codes(data: bytes) -> list[str]:
    """The codes of the problems in a PDF."""
    return [one.code for one in einvoice.read(data).problems]


@pytest.mark.parametrize("text", [cii(), zugferd_1(), xml(), envelope(xml())])
def test_the_invoice_in_a_pdf_says_what_the_file_alone_says(text: str) -> None:
    data = pdf_with(("factur-x.xml", text.encode()))

    reading, alone = einvoice.read(data), einvoice.read(text.encode())

    assert reading.container is Container.PDF
    assert reading.original == data
    assert reading == replace(alone, original=data, document=reading.document, container=Container.PDF)
    assert einvoice.read(reading.document).invoice == reading.invoice


def test_a_pdf_may_hold_more_than_one_document() -> None:
    data = pdf_with(
        ("factur-x.xml", cii().encode()),
        ("order.xml", b"<order/>"),
        ("read.me", b"hello"),
        ("credit.xml", xml(a_credit_note()).encode()),
    )

    reading = einvoice.read(data)

    assert [one.format for one in reading.documents] == [Format.CII, Format.PEPPOL_BIS_3]
    assert [one.invoice.number for one in reading.documents if one.invoice] == ["C-15", "C-2026-001"]


def test_the_other_files_in_a_pdf_are_attachments() -> None:
    data = pdf_with(
        ("urenstaat.csv", b"uren;8"),
        ("factur-x.xml", cii().encode()),
        ("werkbon.pdf", b"%PDF-1.7 invented"),
        ("order.xml", b"<order/>"),
    )

    reading = einvoice.read(data)

    assert reading.problems == ()
    assert reading.invoice is not None
    assert {one.name: one.content for one in reading.invoice.attachments} == {
        "urenstaat.csv": b"uren;8",
        "werkbon.pdf": b"%PDF-1.7 invented",
        "order.xml": b"<order/>",
    }


def test_a_file_that_the_invoice_embeds_too_is_one_attachment() -> None:
    text = xml(an_invoice(attachments=(einvoice.Attachment("bon.csv", "text/csv", b"uren;8"),)))

    reading = einvoice.read(pdf_with(("invoice.xml", text.encode()), ("bon.csv", b"uren;8")))

    assert reading.invoice is not None
    assert [one.name for one in reading.invoice.attachments] == ["bon.csv"]


@pytest.mark.parametrize(("count", "expected"), [(1_000, "pdf-more-files"), (10_000, "pdf-too-much-work")])
def test_many_files_in_a_pdf_are_cut_or_refused_in_time(count: int, expected: str) -> None:
    seconds, megabytes, code = measured(pdf_of_many(count))

    assert code == expected
    assert (seconds < SECONDS_MAX, megabytes < MEGABYTES_MAX) == (True, True)


def test_files_that_swell_are_left_out_and_told() -> None:
    bomb = stream(b"/Filter/FlateDecode", zlib.compress(b" " * 70_000_000, 9))
    broken = stream(b"/Filter/FlateDecode", b"x" * 100_000)
    hexed = stream(b"/Filter/ASCIIHexDecode", b"20" * 5_000_000)

    for content in (bomb, broken, hexed):
        seconds, megabytes, code = measured(pdf_of_many(90, content))
        assert code == "pdf-more-files"
        assert (seconds < SECONDS_MAX, megabytes < MEGABYTES_MAX) == (True, True)


def test_a_pdf_that_needs_a_password_is_refused() -> None:
    data = pdf_with(("factur-x.xml", cii().encode()), password="secret")

    assert codes(data) == ["pdf-locked"]


def test_a_pdf_without_an_invoice_is_told() -> None:
    assert codes(pdf_with()) == codes(pdf_with(("a.xml", b"<a/>"))) == ["file-pdf"]


def test_a_broken_invoice_in_a_pdf_is_refused_for_what_is_wrong_with_it() -> None:
    data = pdf_with(("factur-x.xml", cii().replace(">121.00<", ">122.00<").encode()))

    reading = einvoice.read(data)

    assert reading.invoice is None
    assert reading.problems[0].code == "einvoice-sum-differs"


@pytest.mark.parametrize("name", hostile())
def test_a_hostile_pdf_is_refused_in_a_second_and_in_little_memory(name: str) -> None:
    seconds, megabytes, code = measured(hostile()[name])

    assert code in {"file-pdf", "pdf-broken", "pdf-too-much-work"}
    assert seconds < SECONDS_MAX
    assert megabytes < MEGABYTES_MAX


@pytest.mark.parametrize("cut", [20, 200, 400])
def test_a_pdf_that_breaks_off_is_refused(cut: int) -> None:
    data = pdf_with(("factur-x.xml", cii().encode()))

    assert einvoice.read(data[:cut]).invoice is None


def test_the_factur_x_samples_are_read(shared: Path) -> None:
    files = sorted((shared / "samples/ubl").rglob("*.pdf"))

    assert files
    for file in files:
        reading = einvoice.read(file.read_bytes())
        assert reading.invoice is not None, file.name
        assert reading.container is Container.PDF
