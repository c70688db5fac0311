"""The chain tells apart what balances prove and what numbers only suggest."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from boekbrug.formats import coda
from boekbrug.formats.coda.continuity import HELD, Chain, Facts, facts_of, join, judge, judge_all
from tests.formats.coda import cases


def facts(
    number: int,
    opening: int,
    closing: int,
    *,
    days: tuple[int, int],
    paper: int | None = None,
    year: int = 2026,
) -> Facts:
    """A statement with balances in euros and days in March."""
    return Facts(
        year=year,
        sequence=number,
        paper_number=number if paper is None else paper,
        opening_thousandths=opening * 1000,
        closing_thousandths=closing * 1000,
        opening_on=dt.date(year, 3, days[0]),
        closing_on=dt.date(year, 3, days[1]),
    )


FIFTH = facts(5, 100, 150, days=(9, 10))


def test_the_first_statement_of_an_account_has_none_before_it() -> None:
    assert judge(FIFTH, before=None, after=None) is Chain.FIRST


@pytest.mark.parametrize(
    ("new", "verdict"),
    [
        (facts(6, 150, 170, days=(10, 11)), Chain.CONTINUES),
        (facts(9, 150, 170, days=(10, 14)), Chain.NUMBER_JUMP),
        (facts(9, 190, 170, days=(13, 14)), Chain.GAP),
        (facts(6, 190, 170, days=(10, 11)), Chain.GAP),
        (facts(5, 150, 170, days=(10, 11)), Chain.REPEATED_NUMBER),
        (facts(6, 150, 170, days=(10, 11), paper=5), Chain.REPEATED_NUMBER),
        (facts(0, 150, 170, days=(10, 11)), Chain.CONTINUES),
        (facts(5, 100, 160, days=(9, 10)), Chain.REISSUE),
        (facts(5, 90, 160, days=(8, 11)), Chain.REISSUE),
        (facts(6, 100, 160, days=(9, 10)), Chain.OVERLAP),
        (facts(6, 100, 190, days=(9, 12)), Chain.OVERLAP),
        (facts(6, 70, 190, days=(1, 12)), Chain.OVERLAP),
        (facts(7, 180, 190, days=(9, 10)), Chain.GAP),
        (facts(6, 150, 150, days=(10, 10)), Chain.CONTINUES),
        (facts(1, 150, 170, days=(10, 11)), Chain.NUMBER_JUMP),
        (facts(5, 150, 170, days=(10, 10)), Chain.REPEATED_NUMBER),
        (facts(5, 120, 130, days=(10, 10)), Chain.REISSUE),
        (facts(0, 300, 310, days=(9, 10)), Chain.OVERLAP),
    ],
)
def test_a_statement_is_judged_against_the_one_before_it(new: Facts, verdict: Chain) -> None:
    namesakes = [FIFTH] if new.numbers == FIFTH.numbers else []

    assert judge(new, before=FIFTH, after=None, namesakes=namesakes) is verdict


@pytest.mark.parametrize(
    ("number", "verdict"),
    [(1, Chain.YEAR_RESET), (250, Chain.YEAR_RESET), (251, Chain.CONTINUES), (260, Chain.NUMBER_JUMP)],
)
def test_numbers_may_start_over_with_the_year(number: int, verdict: Chain) -> None:
    last_year = facts(250, 100, 150, days=(9, 10), year=2025)

    assert join(last_year, facts(number, 150, 160, days=(9, 10))) is verdict


def test_a_year_with_another_balance_is_a_gap_whatever_its_number() -> None:
    last_year = facts(250, 100, 150, days=(9, 10), year=2025)

    assert join(last_year, facts(1, 151, 160, days=(9, 10))) is Chain.GAP


def test_the_coda_number_counts_also_without_a_paper_number() -> None:
    second = facts(2, 0, 5, days=(1, 2), paper=0)

    assert join(second, facts(5, 5, 9, days=(2, 3), paper=0)) is Chain.NUMBER_JUMP
    assert join(second, facts(3, 5, 9, days=(2, 3), paper=0)) is Chain.CONTINUES


def test_no_number_is_repeated_by_no_number() -> None:
    one, none = facts(1, 0, 5, days=(1, 2)), facts(0, 0, 5, days=(1, 2))

    assert join(one, facts(1, 5, 9, days=(2, 3))) is Chain.REPEATED_NUMBER
    assert join(none, facts(0, 5, 9, days=(2, 3))) is Chain.CONTINUES


def test_only_a_numbered_statement_can_be_issued_again() -> None:
    none = facts(0, 100, 150, days=(9, 10))
    again = facts(0, 100, 160, days=(9, 10))

    assert judge(again, before=none, after=None, namesakes=[none]) is Chain.OVERLAP


def test_what_starts_alike_is_issued_again_whatever_its_last_day() -> None:
    of_a_day = facts(5, 100, 150, days=(10, 10))
    alike, not_alike = facts(5, 100, 160, days=(10, 12)), facts(5, 90, 160, days=(10, 12))
    later = facts(5, 100, 160, days=(11, 12))

    assert judge(alike, before=of_a_day, after=None, namesakes=[of_a_day]) is Chain.REISSUE
    assert judge(not_alike, before=of_a_day, after=None, namesakes=[of_a_day]) is Chain.GAP
    assert judge(later, before=of_a_day, after=None, namesakes=[of_a_day]) is Chain.GAP


def test_the_same_days_and_number_are_an_overlap_for_who_knows_no_namesakes() -> None:
    assert judge(facts(5, 300, 310, days=(9, 10)), before=FIFTH, after=None) is Chain.OVERLAP


def test_a_statement_may_end_on_the_day_that_the_next_begins() -> None:
    assert judge(facts(4, 10, 20, days=(1, 9)), before=None, after=FIFTH) is Chain.FIRST


def test_three_digits_start_over_after_999() -> None:
    assert join(facts(999, 0, 5, days=(1, 2)), facts(1, 5, 9, days=(2, 3))) is Chain.CONTINUES


def test_a_statement_of_days_that_a_later_one_covers_is_an_overlap() -> None:
    week = facts(6, 150, 400, days=(10, 17))

    assert judge(facts(7, 150, 170, days=(10, 11)), before=FIFTH, after=week) is Chain.OVERLAP


def test_a_statement_that_fills_a_gap_is_no_overlap() -> None:
    seventh = facts(7, 170, 190, days=(11, 12))

    assert judge(facts(6, 150, 170, days=(10, 11)), before=FIFTH, after=seventh) is Chain.CONTINUES


def test_several_statements_of_one_day_are_no_overlap() -> None:
    first, third = facts(1, 0, 10, days=(9, 10)), facts(3, 20, 30, days=(9, 10))

    assert judge(third, before=first, after=None) is Chain.GAP
    assert judge(facts(2, 10, 20, days=(9, 10)), before=first, after=third) is Chain.CONTINUES


def test_only_what_could_count_money_twice_is_held() -> None:
    assert {Chain.OVERLAP, Chain.REISSUE} == HELD


def _statements(*movements: tuple[int, int, int]) -> list[coda.Statement]:
    """Statements of one account: their number, opening balance in euros and day in March."""
    return [
        cases.statement(
            cases.incoming(10_000, value_on=dt.date(2026, 3, day), entry_on=dt.date(2026, 3, day)),
            sequence=number,
            paper_number=number,
            opening_balance_thousandths=opening * 1000,
            opening_on=dt.date(2026, 3, day - 1),
            created_on=dt.date(2026, 3, day),
        )
        for number, opening, day in movements
    ]


def test_statements_of_a_file_are_judged_in_their_order() -> None:
    one, two, four, again = _statements((1, 0, 2), (2, 10, 3), (4, 30, 5), (1, 5, 2))

    verdicts = [verdict for _, verdict in judge_all([one, two, four, again])]

    assert verdicts == [Chain.FIRST, Chain.CONTINUES, Chain.GAP, Chain.REISSUE]


def test_a_file_that_comes_late_is_placed_between_its_neighbours() -> None:
    one, two, three = _statements((1, 0, 2), (2, 10, 3), (3, 20, 4))

    verdicts = [verdict for _, verdict in judge_all([one, three, two])]

    assert verdicts == [Chain.FIRST, Chain.GAP, Chain.CONTINUES]


def test_accounts_and_separate_applications_have_no_part_in_another_chain(shared: Path) -> None:
    folder = shared / "samples" / "coda"
    multiple = list(coda.read((folder / "synthetic-multi-account.cod").read_bytes()))
    separate = list(coda.read((folder / "synthetic-separate-application.cod").read_bytes()))

    assert [verdict for _, verdict in judge_all(separate)] == [Chain.OUTSIDE]
    assert [verdict for _, verdict in judge_all(multiple)] == [Chain.FIRST] * 4 + [Chain.CONTINUES]


def test_a_statement_without_all_its_days_uses_those_it_has() -> None:
    (made,) = _statements((1, 0, 5))
    without_closing = dataclasses.replace(made, closing_on=None, opening_on=dt.date(2026, 3, 3))
    created = dataclasses.replace(made, closing_on=None, opening_on=None)
    undated = dataclasses.replace(created, created_on=None)
    found = [facts_of(one) for one in (made, without_closing, created)]

    assert [one and (one.opening_on.day, one.closing_on.day) for one in found] == [(4, 5), (3, 3), (5, 5)]
    assert facts_of(undated) is None
    assert [verdict for _, verdict in judge_all([undated, made])] == [Chain.OUTSIDE, Chain.FIRST]


def test_each_account_and_currency_has_a_chain_of_its_own() -> None:
    (made,) = _statements((1, 0, 2))
    part = dataclasses.replace(made, separate_application="12345")
    others = [
        dataclasses.replace(made, account=cases.OTHER_ACCOUNT),
        dataclasses.replace(made, currency="USD"),
    ]

    verdicts = [verdict for _, verdict in judge_all([part, made, *others])]

    assert verdicts == [Chain.OUTSIDE, Chain.FIRST, Chain.FIRST, Chain.FIRST]


def test_a_file_that_comes_late_may_overlap_what_follows_it() -> None:
    one, week, inside = _statements((1, 0, 2), (7, 90, 9), (5, 30, 8))
    week = dataclasses.replace(week, opening_on=dt.date(2026, 3, 5))

    verdicts = [verdict for _, verdict in judge_all([one, week, inside])]

    assert verdicts == [Chain.FIRST, Chain.GAP, Chain.OVERLAP]
