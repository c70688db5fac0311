"""Turn the movements of a CODA statement into rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from boekbrug.business.banking.models import Statement
from boekbrug.business.contacts.folding import fold
from boekbrug.formats import coda
from boekbrug.formats.showing import movement_data

BETWEEN_TEXTS = " | "
"""Between the texts of several information records, so that no number forms over a border."""

COLUMNS = (
    "statement_id", "account_id", "ordinal", "sequence", "detail", "amount_thousandths",
    "allocated_thousandths", "value_on", "entry_on", "transaction_code", "structured_type", "communication",
    "information", "customer_reference", "counterparty_name", "counterparty_iban", "counterparty_bic",
    "details", "bank_reference", "search_text",
)  # fmt: skip
"""The columns of a movement, all but its key and its dossier, in the order of `movement_rows`."""

_NOTHING = "[]"


def movement_rows(movements: Sequence[coda.Movement], statement: Statement) -> Iterator[tuple[Any, ...]]:
    """Yield a row per booked movement; its ordinal is its place among them, from 1."""
    for ordinal, movement in enumerate(movements, 1):
        yield _row(movement, statement, ordinal)


def _row(movement: coda.Movement, statement: Statement, ordinal: int) -> tuple[Any, ...]:
    other = movement.counterparty
    information = BETWEEN_TEXTS.join(one.communication for one in movement.information if one.communication)
    texts = (other.name, movement.communication, information, movement.customer_reference, other.iban)
    details = movement.details
    return (
        statement.pk,
        statement.account_id,
        ordinal,
        movement.sequence,
        movement.detail,
        movement.amount_thousandths,
        0,
        movement.value_on,
        movement.entry_on or statement.closing_on,
        movement.transaction_code,
        movement.structured_type or "",
        movement.communication,
        information,
        movement.customer_reference,
        other.name,
        other.iban,
        other.bic,
        json.dumps([movement_data(one) for one in details]) if details else _NOTHING,
        movement.bank_reference,
        fold(" ".join(texts)),
    )
