"""Find open documents that a movement could pay, for a person who chooses one."""

from __future__ import annotations

from django.db.models import F, Q

from boekbrug import matching
from boekbrug.business.banking.models import Movement
from boekbrug.business.contacts.folding import fold
from boekbrug.business.documents.models import IS_OPEN, Document, State
from boekbrug.business.reconciliation import facts
from boekbrug.money import NotAnAmount, parse_amount, to_thousandths

SHOWN_MAX = 12


def open_documents(
    movement: Movement, *, currency: str, text: str = "", limit: int = SHOWN_MAX
) -> list[Document]:
    """Return open documents of the movement's direction and currency, newest first.

    They hold every word of `text` in number or name, or it is their amount; without a text they have
    exactly what is left of the movement to pay.
    """
    rows = Document.objects.filter(IS_OPEN, state=State.FINAL, currency=currency, kind__in=_kinds(movement))
    amount = _amount(text) if text.strip() else movement.rest_thousandths
    rest = F("total_thousandths") - F("prepaid_thousandths") - F("settled_thousandths")
    is_amount = Q(total_thousandths=amount) | Q(left=amount) if amount is not None else Q(pk=None)
    written = fold(text).split()
    words = Q() if written else Q(pk=None)
    for word in written:
        words &= Q(search_text__contains=word)
    found = rows.annotate(left=rest).filter(is_amount | words)
    return list(found.order_by("-issued_on", "-pk")[:limit])


def may_pay(movement: Movement, document: Document, currency: str) -> bool:
    """Whether a person could allocate this movement to this document: direction, currency, something left."""
    return (
        document.kind in _kinds(movement)
        and document.currency == currency
        and document.state == State.FINAL
        and document.rest_thousandths > 0
    )


def _kinds(movement: Movement) -> list[str]:
    sign = 1 if movement.amount_thousandths > 0 else -1
    return [kind for kind, item in facts.KIND.items() if matching.expects(item) == sign]


def _amount(text: str) -> int | None:
    try:
        return abs(to_thousandths(parse_amount(text.strip().removeprefix("="))))
    except NotAnAmount:
        return None
