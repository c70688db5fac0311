"""A workbook (ECMA-376) in which texts are texts, numbers numbers and days days; it holds no formula at all.

Every text is written as a string cell. One that could start a formula when somebody edits or copies it also
carries the quote prefix (ECMA-376 part 1, 18.8.45), as if it was typed after an apostrophe.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal
from typing import Any

import xlsxwriter

from boekbrug.formats.spreadsheets.table import Cell, Kind, Table, plain, starts_formula

XLSX_ROWS_MAX = 50_000
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FORMATS = {
    Kind.AMOUNT: "#,##0.00##",
    Kind.COUNT: "0",
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
}
_WIDTHS = {Kind.TEXT: 28, Kind.AMOUNT: 14, Kind.COUNT: 8, Kind.DAY: 12, Kind.MOMENT: 17}
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, workbooks count days wrongly


class TooManyRows(Exception):
    """The table has more rows than a workbook may hold here."""


def xlsx_bytes(table: Table, *, made_at: dt.datetime) -> bytes:
    """Return the workbook; raises TooManyRows."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties({"title": plain(table.title), "created": made_at.replace(tzinfo=None)})
        sheet = book.add_worksheet(_NOT_IN_A_SHEET_NAME.sub(" ", table.title)[:31].strip() or "1")
        _fill(sheet, table, _Styles(book))
    return made.getvalue()


class _Styles:
    """The styles of cells by kind."""

    def __init__(self, book: Any) -> None:
        self.bold = book.add_format({"bold": True, "quote_prefix": True})
        self.quoted = book.add_format({"quote_prefix": True})
        self.of = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}


def _fill(sheet: Any, table: Table, styles: _Styles) -> None:
    top = 0
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _WIDTHS[column.kind])
    if table.remark:
        sheet.write_string(0, 0, plain(table.remark), styles.bold)
        top = 1
    for at, column in enumerate(table.columns):
        sheet.write_string(top, at, plain(column.title), styles.bold)
    for count, row in enumerate(table.rows, start=1):
        if count > XLSX_ROWS_MAX:
            raise TooManyRows
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            style = styles.of.get(column.kind)
            _write(sheet, (top + count, at), cell, style, quoted=styles.quoted)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, style: Any, *, quoted: Any) -> None:
    match cell:
        case None | "":
            return
        case str():
            text = plain(cell)
            sheet.write_string(*place, text, quoted if starts_formula(text) else None)
        case int() | Decimal():
            sheet.write_number(*place, cell, style)
        case dt.date() if (cell.date() if isinstance(cell, dt.datetime) else cell) >= _FIRST_DAY:
            sheet.write_datetime(*place, cell, style)
        case _:
            sheet.write_string(*place, cell.isoformat())
