"""The request to stop: a signal may make it at any moment, and everybody who waits hears it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

from boekbrug.workers.stopping import Stopping
from tests.workers.making import ROOT

STORM = """
import signal, sys, time
from boekbrug.workers.stopping import Stopping
asked, signals = Stopping(), 0

def stop(*_):
    global signals
    signals += 1
    asked.set()

signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
until = time.process_time() + 1
while time.process_time() < until or signals < 200:
    asked = Stopping()
    asked.wait(0.00001)
signal.setitimer(signal.ITIMER_REAL, 0)
print(signals)
"""


def test_a_signal_may_ask_in_the_middle_of_waiting() -> None:
    paths = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", STORM], capture_output=True, text=True, timeout=120, check=False, env=paths
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) >= 200


def test_everybody_who_waits_hears_it_and_who_comes_later_too() -> None:
    asked, heard = Stopping(), []
    waiting = [threading.Thread(target=lambda: heard.append(asked.wait(60)), daemon=True) for _ in range(3)]
    for one in waiting:
        one.start()

    asked.set()

    for one in waiting:
        one.join(30)
    assert heard == [True, True, True]
    assert asked.is_set()
    assert asked.wait(60)


def test_waiting_ends_when_nobody_asks() -> None:
    began = time.monotonic()

    assert not Stopping().wait(0.05)
    assert not Stopping().wait(0)

    assert time.monotonic() - began >= 0.05
