"""`boekbrug restore`: put a backup back into an empty place, hold what would leave, and verify it all."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from boekbrug.cli import door, safekeeping_door, speech
from boekbrug.cli.speech import _

_FINISH = "from boekbrug.cli.main import main; main()"


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path, file_okay=False))
@safekeeping_door.key_option
@click.option("--at", "stamp", default="", help="Which backup; the last one when left out.")
@click.option("--list", "only_list", is_flag=True, help="Only list the backups.")
@click.option("--without-damaged", is_flag=True, help="Leave out kept files that are damaged in the backup.")
@click.option("--mend", is_flag=True, help="Only put damaged kept files of this installation right.")
@click.option("--finish", is_flag=True, hidden=True, help="The second half, in a process of its own.")
def command(
    *,
    source: Path,
    key_file: Path | None,
    stamp: str,
    only_list: bool,
    without_damaged: bool,
    mend: bool,
    finish: bool,
) -> None:
    """Restore a backup from the folder SOURCE into the empty data folder and database of the settings.

    Afterwards nothing leaves until `boekbrug release`: what was due may have left since the backup.
    """
    if key_file is None:
        door.stop(_("Name --key-file, the file with the key of these backups."))
    door.start_django()
    with safekeeping_door.sentences(source):
        repository = safekeeping_door.opened(source, key_file, may_make=False)
        if only_list:
            for one in repository.stamps():
                click.echo(one)
            return
        if mend:
            _mend(repository)
            return
        if finish:
            _finish(repository.manifest(stamp))
            return
        stamp = _put_back(repository, stamp, without_damaged=without_damaged)
    # In a process of its own: this one began with other keys than the restored ones.
    words = [
        "--language",
        speech.language(),
        "restore",
        str(source),
        "--key-file",
        str(key_file),
        "--at",
        stamp,
        "--finish",
    ]
    done = subprocess.run([sys.executable, "-c", _FINISH, *words], check=False)  # noqa: S603 - ourselves
    raise SystemExit(done.returncode)


def _mend(repository: Any) -> None:
    from boekbrug.business.safekeeping import mending

    with safekeeping_door.progress() as tell:
        done = mending.mend(repository=repository, now=door.moment(), tell=tell)
    for sha256 in done.lacking:
        click.echo(
            _("The backups do not hold {file} whole. Look in an earlier copy of their folder.", file=sha256)
        )
    click.echo(
        _(
            "Kept files: {read} read, {mended} mended, {lacking} still damaged.",
            read=done.read,
            mended=done.mended,
            lacking=len(done.lacking),
        )
    )
    if done.lacking:
        raise SystemExit(door.PROBLEMS)


def _put_back(repository: Any, stamp: str, *, without_damaged: bool) -> str:
    from django.conf import settings

    from boekbrug.business.dossiers import database_owner
    from boekbrug.business.safekeeping import restoring

    place = restoring.Place(settings.DATA, database_owner.address())
    with safekeeping_door.progress() as tell:
        chosen, manifest = restoring.put_back(
            repository=repository, stamp=stamp, place=place, without_damaged=without_damaged, tell=tell
        )
    click.echo(
        _(
            "Backup {stamp} of {moment} is back: {files} files and the database.",
            stamp=chosen,
            moment=dt.datetime.fromisoformat(manifest["made_at"]),
            files=len(manifest["files"]),
        )
    )
    return chosen


def _finish(manifest: dict[str, Any]) -> None:
    from django.conf import settings

    from boekbrug.business import verification
    from boekbrug.business.outbox import actions_hold
    from boekbrug.business.safekeeping import actions, comparing, restoring
    from boekbrug.business.safekeeping.models import Work
    from boekbrug.cli.setting_up import bring_up_to_date

    now = door.moment()
    bring_up_to_date(is_restored=True)
    actions_hold.hold(now=now)
    restoring.finish(restoring.Place(settings.DATA, settings.DATABASES["default"]))
    wrong = [door.say(one) for one in comparing.differences(manifest)]
    wrong += [f"{one.dossier}: {door.say(one.sentence)}" for one in verification.verify_everything()]
    actions.note(work=Work.RESTORE, is_fine=not wrong, counts={"wrong": len(wrong)}, now=now)
    for sentence in wrong:
        click.echo(sentence)
    click.echo(_("Nothing leaves until you run `boekbrug release`: look at Deliveries first."))
    if wrong:
        raise SystemExit(door.PROBLEMS)
    click.echo(_("Verified: everything is as it was."))
