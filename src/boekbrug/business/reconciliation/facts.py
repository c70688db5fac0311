"""Turn rows into the frozen facts that the pure engine judges: bank lines and open items.

A small statement loads only the documents its lines could name or whose party pays; a large one loads every
open document once (docs/decisions/0006-two-fact-loaders.md).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from boekbrug import matching
from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.contacts.models import ContactAccount
from boekbrug.business.documents.models import IS_OPEN, Document, DocumentKey, State
from boekbrug.matching import BankLine, ItemKind, OpenItem

LOAD_ALL_FROM_LINES = 200
PARAMETERS_MAX = 900  # the smallest number of query parameters that every SQLite allows, less a few
KIND = {
    "SALE": ItemKind.SALE,
    "SALE_CREDIT": ItemKind.SALE_CREDIT,
    "PURCHASE": ItemKind.PURCHASE,
    "PURCHASE_CREDIT": ItemKind.PURCHASE_CREDIT,
}
_COLUMNS = (
    "pk", "kind", "number", "reference", "total_thousandths", "settled_thousandths", "currency",
    Cast("issued_on", TextField()), Cast("due_on", TextField()), "contact_id", "contact_name",
    "prepaid_thousandths",
)  # fmt: skip
_LINE_COLUMNS = (
    "pk", "amount_thousandths", "allocated_thousandths", "structured_type", "communication", "information",
    "customer_reference", "counterparty_name", "counterparty_iban", Cast("entry_on", TextField()),
    "transaction_code",
)  # fmt: skip


def line_of(movement: Movement, currency: str) -> BankLine:
    """Return what the engine sees of a movement: the part of its amount that is not yet allocated."""
    sign = 1 if movement.amount_thousandths >= 0 else -1
    return BankLine(
        id=movement.pk,
        amount_thousandths=sign * movement.rest_thousandths,
        currency=currency,
        structured_type=movement.structured_type or None,
        communication=movement.communication,
        information=(movement.information,) if movement.information else (),
        customer_reference=movement.customer_reference,
        counterparty_name=movement.counterparty_name,
        counterparty_iban=movement.counterparty_iban,
        entry_on=movement.entry_on,
        transaction_code=movement.transaction_code,
    )


def lines_of(statement: Statement) -> list[BankLine]:
    """Return what the engine sees of the movements of a statement, in its order, without row objects."""
    rows = _fetch(Movement.objects.filter(statement=statement).order_by("ordinal"), _LINE_COLUMNS)
    return [_line(row, statement.account.currency) for row in rows]


def items_for(lines: Sequence[BankLine]) -> list[OpenItem]:
    """Return the documents that the lines could pay, and the paid ones that they name."""
    named = _named_ids(lines)
    found = {row[0]: row for row in _rows(Document.objects.filter(state=State.FINAL), ids=named)}
    for row in _open_rows(lines):
        found[row[0]] = row
    ibans = _ibans({row[9] for row in found.values() if row[9]}, everybody=len(lines) >= LOAD_ALL_FROM_LINES)
    return [_item(row, ibans) for _, row in sorted(found.items())]


def _open() -> QuerySet[Document]:
    return Document.objects.filter(IS_OPEN, state=State.FINAL)


def _open_rows(lines: Sequence[BankLine]) -> list[tuple[Any, ...]]:
    if len(lines) >= LOAD_ALL_FROM_LINES:
        return _fetch(_open(), _COLUMNS)
    ibans = {line.counterparty_iban for line in lines if line.counterparty_iban}
    names = {line.counterparty_name for line in lines if line.counterparty_name}
    contacts = ContactAccount.objects.filter(iban__in=ibans).values("contact")
    party = Q(contact__in=contacts)
    for name in names:
        party |= Q(contact_name__iexact=name)
    amounts = {abs(line.amount_thousandths) for line in lines}
    return _fetch(_open().filter(party | Q(total_thousandths__in=amounts)), _COLUMNS)


def _named_ids(lines: Sequence[BankLine]) -> set[int]:
    references: set[str] = set()
    numbers: set[str] = set()
    for line in lines:
        keys = matching.keys_in(line)
        references |= keys.ogms
        numbers |= keys.numbers
    ids: set[int] = set()
    for some in _slices(references):
        ids.update(Document.objects.filter(reference__in=some).values_list("pk", flat=True))
    for some in _slices(numbers):
        ids.update(DocumentKey.objects.filter(key__in=some).values_list("document_id", flat=True))
    return ids


def _rows(documents: QuerySet[Document], *, ids: set[int]) -> Iterable[tuple[Any, ...]]:
    for some in _slices(ids):
        yield from _fetch(documents.filter(pk__in=some), _COLUMNS)


def _fetch(rows: QuerySet[Any], columns: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Read columns as the driver gives them: Django's conversions take longer than the query.

    Whole numbers and texts need none; a day is asked for as text.
    """
    sql, parameters = rows.values_list(*columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _slices(values: Iterable[Any]) -> Iterable[list[Any]]:
    listed = list(values)
    return (listed[start : start + PARAMETERS_MAX] for start in range(0, len(listed), PARAMETERS_MAX))


def _ibans(contacts: set[int], *, everybody: bool) -> dict[int, tuple[str, ...]]:
    accounts = ContactAccount.objects.order_by("pk")
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    chosen = [accounts] if everybody else [accounts.filter(contact__in=some) for some in _slices(contacts)]
    for some in chosen:
        for contact, iban in some.values_list("contact_id", "iban"):
            found[contact] += (iban,)
    return found


def _item(row: tuple[Any, ...], ibans: dict[int, tuple[str, ...]]) -> OpenItem:
    pk, kind, number, reference, total, settled, currency, issued_on, due_on, contact, name, prepaid = row
    total -= prepaid
    return OpenItem(
        id=pk,
        kind=KIND[kind],
        number=number,
        reference=reference,
        rest_thousandths=total - settled,
        total_thousandths=total,
        currency=currency,
        issued_on=_day(issued_on),
        due_on=_day(due_on),
        party_name=name,
        party_ibans=ibans.get(contact, ()),
    )


def _line(row: tuple[Any, ...], currency: str) -> BankLine:
    pk, amount, allocated, structured_type, communication, information, reference, name, iban, on, code = row
    return BankLine(
        id=pk,
        amount_thousandths=amount - allocated if amount >= 0 else amount + allocated,
        currency=currency,
        structured_type=structured_type or None,
        communication=communication,
        information=(information,) if information else (),
        customer_reference=reference,
        counterparty_name=name,
        counterparty_iban=iban,
        entry_on=_day(on),
        transaction_code=code,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
