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
from boekbrug.business.dossiers.rights import Access, Right
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.reconciliation import queries as reconciliation
from boekbrug.web.access import PersonRequest, person


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier and its work."""

    name: str
    enterprise_number: str
    href: str
    waiting: int | None  # None where this person may not see it
    stuck: int | None
    last_statement: str


@person("GET")
def page(request: PersonRequest) -> HttpResponse:
    """Show the dossiers, those with most work first."""
    today = timezone.localdate(request.now)
    found = rights.open_all(person=request.person, on=today)
    rows = sorted(
        (_row(one) for one in found), key=lambda row: (-(row.stuck or 0), -(row.waiting or 0), row.name)
    )
    context = {"rows": rows, "firms": [one.firm for one in rights.firms_of(request.person, today)]}
    return render(request, "dossiers.html", context)


def _row(access: Access) -> Row:
    dossier = access.dossier
    sees_bank = access.may(Right.SEE_BANK)
    with tenant.enter(dossier, **access.limits):
        last = banking.latest_statement() if sees_bank else None
        return Row(
            name=dossier.name,
            enterprise_number=enterprise_number.show(dossier.enterprise_number),
            href=reverse("today", args=[dossier.public_id]),
            waiting=reconciliation.waiting_count() if sees_bank else None,
            stuck=outbox.unsettled_count() if access.may(Right.SEE_DELIVERIES) else None,
            last_statement=f"{last.title} · {last.closing_on:%d/%m/%Y}" if last else "",
        )
