"""Any bytes: refused or read with problems, never an exception, and no false figure under a control."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.formats import coda
from tests.formats.coda import cases

LONG = (coda.PlainInformation("TEKST " * 40),)  # needs records 31, 32 and 33
FILE = coda.write(
    [
        cases.statement(cases.incoming(information=LONG), cases.grouped(), messages=["BERICHT"]),
        cases.statement(account="539007547034", sequence=8),
    ]
)
STATEMENTS = list(coda.read(FILE))
FINGERPRINTS = [statement.fingerprint for statement in STATEMENTS]
CHANGES = (0x00, 0x20, 0x30, 0x39, 0xFF, 0x0A)


def _read(data: bytes) -> list[coda.Statement]:
    """Read it all, and say every problem."""
    reading = coda.read(data)
    statements = list(reading)
    for problem in [*reading.problems, *(each for statement in statements for each in statement.problems)]:
        assert problem.sentence.english
    return statements


def _figures(statement: coda.Statement) -> tuple[object, ...]:
    """What the control figures cover."""
    return (
        statement.opening_balance_thousandths,
        statement.closing_balance_thousandths,
        [movement.amount_thousandths for movement in statement.movements],
    )


def test_every_truncation_is_told() -> None:
    for size in range(len(FILE) - 1):
        reading = coda.read(FILE[:size])
        statements = list(reading)
        is_told = bool(reading.problems) or any(statement.problems for statement in statements)
        assert is_told or reading.tolerances, size
        sound = [statement.fingerprint for statement in statements if not statement.has_error]
        assert sound in ([], FINGERPRINTS[:1], FINGERPRINTS), size


def test_every_changed_byte_is_read_without_exception_and_no_wrong_figure_passes() -> None:
    figures = [_figures(statement) for statement in STATEMENTS]

    for place in range(0, len(FILE), 3):
        for byte in CHANGES:
            changed = FILE[:place] + bytes([byte]) + FILE[place + 1 :]
            for statement in _read(changed):
                if not statement.has_error:
                    assert _figures(statement) in figures, place


def test_every_deleted_or_doubled_byte_is_told() -> None:
    for place in range(0, len(FILE) - 1, 5):
        for changed in (FILE[:place] + FILE[place + 1 :], FILE[: place + 1] + FILE[place:]):
            reading = coda.read(changed)
            statements = list(reading)
            problems = [*reading.problems, *(each for statement in statements for each in statement.problems)]
            assert problems or reading.tolerances, place


def test_every_missing_or_doubled_line_is_told() -> None:
    lines = FILE.removesuffix(b"\n").split(b"\n")
    for place, line in enumerate(lines):
        for changed in ([*lines[:place], *lines[place + 1 :]], [*lines[:place], line, *lines[place:]]):
            reading = coda.read(b"\n".join(changed) + b"\n")
            statements = list(reading)
            assert reading.problems or any(statement.problems for statement in statements), line


@pytest.mark.parametrize("mark", [b"22", b"23", b"32", b"33", b"4 "])
def test_a_record_repeated_without_end_takes_no_more_time_than_it_is_long(mark: bytes) -> None:
    lines = FILE.split(b"\n")
    place, line = next((place, line) for place, line in enumerate(lines) if line.startswith(mark))

    statements = _read(b"\n".join([*lines[:place], *[line] * 20_000, *lines[place:]]))

    assert statements[0].problems
    assert max(len(text) for text in _texts(statements[0])) < 260 or mark == b"4 "


def _texts(statement: coda.Statement) -> list[str]:
    movements = [*statement.movements, *(detail for each in statement.movements for detail in each.details)]
    information = [each for movement in movements for each in movement.information]
    return [*statement.messages, *(each.communication for each in [*movements, *information])]


@given(st.binary(max_size=600))
def test_random_bytes_never_raise(data: bytes) -> None:
    _read(data)


@given(st.data())
def test_random_cuts_and_pastes_never_raise(data: st.DataObject) -> None:
    changed = FILE
    for _ in range(data.draw(st.integers(1, 4))):
        first = data.draw(st.integers(0, len(changed)))
        last = data.draw(st.integers(first, min(len(changed), first + 300)))
        changed = changed[:first] + data.draw(st.binary(max_size=200)) + changed[last:]

    statements = _read(changed)

    assert all(len(statement.fingerprint) == 64 for statement in statements)
