"""When was the last backup, and what did the last verification say?"""

from __future__ import annotations

import datetime as dt

from boekbrug.business.safekeeping.models import Round, Work


def last_round(work: Work) -> Round | None:
    """Return the last round of a kind of work, or None when there was none."""
    return Round.objects.filter(work=work).order_by("-ended_at", "-pk").first()


def last_backup_at() -> dt.datetime | None:
    """Return when the last whole backup ended."""
    last = Round.objects.filter(work=Work.BACKUP, is_fine=True).order_by("-ended_at").first()
    return last.ended_at if last else None


def last_verify() -> Round | None:
    """Return the last verification of everything."""
    return last_round(Work.VERIFY)
