"""Walk the statements of each account again: each opens with the balance that the one before closed with.

What was stored as a gap when it came in is no finding here: the bank or a person left something out, and the
page of the bank tells it. A finding is a chain that no longer is what was stored of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from boekbrug.business.banking.models import Statement
from boekbrug.business.verification import wordings
from boekbrug.business.verification.finding import Code, Wrong
from boekbrug.formats.coda.continuity import Chain
from boekbrug.money import show_amount

_ORDER = ("account_id", "closing_on", "sequence", "paper_number", "pk")
_FACTS = ("account_id", "public_id", "chain", "opening_thousandths", "closing_thousandths")


def wrong_chains() -> Iterator[Wrong]:
    """Find statements that join the one before them otherwise than was stored; one pass over all accounts."""
    rows = Statement.objects.filter(is_held=False).exclude(chain=Chain.OUTSIDE)
    account, closed = None, 0
    for of, name, chain, opening, closing in rows.order_by(*_ORDER).values_list(*_FACTS).iterator():
        if of != account:
            if chain != Chain.FIRST:
                yield Wrong(Code.CHAIN_START, wordings.JOINS_GONE.say(name=name))
        elif chain == Chain.FIRST:
            yield Wrong(Code.CHAIN_START, wordings.NOT_FIRST.say(name=name))
        elif (chain == Chain.GAP) == (opening == closed):
            text = wordings.GAP_CLOSED if chain == Chain.GAP else wordings.GAP_OPENED
            sentence = text.say(name=name, found=show_amount(opening), expected=show_amount(closed))
            yield Wrong(Code.CHAIN_BROKEN, sentence)
        account, closed = of, closing
