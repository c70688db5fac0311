"""The secret of a connection lies sealed in the database and reaches its bridge, and nobody else."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.connections import actions, queries, rotation
from boekbrug.business.connections.models import Connection
from boekbrug.business.connections.secret_settings import opened
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.timeline.models import Event
from boekbrug.connectors.settings import SettingsRefused
from tests.connectors.secretive import registered

TOKEN = "tok-canary-8d1f"


@pytest.fixture
def added(
    cast: Any, settings: Any, tmp_path: Path, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> Connection:
    settings.SEALING_KEYS = tmp_path / "sealing.keys"
    registered(monkeypatch)
    with tenant.enter(cast.atelier):
        return actions.add(
            bridge_key="secretive",
            title="Geheim",
            values={"office": "A1", "token": TOKEN},
            actor=PROGRAM,
            now=now,
        )


@pytest.fixture
def connection(added: Connection, cast: Any) -> Iterator[Connection]:
    with tenant.enter(cast.atelier):
        yield added


def test_it_is_sealed_in_the_row_and_not_on_the_timeline(connection: Connection) -> None:
    stored = Connection.objects.get(pk=connection.pk)

    assert stored.settings["office"] == "A1"
    assert TOKEN not in json.dumps(stored.settings)
    assert opened(stored)["token"] == TOKEN
    assert all(TOKEN not in json.dumps(event.detail) for event in Event.objects.all())


def test_a_secret_left_empty_stays_and_a_new_one_replaces_it(
    connection: Connection, now: dt.datetime
) -> None:
    def edit(office: str, token: str) -> Connection:
        values = {"office": office, "token": token}
        return actions.edit(connection=connection, title="Geheim", values=values, actor=PROGRAM, now=now)

    assert opened(edit("A2", ""))["token"] == TOKEN
    assert opened(edit("A2", "new"))["token"] == "new"
    changes = [
        event.detail["settings"] for event in Event.objects.filter(kind="connection.changed").order_by("pk")
    ]
    assert changes == [["office"], ["token"]]


def test_a_secret_copied_to_another_connection_does_not_open(
    connection: Connection, now: dt.datetime
) -> None:
    other = actions.add(
        bridge_key="secretive", title="X", values={"office": "B", "token": "mine"}, actor=PROGRAM, now=now
    )
    other.settings = connection.settings
    other.save()

    with pytest.raises(SettingsRefused, match="does not open"):
        opened(other)


def test_the_page_and_the_api_never_show_it(connection: Connection, client: Any, cast: Any) -> None:
    client.force_login(cast.an, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = f"/d/{cast.atelier.public_id}/settings/connections/{connection.public_id}/"

    shown = client.get(page).content.decode()
    refused = client.post(page, {"title": "", "office": "A1", "token": TOKEN}).content.decode()

    assert 'type="password"' in shown
    assert TOKEN not in shown + refused
    assert "sealed:" not in shown + refused


def test_rotation_seals_everything_again_and_a_lost_key_is_said(
    added: Connection, settings: Any, cast: Any
) -> None:
    before = added.settings["token"]

    id_of_key, count, broken = rotation.rotate()
    with tenant.enter(cast.atelier):
        after = queries.connection(added.public_id)

    assert (count, broken) == (1, [])
    assert after is not None
    assert before != after.settings["token"]
    assert f":{id_of_key}:" in after.settings["token"]
    assert rotation.forget_earlier() == 1
    assert rotation.try_all() == (1, [])
    settings.SEALING_KEYS.unlink()
    assert [one.sentence.code for one in rotation.try_all()[1]] == ["sealing-key-missing"]
