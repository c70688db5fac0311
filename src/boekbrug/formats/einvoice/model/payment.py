"""How: transfer, card or direct debit."""

from __future__ import annotations

from dataclasses import dataclass

from boekbrug.belgium import ogm


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
    def ogm(self) -> str | None:
        """The twelve digits of the structured communication, or None when the reference is something else."""
        return self.reference if ogm.is_valid(self.reference) else None


NO_PAYMENT = Payment()
