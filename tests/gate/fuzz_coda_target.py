"""What the fuzzer of CODA runs for each input: read, decode, write what is sound, and read that again.

A file without any problem must be written as it stood, byte for byte.

Only `boekbrug.formats.coda` tells atheris where it goes. How many were run is told in between, on stderr.
"""

from __future__ import annotations

import gc
import re
import sys
from itertools import count

import atheris

with atheris.instrument_imports(include=["boekbrug.formats.coda"]):
    from boekbrug.formats import coda
    from boekbrug.formats.coda import decoding as _  # noqa: F401  reading asks for it when it is needed

TELL_EVERY = 1000
_UTF_8 = coda.Form("utf-8")
_ODD = re.compile("[\ud800-\udfff\r]")
"""Cannot be written: surrogates have no bytes, and a line end is no text."""

_ran = count(1)


def one_input(data: bytes) -> None:
    """Read some bytes; anything but a problem is a finding."""
    reading = coda.read(data)
    statements = reading.all()
    is_perfect = not (reading.problems or reading.tolerances)
    assert all(one.sentence.english for one in reading.problems)
    for statement in statements:
        problems = [*statement.problems, *coda.communication_problems(statement)]
        assert all(one.sentence.english for one in problems)
        is_perfect = is_perfect and not statement.problems
        if not statement.has_error and not _ODD.search(statement.header + (statement.records or "")):
            _write_and_read(statement)
    if is_perfect and data.isascii() and b"\r" not in data:
        assert coda.write(statements, form=reading.form) == data
    if (ran := next(_ran)) % TELL_EVERY == 0:
        print(f"ran {ran}", file=sys.stderr, flush=True)


def _write_and_read(statement: coda.Statement) -> None:
    """What is sound is written, and is the same when it is read again."""
    (again,) = coda.read(coda.write([statement], form=_UTF_8), encoding="utf-8")
    assert not again.has_error
    again.problems = statement.problems  # warnings may have gone: codes are written as they should be
    assert again == statement


def _bytewise(data: bytes, size_max: int) -> bytes:
    return bytes(atheris.Mutate(data, size_max))  # looked up late: Fuzz() puts another one in its place


def main() -> None:
    """Run what libFuzzer is told in the arguments, with inputs that are changed by line and column too."""
    from tests.gate.fuzz_coda_lines import Change
    from tests.gate.fuzz_coda_seeds import seeds

    gc.freeze()
    gc.set_threshold(100_000)
    change = Change(_bytewise, seeds())
    atheris.Setup(sys.argv, one_input, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
