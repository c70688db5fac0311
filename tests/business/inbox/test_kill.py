"""kill -9 at counted points of an import: after a restart the database is that of an undisturbed run.

A forked process does the work and kills itself right before or right after its n-th statement to the
database (so also between the last statement of a transaction and its commit). Every point has a dossier of
its own. `make deep` takes every point, `make test` a few.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from boekbrug.belgium import enterprise_number
from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.inbox import actions
from boekbrug.formats import einvoice
from tests.business.banking.sheets import OTHER_IBAN, day, file_of, sheet
from tests.business.documents.making import incoming
from tests.business.inbox.dump import dump
from tests.business.inbox.hand import Hand, zip_of
from tests.cast import Cast, make_cast

HOUR = dt.timedelta(hours=1)
POINTS_MIN = 50
QUICK_STEP = 29
SHEETS = [
    sheet(number, opening=10 * number, amounts=(7, 3), since=day(number), on=day(number + 1))
    for number in range(1, 4)
]


class DieAt:
    """Counts the points of a process, two per statement to the database, and ends it at one of them."""

    def __init__(self, point: int) -> None:
        self.left = point

    def __call__(self, execute: Callable[..., Any], *call: Any) -> Any:
        self.pass_point()
        result = execute(*call)
        self.pass_point()
        return result

    def pass_point(self) -> None:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1


def _dossier_with_files(cast: Cast, now: dt.datetime) -> Dossier:
    """Make a dossier in which a file, a ZIP with an invoice, and the file again wait for a worker."""
    actor = cast.actor(cast.an)
    number = enterprise_number.make(7123456)
    dossier = dossiers.add_dossier(name="Kaai", enterprise_number=number, owner=cast.an, actor=actor, now=now)
    foreign = sheet(1, opening=0, amounts=(1,), since=day(1), on=day(2), account=OTHER_IBAN)
    archive = zip_of({"a": file_of(foreign), "b": einvoice.write_bis3(incoming(dossier)), "c": b"?"})
    with tenant.enter(dossier):
        hand = Hand(cast, cast.an, now)
        hand.add_account()
        for content in (file_of(*SHEETS[:2]), archive, file_of(*SHEETS)):
            hand.receive(content, hold_seconds=0)
    return dossier


def _work_until(point: int, now: dt.datetime) -> bool:
    """Let another process work until a point; True when it was killed, False when it got to the end."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        with connection.execute_wrapper(DieAt(point)):
            actions.finish_due(now=now)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def _count_points(cast: Cast, now: dt.datetime, step: int) -> int:
    """Kill at every step-th point, restart, and compare; returns how many points there are."""
    undisturbed = _dossier_with_files(cast, now)
    actions.finish_due(now=now)
    expected, point, was_killed = dump(undisturbed), 0, True
    assert len(expected["Statement"]) == 3
    while was_killed:
        dossier = _dossier_with_files(cast, now)
        was_killed = _work_until(point, now)
        actions.finish_due(now=now + HOUR)
        assert dump(dossier) == expected, f"killed at point {point}"
        point += step
    return point - step


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_is_finished_after_a_restart(now: dt.datetime) -> None:
    assert _count_points(make_cast(now), now, step=QUICK_STEP) >= POINTS_MIN


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_an_import_killed_at_any_point_is_finished_after_a_restart(now: dt.datetime) -> None:
    assert _count_points(make_cast(now), now, step=1) >= POINTS_MIN
