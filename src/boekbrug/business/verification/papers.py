"""Numbers that were given and deliveries that arrived have something to show for it."""

from __future__ import annotations

from collections.abc import Iterator

from boekbrug.business.documents.models import Document, NumberSeries, State
from boekbrug.business.outbox.models import Delivery, Receipt
from boekbrug.business.outbox.wordings import SAID_ARRIVED
from boekbrug.business.timeline.models import Event
from boekbrug.business.verification import wordings
from boekbrug.business.verification.finding import Code, Wrong

SERIALS_SHOWN = 5


def wrong_numbers() -> Iterator[Wrong]:
    """Find gaps in the series; sales that were taken in have numbers of elsewhere, so the timeline tells."""
    issued = Event.objects.filter(kind="document.issued").values("subject_id")
    for series in NumberSeries.objects.all():
        documents = Document.objects.filter(
            public_id__in=issued, kind=series.kind, state=State.FINAL, issued_on__year=series.year
        )
        serials = {int(number.rsplit("-", 1)[-1]) for number in documents.values_list("number", flat=True)}
        wrong = serials ^ set(range(1, series.last_number + 1))
        if wrong:
            sentence = wordings.NUMBER_SERIES.say(
                series=f"{series.kind} {series.year}", count=series.last_number, serials=_some(sorted(wrong))
            )
            yield Wrong(Code.NUMBER_SERIES, sentence)


def _some(serials: list[int]) -> str:
    shown = ", ".join(str(serial) for serial in serials[:SERIALS_SHOWN])
    return shown + (f", … (+ {len(serials) - SERIALS_SHOWN})" if len(serials) > SERIALS_SHOWN else "")


def deliveries_without_receipt() -> Iterator[Wrong]:
    """Find deliveries that count as arrived by the word of nobody."""
    proven = Receipt.objects.values("delivery")
    settled = Delivery.objects.filter(said__code=SAID_ARRIVED.code).values("pk")  # by the word of a person
    delivered = Delivery.objects.filter(state="DELIVERED").exclude(pk__in=settled)
    for delivery in delivered.exclude(pk__in=proven).iterator():
        yield Wrong(Code.DELIVERY_UNPROVEN, wordings.DELIVERY_UNPROVEN.say(name=delivery.public_id))
