"""A throwaway installation: its own folder, database and keys, put back as it was as often as needed.

For commands that are started with `python -m`, outside pytest: `start` must run before anything of Django.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Installation:
    """The folder in use, and the copy it is put back from."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data folder of the settings; on SQLite the database lies in it."""
        return self.folder / "data"

    @property
    def kept(self) -> Path:
        """The copy that `keep` made."""
        return self.folder / "kept"

    def keep(self) -> None:
        """Remember everything as it is now (SQLite only: the database is a file in the folder)."""
        _close()
        shutil.copytree(self.data, self.kept)

    def put_back(self) -> None:
        """Make everything as it was at `keep`."""
        _close()
        shutil.rmtree(self.data)
        shutil.copytree(self.kept, self.data)


@contextmanager
def installation(*, database: str = "") -> Iterator[Installation]:
    """Set the environment, start Django, make the tables; remove the folder in the end.

    `database` is an address as in the settings; empty means SQLite in the data folder.
    """
    folder = Path(tempfile.mkdtemp(prefix="boekbrug-faults-"))
    made = Installation(folder)
    made.data.mkdir()
    for name in [name for name in os.environ if name.startswith("BOEKBRUG_")]:
        del os.environ[name]
    os.environ |= {
        "BOEKBRUG_PROFILE": "test",
        "BOEKBRUG_DATA": str(made.data),
        "BOEKBRUG_DATABASE": database,
        "BOEKBRUG_SECRET_KEY": "only-for-faults-" + "0123456789abcdef" * 4,
        "DJANGO_SETTINGS_MODULE": "boekbrug.project.settings",
    }
    try:
        _start_django()
        yield made
    finally:
        _close()
        shutil.rmtree(folder, ignore_errors=True)


def _start_django() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    call_command("createcachetable", verbosity=0)


def _close() -> None:
    from django.db import connections

    connections.close_all()
