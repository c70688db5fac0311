"""What a file is follows from its content."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.formats.recognise import Kind, recognise
from tests.formats.einvoice.invoices import a_credit_note, xml

CODA_HEADER = f"{'0000016032672505':<16}        {'':<103}2"
CII = '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>'


def a_zip() -> bytes:
    """A ZIP with one small file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    return buffer.getvalue()


CASES = {
    "invoice": (xml().encode(), Kind.UBL),
    "credit note": (xml(a_credit_note()).encode(), Kind.UBL),
    "utf-16": (xml().replace("UTF-8", "UTF-16", 1).encode("utf-16"), Kind.UBL),
    "cii": (CII.encode(), Kind.CII),
    "other xml": (b"<html/>", Kind.XML_OTHER),
    "broken xml": (b"<Invoice", Kind.XML_OTHER),
    "doctype": (b"<!DOCTYPE Invoice><Invoice/>", Kind.XML_OTHER),
    "coda": (CODA_HEADER.encode("ascii"), Kind.CODA),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", Kind.PDF),
    "pdf after litter": (b"\r\n\r\n%PDF-1.4", Kind.PDF),
    "zip": (a_zip(), Kind.ZIP),
    "empty": (b"", Kind.EMPTY),
    "blank": (b" \r\n\x00\x1a" * 3000, Kind.EMPTY),
    "text": (b"hello", Kind.UNKNOWN),
    "picture": (b"\x89PNG\r\n\x1a\n", Kind.UNKNOWN),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("file_name", ["", "x.xml", "x.cod", "x.pdf"])
def test_the_content_decides_and_the_name_does_not(name: str, file_name: str) -> None:
    data, kind = CASES[name]

    assert recognise(data, file_name) is kind


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    assert recognise(data) in Kind


def test_the_shared_samples_are_recognised(shared: Path) -> None:
    ubl = [recognise(one.read_bytes()) for one in (shared / "samples/ubl/peppol-examples").glob("*.xml")]
    pdf = [recognise(one.read_bytes()) for one in (shared / "samples/ubl/facturx-pdf").glob("*.pdf")]

    assert set(ubl) == {Kind.UBL}
    assert set(pdf) == {Kind.PDF}
