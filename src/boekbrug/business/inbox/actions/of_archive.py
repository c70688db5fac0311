"""Make an intake of each file in a ZIP, once."""

from __future__ import annotations

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import actions as files
from boekbrug.business.inbox.actions.work import Work
from boekbrug.business.inbox.models import Intake
from boekbrug.business.inbox.problems import NO_MEMBERS
from boekbrug.formats.problem import Problem
from boekbrug.formats.zip_reader import members


def members_of(work: Work, row: Intake, content: bytes) -> tuple[list[Intake], list[Problem]]:
    """Return the intakes of the files in a ZIP in their order, and what is wrong with the ZIP itself.

    They are made in one transaction, so that a second run finds all of them or none.
    """
    is_unpacked = row.children.exists()
    made: list[Intake] = []
    problems: list[Problem] = []
    for found in members(content):
        if isinstance(found, Problem):
            problems.append(found)
        elif not is_unpacked:
            made.append(_member(work, row, found.content, position=len(made) + 1, name=found.name))
    with tenant.one_act():
        if not row.children.exists():
            Intake.objects.bulk_create(made)
    rows = list(row.children.select_related("file").order_by("position"))
    if not rows and not problems:
        problems.append(NO_MEMBERS.at())
    return rows, problems


def _member(work: Work, row: Intake, content: bytes, *, position: int, name: str) -> Intake:
    return Intake(
        parent=row,
        position=position,
        file=files.store(content=content, now=work.now),
        name=name,
        channel=row.channel,
        received_by=row.received_by,
        received_at=row.received_at,
    )
