"""`boekbrug verify`: are the files, the timelines and the balances what they were?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from boekbrug.cli import door, safekeeping_door

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
    with safekeeping_door.progress() as tell:
        findings = verification.verify_everything(heads=known, tell=tell)
    actions.note(work=Work.VERIFY, is_fine=not findings, counts={"wrong": len(findings)}, now=door.moment())
    if as_json:
        door.print_json({"findings": [{"dossier": one.dossier, "what": one.what} for one in findings]})
    for one in findings if not as_json else []:
        click.echo(f"{one.dossier}: {one.what}")
    if findings:
        raise SystemExit(door.PROBLEMS)
    if not as_json:
        click.echo("Everything is as it was.")


def _heads(file: Path) -> dict[str, KnownHead]:
    from boekbrug.business.timeline import heads

    try:
        return heads.read(file.read_text(encoding="utf-8"))
    except heads.NotHeads as wrong:
        door.stop(str(wrong))
    except (OSError, UnicodeDecodeError) as wrong:
        door.stop(
            f"{file} cannot be read: {getattr(wrong, 'strerror', None) or 'it is no text'}. Name another."
        )
