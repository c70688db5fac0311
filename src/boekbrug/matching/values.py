"""What goes into the matching engine and what comes out: frozen values, money in whole thousandths.

A line is a movement on a statement as the engine sees it; an item is a document with something left to pay
(or already paid, so that a double payment is recognised). A proposal says what a line pays, and why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from boekbrug.wording import Sentence


class ItemKind(StrEnum):
    """Which document an open item is; it decides whether money must come in or go out."""

    SALE = "sale"
    SALE_CREDIT = "sale_credit"
    PURCHASE = "purchase"
    PURCHASE_CREDIT = "purchase_credit"


class State(StrEnum):
    """How far a line got; the codes are stored and never change."""

    RECOGNISED = "recognised"
    PARTY_WITHOUT_DOCUMENT = "party_without_document"
    SEVERAL_DOCUMENTS = "several_documents"
    IN_PAYMENT_BUFFER = "in_payment_buffer"
    AMOUNT_DIFFERS = "amount_differs"
    UNKNOWN_IN = "unknown_in"
    UNKNOWN_OUT = "unknown_out"
    UNLINKED = "unlinked"


class Certainty(StrEnum):
    """SURE books by itself, PROBABLE is shown with its parts for a person to accept, NONE has no parts."""

    SURE = "sure"
    PROBABLE = "probable"
    NONE = "none"


def expects(kind: ItemKind) -> int:
    """The sign of the money that settles a document: +1 when it must come in, -1 when it must go out."""
    return 1 if kind in {ItemKind.SALE, ItemKind.PURCHASE_CREDIT} else -1


@dataclass(frozen=True, slots=True)
class BankLine:
    """A movement on a statement. `amount_thousandths` is signed: positive came in, negative went out.

    `structured_type` is the type of a structured communication in CODA (record 21, position 62; "101" and
    "102" hold an OGM), or None for free text. `information` holds the texts of the information records.
    """

    id: int
    amount_thousandths: int
    currency: str
    structured_type: str | None
    communication: str
    information: tuple[str, ...] = ()
    customer_reference: str = ""
    counterparty_name: str = ""
    counterparty_iban: str = ""
    entry_on: dt.date | None = None
    transaction_code: str = ""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A document that may be settled. `rest_thousandths` is what is left to pay, never negative; 0 is paid.

    `reference` is "", twelve OGM digits without signs, or an ISO 11649 reference (RF...).
    """

    id: int
    kind: ItemKind
    number: str
    reference: str
    rest_thousandths: int
    total_thousandths: int
    currency: str
    issued_on: dt.date | None
    due_on: dt.date | None
    party_name: str = ""
    party_ibans: tuple[str, ...] = ()
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The share of a line that settles one item: positive thousandths, at most what is left of the item."""

    item_id: int
    amount_thousandths: int


@dataclass(frozen=True, slots=True)
class Other:
    """A candidate that is not proposed, and why not."""

    item_id: int
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a line pays. `parts` is empty exactly when `certainty` is NONE; its sum never exceeds the line."""

    line_id: int
    state: State
    certainty: Certainty
    parts: tuple[Part, ...]
    reasons: tuple[Sentence, ...]
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """What a line may name: structured references (OGM digits, RF...) and normalised number keys."""

    ogms: frozenset[str]
    numbers: frozenset[str]
