"""A problem: something wrong in what we were given, with its place, as a value.

Problems are data about their data (an error is something wrong in us). A kind is declared once, next to the
rule that finds it; doors render its sentence in the reader's language. A place in a line of a file is two
numbers, its columns; `place` says the same in words, or is a path in a document without lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from boekbrug.wording import Name, Sentence, Wording

Columns = tuple[int, int]
"""The first and the last column of a part of a line, from 1 and inclusive."""


def columns_in_words(columns: Columns) -> str:
    """Return columns for a person: “columns 33–47” or “column 32”."""
    first, last = columns
    return f"column {first}" if first == last else f"columns {first}–{last}"


class Severity(StrEnum):
    """How much a problem weighs: an error refuses, a warning is shown, a note explains."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What can be wrong: a stable code, the layer that finds it, its weight, and one sentence.

    The sentence says what was found, what was expected and what to do; it may use `{found}`, `{expected}`,
    `{line}`, `{place}` and values of its own, of which `names` have a name in each language.
    """

    code: str
    layer: str  # "file", "coda", "xml", "ubl", "invoice", "bank", ...
    severity: Severity
    text: str
    names: Mapping[str, Name] = field(default_factory=dict, compare=False)
    wording: Wording = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wording", Wording(self.code, self.text, self.names))

    def as_error(self) -> ProblemKind:
        """Return this kind weighing as an error; its sentence is the same one."""
        made = replace(self, severity=Severity.ERROR)
        object.__setattr__(made, "wording", self.wording)
        return made

    def at(
        self,
        *,
        line: int | None = None,
        columns: Columns | None = None,
        place: str = "",
        found: str = "",
        expected: str = "",
        values: Mapping[str, str] | None = None,
    ) -> Problem:
        """Note that this was found on a line (from 1), in these columns of it, or at a path."""
        place = place or (columns_in_words(columns) if columns else "")
        return Problem(self, line, place, found, expected, dict(values or {}), columns)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where."""

    kind: ProblemKind
    line: int | None = None
    place: str = ""
    found: str = ""
    expected: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    columns: Columns | None = None

    @property
    def code(self) -> str:
        """The stable code, for tests, translations and the API."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return self.kind.severity

    @property
    def layer(self) -> str:
        """Which layer of checks found it."""
        return self.kind.layer

    @property
    def sentence(self) -> Sentence:
        """The sentence that a door renders in the reader's language."""
        line = "" if self.line is None else str(self.line)
        own = {"found": self.found, "expected": self.expected, "place": self.place, "line": line}
        return Sentence(self.kind.wording, {**own, **self.values})


def has_error(problems: list[Problem] | tuple[Problem, ...]) -> bool:
    """Whether at least one of the problems refuses what it was found in."""
    return any(problem.severity is Severity.ERROR for problem in problems)
