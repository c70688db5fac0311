"""What the viewer of e-invoices shows of a file: plain values, for the workshop and for a purchase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from boekbrug.business.people.language import render as say
from boekbrug.formats import einvoice, invoice_workshop
from boekbrug.formats.invoice_workshop import ROWS_MAX, First
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
class DocumentLook:
    """One document of a file; `seen` is None when it could not be read. `key` sets its ids apart.

    `before` is how many attachments stand in the documents before it. `raw` is empty where the document
    before it shows the same lines; `anchor` begins the ids of its lines.
    """

    key: str
    anchor: str
    format: str
    seen: invoice_workshop.View | None
    before: int
    problems: First[ProblemRow]
    unread: First[UnreadRow]
    raw: list[invoice_workshop.RawLine]
    line_count: int

    @property
    def unread_count(self) -> int:
        """How many parts were not read, shown or not."""
        return len(self.unread) + self.unread.left_out

    @property
    def is_cut(self) -> bool:
        """Whether lines of the file are not shown."""
        return len(self.raw) < self.line_count


def look(content: bytes) -> list[DocumentLook]:
    """Return what the page shows of each document in a file, in the reader's language."""
    reading = einvoice.read(content)
    has_own_lines = reading.container is einvoice.Container.PDF
    together = frozenset(line for one in reading.documents for line in _lines(one))
    looks: list[DocumentLook] = []
    before = 0
    for at, one in enumerate(reading.documents, 1):
        raw, wanted = (one.document, frozenset(_lines(one))) if has_own_lines else (content, together)
        shown = invoice_workshop.raw_lines(raw, lines_max=RAW_LINES_MAX, wanted=wanted)
        looks.append(
            DocumentLook(
                key=str(at),
                anchor=f"r{at}-" if has_own_lines else "r",
                format=one.format.value,
                seen=invoice_workshop.view(one.seen, gettext) if one.seen else None,
                before=before,
                problems=First.of(one.problems, _problem),
                unread=First.of(one.unread, _unread),
                raw=list(shown) if has_own_lines or at == 1 else [],
                line_count=invoice_workshop.line_count(raw),
            )
        )
        before += len(one.seen.attachments) if one.seen else 0
    return looks


def attachment_answer(content: bytes, position: int) -> HttpResponse:
    """Return a file inside an e-invoice as a download that a browser never runs; raises Http404."""
    files = invoice_workshop.attachments_of(einvoice.read(content))
    if not 1 <= position <= len(files):
        raise Http404
    names = invoice_workshop.file_names.of_attachments(files)
    return attachment(files[position - 1].content, name=names[position - 1])


def _lines(reading: einvoice.Reading) -> Iterator[int]:
    """The lines that the problems and unread elements name which are shown."""
    problems, unread = reading.problems[:ROWS_MAX], reading.unread[:ROWS_MAX]
    for line in (*(one.line for one in problems), *(one.line for one in unread)):
        if line:
            yield line


def _unread(one: einvoice.Unread) -> UnreadRow:
    return UnreadRow(invoice_workshop.clean(one.path), one.line, invoice_workshop.clean(one.text))


def _problem(one: Problem) -> ProblemRow:
    tone, icon = _TONES[one.severity.value]
    return ProblemRow(tone, icon, invoice_workshop.clean(say(one.sentence)), one.line)
