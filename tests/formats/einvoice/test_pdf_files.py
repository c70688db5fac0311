"""E-invoices inside PDFs: Factur-X, ZUGFeRD, our own; and PDFs that are no good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Container, Format
from tests.formats.einvoice.invoices import a_credit_note, xml
from tests.formats.einvoice.measuring import measured
from tests.formats.einvoice.old_files import cii, envelope, zugferd_1
from tests.formats.einvoice.papers import hostile, pdf_with

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
