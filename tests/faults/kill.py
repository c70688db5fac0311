"""kill -9 at every point of a flow, restart, compare with an undisturbed run.

    python -m tests.faults.kill --flow import|send|backup|restore|upgrade [--points N] [--every K]

The flow runs in a process that counts its points (tests/faults/points.py) and is killed at the k-th: k = 1,
2, 3 … until it gets to its end alive. After each kill the flow is restarted as workers and people would, with
the clock moved past the leases. Then rows, files, folders and mails must be those of an undisturbed run, and
`verify` must find nothing. Exit code 0: all points equal; 1: some were not, each with what differs.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import click

from tests.faults.installation import Installation, installation

FLOWS = ("import", "send", "backup", "restore", "upgrade")
POINTS_MIN = 50
HANGS_AFTER_SECONDS = 120


@dataclass(slots=True)
class Tally:
    """What was counted over all kills."""

    points: int = 0
    killed: int = 0
    unequal: int = 0
    unclear: int = 0
    unclear_arrived: int = 0
    leftovers: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)


@click.command()
@click.option("--flow", "flow_name", type=click.Choice(FLOWS), required=True)
@click.option("--points", "points_max", type=int, default=0, help="Stop after so many kills; 0: never.")
@click.option("--every", type=int, default=1, help="Kill at each K-th point only.")
@click.option("--from", "first", type=int, default=1, help="The first point.")
def main(flow_name: str, points_max: int, every: int, first: int) -> None:
    """Kill a flow at its points and compare."""
    began = time.monotonic()
    with installation() as place, ExitStack() as stack:
        flow = _flow(flow_name, place, stack)
        tally = kill_everywhere(flow, place, points_max=points_max, every=every, first=first)
    click.echo(
        f"{flow_name}: {tally.points} points, {tally.killed} kills, {tally.unequal} unequal, "
        f"{tally.unclear} unclear mails ({tally.unclear_arrived} had arrived), "
        f"{tally.leftovers} temporary files left, {time.monotonic() - began:.0f} s"
    )
    click.echo(json.dumps({name: getattr(tally, name) for name in Tally.__slots__}))
    if tally.unequal or tally.points < POINTS_MIN:
        sys.exit(1)


def kill_everywhere(flow: Any, place: Installation, *, points_max: int, every: int, first: int) -> Tally:
    """Kill at each wanted point until a run survives; returns the counts."""
    tally = Tally()
    _in_a_child(flow.prepare)
    place.keep()
    expected = _undisturbed(flow, place, tally)
    at = first
    while not points_max or tally.killed < points_max:
        _begin(flow, place)
        if not _killed_at(flow, at):
            break
        tally.killed += 1
        _compare(flow, place, expected, tally=tally, at=at)
        at += every
    return tally


def _undisturbed(flow: Any, place: Installation, tally: Tally) -> dict[bool, Any]:
    """Run to the end; return the result as it is, and as it is compared with one that was cut off."""
    from tests.faults.points import Points, armed

    _begin(flow, place)
    reading, writing = os.pipe()

    def counted() -> None:
        with armed(Points()) as points:
            flow.run()
        os.write(writing, json.dumps(points.passed).encode())

    _in_a_child(counted)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        tally.by_kind = dict(Counter(json.loads(pipe.read())))
    tally.points = sum(tally.by_kind.values())
    flow.finish()
    _verify()
    return {is_cut_off: flow.result(is_cut_off=is_cut_off) for is_cut_off in (False, True)}


def _killed_at(flow: Any, at: int) -> bool:
    from tests.faults.points import Points, armed

    def doomed() -> None:
        with armed(Points(at)):
            flow.run()

    return _in_a_child(doomed)


def _compare(flow: Any, place: Installation, expected: dict[bool, Any], *, tally: Tally, at: int) -> None:
    from tests.faults.dump import differences

    wrong: list[str] = []
    try:
        flow.finish()
        _verify()
        found = flow.result(is_cut_off=flow.is_cut_off)
        for part, wanted in expected[flow.is_cut_off].items():
            wrong += differences(wanted, found[part])
    except Exception:
        wrong.append(traceback.format_exc())
    tally.unclear += flow.unclear_count
    tally.unclear_arrived += flow.arrived_count
    tally.leftovers += _clean_up()
    wrong += [f"{path.name} is left" for path in place.data.rglob(".new-*")]
    if wrong:
        tally.unequal += 1
        click.echo(f"point {at}: {flow.count()}\n  " + "\n  ".join(wrong))


def _begin(flow: Any, place: Installation) -> None:
    place.put_back()
    flow.begin()


def _clean_up() -> int:
    """Do what the daily clean-up does with half files, two days later; returns how many there were."""
    from boekbrug.business.files import blobs

    return blobs.remove_unfinished(before=dt.datetime.now(dt.UTC) + dt.timedelta(days=2))


def _verify() -> None:
    from boekbrug.business.verification import verify_everything

    assert verify_everything() == []


def _in_a_child(work: Callable[[], None]) -> bool:
    """Do work in another process; True when it was killed. Raises RuntimeError when it failed by itself."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        signal.alarm(HANGS_AFTER_SECONDS)
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(70)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"The process ended with {code}.")
    return code == -signal.SIGKILL


def _flow(name: str, place: Installation, stack: ExitStack) -> Any:
    from tests.faults.import_flow import ImportFlow
    from tests.faults.mailbox import mailbox
    from tests.faults.safekeeping_flows import BackupFlow, RestoreFlow, UpgradeFlow
    from tests.faults.send_flow import SendFlow

    for one in (ImportFlow, BackupFlow, RestoreFlow, UpgradeFlow):
        if one.name == name:
            return one(place)
    return SendFlow(place, stack.enter_context(mailbox(place.folder / "mailbox")))


if __name__ == "__main__":
    main()
