"""`boekbrug jobs`: jobs that were given up after five tries: list them, try one again, or drop it."""

from __future__ import annotations

from typing import Any

import click

from boekbrug.cli import belgian, door
from boekbrug.cli.labels import word
from boekbrug.cli.speech import _


@click.group("jobs")
def command() -> None:
    """List the jobs that were given up, try one again, or drop it."""


@command.command("list")
@door.json_option
def show(*, as_json: bool) -> None:
    """List the jobs that were given up after five tries; no content."""
    door.start_django()
    from boekbrug.business.watching.parked import parked_jobs

    found = parked_jobs()
    rows: list[dict[str, Any]] = [
        {
            "job": one.public_id,
            "kind": one.kind,
            "dossier": one.dossier.public_id if one.dossier else "",
            "firm": one.firm.public_id if one.firm else "",
            "since": one.since.isoformat(timespec="seconds"),
            "attempts": one.attempts,
            "reason": one.reason,
            "error": one.error,
        }
        for one in found
    ]
    if as_json:
        door.print_json({"jobs": rows})
    elif not rows:
        click.echo(_("No job is parked."))
    else:
        for one, row in zip(found, rows, strict=True):
            shown = {
                **row,
                "kind": word(row["kind"]),
                "since": belgian.moment(row["since"]),
                "reason": door.say(one.why) if one.why else one.reason,
            }
            click.echo("  ".join(str(value) for value in shown.values() if value != ""))


@command.command("retry")
@click.argument("job")
def retry(*, job: str) -> None:
    """Put the job with id JOB back in its queue, for five more tries."""
    _settle(job, "retry")
    click.echo(_("It is tried again, five times at most."))


@command.command("drop")
@click.argument("job")
def drop(*, job: str) -> None:
    """Give the job with id JOB up: it stays refused, its file is kept, nothing is delivered or mailed."""
    _settle(job, "drop")
    click.echo(_("Dropped. Its people see that it did not go through."))


def _settle(public_id: str, act: str) -> None:
    door.start_django()
    from boekbrug.business.watching import actions_parked, parked

    job = parked.find(public_id)
    acts = {"retry": actions_parked.retry, "drop": actions_parked.drop}
    if job is None or not acts[act](job=job, actor=door.actor(), now=door.moment()):
        door.stop(_("No job {job} is parked. `boekbrug jobs list` shows those that are.", job=public_id))
