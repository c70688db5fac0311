"""The days of documents that somebody may see: an auditor may be limited to a period.

Rows say how they are dated (`DossierRow.dated_by`); the tenant guard leaves out what lies outside the days,
so no query can forget it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of documents, both included; None is open."""

    from_on: dt.date | None = None
    until_on: dt.date | None = None

    def __bool__(self) -> bool:
        """Whether they limit anything."""
        return self.from_on is not None or self.until_on is not None


ALL_DAYS = Days()


@dataclass(frozen=True, slots=True)
class Dated:
    """The fields that date a row: its first and its last day.

    `of_many`: they lie in rows of which it has many. It is then seen when all of those lie inside, because
    its totals and its files speak of them all.
    """

    first: str
    last: str
    of_many: bool = False

    def inside(self, spans: Iterable[Days]) -> Q:
        """Rows that touch at least one of the spans; one without a first day counts by its last."""
        found = Q(pk__in=[])
        for days in spans:
            found |= self._from(days) & self._until(days)
        return found

    def outside(self, spans: Iterable[Days]) -> Q:
        """Rows that touch none of them, as a condition on the same row of many."""
        found = Q(**{f"{self.last}__isnull": False})
        for days in spans:
            before = Q(**{f"{self.last}__lt": days.from_on}) if days.from_on else Q(pk__in=[])
            after = Q(**{f"{self.first}__gt": days.until_on}) if days.until_on else Q(pk__in=[])
            found &= before | after
        return found

    def _from(self, days: Days) -> Q:
        return Q(**{f"{self.last}__gte": days.from_on}) if days.from_on else Q()

    def _until(self, days: Days) -> Q:
        if days.until_on is None:
            return Q()
        until = Q(**{f"{self.first}__lte": days.until_on})
        if self.first == self.last:
            return until
        return until | Q(**{f"{self.first}__isnull": True, f"{self.last}__lte": days.until_on})


def on(path: str, *, of_many: bool = False) -> Dated:
    """Date a row by one field."""
    return Dated(path, path, of_many)
