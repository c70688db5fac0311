"""Periods as a person types them: 2026, 2026-03 or 2026-Q1."""

from __future__ import annotations

from boekbrug import periods
from boekbrug.cli import door
from boekbrug.cli.speech import _


def parse(text: str) -> periods.Period:
    """Return the period; stops with a sentence for another text."""
    period = periods.from_key(text)
    if period is None:
        door.stop(
            _(
                "{found} is not a period. Write 2026-03 for a month, 2026-Q1 for a quarter or 2026.",
                found=repr(text),
            )
        )
    return period
