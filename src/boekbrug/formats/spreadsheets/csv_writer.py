"""CSV as a Belgian Excel opens it: UTF-8 with a mark, semicolons, decimal commas, days as dd/mm/yyyy.

A text that could start a formula gets an apostrophe before it (OWASP: CSV injection). Numbers are never text,
so a negative amount stays a number.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal

from boekbrug.formats.spreadsheets.table import Cell, Table, plain, starts_formula

MARK = b"\xef\xbb\xbf"
_BLOCK_CHARACTERS = 65_536


def csv_bytes(table: Table, *, is_belgian: bool = True) -> Iterator[bytes]:
    """Yield the file in blocks; not Belgian means decimal points and ISO days."""
    block = io.StringIO()
    writer = csv.writer(block, delimiter=";", lineterminator="\r\n")
    yield MARK
    if table.remark:
        writer.writerow([_text(table.remark)])
    writer.writerow([_text(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_written(cell, is_belgian=is_belgian) for cell in row])
        if block.tell() > _BLOCK_CHARACTERS:
            yield _emptied(block)
    yield _emptied(block)


def _emptied(block: io.StringIO) -> bytes:
    written = block.getvalue().encode("utf-8")
    block.seek(0)
    block.truncate()
    return written


def _written(cell: Cell, *, is_belgian: bool) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _text(cell)
        case Decimal():
            return f"{cell:f}".replace(".", ",") if is_belgian else f"{cell:f}"
        case dt.datetime():
            return f"{cell:%d/%m/%Y %H:%M}" if is_belgian else f"{cell:%Y-%m-%d %H:%M}"
        case dt.date():
            return f"{cell:%d/%m/%Y}" if is_belgian else cell.isoformat()
    return str(cell)


def _text(text: str) -> str:
    kept = plain(text)
    return f"'{kept}" if starts_formula(kept) else kept
