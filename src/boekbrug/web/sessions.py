"""How long somebody stays logged in, and when they must say again who they are.

Twelve hours at most; people of a firm half an hour after their last request (OWASP ASVS 5.0 chapter 7.3).
A page that asks by itself whether something is done is no use of the session: nobody may sit before it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash

from boekbrug.business.dossiers import factors
from boekbrug.business.people import actions
from boekbrug.business.people.models import Person

LONGEST = dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
IDLE_IN_A_FIRM = dt.timedelta(minutes=30)
NOTED_EVERY = dt.timedelta(minutes=1)  # a write a minute, not one a page
WAITING = "X-Waiting"  # sent by what a page asks by itself, again and again (`hx-trigger="every …"`)
_BEGAN, _SEEN = "began_at", "seen_at"


def begin(request: Any, *, now: dt.datetime) -> None:
    """Note that a session begins, at login."""
    request.session[_BEGAN] = request.session[_SEEN] = now.timestamp()


def has_ended(request: Any) -> bool:
    """Whether the session lasted too long or lay idle; it is then over. Notes that it was used."""
    session, now = request.session, request.now.timestamp()
    began, seen = session.get(_BEGAN), session.get(_SEEN)
    if began is None or seen is None:
        begin(request, now=request.now)
        return False
    is_idle = now - seen > IDLE_IN_A_FIRM.total_seconds()
    is_old = now - began > LONGEST.total_seconds()
    if is_old or (is_idle and factors.works_in_a_firm(request.person)):
        logout(request)
        return True
    if now - seen >= NOTED_EVERY.total_seconds() and WAITING not in request.headers:
        session[_SEEN] = now
        UserSession.objects.create_from_request(request)  # or renews the moment and the place of this one
    return False


def ask_who_is_there(request: Any) -> None:
    """Go on only when the person proved who they are in the last ten minutes.

    :raises ReauthenticationRequired: which allauth turns into its page, and then takes the request up again
    """
    records = get_authentication_records(request, request.person)
    proved = max((record["at"] for record in records), default=0.0)
    if request.now.timestamp() - proved > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        raise ReauthenticationRequired


def end_others(request: Any, person: Person) -> None:
    """End every session of a person but this one, which gets a new key."""
    actions.end_sessions(person=person)
    stay(request, person)


def stay(request: Any, person: Person) -> None:
    """Keep this session, with a new key, where all sessions of its person have just ended."""
    person.refresh_from_db()
    update_session_auth_hash(request, person)
    UserSession.objects.create_from_request(request)
