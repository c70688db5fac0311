"""Who opened the dossier, for its owner."""

from __future__ import annotations

import datetime as dt

from boekbrug.api import paging
from boekbrug.api.access import ApiRequest
from boekbrug.api.fields import Cursor, Rows, Shown
from boekbrug.api.operations import Subject
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.visits import queries

subject = Subject("Visits")


class VisitShown(Shown):
    """Somebody was here: in an hour, or of an auditor at a page."""

    person: str
    firm: str | None
    channel: str
    page: str
    began_at: dt.datetime
    last_at: dt.datetime


class Visits(Shown):
    """Visits, newest first."""

    visits: list[VisitShown]
    next: str | None


@subject.operation("GET", "/visits", Right.SEE_VISITS, gives=Visits)
def list_visits(request: ApiRequest, after: Cursor = "", limit: Rows = 50) -> Visits:
    """Who opened the dossier, newest first, with the firm that let them in; for its owner only."""
    found = queries.visits(queries.Filter(), after=paging.moment(after), limit=limit)
    return Visits(visits=[_shown(one) for one in found.rows], next=paging.of_moment(found.next))


def _shown(shown: queries.Shown) -> VisitShown:
    visit = shown.visit
    return VisitShown(
        person=str(visit.person),
        firm=shown.firm or None,
        channel=visit.channel,
        page=visit.page,
        began_at=visit.began_at,
        last_at=visit.last_at,
    )
