"""A text on the line holds the number of a document, in one of the ways in which people write it."""

from __future__ import annotations

from boekbrug.matching import reasons
from boekbrug.matching.case import Case
from boekbrug.matching.named import Named, decide
from boekbrug.matching.numbers import find
from boekbrug.matching.open_book import compact
from boekbrug.matching.texts import free_text
from boekbrug.matching.values import Proposal, State


def by_document_number(case: Case) -> Proposal | None:
    """Book on the named document when the number is clear and the amount is exactly what is left."""
    text = free_text(case.line)
    if not text:
        return None
    known = case.book.by_number_key
    named = [
        Named(known[one.key], reasons.NUMBER_IN_TEXT, one.written, one.is_clear) for one in find(text, known)
    ]
    proposal = decide(case, named) if named else None
    if proposal and proposal.state is State.AMOUNT_DIFFERS and _another_party_fits_better(case, proposal):
        return None
    return proposal


def _another_party_fits_better(case: Case, proposal: Proposal) -> bool:
    """Whether number and amount disagree, and the account's own party has one document with this amount.

    A digit typed wrong often gives the number of somebody else's document.
    """
    book = case.book
    parties = book.by_iban.get(compact(case.line.counterparty_iban), set())
    named = [book.place_of[part.item_id] for part in proposal.parts]
    if len(parties) != 1 or any(book.parties[place] in parties for place in named):
        return False
    [payer] = parties
    if sum(case.is_exact(place) for place in book.by_party[payer]) != 1:
        return False
    for place in named:
        item = book.items[place]
        case.lose([place], reasons.NOT_OF_PARTY.say(number=item.number, party=item.party_name))
    return True
