"""What the fuzzer of CODA runs for each input: read, decode, write what is sound, and read that again."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["boekbrug.formats.coda"]):
    from boekbrug.formats import coda


def one_input(data: bytes) -> None:
    """Read some bytes; anything but a problem is a finding."""
    reading = coda.read(data)
    statements = reading.all()
    for problem in reading.problems:
        problem.sentence.english  # noqa: B018
    for statement in statements:
        for problem in [*statement.problems, *coda.communication_problems(statement)]:
            problem.sentence.english  # noqa: B018
        if not statement.has_error and not _is_odd(statement):
            (again,) = coda.read(coda.write([statement], form=coda.Form("utf-8")), encoding="utf-8")
            assert again.booked_thousandths == statement.booked_thousandths
            assert not again.has_error


def _is_odd(statement: coda.Statement) -> bool:
    """Whether it cannot be written: surrogates have no bytes, and a line end is no text."""
    return any(
        ord(one) in range(0xD800, 0xE000) or one == "\r"
        for one in statement.header + (statement.records or "")
    )


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
