"""The control figures of a statement: balance, trailer, details, and the presence of its records."""

from __future__ import annotations

from boekbrug.formats.coda import layout, problems
from boekbrug.formats.coda.assembly import Assembly
from boekbrug.formats.coda.columns import Column
from boekbrug.formats.coda.days import check_days
from boekbrug.formats.coda.statement import Movement, Statement
from boekbrug.formats.problem import ProblemKind
from boekbrug.money import show_amount

_T = layout.TRAILER.cut
_MULTIPLE = layout.TRAILER["multiple_file_code"]


def finish(assembly: Assembly, *, last_line: int) -> Statement:
    """Check what was assembled, note what does not add up, and return the statement."""
    statement = assembly.close()
    statement.last_line = assembly.trailer_line or last_line
    statement.record_count = assembly.record_count
    _check_presence(assembly)
    check_days(assembly)
    if assembly.is_readable:
        amounts = statement.booked_thousandths
        _check_separate(assembly)
        _check_balance(assembly, sum(amounts))
        _check_trailer(assembly, _as_promised(assembly, amounts))
        for total in assembly.levels.totals:
            _check_details(assembly, total)
        _check_levels(assembly)
    return statement


def check_multiple_file_code(assembly: Assembly, *, is_last: bool) -> None:
    """Rule R06: the trailer says 1 when another statement follows, 2 when it is the last."""
    found, expected = assembly.trailer[_MULTIPLE.cut], "2" if is_last else "1"
    if assembly.trailer and found != expected:
        kind, line = problems.MULTIPLE_FILE_CODE_WRONG, assembly.trailer_line
        assembly.note(kind.at(line=line, columns=_MULTIPLE.columns, found=found, expected=expected))


def _check_presence(assembly: Assembly) -> None:
    """Rule R10 and the order of records: 1 and 9 always, 8 unless the statement is empty."""
    statement = assembly.statement
    line = statement.first_line
    if not statement.has_opening:
        assembly.note(problems.MISSING_OPENING.at(line=line))
    if statement.closing_balance_thousandths is None and (statement.movements or statement.messages):
        assembly.note(problems.MISSING_CLOSING.at(line=line))
    if not statement.has_trailer:
        assembly.note(problems.MISSING_TRAILER.at(line=line))


def _check_balance(assembly: Assembly, booked: int) -> None:
    """Rule R01: closing = opening + booked movements; a separate application has zeros for both balances."""
    statement = assembly.statement
    closing = statement.closing_balance_thousandths
    if closing is None or not statement.has_opening:
        return
    if statement.is_separate_application and closing == statement.opening_balance_thousandths == 0:
        return  # otherwise it may be an ordinary statement with a damaged header
    if closing != (expected := statement.opening_balance_thousandths + booked):
        _amounts_differ(
            assembly,
            problems.BALANCE_DIFFERS,
            line=assembly.closing_line,
            column=layout.CLOSING["balance"],
            amounts=(closing, expected),
        )


def _check_separate(assembly: Assembly) -> None:
    """A separate application has zeros for both balances (standard, separate application)."""
    statement = assembly.statement
    if not statement.is_separate_application or not statement.has_opening:
        return
    for amount, line, record in (
        (statement.opening_balance_thousandths, assembly.opening_line, layout.OPENING),
        (statement.closing_balance_thousandths, assembly.closing_line, layout.CLOSING),
    ):
        if amount:
            kind, columns = problems.SEPARATE_BALANCE, record["balance"].columns
            found, expected = show_amount(amount), show_amount(0)
            values = {"code": statement.separate_application}
            assembly.note(kind.at(line=line, columns=columns, found=found, expected=expected, values=values))


def _as_promised(assembly: Assembly, booked: list[int]) -> list[int]:
    """Return what the trailer adds up; where no total stands, it may be the details (standard, types)."""
    if not assembly.statement.is_separate_application or not assembly.trailer:
        return booked
    alone = [one.amount_thousandths for one in assembly.statement.movements]
    credit = sum([amount for amount in alone if amount > 0])
    promised = tuple(int(assembly.trailer[_T[name]]) for name in ("debit_total", "credit_total"))
    return alone if promised == (credit - sum(alone), credit) else booked


def _check_trailer(assembly: Assembly, amounts: list[int]) -> None:
    """Rule R02: the trailer's count and totals are those of the records above it."""
    statement = assembly.statement
    trailer, line = assembly.trailer, assembly.trailer_line
    if not trailer:
        return
    count = int(trailer[_T["record_count"]])
    if count != statement.record_count:
        columns, expected = layout.TRAILER["record_count"].columns, str(statement.record_count)
        kind = problems.RECORD_COUNT_DIFFERS
        assembly.note(kind.at(line=line, columns=columns, found=str(count), expected=expected))
    credit = sum([amount for amount in amounts if amount > 0])
    totals = (
        ("debit_total", credit - sum(amounts), problems.DEBIT_TOTAL_DIFFERS),
        ("credit_total", credit, problems.CREDIT_TOTAL_DIFFERS),
    )
    for name, expected_total, kind in totals:
        promised = int(trailer[_T[name]])
        if promised != expected_total:
            column = layout.TRAILER[name]
            _amounts_differ(assembly, kind, line=line, column=column, amounts=(promised, expected_total))


def _check_details(assembly: Assembly, total: Movement) -> None:
    """Rule R08: details make the amount of their total, level by level; a total may have none."""
    expected = sum([one.amount_thousandths for one in total.details])
    if expected != total.amount_thousandths:
        _amounts_differ(
            assembly,
            problems.DETAILS_DIFFER,
            line=total.first_line,
            column=layout.MOVEMENT_1["amount"],
            amounts=(total.amount_thousandths, expected),
        )
    for one in total.details:
        if one.details:
            _check_details(assembly, one)


def _check_levels(assembly: Assembly) -> None:
    """Rule R09: each level that a globalisation code opens is closed by a record with the same code."""
    column = layout.MOVEMENT_1["globalisation"]
    for total in assembly.levels.unclosed():
        found = str(total.globalisation)
        assembly.note(
            problems.LEVEL_NOT_CLOSED.at(line=total.first_line, columns=column.columns, found=found)
        )


def _amounts_differ(
    assembly: Assembly, kind: ProblemKind, *, line: int, column: Column, amounts: tuple[int, int]
) -> None:
    found, expected = (show_amount(amount) for amount in amounts)
    assembly.note(kind.at(line=line, columns=column.columns, found=found, expected=expected))
