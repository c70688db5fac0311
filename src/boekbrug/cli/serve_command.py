"""`boekbrug serve`: the web server and the workers, until Ctrl-C."""

from __future__ import annotations

import click

from boekbrug.cli import door
from boekbrug.cli.speech import _


@click.command("serve")
@click.option("--host", default=None, help="Address to listen on; 127.0.0.1 when left out.")
@click.option("--port", type=click.IntRange(1, 65535), default=None, help="Port; the setting when left out.")
def command(host: str | None, port: int | None) -> None:
    """Start the web server and the workers; sets up the database when that is needed."""
    door.start_django()
    from boekbrug.cli.setting_up import prepare_database

    prepare_database()
    run(host, port)


def run(host: str | None, port: int | None) -> None:
    """Serve until asked to stop; leaves with the server's exit code."""
    from django.conf import settings

    from boekbrug.workers import supervise

    chosen = port or settings.PORT
    address = f"http://{host or '127.0.0.1'}:{chosen}"
    click.echo(_("Boekbrug listens on {address} (Ctrl-C stops it).", address=address))
    try:
        code = supervise.run(
            host or "127.0.0.1", chosen, threads=settings.WEB_THREADS, workers=settings.WORKERS
        )
    except supervise.AddressTaken as taken:
        door.refuse(taken, door.COULD_NOT_RUN)
    raise SystemExit(code)
