"""Type a command as a user would: inside this process, or as a program of its own where processes matter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from boekbrug.cli.main import main

PROGRAM = (sys.executable, "-c", "from boekbrug.cli.main import main; main(prog_name='boekbrug')")
SOURCE = Path(__file__).resolve().parents[2] / "src"


def boekbrug(*words: object, typed: str | None = None) -> Result:
    """Run a command on the database of the test; `typed` answers its questions."""
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="boekbrug", input=typed)


def printed(result: Result) -> Any:
    """What a command printed as JSON."""
    return json.loads(result.stdout)


def environment(**settings: object) -> dict[str, str]:
    """A shell with only these settings, given as `data=...` for BOEKBRUG_DATA."""
    plain = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("BOEKBRUG_") and name != "DJANGO_SETTINGS_MODULE"
    }
    ours = {f"BOEKBRUG_{name.upper()}": str(value) for name, value in settings.items()}
    return plain | ours | {"PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8"}


def program(*words: object, folder: Path, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run `boekbrug` as a program in a folder, with these settings."""
    return subprocess.run(
        [*PROGRAM, *map(str, words)],
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


def is_one_refusal(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a program could not run and said so in plain sentences."""
    return done.returncode == 2 and done.stdout == "" and "Traceback" not in done.stderr and done.stderr != ""
