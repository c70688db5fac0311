"""The wide gate behind `make check`: every step runs, each is printed with its time, one failure fails all.

`CHECK_LEAVES_OUT=sqlite` leaves out the suite on SQLite, for a build that has just run `make test`; the gate
says so. Where TESTS_REPORTS names a folder, each run of pytest leaves its report there (`tests.gate.total`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
DJANGO = (str(BIN / "python"), "-m", "django")
EMBEDDED = "not browser and not postgres and not deep"
ON_POSTGRES = "not browser and not deep"


@dataclass(frozen=True)
class Step:
    """One command of the gate and the settings that it needs."""

    name: str
    command: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)


def _pytest(report: str, *arguments: str) -> tuple[str, ...]:
    folder = os.environ.get("TESTS_REPORTS")
    reports = (f"--junit-xml={folder}/{report}.xml",) if folder else ()
    return (str(BIN / "pytest"), *reports, *arguments)


def steps(data: Path) -> list[Step]:
    """List the gate in order: what is quick to judge comes first. Django may write in `data`."""
    quiet = {"BOEKBRUG_DATA": str(data), "DJANGO_SETTINGS_MODULE": "boekbrug.project.settings"}
    shipped = quiet | {"BOEKBRUG_PROFILE": "production", "BOEKBRUG_ADDRESS": "https://boekbrug.example"}
    parallel = ("-n", "auto", "--dist", "worksteal", "--ignore", "tests/house")
    on_postgres = (str(BIN / "python"), "-m", "tests.gate.postgres", "--")
    return [
        Step("format", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
        Step("lint", (str(BIN / "ruff"), "check", "--quiet", ".")),
        Step("banned code", (str(BIN / "python"), "-m", "tests.gate.banned")),
        Step("types", (str(BIN / "mypy"),), quiet),
        Step("import contracts", (str(BIN / "lint-imports"),)),
        Step("house rules", _pytest("house", "-q", "tests/house")),
        Step("migrations", (*DJANGO, "makemigrations", "--check", "--dry-run"), quiet),
        Step("shipped settings", (*DJANGO, "check", "--deploy", "--fail-level", "WARNING"), shipped),
        Step("suite on SQLite", _pytest("embedded", *parallel, "-m", EMBEDDED)),
        Step(
            "suite on PostgreSQL",
            (*on_postgres, *_pytest("postgres", *parallel, "--only-database", "-m", ON_POSTGRES)),
        ),
        Step("API fuzzing", (str(BIN / "python"), "-m", "tests.gate.fuzz", "--seconds", "45")),
        Step("browser", _pytest("browser", "-m", "browser", "tests")),
    ]


def _passes(step: Step) -> bool:
    print(f"\n── {step.name}: {' '.join(step.command).replace(str(BIN) + '/', '')}", flush=True)
    started = time.monotonic()
    code = subprocess.run(step.command, cwd=ROOT, env={**os.environ, **step.settings}, check=False).returncode
    verdict = "passed" if code == 0 else f"FAILED (exit code {code})"
    print(f"── {step.name}: {verdict} in {time.monotonic() - started:.1f} s", flush=True)
    return code == 0


def main() -> int:
    """Run the gate; return 1 when a step failed."""
    left_out = set(filter(None, os.environ.get("CHECK_LEAVES_OUT", "").split(",")))
    if unknown := left_out - {"sqlite"}:
        raise SystemExit(
            f"CHECK_LEAVES_OUT: found {', '.join(sorted(unknown))}, only sqlite can be left out."
        )
    failed = []
    with tempfile.TemporaryDirectory(prefix="boekbrug-check-") as data:
        for step in steps(Path(data)):
            if step.name == "suite on SQLite" and "sqlite" in left_out:
                print("\n── suite on SQLite: left out here, `make test` ran it in this build", flush=True)
            elif not _passes(step):
                failed.append(step.name)
    print(f"\nmake check: {'FAILED: ' + ', '.join(failed) if failed else 'all steps passed'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
