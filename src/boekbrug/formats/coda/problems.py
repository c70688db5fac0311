"""What can be wrong in a CODA file: every kind of problem the reader reports, with its sentence.

An error makes the statement unfit for import; a warning is shown and the statement is taken; a note is shown.
Rules R01 to R10 follow the Febelfin standard 2.6 (February 2018), chapters on the records and their controls.
"""

from __future__ import annotations

from collections.abc import Mapping

from boekbrug.formats.coda.codes import field_name
from boekbrug.formats.problem import ProblemKind, Severity
from boekbrug.wording import Name


def _error(code: str, text: str) -> ProblemKind:
    return ProblemKind(f"coda-{code}", "coda", Severity.ERROR, text)


def _warning(code: str, text: str, names: Mapping[str, Name] | None = None) -> ProblemKind:
    return ProblemKind(f"coda-{code}", "coda", Severity.WARNING, text, names or {})


def _note(code: str, text: str) -> ProblemKind:
    return ProblemKind(f"coda-{code}", "coda", Severity.NOTE, text)


# The file as a whole.
NOT_CODA = _error(
    "not-coda",
    "This is not a CODA file: it begins with “{found}”, where a CODA file begins with a header record "
    "(00000, then the date). Choose the CODA file that your bank offers for download.",
)
EMPTY_FILE = _error("empty-file", "The file is empty. Download it again from your bank.")
UNKNOWN_VERSION = _error(
    "unknown-version",
    "Line {line}, {place}: the version code of this statement is “{found}”; versions 1 and 2 can be read. "
    "Ask your bank for CODA version 2.",
)
TEXT_OUTSIDE_STATEMENT = _error(
    "text-outside-statement",
    "From line {line} on, {count} line(s) belong to no statement, beginning with “{found}”. A "
    "statement starts "
    "with record 0 and ends with record 9. Download the file again, without editing it.",
)

TOLERANCE_REFUSED = _error(
    "tolerance-refused",
    "Line {line}: this file deviates from the standard in one way ({found}), and strict reading refuses "
    "that. Ask your bank for a file that follows the standard, or read it without strict.",
)
TEXT_IN_BLANK_COLUMNS = _error(
    "text-in-blank-columns",
    "Line {line}, {place}: “{found}” stands where the standard leaves columns blank, and strict reading "
    "refuses that. Ask your bank for a file that follows the standard, or read it without strict.",
)

# One line.
LINE_LENGTH = _error(
    "line-length",
    "Line {line} has {found} columns instead of {expected}. Download the file again, without editing it.",
)
UNKNOWN_RECORD = _error(
    "unknown-record",
    "Line {line} begins with “{found}”, which is no CODA record. Download the file again, without "
    "editing it.",
)
RECORD_OUT_OF_ORDER = _error(
    "record-out-of-order",
    "Line {line} is a record {found}, which cannot follow a record {expected}. "
    "Lines are missing or moved; download the file again.",
)
NOT_A_NUMBER = _error(
    "not-a-number",
    "Line {line}, {place}: “{found}” is not a number; only digits may stand here. Ask your bank for "
    "a new file.",
)
NOT_A_DATE = _error(
    "not-a-date",
    "Line {line}, {place}: “{found}” is not a day written as DDMMYY. Ask your bank for a new file.",
)
NOT_A_SIGN = _error(
    "not-a-sign",
    "Line {line}, {place}: the sign is “{found}”, where 0 (credit) or 1 (debit) is expected. "
    "Ask your bank for a new file.",
)
NOT_A_CODE = _error(
    "not-a-code",
    "Line {line}, {place}: the code is “{found}”, where {expected} is expected. Ask your bank for a "
    "new file.",
)
DAY_MISSING = _error(
    "day-missing",
    "Line {line}, {place}: the day is “{found}” (not known), where a day is expected ({expected}). "
    "Ask your bank for a new file.",
)
SEQUENCE_ORDER = _error(
    "sequence-order",
    "Line {line}, {place}: the number is {found}, where {expected} is expected. "
    "Records are missing or moved; download the file again.",
)

# One statement.
MISSING_OPENING = _error(
    "missing-opening",
    "The statement that begins on line {line} has no record 1 (account and opening balance). "
    "Download the file again.",
)
MISSING_CLOSING = _error(
    "missing-closing",
    "The statement that begins on line {line} has movements or messages but no record 8 (closing balance). "
    "Download the file again.",
)
MISSING_TRAILER = _error(
    "missing-trailer",
    "The statement that begins on line {line} has no record 9 at its end: it was cut off. "
    "Download the file again.",
)
ACCOUNT_DIFFERS = _error(
    "account-differs",
    "Line {line}, {place}: the closing balance is for account {found}, the statement is for account "
    "{expected}. "
    "Ask your bank for a new file.",
)
OWN_ACCOUNT_WRONG = _error(
    "own-account-wrong",
    "Line {line}, {place}: the account is “{found}”, where its structure asks for {expected}. "
    "Ask your bank for a new file.",
)
NOT_A_CURRENCY = _error(
    "not-a-currency",
    "Line {line}, {place}: the currency is “{found}”, where three capital letters are expected ({expected}). "
    "Ask your bank for a new file.",
)
BALANCE_DIFFERS = _error(
    "balance-differs",
    "Line {line}, {place}: the closing balance is {found}, but the opening balance and the movements make "
    "{expected}. Ask your bank for a new file.",
)
SEPARATE_BALANCE = _error(
    "separate-balance",
    "Line {line}, {place}: the balance is {found}, where {expected} is expected: the header says “{code}”, "
    "the details of one application only, and those have no balance. Ask your bank for a new file.",
)
RECORD_COUNT_DIFFERS = _error(
    "record-count-differs",
    "Line {line}, {place}: the trailer promises {found} records, the statement has {expected}. "
    "Lines are missing or added; download the file again.",
)
DEBIT_TOTAL_DIFFERS = _error(
    "debit-total-differs",
    "Line {line}, {place}: the trailer promises {found} of debit, the movements make {expected}. "
    "Ask your bank for a new file.",
)
CREDIT_TOTAL_DIFFERS = _error(
    "credit-total-differs",
    "Line {line}, {place}: the trailer promises {found} of credit, the movements make {expected}. "
    "Ask your bank for a new file.",
)
MORE_PROBLEMS = _error(
    "more-problems",
    "From line {line} on there are more problems; only the first {expected} are listed. "
    "Download the file again, without editing it.",
)

# Told, but no reason to refuse.
NEXT_CODE_WRONG = _warning(
    "next-code-wrong",
    "Line {line}, {place}: the next code is “{found}”, where {expected} is expected. "
    "The records were read in their order in the file.",
)
LINK_CODE_WRONG = _warning(
    "link-code-wrong",
    "Line {line}, {place}: the link code is “{found}”, where {expected} is expected. "
    "The records were read in their order in the file.",
)
MULTIPLE_FILE_CODE_WRONG = _warning(
    "multiple-file-code-wrong",
    "Line {line}, {place}: the code for a following statement is “{found}”, where {expected} is expected. "
    "Check that no statement is missing.",
)
APPLICATION_CODE_WRONG = _warning(
    "application-code-wrong",
    "Line {line}, {place}: the application code is “{found}”, where {expected} (CODA) is expected. "
    "The statement was read as CODA.",
)
OWN_ACCOUNT_CHECK = _warning(
    "own-account-check",
    "Line {line}, {place}: the check digits of the account {found} are not right ({expected}). "
    "Check that this is your account.",
)
ACCOUNT_STRUCTURE_DIFFERS = _warning(
    "account-structure-differs",
    "Line {line}, {place}: the account structure is “{found}”, where {expected} suits this account. "
    "The account was read as it stands.",
)
DAY_UNKNOWN = _warning(
    "day-unknown",
    "Line {line}, {place}: the day is “{found}” (not known), which only a value date may be. "
    "The rest was read.",
)
DAY_OUT_OF_ORDER = _warning(
    "day-out-of-order",
    "Line {line}, {place}: the day is {found}, where {expected} is expected. Check the days of this "
    "statement.",
)
DETAILS_DIFFER = _warning(
    "details-differ",
    "Line {line}, {place}: the amount is {found}, but the details below it make {expected}. Details are "
    "missing or changed; the amount was booked. Look at the details on the website of your bank.",
)
LEVEL_NOT_CLOSED = _note(
    "level-not-closed",
    "Line {line}, {place}: globalisation code {found} opens a level of details that no record closes. The "
    "details hang below it by their type and order; nothing needs to be done.",
)
MORE_WARNINGS = _warning(
    "more-warnings",
    "From line {line} on there are more warnings; only the first {expected} are listed. "
    "The records were read in their order in the file.",
)
LOST_CHARACTER = _warning(
    "lost-character",
    "Line {line}, {place}: characters were lost here; they cannot be read as {found}. "
    "Choose another encoding, or ask your bank for a new file.",
)
REPEATED_STATEMENT = _warning(
    "repeated-statement",
    "The statement that begins on line {line} has the account, numbers, days and balances of the one on line "
    "{expected}. Check that the file was not joined twice.",
)
ABOUT_DETAILS = frozenset({DETAILS_DIFFER, LEVEL_NOT_CLOSED})
"""What is told of amounts and levels: each line is as it should be."""

COMMUNICATION_FIELD = _warning(
    "communication-field",
    "Line {line}, {place}: the communication of type {type} holds “{found}” as {name}, where {expected} is "
    "expected. The movement was read, the field was left as it stands.",
    {"name": lambda values, language: field_name(values["type"], values["name"]).say(language)},
)
