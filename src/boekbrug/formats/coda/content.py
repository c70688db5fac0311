"""Decode every structured communication of a statement, and say with line and columns what is wrong in it.

Not done while reading: only who checks a file needs all of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from boekbrug.formats.coda import layout, problems
from boekbrug.formats.coda.communications import Wrong
from boekbrug.formats.coda.statement import Information, Movement, Statement, with_details
from boekbrug.formats.coda.strict import refused
from boekbrug.formats.problem import Columns, Problem

_TYPE_WIDTH = 3


def communication_problems(statement: Statement, *, strict: bool = False) -> Iterator[Problem]:
    """Yield a warning for each field of a structured communication that holds what it may not.

    An error when reading is strict.
    """
    found = _problems(statement)
    return iter(refused(found)) if strict else found


def _problems(statement: Statement) -> Iterator[Problem]:
    for movement in with_details(statement.movements):
        both: list[Movement | Information] = [movement, *movement.information]
        for one in both:
            structured = one.structured
            for wrong in structured.wrong if structured else ():
                line, columns = _place(one, wrong, statement.version)
                yield problems.COMMUNICATION_FIELD.at(
                    line=line,
                    columns=columns,
                    found=wrong.found.strip(),
                    expected=wrong.expected,
                    values={"type": one.structured_type or "", "name": wrong.name},
                )


def _place(one: Movement | Information, wrong: Wrong, version: str) -> tuple[int, Columns | None]:
    """Return the line and the columns where a field begins; it may run on in the next record."""
    first, second, third = ("21", "22", "23") if isinstance(one, Movement) else ("31", "32", "33")
    marks = [first, *[second] * one.has_second, *[third] * one.has_third]
    records = layout.BY_VERSION[version]
    start = _TYPE_WIDTH + wrong.start
    for number, mark in enumerate(marks):
        for column in records[mark].columns:
            if column.name != "communication":
                continue
            if start < column.width:
                begin = column.first + start
                end = min(begin + wrong.width - 1, column.last)
                return one.first_line + number, (begin, end)
            start -= column.width
    return one.first_line, None
