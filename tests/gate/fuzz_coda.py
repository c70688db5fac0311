"""Fuzz the CODA reader, guided by coverage (atheris): no bytes may raise, and a sound statement is written.

    python -m tests.gate.fuzz_coda [--runs 10000000] [--seconds 0]

Starts from statements of our own that use every record, both versions and every communication, and from the
samples beside the project where they are. Each input is read, decoded, and what is sound is written and read
again. Prints executions and seconds; what raised is kept in the folder that is named. atheris lives in a
folder of its own, `.venv-fuzzer`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements" / "fuzzer.txt"
SAMPLES = ROOT.parent / "shared" / "samples" / "coda"
INPUT_BYTES_MAX = 1700  # thirteen lines: short inputs are tried more often
TARGET = "tests.gate.fuzz_coda_target"


@click.command()
@click.option("--runs", type=int, default=10_000_000, help="How many executions.")
@click.option("--seconds", type=int, default=0, help="Stop after so long (0: when the runs are done).")
@click.option("--seed", type=int, default=17, help="What chance starts from.")
def main(runs: int, seconds: int, seed: int) -> None:
    """Fuzz the CODA reader."""
    with tempfile.TemporaryDirectory(prefix="boekbrug-fuzz-coda-") as name:
        corpus = Path(name)
        _seed(corpus)
        found = corpus.parent / "boekbrug-fuzz-coda-found"
        found.mkdir(exist_ok=True)
        options = [f"-runs={runs}", f"-max_len={INPUT_BYTES_MAX}", f"-seed={seed}", "-print_final_stats=1"]
        options += [f"-max_total_time={seconds}", f"-artifact_prefix={found}/"]
        started = time.monotonic()
        path = os.pathsep.join(map(str, (ROOT, ROOT / "src", _atheris())))
        done = subprocess.run(
            [sys.executable, "-m", TARGET, *options, str(corpus)],
            env={**os.environ, "PYTHONPATH": path}, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
    ran = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    figures = {
        "executions": int(ran[1]) if ran else 0,
        "seconds": round(time.monotonic() - started),
        "uncaught": int(done.returncode != 0),
    }
    click.echo(json.dumps(figures))
    if done.returncode:
        click.echo(f"{done.stderr[-3000:]}\nThe input that raised is in {found}.")
    sys.exit(int(done.returncode != 0 or ran is None))


def _atheris() -> Path:
    """Return the folder with atheris, filled when it is not there."""
    folder = ROOT / ".venv-fuzzer" / hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    if not folder.exists():
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", "install", "--no-deps"]
        wanted = ["--require-hashes", "--target", str(folder), "-r", str(REQUIREMENTS)]
        subprocess.run([*pip, *wanted], check=True)
    return folder


def _seed(corpus: Path) -> None:
    from boekbrug.formats import coda
    from tests.formats.coda import cases

    information = (coda.PlainInformation("TEKST " * 40), coda.PlainInformation("X" * 170, "010"))
    files = [
        coda.write([cases.statement(cases.incoming(information=information), messages=["BERICHT"])]),
        coda.write([cases.statement(cases.grouped()), cases.old_statement()]),
        coda.write([cases.statement(), cases.statement(account="539007547034", sequence=8)]),
    ]
    if SAMPLES.is_dir():
        files += [one.read_bytes() for one in SAMPLES.iterdir() if one.suffix in (".cod", ".txt")]
    for number, content in enumerate(files):
        (corpus / f"seed-{number}").write_bytes(content)


if __name__ == "__main__":
    main()
