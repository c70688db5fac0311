"""Write statements as CODA: 128 columns, Windows-1252 and LF unless another form is asked.

Next and link codes, the record count, the totals and the multiple-file code are made here, from the same
layouts and the same order of records that the reader uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.columns import DoesNotFit, Record
from boekbrug.formats.coda.fields import company_number_text
from boekbrug.formats.coda.fitting import line_of
from boekbrug.formats.coda.form import Form
from boekbrug.formats.coda.order import CODES, UNCOUNTED
from boekbrug.formats.coda.parts import CommunicationTooLong, information_parts, movement_parts
from boekbrug.formats.coda.problems import ABOUT_DETAILS
from boekbrug.formats.coda.reader import Reading
from boekbrug.formats.coda.statement import Counterparty, Information, Movement, Statement
from boekbrug.formats.coda.traces import kept
from boekbrug.formats.coda.zones import Zone, other_account_zone, own_account_zone

__all__ = ["CannotBeWritten", "CommunicationTooLong", "write"]

ENCODING = Form().encoding
"""The encoding that is written unless another form is asked."""

_Values = dict[str, object]
_Line = tuple[Record, _Values]


class CannotBeWritten(ValueError):
    """A statement that is not whole, or a text with characters that a CODA file cannot hold."""


def write(statements: Iterable[Statement], *, form: Form | None = None) -> bytes:
    """Write statements into one file; those of a `Reading` in the form of their file, as they stood there.

    :raises CannotBeWritten: for a statement without its records 1, 8 or 9, or with characters outside the
        encoding (Windows-1252 unless the form says otherwise)
    :raises DoesNotFit: for a value that is too wide for its column, of another kind (an amount that is not
        whole, letters in a code), or that would be read back as another (days before 1975 or after 2074)
    :raises CommunicationTooLong: for a communication that its three records cannot hold
    """
    pieces: list[str] = []
    waiting: Statement | None = None
    for statement in statements:
        if waiting is not None:
            pieces += _lines(waiting, code="1")
        waiting = statement
    if form is None:
        form = statements.form if isinstance(statements, Reading) else Form()
    if waiting is not None:
        pieces += _lines(waiting, code=form.last_code)
    if not pieces:
        return b""
    try:
        return form.mark + form.joined(pieces).encode(form.encoding)
    except UnicodeEncodeError as wrong:
        character = wrong.object[wrong.start]
        raise CannotBeWritten(f"CODA cannot hold the character {character!r}.") from wrong


def _lines(statement: Statement, *, code: str) -> list[str]:
    if statement.version not in layout.BY_VERSION:
        raise DoesNotFit(layout.HEADER.mark, layout.HEADER["version"], statement.version)
    if not statement.is_whole:
        raise CannotBeWritten(f"The statement of account {statement.account} is not whole.")
    records = [*_frame_top(statement), *_body(statement), *_closing(statement)]
    records.append(_trailer(statement, records, code=code))
    for (record, values), (following, _) in pairwise(records):
        next_code, link_code = CODES[(record.mark, following.mark)] or ("", "")
        values["next_code"], values["link_code"] = next_code, link_code or "0"
        values["filler"] = ""
        if statement.version == "1":
            _set_codes_of_version_1(record, values)
    made = [(record, line_of(record, values)) for record, values in records]
    if (printed := statement.records) is None:
        return [line for _, line in made]
    read = [statement.header, *printed.split("\n")]
    whole = [*read[:-1], read[-1] + code]
    lines = kept(made, whole)
    return whole if lines != whole and _is_unchanged(statement, read) else lines


def _is_unchanged(statement: Statement, read: list[str]) -> bool:
    """Whether its lines are read without a problem of their own and say what it says."""
    data = "\n".join([*read, ""]).encode("utf-8", errors="surrogatepass")
    again = Reading(data, encoding="utf-8").all()
    told = (*statement.problems, *(problem for one in again for problem in one.problems))
    return again == [statement] and ABOUT_DETAILS.issuperset(problem.kind for problem in told)


def _set_codes_of_version_1(record: Record, values: _Values) -> None:
    """Version 1 has a zero in column 127 of records 2x, and no link code on record 8 without messages."""
    if record.mark.startswith("2"):
        values["filler"] = "0"
    if record.mark == "8" and values["link_code"] == "0":
        values["link_code"] = ""


def _frame_top(statement: Statement) -> Iterator[_Line]:
    """Records 0 and 1."""
    no_bic = "0" * layout.HEADER["bic"].width if statement.version == "1" else ""
    yield (
        layout.HEADER,
        {
            "created_on": statement.created_on,
            "bank_id": statement.bank_id,
            "application_code": statement.application_code,
            "duplicate": "D" if statement.is_duplicate else "",
            "file_reference": statement.file_reference,
            "addressee_name": statement.addressee_name,
            "bic": statement.bic or no_bic,
            "company_number": company_number_text(statement.company_number),
            "separate_application": statement.separate_application,
            "transaction_reference": statement.transaction_reference,
            "related_reference": statement.related_reference,
            "version": statement.version,
        },
    )
    yield (
        layout.OPENING,
        {
            "account_structure": statement.account_structure,
            "paper_number": statement.paper_number,
            "account_zone": _zone(statement),
            **_balance(statement.opening_balance_thousandths),
            "balance_on": statement.opening_on,
            "holder_name": statement.holder_name,
            "account_description": statement.account_description,
            "sequence": statement.sequence,
        },
    )


def _closing(statement: Statement) -> Iterator[_Line]:
    """Record 8, unless the statement is empty, and records 4."""
    if statement.closing_balance_thousandths is not None:
        yield (
            layout.CLOSING,
            {
                "paper_number": statement.closing_paper_number,
                "account_zone": _zone(statement),
                **_balance(statement.closing_balance_thousandths),
                "balance_on": statement.closing_on,
            },
        )
    width = layout.MESSAGE["text"].width
    for sequence, message in enumerate(statement.messages, 1):
        for detail, start in enumerate(range(0, max(len(message), 1), width)):
            text = message[start : start + width]
            yield layout.MESSAGE, {"sequence": sequence, "detail": detail, "text": text}


def _trailer(statement: Statement, records: list[_Line], *, code: str) -> _Line:
    amounts = statement.booked_thousandths
    credit = sum(amount for amount in amounts if amount > 0)
    return (
        layout.TRAILER,
        {
            "record_count": sum(record.mark not in UNCOUNTED for record, _ in records),
            "debit_total": credit - sum(amounts),
            "credit_total": credit,
            "multiple_file_code": code,
        },
    )


def _body(statement: Statement) -> Iterator[_Line]:
    """Records 21 to 33, in the order of the tree."""
    for movement in statement.movements:
        yield from _movement(movement, statement.version)


def _movement(movement: Movement, version: str) -> Iterator[_Line]:
    numbers: _Values = {"sequence": movement.sequence, "detail": movement.detail}
    records = layout.BY_VERSION[version]
    first, second, third = movement_parts(movement, version)
    yield (
        records["21"],
        {
            **numbers,
            "bank_reference": movement.bank_reference,
            "sign": int(movement.amount_thousandths < 0),
            "amount": abs(movement.amount_thousandths),
            "value_on": movement.value_on,
            "transaction_code": movement.transaction_code,
            "communication_type": int(movement.structured_type is not None),
            "communication": first,
            "entry_on": movement.entry_on,
            "paper_number": movement.paper_number,
            "globalisation": movement.globalisation,
        },
    )
    if second is not None:
        yield (
            records["22"],
            {
                **numbers,
                "communication": second,
                "customer_reference": movement.customer_reference,
                "bic": movement.counterparty.bic,
                "r_transaction": movement.r_transaction,
                "r_reason": movement.r_reason,
                "category_purpose": movement.category_purpose,
                "purpose": movement.purpose,
            },
        )
    if third is not None:
        yield records["23"], {**numbers, "communication": third, **_counterparty(movement.counterparty)}
    for information in movement.information:
        yield from _information(information)
    for detail in movement.details:
        yield from _movement(detail, version)


def _counterparty(counterparty: Counterparty) -> _Values:
    return {
        "account_zone": other_account_zone(Zone(counterparty.iban, counterparty.currency)),
        "name": counterparty.name,
        "street": counterparty.street,
        "locality": counterparty.locality,
    }


def _information(information: Information) -> Iterator[_Line]:
    numbers: _Values = {"sequence": information.sequence, "detail": information.detail}
    first, second, third = information_parts(information)
    yield (
        layout.INFORMATION_1,
        {
            **numbers,
            "bank_reference": information.bank_reference,
            "transaction_code": information.transaction_code,
            "communication_type": int(information.structured_type is not None),
            "communication": first,
        },
    )
    if second is not None:
        yield layout.INFORMATION_2, {**numbers, "communication": second}
    if third is not None:
        yield layout.INFORMATION_3, {**numbers, "communication": third}


def _zone(statement: Statement) -> str:
    zone = Zone(statement.account, statement.currency, statement.account_rest)
    return own_account_zone(statement.account_structure, zone)


def _balance(thousandths: int) -> _Values:
    return {"sign": int(thousandths < 0), "balance": abs(thousandths)}
