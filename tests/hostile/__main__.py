"""Hand every hostile file in at every door, one child process each; print a table, fail above a limit.

    python -m tests.hostile [--kind zip] [--all]

What must hold: refused or kept within a second, below 200 MB on top of what the process had (ZIP: 100), the
original kept byte for byte, nothing written outside the data folder, no connection, no program started.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.installation import installation
from tests.hostile import archives, documents, file_names, papers
from tests.hostile.watching import Seen, watched

if TYPE_CHECKING:
    from tests.hostile.doors import Doors  # it needs Django, which starts later

SECONDS_MAX = 1.0
MEGABYTES_MAX = {"zip": 100.0}
TOLD = ("422", "413")  # refused at the door, with a sentence: its sender still has it
SECRET_TEXT = "canary-text-of-a-file-5d1c"
GONE = ("/tmp/hostile", "/tmp/hostile.xml", "/etc/hostile", "/etc/hostile.xml")


@dataclass(frozen=True)
class Case:
    """A hostile file: what kind, what it is, its bytes, the name it comes under."""

    kind: str
    title: str
    content: bytes
    name: str


@dataclass(frozen=True)
class Row:
    """A case at a door, and what was seen."""

    case: Case
    door: str
    seen: Seen
    is_kept: bool

    @property
    def faults(self) -> list[str]:
        """What is wrong with it."""
        seen = self.seen
        most = MEGABYTES_MAX.get(self.case.kind, 200.0)
        found = [*seen.outside, *seen.sockets]
        found += [seen.outcome] if seen.outcome.startswith(("raised", "died", "500", "exit 2")) else []
        found += [f"{seen.seconds:.2f} s"] if seen.seconds > SECONDS_MAX else []
        found += [f"{seen.megabytes:.0f} MB"] if seen.megabytes > most else []
        if not self.is_kept and seen.outcome not in TOLD:
            found.append("the original is not kept")
        return found


def cases(kind: str, *, port: int, file: str) -> Iterator[Case]:
    """Yield the cases of a kind, or all."""
    made = {
        "xml": lambda: documents.corpus(port=port, file=file),
        "zip": archives.corpus,
        "xlsx": archives.workbooks,
        "pdf": papers.corpus,
    }
    for one, corpus in made.items():
        for title, content in corpus() if kind in ("", one) else ():
            yield Case(one, title, content, f"hostile.{one}")
    for number, name in enumerate(file_names.NAMES if kind in ("", "name") else ()):
        yield Case("name", ascii(name)[:60], f"hostile {number}".encode(), name)


def run(kind: str) -> list[Row]:
    """Hand everything in; returns what was seen."""
    with installation() as place, socket.create_server(("127.0.0.1", 0)) as canary:
        canary.setblocking(False)
        doors, secret = _prepare(place.folder)
        rows = []
        for case in cases(kind, port=canary.getsockname()[1], file=str(secret)):
            for door in ("web", "api", "cli"):
                seen = _handed(doors, door, case, root=place.folder)
                seen.sockets += _came(canary)
                rows.append(Row(case, door, seen, _is_kept(doors, case.content)))
        _no_leak(place.data)
    return rows


def _handed(doors: Doors, door: str, case: Case, *, root: Path) -> Seen:
    from django.db import connections

    connections.close_all()  # a connection to SQLite must not go through a fork
    handing = getattr(doors, door)
    return watched(lambda: handing(case.name, case.content), root=root)


def _is_kept(doors: Doors, content: bytes) -> bool:
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.files import blobs
    from boekbrug.business.files.models import StoredFile

    sha256 = hashlib.sha256(content).hexdigest()
    with tenant.enter(doors.dossier):
        is_known = StoredFile.objects.filter(sha256=sha256).exists()
        return is_known and blobs.read(doors.dossier.pk, sha256) == content


def _prepare(folder: Path) -> tuple[Doors, Path]:
    """Make a cast with a key and a session; temporary files stay inside the folder as well."""
    import datetime as dt

    from django.test import Client

    from tests.api.program import Program
    from tests.cast import make_cast
    from tests.hostile.doors import DOORS, Doors

    now = dt.datetime.now(dt.UTC)
    for name in ("temporary", "handed"):
        (folder / name).mkdir()
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "temporary")
    cast = make_cast(now)
    token = Program(cast.atelier, cast.an).token
    client = Client(raise_request_exception=False)
    client.force_login(cast.an, backend="allauth.account.auth_backends.AuthenticationBackend")
    secret = folder / "secret.txt"
    secret.write_text(SECRET_TEXT)
    doors = Doors(cast.atelier, client, token, folder / "handed")
    for door in DOORS:  # what is imported late is imported before anything is measured
        getattr(doors, door)("first.xml", b"<first/>")
    return doors, secret


def _came(canary: socket.socket) -> list[str]:
    try:
        canary.accept()[0].close()
    except BlockingIOError:
        return []
    return ["the canary was called"]


def _no_leak(data: Path) -> None:
    """The text of a file that an entity named is nowhere in the database, and no name made a file."""
    for path in data.rglob("*.sqlite3*"):
        if SECRET_TEXT.encode() in path.read_bytes():
            raise SystemExit("An entity read a file into the database.")
    made = [path for path in GONE if os.path.lexists(path)]
    if made:
        raise SystemExit(f"A name made a file: {', '.join(made)}")


def table(rows: list[Row], *, also_fine: bool) -> Iterator[str]:
    """Say the total of each kind at each door, then what is wrong (or everything)."""
    yield f"{'kind':<6} {'door':<5} {'files':>5} {'slowest s':>10} {'most MB':>8}  outcomes"
    for kind in dict.fromkeys(row.case.kind for row in rows):
        for door in ("web", "api", "cli"):
            some = [row for row in rows if (row.case.kind, row.door) == (kind, door)]
            outcomes = ", ".join(
                f"{sum(row.seen.outcome == one for row in some)}× {one}"
                for one in sorted({row.seen.outcome for row in some})
            )
            slowest, most = (
                max(getattr(row.seen, what) for row in some) for what in ("seconds", "megabytes")
            )
            yield f"{kind:<6} {door:<5} {len(some):>5} {slowest:>10.2f} {most:>8.1f}  {outcomes}"
    for row in rows:
        if also_fine or row.faults:
            told = "; ".join(row.faults) or "fine"
            yield (
                f"  {row.case.kind} {row.case.title!r} at {row.door}: {row.seen.outcome}, "
                f"{row.seen.seconds:.2f} s, {row.seen.megabytes:.1f} MB: {told}"
            )


def main() -> int:
    """Run and print; return 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", default="", choices=("", "xml", "zip", "xlsx", "pdf", "name"))
    parser.add_argument("--all", action="store_true", help="one line per file and door")
    options = parser.parse_args()
    rows = run(options.kind)
    for line in table(rows, also_fine=options.all):
        sys.stdout.write(line + "\n")
    bad = [row for row in rows if row.faults]
    files = len({(row.case.kind, row.case.title) for row in rows})
    sys.stdout.write(f"hostile: {files} files, {len(rows)} runs, {len(bad)} beyond a limit\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
