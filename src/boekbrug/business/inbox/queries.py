"""What others ask about the intakes of the entered dossier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min, Q, QuerySet

from boekbrug.business.inbox.findings import Outcome
from boekbrug.business.inbox.models import UNFINISHED, Intake, State
from boekbrug.business.people.models import Person

ROWS_MAX = 100

Key = tuple[dt.datetime, int]
"""Where a page of intakes ends: moment and row key of its last row."""


@dataclass(frozen=True, slots=True)
class Page:
    """Intakes newest first, and the key of the next page or None."""

    rows: list[Intake]
    next_key: Key | None


def intakes(
    *, state: str = "", by: Person | None = None, key: Key | None = None, limit: int = ROWS_MAX
) -> Page:
    """Return a page of files that came in, newest first, from behind `key` on; members hang below theirs.

    `by` leaves only what one person handed in.
    """
    rows = Intake.objects.filter(parent=None).select_related("received_by", "file")
    if by is not None:
        rows = rows.filter(received_by=by)
    if state:
        rows = rows.filter(state=state)
    if key is not None:
        moment, pk = key
        rows = rows.filter(received_at__lte=moment).filter(Q(received_at__lt=moment) | Q(pk__lt=pk))
    found = list(rows.order_by("-received_at", "-pk")[: limit + 1])
    shown = found[:limit]
    next_key = (shown[-1].received_at, shown[-1].pk) if len(found) > limit else None
    return Page(shown, next_key)


def intake_by_public_id(public_id: str) -> Intake | None:
    """Return an intake with its file, or None where the dossier has none such."""
    return Intake.objects.select_related("file", "received_by", "parent").filter(public_id=public_id).first()


def members(intake: Intake) -> list[Intake]:
    """Return the files of a ZIP in their order; an empty list for any other intake."""
    return list(intake.children.select_related("file").order_by("position"))


def quarantine(*, limit: int = ROWS_MAX) -> list[Intake]:
    """Return the files that wait for an account, newest first; a ZIP shows by its members."""
    rows = Intake.objects.filter(state=State.QUARANTINE, children=None).select_related("file", "parent")
    return list(rows.order_by("-received_at", "-pk")[:limit])


def waiting_accounts(intake: Intake) -> list[tuple[str, str]]:
    """Return the IBANs and currencies that an intake waits for, each once, in the order of the file."""
    entries = intake.results if intake.state == State.QUARANTINE else []
    waits = [one for one in entries if one["outcome"] == Outcome.QUARANTINE and "account" in one]
    return list(dict.fromkeys((one["account"], one["currency"]) for one in waits))


def waiting_for(iban: str, currency: str) -> list[Intake]:
    """Return every file that waits for an account, in the order they came."""
    rows = Intake.objects.filter(state=State.QUARANTINE, children=None).select_related("parent")
    return [row for row in rows.order_by("pk") if (iban, currency) in waiting_accounts(row)]


def queue_length() -> int:
    """Return how many files of all dossiers wait or are being read, for the operator."""
    return Intake.across.filter(parent=None, state__in=UNFINISHED).count()


def waits_since() -> dt.datetime | None:
    """Return since when the oldest file waits, in any dossier, for the operator."""
    waiting = Intake.across.filter(parent=None, state__in=UNFINISHED)
    since: dt.datetime | None = waiting.aggregate(since=Min("received_at"))["since"]
    return since


def parked() -> list[Intake]:
    """Return the files of all dossiers whose work was given up, for the operator; without their content."""
    return list(_parked().select_related("dossier").order_by("parked_at", "pk")[:ROWS_MAX])


def parked_count() -> int:
    """Return how many files of all dossiers were given up, for the operator."""
    return _parked().count()


def _parked() -> QuerySet[Intake]:
    return Intake.across.filter(parked_at__isnull=False, parent=None)
