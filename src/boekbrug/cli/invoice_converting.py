"""Make one form of e-invoice from another at the command line, and tell what is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from boekbrug.cli import coda_files, door, invoice_files, invoice_screen, speech
from boekbrug.cli.coda_screen import MARKS
from boekbrug.cli.labels import line
from boekbrug.cli.speech import _
from boekbrug.formats import einvoice, invoice_workshop
from boekbrug.formats.invoice_workshop import Converted, Form, clean
from boekbrug.formats.recognise import Kind


@dataclass(frozen=True, slots=True)
class Source:
    """An invoice to convert; `document` is the XML that it was read from, empty when it was JSON.

    `around` is what the envelope says, which no form carries; `unread` is what the document says, which goes
    along with that document.
    """

    invoice: einvoice.Invoice
    document: bytes = b""
    unread: tuple[einvoice.Unread, ...] = ()
    around: tuple[einvoice.Unread, ...] = ()


def is_invoice(content: bytes, kind: Kind) -> bool:
    """Whether a file may be an e-invoice: XML, or JSON as we write it."""
    return kind in invoice_files.KINDS or (kind is Kind.UNKNOWN and invoice_workshop.looks_like_json(content))


def convert(content: bytes, target: Path, form: str, *, position: int | None = None) -> None:
    """Write an e-invoice in another form; leaves with 1 when something was lost or refuses it.

    `position` says which document of the file, from 1; it must be given when there are several.
    """
    source = _read(content, position)
    made = FORMS[form](source)
    coda_files.write(target, made.content)
    lost = [(row.label, f"{row.value}  [{row.path}]") for row in made.difference.lost]
    unread = source.around if form == Form.PDF else (*source.around, *source.unread)
    lost += [(one.path, one.text) for one in unread]
    for label, value in lost:
        _tell("!", _("lost"), label, value)
    for row in made.difference.filled_in:
        _tell("·", _("filled in"), row.label, f"{row.value}  [{row.path}]")
    for problem in made.problems:
        click.echo(f"{MARKS[problem.severity.value]} {clean(door.say(problem.sentence))}", err=True)
    for finding in made.findings:
        for text in invoice_screen.finding_lines(finding):
            click.echo(text, err=True)
    refused = len(made.problems) + len(made.findings)
    click.echo(
        _("{path} written. Lost: {lost}; filled in: {count}; problems: {problems}.",
          path=target, lost=len(lost), count=len(made.difference.filled_in), problems=refused)
    )  # fmt: skip
    if lost or not made.is_whole:
        raise SystemExit(door.PROBLEMS)


def _tell(mark: str, what: str, label: str, value: str) -> None:
    said = " ".join(clean(value).split())
    click.echo(f"{mark} {line(what, f'{clean(label)} {said}'.strip())}", err=True)


def _read(content: bytes, position: int | None) -> Source:
    """Return one invoice of a file; stops with sentences when it cannot be read or is not named."""
    if invoice_workshop.looks_like_json(content):
        _chosen(1, position)
        try:
            return Source(invoice_workshop.read_json(content))
        except invoice_workshop.NotRead as refused:
            door.stop(door.say(refused.sentence), door.PROBLEMS)
    documents = einvoice.read(content).documents
    at = _chosen(len(documents), position)
    reading = documents[at - 1]
    for problem in reading.problems:
        click.echo(f"{MARKS[problem.severity.value]} {clean(door.say(problem.sentence))}", err=True)
    if reading.invoice is None:
        door.stop(_("Nothing was written."), door.PROBLEMS)
    around = next((one.around for one in reversed(documents[:at]) if one.around), ())
    unread = tuple(one for one in reading.unread if one not in reading.around)
    return Source(reading.invoice, reading.document, unread, around)


def _chosen(count: int, position: int | None) -> int:
    """Which document of so many is meant; stops when that is not said, or when it is not there."""
    if position is None and count > 1:
        told = _(
            "Found {count} documents in the file; expected one. Name one with --document, from 1 to {count}; "
            "nothing was written.",
            count=count,
        )
        door.stop(told)
    if position is not None and position > count:
        told = _(
            "Document {number} is not in the file: found {count}. Name another one with --document; "
            "nothing was written.",
            number=position,
            count=count,
        )
        door.stop(told)
    return position or 1


def _draw(source: Source, inside: bytes) -> bytes:
    from boekbrug.formats import invoice_pdf

    return invoice_pdf.make(source.invoice, language=speech.language(), style=invoice_pdf.Style(), ubl=inside)


def _ubl_be(source: Source) -> Converted:
    return invoice_workshop.as_ubl_be(source.invoice, speech.translate, partial(_draw, source))


def _pdf(source: Source) -> Converted:
    return invoice_workshop.as_pdf(
        source.invoice, speech.translate, partial(_draw, source), document=source.document
    )


# What can be made of an e-invoice, by the name of the form.
FORMS: dict[str, Callable[[Source], Converted]] = {
    Form.JSON.value: lambda source: invoice_workshop.as_json(source.invoice),
    Form.UBL.value: lambda source: invoice_workshop.as_ubl(source.invoice, speech.translate),
    Form.UBL_BE.value: _ubl_be,
    Form.PDF.value: _pdf,
}
