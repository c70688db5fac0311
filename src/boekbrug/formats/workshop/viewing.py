"""Look at a CODA file as it stands: every record beside what it says, and every problem at its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache, partial
from itertools import islice
from typing import NamedTuple

from boekbrug.belgium import ogm
from boekbrug.formats import coda
from boekbrug.formats.coda import columns, layout
from boekbrug.formats.coda.codes import LANGUAGES, Coded
from boekbrug.formats.coda.communications import Kind
from boekbrug.formats.coda.information_types import OF_INFORMATION
from boekbrug.formats.coda.lines import Lines
from boekbrug.formats.coda.movement_types import OF_MOVEMENTS
from boekbrug.formats.problem import Problem, Severity, has_error
from boekbrug.formats.workshop import naming
from boekbrug.money import show_amount

ENCODINGS = ("utf-8", "cp1252", "iso8859-15", "cp850", "cp1140")
"""The encodings that people may choose instead of the one that is found."""

_CATEGORY = ("006", "category")  # the field of an information that holds the category of a transaction
_CODE_IN: dict[str, Callable[[str], str]] = {  # columns that hold a transaction code, or its first half
    "transaction_code": str,
    "separate_application": lambda text: f"0{text[:4]}000" if text.strip("0") else "",
}
_MARKS = frozenset(layout.VERSION_2)
_KEPT_MAX = 500  # so many texts of a column are kept as they are shown


class FieldView(NamedTuple):
    """A column of a record that holds something, or a field of a structured communication.

    `name` is its name in the declaration, `title` what it is called, `place` its columns, `value` what it
    says; `meaning` explains a code.
    """

    name: str
    title: Coded
    place: str
    value: str
    meaning: Coded | None = None

    def say(self, language: str) -> str:
        """Return the value, with what it means in a language when it is a code."""
        return f"{self.value} ({self.meaning.say(language)})" if self.meaning else self.value


@dataclass(frozen=True, slots=True)
class CommunicationView:
    """A structured communication or information, decoded."""

    type: Coded
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A line: its number, what stands there, which record it is and what it says.

    `communication` is the structured one that begins on this line. `problems` are those that name the line.
    """

    line: int
    raw: str
    mark: str
    fields: tuple[FieldView, ...]
    communication: CommunicationView | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def title(self) -> Coded:
        """What the record is called; without texts when the line is none."""
        return naming.record_title(self.mark)

    @property
    def tone(self) -> str:
        """The weight of its worst problem; "" without one."""
        found = {one.severity for one in self.problems}
        return next((one.value for one in (Severity.ERROR, Severity.WARNING) if one in found), "")


@dataclass(frozen=True, slots=True)
class MovementView:
    """A movement in the tree: how deep it hangs (0: booked), and what it says."""

    level: int
    movement: coda.Movement


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement: its figures, its movements with how deep they hang, and what is wrong in it."""

    statement: coda.Statement
    movements: tuple[MovementView, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class View:
    """A whole file. `records` stops after what was asked for; `line_count` counts them all."""

    version: str = ""
    encoding: str = ""
    tolerances: tuple[str, ...] = ()
    line_count: int = 0
    statements: list[StatementView] = field(default_factory=list)
    records: list[RecordView] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def has_error(self) -> bool:
        """Whether a problem refuses the file, or nothing in it could be read."""
        return has_error(self.problems) or not self.statements


def view(
    content: bytes, *, encoding: str | None = None, is_strict: bool = False, records_max: int | None = None
) -> View:
    """Look at a file; never raises on its content.

    Without `records_max` every record and movement is there, else so many of each.

    :raises LookupError: when there is no such encoding
    """
    seen = View()
    decoded: dict[int, CommunicationView] = {}
    left = records_max
    reading = coda.read(content, encoding=encoding, strict=is_strict)
    for statement in reading:
        wrong = (*statement.problems, *coda.communication_problems(statement, strict=is_strict))
        seen.problems += wrong
        shown = tuple(islice(levels(statement.movements), left))
        left = None if left is None else left - len(shown)
        seen.statements.append(StatementView(statement, shown, wrong))
        for one in shown:
            decoded |= _decoded(one.movement)
    seen.problems += reading.problems
    seen.problems.sort(key=lambda one: one.line or 0)
    seen.version, seen.encoding, seen.tolerances = (
        reading.version,
        reading.encoding,
        tuple(reading.tolerances),
    )
    _add_records(seen, Lines(content, encoding=encoding), decoded, records_max)
    return seen


def levels(movements: Iterable[coda.Movement], level: int = 0) -> Iterator[MovementView]:
    """Yield each movement of a tree, those below it after it."""
    for movement in movements:
        yield MovementView(level, movement)
        yield from levels(movement.details, level + 1)


def _add_records(
    seen: View, lines: Lines, decoded: Mapping[int, CommunicationView], records_max: int | None
) -> None:
    by_line: dict[int, list[Problem]] = {}
    for problem in seen.problems:
        by_line.setdefault(problem.line or 1, []).append(problem)
    version, columns_of = "2", cache(_columns)  # for this file alone: nothing of it is kept
    for number, raw in enumerate(lines, 1):
        seen.line_count = number
        if records_max is not None and number > records_max and number not in by_line:
            continue
        mark = next((one for one in (raw[:2], raw[:1]) if one in _MARKS), "")
        if mark == "0":
            version = raw[layout.HEADER["version"].cut]
        found = tuple(_fields(columns_of(version, mark), raw)) if mark else ()
        problems = tuple(by_line.get(number, ()))
        seen.records.append(RecordView(number, raw, mark, found, decoded.get(number), problems))


class _Shown(NamedTuple):
    """A column that says something: where it and the sign before it stand (-1: none), and how it is shown."""

    cut: slice
    sign: int
    show: Callable[[str, bool], FieldView]  # kept for a while: a column repeats the same few texts


def _columns(version: str, mark: str) -> tuple[_Shown, ...]:
    """Return the columns of a record that say something, in order."""
    columns = layout.BY_VERSION.get(version, layout.VERSION_2)[mark].columns
    signs = {one.last + 1: one.first - 1 for one in columns if one.name == "sign"}
    return tuple(
        _Shown(one.cut, signs.get(one.first, -1), lru_cache(_KEPT_MAX)(partial(_field, one)))
        for one in columns
        if one.name not in naming.SILENT
    )


def _field(column: columns.Column, text: str, is_out: bool) -> FieldView:
    code = _CODE_IN[column.name](text) if column.name in _CODE_IN else ""
    means = _transaction(code) if code else None
    said = _value(column, text, is_out=is_out)
    return FieldView(column.name, naming.column_name(column.name), column.place, said, means)


def _fields(shown: Iterable[_Shown], raw: str) -> Iterator[FieldView]:
    """Yield the columns of a line that hold something, an amount with its sign."""
    for cut, sign, show in shown:
        text = raw[cut]
        if text and not text.isspace():
            yield show(text, sign >= 0 and raw[sign] == "1")


def _value(column: columns.Column, text: str, *, is_out: bool) -> str:
    """Return what a column says; what does not belong there as it stands."""
    if not column.accepts(text):
        return text
    if column.kind is columns.AMOUNT:
        return show_amount(-int(text) if is_out else int(text), signed=column.name == "amount")
    if column.kind is columns.DAY:
        day = columns.DAYS[text]
        return f"{day:%d/%m/%Y}" if day else text
    return " ".join(text.split())


def _transaction(code: str) -> Coded | None:
    """Return what a transaction code says: its family, its operation, and its category when it has one."""
    texts = {language: transaction_text(code, language) for language in LANGUAGES}
    return Coded(code, texts) if texts["en"] else None


def transaction_text(code: str, language: str) -> str:
    """Return what a transaction code says in a language; "" when the standard does not know it."""
    explained = coda.transaction_code(code)
    parts = (explained.family, explained.operation, explained.category)
    return " · ".join(one.say(language) for one in parts if one.is_known and one.code.strip("0"))


def _decoded(movement: coda.Movement) -> dict[int, CommunicationView]:
    """Return the fields of the structured communications of a movement by the line where each begins."""
    both: list[coda.Movement | coda.Information] = [movement, *movement.information]
    return {
        one.first_line: CommunicationView(
            coda.communication_type(structured.type), tuple(structured_fields(structured))
        )
        for one in both
        if (structured := one.structured) is not None
    }


def structured_fields(structured: coda.Structured) -> Iterator[FieldView]:
    """Yield the fields of a structured communication that hold something."""
    known = OF_MOVEMENTS.get(structured.type) or OF_INFORMATION[structured.type]
    kinds = {one.name: one.kind for one in known.fields}
    for name, value in structured.values.items():
        if name == "blank" or value is None or value == "":
            continue
        title = coda.field_name(structured.type, name)
        yield FieldView(name, title, "", _shown(value, kinds[name]), _meaning(structured, name))


def _meaning(structured: coda.Structured, name: str) -> Coded | None:
    """Return what a code in a field means; None for another field."""
    if (structured.type, name) == _CATEGORY:
        category = coda.transaction_code(f"00000{structured[name]}").category
        return category if category.is_known else None
    means = structured.meanings.get(name)
    return coda.code_meaning(means) if means else None


def _shown(value: object, kind: Kind) -> str:
    match value:
        case int() if kind is Kind.AMOUNT:
            return show_amount(value)
        case str() if kind is Kind.BELGIAN_REFERENCE and ogm.is_valid(value):
            return ogm.show(value)
        case Decimal():
            return f"{value.normalize():f}".replace(".", ",")
        case dt.date():
            return f"{value:%d/%m/%Y}"
        case dt.time():
            return f"{value:%H:%M}"
    return str(value)
