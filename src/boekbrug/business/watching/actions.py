"""Open an alert when something stands still, close it when it is well again; each is told once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boekbrug.business.people.language import store
from boekbrug.business.watching import facts
from boekbrug.business.watching.models import Alert


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell the operators: it went wrong, or it is well again."""

    alert: Alert
    is_well: bool


def look(*, now: dt.datetime) -> None:
    """Open and close alerts after what is found now; several who look at once open one."""
    wrong = {fact.code: fact.advice for fact in facts.standing_still(now=now) if fact.alarms and fact.advice}
    still_open = set(Alert.objects.filter(closed_at=None).values_list("code", flat=True))
    if gone := still_open - wrong.keys():
        Alert.objects.filter(closed_at=None, code__in=gone).update(closed_at=now)
    new = [
        Alert(code=code, said=store(advice), opened_at=now)
        for code, advice in wrong.items()
        if code not in still_open
    ]
    if new:
        Alert.objects.bulk_create(new, ignore_conflicts=True)


def claim_news(*, now: dt.datetime) -> list[News]:
    """Take what must be told; what is taken here, nobody else tells.

    What was over before anybody was told of it ends without a word.
    """
    Alert.objects.filter(told_at=None, closed_at__isnull=False).update(told_at=now, well_told_at=now)
    news = []
    for alert in Alert.objects.filter(told_at=None, closed_at=None).order_by("pk"):
        if Alert.objects.filter(pk=alert.pk, told_at=None).update(told_at=now):
            news.append(News(alert, is_well=False))
    for alert in Alert.objects.filter(closed_at__isnull=False, well_told_at=None).order_by("pk"):
        if Alert.objects.filter(pk=alert.pk, well_told_at=None).update(well_told_at=now):
            news.append(News(alert, is_well=True))
    return news


def give_back(*, news: News, now: dt.datetime) -> None:
    """Have it told again later: it could not be mailed."""
    field = "well_told_at" if news.is_well else "told_at"
    Alert.objects.filter(pk=news.alert.pk).update(mail_failed_at=now, **{field: None})
