"""The pages of sending: preview, send, result, and once more with a reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.connections import actions as connections
from boekbrug.business.connections.models import Connection
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.outbox import work
from boekbrug.business.outbox.models import Batch, Delivery, State
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.timeline.models import Event
from tests.business.outbox.making import folder_connection, invoice
from tests.business.outbox.making import send as sent
from tests.cast import Cast


class Sender:
    """Carla of the office with her browser, a folder of the accountant and one invoice of March 2026."""

    def __init__(self, client: Client, cast: Cast, now: dt.datetime) -> None:
        self.client, self.cast, self.now = client, cast, now
        with tenant.enter(cast.atelier):
            self.route: Connection = folder_connection(now)
            self.invoice: Document = invoice("F-1", now)
        client.force_login(cast.carla)

    def address(self, name: str, *more: str) -> str:
        """Return the address of a page in the atelier."""
        return reverse(name, args=[self.cast.atelier.public_id, *more])

    def read(self, name: str, *more: str, **asked: str) -> str:
        """Open a page in English."""
        return self.client.get(self.address(name, *more), asked, headers={"accept-language": "en"}).text

    def send(self) -> Any:
        """Send what the preview shows."""
        typed = {"to": self.route.public_id, "period": "2026-03", "document": [self.invoice.public_id]}
        return self.client.post(self.address("send"), typed, follow=True)

    def deliver(self) -> Delivery:
        """Let a worker do what waits, and return the newest delivery."""
        with tenant.enter(self.cast.atelier):
            work.run_batch(batch=Batch.objects.order_by("-pk")[0])
            return Delivery.objects.select_related("batch").order_by("-pk")[0]

    def again(self, delivery: Delivery, **typed: str) -> Any:
        """Ask to send a delivery once more."""
        return self.client.post(self.address("delivery-again", delivery.public_id), typed, follow=True)

    def numbers(self) -> list[tuple[int, str]]:
        """Return number and reason of every delivery, oldest first."""
        return list(Delivery.across.order_by("pk").values_list("number", "reason"))


@pytest.fixture
def sender(client: Client, cast: Cast, now: dt.datetime, settings: Any, tmp_path: Path) -> Sender:
    """An, ready to send, with pages in English."""
    settings.FOLDER_ROOTS = [tmp_path / "deliveries"]
    cast.carla.language = "en"
    cast.carla.save()
    return Sender(client, cast, now)


def test_a_preview_shows_what_leaves_and_changes_nothing(sender: Sender) -> None:
    events = Event.across.count()

    page = sender.read("send", to=sender.route.public_id, period="2026-03")

    assert f'value="{sender.invoice.public_id}" checked' in page
    assert (Event.across.count(), Delivery.across.count()) == (events, 0)


def test_what_was_sent_is_on_the_result_page_and_leaves_once(sender: Sender) -> None:
    sender.send()
    delivery = sender.deliver()

    page = sender.read("batch", delivery.batch.public_id)
    refused = sender.send()

    assert delivery.state == State.DELIVERED
    assert "F-1" in page
    assert "was sent to Map on" in refused.text
    assert sender.numbers() == [(1, "")]


def test_opening_the_page_makes_no_connection_and_says_where_to_add_one(sender: Sender) -> None:
    with tenant.enter(sender.cast.atelier):
        for one in Connection.objects.all():
            connections.switch_off(connection=one, actor=PROGRAM, now=sender.now)
    rows, events = Connection.across.count(), Event.across.count()

    page = sender.read("send")

    assert "No connection is switched on" in page
    assert f'class="btn pri" href="{sender.address("connections")}"' in page
    assert (Connection.across.count(), Event.across.count()) == (rows, events)


def test_nothing_goes_to_another_connection_than_was_shown(sender: Sender) -> None:
    with tenant.enter(sender.cast.atelier):
        connections.switch_off(connection=sender.route, actor=PROGRAM, now=sender.now)

    refused = sender.send()

    assert "is switched off" in refused.text
    assert Delivery.across.count() == 0


def test_nothing_chosen_is_refused_with_what_to_do(sender: Sender) -> None:
    refused = sender.client.post(sender.address("send"), {"to": sender.route.public_id}, follow=True)

    assert "Nothing can leave: every chosen document" in refused.text
    assert Batch.across.count() == 0


def test_a_delivered_document_goes_again_with_a_reason(sender: Sender) -> None:
    sender.send()
    first = sender.deliver()
    offer = sender.read("batch", first.batch.public_id)

    answer = sender.again(first, reason=" Lost by the accountant ")

    second = sender.deliver()
    assert "marked as delivery 2; the receiver may book it twice." in offer
    assert answer.redirect_chain == [(sender.address("batch", second.batch.public_id), 302)]
    assert sender.numbers() == [(1, ""), (2, "Lost by the accountant")]
    again = sender.address("delivery-again", first.public_id)
    assert again in offer
    assert again not in sender.read("batch", first.batch.public_id)  # the newest one carries the offer
    assert "marked as delivery 3" in sender.read("batch", second.batch.public_id)


@pytest.mark.parametrize("reason", [{}, {"reason": "  "}])
def test_without_a_reason_nothing_goes_again(sender: Sender, reason: dict[str, str]) -> None:
    sender.send()
    first = sender.deliver()

    refused = sender.again(first, **reason)

    assert "Write why it must be sent again" in refused.text
    assert sender.numbers() == [(1, "")]


def test_what_is_on_its_way_is_not_sent_again(sender: Sender) -> None:
    with tenant.enter(sender.cast.atelier):
        batch = sent(sender.route, sender.invoice, now=sender.now)
        waiting = Delivery.objects.get()

    refused = sender.again(waiting, reason="Lost")

    assert "its state changed meanwhile" in refused.text
    assert sender.address("delivery-again", waiting.public_id) not in sender.read("batch", batch.public_id)
    assert sender.numbers() == [(1, "")]


def test_nothing_goes_again_through_a_connection_that_is_off(sender: Sender) -> None:
    sender.send()
    first = sender.deliver()
    with tenant.enter(sender.cast.atelier):
        connections.switch_off(connection=sender.route, actor=PROGRAM, now=sender.now)

    refused = sender.again(first, reason="Lost")

    assert "is switched off" in refused.text
    assert sender.numbers() == [(1, "")]


def test_dirk_finds_nothing_to_send_again(sender: Sender) -> None:
    sender.send()
    first = sender.deliver()
    sender.client.force_login(sender.cast.dirk)

    by_atelier = sender.again(first, reason="Mine")
    by_own = reverse("delivery-again", args=[sender.cast.dirks.public_id, first.public_id])

    assert by_atelier.status_code == 404
    assert sender.client.post(by_own, {"reason": "Mine"}).status_code == 404
    assert sender.numbers() == [(1, "")]
