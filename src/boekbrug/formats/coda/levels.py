"""Which total a detail hangs below: transaction types and globalisation codes (standard 2.6, annex 2; R09).

Types 5 detail type 1; 6 and 7 detail type 2; 9 details type 7; 8 details type 3. A globalisation code above 0
opens a level with the record that carries it, and the next record with that code is the last of the level.
Details of the other types (banks also send type 0) follow the levels alone. Some banks open a level and never
close it: it ends with what it cannot hold.
"""

from __future__ import annotations

from typing import NamedTuple

from boekbrug.formats.coda.statement import Movement

TOTAL_OF_FEES, FEE = "7", "9"


class Levels:
    """The totals that are open below one booked movement, the outermost first."""

    def __init__(self) -> None:
        self.totals: list[Movement] = []  # the movements that details hang below, but for details themselves
        self._booked: Movement | None = None
        self._open: list[_Total] = []
        self._last = _Total(0, "", None)  # the last detail that hangs below the booked movement itself
        self._ended: list[_Total] = []  # without the record that should close them

    def begin(self, booked: Movement, kind: str, code: int) -> None:
        """Start with a booked movement of this transaction type and globalisation code."""
        if self._open:
            self._ended += self._open
        self._booked = booked
        self.totals.append(booked)
        self._open = [_Total(code, kind, booked)] if code else []
        self._last = _Total(0, "", None)

    def is_begun(self, booked: Movement) -> bool:
        """Whether this is the booked movement whose details come."""
        return booked is self._booked

    def hang(self, detail: Movement, kind: str, code: int) -> None:
        """Hang a detail below its total, and open or close the level that it names."""
        booked = self._booked
        if booked is None:
            return
        total = self._total_of(kind) or booked
        total.details.append(detail)
        if total is booked:
            self._last = _Total(code, kind, detail)
        if code and code in (names := [one.code for one in self._open]):
            self._end(names.index(code) + 1)
            self._open.pop()
        elif code:
            self._open.append(_Total(code, kind, detail))

    def unclosed(self) -> list[Movement]:
        """Return the totals with details whose level no record closed; no more records come."""
        ended = [one.movement for one in self._ended + self._open]
        return [one for one in ended if one is not None and one.details]

    def _end(self, count: int) -> None:
        """Leave so many levels open, and end those inside them."""
        self._ended += self._open[count:]
        del self._open[count:]

    def _total_of(self, kind: str) -> Movement | None:
        """The innermost total that may hold a detail of this type; None: the booked movement."""
        inner = self._open[-1].movement if self._open else None
        if kind == FEE:
            is_outermost = inner is None or inner is self._booked
            return self._last.movement if is_outermost and self._last.kind == TOTAL_OF_FEES else inner
        totals = [one.kind == TOTAL_OF_FEES for one in self._open]
        if any(totals):  # nothing but fees hangs below a total of fees, closed or not
            self._end(totals.index(True))
        return self._open[-1].movement if self._open else None


class _Total(NamedTuple):
    """A movement that others may hang below, with its globalisation code and transaction type."""

    code: int
    kind: str
    movement: Movement | None
