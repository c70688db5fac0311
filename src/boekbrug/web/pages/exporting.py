"""Export what a list shows: the same filter, all its rows, as CSV or as a workbook.

An export is an act (POST): it stands on the timeline once. CSV leaves while it is made; a workbook has a
limit of rows. Whoever may only look gets a first line that says who took it, and when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.business.dossiers.rights import Right
from boekbrug.business.timeline import actions as timeline
from boekbrug.business.visits.queries import only_looks
from boekbrug.formats import spreadsheets
from boekbrug.formats.spreadsheets import Table
from boekbrug.web.access import DossierRequest, View, dossier
from boekbrug.web.downloads import attachment, headed
from boekbrug.web.pages import exporting_tables as tables
from boekbrug.web.pages.statement import found_statement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _list(name: str, right: Right, table: Callable[[DossierRequest], Table]) -> View:
    """Return the view that exports a list, and after a refusal goes back to it."""

    def view(request: DossierRequest) -> HttpResponseBase:
        back = redirect(name, request.access.dossier.public_id)
        return _answer(request, name, table(request), back)

    return dossier(right, "POST")(view)


@dossier(Right.SEE_BANK, "POST")
def movements(request: DossierRequest, statement: str) -> HttpResponseBase:
    """Export the lines of a statement."""
    found = found_statement(statement)
    back = redirect("statement", request.access.dossier.public_id, found.public_id)
    return _answer(request, "statement", tables.movements(request, found), back)


invoices = _list("invoices", Right.SEE_SALES, tables.sales)
purchases = _list("purchases", Right.SEE_PURCHASES, tables.purchases)
contacts = _list("contacts", Right.SEE_SALES, tables.contacts)
deliveries = _list("deliveries", Right.SEE_DELIVERIES, tables.deliveries)
events = _list("timeline", Right.EXPORT_TIMELINE, tables.events)
visits = _list("visits", Right.SEE_VISITS, tables.visits)


def _answer(request: DossierRequest, name: str, table: Table, back: HttpResponse) -> HttpResponseBase:
    form = "xlsx" if request.POST.get("as") == "xlsx" else "csv"
    file_name = f"{name}-{timezone.localtime(request.now):%Y%m%d-%H%M}.{form}"
    if only_looks(request.access):
        table = replace(table, remark=_remark(request))
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            spreadsheets.csv_bytes(table), content_type="text/csv; charset=utf-8"
        )
        headed(answer, name=file_name)
    else:
        try:
            content = spreadsheets.xlsx_bytes(table, made_at=timezone.localtime(request.now))
        except spreadsheets.TooManyRows:
            messages.error(request, _too_many())
            return back
        answer = attachment(content, name=file_name, kind=XLSX)
    timeline.note_export(name=file_name, of=name, actor=request.actor, now=request.now)
    return answer


def _remark(request: DossierRequest) -> str:
    return _("Taken by %(person)s on %(moment)s from dossier %(dossier)s, to look at.") % {
        "person": request.person,
        "moment": f"{timezone.localtime(request.now):%d/%m/%Y %H:%M}",
        "dossier": request.access.dossier.name,
    }


def _too_many() -> str:
    most = f"{spreadsheets.XLSX_ROWS_MAX:,}".replace(",", ".")
    return _("A workbook holds at most %(most)s rows here. Take the CSV file, or filter the list.") % {
        "most": most
    }
