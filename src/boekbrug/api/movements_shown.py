"""How a movement is shown: what it pays, what is proposed, and the reasons in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from pydantic import Field

from boekbrug.api.fields import Shown, amount
from boekbrug.business.banking.models import Statement
from boekbrug.business.people.language import render_stored
from boekbrug.business.reconciliation.models import Allocation
from boekbrug.business.reconciliation.queries import Candidate, Line


class Reason(Shown):
    """Why: a stable code and a sentence."""

    code: str
    message: str


class Counterparty(Shown):
    """Who paid or was paid, as the bank says it."""

    name: str
    iban: str
    bic: str


class AllocationShown(Shown):
    """Part of a movement that pays a document."""

    document: str
    number: str
    amount: str
    is_automatic: bool
    made_at: dt.datetime
    reasons: list[Reason]


class CandidateShown(Shown):
    """A document that the movement could pay, with what speaks for it or against it."""

    document: str
    number: str
    amount: str
    reasons: list[Reason]


class MovementShown(Shown):
    """A booked line of a statement."""

    id: str = Field(description="The id of the statement, a point, and the place on it.")
    ordinal: int
    amount: str
    allocated: str
    rest: str
    value_on: dt.date | None
    entry_on: dt.date
    transaction_code: str
    structured_type: str
    communication: str
    information: str
    customer_reference: str
    bank_reference: str
    counterparty: Counterparty
    details: list[Any]
    state: str = Field(description="matched, partly_matched, not_looked_at, or what the engine said.")
    certainty: str
    reasons: list[Reason]
    allocations: list[AllocationShown]
    candidates: list[CandidateShown]
    others: list[CandidateShown]


def movement_shown(line: Line, statement: Statement) -> MovementShown:
    """Return a movement with its allocations and proposal."""
    movement, proposal = line.movement, line.proposal
    return MovementShown(
        id=f"{statement.public_id}.{movement.ordinal}",
        ordinal=movement.ordinal,
        amount=amount(movement.amount_thousandths),
        allocated=amount(movement.allocated_thousandths),
        rest=amount(movement.rest_thousandths),
        value_on=movement.value_on,
        entry_on=movement.entry_on,
        transaction_code=movement.transaction_code,
        structured_type=movement.structured_type,
        communication=movement.communication,
        information=movement.information,
        customer_reference=movement.customer_reference,
        bank_reference=movement.bank_reference,
        counterparty=Counterparty(
            name=movement.counterparty_name,
            iban=movement.counterparty_iban,
            bic=movement.counterparty_bic,
        ),
        details=movement.details,
        state=line.state,
        certainty=proposal.certainty if proposal else "",
        reasons=_reasons(proposal.reasons) if proposal else [],
        allocations=[_allocation(one) for one in line.allocations],
        candidates=[_candidate(one) for one in line.candidates],
        others=[_candidate(one) for one in line.others],
    )


def _allocation(one: Allocation) -> AllocationShown:
    return AllocationShown(
        document=one.document.public_id,
        number=one.document.number,
        amount=amount(one.amount_thousandths),
        is_automatic=one.is_automatic,
        made_at=one.made_at,
        reasons=_reasons(one.reasons),
    )


def _candidate(one: Candidate) -> CandidateShown:
    return CandidateShown(
        document=one.document.public_id,
        number=one.document.number,
        amount=amount(one.amount_thousandths),
        reasons=_reasons(one.reasons),
    )


def _reasons(stored: Iterable[dict[str, Any]]) -> list[Reason]:
    return [Reason(code=one["code"], message=render_stored(one["code"], one["values"])) for one in stored]
