"""Keys of programs: shown once, kept as a hash, closed for good."""

from __future__ import annotations

import datetime as dt

import pytest

from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.actions_keys import find_key, make_key, revoke_key
from boekbrug.business.dossiers.key_scopes import SCOPES
from boekbrug.business.dossiers.models import ApiKey, Dossier
from boekbrug.business.timeline.models import Event
from tests.cast import Cast


@pytest.fixture
def made(cast: Cast, now: dt.datetime) -> tuple[ApiKey, str]:
    return make_key(
        dossier=cast.atelier, person=cast.an, title="Kassa", scopes=SCOPES, actor=cast.actor(cast.an), now=now
    )


def happenings(dossier: Dossier) -> list[tuple[object, ...]]:
    """What the timeline of a dossier says of keys."""
    with tenant.enter(dossier):
        events = Event.objects.filter(subject_kind="key").order_by("pk")
        return [(one.kind, one.subject_id, one.actor_id, one.at, one.detail) for one in events]


def test_a_key_is_found_by_its_text(made: tuple[ApiKey, str], now: dt.datetime, cast: Cast) -> None:
    key, text = made

    found = find_key(text, now=now)

    assert found == key
    assert found is not None
    assert (found.person, found.dossier) == (cast.an, cast.atelier)


def test_the_secret_is_not_in_the_row(made: tuple[ApiKey, str]) -> None:
    key, text = made
    secret = text.split("_", 2)[2]

    row = ApiKey.objects.values().get(pk=key.pk)

    assert len(secret) >= 43  # 256 bits
    assert not any(secret in str(value) for value in row.values())


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda t: t[:-1], lambda t: f"{t}x", lambda t: t[4:], lambda t: ""]
)
def test_another_text_opens_nothing(made: tuple[ApiKey, str], now: dt.datetime, spoil: object) -> None:
    assert find_key(spoil(made[1]), now=now) is None  # type: ignore[operator]


def test_a_revoked_key_opens_nothing_and_keeps_its_first_moment(
    made: tuple[ApiKey, str], now: dt.datetime, cast: Cast
) -> None:
    key, text = made

    revoke_key(key=key, actor=cast.actor(cast.an), now=now)
    revoke_key(key=key, actor=cast.actor(cast.an), now=now + dt.timedelta(days=1))

    key.refresh_from_db()
    assert find_key(text, now=now) is None
    assert key.revoked_at == now


def test_a_key_ends_when_it_expires(cast: Cast, now: dt.datetime) -> None:
    end = now + dt.timedelta(hours=1)
    by_an = {"actor": cast.actor(cast.an), "now": now}
    _, text = make_key(
        dossier=cast.atelier, person=cast.an, title="x", scopes=SCOPES, expires_at=end, **by_an
    )  # type: ignore[arg-type]

    assert find_key(text, now=end - dt.timedelta(seconds=1)) is not None
    assert find_key(text, now=end) is None


def test_its_last_use_is_noted_every_five_minutes(made: tuple[ApiKey, str], now: dt.datetime) -> None:
    key, text = made
    for minutes in (0, 4, 6):
        find_key(text, now=now + dt.timedelta(minutes=minutes))
        key.refresh_from_db()
        assert key.last_used_at == now + dt.timedelta(minutes=0 if minutes < 5 else minutes)


def test_making_and_revoking_are_on_the_timeline_once(
    made: tuple[ApiKey, str], now: dt.datetime, cast: Cast
) -> None:
    key, text = made
    later = now + dt.timedelta(hours=1)

    for moment in (later, later + dt.timedelta(days=1)):
        revoke_key(key=key, actor=cast.actor(cast.bram), now=moment)

    detail = {"title": "Kassa", "scopes": list(SCOPES)}
    assert happenings(cast.atelier) == [
        ("key.made", key.prefix, cast.an.pk, now, detail),
        ("key.revoked", key.prefix, cast.bram.pk, later, detail),
    ]
    assert text.split("_", 2)[2] not in str(happenings(cast.atelier))


def test_a_key_that_cannot_be_noted_is_not_made(cast: Cast, now: dt.datetime) -> None:
    by_an = {"actor": cast.actor(cast.an), "now": now}

    with tenant.enter(cast.dirks), pytest.raises(tenant.OtherDossier):
        make_key(dossier=cast.atelier, person=cast.an, title="Kassa", scopes=SCOPES, **by_an)  # type: ignore[arg-type]

    assert not ApiKey.objects.exists()
