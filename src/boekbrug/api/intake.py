"""Hand files in, and see what became of them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import QueryDict
from ninja import File, UploadedFile
from pydantic import Field

from boekbrug.api import paging
from boekbrug.api.access import ApiRequest
from boekbrug.api.field_problems import UNKNOWN
from boekbrug.api.fields import Cursor, Given, Line, Rows, Shown
from boekbrug.api.operations import Subject
from boekbrug.api.problems import NOT_FOUND, WRONG_FIELDS, LocatedProblem, Refused, at
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.inbox import actions, queries, reports
from boekbrug.business.inbox.models import Intake

subject = Subject("Intake")
IntakeState = Literal["", "RECEIVED", "WORKING", "IMPORTED", "PARTLY", "KNOWN", "REFUSED", "QUARANTINE"]


class Report(Shown):
    """What became of one file; `id` is null for a file that was too large to keep."""

    id: str | None
    file: str
    format: str = Field(description="coda, ubl, zip …; empty while it is not yet understood.")
    state: str
    problems: list[LocatedProblem]
    results: list[dict[str, Any]] = Field(description="One per statement, document or file of a ZIP.")


class IntakeShown(Report):
    """A file that came in, with its moments and how far it is."""

    received_at: dt.datetime
    finished_at: dt.datetime | None
    channel: str
    size_bytes: int
    sha256: str
    done_count: int
    total_count: int
    new_count: int


class Reports(Shown):
    """One report per file, in the order in which the files came."""

    files: list[Report]


class IntakePage(Shown):
    """Files that came in, newest first."""

    intakes: list[IntakeShown]
    next: str | None


class Account(Given):
    """The account to add; the file says which ones it waits for."""

    iban: Line
    currency: str = Field("EUR", max_length=20)
    name: Line = ""


@subject.operation("POST", "/intake", Right.HAND_IN, gives=Reports, status=201)
def hand_in(request: ApiRequest, files: Annotated[list[UploadedFile], File()]) -> Reports:
    """Take files in (CODA, UBL, ZIP), each through the whole pipeline, and report what became of each.

    The originals are kept, whatever they are. A file that was here before reports KNOWN.
    """
    strange = sorted((set(_names(request.FILES)) | set(_names(request.POST))) - {"files"})
    if strange:
        raise Refused(422, WRONG_FIELDS.say(), [at(name[:60], UNKNOWN.say()) for name in strange[:20]])
    return Reports(files=[_take_in(request, file) for file in files])


@subject.operation("GET", "/intake", Right.HAND_IN, gives=IntakePage)
def list_intakes(
    request: ApiRequest, state: IntakeState = "", after: Cursor = "", limit: Rows = 50
) -> IntakePage:
    """The files that came in, newest first; a ZIP once, without its members."""
    page = queries.intakes(state=state, key=paging.moment(after), limit=limit)
    return IntakePage(intakes=[_shown(row) for row in page.rows], next=paging.of_moment(page.next_key))


@subject.operation("GET", "/intake/{intake}", Right.HAND_IN, gives=IntakeShown)
def show_intake(request: ApiRequest, intake: str) -> IntakeShown:
    """One file that came in."""
    return _shown(_found(intake))


@subject.operation("POST", "/intake/{intake}/adopt-account", Right.IMPORT_BANK, gives=IntakeShown)
def adopt_account(request: ApiRequest, intake: str, given: Account) -> IntakeShown:
    """Add the account that a file waits for, and import every statement that waits for it."""
    done = actions.adopt_account(
        intake=_found(intake),
        iban=given.iban,
        currency=given.currency,
        name=given.name,
        actor=request.actor,
        now=request.now,
    )
    return _shown(done)


def _take_in(request: ApiRequest, file: UploadedFile) -> Report:
    name, size = file.name or "", file.size or 0
    try:
        if size > settings.UPLOAD_BYTES_MAX:  # judged before it is read into memory
            raise actions.TooLarge(name, size)
        intake = actions.receive(content=file.read(), name=name, actor=request.actor, now=request.now)
    except actions.TooLarge as refused:
        return Report.model_validate(reports.not_received(name, refused.sentence))
    done = actions.process(intake=intake, actor=request.actor, now=request.now)
    return Report.model_validate(_plain(reports.report(done)))


def _found(public_id: str) -> Intake:
    found = queries.intake_by_public_id(public_id)
    if found is None:
        raise Refused(404, NOT_FOUND.say())
    return found


def _shown(row: Intake) -> IntakeShown:
    return IntakeShown(
        **_plain(reports.report(row)),
        received_at=row.received_at,
        finished_at=row.finished_at,
        channel=row.channel,
        size_bytes=row.file.size_bytes,
        sha256=row.file.sha256,
        done_count=row.done_count,
        total_count=row.total_count,
        new_count=row.new_count,
    )


def _plain(report: dict[str, Any]) -> dict[str, Any]:
    """The report with its problems as values of our shape (a stored one may lack a fact)."""
    problems = [
        LocatedProblem(**{name: fact for name, fact in one.items() if fact is not None or name == "line"})
        for one in report["problems"]
    ]
    return {**report, "problems": problems}


def _names(fields: QueryDict | Any) -> list[str]:
    return [str(name) for name in fields]
