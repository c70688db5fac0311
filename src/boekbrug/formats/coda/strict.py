"""Strict reading: what it refuses, decided here and nowhere else.

Ordinary reading takes a statement as soon as its figures are proved. Strict reading takes only what follows
the standard (Febelfin 2.6, the records), and makes an error of

- each tolerance that was needed (`tolerances`),
- each warning: a wrong next, link or application code, details that do not make their total, a field of a
  communication, a lost character; but not of `NO_DEVIATIONS`, which are about the file and not its form,
- text in columns that the standard leaves blank.

Notes stay notes. LF, CRLF and CR are all right, and so is any encoding: the standard names none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from boekbrug.formats.coda import layout, problems
from boekbrug.formats.coda.columns import WIDTH, Column
from boekbrug.formats.problem import Problem, ProblemKind, Severity

NO_DEVIATIONS = frozenset({problems.REPEATED_STATEMENT})
"""Warnings about files that follow the standard all the same."""

_BLANK = "blank_"  # what columns that hold nothing are called
_VERSION = layout.HEADER["version"].cut


def refused(found: Iterable[Problem]) -> list[Problem]:
    """Return problems as strict reading weighs them."""
    return [
        replace(one, kind=_as_error(one.kind))
        if one.severity is Severity.WARNING and one.kind not in NO_DEVIATIONS
        else one
        for one in found
    ]


class BlankColumns:
    """Looks for text in the blank columns of a file, piece by piece."""

    def __init__(self) -> None:
        self._version = ""

    def problems(self, text: str, number: int) -> Iterator[Problem]:
        """Yield what stands in blank columns of whole lines, with so many lines before them."""
        for line_number, line in enumerate(text.split("\n"), number + 1):
            if line.startswith("0"):
                self._version = line[_VERSION]
            if len(line) != WIDTH or self._version not in layout.BY_VERSION:
                continue
            for column in _blank_columns(self._version, line[:2]) or _blank_columns(self._version, line[:1]):
                if found := line[column.cut].strip():
                    kind, columns = problems.TEXT_IN_BLANK_COLUMNS, column.columns
                    yield kind.at(line=line_number, columns=columns, found=found)


@cache
def _blank_columns(version: str, mark: str) -> tuple[Column, ...]:
    """Return the columns of a record that hold nothing; the filler of version 1 is a zero."""
    record = layout.BY_VERSION[version].get(mark)
    names = (_BLANK, "filler") if version == "2" else (_BLANK,)
    return tuple(one for one in record.columns if one.name.startswith(names)) if record else ()


@cache
def _as_error(kind: ProblemKind) -> ProblemKind:
    return kind.as_error()
