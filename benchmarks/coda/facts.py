"""What expected.json says of a CODA file, told from what our reader makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from boekbrug.formats import coda
from boekbrug.formats.coda import layout, problems
from boekbrug.formats.coda.zones import Zone, own_account_zone

CHECKS = {
    "bal": {problems.BALANCE_DIFFERS.code},
    "cnt": {problems.RECORD_COUNT_DIFFERS.code},
    "sums": {problems.DEBIT_TOTAL_DIFFERS.code, problems.CREDIT_TOTAL_DIFFERS.code},
}
_TOLD_CODES = {code: check for check, codes in CHECKS.items() for code in codes}
_LINE_ENDS = {"lf": b"\n", "crlf": b"\r\n", "cr": b"\r"}


@dataclass(frozen=True)
class Difference:
    """One thing that expected.json says and we do not."""

    file: str
    statement: str
    name: str
    expected: object
    found: object

    def __str__(self) -> str:
        """One line: where, what, expected, read."""
        place = f"{self.file} {self.statement}".rstrip()
        return f"{place}: {self.name}: expected {self.expected!r}, read {self.found!r}"


def compared(name: str, content: bytes, wanted: dict[str, Any]) -> Iterator[Difference]:
    """Yield where a file is not as expected."""
    reading = coda.read(content)
    statements = list(reading)
    text = _lines(content.decode(_codec(reading.encoding)))
    found = {
        "bytes": len(content),
        "encoding": _same_letters(content, reading.encoding, wanted["encoding"]),
        "eol": _line_end(content),
        "lines": len(text),
    }
    for key, value in found.items():
        if wanted[key] != value:
            yield Difference(name, "", key, wanted[key], value)
    known = [one for one in wanted["statements"] if one["version"] in layout.BY_VERSION]
    refused = sum(one.code == problems.UNKNOWN_VERSION.code for one in reading.problems)
    for key, expected, counted in (
        ("statements", len(known), len(statements)),
        ("refused statements", len(wanted["statements"]) - len(known), refused),
    ):
        if expected != counted:
            yield Difference(name, "", key, expected, counted)
    yield from _layout(name, wanted.get("layout_issues", {}), statements)
    for number, (statement, facts) in enumerate(zip(statements, known, strict=False), 1):
        ends = [one.first_line for one in statements[number:]] + [len(text) + 1]
        ours = _facts(statement, text[statement.first_line - 1 : ends[0] - 1])
        for key, expected in facts.items():
            if ours[key] != expected:
                yield Difference(name, f"statement {number}", key, expected, ours[key])
    if len(known) == len(wanted["statements"]):
        yield from _features(name, set(wanted["features"]), statements)


def _facts(statement: coda.Statement, lines: list[str]) -> dict[str, Any]:
    """Say of a statement what expected.json says of each, under the same names."""
    everything = list(_all(statement.movements))
    information = [one for each in everything for one in each.information]
    structured = Counter(
        one.structured_type for one in [*everything, *information] if one.structured_type is not None
    )
    told = {_TOLD_CODES[one.code] for one in statement.problems if one.code in _TOLD_CODES}
    return {
        "version": statement.version,
        "account_zone": _zone(statement, lines),
        "old_balance_thousandths": statement.opening_balance_thousandths if statement.has_opening else None,
        "new_balance_thousandths": statement.closing_balance_thousandths,
        "booked_movements": sum(one.detail == 0 for one in statement.movements) or len(statement.movements),
        "records_21": len(everything),
        "records_31": len(information),
        "records_4": sum(line.startswith("4 ") for line in lines),
        "structured": dict(structured),
        "checks_failing": [one for one in ("bal", "cnt", "sums") if one in told],
    }


def _zone(statement: coda.Statement, lines: list[str]) -> str:
    """The account zone; expected.json takes that of the last line that begins with 1, stray ones too."""
    last = [line for line in lines if line.startswith("1")][-1:]
    if last and len(last[0]) < layout.OPENING["account_zone"].last:
        return last[0][layout.OPENING["account_zone"].cut].rstrip()
    zone = Zone(statement.account, statement.currency, statement.account_rest)
    return own_account_zone(statement.account_structure, zone).rstrip()


def _features(name: str, wanted: set[str], statements: list[coda.Statement]) -> Iterator[Difference]:
    found = {feature for statement in statements for feature in _features_of(statement)}
    for feature in sorted(wanted - found):
        yield Difference(name, "", "feature", feature, "absent")
    for feature in sorted(found - wanted):
        yield Difference(name, "", "feature", "absent", feature)


def _features_of(statement: coda.Statement) -> Iterator[str]:
    """Name what a statement exercises: its records, types, communications, levels, codes."""
    yield from ("r0", f"v{statement.version}")
    yield from ["r1", f"acct{statement.account_structure}"] if statement.has_opening else []
    yield from ["r8"] if statement.closing_balance_thousandths is not None else []
    yield from ["r4", "free"] if statement.messages else []
    yield from ["r9"] if statement.has_trailer else []
    yield from ["dup"] if statement.is_duplicate else []
    yield from [f"sep{statement.separate_application}"] if statement.is_separate_application else []
    for movement in _all(statement.movements):
        yield from ("r21", f"type{movement.transaction_code[:1]}")
        named = {
            "r22": movement.has_second, "r23": movement.has_third, "catpurp": movement.category_purpose,
            "purpose": movement.purpose, "rtx": movement.r_transaction, "vd0": movement.value_on is None,
            f"glob{movement.globalisation}": movement.globalisation,
            f"sc{movement.structured_type}": movement.structured_type,
        }  # fmt: skip
        yield from (feature for feature, has in named.items() if has)
        for one in movement.information:
            named = {"r31": True, "r32": one.has_second, "r33": one.has_third}
            yield from (feature for feature, has in named.items() if has)
            yield from [f"sc{one.structured_type}"] if one.structured_type else []


def _layout(name: str, wanted: dict[str, int], statements: list[coda.Statement]) -> Iterator[Difference]:
    """Compare the odd codes and accounts that expected.json counts with the problems that were told."""
    told = Counter(one.code for statement in statements for one in statement.problems)
    wrong_next = sum(count for issue, count in wanted.items() if issue.endswith(" next"))
    for key, expected, code in (
        ("next codes", wrong_next, problems.NEXT_CODE_WRONG.code),
        ("account of record 8", wanted.get("8 acct != 1 acct", 0), problems.ACCOUNT_DIFFERS.code),
    ):
        if told[code] != expected:
            yield Difference(name, "", key, expected, told[code])


def _all(movements: list[coda.Movement]) -> Iterator[coda.Movement]:
    for movement in movements:
        yield movement
        yield from _all(movement.details)


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _line_end(content: bytes) -> str:
    return next((name for name in ("crlf", "lf", "cr") if _LINE_ENDS[name] in content), "")


def _codec(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _same_letters(content: bytes, found: str, wanted: str) -> str:
    """Return the name that was wanted when it makes the same text: the bytes cannot tell them apart."""
    try:
        return wanted if content.decode(_codec(found)) == content.decode(_codec(wanted)) else found
    except (UnicodeDecodeError, LookupError):
        return found
