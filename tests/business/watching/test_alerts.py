"""What stands still is told once to each operator, in their language; so is that it is well again."""

from __future__ import annotations

import datetime as dt
import os
import signal
import threading
import time
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from boekbrug.business.people import actions as people
from boekbrug.business.people.models import Person
from boekbrug.business.schedules import actions as schedules
from boekbrug.business.schedules.clock import daily
from boekbrug.business.schedules.models import Heartbeat
from boekbrug.business.watching import facts, telling
from boekbrug.business.watching.models import Alert
from boekbrug.workers import watch
from tests.workers.making import start_worker, stop, wait_until

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def operators(db: None, now: dt.datetime) -> list[Person]:
    made = [
        people.add_person(
            email=f"{language}@example.be", name="An", password=None, language=language, now=now
        )
        for language in ("nl", "fr")
    ]
    Person.objects.update(is_operator=True)
    return made


def beat(now: dt.datetime) -> None:
    schedules.beat(host="a", number=1, process=1, version="0", now=now)


@pytest.mark.usefixtures("operators")
def test_silent_workers_are_told_once_and_well_again_once(now: dt.datetime) -> None:
    beat(now)
    assert telling.look_and_tell(now=now) == 0
    told = [telling.look_and_tell(now=now + number * MINUTE) for number in (2, 3, 4)]
    assert told == [1, 0, 0]
    assert [one.to for one in mail.outbox] == [["nl@example.be"], ["fr@example.be"]]
    assert "boekbrug serve" in mail.outbox[0].body
    assert mail.outbox[0].body != mail.outbox[1].body

    beat(now + 5 * MINUTE)

    assert [telling.look_and_tell(now=now + 5 * MINUTE) for _ in range(2)] == [1, 0]
    assert len(mail.outbox) == 4


@pytest.mark.usefixtures("operators")
def test_a_schedule_that_is_late_is_told(now: dt.datetime) -> None:
    job = schedules.Job("tidy", daily(3), lambda _now: None)
    schedules.declare(jobs=[job], now=now)
    late = now + dt.timedelta(days=1)
    beat(late)

    assert telling.look_and_tell(now=late) == 1
    assert "tidy" in mail.outbox[0].body


@pytest.mark.usefixtures("operators")
def test_what_could_not_be_mailed_is_told_later(now: dt.datetime, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    telling.look_and_tell(now=now)
    assert Alert.objects.get().told_at is None
    assert not next(one for one in facts.all_facts(now=now) if one.code == "mail.failed").is_fine

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert telling.look_and_tell(now=now) == 1
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_a_stopped_worker_is_missed_and_welcomed_back(settings: Any) -> None:
    worker = start_worker(settings)
    try:
        wait_until(Heartbeat.objects.exists)
        stop(worker)
        Heartbeat.objects.update(beat_at=timezone.now() - 2 * MINUTE)
        assert telling.look_and_tell(now=timezone.now()) == 1
        assert Alert.objects.get().code == "workers"

        os.kill(worker.pid, signal.SIGCONT)

        wait_until(lambda: Heartbeat.objects.filter(beat_at__gt=timezone.now() - MINUTE).exists(), seconds=40)
        watch.watch(WellTold(), first_seconds=0.01, every_seconds=0.01)
        assert Alert.objects.get().well_told_at is not None
    finally:
        worker.kill()
        worker.wait()


class WellTold(threading.Event):
    """Asks to stop once it was told that all is well again, or after a minute."""

    def __init__(self) -> None:
        super().__init__()
        self.until = time.monotonic() + 60

    def wait(self, timeout: float | None = None) -> bool:
        """Look, then wait."""
        if Alert.objects.filter(well_told_at__isnull=False).exists() or time.monotonic() > self.until:
            self.set()
        return super().wait(timeout)
