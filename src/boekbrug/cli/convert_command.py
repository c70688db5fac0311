"""`boekbrug convert`: a CODA file as JSON, CSV, a workbook, or as the CODA file that we would write."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from boekbrug.cli import coda_files, door, speech
from boekbrug.cli.speech import _
from boekbrug.formats import workshop
from boekbrug.formats.spreadsheets import XLSX_ROWS_MAX, Table, TooManyRows, csv_bytes, xlsx_bytes


@click.command("convert")
@click.argument("source")
@coda_files.target_argument
@click.option(
    "--to",
    "form",
    type=click.Choice(["json", "csv", "xlsx", "coda"]),
    required=True,
    help="What to make of it; csv and xlsx have a row for each movement.",
)
@coda_files.encoding_option
def command(source: str, target: Path, form: str, encoding: str | None) -> None:
    """Convert the CODA file SOURCE and write TARGET."""
    coda_files.must_be_new(target)
    content = coda_files.coda_content(source)
    seen = workshop.view(content, encoding=encoding)
    coda_files.write(target, converted(content, form, encoding, seen))
    for one in seen.problems:
        click.echo(door.say(one.sentence), err=True)
    click.echo(
        _(
            "{path} written. Statements: {count}; problems: {problems}.",
            path=target,
            count=len(seen.statements),
            problems=len(seen.problems),
        )
    )
    if seen.has_error:
        raise SystemExit(door.PROBLEMS)


def converted(content: bytes, form: str, encoding: str | None, seen: workshop.View) -> bytes:
    """Return the file in another form; stops with a sentence when that cannot be."""
    if form == "json":
        return json.dumps(workshop.file_data(seen, door.say), indent=2, ensure_ascii=False).encode() + b"\n"
    try:
        if form == "coda":
            return workshop.as_coda(content, encoding=encoding)
        table = workshop.movement_table(
            content, translate=speech.translate, language=speech.language(), encoding=encoding
        )
        return b"".join(csv_bytes(table)) if form == "csv" else _workbook(table)
    except workshop.NotConverted as refused:
        door.stop(door.say(refused.sentence), door.PROBLEMS)


def _workbook(table: Table) -> bytes:
    try:
        return xlsx_bytes(table, made_at=dt.datetime.now(dt.UTC))
    except TooManyRows:
        told = _(
            "The file has more than {most} movements, which a workbook does not hold. Convert it to CSV.",
            most=XLSX_ROWS_MAX,
        )
        door.stop(told, door.PROBLEMS)
