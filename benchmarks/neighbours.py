"""Does a dossier notice that its neighbour asks far too often? (S20: its p95 grows by less than a fifth.)

`python -m benchmarks.neighbours [SECONDS] [CLIENTS]` serves the demo with the shipped limits. One program
asks for a page of contacts eight times a second and notes how long each answer takes: while it is alone, and
while CLIENTS programs of another dossier together ask ten times as often as a key may. Both by turns, three
times; nothing else may run on the machine meanwhile.
"""

from __future__ import annotations

# waived 2026-11-27: the load comes from this machine and goes to its own server
# nosemgrep: other-way-out
import http.client
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.gate.fuzz import served

BURST_PER_SECOND = 100  # ten times the 600 a minute
EVERY_SECONDS = 1 / 8  # well below the 600 a minute of a key
ROUNDS = 3


def main() -> int:
    """Measure and print; 1 when the neighbour's p95 grew by more than a fifth and 5 ms."""
    seconds, clients = int([*sys.argv, "", ""][1] or 15), int([*sys.argv, "", "", ""][2] or 8)
    with (
        tempfile.TemporaryDirectory(prefix="boekbrug-burst-") as name,
        served(Path(name), is_limited=True) as place,
    ):
        quiet, busy, told = _measure(place, seconds, clients)
    figures = {
        "quiet_p50_ms": _at(quiet, 50),
        "quiet_p95_ms": _at(quiet, 95),
        "burst_p50_ms": _at(busy, 50),
        "burst_p95_ms": _at(busy, 95),
        "neighbour_requests": len(quiet) + len(busy),
        "burst_clients": clients,
        "burst_requests": told.total(),
        "burst_per_second": int(told.total() / seconds / ROUNDS),
        "burst_statuses": dict(told),
    }
    print(json.dumps(figures))
    grown = figures["burst_p95_ms"] - figures["quiet_p95_ms"]
    return int(grown > 5 and grown > figures["quiet_p95_ms"] / 5)


def _measure(place: Any, seconds: int, clients: int) -> tuple[list[float], list[float], Counter[str]]:
    own, other = place.neighbour, (place.dossier, place.token)
    _ask_for(place.address, own, 3)  # warm
    quiet: list[float] = []
    busy: list[float] = []
    told: Counter[str] = Counter()
    for _ in range(ROUNDS):
        quiet += _ask_for(place.address, own, seconds)
        pipe = multiprocessing.SimpleQueue()
        bursting = [
            multiprocessing.Process(
                target=_burst, args=(place.address, other, (seconds + 1, clients / BURST_PER_SECOND), pipe)
            )
            for _ in range(clients)
        ]
        for one in bursting:
            one.start()
        busy += _ask_for(place.address, own, seconds)
        for one in bursting:
            told.update(pipe.get())
            one.join()
    return quiet, busy, told


def _ask_for(address: str, who: tuple[str, str], seconds: int) -> list[float]:
    """Ask at a steady pace; return how long each answer took."""
    ask, took = _asking(address, who), []
    began = time.monotonic()
    for number in range(int(seconds / EVERY_SECONDS)):
        time.sleep(max(0.0, began + number * EVERY_SECONDS - time.monotonic()))
        start = time.perf_counter()
        status = ask()
        took.append(time.perf_counter() - start)
        if status != 200:
            raise SystemExit(f"The neighbour was answered {status}.")
    return took


def _burst(address: str, who: tuple[str, str], pace: tuple[int, float], pipe: Any) -> None:
    """Ask so long, and so many seconds after each other (late ones at once); tell the statuses."""
    ask, told, (seconds, every) = _asking(address, who), Counter[str](), pace
    began = time.monotonic()
    for number in range(int(seconds / every)):
        time.sleep(max(0.0, began + number * every - time.monotonic()))
        if time.monotonic() > began + seconds:
            break
        told[str(ask())] += 1
    pipe.put(told)


def _asking(address: str, who: tuple[str, str]) -> Any:
    parts = urlsplit(address)
    dossier, token = who
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)

    def ask() -> int:
        path = f"/api/v1/dossiers/{dossier}/contacts"
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        response.read()
        return response.status

    return ask


def _at(took: list[float], percent: int) -> float:
    return int(statistics.quantiles(took, n=100)[percent - 1] * 10_000) / 10


if __name__ == "__main__":
    sys.exit(main())
