"""While the database is of another version everybody gets 503 in a sentence; nothing is read or written."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boekbrug.business import schema
from boekbrug.business.schema import GUARD, Guard, Standing

LATER = {"app": "outbox", "name": "0999_of_a_later_version"}


@pytest.fixture(params=[Standing.NEWER, Standing.BEHIND])
def other(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the thread of the web server found."""
    monkeypatch.setattr(GUARD, "found", request.param)


@pytest.mark.django_db
def test_the_database_is_found_the_same_newer_and_half_migrated() -> None:
    guard = Guard()
    found = [guard.look()]
    MigrationRecorder.Migration.objects.create(**LATER)
    found.append(guard.look())
    MigrationRecorder.Migration.objects.filter(**LATER).delete()
    last = MigrationRecorder.Migration.objects.filter(app="outbox").order_by("-pk")[0]
    last.delete()
    found.append(guard.look())
    MigrationRecorder.Migration.objects.create(app=last.app, name=last.name)

    assert [*found, guard.look()] == [Standing.SAME, Standing.NEWER, Standing.BEHIND, Standing.SAME]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        guard.look()
    assert len(asked) == 1  # nothing was applied since: nothing is compared


@pytest.mark.django_db
def test_a_connection_that_broke_is_made_anew_by_a_process_that_goes_on() -> None:
    found: list[tuple[int, int] | None] = []

    def look_three_times() -> None:  # in a thread of its own, as the guard does: no request begins or ends
        found.append(schema.stamp())
        connection.connection.close()
        found.extend((schema.stamp(), schema.stamp()))
        connection.close()

    thread = threading.Thread(target=look_three_times)
    thread.start()
    thread.join()

    assert found == [found[0], None, found[0]]
    assert found[0] is not None


@pytest.mark.usefixtures("other", "db")
def test_a_person_gets_a_page_in_their_language_and_no_question_to_the_database() -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get("/login/", headers={"Accept-Language": "nl"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "bijgewerkt" in answer.content.decode()
    assert answer.headers["Content-Language"] == "nl"
    assert "Content-Security-Policy" in answer.headers
    assert len(asked) == 0


@pytest.mark.usefixtures("other", "db")
def test_a_program_gets_a_problem() -> None:
    answer = Client().post("/api/v1/dossiers/x/contacts", headers={"Accept-Language": "en"})

    details = json.loads(answer.content)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert (details["code"], details["detail"]) == ("schema-other-version", schema.OTHER_VERSION.text)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("other", "db")
def test_whoever_watches_the_machine_is_told() -> None:
    assert Client().get("/health/live/").status_code == 200
    answer = Client().get("/health/ready/")
    assert (answer.status_code, answer.json()["status"]) == (503, "the database is of another version")


@pytest.mark.django_db
def test_a_worker_waits_for_its_version_and_leaves_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "GUARD_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(schema, "LEAVES_AFTER_SECONDS", 0.2)
    assert Guard().wait_for_same(threading.Event())
    MigrationRecorder.Migration.objects.create(**LATER)

    assert not Guard().wait_for_same(threading.Event())


def test_two_who_make_the_secret_key_at_once_read_one(tmp_path: Any) -> None:
    from boekbrug.project import keys

    barrier, found = threading.Barrier(8), []

    def make() -> None:
        barrier.wait()
        found.append(keys.secret_key(tmp_path, ""))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert (len(found), len(set(found))) == (8, 1)
    (kept,) = (tmp_path / "keys").iterdir()
    assert (kept.name, kept.stat().st_mode & 0o777) == ("secret.key", 0o600)
