"""What goes along while one intake is being processed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from boekbrug.business.inbox.actions.leasing import Lease, LeaseLost
from boekbrug.business.inbox.models import Intake
from boekbrug.business.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Work:
    """The claim, in whose name, when, and who wants to hear how far it is."""

    lease: Lease
    actor: Actor
    now: dt.datetime
    progress: Callable[[int, int], None] | None = None

    def save_progress(self, row: Intake, done_count: int, total_count: int) -> bool:
        """Write how far it is, in the transaction of the step itself; False when the claim is lost."""
        if row.pk == self.lease.intake.pk:
            return self.lease.renew(done_count=done_count, total_count=total_count)
        Intake.objects.filter(pk=row.pk).update(done_count=done_count, total_count=total_count)
        return self.lease.renew()

    def advance(self, row: Intake, done_count: int, total_count: int) -> None:
        """Write how far it is, and tell; raises LeaseLost."""
        if not self.save_progress(row, done_count, total_count):
            raise LeaseLost
        self.tell(done_count, total_count)

    def tell(self, done_count: int, total_count: int) -> None:
        """Tell whoever waits how far it is."""
        if self.progress is not None:
            self.progress(done_count, max(done_count, total_count))
