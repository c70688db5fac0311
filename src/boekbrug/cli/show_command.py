"""`boekbrug show`: what a file says, for people or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from boekbrug.cli import coda_files, coda_screen, door, files, invoice_files, invoice_screen
from boekbrug.cli.check_command import problem_json
from boekbrug.cli.labels import word
from boekbrug.cli.speech import _
from boekbrug.formats import einvoice, invoice_workshop, workshop
from boekbrug.formats.recognise import Kind, recognise


@click.command()
@click.argument("path")
@coda_files.encoding_option
@click.option(
    "--save-attachments",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the files inside an e-invoice to this folder, under safe names.",
)
@door.json_option
def command(path: str, encoding: str | None, folder: Path | None, as_json: bool) -> None:
    """Show what the CODA file or e-invoice PATH says.

    Of CODA every record stands beside its raw line, with its fields by name and what is wrong in it. Of an
    e-invoice the summary, lines, VAT, totals, parties and attachments, and what was not read.
    """
    file = coda_files.one_file(path)
    content = files.content(file)
    kind = recognise(content, file.name)
    if kind is Kind.CODA:
        _show_coda(content, encoding, as_json)
    elif kind in invoice_files.KINDS:
        _show_invoice(content, folder, as_json)
    else:
        found = word(kind.value)
        door.stop(
            _("{file} is {found}; `show` reads CODA and e-invoices.", file=file.name, found=found),
            door.PROBLEMS,
        )


def _show_coda(content: bytes, encoding: str | None, as_json: bool) -> None:
    seen = workshop.view(content, encoding=encoding)
    if as_json:
        door.print_json(workshop.file_data(seen, door.say))
    else:
        coda_screen.show(seen)
    if seen.has_error:
        raise SystemExit(door.PROBLEMS)


def _show_invoice(content: bytes, folder: Path | None, as_json: bool) -> None:
    reading = einvoice.read(content)
    if as_json:
        door.print_json(_data(reading) | {"others": [_data(one) for one in reading.others]})
    else:
        for one in reading.documents:
            invoice_screen.show(one)
    if folder:
        for saved in invoice_files.save_attachments(reading, folder):
            click.echo(_("{path} written.", path=saved), err=True)
    if any(one.invoice is None for one in reading.documents):
        raise SystemExit(door.PROBLEMS)


def _data(reading: einvoice.Reading) -> dict[str, Any]:
    invoice = reading.invoice
    return {
        "format": reading.format,
        "problems": [problem_json(one) for one in reading.problems],
        "unread": [{"path": one.path, "line": one.line, "text": one.text} for one in reading.unread],
        "invoice": invoice_workshop.invoice_data(invoice) if invoice else None,
    }
