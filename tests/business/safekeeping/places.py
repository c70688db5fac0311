"""An installation of its own in a folder, used through its commands only, as an operator does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from boekbrug.belgium import enterprise_number

SOURCE = Path(__file__).resolve().parents[3] / "src"
_MAIN = "from boekbrug.cli.main import main; main()"
NUMBER = enterprise_number.make(7123456)
PASSWORD = "zeven-zwanen-op-het-water"


@dataclass(frozen=True)
class Installed:
    """A data folder with the settings that name it."""

    data: Path
    database: str = ""
    database_owner: str = ""

    def run(self, *words: str, code: int = 0, more: Mapping[str, str] | None = None) -> str:
        """Run a command, with more settings where given; return what it said."""
        environment = {name: text for name, text in os.environ.items() if not name.startswith("BOEKBRUG_")}
        environment |= {
            "BOEKBRUG_DATA": str(self.data),
            "BOEKBRUG_DATABASE": self.database,
            "BOEKBRUG_DATABASE_OWNER": self.database_owner,
            "BOEKBRUG_PROFILE": "test",
            "PYTHONPATH": str(SOURCE),
        } | dict(more or {})
        done = subprocess.run(
            [sys.executable, "-c", _MAIN, *words],
            env=environment, cwd=self.data.parent, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == code, said
        return said


def filled(data: Path, files: Path, database: str = "") -> Installed:
    """Make an installation with a person, a dossier, an account and a file that was taken in."""
    made = Installed(data, database)
    data.parent.mkdir(parents=True, exist_ok=True)
    made.run("user", "add", "an@example.be", "--name", "An Peeters", "--password", PASSWORD)
    made.run("dossier", "add", "Atelier Noordzee", "--enterprise-number", NUMBER, "--owner", "an@example.be")
    made.run("import", "--dossier", "Atelier Noordzee", str(files), code=1)
    return made
