"""Take the database out in one moment, and put it back into an empty place.

SQLite copies itself page by page under a read lock; PostgreSQL's own tools do it for PostgreSQL. Neither
needs Django, because what is restored is not there yet when it begins.
"""

from __future__ import annotations

import errno
import os
import selectors
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from boekbrug.business.safekeeping.repository import pieces_of
from boekbrug.wording import Refusal, Wording

TOOL_SECONDS_MAX = 6 * 3600
SILENT_SECONDS_MAX = 1800
"""So long pg_dump may give nothing: then it waits for a lock or a server that is gone."""

_READ_BYTES = 1 << 20
SCRATCH_PREFIX = ".backup-"
_ERRNO_OF_SQLITE = {13: errno.ENOSPC, 10: errno.EIO}  # SQLITE_FULL, SQLITE_IOERR

TOOL_FAILED = Wording("backup-tool-failed", "{tool} failed: {said}.")
TOOL_LACKS = Wording(
    "backup-tool-lacks",
    "{tool} is not installed here. Install PostgreSQL's client programs (Debian: postgresql-client).",
)
TOOL_SILENT = Wording("backup-tool-silent", "{tool} gives no output or takes no input.")
ROWS_HIDDEN = Wording(
    "backup-rows-hidden",
    "Policies hide rows from the role {role}, so a backup by it would not be whole. Set `database_owner` to "
    "the role that owns the tables (docs/postgresql.md).",
)
NO_ANSWER = Wording("backup-database-no-answer", "The database does not answer: {said}.")
DATABASE_THERE = Wording(
    "restore-database-there", "There is a database at {place}. Restore into an empty data folder."
)
TABLES_THERE = Wording("restore-tables-there", "The database {place} has tables. Restore into an empty one.")
FOLDER_TAKEN = Wording("restore-folder-taken", "The data folder {place} is not empty. Name a new one.")
OTHER_KIND = Wording(
    "restore-other-kind",
    "The backup is of {found}, the setting `database` names {expected}. Set it to the same kind.",
)


class DatabaseToolFailed(Refusal):
    """A program of PostgreSQL is missing or failed."""


class PlaceTaken(Refusal):
    """There is something where the backup would be restored."""


def kind_of(settings: Mapping[str, Any]) -> str:
    """Return what database these Django settings name: "sqlite" or "postgresql"."""
    return "sqlite" if str(settings["ENGINE"]).endswith("sqlite3") else "postgresql"


@contextmanager
def snapshot(settings: Mapping[str, Any], *, scratch: Path) -> Iterator[Iterable[bytes]]:
    """Yield the bytes of the database as it is now; writers wait only while SQLite copies its pages.

    :raises DatabaseToolFailed: when pg_dump is missing or fails
    """
    if kind_of(settings) == "postgresql":
        yield _dump(settings)
        return
    handle, name = tempfile.mkstemp(dir=scratch, prefix=SCRATCH_PREFIX, suffix=".sqlite3")
    os.close(handle)
    try:
        _copy(Path(settings["NAME"]), Path(name))
        yield pieces_of(Path(name))
    finally:
        for end in ("", "-journal"):
            Path(f"{name}{end}").unlink(missing_ok=True)


def drop_scratch(scratch: Path) -> None:
    """Remove the copies that killed backups left; only while no backup runs."""
    for path in scratch.glob(f"{SCRATCH_PREFIX}*"):
        path.unlink(missing_ok=True)


def refuse_taken(settings: Mapping[str, Any]) -> None:
    """Go on only where there is no database yet; raises PlaceTaken."""
    if kind_of(settings) == "sqlite":
        if Path(settings["NAME"]).exists():
            raise PlaceTaken(DATABASE_THERE.say(place=str(settings["NAME"])))
    elif _tables(settings):
        raise PlaceTaken(TABLES_THERE.say(place=str(settings["NAME"])))


def put_back(settings: Mapping[str, Any], pieces: Iterable[bytes]) -> None:
    """Write the database from the bytes of a snapshot; whole or not at all."""
    if kind_of(settings) == "postgresql":
        safely = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        command = [_tool("pg_restore"), *safely, "--dbname", str(settings["NAME"]), *_where(settings)]
        _feed(command, settings, pieces)
        return
    path = Path(settings["NAME"])
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    with unfinished.open("wb") as stream:
        for piece in pieces:
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)


def _copy(source: Path, target: Path) -> None:
    """One step: in several, each write of somebody else would begin the copy anew."""
    reader, writer = sqlite3.connect(source, timeout=60), sqlite3.connect(target)
    try:
        reader.backup(writer)
    except sqlite3.OperationalError as failed:
        number = _ERRNO_OF_SQLITE.get(failed.sqlite_errorcode & 0xFF)
        if number is None:
            raise
        raise OSError(number, os.strerror(number), str(target)) from failed
    finally:
        writer.close()
        reader.close()


def _dump(settings: Mapping[str, Any]) -> Iterator[bytes]:
    command = [_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", *_where(settings)]
    with tempfile.TemporaryFile() as errors:  # a pipe that nobody reads could fill, and stop it
        code = yield from output_of(
            [*command, str(settings["NAME"])], errors, environment=_environment(settings)
        )
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
    if code:
        if "row-level security" in said:  # pg_dump refuses rather than leave rows out
            raise DatabaseToolFailed(ROWS_HIDDEN.say(role=settings["USER"]))
        raise DatabaseToolFailed(TOOL_FAILED.say(tool="pg_dump", said=said or code))


def output_of(
    command: list[str],
    errors: IO[bytes],
    *,
    environment: dict[str, str] | None = None,
    silent_seconds: float = SILENT_SECONDS_MAX,
) -> Generator[bytes, None, int]:
    """Yield what a program writes, and return how it ended; it is never left running.

    :raises DatabaseToolFailed: when it is silent for longer than that
    """
    with subprocess.Popen(  # noqa: S603 - a program of PostgreSQL, no shell
        command, stdout=subprocess.PIPE, stderr=errors, env=environment
    ) as running:
        try:
            if running.stdout is not None:
                with selectors.DefaultSelector() as ready:
                    ready.register(running.stdout, selectors.EVENT_READ)
                    while ready.select(silent_seconds):
                        piece = os.read(running.stdout.fileno(), _READ_BYTES)
                        if not piece:
                            return running.wait(silent_seconds)
                        yield piece
            raise DatabaseToolFailed(TOOL_SILENT.say(tool=Path(command[0]).name))
        finally:
            running.kill()


def _feed(command: list[str], settings: Mapping[str, Any], pieces: Iterable[bytes]) -> None:
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(  # noqa: S603 - a program of PostgreSQL, no shell
            command, stdin=subprocess.PIPE, stdout=said, stderr=said, env=_environment(settings)
        )
        try:
            if running.stdin is None:
                raise DatabaseToolFailed(TOOL_SILENT.say(tool="pg_restore"))
            for piece in pieces:
                running.stdin.write(piece)
            running.stdin.close()
        except BrokenPipeError:
            pass  # it left early, and says why
        except BaseException:
            running.kill()
            raise
        finally:
            code = running.wait(TOOL_SECONDS_MAX)
        if code:
            said.seek(0)
            told = said.read().decode(errors="replace").strip()
            raise DatabaseToolFailed(TOOL_FAILED.say(tool="pg_restore", said=told))


def _tables(settings: Mapping[str, Any]) -> str:
    asked = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, no shell
        [_tool("psql"), "-XAtc", asked, *_where(settings), str(settings["NAME"])],
        env=_environment(settings), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if done.returncode:
        raise DatabaseToolFailed(NO_ANSWER.say(said=done.stderr.strip()))
    return done.stdout.strip().removeprefix("0")


def _tool(name: str) -> str:
    if found := shutil.which(name):
        return found
    raise DatabaseToolFailed(TOOL_LACKS.say(tool=name))


def _where(settings: Mapping[str, Any]) -> list[str]:
    named = (("--host", settings["HOST"]), ("--port", settings["PORT"]), ("--username", settings["USER"]))
    return [text for option, value in named if value for text in (option, str(value))]


def _environment(settings: Mapping[str, Any]) -> dict[str, str]:
    """The password travels in the environment of the program, where other users cannot see it."""
    options = settings.get("OPTIONS", {})
    known = {"PGSSLMODE": options.get("sslmode"), "PGSSLROOTCERT": options.get("sslrootcert")}
    given = {name: str(value) for name, value in known.items() if value}
    return {**os.environ, **given, **({"PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else {})}
