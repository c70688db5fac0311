"""What a note of a visit costs: `python -m benchmarks.visits --data FOLDER` on the data of a demo.

Prints queries and milliseconds of a page of contacts that notes a visit it knows, of one that writes it, and
of the note alone.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from contextlib import nullcontext
from typing import Any
from unittest.mock import patch

TIMES = 200


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    os.environ.update(
        BOEKBRUG_PROFILE="demo",
        BOEKBRUG_DATA=parser.parse_args().data,
        DJANGO_SETTINGS_MODULE="boekbrug.project.settings",
    )
    import django

    django.setup()
    import logging

    logging.disable(logging.CRITICAL)
    from django.test import Client

    from boekbrug.business.dossiers.models import DossierMember
    from boekbrug.business.visits import actions

    member = DossierMember.objects.filter(role="OWNER").select_related("person", "dossier")[0]
    client = Client(headers={"host": "localhost"})
    client.force_login(member.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    path = f"/d/{member.dossier.public_id}/contacts/"
    known = _pages(client, path, before=lambda: None)
    written = _pages(client, path, before=actions.forget_written)
    noteless = _pages(client, path, before=lambda: None, without=True)
    print(f"page without visits  {noteless[0]} queries  {noteless[1]:.2f} ms (median of {TIMES})")
    print(f"page, visit known    {known[0]} queries  {known[1]:.2f} ms")
    print(f"page, visit written  {written[0]} queries  {written[1]:.2f} ms (the write is after the answer)")


def _pages(client: Any, path: str, *, before: Any, without: bool = False) -> tuple[int, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from boekbrug.web import access

    noting = patch.object(access, "note_visit", lambda **_: None) if without else nullcontext()
    with noting:
        client.get(path)
        took = []
        for _ in range(TIMES):
            before()
            started = time.perf_counter()
            assert client.get(path).status_code == 200
            took.append((time.perf_counter() - started) * 1000)
        before()
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
            count = len(captured)
    return count, statistics.median(took)


if __name__ == "__main__":
    main()
