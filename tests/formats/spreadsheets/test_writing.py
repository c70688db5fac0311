"""No text that is written starts a formula; numbers stay numbers and days days."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from boekbrug.formats.spreadsheets import (
    XLSX_ROWS_MAX,
    Cell,
    Column,
    Kind,
    Table,
    TooManyRows,
    csv_bytes,
    xlsx_bytes,
)
from tests.formats.spreadsheets.payloads import PAYLOADS, formulas_in_csv, formulas_in_xlsx

AT = dt.datetime(2026, 3, 16, 9, 30)  # noqa: DTZ001  as it stands in a cell
COLUMNS = (
    Column("Naam"),
    Column("Bedrag", Kind.AMOUNT),
    Column("Dag", Kind.DAY),
    Column("Moment", Kind.MOMENT),
    Column("Nr.", Kind.COUNT),
)


def table(*texts: str, remark: str = "") -> Table:
    rows = [(text, Decimal("-1234.56"), dt.date(2026, 3, 5), AT, 7) for text in texts]
    return Table("Facturen", COLUMNS, rows, remark)


def reopened(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_a_text(payload: str) -> None:
    written = b"".join(csv_bytes(table(payload, remark=payload)))
    book = xlsx_bytes(table(payload, remark=payload), made_at=AT)

    assert formulas_in_csv(written) == []
    assert formulas_in_xlsx(book) == []
    assert str(reopened(book)[2][0]).strip() == payload.strip()


@given(st.text(max_size=20))
def test_no_text_at_all_is_a_formula(text: str) -> None:
    assert formulas_in_csv(b"".join(csv_bytes(table(text)))) == []


def test_csv_is_as_a_belgian_excel_wants_it() -> None:
    written = b"".join(csv_bytes(table("Café; «één»")))

    assert written.startswith(b"\xef\xbb\xbfNaam;Bedrag;Dag;Moment;Nr.\r\n")
    (_, row) = csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=";")
    assert row == ["Café; «één»", "-1234,56", "05/03/2026", "16/03/2026 09:30", "7"]


def test_csv_for_programs_has_points_and_iso_days() -> None:
    written = b"".join(csv_bytes(table("x"), is_belgian=False)).decode("utf-8-sig")

    assert written.splitlines()[1] == "x;-1234.56;2026-03-05;2026-03-16 09:30;7"


def test_a_workbook_holds_numbers_and_days() -> None:
    (_, row) = reopened(xlsx_bytes(table("x"), made_at=AT))

    assert row == ["x", -1234.56, dt.date(2026, 3, 5), AT, 7.0]


def test_the_remark_comes_first() -> None:
    said = "Taken by Bea"

    assert b"".join(csv_bytes(table("x", remark=said))).startswith(b"\xef\xbb\xbfTaken by Bea\r\n")
    assert reopened(xlsx_bytes(table("x", remark=said), made_at=AT))[0][0] == said


def test_control_characters_and_long_texts_break_no_workbook() -> None:
    book = xlsx_bytes(table("a\x00\x0b\ud800b" + "c" * 40_000), made_at=AT)

    assert len(str(reopened(book)[1][0])) == 32_767
    assert zipfile.ZipFile(io.BytesIO(book)).testzip() is None


def test_a_day_before_workbooks_count_is_a_text() -> None:
    old: Cell = dt.date(1899, 12, 30)
    book = xlsx_bytes(Table("x", (Column("Dag", Kind.DAY),), [(old,)]), made_at=AT)

    assert reopened(book)[1] == ["1899-12-30"]


def test_a_workbook_has_an_end() -> None:
    rows = (("x",) for _ in range(XLSX_ROWS_MAX + 1))

    with pytest.raises(TooManyRows):
        xlsx_bytes(Table("x", (Column("Naam"),), rows), made_at=AT)
