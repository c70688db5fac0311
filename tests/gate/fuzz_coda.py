"""Fuzz the CODA reader, guided by coverage (atheris): no bytes may raise, and a sound statement is written.

    python -m tests.gate.fuzz_coda [--runs 10000000] [--seconds 0] [--jobs N] [--seed 17]

Each input is read, decoded, and what is sound is written and read again (`fuzz_coda_target`). It starts
from small statements of our own and the samples beside the project (`fuzz_coda_seeds`), and changes bytes,
columns and lines (`fuzz_coda_lines`). Jobs are processes that share the runs, each with its own chance and
memory of what it found. Every minute it says how far it is; a run that is stopped (Ctrl+C) still prints its
count. What raised is kept in the folder that is named. atheris lives in a folder of its own, `.venv-fuzzer`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path

import click

from tests.gate.fuzz_coda_seeds import seeds

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements" / "fuzzer.txt"
FOUND = Path(tempfile.gettempdir()) / "boekbrug-fuzz-coda-found"
INPUT_BYTES_MAX = 1300  # ten lines: short inputs are tried more often
INPUT_SECONDS_MAX = 60
TELL_SECONDS = 60
TARGET = "tests.gate.fuzz_coda_target"


@click.command()
@click.option("--runs", type=int, default=10_000_000, help="How many executions, in all jobs together.")
@click.option("--seconds", type=int, default=0, help="Stop after so long (0: when the runs are done).")
@click.option("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="How many processes.")
@click.option("--seed", type=int, default=17, help="What chance starts from.")
def main(runs: int, seconds: int, jobs: int, seed: int) -> None:
    """Fuzz the CODA reader."""
    started = time.monotonic()
    FOUND.mkdir(exist_ok=True)
    _atheris()
    with tempfile.TemporaryDirectory(prefix="boekbrug-fuzz-coda-") as name:
        shares = [runs // jobs + (number < runs % jobs) for number in range(jobs)]
        made = [
            Job(Path(name) / str(number), runs=share, seconds=seconds, seed=seed + number)
            for number, share in enumerate(shares)
        ]
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            _follow(made, started)
        except KeyboardInterrupt:
            for job in made:
                job.stop()
        failed = [job for job in made if job.wait()]
    figures = {**_figures(made, started), "jobs": jobs, "uncaught": len(failed)}
    click.echo(json.dumps(figures))
    for job in failed:
        click.echo(f"{job.told}\nThe input that raised is in {FOUND}.")
    sys.exit(bool(failed))


class Job:
    """One fuzzing process, with a corpus of its own; `ran` is how many executions it has told so far."""

    def __init__(self, corpus: Path, *, runs: int, seconds: int, seed: int) -> None:
        self.ran = 0
        self._lines: deque[str] = deque(maxlen=40)
        corpus.mkdir()
        for number, content in enumerate(seeds()):
            (corpus / f"seed-{number}").write_bytes(content)
        options = [f"-runs={runs}", f"-max_total_time={seconds}", f"-max_len={INPUT_BYTES_MAX}"]
        options += [f"-seed={seed}", f"-timeout={INPUT_SECONDS_MAX}", "-print_final_stats=1"]
        options += [f"-artifact_prefix={FOUND}/", str(corpus)]
        path = os.pathsep.join(map(str, (ROOT, ROOT / "src", _atheris())))
        self._process = subprocess.Popen(
            [sys.executable, "-m", TARGET, *options],
            env={**os.environ, "PYTHONPATH": path}, cwd=ROOT, text=True, errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if told := re.match(r"(?:ran|stat::number_of_executed_units:)\s+(\d+)", line):
                self.ran = int(told[1])
            elif not line.startswith(("#", "INFO")):
                self._lines.append(line)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    @property
    def told(self) -> str:
        """The last that it said."""
        return "".join(self._lines)

    def stop(self) -> None:
        """Let it end now, and tell its count."""
        self._process.send_signal(signal.SIGUSR1)

    def wait(self) -> bool:
        """Wait for its end; whether something was found."""
        code = self._process.wait()
        self._listener.join()
        return code != 0


def _follow(jobs: list[Job], started: float) -> None:
    """Say every minute how far it is, until all have ended."""
    told = time.monotonic()
    while any(job.is_running for job in jobs):
        time.sleep(0.2)
        if time.monotonic() - told >= TELL_SECONDS:
            told = time.monotonic()
            click.echo(json.dumps(_figures(jobs, started)))


def _figures(jobs: Iterable[Job], started: float) -> dict[str, int]:
    ran, seconds = sum(job.ran for job in jobs), time.monotonic() - started
    return {"executions": ran, "seconds": round(seconds), "per_second": round(ran / seconds)}


def _atheris() -> Path:
    """Return the folder with atheris, filled when it is not there."""
    folder = ROOT / ".venv-fuzzer" / hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    if not folder.exists():
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", "install", "--no-deps"]
        wanted = ["--require-hashes", "--target", str(folder), "-r", str(REQUIREMENTS)]
        subprocess.run([*pip, *wanted], check=True)
    return folder


if __name__ == "__main__":
    main()
