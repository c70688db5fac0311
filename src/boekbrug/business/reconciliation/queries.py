"""Read matches: the lines of a statement with their proposals, the payments of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.documents.models import Document
from boekbrug.business.reconciliation.models import Allocation, Proposal


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that a movement could pay, with what speaks for or against it (stored sentences)."""

    document: Document
    amount_thousandths: int
    reasons: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Line:
    """A movement as the screen shows it: what it pays, what is proposed, and why."""

    movement: Movement
    allocations: list[Allocation]
    proposal: Proposal | None
    candidates: list[Candidate]
    others: list[Candidate]

    @property
    def state(self) -> str:
        """The code of the state: "matched" when wholly allocated, else what the engine said."""
        if self.movement.rest_thousandths == 0 and self.allocations:
            return "matched"
        if self.allocations:
            return "partly_matched"
        return self.proposal.state if self.proposal else "not_looked_at"


def lines_of(statement: Statement) -> list[Line]:
    """Return the movements of a statement in their own order, in a fixed number of queries."""
    return lines(Movement.objects.filter(statement=statement).order_by("ordinal"))


def lines(movements: Iterable[Movement]) -> list[Line]:
    """Return movements with their allocations and proposals, in a fixed number of queries."""
    rows = list(movements)
    ids = [movement.pk for movement in rows]
    allocations: defaultdict[int, list[Allocation]] = defaultdict(list)
    for one in Allocation.objects.filter(movement__in=ids, undone_at=None).select_related("document"):
        allocations[one.movement_id].append(one)
    proposals = {one.movement_id: one for one in Proposal.objects.filter(movement__in=ids)}
    documents = Document.objects.in_bulk(
        {number for one in proposals.values() for number in _documents_in(one)}
    )
    return [
        _line(movement, allocations[movement.pk], proposals.get(movement.pk), documents) for movement in rows
    ]


def payments_of(document: Document) -> list[Allocation]:
    """Return what pays a document, undone ones too, oldest first."""
    of_document = Allocation.objects.filter(document=document)
    return list(
        of_document.select_related("movement__statement", "made_by", "undone_by").order_by("made_at", "pk")
    )


def waiting_count() -> int:
    """Return how many movements of the dossier are not wholly allocated and not held."""
    whole = Q(allocated_thousandths=F("amount_thousandths")) | Q(
        allocated_thousandths=-F("amount_thousandths")
    )
    return Movement.objects.filter(statement__is_held=False).exclude(whole).count()


def done_counts(statements: Iterable[Statement]) -> dict[int, int]:
    """Return per statement how many of its movements are wholly allocated."""
    whole = Q(allocated_thousandths=F("amount_thousandths")) | Q(
        allocated_thousandths=-F("amount_thousandths")
    )
    counted = (
        Movement.objects.filter(whole, statement__in=[one.pk for one in statements])
        .values("statement")
        .annotate(number=Count("pk"))
    )
    return {row["statement"]: row["number"] for row in counted}


def _documents_in(proposal: Proposal) -> Iterable[int]:
    yield from (document for document, _ in proposal.parts)
    yield from (other["document"] for other in proposal.others)


def _line(
    movement: Movement,
    allocations: list[Allocation],
    proposal: Proposal | None,
    documents: dict[int, Document],
) -> Line:
    if proposal is None:
        return Line(movement, allocations, None, [], [])
    candidates = [
        Candidate(documents[document], amount, proposal.reasons)
        for document, amount in proposal.parts
        if document in documents
    ]
    others = [
        Candidate(documents[other["document"]], 0, other["reasons"])
        for other in proposal.others
        if other["document"] in documents
    ]
    return Line(movement, allocations, proposal, candidates, others)
