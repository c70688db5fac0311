"""Change what pays what: match, accept, allocate by hand, undo."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from boekbrug import matching
from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.documents.models import Document
from boekbrug.business.documents.models import State as DocumentState
from boekbrug.business.dossiers import queries as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import Actor
from boekbrug.business.reconciliation import booking, facts
from boekbrug.business.reconciliation.models import Allocation, Proposal
from boekbrug.business.reconciliation.refusals import (
    MovementHeld,
    NothingToAccept,
    NothingToUndo,
    NotPositive,
    TooMuch,
    WrongCurrency,
    WrongDirection,
)
from boekbrug.business.timeline import actions as timeline
from boekbrug.matching import BankLine, Certainty


@dataclass(frozen=True, slots=True)
class Matched:
    """What a pass over movements did: how many were looked at, booked by itself, and left waiting."""

    looked_at: int
    allocated: int
    waiting: int


def match_open(*, actor: Actor, now: dt.datetime) -> Matched:
    """Look again at every movement of the dossier that is not wholly allocated."""
    with tenant.one_act():
        waiting = (
            Movement.objects.filter(statement__is_held=False)
            .exclude(allocated_thousandths=F("amount_thousandths"))
            .exclude(allocated_thousandths=-F("amount_thousandths"))
        )
        rows = list(waiting.select_related("account").order_by("pk"))
        matched = match_movements(movements=rows, actor=actor, now=now)
        dossier = dossiers.entered_dossier()
        _note_matched(matched, ("dossier", dossier.public_id), by=(actor, now))
    return matched


def match_statement(*, statement: Statement, actor: Actor, now: dt.datetime) -> Matched:
    """Match the movements of a statement that just came in, inside the act that imports it."""
    matched = _match(facts.lines_of(statement), now=now)
    _note_matched(matched, ("statement", statement.public_id), by=(actor, now))
    return matched


def _note_matched(matched: Matched, subject: tuple[str, str], *, by: tuple[Actor, dt.datetime]) -> None:
    if not matched.allocated:
        return
    detail = {"looked_at": matched.looked_at, "allocated": matched.allocated}
    timeline.note(kind="movements.matched", subject=subject, actor=by[0], at=by[1], detail=detail)


def match_movements(
    *, movements: Sequence[Movement], actor: Actor, now: dt.datetime, books: bool | None = None
) -> Matched:
    """Propose for movements, inside the caller's act, and book what is certain.

    `books` None follows the dossier: without a firm the certain ones are allocated at once, with a firm they
    wait for take-over.
    """
    return _match(
        [facts.line_of(movement, movement.account.currency) for movement in movements], now=now, books=books
    )


def _match(lines: Sequence[BankLine], *, now: dt.datetime, books: bool | None = None) -> Matched:
    """Judge lines and keep what came of it; without the collector, which finds nothing in so many values."""
    if not lines:
        return Matched(0, 0, 0)
    with _collector_paused():
        return _match_paused(lines, now=now, books=books)


def _match_paused(lines: Sequence[BankLine], *, now: dt.datetime, books: bool | None) -> Matched:
    refused = booking.undone_before(lines)
    proposals = matching.propose(lines, facts.items_for(lines), refused=refused)
    if books is None:
        books = not dossiers.has_firm(dossiers.entered_dossier(), on=timezone.localdate(now))
    certain = [one for one in proposals if books and one.certainty is Certainty.SURE]
    booking.book(certain, now=now)
    booked = {one.line_id for one in certain}
    booking.forget_proposals(booked)
    waiting = [one for one in proposals if one.line_id not in booked]
    booking.keep_proposals(waiting, now)
    return Matched(len(lines), len(certain), len(waiting))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Values are made by the ten thousand and none is in a circle: collecting takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def accept(*, movement: Movement, actor: Actor, now: dt.datetime) -> list[Allocation]:
    """Allocate a movement as proposed; raises NothingToAccept when that no longer fits."""
    with tenant.one_act():
        movement = Movement.objects.select_related("statement").get(pk=movement.pk)
        made = _accept(movement, actor=actor, now=now)
        booking.note("movement.allocated", movement, made, by=(actor, now))
    return made


def accept_certain(*, statement: Statement, actor: Actor, now: dt.datetime) -> int:
    """Take over every certain proposal of a statement; returns how many movements were allocated.

    A proposal whose document was paid by another line meanwhile is judged again, and asks.
    """
    with tenant.one_act():
        if Statement.objects.get(pk=statement.pk).is_held:
            raise MovementHeld
        certain = Movement.objects.filter(
            statement=statement, proposal__certainty=Certainty.SURE, allocated_thousandths=0
        )
        accepted, overtaken = [], []
        for movement in certain.select_related("statement", "account").order_by("ordinal"):
            try:
                _accept(movement, actor=actor, now=now)
                accepted.append(movement.ordinal)
            except NothingToAccept:
                overtaken.append(movement)
        match_movements(movements=overtaken, actor=actor, now=now, books=False)
        if accepted:
            timeline.note(
                kind="movements.accepted",
                subject=statement,
                actor=actor,
                at=now,
                detail={"ordinals": accepted},
            )
    return len(accepted)


def allocate(
    *, movement: Movement, document: Document, amount_thousandths: int, actor: Actor, now: dt.datetime
) -> Allocation:
    """Let a person assign part of a movement to a document.

    :raises NotPositive: when nothing would be allocated
    :raises TooMuch: when the movement or the document has less left
    :raises WrongDirection: when money in cannot pay this kind of document, or money out
    :raises WrongCurrency: when their currencies differ
    :raises MovementHeld: when a person first decides about the statement
    """
    with tenant.one_act():
        movement = Movement.objects.select_related("statement", "account").get(pk=movement.pk)
        document = Document.objects.get(pk=document.pk, state=DocumentState.FINAL)
        _judge(movement, document, amount_thousandths)
        allocation = _write_allocation(movement, document, amount_thousandths, actor=actor, now=now)
        booking.note("movement.allocated", movement, [allocation], by=(actor, now))
        if movement.rest_thousandths == amount_thousandths:
            Proposal.objects.filter(movement=movement).delete()
    return allocation


def undo(*, movement: Movement, actor: Actor, now: dt.datetime) -> int:
    """Undo every allocation of a movement; its documents are open again, and it is not proposed again.

    Returns how many allocations were undone; raises NothingToUndo when there is none.
    """
    with tenant.one_act():
        movement = Movement.objects.select_related("statement", "account").get(pk=movement.pk)
        active = list(Allocation.objects.filter(movement=movement, undone_at=None).order_by("document_id"))
        if not active:
            raise NothingToUndo
        Allocation.objects.filter(pk__in=[one.pk for one in active]).update(
            undone_at=now, undone_by=actor.person
        )
        back = {one.document_id: -one.amount_thousandths for one in active}
        booking.move({movement.pk: sum(back.values())}, back)
        movement.refresh_from_db(fields=["allocated_thousandths"])
        booking.note("movement.undone", movement, active, by=(actor, now))
        match_movements(movements=[movement], actor=actor, now=now, books=False)
    return len(active)


def _accept(movement: Movement, *, actor: Actor, now: dt.datetime) -> list[Allocation]:
    proposal = Proposal.objects.filter(movement=movement).first()
    if proposal is None or not proposal.parts:
        raise NothingToAccept
    if movement.statement.is_held:
        raise MovementHeld
    rests = {
        document.pk: document.rest_thousandths
        for document in Document.objects.filter(pk__in=[document for document, _ in proposal.parts])
    }
    if any(rests.get(document, 0) < amount for document, amount in proposal.parts):
        raise NothingToAccept
    if sum(amount for _, amount in proposal.parts) > movement.rest_thousandths:
        raise NothingToAccept
    made = [
        Allocation(
            movement=movement,
            document_id=document,
            amount_thousandths=amount,
            is_automatic=False,
            reasons=proposal.reasons,
            made_by=actor.person,
            made_at=now,
        )
        for document, amount in proposal.parts
    ]
    booking.write(made)
    if movement.rest_thousandths == sum(one.amount_thousandths for one in made):
        proposal.delete()
    return made


def _judge(movement: Movement, document: Document, amount_thousandths: int) -> None:
    if movement.statement.is_held:
        raise MovementHeld
    if movement.account.currency != document.currency:
        raise WrongCurrency(movement.account.currency, document.currency)
    comes_in = movement.amount_thousandths > 0
    if comes_in != (matching.expects(facts.KIND[document.kind]) > 0):
        raise WrongDirection
    if amount_thousandths <= 0:
        raise NotPositive(asked=amount_thousandths)
    left = min(movement.rest_thousandths, document.rest_thousandths)
    if amount_thousandths > left:
        raise TooMuch(asked=amount_thousandths, left=left)


def _write_allocation(
    movement: Movement, document: Document, amount_thousandths: int, *, actor: Actor, now: dt.datetime
) -> Allocation:
    earlier = Allocation.objects.filter(movement=movement, document=document, undone_at=None).first()
    if earlier:
        earlier.amount_thousandths += amount_thousandths
        earlier.save(update_fields=["amount_thousandths"])
        booking.move({movement.pk: amount_thousandths}, {document.pk: amount_thousandths})
        return earlier
    allocation = Allocation(
        movement=movement,
        document=document,
        amount_thousandths=amount_thousandths,
        is_automatic=False,
        made_by=actor.person,
        made_at=now,
    )
    booking.write([allocation])
    return allocation
