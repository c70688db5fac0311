"""What the inbox itself says about a file, and how problems are stored beside an intake."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boekbrug.formats.problem import Problem, ProblemKind, Severity
from boekbrug.formats.showing import columns_data
from boekbrug.wording import Sentence, Wording

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
STORED_MAX = 500

TOO_LARGE = Wording(
    "inbox-too-large",
    "{name} holds {found} MB; at most {expected} MB is taken in. Split the file.",
)
UNKNOWN_ACCOUNT = ProblemKind(
    "inbox-unknown-account",
    "inbox",
    _WARNING,
    "Account {found} in {expected} is not in this dossier. Add the account, and its statements are imported.",
)
ACCOUNT_NOT_IBAN = ProblemKind(
    "inbox-account-not-iban",
    "inbox",
    _ERROR,
    "The statement on line {line} is of account “{found}”, which is not a valid IBAN; this dossier keeps "
    "IBAN accounts only. Ask your bank for statements with the IBAN.",
)
NO_CURRENCY = ProblemKind(
    "inbox-no-currency",
    "inbox",
    _ERROR,
    "The statement on line {line} has “{found}” as its currency; three letters such as EUR are expected. "
    "Ask your bank for a new file.",
)
UNDATED = ProblemKind(
    "inbox-statement-undated",
    "inbox",
    _ERROR,
    "The statement on line {line} names no day, so it has no place in the year. "
    "Ask your bank for a new file.",
)
CONFLICT = ProblemKind(
    "inbox-statement-conflict",
    "inbox",
    _ERROR,
    "Statement {found} of account {expected} (line {line}) is here already with other content: the same "
    "number, days and balances, but other lines. The earlier one was kept. Ask your bank which one is right.",
)
NO_MEMBERS = ProblemKind(
    "inbox-zip-empty", "inbox", _ERROR, "The ZIP file holds no files. Put the files in it and send it again."
)
WAITS_FOR_ROOM = ProblemKind(
    "inbox-waits-for-room",
    "inbox",
    _WARNING,
    "The file is kept, but the disk is too full to take in what it holds. That happens by itself as soon as "
    "whoever looks after this Boekbrug made room.",
)
GIVEN_UP = ProblemKind(
    "inbox-given-up",
    "inbox",
    _ERROR,
    "Reading this file was tried {found} times and broke off each time. The file is kept; tell whoever looks "
    "after this Boekbrug to look in its log, then send the file again.",
)


def stored(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Turn problems into JSON; `people.language.render_stored(code, values)` makes the sentence again."""
    return [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "layer": problem.layer,
            "line": problem.line,
            "columns": columns_data(problem.columns),
            "place": problem.place,
            "found": problem.found,
            "expected": problem.expected,
            "values": dict(problem.sentence.values),
        }
        for problem in problems
    ]


def stored_sentence(sentence: Sentence) -> dict[str, Any]:
    """Turn the sentence of an exception into a stored problem of the inbox."""
    return {
        "code": sentence.code,
        "severity": _ERROR.value,
        "layer": "inbox",
        "line": None,
        "columns": None,
        "place": "",
        "found": "",
        "expected": "",
        "values": dict(sentence.values),
    }
