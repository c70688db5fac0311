"""An e-invoice on a terminal: summary, lines, VAT, totals, parties, attachments, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from boekbrug.cli import door, speech
from boekbrug.cli.coda_screen import MARKS
from boekbrug.cli.labels import line
from boekbrug.cli.speech import _
from boekbrug.formats import einvoice
from boekbrug.formats.invoice_workshop import First, Group, LineView, Row, View, clean, view
from boekbrug.formats.problem import Problem

_INDENT = "  "


def show(reading: einvoice.Reading) -> None:
    """Print what a file says, what is wrong in it (of a refused one first), and what was not read."""
    problems = list(_with_rest(First.of(reading.problems, _problem), ""))
    said = list(_lines(view(reading.seen, speech.translate))) if reading.seen else []
    for text in (*said, *problems) if reading.invoice else (*problems, *said):
        click.echo(text)
    if reading.unread:
        click.echo(_title(_("Not read")))
    for text in _with_rest(First.of(reading.unread, _unread)):
        click.echo(text)


def finding_lines(finding: einvoice.Finding) -> Iterator[str]:
    """Yield a broken rule and its business term with the sentence, and below it where."""
    name = " · ".join(part for part in (finding.code, finding.term) if part)
    yield f"{MARKS[finding.severity.value]} {name}: {_flat(door.say(finding.sentence))}"
    place = _("line {line}", line=finding.line) if finding.line else ""
    if where := " · ".join(part for part in (place, finding.place) if part):
        yield f"{_INDENT}{_dim(where)}"


def _problem(problem: Problem) -> str:
    return f"{MARKS[problem.severity.value]} {_flat(door.say(problem.sentence))}"


def _unread(one: einvoice.Unread) -> str:
    place = _("line {line}", line=one.line) if one.line else ""
    return f"{_INDENT}{_dim(place)}  {_flat(one.path)}  {_flat(one.text)}".rstrip()


def _with_rest(texts: First[str], indent: str = _INDENT) -> Iterator[str]:
    yield from texts
    yield from _rest(texts, indent)


def _rest(several: First[Any], indent: str = _INDENT) -> Iterator[str]:
    """A line that says how many more there are."""
    if several.left_out:
        yield indent + _("… and {count} more", count=several.left_out)


def _lines(seen: View) -> Iterator[str]:
    yield click.style(f"{_flat(seen.title)}  {seen.amount_label} {seen.amount}", bold=True)
    if seen.told:
        yield seen.told
    yield from _rows(seen.summary)
    yield _title(_("Lines"))
    for one in seen.lines:
        yield from _line(one)
    yield from _rest(seen.lines)
    yield _title(_("VAT"))
    for rate in seen.vat:
        yield f"{_INDENT}{rate.title}  {rate.taxable}  {rate.amount}"
        yield from _pairs(rate.more)
    yield from _rest(seen.vat)
    yield _title(_("Totals"))
    yield from _rows(seen.totals)
    yield from _groups(seen.parties)
    yield from _groups(seen.payments)
    yield from _groups(First([seen.document]))
    yield from _groups(seen.more)
    if seen.attachments:
        yield _title(_("Attachments"))
    for file in seen.attachments:
        yield f"{_INDENT}{file.position}  {_flat(file.name)}  {file.size}"
        yield from _pairs(file.more)
    yield from _rest(seen.attachments)


def _line(one: LineView) -> Iterator[str]:
    quantity = " ".join(part for part in (one.quantity, _flat(one.unit)) if part)
    indent = _INDENT * (one.level + 1)
    yield f"{indent}{_flat(one.number)}  {_flat(one.name)}  {quantity} × {one.price}  {one.vat}  {one.net}"
    yield from _pairs(one.more)


def _groups(groups: First[Group]) -> Iterator[str]:
    for group in groups:
        yield _title(group.title, group.number)
        yield from _rows(group.rows)
        yield from _rest(group.rows)
    yield from _rest(groups, "")


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield f"{_INDENT}{line(row.label, _flat(row.value))}  {_dim(row.number)}".rstrip()


def _pairs(rows: First[Row]) -> Iterator[str]:
    if rows:
        said = (f"{row.label} {_flat(row.value)}" for row in rows)
        yield _INDENT * 3 + " · ".join((*said, *_rest(rows, "")))


def _title(text: str, number: str = "") -> str:
    return f"{click.style(text, bold=True)}  {_dim(number.partition('|')[0])}".rstrip()


def _dim(text: str) -> str:
    return click.style(text, dim=True) if text else ""


def _flat(text: str) -> str:
    """Return a text on one line, without what commands a terminal."""
    return " ".join(clean(text).split())
