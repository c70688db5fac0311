"""Each command and each job says whose rows it touches.

A shell on the machine is the operator's, so commands ask no right; what they must not do is mix dossiers: the
access test tries that. A new command or job that nobody placed here stops the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from boekbrug.cli.main import main
from boekbrug.workers.jobs import JOBS
from boekbrug.workers.schedules import SCHEDULES

IN_ONE_DOSSIER = {
    "import", "match", "send", "export", "visits", "user key", "user keys", "user revoke", "dossier account",
    "dossier private", "mandate offer",
}  # fmt: skip
OF_ONE_FIRM = {"dossier firm-role"}
OF_PEOPLE = {
    "user add", "user disable", "user enable", "user invite", "user password", "user reset-factors",
    "user sessions", "agent list", "agent make", "agent revoke",
}  # fmt: skip
OF_A_PLACE_BY_NAME = {  # of a dossier or of a firm, or of a mandate between both
    "dossier grant", "dossier revoke", "mandate accept", "mandate change", "mandate end", "mandate list",
}  # fmt: skip
OF_A_FILE = {"check", "show", "convert", "anonymise"}
OF_THE_INSTALLATION = {
    "serve", "demo", "backup", "restore", "release", "verify", "timeline", "doctor", "jobs drop", "jobs list",
    "jobs retry", "keys check", "keys rotate", "dossier add", "dossier add-firm", "dossier list",
    "database secure", "database status",
}  # fmt: skip
JOBS_BY_ROW = {"deliver", "import", "invite"}
JOBS_OF_THE_INSTALLATION = {"schedules", "clean-up", "check files", "verify", "publish heads"}


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    for name, inner in command.commands.items():
        yield from _commands(inner, (*path, name))


def _options(command: click.Command) -> set[str]:
    return {name for one in command.params for name in one.opts}


def test_every_command_has_its_place() -> None:
    placed = [IN_ONE_DOSSIER, OF_ONE_FIRM, OF_PEOPLE, OF_A_PLACE_BY_NAME, OF_A_FILE, OF_THE_INSTALLATION]
    context = click.Context(main)
    loaded = {name: main.get_command(context, name) for name in main.list_commands(context)}
    found = dict(pair for name, one in loaded.items() for pair in _commands(one, (name,)))

    assert sorted(found) == sorted(name for one in placed for name in one)
    for name in IN_ONE_DOSSIER:
        needed = [one for one in found[name].params if "--dossier" in one.opts]
        assert [one.required for one in needed] == [True], f"{name} acts in a dossier and must name one"
    for name in OF_THE_INSTALLATION | OF_A_FILE:
        assert "--dossier" not in _options(found[name]), f"{name} takes a dossier: place it in IN_ONE_DOSSIER"


def test_every_job_has_its_place() -> None:
    names = {one.name for one in JOBS} | {one.name for one in SCHEDULES}

    assert names == JOBS_BY_ROW | JOBS_OF_THE_INSTALLATION
