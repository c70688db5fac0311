"""Take lines through the rules in two passes, while the balances of the open items change.

First the rules that may book by themselves see every line, in order: the first line that names a document
gets it, the next one asks. Then the remaining lines are judged against what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from boekbrug.matching import reasons
from boekbrug.matching.case import Case
from boekbrug.matching.numbers import keys_in_text
from boekbrug.matching.open_book import OpenBook
from boekbrug.matching.rules import GUESSING, NAMING, Rule
from boekbrug.matching.texts import free_text, references, structured_ogm
from boekbrug.matching.values import BankLine, Certainty, Keys, OpenItem, Other, Proposal, State

NOTHING_REFUSED: frozenset[tuple[int, int]] = frozenset()


def propose(
    lines: Iterable[BankLine],
    items: Sequence[OpenItem],
    *,
    refused: frozenset[tuple[int, int]] = NOTHING_REFUSED,
) -> list[Proposal]:
    """Propose for every line, in order, which items it pays and why.

    `refused` holds (line id, item id) pairs that a person undid before: they are never proposed again.
    Paid items may be among the items, so that a double payment is recognised.
    """
    book = OpenBook(items)
    proposals: list[Proposal] = []
    waiting: list[tuple[int, Case, bool]] = []
    for at, line in enumerate(lines):
        case = Case(line, book)
        proposal = _first_answer(case, NAMING) if case.amount else None
        if (
            proposal
            and proposal.certainty is Certainty.SURE
            and not (refused and _refused_in(proposal, refused))
        ):
            for part in proposal.parts:
                book.settle(book.place_of[part.item_id])
        else:
            waiting.append((at, case, proposal is not None))
            proposal = _UNDECIDED
        proposals.append(proposal)
    for at, case, names_something in waiting:
        # What named nothing names nothing now; what named a document may find it paid by another line.
        again = Case(case.line, book) if names_something else case
        named = _first_answer(again, NAMING) if names_something else None
        proposals[at] = _judge_what_is_left(again, named, refused)
    return proposals


def keys_in(line: BankLine) -> Keys:
    """Return everything the line could name, to load only those documents that have one of these keys.

    The other side of `numbers` is `number_keys(document number)`; of `ogms`, the reference of a document.
    """
    text = free_text(line)
    ogms = frozenset(references(text)) | ({digits} if (digits := structured_ogm(line)) else frozenset())
    return Keys(ogms, keys_in_text(text))


_UNDECIDED = Proposal(0, State.UNKNOWN_IN, Certainty.NONE, (), ())


def _first_answer(case: Case, rules: Sequence[Rule]) -> Proposal | None:
    for rule in rules:
        if proposal := rule(case):
            return proposal
    return None


def _judge_what_is_left(case: Case, named: Proposal | None, refused: frozenset[tuple[int, int]]) -> Proposal:
    if not case.amount:
        return case.ask(State.UNKNOWN_IN, reasons.NO_AMOUNT.say())
    proposal = named or _first_answer(case, GUESSING)
    assert proposal, "the last rule always answers"  # noqa: S101  the types cannot say it
    if refused and (undone := _refused_in(proposal, refused)):
        return _unlinked(case, proposal, undone)
    if proposal.certainty is Certainty.SURE:
        # It became clear only because a later line settled another document: a person looks.
        return replace(proposal, certainty=Certainty.PROBABLE)
    return proposal


def _refused_in(proposal: Proposal, refused: frozenset[tuple[int, int]]) -> list[int]:
    return [part.item_id for part in proposal.parts if (proposal.line_id, part.item_id) in refused]


def _unlinked(case: Case, proposal: Proposal, undone: list[int]) -> Proposal:
    """The same findings, but nothing to accept: a person undid this before."""
    whys = tuple(
        reasons.UNDONE_BEFORE.say(number=case.book.items[case.book.place_of[item_id]].number)
        for item_id in undone
    )
    seen = tuple(Other(part.item_id, proposal.reasons) for part in proposal.parts)
    return replace(
        proposal,
        state=State.UNLINKED,
        certainty=Certainty.NONE,
        parts=(),
        reasons=whys,
        others=(*seen, *proposal.others),
    )
