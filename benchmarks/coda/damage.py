"""Damage every sample in every way and see that nothing raises and no false figure passes.

`python -m benchmarks.coda.damage FOLDER [--every N]`: each byte flipped, made a space, NUL or 0xFF, left out
and doubled; each truncation; each line left out, doubled and swapped with the next; lines shuffled. Prints
how many of each were refused (an error), told (a warning or a tolerance) and read without a word, what
raised, and each time a statement that passes has other balances, booked amounts, account or currency than
the sample, books nothing where the sample does, or has days that cannot be without a word of them. With
`--every N` every Nth place.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from boekbrug.formats import coda
from boekbrug.formats.coda import problems
from boekbrug.formats.problem import has_error

SHUFFLES = 200
Figures = tuple[object, ...]
_TOLD_OF_DAYS = {problems.DAY_UNKNOWN.code, problems.DAY_OUT_OF_ORDER.code, problems.NOT_A_DATE.code}


def main() -> int:
    """Damage and count; 1 when something raised or a false figure passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    totals: dict[str, Counter[str]] = {}
    for path in sorted(options.folder.iterdir()):
        if path.suffix in (".cod", ".txt"):
            for kind, counts in tried(path.read_bytes(), options.every).items():
                totals.setdefault(kind, Counter()).update(counts)
    bad = 0
    for kind, counts in totals.items():
        print(f"{kind:10} {counts.total():8,}  " + "  ".join(f"{k} {n:,}" for k, n in sorted(counts.items())))
        bad += counts["RAISED"] + counts["FALSE FIGURE"]
    print(f"{sum(one.total() for one in totals.values()):,} damaged files, {bad} bad")
    return int(bad > 0)


def tried(data: bytes, every: int = 1) -> dict[str, Counter[str]]:
    """Damage one file in every way and count what became of it, by the kind of damage."""
    figures = {_figures(one) for one in coda.read(data) if not one.has_error}
    figures |= {(*one[:-1], None) for one in figures}  # where something is said about the details
    counts: dict[str, Counter[str]] = {}
    for kind, changed in damaged(data, every):
        counts.setdefault(kind, Counter())[_ending(changed, figures)] += 1
    return counts


def damaged(data: bytes, every: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield each damage with its kind."""
    for place in range(0, len(data), every):
        before, byte, after = data[:place], data[place], data[place + 1 :]
        yield "flip", before + bytes([byte ^ 1 << place % 8]) + after
        for kind, other in (("space", b" "), ("nul", b"\x00"), ("0xff", b"\xff"), ("delete", b"")):
            yield kind, before + other + after
        yield "duplicate", before + bytes([byte, byte]) + after
        yield "truncate", before
    yield from _lines_damaged(data.splitlines(keepends=True))


def _lines_damaged(lines: list[bytes]) -> Iterator[tuple[str, bytes]]:
    for place, line in enumerate(lines):
        yield "line out", b"".join([*lines[:place], *lines[place + 1 :]])
        yield "line twice", b"".join([*lines[:place], line, *lines[place:]])
        yield (
            "lines swapped",
            b"".join([*lines[:place], *lines[place : place + 2][::-1], *lines[place + 2 :]]),
        )
    chance = random.Random(len(lines))
    for _ in range(SHUFFLES):
        yield "lines shuffled", b"".join(chance.sample(lines, len(lines)))


def _ending(changed: bytes, figures: set[Figures]) -> str:
    try:
        reading = coda.read(changed)
        statements = reading.all()
        told = [*reading.problems, *(each for one in statements for each in one.problems)]
        for problem in told:
            problem.sentence.english  # noqa: B018  saying it must not raise either
        for one in statements:
            list(coda.communication_problems(one))
    except Exception:
        return "RAISED"
    sound = [one for one in statements if not one.has_error]
    if any(_figures(one) not in figures for one in sound):
        return "FALSE FIGURE"
    if has_error(told) or not statements:
        return "refused"
    return "told" if told or reading.tolerances else "read"


def _figures(statement: coda.Statement) -> Figures:
    """What stands under a control figure; of a separate application the trailer controls the amounts."""
    return (
        statement.opening_balance_thousandths if not _is_free(statement) else None,
        statement.closing_balance_thousandths if not _is_free(statement) else None,
        tuple(statement.booked_thousandths),
        (statement.account, statement.currency) if not _is_free(statement) else None,
        _is_dated(statement) or any(one.code in _TOLD_OF_DAYS for one in statement.problems),
        _is_balanced(statement) and statement.is_separate_application,
        None if _is_told(statement) else tuple(_details(statement.movements)),
    )


def _is_dated(statement: coda.Statement) -> bool:
    """Whether every day but a value date is known, and entries lie before a closing balance."""
    opened, closed = statement.opening_on, statement.closing_on
    entries = [movement.entry_on for movement in statement.movements]
    if None in (statement.created_on, opened, *entries) or (closed is None and not _is_free(statement)):
        return False
    known = [day for day in (opened, *entries) if day is not None]
    return closed is None or max(known) <= closed


def _is_balanced(statement: coda.Statement) -> bool:
    """Whether it has a balance, which the details of a separate application cannot have."""
    return bool(statement.opening_balance_thousandths or statement.closing_balance_thousandths)


def _is_told(statement: coda.Statement) -> bool:
    """Whether something is said about amounts of details: they refuse nothing."""
    return any(one.code == problems.DETAILS_DIFFER.code for one in statement.problems)


def _details(movements: list[coda.Movement]) -> Iterator[int]:
    for movement in movements:
        for one in movement.details:
            yield one.amount_thousandths
        yield from _details(movement.details)


def _is_free(statement: coda.Statement) -> bool:
    """Whether nothing controls the balance: an empty statement has no record 8."""
    return statement.closing_balance_thousandths is None


if __name__ == "__main__":
    sys.exit(main())
