"""`boekbrug show`: what a file says, for people or as JSON."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from boekbrug.cli import belgian, door, files
from boekbrug.cli.check_command import problem_json
from boekbrug.cli.labels import line, word
from boekbrug.cli.speech import _
from boekbrug.formats import coda, einvoice
from boekbrug.formats.recognise import Kind, recognise
from boekbrug.formats.showing import movement_data
from boekbrug.money import show_amount


@click.command()
@click.argument("path")
@door.json_option
def command(path: str, as_json: bool) -> None:
    """Show what the CODA file or e-invoice PATH says."""
    if Path(path).is_dir():
        door.stop(_("{path} is a folder; `show` takes one file.", path=path))
    (file,) = files.under([path])
    content = files.content(file)
    kind = recognise(content, file.name)
    if kind is Kind.CODA:
        _show_coda(content, as_json)
    elif kind in {Kind.UBL, Kind.CII, Kind.XML_OTHER}:
        _show_invoice(content, as_json)
    else:
        found = word(kind.value)
        door.stop(
            _("{file} is {found}; `show` reads CODA and UBL.", file=file.name, found=found), door.PROBLEMS
        )


def coda_json(content: bytes) -> dict[str, Any]:
    """Return a CODA file in the stable shape of `show --json`."""
    reading = coda.read(content)
    statements = [_statement(one) for one in reading]
    return {
        "format": "coda",
        "version": reading.version,
        "encoding": reading.encoding,
        "tolerances": list(reading.tolerances),
        "statements": statements,
        "problems": [problem_json(one) for one in reading.problems],
    }


def _statement(statement: coda.Statement) -> dict[str, Any]:
    return {
        "account": statement.account,
        "currency": statement.currency,
        "sequence": statement.sequence,
        "paper_number": statement.paper_number,
        "opening_balance_thousandths": statement.opening_balance_thousandths,
        "closing_balance_thousandths": statement.closing_balance_thousandths,
        "movements": [movement_data(one) for one in statement.movements],
        "problems": [problem_json(one) for one in statement.problems],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _show_coda(content: bytes, as_json: bool) -> None:
    shown = coda_json(content)
    if as_json:
        door.print_json(shown)
    else:
        for statement in shown["statements"]:
            _print_statement(statement)
        for problem in shown["problems"]:
            click.echo(f"✗ {problem['message']}")
    wrong = [*shown["problems"], *(one for each in shown["statements"] for one in each["problems"])]
    if any(one["severity"] == "error" for one in wrong):
        raise SystemExit(door.PROBLEMS)


def _print_statement(statement: dict[str, Any]) -> None:
    closing = statement["closing_balance_thousandths"]
    click.echo(
        f"{statement['account']} {statement['currency']}  {statement['sequence']:03d}  "
        f"{show_amount(statement['opening_balance_thousandths'])} → "
        f"{show_amount(closing) if closing is not None else '?'}"
    )
    for movement in statement["movements"]:
        amount = show_amount(movement["amount_thousandths"], signed=True)
        name, day = movement["counterparty"]["name"], belgian.day(movement["entry_date"])
        said = belgian.communication(movement["communication"], movement["structured_type"])
        click.echo(f"  {movement['sequence']:04d}  {day:<10}  {amount:>14}  {name:<26}  {said}")
    for problem in statement["problems"]:
        click.echo(f"  {'✗' if problem['severity'] == 'error' else '!'} {problem['message']}")


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
