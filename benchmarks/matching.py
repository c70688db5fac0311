"""Print how many lines per second the matching engine proposes, on plain values made here.

`python -m benchmarks.matching [LINES]`: as many open items as lines; 70 % structured reference, 10 % number
in free text, 5 % other amount, 15 % unknown payers. The collector is paused, as an import does it; processor
time, with and without building the index of open items.
"""

from __future__ import annotations

import gc
import random
import sys
import time

from boekbrug import matching
from boekbrug.belgium import ogm
from boekbrug.matching.open_book import OpenBook

WAYS = (
    "factuur {y}/{n:05d}",
    "{y}-{n:05d}",
    "fact. {y}{n:05d} bedankt",
    "facture no {y}/{n}",
    "inv {n:05d}/{y} dd 03/04/2026",
)


def items(count: int) -> list[matching.OpenItem]:
    """Make open sales invoices with a reference, an amount and one of count/8 parties."""
    chance = random.Random(1)
    made = []
    for n in range(1, count + 1):
        rest = chance.randrange(1_000, 900_000) * 10
        group = n % (count // 8 or 1)
        reference, number = ogm.make(2_026_000_000 + n), f"2026/{n:05d}"
        party, ibans = f"Klant {group} BV", (f"BE{group:014d}",)
        kind = matching.ItemKind.SALE
        made.append(
            matching.OpenItem(n, kind, number, reference, rest, rest, "EUR", None, None, party, ibans)
        )
    return made


def lines(open_items: list[matching.OpenItem]) -> list[matching.BankLine]:
    """Make one line per item, paid in random order."""
    chance = random.Random(2)
    shuffled = chance.sample(open_items, len(open_items))
    return [_line(chance, number, item) for number, item in enumerate(shuffled)]


def _line(chance: random.Random, number: int, item: matching.OpenItem) -> matching.BankLine:
    kind = chance.random()
    amount, name, iban = item.rest_thousandths, item.party_name, item.party_ibans[0]
    if kind < 0.75:
        amount -= 2_500 if kind > 0.70 else 0
        return matching.BankLine(number, amount, "EUR", "101", item.reference, (), "", name, iban)
    if kind < 0.85:
        text = chance.choice(WAYS).format(y=2026, n=int(item.number[5:]))
        return matching.BankLine(number, amount, "EUR", None, text, (), "", name, iban)
    text = chance.choice(("storting", "huur maart", "order 48213", ""))
    stranger = f"Onbekende {number}"
    return matching.BankLine(number, chance.randrange(10**4, 10**6), "EUR", None, text, (), "", stranger, "")


def main() -> None:
    """Measure three rounds and print the fastest."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    open_items = items(count)
    movements = lines(open_items)
    fastest = 10.0**9
    proposals: list[matching.Proposal] = []
    for _ in range(3):
        gc.collect()
        gc.disable()
        began = time.process_time()
        proposals = matching.propose(movements, open_items)
        fastest = min(fastest, time.process_time() - began)
        gc.enable()
    indexing = _index_seconds(open_items)
    sure = sum(one.certainty is matching.Certainty.SURE for one in proposals)
    print(f"{count} lines against {count} open items: {sure} booked by themselves")
    print(f"proposing: {count / (fastest - indexing):,.0f} lines/s of processor time")
    print(f"with the index ({indexing:.2f} s): {count / fastest:,.0f} lines/s")


def _index_seconds(open_items: list[matching.OpenItem]) -> float:
    gc.disable()
    began = time.process_time()
    book = OpenBook(open_items)
    for index in (
        book.place_of,
        book.by_reference,
        book.by_number_key,
        book.by_iban,
        book.by_party,
        book.by_amount,
    ):
        assert len(index)
    ended = time.process_time()
    gc.enable()
    return ended - began


if __name__ == "__main__":
    main()
