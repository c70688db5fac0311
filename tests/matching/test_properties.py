"""What holds for any lines and any open items, whatever people type."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from boekbrug import matching

TEXTS = st.one_of(
    st.text(max_size=80),
    st.from_regex(
        r"(factuur |fact\. |inv |klant )?(20)?26[/\-. ]?0{0,4}[1-9]( en |, | )?(2026/0000[1-9])?",
        fullmatch=True,
    ),
    st.text(alphabet="0123456789/-. +*€,FRf", max_size=60),
    st.sampled_from(["+++000/0000/00196+++", "000000000196", "RF46BB20260047"]),
)
AMOUNTS = st.integers(-5, 5).map(lambda euros: euros * 1000)
NUMBERS = st.one_of(
    st.integers(1, 9).map(lambda n: f"2026/{n:05d}"), st.integers(1, 99).map(str), st.text(max_size=12)
)


@st.composite
def open_items(draw: st.DrawFn) -> list[matching.OpenItem]:
    return [
        matching.OpenItem(
            id=500 + place,
            kind=draw(st.sampled_from(matching.ItemKind)),
            number=draw(NUMBERS),
            reference=draw(st.sampled_from(["", "000000000196", "RF46BB20260047"])),
            rest_thousandths=draw(st.integers(0, 5)) * 1000,
            total_thousandths=5000,
            currency=draw(st.sampled_from(["EUR", "EUR", "USD"])),
            issued_on=None,
            due_on=None,
            party_name=draw(st.sampled_from(["", "Alfa NV", "Beta BV"])),
            party_ibans=draw(st.sampled_from([(), ("BE13736012345639",)])),
            is_withdrawn=draw(st.sampled_from([False, False, False, True])),
        )
        for place in range(draw(st.integers(0, 6)))
    ]


@st.composite
def bank_lines(draw: st.DrawFn) -> list[matching.BankLine]:
    return [
        matching.BankLine(
            id=place,
            amount_thousandths=draw(AMOUNTS),
            currency="EUR",
            structured_type=draw(st.sampled_from([None, None, "101", "127"])),
            communication=draw(TEXTS),
            information=(draw(TEXTS),),
            counterparty_name=draw(st.sampled_from(["", "ALFA", "Beta", "Gamma"])),
            counterparty_iban=draw(st.sampled_from(["", "BE13736012345639", "BE13 7360 1234 5639"])),
        )
        for place in range(draw(st.integers(0, 6)))
    ]


@given(lines=bank_lines(), items=open_items())
def test_one_proposal_per_line_in_order_with_reasons(
    lines: list[matching.BankLine], items: list[matching.OpenItem]
) -> None:
    proposals = matching.propose(lines, items)

    assert [proposal.line_id for proposal in proposals] == [line.id for line in lines]
    assert all(proposal.reasons and all(one.english for one in proposal.reasons) for proposal in proposals)


@given(lines=bank_lines(), items=open_items())
def test_no_more_is_given_than_the_line_moves_or_the_document_lacks(
    lines: list[matching.BankLine], items: list[matching.OpenItem]
) -> None:
    rests = {item.id: item.rest_thousandths for item in items}
    booked: Counter[int] = Counter()

    for line, proposal in zip(lines, matching.propose(lines, items), strict=True):
        assert sum(part.amount_thousandths for part in proposal.parts) <= abs(line.amount_thousandths)
        assert all(0 < part.amount_thousandths <= rests[part.item_id] for part in proposal.parts)
        assert bool(proposal.parts) == (proposal.certainty is not matching.Certainty.NONE)
        if proposal.certainty is matching.Certainty.SURE:
            booked.update({part.item_id: part.amount_thousandths for part in proposal.parts})

    assert all(amount <= rests[item_id] for item_id, amount in booked.items())


@given(lines=bank_lines(), items=open_items())
def test_what_is_sure_is_exact_of_this_currency_and_direction(
    lines: list[matching.BankLine], items: list[matching.OpenItem]
) -> None:
    known = {item.id: item for item in items}

    for line, proposal in zip(lines, matching.propose(lines, items), strict=True):
        if proposal.certainty is matching.Certainty.SURE:
            paid = [known[part.item_id] for part in proposal.parts]
            assert sum(item.rest_thousandths for item in paid) == abs(line.amount_thousandths)
            assert all(item.currency == line.currency and not item.is_withdrawn for item in paid)
            assert all(matching.expects(item.kind) * line.amount_thousandths > 0 for item in paid)


@given(lines=bank_lines(), items=open_items())
def test_an_undone_match_never_comes_back(
    lines: list[matching.BankLine], items: list[matching.OpenItem]
) -> None:
    first = matching.propose(lines, items)
    undone = frozenset((one.line_id, part.item_id) for one in first for part in one.parts)

    again = matching.propose(lines, items, refused=undone)

    assert not undone & {(one.line_id, part.item_id) for one in again for part in one.parts}


@given(lines=bank_lines(), items=open_items())
def test_loading_only_the_keys_of_the_lines_books_the_same(
    lines: list[matching.BankLine], items: list[matching.OpenItem]
) -> None:
    keys = [matching.keys_in(line) for line in lines]
    ogms = frozenset().union(*(one.ogms for one in keys))
    numbers = frozenset().union(*(one.numbers for one in keys))
    candidates = [one for one in items if one.reference in ogms or matching.number_keys(one.number) & numbers]

    small, whole = matching.propose(lines, candidates), matching.propose(lines, items)

    sure = matching.Certainty.SURE
    assert [one.parts for one in small if one.certainty is sure] == [
        one.parts for one in whole if one.certainty is sure
    ]
