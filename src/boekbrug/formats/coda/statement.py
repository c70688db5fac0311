"""What a CODA file says: statements, movements, information and counterparties, as values.

Amounts are whole thousandths of the account's currency (the standard gives three decimals); + is in, - is
out. Lines count from 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from boekbrug.formats.coda.check_digits import is_belgian
from boekbrug.formats.coda.communications import Structured
from boekbrug.formats.coda.information_types import OF_INFORMATION
from boekbrug.formats.coda.movement_types import OF_MOVEMENTS
from boekbrug.formats.problem import Problem, has_error
from boekbrug.money import to_decimal

ALL_APPLICATIONS = "00000"
"""The separate application code of an ordinary statement: all movements of the account."""

STRUCTURED_TYPES = frozenset({"101", "102"})
"""Structured communications that hold a twelve-digit Belgian reference (standard 2.6, annex on
communications)."""


@dataclass(slots=True)
class Counterparty:
    """Who is on the other side. `iban` is the account without blanks; it may be a national number."""

    name: str = ""
    iban: str = ""
    bic: str = ""
    currency: str = ""
    street: str = ""  # version 1 only
    locality: str = ""  # version 1 only


class Sourced:
    """Keeps where its records stand while its texts have not been cut out yet (`late`)."""

    __slots__ = ("place", "text")
    text: str
    place: int


@dataclass(slots=True)
class Information(Sourced):
    """Records 31 to 33: more about the movement above them. `communication` has no type digits in front."""

    sequence: int
    detail: int
    bank_reference: str
    transaction_code: str
    structured_type: str | None
    communication: str
    has_second: bool = False
    has_third: bool = False
    first_line: int = field(default=0, compare=False)
    last_line: int = field(default=0, compare=False)

    @property
    def structured(self) -> Structured | None:
        """Its structured information as named values, or None when it is free text or of an unknown type."""
        layout = OF_INFORMATION.get(self.structured_type or "")
        return layout.decode(self.communication) if layout else None


@dataclass(slots=True)
class Movement(Sourced):
    """Records 21 to 23. Booked when it hangs in `Statement.movements`; a detail when it hangs below another.

    `communication` is the text of the three records joined without trimming in between; for a structured one
    it is what follows the three-digit type.
    """

    sequence: int
    detail: int
    bank_reference: str
    amount_thousandths: int
    value_on: dt.date | None
    entry_on: dt.date | None
    transaction_code: str
    structured_type: str | None
    communication: str
    paper_number: str = ""
    globalisation: int = 0
    counterparty: Counterparty = field(default_factory=Counterparty)
    customer_reference: str = ""
    r_transaction: str = ""
    r_reason: str = ""
    category_purpose: str = ""
    purpose: str = ""
    information: list[Information] = field(default_factory=list)
    details: list[Movement] = field(default_factory=list)
    has_second: bool = False
    has_third: bool = False
    first_line: int = field(default=0, compare=False)
    last_line: int = field(default=0, compare=False)

    @property
    def amount(self) -> Decimal:
        """The amount in the currency of the account, exactly: with two decimals, or three where needed."""
        return to_decimal(self.amount_thousandths)

    @property
    def structured(self) -> Structured | None:
        """Its structured communication as named values, or None when it is free or of an unknown type."""
        layout = OF_MOVEMENTS.get(self.structured_type or "")
        return layout.decode(self.communication) if layout else None

    @property
    def structured_reference(self) -> str | None:
        """The twelve digits of a Belgian structured communication whose check digits hold, or None."""
        if self.structured_type not in STRUCTURED_TYPES:
            return None
        digits = self.communication[:12]
        if len(digits) != 12 or not (digits.isascii() and digits.isdigit()):
            return None
        return digits if is_belgian(digits) else None


@dataclass(slots=True)
class Statement:
    """One CODA statement: header, balances, booked movements with their details, messages, and its problems.

    `sequence` is the CODA number, `paper_number` that of the paper statement. `record_count` is what we
    counted (records 1, 2x, 3x and 8). `header` is the line of record 0 and `pieces` tells where its other
    records stand; None for a statement that was not read.
    """

    version: str
    account: str = ""
    account_structure: str = ""
    account_rest: str = ""  # what else stands in the account zone: qualification and country, or extension
    currency: str = ""
    sequence: int = 0
    paper_number: int = 0
    closing_paper_number: int = 0
    opening_balance_thousandths: int = 0
    closing_balance_thousandths: int | None = None
    opening_on: dt.date | None = None
    closing_on: dt.date | None = None
    created_on: dt.date | None = None
    holder_name: str = ""
    addressee_name: str = ""
    company_number: str = ""
    bank_id: str = "000"
    application_code: str = "05"
    bic: str = ""
    account_description: str = ""
    file_reference: str = ""
    transaction_reference: str = ""
    related_reference: str = ""
    separate_application: str = ALL_APPLICATIONS
    is_duplicate: bool = False
    movements: list[Movement] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    has_opening: bool = True
    has_trailer: bool = True
    record_count: int = 0
    problems: list[Problem] = field(default_factory=list, compare=False)  # they name lines of one file
    first_line: int = field(default=0, compare=False)
    last_line: int = field(default=0, compare=False)
    header: str = field(default="", compare=False, repr=False)
    pieces: list[tuple[str, int, int]] | None = field(default=None, compare=False, repr=False)

    @property
    def records(self) -> str | None:
        """The text of records 1 to 9, a line each, without the trailer's multiple-file code."""
        if self.pieces is None:
            return None
        text = "".join([text[first:last] for text, first, last in self.pieces])
        return text[:-2] if self.has_trailer else text[:-1]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 (hex) of its records without blanks at the end of a line; "" when it was not read.

        It is the same in another file, encoding or line end.
        """
        if (records := self.records) is None:
            return ""
        text = "\n".join(line.rstrip() for line in records.split("\n"))
        return sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()

    @property
    def is_separate_application(self) -> bool:
        """Whether this holds the details of some applications only, and books nothing."""
        return self.separate_application != ALL_APPLICATIONS

    @property
    def opening_balance(self) -> Decimal:
        """The balance at its beginning, exactly."""
        return to_decimal(self.opening_balance_thousandths)

    @property
    def closing_balance(self) -> Decimal:
        """The balance at its end, exactly; see `final_balance_thousandths`."""
        return to_decimal(self.final_balance_thousandths)

    @property
    def booked_thousandths(self) -> list[int]:
        """The amounts that the trailer counts: of records 21 with detail number 0000."""
        return [movement.amount_thousandths for movement in self.movements if movement.detail == 0]

    @property
    def is_whole(self) -> bool:
        """Whether it has its record 1, a record 8 where the rules require one, and its trailer."""
        needs_closing = bool(self.movements or self.messages)
        return (
            self.has_opening
            and self.has_trailer
            and not (needs_closing and self.closing_balance_thousandths is None)
        )

    @property
    def has_error(self) -> bool:
        """Whether a problem makes it unfit for import."""
        return has_error(self.problems)

    @property
    def known_closing_thousandths(self) -> int | None:
        """The balance at its end; None when it was cut off before it was said."""
        is_said = self.is_whole or self.closing_balance_thousandths is not None
        return self.final_balance_thousandths if is_said else None

    @property
    def final_balance_thousandths(self) -> int:
        """The balance at its end: of record 8, or the opening balance of a statement without movements."""
        closing = self.closing_balance_thousandths
        return self.opening_balance_thousandths if closing is None else closing


def with_details(movements: Iterable[Movement]) -> Iterator[Movement]:
    """Yield movements, each before its details, of every level."""
    for movement in movements:
        yield movement
        if movement.details:
            yield from with_details(movement.details)
