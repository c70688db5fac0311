"""How: transfer, card or direct debit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from boekbrug.belgium import ogm

_TRANSFERS = frozenset({"30", "31", "42", "58"})  # UNTDID 4461
_DEBITS = frozenset({"49", "59"})
_CARDS = frozenset({"48", "54", "55"})


class PaidBy(StrEnum):
    """Who moves the money: the customer to an account, the seller by direct debit, or a card."""

    TRANSFER = "transfer"
    DEBIT = "debit"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Card:
    """The card that paid (BG-18): the number without the digits that are secret."""

    number: str  # BT-87
    holder: str = ""  # BT-88
    network: str = ""


@dataclass(frozen=True, slots=True)
class DirectDebit:
    """A direct debit (BG-19)."""

    mandate: str = ""  # BT-89
    creditor: str = ""  # BT-90
    iban: str = ""  # BT-91, the account that is debited


@dataclass(frozen=True, slots=True)
class Payment:
    """How to pay (BG-16, BG-17): `means_code` of UNCL 4461 (30, 58 transfer, 49, 59 debit, 48 card).

    `reference` (BT-83) holds the twelve digits when it is a structured communication, else the text as given.
    """

    means_code: str = ""
    reference: str = ""
    iban: str = ""
    bic: str = ""
    name: str = ""
    means_text: str = ""  # BT-82
    card: Card | None = None
    direct_debit: DirectDebit | None = None

    @property
    def paid_by(self) -> PaidBy:
        """How the money comes: by the means code, and by what is known where the code leaves it open.

        A creditor number alone (BT-90) makes no debit: sellers print it on every invoice.
        """
        for codes, way in ((_TRANSFERS, PaidBy.TRANSFER), (_DEBITS, PaidBy.DEBIT), (_CARDS, PaidBy.CARD)):
            if self.means_code in codes:
                return way
        if self.direct_debit and (self.direct_debit.mandate or self.direct_debit.iban):
            return PaidBy.DEBIT
        return PaidBy.CARD if self.card else PaidBy.TRANSFER

    @property
    def ogm(self) -> str | None:
        """The twelve digits of the structured communication, or None when the reference is something else."""
        return self.reference if ogm.is_valid(self.reference) else None


NO_PAYMENT = Payment()
