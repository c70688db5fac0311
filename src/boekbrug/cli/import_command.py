"""`boekbrug import`: take files into a dossier, with progress and a result per file."""

from __future__ import annotations

from typing import Any

import click

from boekbrug.cli import door, files
from boekbrug.cli.belgian import shown as shown_value
from boekbrug.cli.labels import word
from boekbrug.cli.speech import _

FINE = frozenset({"IMPORTED", "KNOWN"})


@click.command("import")
@click.argument("paths", nargs=-1, required=True)
@door.dossier_option
@door.json_option
def command(paths: tuple[str, ...], dossier_name: str, as_json: bool) -> None:
    """Take files (CODA, UBL, ZIP; folders are walked) into a dossier. The originals are kept."""
    found = list(files.under(paths))
    shown: list[dict[str, Any]] = []
    try:
        with door.inside(dossier_name):
            for path in found:
                shown.append(_take_in(path.name, files.content(path), quiet=as_json))
                if not as_json:
                    _print(shown[-1])
    except Exception:  # the disk ran full after some, say: what was taken in is told all the same
        if as_json and shown:
            door.print_json({"files": shown})
        raise
    if as_json:
        door.print_json({"files": shown})
    if any(one["state"] not in FINE for one in shown):
        raise SystemExit(door.PROBLEMS)


def _take_in(name: str, content: bytes, *, quiet: bool) -> dict[str, Any]:
    from boekbrug.business.inbox import actions, reports

    try:
        intake = actions.receive(content=content, name=name, actor=door.actor(), now=door.moment())
    except actions.TooLarge as refused:
        return reports.not_received(name, refused.sentence)
    progress = None if quiet else _progress
    done = actions.process(intake=intake, actor=door.actor(), now=door.moment(), progress=progress)
    return reports.report(done)


def _progress(done: int, total: int) -> None:
    if total > 1:
        told = _("{done} of {total}", done=done, total=total)
        click.echo(f"\r  {told}", nl=done == total, err=True)


def _print(shown: dict[str, Any]) -> None:
    click.echo(f"{shown['file']}: {word(shown['state'])}")
    for one in shown["problems"]:
        click.echo(f"  ✗ {one['message']}")
    for one in shown["results"]:
        said = {**one, "outcome": word(one.get("outcome", ""))}
        click.echo("  " + " ".join(shown_value(said[key]) for key in said if said[key] and key in SHOWN))


SHOWN = ("outcome", "account", "number", "movements", "name")
