"""Write allocations and balances together, and keep what the engine said of the rest.

Everything here runs inside the act of a caller; the constraints on movements and documents are the judges.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection

from boekbrug.business.banking.models import Movement
from boekbrug.business.documents import balances
from boekbrug.business.dossiers import set_based
from boekbrug.business.people.actor import Actor
from boekbrug.business.people.language import store
from boekbrug.business.reconciliation.models import Allocation, Proposal
from boekbrug.business.timeline import actions as timeline
from boekbrug.matching import BankLine
from boekbrug.matching import Proposal as Proposed

_LISTED_MAX = 900
_ALLOCATION_COLUMNS = (
    "movement_id", "document_id", "amount_thousandths", "is_automatic", "reasons", "made_by_id", "made_at",
    "undone_by_id", "undone_at",
)  # fmt: skip
_PROPOSAL_FIELDS = ["state", "certainty", "parts", "reasons", "others", "made_at"]


def write(allocations: Sequence[Allocation]) -> None:
    """Store allocations and move both balances with them."""
    Allocation.objects.bulk_create(allocations)
    _move((one.movement_id, one.document_id, one.amount_thousandths) for one in allocations)


def _move(parts: Iterable[tuple[int, int, int]]) -> None:
    """Move the balances of (movement, document, thousandths)."""
    moved: Counter[int] = Counter()
    settled: Counter[int] = Counter()
    for movement, document, amount in parts:
        moved[movement] += amount
        settled[document] += amount
    move(moved, settled)


def move(movements: dict[int, int], documents: dict[int, int]) -> None:
    """Add to what is allocated of movements and settled of documents, in thousandths, by primary key."""
    set_based.add(Movement, "allocated_thousandths", movements)
    balances.settle(documents)


def book(proposals: Sequence[Proposed], *, now: dt.datetime) -> None:
    """Allocate certain proposals, by the program itself."""
    made_at = connection.ops.adapt_datetimefield_value(now)
    rows, parts = [], []
    for one in proposals:
        reasons = json.dumps([store(reason) for reason in one.reasons])
        for part in one.parts:
            parts.append((one.line_id, part.item_id, part.amount_thousandths))
            rows.append((*parts[-1], True, reasons, None, made_at, None, None))
    set_based.insert(Allocation, _ALLOCATION_COLUMNS, rows)
    _move(parts)


def forget_proposals(movements: Iterable[int]) -> None:
    """Drop the proposals of movements that are allocated now."""
    listed = list(movements)
    for start in range(0, len(listed), _LISTED_MAX):
        Proposal.objects.filter(movement__in=listed[start : start + _LISTED_MAX]).delete()


def keep_proposals(proposals: Sequence[Proposed], now: dt.datetime) -> None:
    """Keep what the engine said of each movement, in place of what it said before."""
    Proposal.objects.bulk_create(
        [
            Proposal(
                movement_id=one.line_id,
                state=one.state.value,
                certainty=one.certainty.value,
                parts=[[part.item_id, part.amount_thousandths] for part in one.parts],
                reasons=[store(reason) for reason in one.reasons],
                others=[
                    {"document": other.item_id, "reasons": [store(reason) for reason in other.reasons]}
                    for other in one.others
                ],
                made_at=now,
            )
            for one in proposals
        ],
        update_conflicts=True,
        unique_fields=["movement"],
        update_fields=_PROPOSAL_FIELDS,
    )


def undone_before(lines: Sequence[BankLine]) -> frozenset[tuple[int, int]]:
    """Return the pairs of movement and document that a person undid: never proposed again."""
    undone = Allocation.objects.filter(undone_at__isnull=False)
    if len(lines) <= _LISTED_MAX:
        undone = undone.filter(movement__in=[line.id for line in lines])
    return frozenset(undone.values_list("movement_id", "document_id"))


def note(
    kind: str, movement: Movement, allocations: Sequence[Allocation], *, by: tuple[Actor, dt.datetime]
) -> None:
    """Note on the statement what happened to one of its movements."""
    actor, at = by
    timeline.note(
        kind=kind,
        subject=movement.statement,
        actor=actor,
        at=at,
        detail={
            "ordinal": movement.ordinal,
            "documents": [[one.document_id, one.amount_thousandths] for one in allocations],
        },
    )
