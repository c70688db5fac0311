"""`boekbrug verify`: are the files, the timelines and the balances what they were?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from boekbrug.cli import door, safekeeping_door
from boekbrug.cli.speech import _

if TYPE_CHECKING:
    from boekbrug.business.timeline.queries import KnownHead


@click.command()
@click.option(
    "--heads", "heads_file", type=click.Path(path_type=Path, dir_okay=False),
    help="Heads of timelines that were kept elsewhere: finds a tail that was cut off.",
)  # fmt: skip
@door.json_option
def command(heads_file: Path | None, as_json: bool) -> None:
    """Verify every dossier: kept files by their hash, the timeline by its seals, balances by their sums."""
    door.start_django()
    from boekbrug.business import verification
    from boekbrug.business.safekeeping import actions
    from boekbrug.business.safekeeping.models import Work

    known = _heads(heads_file) if heads_file else None
    count, shown = 0, []
    with safekeeping_door.progress() as tell:
        for one in verification.verify(heads=known, tell=tell):
            count += 1
            if as_json:
                shown.append({"dossier": one.dossier, "code": one.code.value, "what": door.say(one.sentence)})
            else:
                click.echo(f"{one.dossier}: {door.say(one.sentence)} [{one.code.value}]")
    actions.note(work=Work.VERIFY, is_fine=not count, counts={"wrong": count}, now=door.moment())
    if as_json:
        door.print_json({"findings": shown})
    if count:
        raise SystemExit(door.PROBLEMS)
    if not as_json:
        click.echo(_("Everything is as it was."))


def _heads(file: Path) -> dict[str, KnownHead]:
    from boekbrug.business.timeline import heads

    try:
        return heads.read(file.read_text(encoding="utf-8"))
    except heads.NotHeads as wrong:
        door.refuse(wrong, door.COULD_NOT_RUN)
    except (OSError, UnicodeDecodeError) as wrong:
        why = getattr(wrong, "strerror", None) or _("it is no text")
        door.stop(_("{path} cannot be read: {why}. Name another.", path=file, why=why))
