"""Walk the statements of each account again: each opens with the balance that the one before closed with.

What was stored as a gap when it came in is no finding here: the bank or a person left something out, and the
page of the bank tells it. A finding is a chain that no longer is what was stored of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from boekbrug.business.banking.chain import Chain
from boekbrug.business.banking.models import Statement
from boekbrug.business.verification.finding import Code, Wrong

_ORDER = ("account_id", "closing_on", "sequence", "paper_number", "pk")
_FACTS = ("account_id", "public_id", "chain", "opening_thousandths", "closing_thousandths")


def wrong_chains() -> Iterator[Wrong]:
    """Find statements that join the one before them otherwise than was stored; one pass over all accounts."""
    rows = Statement.objects.filter(is_held=False).exclude(chain=Chain.OUTSIDE)
    account, closed = None, 0
    for of, name, chain, opening, closing in rows.order_by(*_ORDER).values_list(*_FACTS).iterator():
        if of != account:
            if chain != Chain.FIRST:
                what = f"Statement {name} joins an earlier one that is gone. Compare it with a backup."
                yield Wrong(Code.CHAIN_START, what)
        elif chain == Chain.FIRST:
            what = f"Statement {name} was the first of its account, and another stands before it now."
            yield Wrong(Code.CHAIN_START, what)
        elif (chain == Chain.GAP) == (opening == closed):
            what = f"Statement {name} opens with {opening}, the one before it closes with {closed}; "
            what += "a gap was noted." if chain == Chain.GAP else "they were equal when it came in."
            yield Wrong(Code.CHAIN_BROKEN, what)
        account, closed = of, closing
