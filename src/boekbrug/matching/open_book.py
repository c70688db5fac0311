"""The open items as the rules look at them: lists by place, and dicts built when first used.

Balances change during a pass: an item that an earlier line settled has nothing left for the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from boekbrug.matching.names import name_key
from boekbrug.matching.numbers import number_keys
from boekbrug.matching.values import OpenItem, expects

Places = tuple[int, ...]


class OpenBook:
    """The items of one pass with what is left on each. A place is the position of an item in the sequence."""

    def __init__(self, items: Sequence[OpenItem]) -> None:
        self.items = items
        self.rests = [0 if item.is_withdrawn else item.rest_thousandths for item in items]
        self.signs = [expects(item.kind) for item in items]
        self.settled_here: set[int] = set()

    @cached_property
    def place_of(self) -> dict[int, int]:
        """Id of an item -> its place."""
        return {item.id: place for place, item in enumerate(self.items)}

    @cached_property
    def by_reference(self) -> dict[str, Places]:
        """Structured reference -> places."""
        found: dict[str, Places] = {}
        for place, item in enumerate(self.items):
            if reference := item.reference:
                found[reference] = (*found.get(reference, ()), place)
        return found

    @cached_property
    def by_number_key(self) -> dict[str, Places]:
        """Normalised number key -> places."""
        found: dict[str, Places] = {}
        for place, item in enumerate(self.items):
            alone = (place,)
            for key in number_keys(item.number):
                found[key] = (*found[key], place) if key in found else alone
        return found

    @cached_property
    def parties(self) -> list[str]:
        """Place -> folded name of the party."""
        return [name_key(item.party_name) for item in self.items]

    @cached_property
    def by_party(self) -> dict[str, list[int]]:
        """Folded name -> places."""
        found: dict[str, list[int]] = {}
        for place, party in enumerate(self.parties):
            if party:
                found.setdefault(party, []).append(place)
        return found

    @cached_property
    def by_iban(self) -> dict[str, set[str]]:
        """IBAN without spaces -> the folded names of the parties that have it on file."""
        found: dict[str, set[str]] = {}
        for place, item in enumerate(self.items):
            if party := self.parties[place]:
                for iban in item.party_ibans:
                    found.setdefault(compact(iban), set()).add(party)
        return found

    @cached_property
    def by_amount(self) -> dict[int, list[int]]:
        """Signed amount that settles an item -> places, as it was before the pass."""
        found: dict[int, list[int]] = {}
        for place, rest in enumerate(self.rests):
            if rest:
                found.setdefault(rest * self.signs[place], []).append(place)
        return found

    def has_account(self, place: int, iban: str) -> bool:
        """Whether an IBAN is on file for the party of an item."""
        ibans = self.items[place].party_ibans
        return iban in ibans or any(compact(iban) == compact(known) for known in ibans)

    def settle(self, place: int) -> None:
        """Note that a line of this pass pays the whole rest of an item."""
        self.rests[place] = 0
        self.settled_here.add(place)


def compact(iban: str) -> str:
    """An IBAN as it is compared: capitals, no spaces."""
    return iban.replace(" ", "").upper()
