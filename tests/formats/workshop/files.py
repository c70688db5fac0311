"""Invented CODA files with names, accounts and texts in every place that can hold them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from boekbrug.formats import coda
from tests.formats.coda import cases

CREDITOR = "BE81ZZZ0123456749"
DEBIT = "15032611" + f"0{CREDITOR:35}" + f"{'MANDAAT-8813':35}" + f"{'HUUR VAN DE LOODS':62}" + "0    "
SLIP = coda.PlainMovement(-50_000, cases.DAY, structured_type="127", communication=DEBIT)
FREE = coda.PlainMovement(
    -75_000,
    cases.DAY,
    communication="TERUGBETALING AAN PETERSELIE, REKENING BE70709007127125, OGM +++090/9337/55493+++ DANK U",
    counterparty_name="PETERSELIE EN DOCHTERS",
    counterparty_iban="FR7630006000011234567890189",
    counterparty_bic="AGRIFRPP",
    customer_reference="DOSSIER99121X",
    bank_reference="XKB88123456789",
)


def full(**values: object) -> coda.Statement:
    """A statement that holds a bit of everything."""
    movements = (cases.incoming(), cases.outgoing(), cases.grouped(), SLIP, FREE)
    messages = ("GEACHTE HEER VANDERSTEEN, UW KAART VERVALT",)
    return cases.statement(*movements, messages=messages, account_description="ZICHTREKENING", **values)


def problems(data: bytes) -> list[tuple[str, int | None, str]]:
    """What is wrong in a file, and where."""
    reading = coda.read(data)
    found = [
        (one.code, one.line, one.place)
        for statement in reading
        for one in (*statement.problems, *coda.communication_problems(statement))
    ]
    return found + [(one.code, one.line, one.place) for one in reading.problems]


def said(data: bytes) -> set[str]:
    """Every name, account, reference and word of a text in a file, of five characters or more."""
    texts = {text for statement in coda.read(data) for text in _texts(statement)}
    words = {word for text in texts for word in re.findall(r"[^\W_]{5,}", text)}
    return {one for one in texts | words if len(one) > 4 and one.strip("0 ")}


def _texts(statement: coda.Statement) -> Iterator[str]:
    yield from (statement.account, statement.holder_name, statement.addressee_name, statement.company_number)
    yield from (statement.account_description, statement.file_reference, *statement.messages)
    for movement in _all(statement.movements):
        other = movement.counterparty
        yield from (other.name, other.iban, other.street, other.locality)
        yield from (movement.bank_reference, movement.customer_reference)
        for one in (movement, *movement.information):
            structured = one.structured
            if structured is None:
                yield one.communication
            else:
                yield from (value for value in structured.values.values() if isinstance(value, str))


def _all(movements: list[coda.Movement]) -> Iterator[coda.Movement]:
    for movement in movements:
        yield movement
        yield from _all(movement.details)


def moment() -> dt.datetime:
    """A moment to make a workbook at."""
    return dt.datetime(2026, 3, 5, 9, 0, tzinfo=dt.UTC)
