"""Would the tests of the pure rooms notice? mutmut breaks the source in small ways, one at a time.

    python -m tests.gate.mutate

Which files and which tests is said in pyproject.toml, [tool.mutmut]; mutmut works in a copy, `mutants/`.
`.venv/bin/mutmut show NAME` prints the change behind a name. A survivor asks something of the tests; it does
not fail the run.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / "mutants"
MUTMUT = str(Path(sys.executable).parent / "mutmut")
KILLED = ("killed", "timeout")  # a test failed, or a loop no longer ended: both were noticed
ALIVE = ("survived", "no tests")


@dataclass(frozen=True)
class Mutant:
    """One change of the source, the module it is in and what became of it, in the words of mutmut."""

    name: str
    module: str
    ending: str


def read(told: str) -> list[Mutant]:
    """Read what `mutmut results --all true` told, a line each: `module.x_function__mutmut_1: killed`."""
    found = []
    for line in told.splitlines():
        name, separator, ending = line.strip().partition(": ")
        if separator and "__mutmut_" in name:
            found.append(Mutant(name, module=name.rpartition(".")[0], ending=ending))
    return found


def report(mutants: Iterable[Mutant]) -> list[str]:
    """Say the counts of each module, the mutants that live, and the total."""
    mutants = list(mutants)
    lines = [_counts(name, [one for one in mutants if one.module == name]) for name in _modules(mutants)]
    lines += [f"  {one.ending}: {one.name}" for one in mutants if one.ending not in KILLED]
    return [*lines, _counts("mutation", mutants)]


def is_trustworthy(mutants: Iterable[Mutant]) -> bool:
    """Whether the run says something: it killed at least one and gave every mutant a verdict."""
    endings = {one.ending for one in mutants}
    return bool(endings & set(KILLED)) and endings <= {*KILLED, *ALIVE}


def _modules(mutants: list[Mutant]) -> list[str]:
    return sorted({one.module for one in mutants})


def _counts(name: str, mutants: list[Mutant]) -> str:
    count = Counter(one.ending for one in mutants)
    killed = sum(count[ending] for ending in KILLED)
    survived = sum(count[ending] for ending in ALIVE)
    other = len(mutants) - killed - survived
    without_verdict = f", {other} without a verdict" if other else ""
    return f"{name}: {len(mutants)} mutants, {killed} killed, {survived} survived{without_verdict}"


def main() -> int:
    """Run mutmut on a fresh copy and print the report; return 1 when the run itself failed."""
    shutil.rmtree(COPY, ignore_errors=True)  # verdicts of older tests would be kept otherwise
    print("mutation: running, a few minutes …", flush=True)
    started = time.monotonic()
    run = subprocess.run([MUTMUT, "run"], cwd=ROOT, capture_output=True, text=True, check=False)
    results = subprocess.run(
        [MUTMUT, "results", "--all", "true"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    mutants = read(results.stdout)
    if run.returncode or results.returncode or not is_trustworthy(mutants):
        print(run.stdout[-4000:] + run.stderr[-4000:] + results.stderr[-2000:])
        print("mutation: FAILED, mutmut did not reach a verdict")
        return 1
    print("\n".join(report(mutants)) + f" in {time.monotonic() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
