"""Understand a kept file and take in what is in it; broken off anywhere, the next run ends the same."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable

import structlog
from django.db import DatabaseError

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import free_space
from boekbrug.business.files.queries import content_of
from boekbrug.business.inbox.actions.leasing import Lease, LeaseLost, claim, claim_next, close_member
from boekbrug.business.inbox.actions.of_archive import members_of
from boekbrug.business.inbox.actions.of_coda import take_statements
from boekbrug.business.inbox.actions.of_invoice import take_invoice
from boekbrug.business.inbox.actions.work import Work
from boekbrug.business.inbox.findings import Findings
from boekbrug.business.inbox.models import Intake
from boekbrug.business.inbox.problems import WAITS_FOR_ROOM, stored
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.formats import einvoice
from boekbrug.formats.checking import INVOICES, refusal
from boekbrug.formats.recognise import Kind, recognise

log = structlog.get_logger()
TURN = dt.timedelta(seconds=60)


def process(
    *, intake: Intake, actor: Actor, now: dt.datetime, progress: Callable[[int, int], None] | None = None
) -> Intake:
    """Take in what a received file holds, and return its intake as it stands then.

    A finished intake, and one that somebody else works on, comes back as it is; one for which the disk has no
    room comes back unfinished, with a problem that says so, and a worker goes on with it later. `progress` is
    told how many parts are done, of how many.
    """
    lease: Lease | None = None
    waits = False
    try:
        lease = claim(intake, now=now)
        if lease is not None:
            _run(Work(lease, actor, now, progress))
    except Exception as failed:
        if not free_space.is_why(failed):
            raise
        waits = True
        _wait_for_room(lease)
    row = Intake.objects.select_related("file").get(pk=intake.pk)
    if waits:  # the disk may have been too full to write even that
        row.problems = stored([WAITS_FOR_ROOM.at()])
    return row


def finish_due(*, now: dt.datetime) -> int:
    """Let a worker take in what waits or was left behind, in every dossier; returns how many it tried.

    After a minute it takes no more on, so that no turn of a worker is long for its number of files. An error
    of ours in one of them is logged and stops no other; its lease ends, and it is tried again. While the disk
    has no room nothing is begun.

    :raises free_space.NoRoom: when the disk ran full in the middle; what was begun goes on once there is room
    """
    count = 0
    started = time.monotonic()
    moment = now
    while _goes_on(moment - now) and (intake := claim_next(now=moment)) is not None:
        count += 1
        actor = Actor(intake.received_by, Channel(intake.channel))
        lease = Lease(intake, moment)
        try:
            with tenant.enter(intake.dossier):
                _run(Work(lease, actor, moment))
        except Exception as failed:
            if free_space.is_why(failed):
                with tenant.enter(intake.dossier):
                    _wait_for_room(lease)
                raise free_space.NoRoom from failed
            log.exception("intake.failed", intake=intake.public_id, attempt=intake.attempts)
            with tenant.enter(intake.dossier):
                lease.note_error(type(failed).__name__)
        moment = now + dt.timedelta(seconds=time.monotonic() - started)  # a lease starts when it is taken
    return count


def _goes_on(passed: dt.timedelta) -> bool:
    """Whether a turn takes another file on."""
    return passed < TURN and free_space.left() is free_space.Room.TAKE_IN


def _wait_for_room(lease: Lease | None) -> None:
    """Put a claimed intake back; where even that finds no room, its lease runs out by itself."""
    with contextlib.suppress(DatabaseError):
        if lease is not None:
            lease.give_back()


def _run(work: Work) -> None:
    """Do the work of a claim to its end; when it was taken over meanwhile, the other one ends it."""
    try:
        _examine(work, work.lease.intake)
    except LeaseLost:
        log.warning("intake.taken_over", intake=work.lease.intake.public_id)


def _examine(work: Work, row: Intake) -> None:
    content = content_of(row.file)
    kind = recognise(content, row.name)
    if kind in INVOICES:
        reading = einvoice.read(content)
        with tenant.one_act():  # the document and its intake together: a second run would call it known
            _conclude(work, row, take_invoice(work, row, reading), kind=kind)
        return
    _conclude(work, row, _findings(work, row, content, kind), kind=kind)


def _findings(work: Work, row: Intake, content: bytes, kind: Kind) -> Findings:
    if kind is Kind.CODA:
        return take_statements(work, row, content)
    if kind is Kind.ZIP:
        return _archive(work, row, content)
    findings = Findings()
    findings.refuse(refusal(kind))
    return findings


def _archive(work: Work, row: Intake, content: bytes) -> Findings:
    findings = Findings()
    members, problems = members_of(work, row, content)
    findings.refuse(*problems)
    for number, member in enumerate(members, 1):
        if not member.is_finished:
            _examine(work, member)
            member.refresh_from_db()
        result = {"intake": member.public_id, "name": member.name}
        findings.add_member(member.state, member.new_count, result)
        work.advance(row, number, len(members))
    return findings


def _conclude(work: Work, row: Intake, findings: Findings, *, kind: Kind) -> None:
    if row.pk == work.lease.intake.pk:
        work.lease.conclude(findings, kind=kind.value, actor=work.actor)
    else:
        close_member(row, findings, kind=kind.value, now=work.now)
