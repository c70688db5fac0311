"""What the viewer of e-invoices shows of a file: plain values, for the workshop and for a purchase."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from boekbrug.business.people.language import render as say
from boekbrug.formats import einvoice, invoice_workshop
from boekbrug.formats.problem import Problem
from boekbrug.web.downloads import attachment

RAW_LINES_MAX = 1500
_TONES = {"error": ("bad", "bad"), "warning": ("warn", "warn"), "note": ("info", "info")}


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem with its line; tone and icon together."""

    tone: str
    icon: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """An element that was not read, with the line where it starts."""

    path: str
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """What the page shows of a file; `seen` is None when it could not be read."""

    format: str
    seen: invoice_workshop.View | None
    problems: list[ProblemRow]
    unread: list[UnreadRow]
    raw: list[invoice_workshop.RawLine]
    line_count: int

    @property
    def is_cut(self) -> bool:
        """Whether lines of the file are not shown."""
        return len(self.raw) < self.line_count


def look(content: bytes) -> Look:
    """Return what the page shows of a file, in the reader's language."""
    reading = einvoice.read(content)
    lines = (*(one.line for one in reading.problems), *(one.line for one in reading.unread))
    wanted = frozenset(line for line in lines if line)
    document = reading.document or content
    return Look(
        format=reading.format.value,
        seen=invoice_workshop.view(reading.invoice, gettext) if reading.invoice else None,
        problems=[_problem(one) for one in reading.problems],
        unread=[
            UnreadRow(invoice_workshop.clean(one.path), one.line, invoice_workshop.clean(one.text))
            for one in reading.unread
        ],
        raw=list(invoice_workshop.raw_lines(document, lines_max=RAW_LINES_MAX, wanted=wanted)),
        line_count=invoice_workshop.line_count(document),
    )


def attachment_answer(content: bytes, position: int) -> HttpResponse:
    """Return a file inside an e-invoice as a download that a browser never runs; raises Http404."""
    invoice = einvoice.read(content).invoice
    files = invoice.attachments if invoice else ()
    if not 1 <= position <= len(files):
        raise Http404
    names = invoice_workshop.file_names.of_attachments(files)
    return attachment(files[position - 1].content, name=names[position - 1])


def _problem(one: Problem) -> ProblemRow:
    tone, icon = _TONES[one.severity.value]
    return ProblemRow(tone, icon, invoice_workshop.clean(say(one.sentence)), one.line)
