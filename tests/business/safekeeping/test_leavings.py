"""A backup that was killed leaves no copy of the database behind; settings and keys are all in it."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from boekbrug.business.safekeeping.repository import new_key
from tests.business.safekeeping.places import Installed, filled

SETTINGS = '[mail]\nhost = "mail.example.be"\npassword = "a-word-for-mail"\n'


def test_the_next_backup_removes_the_copy_that_a_killed_one_left(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")
    (tmp_path / "key").write_text(new_key())
    place = filled(tmp_path / "data", tmp_path / "letter.txt")
    for end in ("", "-journal"):
        (place.data / f".backup-killed.sqlite3{end}").write_bytes(b"every row in the clear")

    place.run("backup", str(tmp_path / "backups"), "--key-file", str(tmp_path / "key"))

    assert [path.name for path in place.data.iterdir() if "backup" in path.name] == []


def test_the_settings_file_is_in_the_backup_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")
    (tmp_path / "key").write_text(new_key())
    place = filled(tmp_path / "data", tmp_path / "letter.txt")
    (tmp_path / "elsewhere.toml").write_text(SETTINGS)
    back = tmp_path / "empty" / "data"
    back.parent.mkdir()

    more = {"BOEKBRUG_CONFIG": str(tmp_path / "elsewhere.toml"), "BOEKBRUG_SECRET_KEY": "s" * 60}
    place.run("backup", str(tmp_path / "b"), "--key-file", str(tmp_path / "key"), more=more)
    Installed(back).run("restore", str(tmp_path / "b"), "--key-file", str(tmp_path / "key"), code=1)

    assert (back / "restored-boekbrug.toml").read_text() == SETTINGS
    assert (back / "restored-secret_key").read_text() == "s" * 60
    assert (back / "restored-secret_key").stat().st_mode & 0o077 == 0


def test_a_disk_that_takes_no_more_is_told_as_such_when_the_database_is_copied(tmp_path: Path) -> None:
    """SQLite has errors of its own for it, which are no OSError."""
    script = (
        "import resource, sys, signal; from pathlib import Path;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        "from boekbrug.business.safekeeping.database_copy import snapshot\n"
        "try:\n"
        " with snapshot({'ENGINE': 'sqlite3', 'NAME': sys.argv[1]}, scratch=Path(sys.argv[2])): pass\n"
        "except OSError as full: sys.exit(full.errno)"
    )
    source = sqlite3.connect(tmp_path / "big")
    source.execute("CREATE TABLE big AS SELECT zeroblob(1000000) AS content")
    source.commit()
    (tmp_path / "scratch").mkdir()

    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "big"), str(tmp_path / "scratch")],
        env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == errno.EIO, done.stderr
    assert list((tmp_path / "scratch").iterdir()) == []
