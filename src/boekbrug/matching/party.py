"""Decide about the documents of a party that the line shows by its account or its name. Never SURE."""

from __future__ import annotations

from boekbrug.matching import reasons
from boekbrug.matching.case import OTHERS_MAX, Case
from boekbrug.matching.values import Proposal, State
from boekbrug.wording import Sentence


def decide(case: Case, party: str, why: Sentence) -> Proposal:
    """Propose the one open document of the party with exactly this amount, or say why there is none."""
    places = case.book.by_party[party]
    name = case.book.items[places[0]].party_name
    could = [place for place in places if case.is_open(place)]
    exact = [place for place in could if case.book.rests[place] == case.amount]
    if len(exact) == 1:
        case.lose(place for place in could[:OTHERS_MAX] if place != exact[0])
        return case.propose(State.RECOGNISED, exact, (why, case.compare_amount(case.amount)))
    if exact:
        case.lose(exact, case.compare_amount(case.amount))
        several = reasons.SEVERAL_OF_PARTY.say(count=len(exact), party=name)
        return case.ask(State.SEVERAL_DOCUMENTS, why, several)
    case.lose(sorted(could, key=case.age)[:OTHERS_MAX])
    return case.ask(State.PARTY_WITHOUT_DOCUMENT, why, reasons.NOTHING_OF_PARTY_FITS.say(party=name))
