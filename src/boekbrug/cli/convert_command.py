"""`boekbrug convert`: a CODA file or an e-invoice in another form."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from boekbrug.cli import coda_files, door, files, invoice_converting, speech
from boekbrug.cli.labels import word
from boekbrug.cli.speech import _
from boekbrug.formats import workshop
from boekbrug.formats.recognise import Kind, recognise
from boekbrug.formats.spreadsheets import XLSX_ROWS_MAX, Table, TooManyRows, csv_bytes, xlsx_bytes

OF_CODA = ("json", "csv", "xlsx", "coda")
OF_TABLES = ("csv", "xlsx")  # movements alone
OF_INVOICES = tuple(invoice_converting.FORMS)


@click.command("convert")
@click.argument("source")
@coda_files.target_argument
@click.option(
    "--to",
    "form",
    type=click.Choice(list(dict.fromkeys((*OF_CODA, *OF_INVOICES)))),
    required=True,
    help="What to make of it: of CODA json, csv, xlsx or coda; of an e-invoice json, ubl, ubl-be or pdf.",
)
@click.option(
    "--document",
    "position",
    type=click.IntRange(min=1),
    help="Which document of an envelope or PDF with several e-invoices, from 1.",
)
@coda_files.encoding_option
def command(source: str, target: Path, form: str, *, position: int | None, encoding: str | None) -> None:
    """Convert the CODA file or e-invoice SOURCE and write TARGET.

    An e-invoice is XML, a PDF with XML inside, or the JSON that this command writes. What the new form cannot
    carry is told, and what the rules refuse. A PDF that is made has the e-invoice inside and is in the
    language of the command.
    """
    coda_files.must_be_new(target)
    file = coda_files.one_file(source)
    content = files.content(file)
    kind = recognise(content, file.name)
    if kind is Kind.CODA:
        if position:
            door.stop(_("--document is for e-invoices; {file} is a CODA file.", file=file.name))
        _only(form, OF_CODA, word(kind.value))
        _convert_coda(content, target, form, encoding)
    elif invoice_converting.is_invoice(content, kind):
        _only(form, OF_INVOICES, _("an e-invoice"))
        invoice_converting.convert(content, target, form, position=position)
    else:
        found = word(kind.value)
        door.stop(
            _(
                "{file} is {found}; this command takes CODA files and e-invoices.",
                file=file.name,
                found=found,
            ),
            door.PROBLEMS,
        )


def _only(form: str, forms: tuple[str, ...], found: str) -> None:
    if form not in forms:
        told = _(
            "{form} cannot be made of {found}. Choose one of: {forms}.",
            form=form,
            found=found,
            forms=", ".join(forms),
        )
        door.stop(told)


def _convert_coda(content: bytes, target: Path, form: str, encoding: str | None) -> None:
    seen = workshop.view(content, encoding=encoding)
    coda_files.write(target, converted(content, form, encoding, seen))
    left_out = sum(len(one.statement.messages) for one in seen.statements) if form in OF_TABLES else 0
    if left_out:
        told = _(
            "{path}: messages from the bank left out: {count}. JSON has them.", path=target, count=left_out
        )
        click.echo(told, err=True)
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
    """Return the CODA file in another form; stops with a sentence when that cannot be."""
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
