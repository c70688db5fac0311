"""A job that breaks off five times is parked; the operator sees no content, and retries or drops it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox import actions
from boekbrug.business.inbox.models import Intake
from boekbrug.business.timeline.models import Event
from boekbrug.business.watching import parked
from boekbrug.cli.main import main
from tests.cast import Cast

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


@pytest.fixture
def operator(client: Client, cast: Cast) -> Client:
    cast.bea.is_operator = True
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
