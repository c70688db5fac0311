"""Round trips of all that a statement can hold: values to bytes and back, bytes to values and back."""

from __future__ import annotations

import dataclasses

from hypothesis import assume, event, given
from hypothesis import strategies as st

from boekbrug.formats import coda
from boekbrug.formats.coda import layout, tolerances
from tests.formats.coda import strategies

FORMS = ("cp1252", "utf-8", "utf-8-sig", "utf-16", "iso8859-15", "cp1140")
OF_FORM = {tolerances.MISSING_FINAL_NEWLINE.name, tolerances.FINAL_0X1A.name, tolerances.SHORT_LAST_LINE.name}
"""What the form of a file keeps: such a file is written back as it was."""


def _values(statement: coda.Statement) -> coda.Statement:
    """The statement without what follows from the way in which it is written."""
    movements = [_plain(one) for one in statement.movements]
    return dataclasses.replace(statement, movements=movements, problems=[], record_count=0)


def _plain(movement: coda.Movement) -> coda.Movement:
    details = [_plain(one) for one in movement.details]
    return dataclasses.replace(movement, details=details, has_second=False, has_third=False)


@given(strategies.changed())
def test_every_value_of_version_2_is_written_and_read_back(made: coda.Statement) -> None:
    (read,) = coda.read(coda.write([made]), encoding="cp1252")

    assert _values(read) == _values(made)
    assert not read.has_error
    (again,) = coda.read(coda.write([read]), encoding="cp1252")
    assert again == read


@given(strategies.of_version_1())
def test_every_value_of_version_1_is_written_and_read_back(made: coda.Statement) -> None:
    data = coda.write([made])
    (read,) = coda.read(data, encoding="cp1252")

    assert _values(read) == _values(made)
    assert not read.has_error
    assert coda.write([read]) == data


@given(st.data())
def test_any_file_without_a_problem_is_written_back_byte_for_byte(draws: st.DataObject) -> None:
    """Its bank left something in some columns, and it has one of the forms that files have."""
    made = draws.draw(st.lists(strategies.changed() | strategies.of_version_1(), min_size=1, max_size=2))
    lines = coda.write(made).decode("cp1252").splitlines()
    for _ in range(draws.draw(st.integers(0, 4))):
        place = draws.draw(st.integers(0, len(lines) - 1))
        lines[place] = draws.draw(_with_a_trace(lines[place]))
    text = draws.draw(st.sampled_from(["\n", "\r\n", "\r"])).join([*lines, ""])
    text = draws.draw(st.sampled_from([text, text.rstrip("\r\n"), text + "\x1a"]))
    encoding = draws.draw(st.sampled_from(FORMS))
    assume("œ" not in text or encoding != "cp1140")
    data = text.encode(encoding)

    reading = coda.read(data)
    statements = reading.all()
    problems = [*reading.problems, *(each for one in statements for each in one.problems)]
    is_perfect = not problems and set(reading.tolerances) <= OF_FORM
    event(f"without a problem: {is_perfect}")
    if is_perfect:
        assert coda.write(statements, form=reading.form) == data


@st.composite
def _with_a_trace(draw: st.DrawFn, line: str) -> str:
    """The line with something else in one of its columns; it stays the record that it is."""
    record = layout.VERSION_2.get(line[:2]) or layout.VERSION_2[line[:1]]
    column = draw(st.sampled_from(record.columns[1:]))
    text = draw(st.text("0 A", min_size=column.width, max_size=column.width))
    return line[: column.first - 1] + text + line[column.last :]
