"""Turn the movements of a CODA statement into rows."""

from __future__ import annotations

from collections.abc import Sequence

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.contacts.folding import fold
from boekbrug.formats import coda
from boekbrug.formats.showing import movement_data

BETWEEN_TEXTS = " | "
"""Between the texts of several information records, so that no number forms over a border."""


def movement_rows(movements: Sequence[coda.Movement], statement: Statement) -> list[Movement]:
    """Return a row per booked movement; its ordinal is its place among them, from 1."""
    return [_row(movement, statement, ordinal) for ordinal, movement in enumerate(movements, 1)]


def _row(movement: coda.Movement, statement: Statement, ordinal: int) -> Movement:
    other = movement.counterparty
    information = BETWEEN_TEXTS.join(one.communication for one in movement.information if one.communication)
    texts = (other.name, movement.communication, information, movement.customer_reference, other.iban)
    return Movement(
        statement=statement,
        account_id=statement.account_id,
        ordinal=ordinal,
        sequence=movement.sequence,
        detail=movement.detail,
        amount_thousandths=movement.amount_thousandths,
        value_on=movement.value_on,
        entry_on=movement.entry_on or statement.closing_on,
        transaction_code=movement.transaction_code,
        structured_type=movement.structured_type or "",
        communication=movement.communication,
        information=information,
        customer_reference=movement.customer_reference,
        counterparty_name=other.name,
        counterparty_iban=other.iban,
        counterparty_bic=other.bic,
        details=[movement_data(one) for one in movement.details],
        bank_reference=movement.bank_reference,
        search_text=fold(" ".join(text for text in texts if text)),
    )
