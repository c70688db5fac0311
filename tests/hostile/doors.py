"""Hand a file in at each real door: the page, the API, the command line."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client

from boekbrug.business.dossiers.models import Dossier

BOUNDARY = "hostile-7d1f0c"


@dataclass(frozen=True)
class Doors:
    """The doors of one dossier; `client` is logged in, `token` opens the API."""

    dossier: Dossier
    client: Client
    token: str
    folder: Path

    def web(self, name: str, content: bytes) -> str:
        """Upload on the page, then let a worker finish what the page left to it."""
        from django.utils import timezone

        from boekbrug.business.inbox.actions import finish_due

        answer = self._post(f"/d/{self.dossier.public_id}/import/", name, content)
        if answer.status_code in (302, 303):
            finish_due(now=timezone.now())
        return str(answer.status_code)

    def api(self, name: str, content: bytes) -> str:
        """Hand in with a key."""
        where = f"/api/v1/dossiers/{self.dossier.public_id}/intake"
        answer = self._post(where, name, content, Authorization=f"Bearer {self.token}")
        return str(answer.status_code)

    def cli(self, name: str, content: bytes) -> str:
        """Import from a folder; a name that no file can have is given another."""
        from click.testing import CliRunner

        from boekbrug.cli.import_command import command

        path = self.placed(name, content)
        told = CliRunner().invoke(command, [str(path), "--dossier", self.dossier.public_id])
        if told.exception and not isinstance(told.exception, SystemExit):
            return f"raised {type(told.exception).__name__}"
        return f"exit {told.exit_code}"

    def placed(self, name: str, content: bytes) -> Path:
        """Put the file where the command finds it."""
        path = self.folder / (os.path.basename(name) or "empty")  # noqa: PTH119 - a name is no path here
        try:
            path.write_bytes(content)
        except (OSError, ValueError):
            path = self.folder / "unnameable"
            path.write_bytes(content)
        return path

    def _post(self, where: str, name: str, content: bytes, **headers: str) -> Any:
        """Send a form by hand: a test client would clean the name first."""
        shown = name.encode("utf-8", "surrogatepass").replace(b"\r", b"%0D").replace(b"\n", b"%0A")
        shown = shown.replace(b'"', b"%22")
        head = b'Content-Disposition: form-data; name="files"; filename="' + shown + b'"'
        parts = [b"--" + BOUNDARY.encode(), head, b"Content-Type: application/pdf", b"", content]
        body = b"\r\n".join([*parts, b"--" + BOUNDARY.encode() + b"--", b""])
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.client.post(where, body, content_type=kind, headers=headers)


DOORS = ("web", "api", "cli")
