"""How a statement joins the others of its account. Pure: facts in, verdict out.

Balance continuity is the proof, numbers are only a hint (design, section 4.4). Statements may come in any
order: `judge` places one between its neighbours, `join` judges a pair again when something came between.
A period runs from the day of the old balance to the day of the new one (CODA 2.6, records 1 and 8).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from boekbrug.formats.coda.statement import Statement

NUMBERS_END = 999
"""CODA and paper numbers have three digits and start over after this one."""


class Chain(StrEnum):
    """How a statement joins the one before it on the same account; the codes are stored."""

    FIRST = "FIRST"
    CONTINUES = "CONTINUES"
    GAP = "GAP"
    NUMBER_JUMP = "NUMBER_JUMP"
    OVERLAP = "OVERLAP"
    REISSUE = "REISSUE"
    YEAR_RESET = "YEAR_RESET"
    REPEATED_NUMBER = "REPEATED_NUMBER"
    OUTSIDE = "OUTSIDE"  # a separate-application file gives details only


HELD = frozenset({Chain.OVERLAP, Chain.REISSUE})
"""Movements of these wait for a person: money could be counted twice."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the chain needs to know of a statement; balances in whole thousandths, number 0 means none."""

    year: int
    sequence: int
    paper_number: int
    opening_thousandths: int
    closing_thousandths: int
    opening_on: dt.date
    closing_on: dt.date

    @property
    def place(self) -> tuple[dt.date, int, int]:
        """Where it stands in the order of the account."""
        return self.closing_on, self.sequence, self.paper_number

    @property
    def numbers(self) -> tuple[int, int, int]:
        """What people call it by."""
        return self.year, self.sequence, self.paper_number


def facts_of(statement: Statement) -> Facts | None:
    """Return the facts of a statement that was read, or None when it names no day."""
    closing_on = statement.closing_on or statement.opening_on or statement.created_on
    if closing_on is None:
        return None
    return Facts(
        year=closing_on.year,
        sequence=statement.sequence,
        paper_number=statement.paper_number,
        opening_thousandths=statement.opening_balance_thousandths,
        closing_thousandths=statement.final_balance_thousandths,
        opening_on=statement.opening_on or closing_on,
        closing_on=closing_on,
    )


def judge_all(statements: Iterable[Statement]) -> Iterator[tuple[Statement, Chain]]:
    """Tell of each statement how it joins those of its account that came before it, in whatever order.

    A statement that could count money twice is told and left out of the chain; one without a day is OUTSIDE.
    """
    chains: dict[tuple[str, str], list[Facts]] = {}
    for statement in statements:
        facts = facts_of(statement)
        if statement.is_separate_application or facts is None:
            yield statement, Chain.OUTSIDE
            continue
        known = chains.setdefault((statement.account, statement.currency), [])
        place = bisect_left(known, facts.place, key=lambda one: one.place)
        verdict = judge(
            facts,
            before=known[place - 1] if place else None,
            after=known[place] if place < len(known) else None,
            namesakes=[one for one in known if one.numbers == facts.numbers],
        )
        if verdict not in HELD:
            insort(known, facts, key=lambda one: one.place)
        yield statement, verdict


def judge(new: Facts, *, before: Facts | None, after: Facts | None, namesakes: Iterable[Facts] = ()) -> Chain:
    """Tell how a new statement joins its neighbours; `namesakes` have its year and numbers.

    None of the given statements is itself held: the chain is made of those that count.
    """
    if any(_is_reissue(new, other) for other in namesakes):
        return Chain.REISSUE
    if any(_overlaps(new, other) for other in (before, after) if other is not None):
        return Chain.OVERLAP
    return join(before, new)


def join(before: Facts | None, new: Facts) -> Chain:
    """Tell how a statement that counts follows the one before it (None: it is the first)."""
    if before is None:
        return Chain.FIRST
    if before.closing_thousandths != new.opening_thousandths:
        return Chain.GAP
    if new.year > before.year and _number(new) <= _number(before):
        return Chain.YEAR_RESET
    return _by_number(before, new)


def _by_number(before: Facts, new: Facts) -> Chain:
    """The balances agree: let the numbers say what is worth a note. Some banks repeat the paper number."""
    if _is_repeated(before.sequence, new.sequence):
        return Chain.REPEATED_NUMBER
    if _follows(before.sequence, new.sequence):
        is_repeated = _is_repeated(before.paper_number, new.paper_number)
        return Chain.REPEATED_NUMBER if is_repeated else Chain.CONTINUES
    is_unnumbered = 0 in (_number(before), _number(new))
    if is_unnumbered or _follows(before.paper_number, new.paper_number):
        return Chain.CONTINUES
    return Chain.NUMBER_JUMP


def _number(facts: Facts) -> int:
    return facts.sequence or facts.paper_number


def _follows(before: int, after: int) -> bool:
    return after > 0 and (after == before + 1 or (before == NUMBERS_END and after == 1))


def _is_repeated(before: int, after: int) -> bool:
    return before == after != 0


def _is_linked(one: Facts, other: Facts) -> bool:
    """Whether one opens with the balance that the other closed with: then both are real."""
    return one.opening_thousandths == other.closing_thousandths or (
        other.opening_thousandths == one.closing_thousandths
    )


def _is_reissue(new: Facts, other: Facts) -> bool:
    """Whether the bank sent the same numbered statement again with other content."""
    if new.numbers != other.numbers or not _number(new) or _is_linked(new, other):
        return False
    starts_alike = new.opening_thousandths == other.opening_thousandths and new.opening_on == other.opening_on
    return starts_alike or new.closing_on == other.closing_on or _share_days(new, other)


def _overlaps(new: Facts, other: Facts) -> bool:
    """Whether both tell of the same days without joining; several statements of one day are no overlap."""
    if _is_linked_in_order(new, other):
        return False
    starts_alike = new.opening_thousandths == other.opening_thousandths and new.opening_on == other.opening_on
    if (new.opening_on, new.closing_on) == (other.opening_on, other.closing_on):
        return starts_alike or new.numbers == other.numbers or not _number(new)
    return starts_alike or _share_days(new, other)


def _is_linked_in_order(new: Facts, other: Facts) -> bool:
    earlier, later = sorted((new, other), key=lambda facts: facts.place)
    return earlier.closing_thousandths == later.opening_thousandths


def _share_days(one: Facts, other: Facts) -> bool:
    return one.opening_on < other.closing_on and other.opening_on < one.closing_on
