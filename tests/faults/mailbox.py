"""A mail server in a process of its own, which keeps each mail as a file: it outlives whoever is killed.

`python -m tests.faults.mailbox FOLDER PORT`
"""

from __future__ import annotations

import asyncio
import email
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiosmtpd.controller import UnthreadedController

from tests.connectors.making import free_port

START_SECONDS_MAX = 20
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What came in, and where it listens."""

    folder: Path
    port: int

    def subjects(self) -> list[str]:
        """The subject of each mail that was taken, in order; settles what is still coming in."""
        self._settle()
        return [str(email.message_from_bytes(path.read_bytes())["Subject"]) for path in self._mails()]

    def message_ids(self) -> list[str]:
        """The Message-ID of each mail that was taken."""
        self._settle()
        return [str(email.message_from_bytes(path.read_bytes())["Message-ID"]) for path in self._mails()]

    def empty(self) -> None:
        """Forget every mail."""
        self._settle()
        for path in self._mails():
            path.unlink()

    def _mails(self) -> list[Path]:
        return sorted(self.folder.glob("*.eml"))

    def _settle(self) -> None:
        """The server has one loop: when it answers us a few times, it has read what was sent before."""
        with smtplib.SMTP("127.0.0.1", self.port, "settle", timeout=5) as asking:
            for _ in range(3):
                asking.noop()


class Keeper:
    """Writes each mail to the folder before it is answered."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  named by aiosmtpd
        """Keep a mail."""
        self.count += 1
        (self.folder / f"{self.count:06}.eml").write_bytes(envelope.content)
        return "250 OK queued"


@contextmanager
def mailbox(folder: Path) -> Iterator[Mailbox]:
    """Run a mailbox until the block ends."""
    folder.mkdir()
    made = Mailbox(folder, free_port())
    command = [sys.executable, "-m", "tests.faults.mailbox", str(folder), str(made.port)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_until_it_listens(made)
        yield made
    finally:
        process.kill()
        process.wait()


def _wait_until_it_listens(made: Mailbox) -> None:
    until = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            made.subjects()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def main(folder: str, port: str) -> None:
    """Serve until killed."""
    loop = asyncio.new_event_loop()
    controller = UnthreadedController(Keeper(Path(folder)), hostname="127.0.0.1", port=int(port), loop=loop)
    controller.begin()
    loop.run_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
