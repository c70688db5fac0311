"""Semgrep with our own rules: what is banned, found in the source, and every rule tried on its examples.

    python -m tests.gate.banned

Semgrep pins versions that we do not, so it lives in an environment of its own, `.venv-semgrep`, made once per
change of requirements/semgrep.txt. It sends no figures and asks nothing of the network. A line may be waived
by `nosemgrep: rule` below a line that says `waived YYYY-MM-DD: why`; a waiver ends after a year.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "tests" / "semgrep"
REQUIREMENTS = ROOT / "requirements" / "semgrep.txt"
ENVIRONMENT = ROOT / ".venv-semgrep"
QUIET = ("--metrics", "off", "--disable-version-check", "--quiet")
WAIVER_DAYS_MAX = 366
WAIVED = re.compile(r"waived (\d{4}-\d{2}-\d{2}): \S.{8,}")


def semgrep() -> str:
    """Return the program, installed when it is not there or another version is asked."""
    stamp = ENVIRONMENT / f".made-{hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:16]}"
    if not stamp.exists():
        pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-qq"]
        wanted = ["install", "--no-deps", "--require-hashes", "-r", str(REQUIREMENTS)]
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        subprocess.run([*pip, *wanted], check=True)
        stamp.touch()
    return str(ENVIRONMENT / "bin" / "semgrep")


def findings(program: str, *places: str) -> list[str]:
    """Return where banned code stands in some places, a line each."""
    told = json.loads(_run(program, "scan", "--json", "--config", str(RULES), *QUIET, *places))
    if told["errors"]:
        return [f"semgrep could not read: {one.get('message', one)}" for one in told["errors"]]
    return sorted(
        f"{one['path']}:{one['start']['line']} {one['check_id'].split('.')[-1]}: {one['extra']['message']}"
        for one in told["results"]
    )


def untried(program: str) -> tuple[int, list[str]]:
    """Try each rule on its examples; returns how many there are, and which miss or find too much."""
    told = json.loads(_run(program, "scan", "--test", "--json", "--config", str(RULES), *QUIET, str(RULES)))
    checks = {
        rule.split(".")[-1]: result
        for file in told["results"].values()
        for rule, result in file["checks"].items()
    }
    wrong = [f"{rule} does not do what its examples say" for rule, one in checks.items() if not one["passed"]]
    wrong += [f"{rule} has no {kind} example" for rule, kind in _without_examples()]
    return len(checks), wrong


def loose_waivers(today: dt.date, *, below: Path = ROOT / "src") -> list[str]:
    """Return the waivers without a date and a reason, and those that are older than a year."""
    found = []
    for path in sorted(one for kind in ("py", "html", "js") for one in below.rglob(f"*.{kind}")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if "nosem" not in line or "static/boekbrug/htmx" in path.as_posix():
                continue
            said = WAIVED.search(lines[number - 1]) if number else None
            if said is None or (today - dt.date.fromisoformat(said[1])).days > WAIVER_DAYS_MAX:
                found.append(
                    f"{path.relative_to(below.parent)}:{number + 1} waives without a fresh date and reason"
                )
    return found


def _without_examples() -> list[tuple[str, str]]:
    """Rules that lack an example of what they find, or of what they leave alone."""
    found = []
    for file in sorted(RULES.glob("*.yaml")):
        examples = next(
            file.parent / f"{file.stem}.{kind}"
            for kind in ("py", "js", "html")
            if (file.parent / f"{file.stem}.{kind}").exists()
        )
        text = examples.read_text(encoding="utf-8")
        for rule in re.findall(r"^  - id: (\S+)$", file.read_text(encoding="utf-8"), re.MULTILINE):
            found += [(rule, kind) for kind in ("ruleid", "ok") if f"{kind}: {rule}" not in text]
    return found


def _run(program: str, *arguments: str) -> str:
    outside = {"SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"}
    path = f"{Path(program).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [program, *arguments],
        cwd=ROOT,
        env={**os.environ, **outside, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout.strip():
        raise SystemExit(f"semgrep said nothing (exit code {done.returncode}): {done.stderr[-2000:]}")
    return done.stdout


def main() -> int:
    """Judge the source and the rules; return 1 when something is banned or a rule is untried."""
    program = semgrep()
    count, wrong = untried(program)
    wrong += findings(program, "src", "benchmarks")
    wrong += loose_waivers(dt.datetime.now(dt.UTC).date())
    for line in wrong:
        print(line)
    waived = sum(path.read_text().count("nosemgrep:") for path in (ROOT / "src").rglob("*.py"))
    print(f"semgrep: {count} rules of our own, {len(wrong)} findings, {waived} dated waivers in Python")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
