"""Send documents through a connection, and see how each of them ended."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpResponse
from pydantic import Field

from boekbrug.api import paging
from boekbrug.api.access import ApiRequest
from boekbrug.api.deliveries_shown import (
    BatchShown,
    DeliveryPage,
    PreviewShown,
    batch_shown,
    delivery_shown,
    preview_shown,
)
from boekbrug.api.documents import PeriodKey, read_period
from boekbrug.api.fields import Cursor, Given, Id, Line, Rows
from boekbrug.api.operations import Subject, attachment
from boekbrug.api.problems import NOT_FOUND, Refused, wrong
from boekbrug.business.connections import queries as connections
from boekbrug.business.connections.models import Connection
from boekbrug.business.documents.issuing import file_name
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.files.queries import content_of
from boekbrug.business.outbox import actions, queries
from boekbrug.business.outbox.models import Batch
from boekbrug.wording import Wording

subject = Subject("Deliveries")
NO_SUCH_CONNECTION = Wording(
    "api-no-such-connection", "There is no connection {found} in this dossier. Take one of the list."
)
ONE_OF_BOTH = Wording(
    "api-period-or-documents", "Give either `period` or `documents`, so that it is clear what leaves."
)
NO_ZIP = Wording(
    "api-no-zip-yet", "This batch has no ZIP (yet). Look at its `is_done`; only a ZIP connection makes one."
)
DeliveryState = Literal[
    "", "ON_ITS_WAY", "WAITING", "SENDING", "DELIVERED", "NEEDS_USER", "REFUSED", "UNCLEAR"
]


class Choice(Given):
    """What would leave: the unsent sales documents of a period, or documents by id."""

    connection: Id
    period: PeriodKey | None = None
    documents: Annotated[list[Id], Field(min_length=1, max_length=5000)] | None = None


class Sending(Choice):
    """What must leave."""

    title: Line = ""


@subject.operation("POST", "/deliveries/preview", Right.SEND, gives=PreviewShown)
def preview_deliveries(request: ApiRequest, given: Choice) -> PreviewShown:
    """What would leave with count and totals, and what would stay behind and why; nothing changes."""
    return preview_shown(_preview(given), given.documents or [])


@subject.operation("POST", "/deliveries", Right.SEND, gives=BatchShown, status=202, made_at="/batches")
def send(request: ApiRequest, given: Sending) -> BatchShown:
    """Put documents in the outbox; workers hand them over, each once. Follow the batch by its id."""
    found = _preview(given)
    if given.documents is not None:
        chosen = given.documents
    else:
        chosen = found.document_ids or [row.document.public_id for row in found.rows]
    batch = actions.send(
        connection=found.connection,
        document_ids=chosen,
        title=given.title or given.period or "",
        actor=request.actor,
        now=request.now,
    )
    return batch_shown(batch)


@subject.operation("GET", "/deliveries", Right.SEE_DELIVERIES, gives=DeliveryPage)
def list_deliveries(
    request: ApiRequest,
    *,
    days: Annotated[int, Field(ge=1, le=3660)] = queries.DAYS_LISTED,
    state: DeliveryState = "",
    after: Cursor = "",
    limit: Rows = 50,
) -> DeliveryPage:
    """The deliveries of the last days, newest first."""
    key = paging.moment(after)
    page = queries.deliveries(
        now=request.now,
        days=days,
        state=state or None,
        after_key=f"{key[0].isoformat()}_{key[1]}" if key else None,
        limit=limit,
    )
    last = page.rows[-1] if page.next_key else None
    return DeliveryPage(
        deliveries=[delivery_shown(row) for row in page.rows],
        next=paging.of_moment((last.made_at, last.pk) if last else None),
    )


@subject.operation("GET", "/batches/{batch}", Right.SEE_DELIVERIES, gives=BatchShown)
def show_batch(request: ApiRequest, batch: str) -> BatchShown:
    """How far a batch is, with the result of each document."""
    return batch_shown(_batch(batch))


@subject.operation("GET", "/batches/{batch}/zip", Right.SEE_DELIVERIES, file="application/zip")
def batch_zip(request: ApiRequest, batch: str) -> HttpResponse:
    """The ZIP of a batch that left through a ZIP connection."""
    row = _batch(batch)
    if row.zip_file is None:
        raise Refused(409, NO_ZIP.say())
    name = file_name(row.title or row.public_id, "zip")
    return attachment(content_of(row.zip_file), name=name, media_type="application/zip")


def _preview(given: Choice) -> queries.Preview:
    if (given.period is None) == (given.documents is None):
        raise wrong(ONE_OF_BOTH.say(), "period")
    return queries.preview(
        connection=_connection(given.connection),
        period=read_period(given.period) if given.period is not None else None,
        documents=given.documents,
    )


def _connection(public_id: str) -> Connection:
    found = connections.connection(public_id)
    if found is None:
        raise wrong(NO_SUCH_CONNECTION.say(found=public_id), "connection")
    return found


def _batch(public_id: str) -> Batch:
    found = queries.batch(public_id)
    if found is None:
        raise Refused(404, NOT_FOUND.say())
    return found
