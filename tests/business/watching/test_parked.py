"""A job that breaks off five times is parked; the operator sees no content, and retries or drops it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner
from django.core import mail
from django.test import Client
from django.utils import timezone

from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox import actions
from boekbrug.business.inbox.models import Intake
from boekbrug.business.invitations import work as invitation_work
from boekbrug.business.outbox import work
from boekbrug.business.outbox.models import Delivery, Shipment
from boekbrug.business.timeline.models import Event, FirmEvent
from boekbrug.business.watching import parked
from boekbrug.cli.main import main
from tests.business.invitations.test_invitations import NEW, invite
from tests.business.outbox.making import email_connection, invoice, send, use
from tests.cast import Cast
from tests.connectors.making import free_port, server_at

SECRET_NAME = "loonlijst-van-an.cod"


@pytest.fixture
def broken(cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Intake:
    """A file whose work breaks off each time, because its bytes are gone from the disk."""
    with tenant.enter(cast.atelier):
        intake = actions.receive(content=b"x", name=SECRET_NAME, actor=cast.actor(cast.an), now=now)
    monkeypatch.setattr("boekbrug.business.inbox.actions.processing.content_of", _breaks)
    for number in range(7):
        actions.finish_due(now=now + number * dt.timedelta(minutes=3))
    return intake


def _breaks(_file: Any) -> bytes:
    raise OSError("the disk says /secret/path")


@dataclass
class GivenUp:
    """Makes jobs that are given up; each returns its id."""

    cast: Cast
    now: dt.datetime
    settings: Any

    def shipment(self) -> str:
        """One whose server never answers."""
        use(self.settings, server_at(free_port()))
        with tenant.enter(self.cast.atelier):
            send(email_connection(self.now), invoice("F-1", self.now), now=self.now)
        for hour in range(7):
            moment = self.now + hour * dt.timedelta(hours=2)
            work.run_one(moment, clock=lambda at=moment: at)  # type: ignore[misc]
        return Shipment.across.get().public_id

    def mail(self, **place: Any) -> str:
        """One of an invitation, whose server is away."""
        self.settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        self.settings.EMAIL_HOST, self.settings.EMAIL_PORT = "127.0.0.1", 1
        asked = invite(self.cast, self.now, **place)
        for hour in range(9):
            invitation_work.send_next(now=self.now + hour * dt.timedelta(hours=3))
        self.settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        return asked.public_id


@pytest.fixture
def given_up(cast: Cast, now: dt.datetime, settings: Any) -> GivenUp:
    return GivenUp(cast, now, settings)


@pytest.fixture
def operator(client: Client, cast: Cast) -> Client:
    cast.bea.is_operator, cast.bea.language = True, "nl"
    cast.bea.save()
    client.force_login(cast.bea)
    return client


def test_it_is_parked_after_five_with_reason_and_error(broken: Intake, cast: Cast) -> None:
    (job,) = parked.parked_jobs()

    assert (job.kind, job.public_id, job.attempts) == ("import", broken.public_id, 5)
    assert (job.reason, job.error) == ("inbox-given-up", "OSError")
    assert job.dossier == cast.atelier


def test_the_page_shows_it_without_content(broken: Intake, operator: Client, cast: Cast) -> None:
    page = operator.get("/status/jobs/").content.decode()

    assert cast.atelier.public_id in page
    assert "OSError" in page
    assert all(secret not in page for secret in (SECRET_NAME, cast.atelier.name, "/secret/path"))


@pytest.mark.parametrize(("act", "state"), [("retry", "RECEIVED"), ("drop", "REFUSED")])
def test_the_operator_settles_it_once(
    broken: Intake, operator: Client, cast: Cast, act: str, state: str
) -> None:
    for _ in range(2):
        operator.post("/status/jobs/settle/", {"job": broken.public_id, "act": act})

    assert parked.parked_jobs() == []
    with tenant.enter(cast.atelier):
        assert Intake.objects.get(pk=broken.pk).state == state
        kinds = [kind for kind in Event.objects.values_list("kind", flat=True) if kind.startswith("intake.")]
        assert kinds[-1] == {"retry": "intake.retried", "drop": "intake.dropped"}[act]
        assert len([kind for kind in kinds if kind == kinds[-1]]) == 1


@pytest.mark.parametrize(("act", "state"), [("retry", "WAITING"), ("drop", "REFUSED")])
def test_the_operator_settles_a_shipment_once(
    operator: Client, cast: Cast, given_up: GivenUp, act: str, state: str
) -> None:
    job = given_up.shipment()
    page = operator.get("/status/jobs/").content.decode()
    assert f"verzenden {cast.atelier.public_id}" in page
    assert "F-1" not in page

    for _ in range(2):
        operator.post("/status/jobs/settle/", {"job": job, "act": act})

    assert parked.parked_jobs() == []
    assert (Shipment.across.get().state, Delivery.across.get().state) == (state, state)
    kind = {"retry": "delivery.retried", "drop": "delivery.dropped"}[act]
    assert Event.across.filter(kind=kind).count() == 1
    assert work.run_one(timezone.now()) == (act == "retry")


@pytest.mark.parametrize("act", ["retry", "drop"])
@pytest.mark.parametrize("place", ["dossier", "firm"])
def test_the_operator_settles_the_mail_of_an_invitation_once(
    operator: Client, cast: Cast, given_up: GivenUp, act: str, place: str
) -> None:
    into = {"dossier": None, "firm": cast.office, "role": "ASSISTANT"} if place == "firm" else {}
    job = given_up.mail(**into)
    page = operator.get("/status/jobs/").content.decode()
    assert f"uitnodigen {(cast.office if into else cast.atelier).public_id}" in page
    assert "5 × De mailserver nam de mail niet aan. · ConnectionRefusedError" in page
    assert NEW not in page

    for _ in range(2):
        operator.post("/status/jobs/settle/", {"job": job, "act": act})

    assert parked.parked_jobs() == []
    assert invitation_work.send_next(now=timezone.now()) == (act == "retry")
    assert len(mail.outbox) == (act == "retry")
    kind = {"retry": "invitation.resent", "drop": "invitation.dropped"}[act]
    noted = FirmEvent.objects if into else Event.across
    assert noted.filter(kind=kind).count() == 1


def test_who_is_no_operator_settles_nothing(client: Client, cast: Cast, given_up: GivenUp) -> None:
    jobs = [given_up.shipment(), given_up.mail()]
    client.force_login(cast.an)

    answers = [client.post("/status/jobs/settle/", {"job": job, "act": "drop"}).status_code for job in jobs]

    assert answers == [404, 404]
    assert {one.public_id for one in parked.parked_jobs()} == set(jobs)


def test_a_late_worker_changes_nothing_of_what_was_retried(
    broken: Intake, cast: Cast, now: dt.datetime
) -> None:
    (job,) = parked.parked_jobs()
    with tenant.enter(cast.atelier):
        assert actions.retry(intake=broken, actor=cast.actor(cast.bea), now=now)
        assert not actions.drop(intake=broken, actor=cast.actor(cast.bea), now=now)
    assert job.public_id == broken.public_id


def test_the_command_lists_and_drops(broken: Intake) -> None:
    listed = CliRunner().invoke(main, ["jobs", "list", "--json"])
    assert json.loads(listed.output)["jobs"][0]["job"] == broken.public_id

    assert CliRunner().invoke(main, ["jobs", "drop", broken.public_id]).exit_code == 0
    assert CliRunner().invoke(main, ["jobs", "drop", broken.public_id]).exit_code == 2
    assert "No job is parked" in CliRunner().invoke(main, ["jobs", "list"]).output
