"""Plain values for the page of the CODA workshop: problems, movements and records, in a language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext

from boekbrug.belgium import ogm
from boekbrug.business.people.language import render as say
from boekbrug.formats import workshop
from boekbrug.formats.problem import Columns, Problem
from boekbrug.web.pages.importing_rows import marked
from boekbrug.web.pages.statement_rows import Piece
from boekbrug.wording import place_in

LEVELS_SHOWN_MAX = 4
_TONES = {"error": ("bad", "bad"), "warning": ("warn", "warn"), "note": ("info", "info")}


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem with its line and the columns in it; tone and icon together."""

    tone: str
    icon: str
    code: str
    message: str
    line: int | None
    columns: Columns | None

    @property
    def place(self) -> str:
        """Where it stands, as editors write it: “12:33–47”; "" for the whole file."""
        if self.line is None or self.columns is None:
            return str(self.line or "")
        first, last = self.columns
        return f"{self.line}:{first}" if first == last else f"{self.line}:{first}–{last}"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A name and what stands there."""

    name: str
    value: str
    place: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A line beside what it says."""

    line: int
    mark: str
    title: str
    raw: tuple[Piece, ...]
    fields: list[FieldRow]
    communication: str
    communication_fields: list[FieldRow]
    problems: list[ProblemRow]
    tone: str


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement in the tree."""

    level: int
    numbers: str
    line: int
    entry_on: dt.date | None
    amount_thousandths: int
    name: str
    communication: str
    transaction: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with its movements."""

    account: str
    currency: str
    number: str
    holder: str
    opening_thousandths: int
    closing_thousandths: int | None
    line: int
    movements: list[MovementRow]


@dataclass(frozen=True, slots=True)
class Look:
    """What the page shows of a file."""

    version: str
    encoding: str
    tolerances: str
    line_count: int
    is_cut: bool
    problems: list[ProblemRow]
    statements: list[StatementRow]
    records: list[RecordRow]


def look(seen: workshop.View, language: str) -> Look:
    """Return what the page shows of a file."""
    return Look(
        version=seen.version,
        encoding=seen.encoding,
        tolerances=", ".join(seen.tolerances),
        line_count=seen.line_count,
        is_cut=len(seen.records) < seen.line_count,
        problems=[_problem(one) for one in seen.problems],
        statements=[_statement(one, language) for one in seen.statements],
        records=[_record(one, language) for one in seen.records],
    )


def _problem(one: Problem) -> ProblemRow:
    tone, icon = _TONES[one.severity.value]
    return ProblemRow(tone, icon, one.code, say(one.sentence), one.line, one.columns)


def _statement(one: workshop.StatementView, language: str) -> StatementRow:
    statement = one.statement
    return StatementRow(
        statement.account,
        statement.currency,
        f"{statement.sequence:03d}",
        statement.holder_name,
        statement.opening_balance_thousandths,
        statement.known_closing_thousandths,
        statement.first_line,
        [_movement(each, language) for each in one.movements],
    )


def _movement(one: workshop.MovementView, language: str) -> MovementRow:
    movement = one.movement
    reference = movement.structured_reference
    return MovementRow(
        min(one.level, LEVELS_SHOWN_MAX),
        f"{movement.sequence:04d}.{movement.detail:04d}",
        movement.first_line,
        movement.entry_on,
        movement.amount_thousandths,
        movement.counterparty.name,
        ogm.show(reference) if reference else workshop.plain(movement.communication),
        workshop.transaction_text(movement.transaction_code, language) or movement.transaction_code,
    )


def _record(one: workshop.RecordView, language: str) -> RecordRow:
    decoded = one.communication
    return RecordRow(
        one.line,
        one.mark,
        one.title.say(language) if one.title.is_known else "",
        marked(one.raw, [problem.columns for problem in one.problems]),
        [_field(each, language) for each in one.fields],
        f"{decoded.type.code} {decoded.type.say(language)}" if decoded else "",
        [_field(each, language) for each in decoded.fields] if decoded else [],
        [_problem(each) for each in one.problems],
        {"error": "bad", "warning": "warn"}.get(one.tone, ""),
    )


def _field(one: workshop.FieldView, language: str) -> FieldRow:
    return FieldRow(one.title.say(language), one.say(language), place_in(one.place, gettext))
