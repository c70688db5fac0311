"""The programs of PostgreSQL are listened to, and never waited for without end."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Generator

import pytest

from boekbrug.business.safekeeping.database_copy import DatabaseToolFailed, output_of


def ended(pieces: Generator[bytes, None, int]) -> tuple[bytes, int]:
    """Return all that a program wrote, and its exit code."""
    whole = b""
    while True:
        try:
            whole += next(pieces)
        except StopIteration as stop:
            return whole, stop.value


def test_a_program_that_complains_at_length_is_not_waited_for() -> None:
    complains = "head -c 3000000 /dev/zero >&2; printf done; exit 3"
    with tempfile.TemporaryFile() as errors:
        assert ended(output_of(["sh", "-c", complains], errors, silent_seconds=30)) == (b"done", 3)
        assert errors.seek(0, 2) == 3_000_000


def test_a_program_that_falls_silent_is_ended() -> None:
    began = time.monotonic()
    with tempfile.TemporaryFile() as errors, pytest.raises(DatabaseToolFailed) as refused:
        ended(output_of(["sh", "-c", "printf begun; exec sleep 60"], errors, silent_seconds=0.2))
    assert refused.value.sentence.values == {"tool": "sh"}
    assert time.monotonic() - began < 30
