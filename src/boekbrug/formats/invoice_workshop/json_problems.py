"""Why JSON is refused as an invoice: one sentence each."""

from __future__ import annotations

from boekbrug.formats.problem import Problem, ProblemKind, Severity
from boekbrug.wording import Refusal


def _kind(code: str, text: str) -> ProblemKind:
    return ProblemKind(f"invoice-json-{code}", "file", Severity.ERROR, text)


NOT_JSON = _kind(
    "broken", "Line {line}: from column {found} on this is no JSON. Check the file, or make it again."
)
NOT_UTF_8 = _kind("not-utf-8", "This is no JSON in UTF-8. Save the file in UTF-8.")
TOO_DEEP = _kind("too-deep", "The JSON is nested too deep to be an invoice. Check the file.")
TOO_LARGE = _kind(
    "too-large", "The JSON has {found} bytes, at most {expected} are read. Take out attachments."
)
TOO_LONG = _kind(
    "too-long",
    "Without the attachments the JSON has {found} bytes, at most {expected} are read. Check the file.",
)
TOO_MANY = _kind(
    "too-many",
    "The JSON has {found} braces, brackets and commas, an invoice at most {expected}. Check the file.",
)
OTHER_FORM = _kind(
    "other-form", "The JSON is not an invoice as Boekbrug writes it: found {found}, expected {expected}."
)
UNKNOWN_KEY = _kind("unknown-key", "{place}: the key {found} is not known. Correct it, or take it out.")
TWICE = _kind("twice", "The key {found} stands twice in one place. Keep one of them.")
MISSING_KEY = _kind("missing-key", "{place}: the key {expected} is missing. Add it.")
NOT_CARRIED = _kind("not-carried", "{place}: the character {found} cannot stand in an e-invoice. Remove it.")
TURNED_PERIOD = _kind("turned-period", "{place}: the period ends before it starts. Correct the days.")
NO_TEXT = _kind("no-text", "{place}: found {found}, expected a text between quotation marks.")
NO_TRUTH = _kind("no-truth", "{place}: found {found}, expected true or false.")
NO_NUMBER = _kind("no-number", '{place}: found {found}, expected a number as text, such as "12.50".')
NO_DAY = _kind("no-day", '{place}: found {found}, expected a day as text, such as "2026-03-31".')
NO_FILE = _kind("no-file", "{place}: found {found}, expected a file as text in base64.")
NO_LIST = _kind("no-list", "{place}: found {found}, expected a list between square brackets.")
NO_GROUP = _kind("no-group", "{place}: found {found}, expected keys and values between braces.")


class NotRead(Refusal):
    """The JSON is no invoice; the sentence says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem
