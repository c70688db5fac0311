"""Turn a CODA file into something else: a table of its movements, or a CODA file as we write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from boekbrug.belgium import ogm
from boekbrug.formats import coda
from boekbrug.formats.problem import has_error
from boekbrug.formats.spreadsheets import Cell, Column, Kind, Table
from boekbrug.formats.workshop.viewing import levels, structured_fields, transaction_text
from boekbrug.money import to_decimal
from boekbrug.wording import Sentence, Wording, mark

HAS_ERRORS = Wording(
    "workshop-has-errors",
    "The file has errors, so no CODA file was made of it. Look at what is wrong, or convert it to JSON, CSV "
    "or Excel.",
)
DOES_NOT_FIT = Wording(
    "workshop-does-not-fit",
    "The file cannot be written as CODA: {found}. Convert it to JSON, CSV or Excel.",
)
TITLE = mark("Movements")
COLUMNS = {
    "account": (mark("Account"), Kind.TEXT),
    "currency": (mark("Currency"), Kind.TEXT),
    "statement": (mark("Statement"), Kind.COUNT),
    "paper_number": (mark("Paper number"), Kind.COUNT),
    "sequence": (mark("Sequence number"), Kind.COUNT),
    "detail": (mark("Detail number"), Kind.COUNT),
    "level": (mark("Level"), Kind.COUNT),
    "entry_on": (mark("Entry date"), Kind.DAY),
    "value_on": (mark("Value date"), Kind.DAY),
    "amount": (mark("Amount"), Kind.AMOUNT),
    "transaction_code": (mark("Transaction code"), Kind.TEXT),
    "transaction": (mark("Transaction"), Kind.TEXT),
    "name": (mark("Counterparty"), Kind.TEXT),
    "iban": (mark("Account of the counterparty"), Kind.TEXT),
    "bic": (mark("BIC"), Kind.TEXT),
    "communication_type": (mark("Kind of communication"), Kind.TEXT),
    "communication": (mark("Communication"), Kind.TEXT),
    "reference": (mark("Structured communication"), Kind.TEXT),
    "fields": (mark("Fields of the communication"), Kind.TEXT),
    "information": (mark("Information"), Kind.TEXT),
    "bank_reference": (mark("Reference of the bank"), Kind.TEXT),
    "customer_reference": (mark("Reference of the customer"), Kind.TEXT),
    "purpose": (mark("Purpose"), Kind.TEXT),
}


class NotConverted(Exception):
    """No CODA file can be made of the file; `sentence` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


def movement_table(
    content: bytes, *, translate: Callable[[str], str], language: str = "en", encoding: str | None = None
) -> Table:
    """Return the movements as a table, a row each, details below their total."""
    titles = tuple(Column(translate(title), kind) for title, kind in COLUMNS.values())
    return Table(translate(TITLE), titles, _rows(content, language=language, encoding=encoding))


def as_coda(content: bytes, *, encoding: str | None = None) -> bytes:
    """Return the file as we write it: Windows-1252, LF, 128 columns, its codes and totals made again.

    :raises NotConverted: for a file with errors, or with more than a CODA file can hold
    """
    reading = coda.read(content, encoding=encoding)
    statements = list(reading)
    if not statements or has_error(
        [*reading.problems, *(one for each in statements for one in each.problems)]
    ):
        raise NotConverted(HAS_ERRORS.say())
    try:
        return coda.write(statements)
    except (coda.CannotBeWritten, coda.DoesNotFit, coda.CommunicationTooLong) as wrong:
        raise NotConverted(DOES_NOT_FIT.say(found=str(wrong).rstrip("."))) from wrong


def _rows(content: bytes, *, language: str, encoding: str | None) -> Iterator[tuple[Cell, ...]]:
    for statement in coda.read(content, encoding=encoding):
        front = (statement.account, statement.currency, statement.sequence, statement.paper_number)
        for one in levels(statement.movements):
            yield (*front, *_row(one.movement, one.level, language))


def _row(movement: coda.Movement, level: int, language: str) -> tuple[Cell, ...]:
    reference, other = movement.structured_reference, movement.counterparty
    purposes = (movement.r_transaction, movement.r_reason, movement.category_purpose, movement.purpose)
    return (
        movement.sequence,
        movement.detail,
        level,
        movement.entry_on,
        movement.value_on,
        to_decimal(movement.amount_thousandths),
        movement.transaction_code,
        transaction_text(movement.transaction_code, language),
        other.name,
        other.iban,
        other.bic,
        movement.structured_type or "",
        plain(movement.communication),
        ogm.show(reference) if reference else "",
        _fields(movement, language),
        " | ".join(plain(one.communication) for one in movement.information),
        movement.bank_reference,
        movement.customer_reference,
        " ".join(filter(None, purposes)),
    )


def _fields(movement: coda.Movement, language: str) -> str:
    structured = movement.structured
    found = structured_fields(structured) if structured else ()
    return "; ".join(f"{one.title.say(language)}: {one.say(language)}" for one in found)


def plain(text: str) -> str:
    """Return a text of a record with single blanks, for people."""
    return " ".join(text.split())
