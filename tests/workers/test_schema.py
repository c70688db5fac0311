"""A worker of an earlier version leaves when the database became one of a later."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.migrations.recorder import MigrationRecorder

from boekbrug.business import schema
from boekbrug.workers.engine import Engine, JobKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A worker that looks each round and has something to do."""
    monkeypatch.setattr(schema, "LOOKED_EVERY_SECONDS", 0.0)
    done: list[dt.datetime] = []
    return Engine([JobKind("work", lambda now: done.append(now) or len(done) < 5)])  # type: ignore[func-returns-value]


def test_a_worker_goes_on_while_the_database_is_the_same(engine: Engine) -> None:
    assert engine.do_a_round() is True
    assert not engine.must_leave()


def test_a_worker_does_nothing_more_once_a_migration_was_applied(engine: Engine) -> None:
    MigrationRecorder.Migration.objects.create(app="outbox", name="0099_of_a_later_version")

    assert engine.do_a_round() is False
    assert engine.must_leave()
