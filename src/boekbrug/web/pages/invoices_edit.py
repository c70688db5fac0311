"""Make an invoice or credit note, or change its draft: the form, its totals while typing, its preview."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from boekbrug.business.contacts.models import Contact
from boekbrug.business.contacts.queries import NoSuchContact, all_customers, contact
from boekbrug.business.documents import actions, issuing, queries
from boekbrug.business.documents.drafts import DraftRefused, add_up
from boekbrug.business.documents.invoice_value import current_dossier, due_after
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.language import render as say
from boekbrug.business.people.models import Language
from boekbrug.money import show_amount, to_thousandths
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.addresses import small_number
from boekbrug.web.middleware.headers import FILE_POLICY
from boekbrug.web.pages import invoices_form as form
from boekbrug.web.pages.invoices_form import Typed, TypedLine
from boekbrug.web.pages.invoices_rows import KIND_TITLES, rate_title
from boekbrug.wording import Sentence

UNPROCESSABLE = 422


@dossier(Right.EDIT_SALES, "GET", "POST")
def new(request: DossierRequest) -> HttpResponse:
    """Make an invoice or credit note; `kind`, `contact` or `of` (what to credit) may be in the address."""
    if request.method == "GET":
        return _form(request, _blank(request), None)
    return _post(request, None)


@dossier(Right.EDIT_SALES, "GET", "POST")
def edit(request: DossierRequest, document: str) -> HttpResponse:
    """Change a draft; an issued document leads to its page."""
    row = _row(document)
    if not row.is_draft:
        return redirect("invoice", dossier=request.access.dossier.public_id, document=document)
    if request.method == "GET":
        return _form(request, form.from_draft(queries.as_draft(row), version=row.version), row)
    return _post(request, row)


@dossier(Right.EDIT_SALES, "POST")
def sums(request: DossierRequest) -> HttpResponse:
    """Work out what was typed so far: net per row, VAT per rate, totals."""
    return render(request, "invoice_sums.html", _sums(form.from_post(request.POST)) | {"is_fragment": True})


@dossier(Right.EDIT_SALES, "POST")
def look(request: DossierRequest) -> HttpResponse:
    """Show what was typed as pictures of its pages; an unfinished form says what is missing."""
    typed = form.from_post(request.POST)
    try:
        pages = issuing.preview_pictures(form.to_draft(typed, _contact(typed.contact)))
    except DraftRefused as refused:
        return render(request, "invoice_preview.html", {"missing": _said(refused.problems)})
    return render(
        request, "invoice_preview.html", {"pages": [base64.b64encode(one).decode() for one in pages]}
    )


@xframe_options_sameorigin
@dossier(Right.SEE_SALES)
def preview(request: DossierRequest, document: str) -> HttpResponse:
    """Show the PDF of a draft, marked as one; the browser may show it but never run anything in it."""
    row = _row(document)
    if not row.is_draft:
        raise Http404
    return HttpResponse(
        issuing.preview(queries.as_draft(row)),
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="preview.pdf"',
            "Content-Security-Policy": FILE_POLICY,
            "X-Content-Type-Options": "nosniff",
        },
    )


def _post(request: DossierRequest, row: Document | None) -> HttpResponse:
    """Add or take away a row, or keep the draft; whatever was typed stays."""
    typed = form.from_post(request.POST)
    act = request.POST.get("act", "save")
    if act == "add" or act.startswith("remove-"):
        return _form(request, form.changed_rows(typed, act), row)
    try:
        kept = actions.save_draft(
            draft=form.to_draft(typed, _contact(typed.contact)),
            document=row,
            version=small_number(typed.version),
            actor=request.actor,
            now=request.now,
        )
    except DraftRefused as refused:
        return _form(request, typed, row, problems=_said(refused.problems))
    except (actions.EditedMeanwhile, actions.AlreadyIssued) as refused:
        return _form(request, typed, row, problems={"": say(refused.sentence)})
    return redirect("invoice", dossier=request.access.dossier.public_id, document=kept.public_id)


def _form(
    request: DossierRequest, typed: Typed, row: Document | None, *, problems: Mapping[str, str] | None = None
) -> HttpResponse:
    """Show the form with what was typed and a sentence beside each wrong field."""
    found = dict(problems or {})
    is_credit = typed.kind == Kind.SALE_CREDIT
    context = {
        "typed": typed,
        "kind": KIND_TITLES[Kind(typed.kind)],
        "is_credit": is_credit,
        "document": row,
        "problems": found,
        "refusal": found.get("", ""),
        "lines_problem": found.get("lines", ""),
        "rows": [_row_context(place, line, found) for place, line in enumerate(typed.shown_lines)],
        "contacts": _choices(typed.contact),
        "languages": Language.choices,
        "vat_choices": [(value, _(title)) for value, title in form.VAT_CHOICES],
        "unit_choices": [(value, _(title)) for value, title in form.UNIT_CHOICES],
        **_sums(typed),
    }
    return render(request, "invoice_edit.html", context, status=UNPROCESSABLE if found else 200)


def _row_context(place: int, line: TypedLine, problems: Mapping[str, str]) -> dict[str, Any]:
    cells = ("description", "quantity", "unit_price", "vat")
    return {
        "place": place,
        "line": line,
        "net": _nets((line,)).get(0, ""),
        **{f"{cell}_problem": problems.get(f"lines.{place}.{cell}", "") for cell in cells},
    }


def _nets(lines: tuple[TypedLine, ...]) -> dict[int, str]:
    readable = form.readable_lines(Typed(lines=lines))
    return {place: show_amount(to_thousandths(line.net)) for place, line in readable}


def _sums(typed: Typed) -> dict[str, Any]:
    """What the rows that can be read add up to."""
    readable = form.readable_lines(typed)
    nets = {place: show_amount(to_thousandths(line.net)) for place, line in readable}
    added = add_up(tuple(line for _place, line in readable))
    return {
        "nets": [(place, nets.get(place, "")) for place in range(len(typed.lines))],
        "vat": [
            (
                rate_title(one.category, one.rate),
                show_amount(to_thousandths(one.taxable)),
                show_amount(to_thousandths(one.amount)),
            )
            for one in added.vat
        ],
        "net": show_amount(to_thousandths(added.totals.net)),
        "total": show_amount(to_thousandths(added.totals.gross)),
    }


def _blank(request: DossierRequest) -> Typed:
    """A new form: dated today, and for a credit note filled with the invoice it corrects."""
    today = timezone.localdate(request.now)
    own = current_dossier()
    is_credit = request.GET.get("kind") == "credit"
    if credited := request.GET.get("of", ""):
        draft = queries.as_draft(_row(credited))
        credit = replace(
            draft, kind=Kind.SALE_CREDIT, issued_on=today, due_on=None, credited_number=_row(credited).number
        )
        return form.from_draft(credit)
    return Typed(
        kind=Kind.SALE_CREDIT if is_credit else Kind.SALE,
        contact=request.GET.get("contact", ""),
        issued_on=today.isoformat(),
        due_on="" if is_credit else due_after(today, own).isoformat(),
        lines=tuple(TypedLine() for _number in range(form.EMPTY_LINES)),
    )


def _row(public_id: str) -> Document:
    try:
        return queries.document(public_id, is_sale=True)
    except queries.NoSuchDocument as missing:
        raise Http404 from missing


def _contact(public_id: str) -> Contact | None:
    try:
        return contact(public_id) if public_id else None
    except NoSuchContact:
        return None


def _choices(chosen: str) -> list[tuple[str, str]]:
    """The customers to choose from, and the chosen contact whoever it is."""
    found = all_customers()
    extra = _contact(chosen)
    if extra and all(one.pk != extra.pk for one in found):
        found.insert(0, extra)
    return [(one.public_id, f"{one.name} · {one.city}" if one.city else one.name) for one in found]


def _said(problems: Mapping[str, Sentence]) -> dict[str, str]:
    return {field: say(sentence) for field, sentence in problems.items()}
