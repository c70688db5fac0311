"""How previews, batches and deliveries are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from boekbrug.api.fields import Shown, amount
from boekbrug.business.outbox import queries, wordings
from boekbrug.business.outbox.models import Batch, Delivery
from boekbrug.business.outbox.selection import Candidate
from boekbrug.business.people.language import render, render_stored
from boekbrug.wording import Sentence


class Chosen(Shown):
    """A document that would leave."""

    document: str
    number: str
    kind: str
    total: str


class LeftOut(Shown):
    """A document that stays behind, and why."""

    document: str
    number: str
    code: str
    message: str


class KindTotal(Shown):
    """How many documents of a kind leave, and their total (positive for credit notes too)."""

    kind: str
    count: int
    total: str


class PreviewShown(Shown):
    """What would leave; `total` counts credit notes negative."""

    connection: str
    count: int
    total: str
    totals: list[KindTotal]
    documents: list[Chosen]
    left_out: list[LeftOut]


class DeliveryShown(Shown):
    """A document on its way to a target, or there."""

    id: str
    document: str
    number: str
    connection: str
    batch: str
    state: str
    message: str = Field(description="What was said last, in the language asked for.")
    file_name: str
    time: int = Field(description="1, or higher where somebody sent it again with a reason.")
    reason: str
    made_at: dt.datetime
    ended_at: dt.datetime | None


class DeliveryPage(Shown):
    """Deliveries, newest first."""

    deliveries: list[DeliveryShown]
    next: str | None


class Progress(Shown):
    """How far a batch is, in documents."""

    total: int
    waiting: int
    delivered: int
    needs_user: int
    refused: int
    unclear: int


class BatchShown(Shown):
    """One act of sending, with the result of each document."""

    id: str
    connection: str
    title: str
    count: int
    total: str
    made_at: dt.datetime
    is_done: bool
    is_fine: bool
    has_zip: bool
    progress: Progress
    deliveries: list[DeliveryShown]
    left_out: list[LeftOut]


def preview_shown(preview: queries.Preview, asked: Sequence[str]) -> PreviewShown:
    """Return a preview; an id that was asked for and is not here stays behind too."""
    here = {row.document.public_id for row in preview.rows}
    missing = [public_id for public_id in dict.fromkeys(asked) if public_id not in here]
    left_out = [_left_out(one) for one in preview.left_out]
    left_out += [_said(one, "", wordings.NO_SUCH_DOCUMENT.say(found=one)) for one in missing]
    totals = [
        KindTotal(kind=str(one.kind), count=one.count, total=amount(one.total_thousandths))
        for one in preview.totals
    ]
    return PreviewShown(
        connection=preview.connection.public_id,
        count=preview.count,
        total=amount(preview.total_thousandths),
        totals=totals,
        documents=[_chosen(one) for one in preview.chosen],
        left_out=left_out,
    )


def batch_shown(batch: Batch) -> BatchShown:
    """Return a batch as it stands now."""
    progress = queries.progress(batch)
    return BatchShown(
        id=batch.public_id,
        connection=batch.connection.public_id,
        title=batch.title,
        count=batch.document_count,
        total=amount(batch.total_thousandths),
        made_at=batch.made_at,
        is_done=progress.is_done,
        is_fine=progress.is_fine,
        has_zip=batch.zip_file_id is not None,
        progress=_progress(progress),
        deliveries=[delivery_shown(one) for one in queries.deliveries_in(batch)],
        left_out=[_stored(one) for one in batch.left_out],
    )


def delivery_shown(row: Delivery) -> DeliveryShown:
    """Return a delivery as it stands now."""
    return DeliveryShown(
        id=row.public_id,
        document=row.document.public_id,
        number=row.document.number,
        connection=row.batch.connection.public_id,
        batch=row.batch.public_id,
        state=str(row.state),
        message=row.said_text,
        file_name=row.file_name,
        time=row.number,
        reason=row.reason,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )


def _progress(progress: queries.Progress) -> Progress:
    return Progress(
        total=progress.total,
        waiting=progress.waiting,
        delivered=progress.delivered,
        needs_user=progress.needs_user,
        refused=progress.refused,
        unclear=progress.unclear,
    )


def _chosen(one: Candidate) -> Chosen:
    document = one.document
    total = amount(document.total_thousandths)
    return Chosen(document=document.public_id, number=document.number, kind=str(document.kind), total=total)


def _left_out(one: Candidate) -> LeftOut:
    if one.problem is None:  # `left_out` holds only rows with one
        raise ValueError("A document without a problem stayed behind.")
    return _said(one.document.public_id, one.document.number, one.problem)


def _said(document: str, number: str, sentence: Sentence) -> LeftOut:
    return LeftOut(document=document, number=number, code=sentence.code, message=render(sentence))


def _stored(one: dict[str, Any]) -> LeftOut:
    message = render_stored(one["code"], one["values"])
    return LeftOut(document=one["document"], number=one["number"], code=one["code"], message=message)
