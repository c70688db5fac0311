"""All dossiers that a person may open, with what waits in each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from boekbrug.belgium import enterprise_number
from boekbrug.business.banking import queries as banking
from boekbrug.business.dossiers import rights, tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.reconciliation import queries as reconciliation
from boekbrug.web.access import PersonRequest, person


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier and its work."""

    name: str
    enterprise_number: str
    href: str
    waiting: int
    stuck: int
    last_statement: str


@person("GET")
def page(request: PersonRequest) -> HttpResponse:
    """Show the dossiers, those with most work first."""
    found = rights.dossiers_of(request.person, timezone.localdate(request.now))
    rows = sorted((_row(one) for one in found), key=lambda row: (-row.stuck, -row.waiting, row.name))
    context = {"rows": rows, "firms": [one.firm for one in rights.firms_of(request.person)]}
    return render(request, "dossiers.html", context)


def _row(dossier: Dossier) -> Row:
    with tenant.enter(dossier):
        last = banking.latest_statement()
        return Row(
            name=dossier.name,
            enterprise_number=enterprise_number.show(dossier.enterprise_number),
            href=reverse("today", args=[dossier.public_id]),
            waiting=reconciliation.waiting_count(),
            stuck=outbox.unsettled_count(),
            last_statement=f"{last.title} · {last.closing_on:%d/%m/%Y}" if last else "",
        )
