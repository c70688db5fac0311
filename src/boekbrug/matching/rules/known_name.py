"""The name of the other party is that of a party with documents; legal forms and word order do not count."""

from __future__ import annotations

from boekbrug.matching import party, reasons
from boekbrug.matching.case import Case
from boekbrug.matching.names import name_key
from boekbrug.matching.values import Proposal


def by_known_name(case: Case) -> Proposal | None:
    """Propose within the party whose name is on the line."""
    if not case.line.counterparty_name:
        return None
    key = name_key(case.line.counterparty_name)
    places = case.book.by_party.get(key)
    if not places:
        return None
    name = case.book.items[places[0]].party_name
    return party.decide(case, key, reasons.NAME_OF_PARTY.say(party=name))
