"""What can be done on the reconciliation screen: accept, choose a document, undo, take over all certain."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.documents import queries as documents
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.language import render as say
from boekbrug.business.reconciliation import actions, refusals
from boekbrug.money import NotAnAmount, parse_amount, to_thousandths
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages.statement import (
    PANE,
    found_line,
    found_statement,
    head_context,
    pane_context,
    screen,
)
from boekbrug.wording import Wording

NOT_AN_AMOUNT = Wording(
    "match-not-an-amount", "“{found}” is not an amount. Write it as 1.234,56 and try again."
)
CONFLICT, UNPROCESSABLE = 409, 422
_MEANWHILE = (refusals.NothingToAccept, refusals.NothingToUndo, refusals.MovementHeld)


@dossier(Right.MATCH, "POST")
def accept(request: DossierRequest, statement: str, line: int) -> HttpResponse:
    """Allocate a line as proposed."""

    def act(movement: Movement) -> None:
        actions.accept(movement=movement, actor=request.actor, now=request.now)

    return _act(request, found_statement(statement), line, act)


@dossier(Right.MATCH, "POST")
def allocate(request: DossierRequest, statement: str, line: int) -> HttpResponse:
    """Let a line pay the chosen document: the amount typed, else the smaller of both rests."""
    try:
        document = documents.document(request.POST.get("document", ""))
    except documents.NoSuchDocument as missing:
        raise Http404 from missing
    if document.is_draft:
        raise Http404

    def act(movement: Movement) -> None:
        typed = request.POST.get("amount", "").strip()
        left = min(movement.rest_thousandths, document.rest_thousandths)
        amount = to_thousandths(parse_amount(typed)) if typed else left
        actions.allocate(
            movement=movement,
            document=document,
            amount_thousandths=amount,
            actor=request.actor,
            now=request.now,
        )

    return _act(request, found_statement(statement), line, act)


@dossier(Right.MATCH, "POST")
def undo(request: DossierRequest, statement: str, line: int) -> HttpResponse:
    """Take back all that a line pays."""

    def act(movement: Movement) -> None:
        actions.undo(movement=movement, actor=request.actor, now=request.now)

    return _act(request, found_statement(statement), line, act)


@dossier(Right.MATCH, "POST")
def accept_certain(request: DossierRequest, statement: str) -> HttpResponse:
    """Take over every certain proposal, and say how many there were."""
    found = found_statement(statement)
    try:
        count = actions.accept_certain(statement=found, actor=request.actor, now=request.now)
    except refusals.MatchRefused as refused:
        messages.error(request, say(refused.sentence), extra_tags="bad")
    else:
        text = ngettext("%(count)s line was taken over.", "%(count)s lines were taken over.", count)
        messages.info(request, text % {"count": count})
    return redirect("statement", dossier=request.access.dossier.public_id, statement=found.public_id)


def _act(
    request: DossierRequest, statement: Statement, ordinal: int, act: Callable[[Movement], None]
) -> HttpResponse:
    """Do one act on a line; answer with what changed, or with the sentence why not."""
    line = found_line(statement, ordinal)
    try:
        act(line.movement)
    except refusals.MatchRefused as refused:
        status = CONFLICT if isinstance(refused, _MEANWHILE) else UNPROCESSABLE
        return _answer(request, statement, ordinal, refusal=say(refused.sentence), status=status)
    except NotAnAmount as wrong:
        refusal = say(NOT_AN_AMOUNT.say(found=wrong.found))
        return _answer(request, statement, ordinal, refusal=refusal, status=UNPROCESSABLE)
    return _answer(request, statement, ordinal)


def _answer(
    request: DossierRequest, statement: Statement, ordinal: int, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Answer htmx with the pane and all that changed around it, a plain form with a redirect or screen."""
    line = found_line(statement, ordinal)
    if request.headers.get("HX-Request"):
        context = head_context(request, statement) | pane_context(request, statement, line, refusal=refusal)
        return render(request, "statement_acted.html", context | {"chosen": ordinal}, status=status)
    if refusal:
        return screen(request, statement, line, more={"refusal": refusal}, status=status)
    home = reverse("statement", args=[request.access.dossier.public_id, statement.public_id])
    return HttpResponseRedirect(f"{home}?line={ordinal}#{PANE}")
