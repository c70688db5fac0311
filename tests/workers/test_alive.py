"""A watcher outside hears about once a minute that all is well; when it is not, it hears nothing."""

from __future__ import annotations

import datetime as dt
import io
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from pydantic import ValidationError
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from boekbrug.business.dossiers import tenant
from boekbrug.business.outbox.models import Receipt
from boekbrug.business.schedules import actions as schedules
from boekbrug.business.schedules.clock import daily
from boekbrug.project import logs
from boekbrug.project.environment import Environment
from boekbrug.workers import alive
from boekbrug.workers.engine import PATIENCE_SECONDS, Engine, JobKind
from tests.business.outbox.making import folder_connection, invoice, send
from tests.cast import make_cast
from tests.connectors.making import free_port
from tests.workers.making import environment_of, start, stop, wait_until

SECRET_PATH = "/ping/k3y"
LATE_SECONDS = 60
QUICK = (
    "import sys, django; django.setup()\n"
    "from boekbrug.workers import alive, heartbeat; from boekbrug.workers.engine import run\n"
    "alive.EVERY_SECONDS, alive.LOOKED_EVERY_SECONDS, alive.DEADLINE_SECONDS = 1.0, 0.1, 60.0\n"
    "run(1, parent=int(sys.argv[1]))\n"
)


@pytest.fixture
def watcher(settings: Any, httpserver: HTTPServer) -> HTTPServer:
    """A real server on loopback, which the operator allows."""
    settings.ALIVE_ADDRESS = httpserver.url_for(SECRET_PATH)
    settings.OUTSIDE_ALLOWED = frozenset({f"{httpserver.host}:{httpserver.port}"})
    httpserver.expect_request(SECRET_PATH).respond_with_data("OK")
    return httpserver


@pytest.fixture
def heard(now: dt.datetime, db: None) -> Iterator[None]:
    """A worker that beats."""
    cache.clear()
    schedules.beat(host="a", number=1, process=1, version="0", now=now)
    yield
    cache.clear()


def well(*jobs: JobKind) -> Engine:
    engine = Engine(jobs)
    engine.do_a_round()
    return engine


def fails(_now: dt.datetime) -> bool:
    raise RuntimeError


@pytest.mark.usefixtures("heard")
def test_it_is_told_once_a_minute_for_all_workers(watcher: HTTPServer, now: dt.datetime) -> None:
    told = [alive.tell_when_well(well(), now=now) for _ in range(3)]

    assert told == [True, False, False]
    assert [(one.method, one.path) for one, _ in watcher.log] == [("GET", SECRET_PATH)]


@pytest.mark.django_db(transaction=True)  # a job that fails closes its connection
@pytest.mark.usefixtures("heard")
def test_a_round_that_fails_is_not_told_until_the_kind_works_again(
    watcher: HTTPServer, now: dt.datetime
) -> None:
    failing = [True]
    engine = well(JobKind("now and then", lambda now: fails(now) if failing[0] else False))
    assert not alive.tell_when_well(engine, now=now)
    engine.do_a_round()  # it rests, which is not well either
    assert not alive.tell_when_well(engine, now=now)
    assert watcher.log == []

    failing[0] = False
    engine.resting = dict.fromkeys(engine.resting, now)
    engine.do_a_round()

    assert alive.tell_when_well(engine, now=now)


@pytest.mark.usefixtures("heard")
def test_no_round_yet_and_one_that_hangs_are_not_told(watcher: HTTPServer, now: dt.datetime) -> None:
    assert not alive.tell_when_well(Engine([]), now=now)
    engine = well()
    engine.expected_by_seconds -= 2 * PATIENCE_SECONDS
    assert not alive.tell_when_well(engine, now=now)
    assert watcher.log == []


@pytest.mark.usefixtures("heard")
def test_what_stands_still_is_not_told(watcher: HTTPServer, now: dt.datetime) -> None:
    assert not alive.tell_when_well(well(), now=now + dt.timedelta(hours=1))  # nobody beats any more
    schedules.declare(jobs=[schedules.Job("tidy", daily(3), lambda _now: None)], now=now)
    late = now + dt.timedelta(days=2)
    schedules.beat(host="a", number=1, process=1, version="0", now=late)

    assert not alive.tell_when_well(well(), now=late)
    assert watcher.log == []


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("status", [301, 404, 500])
def test_a_watcher_that_refuses_is_noted_and_no_redirect_followed(
    settings: Any, httpserver: HTTPServer, now: dt.datetime, status: int, caplog: Any
) -> None:
    elsewhere = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_request("/p").respond_with_data("no", status=status, headers=elsewhere)
    settings.ALIVE_ADDRESS = httpserver.url_for("/p")
    settings.OUTSIDE_ALLOWED = frozenset({f"{httpserver.host}:{httpserver.port}"})

    assert not alive.tell_when_well(well(), now=now)
    assert [one.path for one, _ in httpserver.log] == ["/p"]


@pytest.mark.usefixtures("heard")
def test_one_that_is_not_there_or_never_answers_is_given_up(
    settings: Any, httpserver: HTTPServer, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    httpserver.expect_request("/slow").respond_with_handler(lambda _r: _late(released))
    monkeypatch.setattr(alive, "DEADLINE_SECONDS", 0.5)
    closed = free_port()
    settings.OUTSIDE_ALLOWED = frozenset({f"{httpserver.host}:{httpserver.port}", f"localhost:{closed}"})
    began = time.monotonic()
    for address in (httpserver.url_for("/slow"), f"http://localhost:{closed}/p", "https://10.0.0.1/p"):
        cache.clear()
        settings.ALIVE_ADDRESS = address
        assert not alive.tell_when_well(well(), now=now)
    released.set()

    assert time.monotonic() - began < 5


def _late(released: threading.Event) -> Response:
    released.wait(LATE_SECONDS)
    return Response("late")


@pytest.mark.usefixtures("heard")
def test_the_log_never_says_the_address(watcher: HTTPServer, now: dt.datetime) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter())
    logger = logging.getLogger("boekbrug")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        alive.tell_when_well(well(), now=now)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)

    assert '"event": "call"' in stream.getvalue()
    assert "k3y" not in stream.getvalue()


@pytest.mark.parametrize("address", ["http://hc.example.be/x1y2", "ping-x1y2", "https://10.1.2.3/x1y2"])
def test_an_address_that_no_call_would_go_to_stops_the_start_unsaid(address: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Environment(alive_address=address)

    said = [f"{one['loc']} {one['msg']}" for one in refused.value.errors()]
    assert "alive_address" in said[0]
    assert "x1y2" not in said[0]
    assert Environment(alive_address="https://hc.example.be/x1y2").alive_address
    assert Environment(alive_address="http://w.lan:80/x", outside_allowed=["w.lan:80"]).alive_address


@pytest.mark.django_db(transaction=True)
def test_work_goes_on_while_the_watcher_hangs_and_a_stopped_worker_is_not_heard(
    settings: Any, httpserver: HTTPServer, now: dt.datetime
) -> None:
    released = threading.Event()
    calls: list[float] = []

    def answer(_request: Request) -> Response:
        calls.append(time.monotonic())
        return _late(released) if len(calls) == 1 else Response("OK")

    httpserver.expect_request(SECRET_PATH).respond_with_handler(answer)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    dossier = make_cast(now).atelier
    environment = environment_of(settings) | {
        "BOEKBRUG_ALIVE_ADDRESS": httpserver.url_for(SECRET_PATH),
        "BOEKBRUG_OUTSIDE_ALLOWED": f'["{httpserver.host}:{httpserver.port}"]',
    }
    worker = start(QUICK, str(os.getpid()), environment=environment)
    try:
        wait_until(lambda: len(calls) == 1, seconds=40)
        with tenant.enter(dossier):
            send(folder_connection(now), invoice("F-1", now), now=now)
        wait_until(lambda: Receipt.across.count() == 1)  # while the first call still hangs
        assert len(calls) == 1
        released.set()
        wait_until(lambda: len(calls) >= 3)
        stop(worker)
        time.sleep(1)  # what it said last arrives
        before = len(calls)
        time.sleep(3)
        assert len(calls) == before
        os.kill(worker.pid, signal.SIGCONT)
        wait_until(lambda: len(calls) > before)
    finally:
        worker.kill()
        worker.wait()
