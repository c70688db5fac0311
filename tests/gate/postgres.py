"""Run one command against a PostgreSQL server that exists only for that command.

    python -m tests.gate.postgres -- pytest --only-database

The server listens on a socket in a temporary folder, never on the network. PostgreSQL refuses to run as root;
root therefore runs it as `postgres`, or `nobody` where that account is absent. The command finds the address
in BOEKBRUG_TEST_DATABASE.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing here survives the run, so nothing needs to reach the disk.
SERVER_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
START_SECONDS_MAX = 60
APPLICATION_ROLE = "boekbrug_application"  # tests/gate/application_role.py


class NoPostgres(SystemExit):
    """PostgreSQL is not installed here."""


def programs() -> Path:
    """Return the folder of the newest PostgreSQL of this machine; raises NoPostgres."""
    found = shutil.which("initdb")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found and not installed:
        raise NoPostgres("PostgreSQL is not installed. On Debian: apt install postgresql (15 or later).")
    return (installed[-1] if installed else Path(str(found))).parent


def _account() -> str | None:
    """Name the account that the server must run as; None means our own."""
    if os.geteuid() != 0:
        return None
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in accounts)


def _run(account: str | None, *command: str | Path) -> None:
    prefix = ["runuser", "-u", account, "--"] if account else []
    done = subprocess.run(
        [*prefix, *map(str, command)], cwd="/", capture_output=True, text=True, check=False, timeout=180
    )
    if done.returncode:
        raise NoPostgres(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def cluster() -> Iterator[str]:
    """Start a server and yield the address of its database; stop and remove it in every case."""
    account, bin_folder = _account(), programs()
    folder = Path(tempfile.mkdtemp(prefix="boekbrug-postgres-"))
    data = folder / "data"
    if account:
        shutil.chown(folder, account)
    try:
        _run(
            account,
            bin_folder / "initdb",
            "-D",
            data,
            "-U",
            "boekbrug",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"{SERVER_OPTIONS} -c unix_socket_directories='{folder}'"
        wait = ("-w", "-t", str(START_SECONDS_MAX), "-l", folder / "server.log")
        _run(account, bin_folder / "pg_ctl", "-D", data, *wait, "-o", options, "start")
        made = f"CREATE ROLE {APPLICATION_ROLE} LOGIN"  # once: the databases of a parallel run share it
        _run(account, bin_folder / "psql", "-h", folder, "-U", "boekbrug", "-Xqc", made, "postgres")
        try:
            yield f"postgres://boekbrug@/postgres?host={quote(str(folder))}"
        finally:
            _run(account, bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Run the command after `--`; return its exit code."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.stderr.write("Say which command to run: python -m tests.gate.postgres -- COMMAND …\n")
        return 2
    with cluster() as address:
        return subprocess.run(
            command, env={**os.environ, "BOEKBRUG_TEST_DATABASE": address}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
