"""Decide about documents that the line names itself, by reference or by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boekbrug.matching import reasons
from boekbrug.matching.case import Case
from boekbrug.matching.open_book import Places
from boekbrug.matching.values import Proposal, State
from boekbrug.wording import Sentence, Wording


@dataclass(frozen=True, slots=True)
class Named:
    """Something on the line that stands for documents: their places, how it was written."""

    places: Places
    wording: Wording
    written: str
    is_clear: bool = True


def decide(case: Case, named: Sequence[Named]) -> Proposal | None:
    """Propose what the named documents allow; None when nothing is named that this line could pay."""
    if len(named) == 1 and len(named[0].places) == 1 and named[0].is_clear:
        place = named[0].places[0]
        if case.is_exact(place):
            return case.sure(place, (_say(case, named[0], place),))
    chosen: dict[int, Named] = {}
    is_doubted = False
    for one in named:
        left = _narrow(case, one)
        if len(left) > 1:
            return _several(case, left)
        chosen.update((place, one) for place in left)
        # It also names a document that is paid or withdrawn: then a person must look.
        is_doubted |= not left and any(case.book.signs[place] == case.sign for place in one.places)
    if chosen:
        return _one_reading(case, chosen, is_doubted=is_doubted)
    return _asks(case, named)


def _say(case: Case, named: Named, place: int) -> Sentence:
    item = case.book.items[place]
    wording = named.wording if named.is_clear else reasons.NUMBER_UNCLEAR
    return Sentence(wording, {"number": item.number, "written": named.written})


def _narrow(case: Case, named: Named) -> list[int]:
    """The documents that one name can stand for; the others lose with a reason, the party decides a tie."""
    left = [place for place in named.places if case.is_open(place)]
    case.lose(place for place in named.places if place not in left)
    if len(left) > 1:
        of_party = [place for place in left if case.is_of_the_other_party(place)]
        if of_party and len(of_party) < len(left):
            for place in left:
                if place not in of_party:
                    item = case.book.items[place]
                    case.lose([place], reasons.NOT_OF_PARTY.say(number=item.number, party=item.party_name))
            left = of_party
    if len(left) == 1 and _maybe_paid_twin(case, named, left[0]):
        return []
    return left


def _maybe_paid_twin(case: Case, named: Named, place: int) -> bool:
    """Whether a paid document with the same number and this amount may be meant instead of the open one."""
    book = case.book
    twins = [
        other
        for other in named.places
        if other != place
        and book.rests[other] == 0
        and book.signs[other] == case.sign
        and book.items[other].total_thousandths == case.amount
    ]
    if not twins or case.is_of_the_other_party(place):
        return False
    case.lose([place], reasons.SEVERAL_HAVE_NUMBER.say(count=len(twins) + 1))
    return True


def _several(case: Case, places: list[int]) -> Proposal:
    case.lose(place for place in places if case.book.rests[place] != case.amount)
    same = [place for place in places if case.book.rests[place] == case.amount]
    case.lose(same, case.compare_amount(case.amount))
    return case.ask(State.SEVERAL_DOCUMENTS, reasons.SEVERAL_HAVE_NUMBER.say(count=len(places)))


def _one_reading(case: Case, chosen: dict[int, Named], *, is_doubted: bool) -> Proposal | None:
    """Every name stands for one open document: compare their sum with the line."""
    rests = case.book.rests
    places = list(chosen)
    exact = sum(rests[place] for place in places) == case.amount
    clear = all(named.is_clear for named in chosen.values())
    if not clear and not exact:  # a number that may be something else, and an amount that does not agree
        case.lose(place for place, named in chosen.items() if not named.is_clear)
        places = [place for place, named in chosen.items() if named.is_clear]
        if not places:
            return None
    why = tuple(_say(case, chosen[place], place) for place in places)
    if exact and len(places) == 1 and clear and not is_doubted:
        return case.sure(places[0], why)
    if exact and len(places) > 1:
        why = (*why, reasons.AMOUNT_EQUALS_SUM.say(count=len(places)))
        return case.propose(State.RECOGNISED, places, why, sure=clear and not is_doubted)
    alone = [place for place in places if rests[place] == case.amount]
    if len(alone) == 1:
        case.lose(place for place in places if place != alone[0])
        return case.propose(
            State.RECOGNISED,
            alone,
            (_say(case, chosen[alone[0]], alone[0]), case.compare_amount(case.amount)),
        )
    difference = case.compare_amount(sum(rests[place] for place in places))
    return case.propose(State.AMOUNT_DIFFERS, places, (*why, difference, *case.account_agrees(places[0])))


def _asks(case: Case, named: Sequence[Named]) -> Proposal | None:
    """Only documents that this line cannot pay are named: say so, unless the name may well be an accident."""
    places = [place for one in named if one.is_clear for place in one.places]
    if len(places) > 1 and any(case.is_open(place) for place in places):
        return case.ask(State.SEVERAL_DOCUMENTS, reasons.SEVERAL_HAVE_NUMBER.say(count=len(places)))
    stopping = [place for place in places if case.book.signs[place] == case.sign]
    if not stopping:
        return None
    whys = [why for place in stopping if (why := case.why_not(place))]
    return case.ask(State.PARTY_WITHOUT_DOCUMENT, *whys)
