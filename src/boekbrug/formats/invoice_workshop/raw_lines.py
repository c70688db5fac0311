"""The text of a file line by line, as it stands, for people who want to see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from boekbrug.formats.einvoice import xml_tree
from boekbrug.formats.invoice_workshop.writing_out import clean

LETTERS_MAX = 400  # an embedded PDF stands on one line


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line, counted from 1; `left_out` letters are not shown."""

    number: int
    text: str
    left_out: int = 0


def raw_lines(data: bytes, *, lines_max: int, wanted: frozenset[int] = frozenset()) -> Iterator[RawLine]:
    """Yield the first lines, and those that are wanted wherever they stand."""
    lines = _lines(data)
    for number, text in enumerate(islice(lines, lines_max), 1):
        yield _cut(number, text)
    for number in sorted(one for one in wanted if lines_max < one <= len(lines)):
        yield _cut(number, lines[number - 1])


def line_count(data: bytes) -> int:
    """How many lines the text has."""
    return len(_lines(data))


def _lines(data: bytes) -> list[str]:
    """The lines as libxml2 counts them, so that a problem points at the right one."""
    return [line.rstrip("\r") for line in xml_tree.text_of(data).rstrip().split("\n")]


def _cut(number: int, text: str) -> RawLine:
    return RawLine(number, clean(text[:LETTERS_MAX]), max(0, len(text) - LETTERS_MAX))
