"""Deviations of real files that the reader lets pass: each has a name and a reason, and is reported when
used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A deviation from the standard that changes no value: its stable name, and why it is let pass."""

    name: str
    why: str


SHORT_LAST_LINE = Tolerance(
    "short-last-line", "Programs drop the blanks, and with them the last code, of a trailer."
)
TRIMMED_LINES = Tolerance(
    "right-trimmed-lines", "Editors and mail programs drop blanks at the end of a line."
)
TRAILING_BLANKS = Tolerance("trailing-blanks", "Some programs add blanks after column 128.")
BLANK_LINES = Tolerance("blank-lines", "Files that were joined or mailed hold blank lines between records.")
FINAL_0X1A = Tolerance("final-0x1a", "Programs from the time of DOS end a file with the byte 1A.")
MISSING_FINAL_NEWLINE = Tolerance(
    "missing-final-newline", "Many banks leave out the line end after the last record."
)
BYTE_ORDER_MARK = Tolerance(
    "byte-order-mark", "Programs of Windows put a mark of the encoding before a text."
)
MIXED_LINE_ENDS = Tolerance("mixed-line-ends", "Joined files may each have their own line ends.")
MIXED_ENCODING = Tolerance("mixed-encoding", "Joined files may each have their own encoding.")

ALL = (
    SHORT_LAST_LINE,
    TRIMMED_LINES,
    TRAILING_BLANKS,
    BLANK_LINES,
    FINAL_0X1A,
    MISSING_FINAL_NEWLINE,
    BYTE_ORDER_MARK,
    MIXED_LINE_ENDS,
    MIXED_ENCODING,
)
