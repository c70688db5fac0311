"""What a person settled is no receipt, and `verify` knows that."""

from __future__ import annotations

import datetime as dt
from typing import Any

from boekbrug.business.outbox import actions
from boekbrug.business.outbox.models import Delivery, Receipt, Shipment
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.verification.papers import deliveries_without_receipt
from tests.business.outbox.making import email_connection, invoice, send


def test_a_mail_that_a_person_says_arrived_needs_no_receipt(atelier: Any, now: dt.datetime) -> None:
    send(email_connection(now), invoice("F-1", now), now=now)
    Shipment.objects.update(state="UNCLEAR")
    Delivery.objects.update(state="UNCLEAR")

    actions.resolve_unclear(shipment=Shipment.objects.get(), arrived=True, actor=PROGRAM, now=now)

    assert Receipt.objects.count() == 0
    assert list(deliveries_without_receipt()) == []


def test_a_delivery_without_receipt_or_word_of_a_person_is_found(atelier: Any, now: dt.datetime) -> None:
    send(email_connection(now), invoice("F-1", now), now=now)
    Delivery.objects.update(state="DELIVERED")

    assert len(list(deliveries_without_receipt())) == 1
