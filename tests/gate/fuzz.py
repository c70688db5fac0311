"""Fuzz the API from its own description against a running server with the demo: schemathesis, every check.

    python -m tests.gate.fuzz [--seconds 60] [--seed N]

Serves the demo from a folder that is gone afterwards, with a key of its owner and limits that let the fuzzer
through, and runs every phase: examples, coverage of each boundary, random right and wrong requests, and
sequences in which one request uses what another made. Prints operations, cases, requests and findings.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
START_SECONDS_MAX = 60
NO_LIMIT, LIMITS = "1000000000", ("KEY", "DOSSIER", "HEAVY", "GUESS")
CONFIG = """\
[auth.openapi.Key]
bearer = "{token}"

[checks.positive_data_acceptance]
# a check digit, an id of this dossier, the version of now: right by the description, refused with a sentence
expected-statuses = ["2xx", "403", "404", "409", "412", "422"]

[parameters]
"path.dossier" = "{dossier}"
"""
OF_KIND = '"path.{name}" = {{ dictionary = "{name}", probability = 0.7 }}\n'


@dataclass(frozen=True)
class Served:
    """A running server, and a key to one dossier on it."""

    address: str
    dossier: str
    token: str
    ids: dict[str, list[str]]
    neighbour: tuple[str, str]  # another dossier, and a key to it


@click.command()
@click.option("--seconds", type=int, default=60, help="How long to fuzz.")
@click.option("--seed", type=int, default=17, help="What chance starts from.")
@click.option("--more", multiple=True, help="A further option for schemathesis.")
def main(seconds: int, seed: int, more: tuple[str, ...]) -> None:
    """Fuzz the API."""
    with tempfile.TemporaryDirectory(prefix="boekbrug-fuzz-") as name, served(Path(name)) as place:
        code = _fuzz(place, Path(name), seconds, [f"--seed={seed}", *more])
        _tell(Path(name) / "events.ndjson")
    sys.exit(code)


@contextmanager
def served(folder: Path, *, is_limited: bool = False) -> Iterator[Served]:
    """Make the demo in a folder, with a key, and serve it until the block ends."""
    port = _free_port()
    data = folder / "demo"
    made = _demo(data)
    settings = {
        "BOEKBRUG_PROFILE": "demo",
        "BOEKBRUG_DATA": str(data),
        "BOEKBRUG_ADDRESS": f"http://localhost:{port}",
    }
    if not is_limited:
        settings |= {f"BOEKBRUG_API_LIMITS__{name}": NO_LIMIT for name in LIMITS}
    log = (folder / "server.log").open("wb")
    command = [str(BIN / "boekbrug"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env={**_outside(), **settings}, cwd=folder, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health/live/")
        address, neighbour = f"http://127.0.0.1:{port}", tuple(made["neighbour"])
        yield Served(address, made["dossier"], made["token"], made["ids"], neighbour)
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def _outside() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("BOEKBRUG_")}


def _demo(data: Path) -> dict[str, Any]:
    """Make the demo and a key of An to her dossier, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.gate.fuzz_demo", str(data)],
        cwd=ROOT,
        env=_outside(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"The demo could not be made:\n{done.stdout}{done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).read()
            return
        except OSError:
            if time.monotonic() > until:
                raise SystemExit("The server did not start.") from None
            time.sleep(0.2)


def _fuzz(place: Served, folder: Path, seconds: int, more: list[str]) -> int:
    config = folder / "schemathesis.toml"
    text = CONFIG.format(token=place.token, dossier=place.dossier)
    text += "".join(OF_KIND.format(name=name) for name in place.ids)
    for name, ids in place.ids.items():  # ids that exist, so that more than refusals is looked at
        text += f"\n[dictionaries.{name}]\nvalues = {json.dumps(ids)}\n"
    config.write_text(text)
    events = folder / "events.ndjson"
    command = [
        str(BIN / "schemathesis"), f"--config-file={config}", "run", f"{place.address}/api/v1/openapi.json",
        "--checks=all", f"--max-time={seconds}", "--continue-on-failure", "--workers=1", "--warnings=off",
        "--no-shrink", f"--report-ndjson-path={events}", *more,
    ]  # fmt: skip
    return subprocess.run(command, cwd=folder, check=False).returncode


def _tell(events: Path) -> None:
    """Print how much was tried: requests, their statuses, and what was judged of each answer."""
    statuses, checks, findings = Counter[str](), 0, 0
    for line in events.read_text().splitlines():
        recorder = json.loads(line).get("ScenarioFinished", {}).get("recorder", {})
        for one in recorder.get("interactions", {}).values():
            statuses[str((one.get("response") or {}).get("status_code", "no answer"))] += 1
        for judged in recorder.get("checks", {}).values():
            checks += len(judged)
            findings += sum(one["status"] != "success" for one in judged)
    counts = {"requests": statuses.total(), "judgements": checks, "findings": findings}
    click.echo(json.dumps({**counts, "statuses": dict(sorted(statuses.items()))}))


if __name__ == "__main__":
    main()
