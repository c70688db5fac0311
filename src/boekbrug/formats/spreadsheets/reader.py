"""Read a workbook or CSV of an unknown sender: nothing is opened before its size and shape are counted.

What an archive says of itself is not believed. Bytes are counted while parts are unpacked, and the far corner
of each sheet is looked for in its text, because a reader that trusts it makes room for every cell up to it
(one cell at XFD1048576 is 17 thousand million). Programs and links to other files are refused.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from boekbrug.wording import Sentence, Wording

TOO_LARGE = Wording(
    "sheet-too-large", "The file unpacks to more than {expected} bytes. Split it, or save it as CSV."
)
TOO_DENSE = Wording(
    "sheet-too-dense", "The file unpacks to {expected} times its size, which no real list does."
)
TOO_MANY_ROWS = Wording("sheet-too-many-rows", "The file has more than {expected} rows. Split it.")
TOO_MANY_COLUMNS = Wording(
    "sheet-too-many-columns", "The file has more than {expected} columns. Take away what is not needed."
)
HAS_PROGRAM = Wording(
    "sheet-has-program", "The file holds macros. Save it as a plain workbook (.xlsx) or as CSV."
)
HAS_LINKS = Wording("sheet-has-links", "The file takes values from other files. Paste them as values first.")
DAMAGED = Wording("sheet-damaged", "The file cannot be opened as a workbook. Save it again, or as CSV.")
NOT_TEXT = Wording("sheet-not-text", "The file is not UTF-8 text. Save it as “CSV UTF-8”.")

Value = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
Rows = list[list[Value]]
_CHUNK_BYTES = 65_536
_OVERLAP_BYTES = 64  # a cell's name may lie across two chunks
_CELL = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]{0,40}?\sr="([A-Z]{0,4})(\d{1,9})"')
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    CalamineError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most."""

    unpacked_bytes: int = 50_000_000
    ratio: int = 200
    rows: int = 100_000
    columns: int = 256


class SheetRefused(Exception):
    """The file is not read; `sentence` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


def read_xlsx(content: bytes, limits: Limits = Limits()) -> Rows:
    """Return the rows of the first sheet; raises SheetRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            _judge(book, len(content), limits)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as opened:
            return [list(row) for row in opened.get_sheet_by_index(0).to_python()]
    except _DAMAGE as broken:
        raise SheetRefused(DAMAGED.say()) from broken


def read_csv(content: bytes, limits: Limits = Limits()) -> Rows:
    """Return the rows of a CSV file with semicolons, commas or tabs; raises SheetRefused."""
    if len(content) > limits.unpacked_bytes:
        raise SheetRefused(TOO_LARGE.say(expected=limits.unpacked_bytes))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise SheetRefused(NOT_TEXT.say()) from broken
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    rows: Rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) >= limits.rows:
                raise SheetRefused(TOO_MANY_ROWS.say(expected=limits.rows))
            if len(row) > limits.columns:
                raise SheetRefused(TOO_MANY_COLUMNS.say(expected=limits.columns))
            rows.append(list(row))
    except csv.Error as broken:
        raise SheetRefused(DAMAGED.say()) from broken
    return rows


def _judge(book: zipfile.ZipFile, size: int, limits: Limits) -> None:
    names = [name.lower() for name in book.namelist()]
    if any("vbaproject" in name or "/macrosheets/" in name for name in names):
        raise SheetRefused(HAS_PROGRAM.say())
    if any("externallinks/" in name for name in names):
        raise SheetRefused(HAS_LINKS.say())
    unpacked = 0
    for name in book.namelist():
        for chunk in _unpacked(book, name):
            unpacked += len(chunk)
            if unpacked > limits.unpacked_bytes:
                raise SheetRefused(TOO_LARGE.say(expected=limits.unpacked_bytes))
            if unpacked > 1_000_000 and unpacked > size * limits.ratio:
                raise SheetRefused(TOO_DENSE.say(expected=limits.ratio))
        if "/worksheets/" in name.lower() and name.lower().endswith(".xml"):
            _judge_corner(book, name, limits)


def _unpacked(book: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with book.open(name) as part:
        while chunk := part.read(_CHUNK_BYTES):
            yield chunk


def _judge_corner(book: zipfile.ZipFile, name: str, limits: Limits) -> None:
    """Look for cells beyond the limits in the text of a sheet."""
    before = b""
    for chunk in _unpacked(book, name):
        for letters, digits in _CELL.findall(before + chunk):
            if int(digits) > limits.rows:
                raise SheetRefused(TOO_MANY_ROWS.say(expected=limits.rows))
            if letters and _column(letters) > limits.columns:
                raise SheetRefused(TOO_MANY_COLUMNS.say(expected=limits.columns))
        before = chunk[-_OVERLAP_BYTES:]


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, XFD 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
