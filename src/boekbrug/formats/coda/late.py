"""Movements and information whose texts are cut out of their records when the first of them is asked for.

All columns were validated before, so nothing can be wrong any more. Such an object is a `Movement` (or an
`Information`) in every respect: whatever is read, set or compared of it makes it one for good. Not decoding
what nobody asks for is what makes scanning a file for its balances quick.
"""

from __future__ import annotations

from typing import Any

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.fields import NO_PAYMENT_CODES, payment_codes
from boekbrug.formats.coda.groups import match_information, match_movement
from boekbrug.formats.coda.statement import Counterparty, Information, Movement
from boekbrug.formats.coda.zones import other_account

_BLANK_22 = " " * layout.MOVEMENT_2["communication"].width


class LateMovement(Movement):
    """A movement of which only the numbers, amount, days and lines are set."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> Any:
        """Cut out the texts, and return the one that is asked for."""
        if name not in _MOVEMENT_TEXTS:
            raise AttributeError(name)
        _complete_movement(self)
        return getattr(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        """Cut out the texts before one of them is replaced."""
        if name in _MOVEMENT_TEXTS and type(self) is LateMovement:
            _complete_movement(self)
        object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        """Compare as the movement that it is."""
        _complete_movement(self)
        return self == other


class LateInformation(Information):
    """Information of which only the numbers and lines are set."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> Any:
        """Cut out the texts, and return the one that is asked for."""
        if name not in _INFORMATION_TEXTS:
            raise AttributeError(name)
        _complete_information(self)
        return getattr(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        """Cut out the texts before one of them is replaced."""
        if name in _INFORMATION_TEXTS and type(self) is LateInformation:
            _complete_information(self)
        object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        """Compare as the information that it is."""
        _complete_information(self)
        return self == other


_MOVEMENT_TEXTS = frozenset({
    "bank_reference", "transaction_code", "structured_type", "communication", "paper_number", "globalisation",
    "counterparty", "customer_reference", "r_transaction", "r_reason", "category_purpose", "purpose",
    "has_second", "has_third",
})  # fmt: skip
_INFORMATION_TEXTS = frozenset({
    "bank_reference", "transaction_code", "structured_type", "communication", "has_second", "has_third",
})  # fmt: skip


def _complete_movement(movement: Movement) -> None:
    """Set the texts of a movement from its records 21, 22 and 23, and let it be late no more."""
    if type(movement) is Movement:
        return
    match = match_movement(*movement.source)
    movement.__class__ = Movement
    del movement.source
    assert match is not None, "the records were matched before, with the same columns"
    (
        _, reference, _, _, code, kind, said, _, paper, level,
        second, customer, bic, codes, zone, name, third, _,
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


def _complete_information(information: Information) -> None:
    """Set the texts of an information from its records 31, 32 and 33, and let it be late no more."""
    if type(information) is Information:
        return
    match = match_information(*information.source)
    information.__class__ = Information
    del information.source
    assert match is not None, "the records were matched before, with the same columns"
    _, reference, code, kind, said, second, third, _ = match.groups()
    information.bank_reference, information.transaction_code = reference.rstrip(), code
    information.structured_type = kind
    information.has_second, information.has_third = second is not None, third is not None
    information.communication = (said + (second or "") + (third or "")).rstrip()
