"""Plant secrets, push them through everything, then look for them: the count of what was found must be 0.

    python -m tests.canaries

Looked at: the database file, a backup (unless this version makes none), the log at its most talkative, every
page that says something went wrong. The ids of sessions are looked for everywhere but in the database, which
has to know them; a control that is no secret must be found, or the search is blind.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.installation import Installation, installation

Places = dict[str, bytes]


def main() -> int:
    """Run everything; return 1 when a canary was found."""
    with installation() as place, pytest.MonkeyPatch.context() as patch:
        log = _talkative_log(place)
        from tests.canaries import planting, pushing
        from tests.canaries.planting import CONTROL

        _settle()
        planted = planting.plant(patch)
        pages = [
            *pushing.through_addresses(planted),
            *pushing.through_mailed_links(planted),
            *pushing.through_broken_pages(planted),
        ]
        pushing.through_connectors(planted)
        birds = planted.birds | planting.keys_of_the_installation(place.data)
        places = {**_files(place), **_backup(place), **_errors(pages), "log": log.read_bytes()}
        found = list(hits(birds, places))
    blind = [name for name in ("log", "database boekbrug.sqlite3") if CONTROL.encode() not in places[name]]
    found += [f"BLIND: the control was not found in the {name}" for name in blind]
    for line in found:
        sys.stdout.write(line + "\n")
    statuses = {answer.status_code for answer in pages}
    sys.stdout.write(
        f"canaries: {len(birds)} secrets, {len(pages)} requests ({min(statuses)} to {max(statuses)}), "
        f"{len(places)} places of {sum(map(len, places.values())) // 1024} kB, {len(found)} hits\n"
    )
    return 1 if found or len(birds) < 50 else 0


def hits(birds: dict[str, str], places: Places) -> Iterator[str]:
    """Say which canary sings where."""
    for what, bird in birds.items():
        for name, content in places.items():
            if what.startswith("session") and name.startswith("database"):
                continue
            if bird.encode() in content:
                yield f"FOUND {what} in {name}"


def _talkative_log(place: Installation) -> Path:
    """Let every logger, of libraries too, write through the redaction as it is shipped."""
    from boekbrug.project import logs

    path = place.folder / "log.jsonl"
    handler = logging.FileHandler(path)
    handler.setFormatter(logs.formatter())
    logging.basicConfig(handlers=[handler], level=logging.DEBUG, force=True)
    for name in [*logging.root.manager.loggerDict, "boekbrug"]:
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG if name != "django.db.backends" else logging.WARNING)
        logger.handlers, logger.propagate = [], True
    return path


def _settle() -> None:
    from django.conf import settings
    from django.test.utils import setup_test_environment

    setup_test_environment()
    settings.RATELIMITS = {}


def _files(place: Installation) -> Places:
    from django.db import connections

    connections.close_all()
    told = {f"database {path.name}": path.read_bytes() for path in place.data.glob("*.sqlite3*")}
    for path in place.data.rglob("*"):
        if path.is_file() and path.parent.name != "keys" and f"database {path.name}" not in told:
            told[str(path.relative_to(place.data))] = path.read_bytes()
    return told


def _backup(place: Installation) -> Places:
    """Make a backup the way an operator does, and take every file of it."""
    from click.testing import CliRunner

    from boekbrug.cli.main import COMMANDS
    from boekbrug.cli.main import main as boekbrug

    if "backup" not in COMMANDS:
        return {}
    key, target = place.folder / "backup.key", place.folder / "backup"
    for words in (["--new-key", str(key)], [str(target), "--key-file", str(key)]):
        done = CliRunner().invoke(boekbrug, ["backup", *words])
        if done.exit_code != 0:
            raise SystemExit(f"The backup failed: {done.output}")
    return {f"backup {path.name}": path.read_bytes() for path in target.rglob("*") if path.is_file()}


def _errors(pages: Iterable[Any]) -> Places:
    """Every answer that says something went wrong, with its headers."""
    bad = [answer for answer in pages if answer.status_code >= 400 and not answer.streaming]
    return {
        f"answer {number}: {answer.status_code} {answer.request['PATH_INFO']}": answer.content
        + repr(sorted(answer.headers.items())).encode()
        for number, answer in enumerate(bad)
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    sys.exit(main())
