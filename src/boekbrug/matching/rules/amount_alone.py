"""Nothing but the amount agrees. Never automatic: equal amounts of strangers are common."""

from __future__ import annotations

from boekbrug.matching import reasons
from boekbrug.matching.case import OTHERS_MAX, Case
from boekbrug.matching.values import Proposal


def by_amount_alone(case: Case) -> Proposal | None:
    """Propose the only open document with this amount; the line stays unknown until a person accepts."""
    same = [
        place for place in case.book.by_amount.get(case.line.amount_thousandths, ()) if _fits(case, place)
    ]
    if len(same) == 1:
        number = case.book.items[same[0]].number
        return case.propose(case.unknown(), same, (reasons.AMOUNT_ALONE.say(number=number),))
    if same:
        case.lose(same[:OTHERS_MAX], case.compare_amount(case.amount))
        return case.ask(case.unknown(), reasons.AMOUNT_OF_SEVERAL.say(count=len(same)))
    return None


def _fits(case: Case, place: int) -> bool:
    return case.is_open(place) and place not in case.lost
