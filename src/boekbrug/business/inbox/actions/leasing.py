"""Who works on an intake: one claim at a time, counted before the work starts, taken over when it dies.

The row is the queue. A claim is one conditional update that repeats every condition of the search. Claims are
numbered, and the number is never used again: by it a worker knows that the intake is still its own, also when
the file was put back in the queue meanwhile and its attempts were counted from nothing.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet

from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox.findings import Findings
from boekbrug.business.inbox.models import UNFINISHED, Intake, State
from boekbrug.business.inbox.problems import GIVEN_UP, WAITS_FOR_ROOM, stored
from boekbrug.business.people.actor import PROGRAM, Actor
from boekbrug.business.timeline import actions as timeline

LEASE = dt.timedelta(seconds=60)
ATTEMPTS_MAX = 5
CLAIM_TRIES_MAX = 20


class LeaseLost(Exception):
    """Another worker took this intake over, because this one was silent for longer than its lease."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The claim of one worker on one intake; `now` is when it was claimed."""

    intake: Intake
    now: dt.datetime
    _started: float = field(default_factory=time.monotonic)

    def renew(self, **counts: int) -> bool:
        """Say that the work goes on, and how far it is; False when the intake is somebody else's now."""
        elapsed = dt.timedelta(seconds=time.monotonic() - self._started)
        return bool(self._mine().update(leased_until=self.now + elapsed + LEASE, **counts))

    def conclude(self, findings: Findings, *, kind: str, actor: Actor) -> None:
        """End the work: write what was found and note it, in one transaction; raises LeaseLost."""
        state = findings.state
        with tenant.one_act():
            if not self._mine().update(format=kind, **_closing(findings, self.now)):
                raise LeaseLost
            detail = {"state": state.value, "new": findings.new_count}
            timeline.note(
                kind="intake.finished", subject=self.intake, actor=actor, at=self.now, detail=detail
            )

    def give_back(self) -> None:
        """Leave the intake to whoever comes when the disk has room; that it broke off does not count."""
        waits = stored([WAITS_FOR_ROOM.at()])
        self._mine().update(
            state=State.RECEIVED, attempts=F("attempts") - 1, leased_until=None, problems=waits
        )

    def note_error(self, error: str) -> None:
        """Keep the class of an error that broke the work off; its text may hold content."""
        self._mine().update(error=error)

    def _mine(self) -> QuerySet[Intake]:
        return Intake.objects.filter(pk=self.intake.pk, state=State.WORKING, claims=self.intake.claims)


def claim(intake: Intake, *, now: dt.datetime) -> Lease | None:
    """Let a door work on an intake it just received, or on one that nobody works on; else None."""
    due = Q(state=State.RECEIVED) | Q(state=State.WORKING, leased_until__lte=now)
    return _claimed(intake.pk, due, now=now)


def claim_next(*, now: dt.datetime) -> Intake | None:
    """Take the next intake of any dossier that waits or was left behind, in state WORKING; None if none.

    One that broke off ATTEMPTS_MAX times is given up: refused with a sentence, its file kept.
    """
    due = Q(state__in=UNFINISHED) & (Q(leased_until=None) | Q(leased_until__lte=now))
    waiting = Intake.across.filter(due, parent=None).select_related("dossier").order_by("received_at", "pk")
    for intake in waiting[:CLAIM_TRIES_MAX]:
        if intake.attempts >= ATTEMPTS_MAX:
            _give_up(intake, due, now=now)
        elif lease := _claimed(intake.pk, due, now=now):
            return lease.intake
    return None


def close_member(member: Intake, findings: Findings, *, kind: str, now: dt.datetime) -> None:
    """End a file of a ZIP; the act is noted with the ZIP itself."""
    Intake.objects.filter(pk=member.pk, state__in=UNFINISHED).update(format=kind, **_closing(findings, now))


def _claimed(pk: int, due: Q, *, now: dt.datetime) -> Lease | None:
    rows = Intake.across.filter(due, pk=pk, parent=None, attempts__lt=ATTEMPTS_MAX)
    counted = {"attempts": F("attempts") + 1, "claims": F("claims") + 1}
    if not rows.update(state=State.WORKING, leased_until=now + LEASE, **counted):
        return None
    return Lease(Intake.across.select_related("dossier", "file", "received_by").get(pk=pk), now)


def _give_up(intake: Intake, due: Q, *, now: dt.datetime) -> None:
    findings = Findings()
    findings.refuse(GIVEN_UP.at(found=str(intake.attempts)))
    with tenant.enter(intake.dossier), tenant.one_act():
        rows = Intake.objects.filter(due, pk=intake.pk, attempts__gte=ATTEMPTS_MAX)
        if rows.update(**_closing(findings, now), parked_at=now):
            timeline.note(kind="intake.given_up", subject=intake, actor=PROGRAM, at=now)


def _closing(findings: Findings, now: dt.datetime) -> dict[str, object]:
    """The fields of an intake at its end: the same, however often the work was interrupted."""
    return {
        "state": findings.state,
        "results": findings.results,
        "problems": findings.problems,
        "done_count": findings.done_count,
        "total_count": findings.done_count,
        "new_count": findings.new_count,
        "finished_at": now,
        "attempts": 0,
        "leased_until": None,
    }
