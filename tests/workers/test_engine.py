"""A job process: a round does one row of each kind, a failure rests, and it leaves when it must."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from boekbrug.workers.cleanup import DAY_SECONDS, clean_up
from boekbrug.workers.engine import OVERTIME_EXIT, Engine, JobKind
from boekbrug.workers.jobs import JOBS
from boekbrug.workers.schedules import SCHEDULES
from tests.workers.making import environment_of, start, wait_until

pytestmark = pytest.mark.django_db
LONG_JOB = (
    "import os, sys, time, django; django.setup()\n"
    "from boekbrug.workers.engine import JobKind, run\n"
    "def work(now):\n"
    "    print('busy', flush=True); wait(); print('done', flush=True); return False\n"
    "def wait():\n"
    "    while not os.path.exists(sys.argv[2]): time.sleep(0.01)\n"
    "parent = int(sys.argv[3]) if len(sys.argv) > 3 else None\n"
    "run(1, jobs=[JobKind('long', work, limit_seconds=int(sys.argv[1]))], parent=parent)\n"
)
PARENT = (
    "import os, subprocess, sys, time\n"
    "command = [sys.executable, '-c', sys.argv[1], '60', '/', str(os.getpid())]\n"
    "child = subprocess.Popen(command, stdout=subprocess.DEVNULL)\n"
    "open(sys.argv[2], 'w').write(str(child.pid)); time.sleep(60)\n"
)


def test_a_round_does_one_row_of_each_kind() -> None:
    done: list[str] = []

    def kind(name: str, *, has_work: bool) -> JobKind:
        return JobKind(name, lambda _now: bool(done.append(name)) or has_work)

    assert Engine([kind("a", has_work=False), kind("b", has_work=True)]).do_a_round()
    assert not Engine([kind("c", has_work=False)]).do_a_round()
    assert done == ["a", "b", "c"]


def test_a_kind_that_fails_rests_and_the_others_go_on() -> None:
    done: list[str] = []

    def fail(_now: dt.datetime) -> bool:
        done.append("bad")
        raise RuntimeError

    engine = Engine([JobKind("bad", fail), JobKind("good", lambda _now: bool(done.append("good")))])
    for _ in range(3):
        engine.do_a_round()

    assert done == ["bad", "good", "good", "good"]


def test_it_leaves_when_its_parent_is_gone() -> None:
    assert Engine([], parent=os.getpid()).must_leave()
    assert not Engine([], parent=os.getppid()).must_leave()


def test_every_kind_has_a_limit_below_its_lease() -> None:
    from boekbrug.business.invitations import actions_mail
    from boekbrug.business.outbox.actions_delivery import LEASE

    limits = {job.name: job.limit_seconds for job in JOBS}
    assert set(limits) == {"deliver", "import", "invite", "schedules"}
    assert limits["deliver"] < LEASE.total_seconds()
    assert all(limits["schedules"] < job.limit.total_seconds() for job in SCHEDULES)
    assert limits["invite"] < actions_mail.LEASE.total_seconds()


def test_sigterm_lets_it_finish_its_row(settings: Any, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    process = start(LONG_JOB, "60", str(gate), environment=environment_of(settings), keep_output=True)
    assert process.stdout is not None
    assert process.stdout.readline() == b"busy\n"

    process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert process.poll() is None
    gate.touch()

    assert process.wait(timeout=10) == 0
    assert process.stdout.read() == b"done\n"


def test_a_job_that_hangs_ends_its_process(settings: Any, tmp_path: Path) -> None:
    process = start(LONG_JOB, "1", str(tmp_path / "never"), environment=environment_of(settings))

    assert process.wait(timeout=20) == OVERTIME_EXIT


def test_kill_9_of_the_parent_makes_it_leave(settings: Any, tmp_path: Any) -> None:
    told = tmp_path / "pid"
    parent = start(PARENT, LONG_JOB, str(told), environment=environment_of(settings))
    wait_until(lambda: told.exists() and told.read_text() != "")
    child = int(told.read_text())
    time.sleep(2)  # long enough to be at work
    assert is_there(child)

    parent.kill()
    parent.wait()

    wait_until(lambda: not is_there(child))


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_expired_is_removed() -> None:
    cache.clear()
    cache.set("old", 1, timeout=-1)
    expired = SessionStore()
    expired.set_expiry(-10)
    expired.save()
    alive = SessionStore()
    alive.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shared_cache SET expires = %s", [timezone.now() - dt.timedelta(days=2)])

    clean_up(timezone.now())
    clean_up(timezone.now())

    assert not SessionStore().exists(expired.session_key)
    assert SessionStore().exists(alive.session_key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache")
        assert cursor.fetchone()[0] == 0
    assert DAY_SECONDS == 86400
