"""A CODA file on a terminal: every record beside its raw line, its fields by name, problems at their line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from boekbrug.cli import door, speech
from boekbrug.cli.speech import _
from boekbrug.formats import coda, workshop
from boekbrug.money import show_amount

MARKS = {"error": "✗", "warning": "!", "note": "·"}
_INDENT = " " * 7


def show(seen: workshop.View) -> None:
    """Print a whole file."""
    if seen.tolerances:
        click.echo(tolerated(seen.tolerances))
    starting = {one.statement.first_line: one.statement for one in seen.statements}
    for record in seen.records:
        if (statement := starting.get(record.line)) is not None:
            click.echo(heading(statement))
        for line in _lines(record):
            click.echo(line)


def tolerated(names: Iterable[str]) -> str:
    """Return the line that names the tolerances that reading needed."""
    return click.style(_("Let pass: {names}", names=", ".join(names)), dim=True)


def heading(statement: coda.Statement) -> str:
    """Return the line that begins a statement: account, number and balances."""
    closing = statement.known_closing_thousandths
    return (
        f"{statement.account} {statement.currency}  {statement.sequence:03d}  "
        f"{show_amount(statement.opening_balance_thousandths)} → "
        f"{show_amount(closing) if closing is not None else '?'}"
    )


def _lines(record: workshop.RecordView) -> Iterator[str]:
    language = speech.language()
    yield f"{record.line:>5}  {_printable(record.raw.rstrip())}"
    if record.fields:
        yield f"{_INDENT}{record.title.say(language)}: {_fields(record.fields, language)}"
    if (decoded := record.communication) is not None:
        title = f"{decoded.type.code} {decoded.type.say(language)}"
        yield f"{_INDENT}{title}: {_fields(decoded.fields, language)}"
    for problem in record.problems:
        yield f"{_INDENT}{MARKS[problem.severity.value]} {door.say(problem.sentence)}"


def _fields(fields: tuple[workshop.FieldView, ...], language: str) -> str:
    return " · ".join(f"{one.title.say(language)} {_printable(one.say(language))}" for one in fields)


def _printable(text: str) -> str:
    """Return a text in which no character commands the terminal."""
    return "".join(one if one.isprintable() else "?" for one in text)
