"""The account of the other party is on file for one party."""

from __future__ import annotations

from boekbrug.matching import party, reasons
from boekbrug.matching.case import Case
from boekbrug.matching.names import name_key
from boekbrug.matching.open_book import compact
from boekbrug.matching.values import Proposal


def by_known_account(case: Case) -> Proposal | None:
    """Propose within the party whose account it is; if several have it, the name decides."""
    if not case.line.counterparty_iban:
        return None
    iban = compact(case.line.counterparty_iban)
    known = case.book.by_iban.get(iban, set())
    if len(known) > 1:
        known = known & {name_key(case.line.counterparty_name)}
    if len(known) != 1:
        return None
    [one] = known
    name = case.book.items[case.book.by_party[one][0]].party_name
    return party.decide(case, one, reasons.ACCOUNT_OF_PARTY.say(iban=iban, party=name))
