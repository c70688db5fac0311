"""`boekbrug show`: what a file says, for people or as JSON."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from boekbrug.cli import belgian, coda_files, coda_screen, door, files
from boekbrug.cli.check_command import problem_json
from boekbrug.cli.labels import line, word
from boekbrug.cli.speech import _
from boekbrug.formats import einvoice, workshop
from boekbrug.formats.recognise import Kind, recognise


@click.command()
@click.argument("path")
@coda_files.encoding_option
@door.json_option
def command(path: str, encoding: str | None, as_json: bool) -> None:
    """Show what the CODA file or e-invoice PATH says.

    Of CODA every record stands beside its raw line, with its fields by name and what is wrong in it.
    """
    file = coda_files.one_file(path)
    content = files.content(file)
    kind = recognise(content, file.name)
    if kind is Kind.CODA:
        _show_coda(content, encoding, as_json)
    elif kind in {Kind.UBL, Kind.CII, Kind.XML_OTHER}:
        _show_invoice(content, as_json)
    else:
        found = word(kind.value)
        door.stop(
            _("{file} is {found}; `show` reads CODA and UBL.", file=file.name, found=found), door.PROBLEMS
        )


def _show_coda(content: bytes, encoding: str | None, as_json: bool) -> None:
    seen = workshop.view(content, encoding=encoding)
    if as_json:
        door.print_json(workshop.file_data(seen, door.say))
    else:
        coda_screen.show(seen)
    if seen.has_error:
        raise SystemExit(door.PROBLEMS)


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _show_invoice(content: bytes, as_json: bool) -> None:
    reading = einvoice.read(content)
    invoice = reading.invoice
    problems = [problem_json(one) for one in reading.problems]
    if as_json:
        shown = _invoice_json(invoice) if invoice else None
        door.print_json({"format": reading.format, "problems": problems, "invoice": shown})
    else:
        if invoice:
            _print_invoice(invoice)
        for problem in problems:
            click.echo(f"✗ {problem['message']}")
    if invoice is None:
        raise SystemExit(door.PROBLEMS)


def _invoice_json(invoice: einvoice.Invoice) -> dict[str, Any]:
    return {
        "is_credit_note": invoice.is_credit_note,
        "number": invoice.number,
        "issued_on": invoice.issued_on.isoformat(),
        "due_on": _day(invoice.due_on),
        "currency": invoice.currency,
        "seller": invoice.seller.name,
        "buyer": invoice.buyer.name,
        "net": str(invoice.totals.net),
        "vat": str(invoice.totals.vat),
        "gross": str(invoice.totals.gross),
        "lines": [
            {"name": one.name, "quantity": str(one.quantity), "net": str(one.net)} for one in invoice.lines
        ],
    }


def _print_invoice(invoice: einvoice.Invoice) -> None:
    rows = {
        "is_credit_note": _("yes") if invoice.is_credit_note else _("no"),
        "number": invoice.number,
        "issued_on": invoice.issued_on,
        "due_on": invoice.due_on or "–",
        "currency": invoice.currency,
        "seller": invoice.seller.name,
        "buyer": invoice.buyer.name,
        "net": invoice.totals.net,
        "vat": invoice.totals.vat,
        "gross": invoice.totals.gross,
        "lines": len(invoice.lines),
    }
    for name, value in rows.items():
        click.echo(line(word(name), value))
    for one in invoice.lines:
        click.echo(f"  {belgian.shown(one.quantity)} × {one.name}  {belgian.shown(one.net)}")
