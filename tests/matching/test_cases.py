"""Every case in tests/matching/cases, read as a bookkeeper reads it. The format is in cases/README.md."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from boekbrug import matching
from boekbrug.money import parse_amount, to_thousandths

FOLDER = Path(__file__).parent / "cases"


@dataclass
class Case:
    title: str
    items: list[matching.OpenItem]
    lines: list[matching.BankLine] = field(default_factory=list)
    expected: dict[int, list[str]] = field(default_factory=dict)
    losers: list[tuple[int, str, str]] = field(default_factory=list)
    refused: set[tuple[int, int]] = field(default_factory=set)

    def id_of(self, number: str) -> int:
        return next(item.id for item in self.items if item.number == number)


def thousandths(typed: str) -> int:
    return to_thousandths(parse_amount(typed))


def options(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words)


def read_open(words: list[str], place: int) -> matching.OpenItem:
    number, rest, reference, *others = words
    said = options(others)
    return matching.OpenItem(
        id=100 + place,
        kind=matching.ItemKind(said.get("kind", "sale")),
        number=number,
        reference=reference.strip("-"),
        rest_thousandths=thousandths(rest),
        total_thousandths=thousandths(said.get("total", rest)),
        currency=said.get("currency", "EUR"),
        issued_on=None,
        due_on=None,
        party_name=said.get("party", ""),
        party_ibans=(said["iban"],) if "iban" in said else (),
        is_withdrawn="withdrawn" in said,
    )


def read_line(words: list[str], place: int) -> matching.BankLine:
    on, amount, communication, *others = words
    said = options(others)
    return matching.BankLine(
        id=place,
        amount_thousandths=thousandths(amount),
        currency=said.get("currency", "EUR"),
        structured_type=said.get("type"),
        communication=communication,
        information=(said["info"],) if "info" in said else (),
        customer_reference=said.get("ref", ""),
        counterparty_name=said.get("name", ""),
        counterparty_iban=said.get("iban", ""),
        entry_on=dt.date.fromisoformat(on),
    )


def add(case: Case, word: str, rest: list[str]) -> None:
    last = len(case.lines) - 1
    match word:
        case "open":
            case.items.append(read_open(rest, len(case.items)))
        case "line":
            case.lines.append(read_line(rest, last + 1))
        case "undone":
            case.refused.add((last, case.id_of(rest[0])))
        case "expect":
            case.expected[last] = rest
        case "loses":
            case.losers.append((last, rest[0], rest[1]))
        case _:
            raise ValueError(f"{case.title}: {word!r} is not a word of a case file.")


def read_cases(text: str) -> Iterator[Case]:
    shared, *blocks = text.strip().split("\n\n")
    for block in blocks:
        title, *rows = block.split("\n")
        case = Case(title.removeprefix("case").strip(), [])
        for row in (*shared.split("\n"), *rows):
            word, *rest = shlex.split(row)
            add(case, word, rest)
        yield case


CASES = [
    pytest.param(case, id=f"{file.stem}: {case.title}")
    for file in sorted(FOLDER.glob("*.txt"))
    for case in read_cases(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_the_engine_answers_as_the_bookkeeper_wrote(case: Case) -> None:
    proposals = matching.propose(case.lines, case.items, refused=frozenset(case.refused))

    assert case.expected.keys() == set(range(len(case.lines))), "each line needs one expect"
    for place, (documents, certainty, state, *words) in case.expected.items():
        proposal = proposals[place]
        said = " ".join(reason.english for reason in proposal.reasons)
        assert (proposal.certainty.name, proposal.state.value) == (certainty, state), said
        assert proposal.parts == parts(case, place, documents)
        assert all(word in said for word in words), said
    for place, number, words in case.losers:
        reasons = {other.item_id: other.reasons for other in proposals[place].others}
        assert words in " ".join(reason.english for reason in reasons[case.id_of(number)])


def parts(case: Case, place: int, documents: str) -> tuple[matching.Part, ...]:
    if documents == "nothing":
        return ()
    whole = abs(case.lines[place].amount_thousandths)
    pairs = (document.partition(":") for document in documents.split("+"))
    return tuple(
        matching.Part(case.id_of(n), thousandths(amount) if amount else whole) for n, _, amount in pairs
    )


def test_there_are_enough_cases_to_trust() -> None:
    assert len(CASES) >= 60
