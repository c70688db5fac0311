"""What records and their columns are called (names.csv, four languages); `coda` names the rest."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from boekbrug.formats.coda.codes import LANGUAGES, Coded

_TABLE = files("boekbrug.formats.workshop") / "names.csv"
SILENT = frozenset({"mark", "zeros", "filler", "sign"})
"""Columns that say nothing by themselves; the sign stands before its amount."""


def record_title(mark: str) -> Coded:
    """Return what a record is called; without texts for a line that is none."""
    return _coded("record", mark)


@cache
def column_name(name: str) -> Coded:
    """Return what a column of a record is called."""
    return _coded("column", re.sub(r"^blank_\d+$", "blank", name))


def _coded(kind: str, name: str) -> Coded:
    return Coded(name, _names().get((kind, name), {}))


def rows() -> Iterator[dict[str, str]]:
    """Yield the rows of the table as they stand."""
    yield from csv.DictReader(_TABLE.read_text(encoding="utf-8").splitlines())


@cache
def _names() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {(row["kind"], row["name"]): {one: row[one] for one in LANGUAGES} for row in rows()}
