"""What the pages of intakes show: states, results, problems with the raw line beside them. Plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from boekbrug.business.files.queries import content_of
from boekbrug.business.inbox import queries
from boekbrug.business.inbox.models import Intake
from boekbrug.formats.coda.lines import Lines
from boekbrug.formats.problem import Columns
from boekbrug.web.access import DossierRequest
from boekbrug.web.pages.statement_rows import Piece
from boekbrug.web.parts import ShownProblem, State, shown_problems

RAW_CHARACTERS_MAX = 160
_FIXED_BLANK = "\N{NO-BREAK SPACE}"
_STATES = {
    "RECEIVED": ("mute", "clock", mark("Waiting")),
    "WORKING": ("info", "refresh", mark("Being read")),
    "IMPORTED": ("ok", "check", mark("Taken in")),
    "PARTLY": ("warn", "split", mark("Partly taken in")),
    "KNOWN": ("mute", "copy", mark("Was here already")),
    "REFUSED": ("bad", "bad", mark("Refused")),
    "QUARANTINE": ("ask", "ask", mark("Waits for an account")),
    "NEW": ("ok", "check", mark("Taken in")),
    "CONFLICT": ("bad", "neq", mark("Differs from what is here")),
}
_FORMATS = {"coda": "CODA", "zip": "ZIP", "ubl": "UBL", "cii": "CII", "pdf": "PDF", "xlsx": "Excel"}


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A file in the list."""

    public_id: str
    name: str
    state: State
    is_finished: bool
    done_count: int
    total_count: int
    new_count: int
    format: str
    who: str
    channel: str
    received_at: dt.datetime
    progress_href: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What became of one statement, document or member of a file."""

    title: str
    href: str
    account: str
    currency: str
    movement_count: int | None
    line: int | None
    state: State


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem and the line of the file that it is about, its columns marked; else empty."""

    shown: ShownProblem
    raw: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class WaitingAccount:
    """An account that files wait for, and the names of those files."""

    iban: str
    currency: str
    file_names: list[str]
    adopt_href: str


def state_of(code: str) -> State:
    """Return icon, word and tone of the state of an intake or the outcome of a part."""
    tone, icon, word = _STATES.get(code, ("info", "info", code))
    return State(tone, icon, _(word))


def intake_row(intake: Intake, dossier: str) -> IntakeRow:
    """Return a file as the list shows it; `dossier` is the public id in its address."""
    return IntakeRow(
        public_id=intake.public_id,
        name=intake.name,
        state=state_of(intake.state),
        is_finished=intake.is_finished,
        done_count=intake.done_count,
        total_count=intake.total_count,
        new_count=intake.new_count,
        format=_FORMATS.get(intake.format, intake.format.upper()),
        who=str(intake.received_by) if intake.received_by else "Boekbrug",
        channel=intake.channel,
        received_at=intake.received_at,
        progress_href=reverse("intake-progress", args=[dossier, intake.public_id]),
    )


def result_rows(intake: Intake, request: DossierRequest, names: Mapping[str, str]) -> list[ResultRow]:
    """Return what became of each part; `names` gives the address name of a document by its public id."""
    return [_result_row(one, request.access.dossier.public_id, names) for one in intake.results]


def _result_row(result: dict[str, Any], dossier: str, names: Mapping[str, str]) -> ResultRow:
    href, title = "", str(result.get("number") or "—")
    if "intake" in result:
        title, href = result["name"], reverse("intake", args=[dossier, result["intake"]])
    elif "statement" in result:
        title = _("Statement %(number)s") % {"number": title}
    if result.get("statement"):
        href = reverse("statement", args=[dossier, result["statement"]])
    elif page := names.get(result.get("document", "")):
        href = reverse(page, args=[dossier, result["document"]])
    return ResultRow(
        title=title,
        href=href,
        account=result.get("account", ""),
        currency=result.get("currency", ""),
        movement_count=result.get("movements"),
        line=result.get("first_line"),
        state=state_of(result["outcome"]),
    )


def placed_problems(intake: Intake) -> list[PlacedProblem]:
    """Return the problems of an intake, with the raw line beside each that names one of a CODA file."""
    problems = shown_problems(intake.problems)
    wanted = {one.line for one in problems if one.line} if intake.format == "coda" else set()
    raw = _raw_lines(intake, wanted) if wanted else {}
    return [PlacedProblem(one, marked(raw.get(one.line or 0, ""), [one.columns])) for one in problems]


def marked(line: str, columns: Iterable[Columns | None]) -> tuple[Piece, ...]:
    """Cut a raw line where the columns of its problems begin and end; blanks stay where they stand."""
    marks = [False] * len(line)
    for first, last in filter(None, columns):
        marks[first - 1 : last] = [True] * len(marks[first - 1 : last])
    both = zip(line.replace(" ", _FIXED_BLANK), marks, strict=True)
    runs = groupby(both, key=lambda one: one[1])
    return tuple(Piece("".join(text for text, _ in run), is_marked) for is_marked, run in runs)


def _raw_lines(intake: Intake, wanted: set[int]) -> dict[int, str]:
    last, found = max(wanted), {}
    for number, line in enumerate(Lines(BytesIO(content_of(intake.file))), 1):
        if number in wanted:
            found[number] = line[:RAW_CHARACTERS_MAX]
        if number >= last:
            break
    return found


def waiting_accounts(intakes: Iterable[Intake], dossier: str) -> list[WaitingAccount]:
    """Return the accounts that files in quarantine wait for, each once, with the names of its files."""
    found: dict[tuple[str, str], WaitingAccount] = {}
    for intake in intakes:
        for iban, currency in queries.waiting_accounts(intake):
            href = reverse("intake-adopt", args=[dossier, intake.public_id])
            entry = found.setdefault((iban, currency), WaitingAccount(iban, currency, [], href))
            entry.file_names.append(intake.name)
    return list(found.values())
