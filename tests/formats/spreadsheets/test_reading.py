"""Hostile workbooks are refused with a sentence, quickly and in little memory; honest ones are read."""

from __future__ import annotations

import datetime as dt
import io
import time
import tracemalloc
import zipfile
from decimal import Decimal

import pytest

from boekbrug.formats.spreadsheets import Column, Kind, Table, csv_bytes, reader, xlsx_bytes
from boekbrug.formats.spreadsheets.reader import Limits, SheetRefused, read_csv, read_xlsx

AT = dt.datetime(2026, 3, 16, 9, 30)  # noqa: DTZ001  as it stands in a cell
SHEET = "xl/worksheets/sheet1.xml"
SMALL = Table(
    "x",
    (Column("Naam"), Column("Bedrag", Kind.AMOUNT), Column("Dag", Kind.DAY)),
    [("Café", Decimal("-1.50"), dt.date(2026, 3, 5))],
)


def book(**parts: bytes) -> bytes:
    """A workbook of ours with parts replaced or added; `sheet` is the first sheet."""
    named = {{"sheet": SHEET}.get(name, name): content for name, content in parts.items()}
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes(SMALL, made_at=AT))) as honest,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as hostile,
    ):
        for name in honest.namelist():
            hostile.writestr(name, named.pop(name, honest.read(name)))
        for name, content in named.items():
            hostile.writestr(name, content)
    return made.getvalue()


def sheet(cells: bytes) -> bytes:
    head = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    )
    return head + b"<sheetData>" + cells + b"</sheetData></worksheet>"


def rows(count: int) -> bytes:
    return b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(1, count + 1))


HOSTILE = {
    "a cell in the far corner": (
        lambda: book(sheet=sheet(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="XFD2"/></row>')),
        reader.TOO_MANY_COLUMNS,
    ),
    "a cell in the last row": (
        lambda: book(sheet=sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
        reader.TOO_MANY_ROWS,
    ),
    "800,000 rows": (lambda: book(sheet=sheet(rows(800_000))), reader.TOO_MANY_ROWS),
    "a bomb": (lambda: book(**{"xl/media/a.png": bytes(60_000_000)}), reader.TOO_DENSE),
    "a bomb of shared strings": (
        lambda: book(**{"xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 4_000_000 + b"</sst>"}),
        reader.TOO_DENSE,
    ),
    "macros": (lambda: book(**{"xl/vbaProject.bin": b"x"}), reader.HAS_PROGRAM),
    "links to other files": (
        lambda: book(**{"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        reader.HAS_LINKS,
    ),
    "no workbook": (lambda: b"PK\x03\x04 and no more", reader.DAMAGED),
    "a text": (lambda: b"a;b", reader.DAMAGED),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_a_sentence(name: str) -> None:
    make, expected = HOSTILE[name]
    content = make()
    tracemalloc.start()
    started = time.perf_counter()

    with pytest.raises(SheetRefused) as refused:
        read_xlsx(content)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.sentence.code == expected.code
    assert time.perf_counter() - started < 20
    assert peak < 20_000_000


def test_an_honest_workbook_is_read() -> None:
    assert read_xlsx(xlsx_bytes(SMALL, made_at=AT)) == [
        ["Naam", "Bedrag", "Dag"],
        ["Café", -1.5, dt.date(2026, 3, 5)],
    ]


@pytest.mark.parametrize(
    "text", ["Naam;Bedrag\r\nCafé;1,50", "\ufeffNaam,Bedrag\nCafé,1.50", "Naam\tBedrag\nCafé\t1"]
)
def test_csv_is_read_whatever_its_comma(text: str) -> None:
    read = read_csv(text.encode())

    assert [row[0] for row in read] == ["Naam", "Café"]
    assert {len(row) for row in read} == {2}


def test_what_was_written_is_read_again() -> None:
    assert read_csv(b"".join(csv_bytes(SMALL)))[1] == ["Café", "-1,50", "05/03/2026"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a\n" * 11, reader.TOO_MANY_ROWS),
        (b"a;" * 11, reader.TOO_MANY_COLUMNS),
        (b"a" * 101, reader.TOO_LARGE),
        (b"\xff\xfea", reader.NOT_TEXT),
    ],
)
def test_csv_beyond_its_limits_is_a_sentence(content: bytes, expected: object) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_csv(content, Limits(unpacked_bytes=100, rows=10, columns=10))

    assert refused.value.sentence.wording is expected
