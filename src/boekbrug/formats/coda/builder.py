"""Make consistent statements from plain values: for the demo, for tests, for whoever has no bank at hand.

The closing balance, the numbers of sequence and detail, the codes and the totals follow from what is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from boekbrug.formats.coda import layout, zones
from boekbrug.formats.coda.body import NUMBERS_MAX
from boekbrug.formats.coda.own_account import fitting_structure
from boekbrug.formats.coda.reader import Reading
from boekbrug.formats.coda.statement import ALL_APPLICATIONS, Counterparty, Information, Movement, Statement
from boekbrug.formats.coda.writer import ENCODING, CannotBeWritten, write
from boekbrug.formats.problem import Severity

SEPA_CREDIT = "00150000"
"""Transaction code: a single SEPA credit transfer that came in (family 01, operation 50)."""

SEPA_DEBIT = "00101000"
"""Transaction code: a single SEPA credit transfer that went out (family 01, operation 01)."""

BELGIAN_REFERENCE = "101"
COUNTERPARTY_DATA = "001"

_DETAIL_TYPES = {"1": "5", "2": "6", "3": "8", "7": "9"}  # the type of a detail by that of its total
_WITH_DETAILS = {"2": "7"}  # and that of one with details of its own


@dataclass(frozen=True, slots=True)
class PlainInformation:
    """More about a movement: a structured type (three digits) and its text, or free text."""

    communication: str
    structured_type: str | None = None


@dataclass(frozen=True, slots=True)
class PlainMovement:
    """A movement in plain values; + is in. `reference` is the twelve digits of a structured communication.

    `structured_type` is for other structured communications than 101. `details` hang below the movement, and
    below a detail of a total of type 2. Without `entry_on` it is entered on its value date; without
    `transaction_code` it is a SEPA credit transfer in or out.
    """

    amount_thousandths: int
    value_on: dt.date | None
    entry_on: dt.date | None = None
    communication: str = ""
    reference: str = ""
    structured_type: str | None = None
    transaction_code: str = ""
    counterparty_name: str = ""
    counterparty_iban: str = ""
    counterparty_bic: str = ""
    customer_reference: str = ""
    bank_reference: str = ""
    information: Sequence[PlainInformation] = ()
    details: Sequence[PlainMovement] = ()


def counterparty_data(name: str, street: str = "", locality: str = "") -> PlainInformation:
    """Make the information 001: name (70 columns), street and locality (35 each), cut where too long."""
    text = f"{name[:70]:70}{street[:35]:35}{locality[:35]:35}"
    return PlainInformation(text.rstrip(), COUNTERPARTY_DATA)


def build_statement(
    *,
    account: str,
    currency: str = "EUR",
    holder_name: str,
    bic: str,
    company_number: str = "",
    sequence: int,
    paper_number: int,
    opening_balance_thousandths: int,
    opening_on: dt.date | None,
    created_on: dt.date,
    movements: Sequence[PlainMovement] = (),
    messages: Sequence[str] = (),
    account_description: str = "",
    separate_application: str = ALL_APPLICATIONS,
    is_duplicate: bool = False,
) -> Statement:
    """Make one statement, version 2; names are cut to their column, as banks do.

    :raises DoesNotFit: for another value that is too wide or wrong, as a transaction code of not eight digits
    :raises CommunicationTooLong: for a communication that its records cannot hold
    :raises CannotBeWritten: for characters outside Windows-1252, or details that cannot have their own
    """
    booked = [_movement(plain, number, paper_number) for number, plain in enumerate(movements, 1)]
    is_empty = not booked and not messages
    is_part = separate_application != ALL_APPLICATIONS  # then nothing is booked on the account
    total = 0 if is_part else sum(movement.amount_thousandths for movement in booked)
    days = [movement.entry_on for movement in booked if movement.entry_on is not None]
    structure = fitting_structure(account)
    draft = Statement(
        version="2",
        account=account,
        account_structure=structure,
        account_rest="0BE" if structure == zones.BELGIAN_NUMBER else "",
        currency=currency,
        sequence=sequence,
        paper_number=paper_number,
        closing_paper_number=paper_number,
        opening_balance_thousandths=opening_balance_thousandths,
        closing_balance_thousandths=None if is_empty else opening_balance_thousandths + total,
        opening_on=opening_on,
        closing_on=max(days, default=created_on),
        created_on=created_on,
        holder_name=_cut(holder_name, layout.OPENING["holder_name"].width),
        addressee_name=_cut(holder_name, layout.HEADER["addressee_name"].width),
        company_number=company_number,
        bic=bic,
        account_description=_cut(account_description, layout.OPENING["account_description"].width),
        separate_application=separate_application,
        is_duplicate=is_duplicate,
        movements=booked,
        messages=list(messages),
    )
    return _as_read(draft)


def _as_read(draft: Statement) -> Statement:
    """Return what a reader makes of it: with its fingerprint, count and lines."""
    (statement,) = Reading(write([draft]), encoding=ENCODING)
    for problem in statement.problems:
        if problem.severity is Severity.ERROR:
            raise CannotBeWritten(problem.sentence.english)
    return statement


def _cut(text: str, width: int) -> str:
    return text[:width].rstrip()


def _movement(plain: PlainMovement, sequence: int, paper_number: int) -> Movement:
    """Make a booked movement; its information and details share one counter."""
    movement = _without_details(plain, (sequence % NUMBERS_MAX, 0), paper_number)
    _hang(plain, movement, after=len(movement.information), paper_number=paper_number)
    if movement.details:
        movement.globalisation = movement.details[-1].globalisation = 1  # opens and closes level 1
    return movement


def _hang(plain: PlainMovement, total: Movement, *, after: int, paper_number: int) -> int:
    """Make the details below a total, numbered on from `after`; return the last number."""
    for detail in plain.details:
        made = _without_details(detail, (total.sequence, (after + 1) % NUMBERS_MAX), paper_number)
        made.transaction_code = detail.transaction_code or _detail_code(
            total.transaction_code, has_details=bool(detail.details)
        )
        for information in made.information:
            information.transaction_code = made.transaction_code
        total.details.append(made)
        after += 1 + len(made.information)
        if detail.details and made.transaction_code[0] not in _WITH_DETAILS.values():
            raise CannotBeWritten("Only details of a total of type 2 can have details of their own.")
        after = _hang(detail, made, after=after, paper_number=paper_number)
    return after


def _without_details(plain: PlainMovement, numbers: tuple[int, int], paper_number: int) -> Movement:
    sequence, detail = numbers
    code = plain.transaction_code or (SEPA_CREDIT if plain.amount_thousandths >= 0 else SEPA_DEBIT)
    name = _cut(plain.counterparty_name, layout.MOVEMENT_3["name"].width)
    return Movement(
        sequence=sequence,
        detail=detail,
        bank_reference=plain.bank_reference,
        amount_thousandths=plain.amount_thousandths,
        value_on=plain.value_on,
        entry_on=plain.entry_on or plain.value_on,
        transaction_code=code,
        structured_type=BELGIAN_REFERENCE if plain.reference else plain.structured_type,
        communication=plain.reference or plain.communication,
        paper_number=f"{paper_number:03d}",
        counterparty=Counterparty(name, plain.counterparty_iban, plain.counterparty_bic),
        customer_reference=plain.customer_reference,
        information=[
            Information(
                sequence,
                (detail + place) % NUMBERS_MAX,
                plain.bank_reference,
                code,
                information.structured_type,
                information.communication,
            )
            for place, information in enumerate(plain.information, 1)
        ],
    )


def _detail_code(code: str, *, has_details: bool) -> str:
    types = _DETAIL_TYPES | _WITH_DETAILS if has_details else _DETAIL_TYPES
    return types.get(code[0], code[0]) + code[1:]
