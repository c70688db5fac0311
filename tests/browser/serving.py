"""A demo database and a server over it, for browser tests and pictures."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from click.testing import CliRunner

WHO = "an@duinhelm.example"
OPERATOR = "operator@debrug.example"
DOSSIER = "Atelier Duinhelm BV"


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing about each request."""


def demo_data(data: Path, language: str = "nl") -> list:
    """Make the demo when it is not there, send one period, and return its pages."""
    from boekbrug.cli.demo_command import command

    result = CliRunner().invoke(command, ["--data", str(data), "--make-only"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return pages_of_demo(language)


def pages_of_demo(language: str) -> list:
    """Send one month of the demo, and return its pages in a language."""
    from boekbrug.business.dossiers.models import Dossier
    from boekbrug.business.people.models import Person
    from tests.browser.pages import every_page

    Person.objects.update(language=language)
    dossier = Dossier.objects.get(name=DOSSIER)
    _send_a_month(dossier)
    return every_page(dossier=dossier, who=WHO, operator=OPERATOR, now=dt.datetime.now(dt.UTC))


def _send_a_month(dossier: object) -> None:
    from boekbrug import periods
    from boekbrug.business.connections.actions import ensure_zip_connection
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.outbox import actions, queries, work
    from boekbrug.business.outbox.models import Batch
    from boekbrug.business.people.actor import PROGRAM

    now = dt.datetime.now(dt.UTC)
    with tenant.enter(dossier):
        if Batch.objects.exists():
            return
        route = ensure_zip_connection(actor=PROGRAM, now=now)
        month = periods.last_complete_month(now.date())
        chosen = queries.preview(connection=route, period=month).document_ids
        batch = actions.send(connection=route, document_ids=chosen, title=month.key, actor=PROGRAM, now=now)
        work.run_batch(batch=batch)


@contextmanager
def serving(port: int) -> Iterator[str]:
    """Serve the product over the settings in force until the block ends."""
    django.setup()
    from boekbrug.project.wsgi import application

    server = make_server("127.0.0.1", port, application, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(5)
