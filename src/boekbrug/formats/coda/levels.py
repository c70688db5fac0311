"""Which total a detail hangs below: transaction types and globalisation codes (standard 2.6, annex 2; R09).

Types 5 detail type 1; 6 and 7 detail type 2; 9 details type 7; 8 details type 3. A globalisation code above 0
opens a level with the record that carries it, and the next record with that code is the last of the level.
Details of the other types (banks also send type 0) follow the levels alone.
"""

from __future__ import annotations

from boekbrug.formats.coda.statement import Movement

_TOTAL_OF_FEES, _FEE = "7", "9"


class Levels:
    """The totals that are open below one booked movement, the outermost first."""

    def __init__(self) -> None:
        self._booked: Movement | None = None
        self._is_begun = False
        self._open: list[tuple[int, Movement]] = []

    def begin(self, booked: Movement) -> None:
        """Start with a booked movement; nothing stays open from the one before it."""
        self._booked, self._is_begun = booked, False

    def hang(self, detail: Movement) -> None:
        """Hang a detail below its total, and open or close the level that it names."""
        if self._booked is None:
            return
        if not self._is_begun:  # only now: most booked movements have no details
            code, self._is_begun = self._booked.globalisation, True
            self._open = [(code, self._booked)] if code else []
        self._total_of(detail, self._booked).details.append(detail)
        code = detail.globalisation
        if code and code in (names := [name for name, _ in self._open]):
            del self._open[names.index(code) :]
        elif code:
            self._open.append((code, detail))

    def _total_of(self, detail: Movement, booked: Movement) -> Movement:
        if detail.transaction_code[:1] == _FEE:
            inner = self._open[-1][1] if self._open else booked
            last = booked.details[-1] if inner is booked and booked.details else inner
            return last if _is_total_of_fees(last) else inner
        totals = [_is_total_of_fees(total) for _, total in self._open]
        if any(totals):  # nothing but fees hangs below a total of fees, closed or not
            del self._open[totals.index(True) :]
        return self._open[-1][1] if self._open else booked


def _is_total_of_fees(movement: Movement) -> bool:
    return movement.transaction_code[:1] == _TOTAL_OF_FEES
