"""Mail alerts to every operator in their language; a log line each, also when no mail leaves."""

from __future__ import annotations

import datetime as dt

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from boekbrug.business.people.language import render_stored, speaking
from boekbrug.business.people.models import Person
from boekbrug.business.people.queries import operators
from boekbrug.business.watching import actions
from boekbrug.business.watching.actions import News

log = structlog.get_logger("boekbrug.watching")


def look_and_tell(*, now: dt.datetime) -> int:
    """Look at what stands still and tell what is new; returns how much was told."""
    actions.look(now=now)
    told = actions.claim_news(now=now)
    for news in told:
        log.error("well again" if news.is_well else "alert", code=news.alert.code)
        try:
            for person in operators():
                message(news, person).send()
        except OSError as failed:  # smtplib's errors are among them
            log.warning("alert not mailed", code=news.alert.code, why=type(failed).__name__)
            actions.give_back(news=news, now=now)
    return len(told)


def message(news: News, person: Person) -> EmailMessage:
    """Return the mail about one alert."""
    with speaking(person.language):
        said = render_stored(news.alert.said["code"], news.alert.said["values"])
        title = _("Boekbrug: well again") if news.is_well else _("Boekbrug needs you")
        first = _("This is well again; it was said to you before:") if news.is_well else ""
        where = _("How everything is: %(address)s") % {"address": f"{settings.ENVIRONMENT.address}/status/"}
    paragraphs = [one for one in (first, said, where) if one]
    return EmailMessage(f"{title} ({news.alert.code})", "\n\n".join(paragraphs) + "\n", to=[person.email])
