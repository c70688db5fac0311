"""The reconciliation screen of one statement: a page of its lines, counts by state, what is left."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.contacts.folding import fold
from boekbrug.business.reconciliation.queries import Line, lines
from boekbrug.matching import Certainty, State

LINES_MAX = 300
CERTAIN_SHOWN_MAX = 100
MATCHED, PARTLY, NOT_LOOKED_AT, PROPOSAL = "matched", "partly_matched", "not_looked_at", "proposal"

_WHOLE = Q(allocated_thousandths=F("amount_thousandths")) | Q(allocated_thousandths=-F("amount_thousandths"))
_CODE = Case(
    When(_WHOLE, allocated_thousandths__gt=0, then=Value(MATCHED)),
    When(allocated_thousandths__gt=0, then=Value(PARTLY)),
    When(
        proposal__state=State.RECOGNISED.value,
        proposal__certainty=Certainty.PROBABLE.value,
        then=Value(PROPOSAL),
    ),
    default=Coalesce(F("proposal__state"), Value(NOT_LOOKED_AT)),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a statement adds up to, in thousandths; the parts not allocated carry the sign of their money."""

    sum_thousandths: int
    open_in_thousandths: int
    open_out_thousandths: int
    done_count: int


@dataclass(frozen=True, slots=True)
class LinesPage:
    """Lines in their own order, and the ordinal behind which the next page begins, or None."""

    lines: list[Line]
    next_ordinal: int | None


def code_of(line: Line) -> str:
    """Return the code of a line's state, as `counts_by_state` counts it: a likely proposal is its own."""
    is_likely = line.proposal is not None and line.proposal.certainty == Certainty.PROBABLE
    return PROPOSAL if line.state == State.RECOGNISED and is_likely else line.state


def page_of_lines(
    statement: Statement, *, state: str = "", text: str = "", after_ordinal: int = 0, limit: int = LINES_MAX
) -> LinesPage:
    """Return lines of a statement from behind an ordinal on, of one state and with words where asked."""
    rows = _of(statement).filter(ordinal__gt=after_ordinal)
    if state:
        rows = rows.annotate(code=_CODE).filter(code=state)
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    found = list(rows.order_by("ordinal")[: limit + 1])
    shown = found[:limit]
    return LinesPage(lines(shown), shown[-1].ordinal if len(found) > limit else None)


def line_at(statement: Statement, ordinal: int) -> Line | None:
    """Return one line of a statement, or None."""
    found = lines(_of(statement).filter(ordinal=ordinal))
    return found[0] if found else None


def first_open_ordinal(statement: Statement) -> int:
    """Return the first line that is not wholly allocated; the first line when all are, 0 when it is empty."""
    rows = _of(statement).order_by("ordinal")
    first = rows.exclude(_WHOLE).values_list("ordinal", flat=True).first()
    return first or rows.values_list("ordinal", flat=True).first() or 0


def certain_lines(statement: Statement) -> list[Line]:
    """Return the lines that `accept_certain` would take over, at most CERTAIN_SHOWN_MAX."""
    sure = _of(statement).filter(proposal__certainty=Certainty.SURE, allocated_thousandths=0)
    return lines(sure.order_by("ordinal")[:CERTAIN_SHOWN_MAX])


def counts_by_state(statement: Statement) -> dict[str, int]:
    """Return how many lines of a statement are in each state."""
    counted = _of(statement).annotate(code=_CODE).values_list("code").annotate(count=Count("pk"))
    return dict(counted)


def figures(statement: Statement) -> Figures:
    """Return what a statement adds up to and what is left of it."""
    comes_in, goes_out = Q(amount_thousandths__gt=0), Q(amount_thousandths__lt=0)
    allocated, amount = F("allocated_thousandths"), F("amount_thousandths")
    found = _of(statement).aggregate(
        total=Sum("amount_thousandths"),
        left_in=Sum(amount - allocated, filter=comes_in),
        left_out=Sum(amount + allocated, filter=goes_out),
        done=Count("pk", filter=_WHOLE),
    )
    return Figures(found["total"] or 0, found["left_in"] or 0, found["left_out"] or 0, found["done"])


def _of(statement: Statement) -> QuerySet[Movement]:
    return Movement.objects.filter(statement=statement)
