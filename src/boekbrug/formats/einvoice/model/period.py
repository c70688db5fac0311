"""When: the days that an invoice or a line is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boekbrug.periods import PeriodEndsBeforeItStarts


@dataclass(frozen=True, slots=True)
class InvoicingPeriod:
    """The first and last day, one of which may be left open (BG-14, BG-26; BR-CO-19, BR-CO-20).

    Raises PeriodEndsBeforeItStarts (BR-29, BR-30).
    """

    first_on: dt.date | None = None
    last_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.first_on and self.last_on and self.last_on < self.first_on:
            raise PeriodEndsBeforeItStarts(self.first_on, self.last_on)

    def __bool__(self) -> bool:
        return bool(self.first_on or self.last_on)
