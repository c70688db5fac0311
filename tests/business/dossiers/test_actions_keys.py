"""Keys of programs: shown once, kept as a hash, closed for good."""

from __future__ import annotations

import datetime as dt

import pytest

from boekbrug.business.dossiers.actions_keys import find_key, make_key, revoke_key
from boekbrug.business.dossiers.models import ApiKey
from tests.cast import Cast


@pytest.fixture
def made(cast: Cast, now: dt.datetime) -> tuple[ApiKey, str]:
    return make_key(dossier=cast.atelier, person=cast.an, title="Kassa", now=now)


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
    made: tuple[ApiKey, str], now: dt.datetime
) -> None:
    key, text = made

    revoke_key(key=key, now=now)
    revoke_key(key=key, now=now + dt.timedelta(days=1))

    key.refresh_from_db()
    assert find_key(text, now=now) is None
    assert key.revoked_at == now


def test_a_key_ends_when_it_expires(cast: Cast, now: dt.datetime) -> None:
    end = now + dt.timedelta(hours=1)
    _, text = make_key(dossier=cast.atelier, person=cast.an, title="x", now=now, expires_at=end)

    assert find_key(text, now=end - dt.timedelta(seconds=1)) is not None
    assert find_key(text, now=end) is None


def test_its_last_use_is_noted_every_five_minutes(made: tuple[ApiKey, str], now: dt.datetime) -> None:
    key, text = made
    for minutes in (0, 4, 6):
        find_key(text, now=now + dt.timedelta(minutes=minutes))
        key.refresh_from_db()
        assert key.last_used_at == now + dt.timedelta(minutes=0 if minutes < 5 else minutes)
