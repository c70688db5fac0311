"""Keys for programs: made for one dossier and one person, shown once, closed for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from boekbrug.business.dossiers.key_scopes import parse_scopes
from boekbrug.business.dossiers.key_texts import Mark, is_secret, new_text, taken_apart
from boekbrug.business.dossiers.models import ApiKey, Dossier
from boekbrug.business.dossiers.telling import tell
from boekbrug.business.people.actor import Actor
from boekbrug.business.people.models import Person
from boekbrug.wording import Refusal, Wording

USE_NOTED_EVERY = dt.timedelta(minutes=5)
LASTS = dt.timedelta(days=365)  # unless said otherwise
LASTS_MAX = dt.timedelta(days=730)
LASTS_TOO_LONG = Wording(
    "key-lasts-too-long", "A key ends after today and within {days} days. Choose a day between."
)


class KeyLastsTooLong(Refusal, ValueError):
    """A key ends within two years, and not in the past."""

    def __init__(self) -> None:
        super().__init__(LASTS_TOO_LONG.say(days=LASTS_MAX.days))


@transaction.atomic
def make_key(
    *,
    dossier: Dossier,
    person: Person,
    title: str,
    scopes: Iterable[str],
    actor: Actor,
    now: dt.datetime,
    expires_at: dt.datetime | None = None,
) -> tuple[ApiKey, str]:
    """Make a key that acts for a person in one dossier; the text is shown once and never again.

    It opens what its scopes say and the person may, whatever is less, for a year where nothing is said.

    :raises UnknownScope: for a scope that does not exist
    :raises KeyLastsTooLong: when it would end in the past or after two years
    """
    ends_at = expires_at or now + LASTS
    if not now < ends_at <= now + LASTS_MAX:
        raise KeyLastsTooLong
    made = new_text(Mark.KEY)
    key = ApiKey.objects.create(
        dossier=dossier,
        person=person,
        title=title,
        prefix=made.prefix,
        secret_sha256=made.secret_sha256,
        scopes=parse_scopes(scopes),
        created_at=now,
        expires_at=ends_at,
    )
    _tell(key, "key.made", actor=actor, at=now)
    return key, made.text


def find_key(text: str, *, now: dt.datetime) -> ApiKey | None:
    """Return the usable key behind a text, or None; its last use is noted at most every five minutes."""
    mark, prefix, secret = taken_apart(text)
    if mark != Mark.KEY or not secret:
        return None
    key = ApiKey.objects.select_related("person", "dossier").filter(prefix=prefix).first()
    if key is None or not is_secret(secret, key.secret_sha256) or not key.is_usable(now):
        return None
    if key.last_used_at is None or now - key.last_used_at >= USE_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


@transaction.atomic
def revoke_key(*, key: ApiKey, actor: Actor, now: dt.datetime) -> None:
    """Close a key for good; one that was closed before keeps its first moment."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
        _tell(key, "key.revoked", actor=actor, at=now)
    key.refresh_from_db()


def _tell(key: ApiKey, kind: str, *, actor: Actor, at: dt.datetime) -> None:
    detail = {"title": key.title, "scopes": key.scopes}
    tell(key.dossier, kind, by=(actor, at), detail=detail, about=("key", key.prefix))
