"""The reconciliation screen: one statement, its lines, and the chosen line beside them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from boekbrug.business.banking import queries as banking
from boekbrug.business.banking.models import Statement
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.files.queries import content_of
from boekbrug.business.reconciliation import statement_lines
from boekbrug.business.reconciliation.candidates import open_documents
from boekbrug.business.reconciliation.queries import Line
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.pages import bank_rows
from boekbrug.web.pages import statement_rows as rows
from boekbrug.web.pages.importing import original_answer
from boekbrug.web.parts import Chip

PANE = "line"  # the id of the pane, as htmx names its target
TEXT_CHARACTERS_MAX = 100
_ORDINAL = re.compile(r"\d{1,9}", re.ASCII)


@dossier(Right.SEE_BANK)
def page(request: DossierRequest, statement: str) -> HttpResponse:
    """Show a statement; asked for the pane only, show the chosen line."""
    found = found_statement(statement)
    line = chosen_line(request, found)
    if line and request.headers.get("HX-Request") and _is_for_pane(request):
        return render(request, "statement_pane.html", pane_context(request, found, line))
    return screen(request, found, line)


@dossier(Right.SEE_BANK)
def download(request: DossierRequest, statement: str) -> HttpResponse:
    """Hand over the file through which the statement first came.

    Not to somebody who sees the documents of some days only: the file holds what it holds.
    """
    found = found_statement(statement)
    if request.access.days:
        raise PermissionDenied
    sources = banking.sources(found)
    if not sources:
        raise Http404
    name = f"{found.account.iban}-{found.title.replace('/', '-')}.cod"
    return original_answer(content_of(sources[0].file), name)


@dossier(Right.SEE_BANK)
def candidates(request: DossierRequest, statement: str, line: int) -> HttpResponse:
    """Show open documents that a line could pay, by number, name or amount; without htmx a whole page."""
    found = found_statement(statement)
    shown = found_line(found, line)
    text = request.GET.get("find", "")[:TEXT_CHARACTERS_MAX]
    currency = found.account.currency
    documents = open_documents(shown.movement, currency=currency, text=text)
    context = pane_context(request, found, shown) | {
        "find": text,
        "is_searched": True,
        "options": rows.found_options(
            documents, access=request.access, movement=shown.movement, currency=currency
        ),
    }
    if request.headers.get("HX-Request"):
        return render(request, "statement_candidates.html", context)
    return screen(request, found, shown, more=context)


def found_statement(public_id: str) -> Statement:
    """Return a statement of the dossier; raises Http404."""
    found = banking.statement_by_public_id(public_id)
    if found is None:
        raise Http404
    return found


def found_line(statement: Statement, ordinal: int) -> Line:
    """Return a line of a statement; raises Http404."""
    line = statement_lines.line_at(statement, ordinal)
    if line is None:
        raise Http404
    return line


def chosen_line(request: DossierRequest, statement: Statement) -> Line | None:
    """Return the line that the address chooses, or else the first one with work; None without lines."""
    wanted = request.GET.get("line", "")
    ordinal = int(wanted) if _ORDINAL.fullmatch(wanted) else 0
    line = statement_lines.line_at(statement, ordinal) if ordinal else None
    return line or statement_lines.line_at(statement, statement_lines.first_open_ordinal(statement))


def pane_context(
    request: DossierRequest, statement: Statement, line: Line, *, refusal: str = ""
) -> dict[str, Any]:
    """Return what the pane of a line shows."""
    home = request.access.dossier.public_id
    address = [home, statement.public_id, line.movement.ordinal]
    is_held = not statement.is_bookable
    pane = rows.pane_of(line, access=request.access, currency=statement.account.currency, is_held=is_held)
    return {
        "statement": statement,
        "pane": pane,
        "row": pane.row,
        "refusal": refusal,
        "is_held": is_held,
        "may_match": request.access.may(Right.MATCH),
        "why_not": _("Your role may look at matches, not change them."),
        "accept_href": reverse("movement-accept", args=address),
        "allocate_href": reverse("movement-allocate", args=address),
        "undo_href": reverse("movement-undo", args=address),
        "candidates_href": reverse("movement-candidates", args=address),
        "statement_href": reverse("statement", args=address[:2]),
        "filter": _query(request),
    }


def head_context(request: DossierRequest, statement: Statement) -> dict[str, Any]:
    """Return what stands above and below the lines: figures, chips, take-over."""
    counts = statement_lines.counts_by_state(statement)
    certain = statement_lines.certain_lines(statement) if statement.is_bookable else []
    home = [request.access.dossier.public_id, statement.public_id]
    return {
        "statement": statement,
        "account": bank_rows.account_title(statement.account),
        "chain": bank_rows.chain_state(statement),
        "figures": statement_lines.figures(statement),
        "chips": _chips(request, counts, statement.movement_count),
        "certain": [rows.row_of(one, is_held=False) for one in certain],
        "certain_count": counts.get("recognised", 0) if statement.is_bookable else 0,
        "certain_max": statement_lines.CERTAIN_SHOWN_MAX,
        "is_held": not statement.is_bookable,
        "filter": _query(request),
        "keeps": _query(request, after=request.GET.get("after", "")).removeprefix("?"),
        "may_match": request.access.may(Right.MATCH),
        "why_not": _("Your role may look at matches, not change them."),
        "accept_certain_href": reverse("statement-accept", args=home),
        "statement_href": reverse("statement", args=home),
    }


def screen(
    request: DossierRequest,
    statement: Statement,
    line: Line | None,
    *,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with the whole screen; `more` adds to the pane (a refusal, documents that were searched)."""
    after = request.GET.get("after", "")
    after_ordinal = int(after) if _ORDINAL.fullmatch(after) else 0
    found = statement_lines.page_of_lines(
        statement,
        state=chosen_state(request),
        text=request.GET.get("q", "")[:TEXT_CHARACTERS_MAX],
        after_ordinal=after_ordinal,
    )
    context = head_context(request, statement) | {
        "rows": [rows.row_of(one, is_held=not statement.is_bookable) for one in found.lines],
        "chosen": line.movement.ordinal if line else 0,
        "text": request.GET.get("q", "")[:TEXT_CHARACTERS_MAX],
        "state": chosen_state(request),
        "before": banking.before(statement),
        "after": banking.after(statement),
        "next_href": _query(request, after=str(found.next_ordinal)) if found.next_ordinal else "",
        "first_href": _query(request) or "?" if after_ordinal else "",
    }
    if line:
        context |= {"has_pane": True} | pane_context(request, statement, line) | (more or {})
    return render(request, "statement.html", context, status=status)


def _is_for_pane(request: DossierRequest) -> bool:
    return request.headers.get("HX-Target", "").rpartition("#")[2] == PANE


def chosen_state(request: DossierRequest) -> str:
    """Return the state of lines that the address chooses, or nothing."""
    wanted = request.GET.get("state", "")
    return wanted if wanted in rows.STATES else ""


def _query(request: DossierRequest, **changes: str) -> str:
    """Return the query of this page with changes and without its place; empty when nothing is chosen."""
    kept = {"state": chosen_state(request), "q": request.GET.get("q", "")[:TEXT_CHARACTERS_MAX]} | changes
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"?{query}" if query else ""


def _chips(request: DossierRequest, counts: dict[str, int], total: int) -> list[Chip]:
    current = chosen_state(request)
    each = [
        Chip(
            label=rows.state_of(code).word,
            href=f"?state={code}",
            count=counts.get(code, 0),
            is_current=code == current,
            tone=tone,
            icon=icon,
        )
        for code, (tone, icon, _word) in rows.STATES.items()
        if counts.get(code) or code == current
    ]
    return [Chip(_("All"), "?", total, is_current=not current), *each]
