"""One line under examination: what it moves, and the questions that every rule asks about a candidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boekbrug.matching import reasons
from boekbrug.matching.names import name_key
from boekbrug.matching.open_book import OpenBook
from boekbrug.matching.values import BankLine, Certainty, Other, Part, Proposal, State
from boekbrug.money import show_amount
from boekbrug.wording import Sentence

OTHERS_MAX = 10  # more candidates than a person reads

EQUALS_REST = (Sentence(reasons.AMOUNT_EQUALS),)


class Case:
    """A line, the open book, and the candidates that rules dropped on the way with the reason why."""

    __slots__ = ("amount", "book", "line", "lost", "sign")

    def __init__(self, line: BankLine, book: OpenBook) -> None:
        self.line = line
        self.book = book
        self.amount = abs(line.amount_thousandths)
        self.sign = 1 if line.amount_thousandths > 0 else -1
        self.lost: dict[int, tuple[Sentence, ...]] = {}

    def is_open(self, place: int) -> bool:
        """Whether this line's money could settle the item: direction, currency, something left."""
        book = self.book
        return (
            book.signs[place] == self.sign
            and book.rests[place] > 0
            and book.items[place].currency == self.line.currency
        )

    def is_exact(self, place: int) -> bool:
        """Whether this line's money settles exactly what is left of the item."""
        return self.book.rests[place] == self.amount and self.is_open(place)

    def why_not(self, place: int) -> Sentence | None:
        """Why this line cannot settle the item at all, or None when it can."""
        item, book = self.book.items[place], self.book
        if item.currency != self.line.currency:
            return reasons.OTHER_CURRENCY.say(
                number=item.number, expected=item.currency, found=self.line.currency
            )
        if book.signs[place] != self.sign:
            wording = reasons.MONEY_MUST_GO_OUT if self.sign > 0 else reasons.MONEY_MUST_COME_IN
            return wording.say(number=item.number)
        if item.is_withdrawn:
            return reasons.WITHDRAWN.say(number=item.number)
        if book.rests[place] == 0:
            here = place in book.settled_here
            wording = reasons.PAID_BY_EARLIER_LINE if here else reasons.ALREADY_PAID
            return wording.say(number=item.number)
        return None

    def is_of_the_other_party(self, place: int) -> bool:
        """Whether the account or the name on the line is that of the item's party."""
        line = self.line
        if line.counterparty_iban and self.book.has_account(place, line.counterparty_iban):
            return True
        party = self.book.parties[place]
        return bool(party) and party == name_key(line.counterparty_name)

    def compare_amount(self, rest: int) -> Sentence:
        """Say how the amount of the line compares with what is left to pay."""
        if self.amount == rest:
            return EQUALS_REST[0]
        wording = reasons.AMOUNT_BELOW if self.amount < rest else reasons.AMOUNT_ABOVE
        return Sentence(
            wording, {"difference": show_amount(abs(self.amount - rest)), "rest": show_amount(rest)}
        )

    def say_other_amount(self, place: int) -> Sentence:
        """Say that a candidate has another amount open than the line moves."""
        number, rest = self.book.items[place].number, self.book.rests[place]
        values = {"number": number, "rest": show_amount(rest), "amount": show_amount(self.amount)}
        return Sentence(reasons.AMOUNT_OTHER, values)

    def account_agrees(self, place: int) -> tuple[Sentence, ...]:
        """Say whether the account on the line is on file for the item's party; or nothing."""
        iban, item = self.line.counterparty_iban, self.book.items[place]
        if not iban or not item.party_ibans:
            return ()
        agrees = iban in item.party_ibans or self.book.has_account(place, iban)
        wording = reasons.ACCOUNT_OF_PARTY if agrees else reasons.ACCOUNT_DIFFERS
        return (Sentence(wording, {"iban": iban, "party": item.party_name}),)

    def lose(self, places: Iterable[int], because: Sentence | None = None) -> None:
        """Remember candidates that a rule dropped; without a reason each gets its own."""
        for place in places:
            reason = because or self.why_not(place) or self.say_other_amount(place)
            self.lost[place] = (reason,)

    def sure(self, place: int, why: tuple[Sentence, ...]) -> Proposal:
        """Book the whole line on one item."""
        part = Part(self.book.items[place].id, self.amount)
        why = (*why, *EQUALS_REST, *self.account_agrees(place))
        others = self.others(but=(place,)) if self.lost else ()
        return Proposal(self.line.id, State.RECOGNISED, Certainty.SURE, (part,), why, others)

    def propose(
        self, state: State, places: Sequence[int], why: tuple[Sentence, ...], *, sure: bool = False
    ) -> Proposal:
        """Spread the line over items, oldest due first, never more than is left on each."""
        parts, left = [], self.amount
        for place in sorted(places, key=self.age) if len(places) > 1 else places:
            amount = min(left, self.book.rests[place])
            left -= amount
            if amount:
                parts.append(Part(self.book.items[place].id, amount))
        certainty = (Certainty.SURE if sure else Certainty.PROBABLE) if parts else Certainty.NONE
        return Proposal(self.line.id, state, certainty, tuple(parts), why, self.others(but=places))

    def ask(self, state: State, *why: Sentence) -> Proposal:
        """Propose nothing; the candidates seen on the way are listed."""
        return Proposal(self.line.id, state, Certainty.NONE, (), why, self.others())

    def others(self, *, but: Sequence[int] = ()) -> tuple[Other, ...]:
        """The candidates that lost, oldest due first."""
        places = sorted((place for place in self.lost if place not in but), key=self.age)
        return tuple(Other(self.book.items[place].id, self.lost[place]) for place in places[:OTHERS_MAX])

    def age(self, place: int) -> tuple[str, int]:
        """Sorts oldest due first, then in the order given; without a date comes last."""
        on = self.book.items[place].due_on or self.book.items[place].issued_on
        return (on.isoformat() if on else "9999", place)

    def unknown(self) -> State:
        """The state of a line about which nothing is known."""
        return State.UNKNOWN_IN if self.sign > 0 else State.UNKNOWN_OUT
