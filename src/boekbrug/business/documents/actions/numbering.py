"""Give sales documents their numbers: gapless per dossier, kind and year, in order of date.

The caller holds the dossier in `tenant.one_act()`, so a number is given back when the act does not succeed.
"""

from __future__ import annotations

import datetime as dt

from boekbrug.business.documents.models import Kind, NumberSeries
from boekbrug.business.documents.numbers import Given, given
from boekbrug.business.dossiers.models import Dossier
from boekbrug.wording import Sentence, Wording

DATE_BEFORE_LAST_NUMBER = Wording(
    "issue-date-before-last-number",
    "The date {found} lies before {expected}, the date of the last number given. "
    "Choose {expected} or later, so that numbers and dates stay in the same order.",
)


class DateBeforeLastNumber(Exception):
    """A number would be later in the series than one with a later date."""

    def __init__(self, found: dt.date, last_on: dt.date) -> None:
        self.sentence: Sentence = DATE_BEFORE_LAST_NUMBER.say(
            found=f"{found:%d/%m/%Y}", expected=f"{last_on:%d/%m/%Y}"
        )
        super().__init__(self.sentence.english)


def take_next(*, dossier: Dossier, kind: Kind, issued_on: dt.date) -> Given:
    """Take the next number of a series; raises DateBeforeLastNumber."""
    NumberSeries.objects.get_or_create(kind=kind, year=issued_on.year)
    series = NumberSeries.objects.select_for_update().get(kind=kind, year=issued_on.year)
    if series.last_on and issued_on < series.last_on:
        raise DateBeforeLastNumber(issued_on, series.last_on)
    series.last_number += 1
    series.last_on = issued_on
    series.save()
    return given(prefix=dossier.invoice_prefix, kind=kind, year=issued_on.year, serial=series.last_number)
