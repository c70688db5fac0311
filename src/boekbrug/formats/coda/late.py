"""Movements whose texts and information are cut out of their records when the first of them is asked for.

All columns were validated before, so nothing can be wrong any more. Such an object is a `Movement` in every
respect: whatever is read, set or compared of it makes it one for good. Not decoding what nobody asks for is
what makes scanning a file for its balances quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, SupportsIndex

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.body import LAST_NUMBER, NUMBERS_MAX
from boekbrug.formats.coda.fields import NO_PAYMENT_CODES, payment_codes
from boekbrug.formats.coda.groups import match_information, match_movement
from boekbrug.formats.coda.statement import Counterparty, Information, Movement
from boekbrug.formats.coda.zones import other_account

_BLANK_22 = " " * layout.MOVEMENT_2["communication"].width


class RecordsChanged(AssertionError):
    """Records that were matched before do not match any more: our mistake."""


class LateMovement(Movement):
    """A movement of which only the numbers, amount, days and lines are set, and the details."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        """Compare as the movement that it is."""
        _complete_movement(self)
        return self == other

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        """Copy and pickle as the movement that it is."""
        _complete_movement(self)
        return self.__reduce_ex__(protocol)


_MOVEMENT_TEXTS = (
    "bank_reference", "transaction_code", "structured_type", "communication", "paper_number", "globalisation",
    "counterparty", "customer_reference", "r_transaction", "r_reason", "category_purpose", "purpose",
    "information", "has_second", "has_third",
)  # fmt: skip


def _lately(name: str, complete: Callable[[Any], None]) -> property:
    """Make an attribute that is there as soon as somebody reads or sets it."""

    def read(late: object) -> Any:
        complete(late)
        return getattr(late, name)

    def write(late: object, value: object) -> None:
        complete(late)
        setattr(late, name, value)

    return property(read, write)


def _complete_movement(movement: Movement) -> None:
    """Set the texts of a movement from its records 21, 22 and 23, and let it be late no more."""
    text = movement.text
    match = match_movement(text, movement.place)
    if match is None:
        raise RecordsChanged
    movement.__class__ = Movement
    object.__setattr__(movement, "text", "")
    (
        _, reference, _, _, code, kind, said, _, paper, level,
        second, customer, bic, codes, zone, name, third, link,
    ) = match.groups()  # fmt: skip
    movement.bank_reference, movement.transaction_code = reference.rstrip(), code
    movement.paper_number, movement.globalisation = paper.rstrip(), int(level)
    movement.structured_type = kind
    payment, movement.customer_reference = NO_PAYMENT_CODES, ""
    movement.has_second, movement.has_third = customer is not None, name is not None
    if customer is not None:
        movement.customer_reference = customer.rstrip()
        said += second or _BLANK_22
        payment = payment_codes(codes) if codes is not None else payment
    movement.r_transaction, movement.r_reason, movement.category_purpose, movement.purpose = payment
    bic = (bic or "").strip()
    if name is None:
        movement.counterparty = Counterparty("", "", bic)
    else:
        account, currency, _ = other_account(zone)
        movement.counterparty = Counterparty(name.rstrip(), account, bic, currency)
    movement.communication = (said + (third or "")).rstrip()
    has_information = link is not None
    movement.information = list(_information(movement, text, match.end())) if has_information else []


def _information(movement: Movement, text: str, place: int) -> Iterator[Information]:
    """Make the information that follows a movement, as far as the hot path took it."""
    sequence, detail = movement.sequence, movement.detail
    line = movement.first_line + 1 + movement.has_second + movement.has_third
    while match := match_information(text, place):
        numbers, reference, code, kind, said, second, third, link = match.groups()
        if int(numbers) != sequence * NUMBERS_MAX + detail + 1 or detail == LAST_NUMBER:
            break
        detail, place = detail + 1, match.end()
        last = line + (second is not None) + (third is not None)
        yield Information(
            sequence, detail, reference.rstrip(), code, kind,
            (said + (second or "") + (third or "")).rstrip(),
            second is not None, third is not None, line, last,
        )  # fmt: skip
        line = last + 1
        if link is None:
            break


for _name in _MOVEMENT_TEXTS:
    setattr(LateMovement, _name, _lately(_name, _complete_movement))
