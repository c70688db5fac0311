"""Today: what waits in a dossier, and what happened last."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.business.documents.listing import Filter, Standing, totals
from boekbrug.business.dossiers import queries as dossiers
from boekbrug.business.dossiers.rights import Access, Right
from boekbrug.business.inbox import queries as inbox
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.reconciliation import queries as reconciliation
from boekbrug.business.timeline import queries as timeline
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.parts import happenings

EVENTS_SHOWN = 12
LINKS = {"invoices": Right.SEE_SALES, "purchases": Right.SEE_PURCHASES, "import": Right.HAND_IN}


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits: how many, what it is, and where it is done."""

    count: int
    title: str
    text: str
    href: str
    icon: str
    tone: str


@dossier(Right.ENTER, "GET")
def page(request: DossierRequest) -> HttpResponse:
    """Show what waits, what is open, and the last events."""
    access = request.access
    context = {
        "dossier": access.dossier,
        "tasks": [task for task in _tasks(access) if task.count],
        "figures": _figures(access, timezone.localdate(request.now)),
        "happenings": happenings(timeline.latest_events(limit=EVENTS_SHOWN))
        if access.may(Right.SEE_TIMELINE)
        else [],
        "links": {
            name: reverse(name, args=[access.dossier.public_id])
            for name, right in LINKS.items()
            if access.may(right)
        },
    }
    return render(request, "today.html", context)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is still to be paid, in thousandths; None where this person may not see it."""

    receivable_thousandths: int | None
    late_thousandths: int | None
    payable_thousandths: int | None


def _figures(access: Access, today: dt.date) -> Figures:
    def rest(standing: Standing, *, is_sale: bool) -> int | None:
        right = Right.SEE_SALES if is_sale else Right.SEE_PURCHASES
        if not access.may(right):
            return None
        return totals(Filter(is_sale=is_sale, today=today, standing=standing)).rest_thousandths

    return Figures(
        rest(Standing.OPEN, is_sale=True),
        rest(Standing.OVERDUE, is_sale=True),
        rest(Standing.OPEN, is_sale=False),
    )


def _tasks(access: Access) -> list[Task]:
    key = access.dossier.public_id
    tasks = []
    if access.may(Right.HAND_IN):
        held = len(inbox.quarantine())
        text = _("A file is for an account that this dossier does not have yet.")
        tasks.append(Task(held, _("Files in quarantine"), text, reverse("import", args=[key]), "ul", "bad"))
    if access.may(Right.SEE_DELIVERIES):
        stuck = outbox.unsettled_count()
        text = _("Somebody must act, or say whether it arrived.")
        tasks.append(
            Task(stuck, _("Deliveries stuck"), text, reverse("deliveries", args=[key]), "send", "bad")
        )
    if access.may(Right.GIVE_ROLES):
        offered = dossiers.count_to_accept(access.dossier)
        text = _("A firm offers to work here, on terms that you read first.")
        tasks.append(
            Task(offered, _("Mandates to accept"), text, reverse("people", args=[key]), "shield", "warn")
        )
    if access.may(Right.SEE_BANK):
        waiting = reconciliation.waiting_count()
        text = _("Each line says why it waits.")
        tasks.append(Task(waiting, _("Lines to match"), text, reverse("bank", args=[key]), "bank", "warn"))
    return tasks
