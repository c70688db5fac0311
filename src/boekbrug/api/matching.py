"""Change what pays what: look again, accept a proposal, allocate by hand, undo."""

from __future__ import annotations

from boekbrug.api.access import ApiRequest
from boekbrug.api.fields import Amount, Given, Id, Shown, exact
from boekbrug.api.movements_shown import MovementShown, movement_shown
from boekbrug.api.operations import Subject
from boekbrug.api.problems import NOT_FOUND, Refused, wrong
from boekbrug.api.statements import found_statement
from boekbrug.business.banking import queries as banking
from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.documents import queries as documents
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.reconciliation import actions, queries
from boekbrug.money import to_thousandths
from boekbrug.wording import Wording

subject = Subject("Matching")
NO_SUCH_DOCUMENT = Wording(
    "api-no-such-document", "There is no document {found} in this dossier. Take the id out of its list."
)
IS_A_DRAFT = Wording("api-document-is-a-draft", "This is a draft, which nobody can pay yet. Issue it first.")


class Matched(Shown):
    """What a pass over the open movements did."""

    looked_at: int
    allocated: int
    waiting: int


class Accepted(Shown):
    """How many movements of a statement were allocated as proposed."""

    allocated: int


class Allocate(Given):
    """Part of a movement for a document; the amount has no sign."""

    document: Id
    amount: Amount


@subject.operation("POST", "/match", Right.MATCH, gives=Matched)
def match(request: ApiRequest) -> Matched:
    """Look again at every movement that is not wholly allocated."""
    done = actions.match_open(actor=request.actor, now=request.now)
    return Matched(looked_at=done.looked_at, allocated=done.allocated, waiting=done.waiting)


@subject.operation("POST", "/statements/{statement}/accept-certain", Right.MATCH, gives=Accepted)
def accept_certain(request: ApiRequest, statement: str) -> Accepted:
    """Take over every certain proposal of a statement."""
    row = found_statement(statement)
    return Accepted(allocated=actions.accept_certain(statement=row, actor=request.actor, now=request.now))


@subject.operation("POST", "/movements/{movement}/accept", Right.MATCH, gives=MovementShown)
def accept(request: ApiRequest, movement: str) -> MovementShown:
    """Allocate a movement as it is proposed."""
    statement, row = _found(movement)
    actions.accept(movement=row, actor=request.actor, now=request.now)
    return _again(statement, row)


@subject.operation("POST", "/movements/{movement}/allocate", Right.MATCH, gives=MovementShown)
def allocate(request: ApiRequest, movement: str, given: Allocate) -> MovementShown:
    """Assign part of a movement to a document."""
    statement, row = _found(movement)
    actions.allocate(
        movement=row,
        document=_document(given.document),
        amount_thousandths=to_thousandths(exact(given.amount)),
        actor=request.actor,
        now=request.now,
    )
    return _again(statement, row)


@subject.operation("POST", "/movements/{movement}/undo", Right.MATCH, gives=MovementShown)
def undo(request: ApiRequest, movement: str) -> MovementShown:
    """Undo every allocation of a movement: its documents are open again."""
    statement, row = _found(movement)
    actions.undo(movement=row, actor=request.actor, now=request.now)
    return _again(statement, row)


def _found(movement: str) -> tuple[Statement, Movement]:
    public_id, _, place = movement.partition(".")
    statement = found_statement(public_id)
    row = banking.movement_by_ordinal(statement, int(place)) if place else None
    if row is None:
        raise Refused(404, NOT_FOUND.say())
    return statement, row


def _document(public_id: str) -> Document:
    try:
        found = documents.document(public_id)
    except documents.NoSuchDocument as missing:
        raise wrong(NO_SUCH_DOCUMENT.say(found=public_id), "document") from missing
    if found.is_draft:
        raise wrong(IS_A_DRAFT.say(), "document")
    return found


def _again(statement: Statement, row: Movement) -> MovementShown:
    """The movement as it stands after the act."""
    row.refresh_from_db()
    return movement_shown(queries.lines([row])[0], statement)
