"""`boekbrug verify`: are the files, the timelines and the balances what they were?"""

from __future__ import annotations

import click

from boekbrug.cli import door


@click.command()
@door.json_option
def command(as_json: bool) -> None:
    """Verify every dossier: kept files by their hash, the timeline by its seals, balances by their sums."""
    door.start_django()
    from boekbrug.business import verification
    from boekbrug.business.safekeeping import actions
    from boekbrug.business.safekeeping.models import Work

    findings = verification.verify_everything()
    actions.note(work=Work.VERIFY, is_fine=not findings, counts={"wrong": len(findings)}, now=door.moment())
    if as_json:
        door.print_json({"findings": [{"dossier": one.dossier, "what": one.what} for one in findings]})
    for one in findings if not as_json else []:
        click.echo(f"{one.dossier}: {one.what}")
    if findings:
        raise SystemExit(door.PROBLEMS)
    if not as_json:
        click.echo("Everything is as it was.")
