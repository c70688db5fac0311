"""Connections: settings are checked by the bridge, and every change is on the timeline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.connections import actions, queries
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.timeline.models import Event
from boekbrug.business.timeline.queries import events_about
from boekbrug.connectors.settings import SettingsRefused


@pytest.fixture
def atelier(cast: Any, settings: Any, tmp_path: Path) -> Any:
    settings.FOLDER_ROOTS = [tmp_path / "deliveries", tmp_path / "shared"]
    with tenant.enter(cast.atelier):
        yield cast.atelier


def test_a_connection_is_added_changed_and_switched_off(atelier: Any, now: dt.datetime) -> None:
    added = actions.add(
        bridge_key="email", title="Yuki", values={"to": "a@example.be"}, actor=PROGRAM, now=now
    )
    actions.edit(connection=added, title="Yuki 2", values={"to": "b@example.be"}, actor=PROGRAM, now=now)
    actions.switch_off(connection=added, actor=PROGRAM, now=now)

    found = queries.connection(added.public_id)
    assert found is not None
    assert (found.title, found.settings["to"], found.is_active) == ("Yuki 2", "b@example.be", False)
    assert added not in queries.connections()
    kinds = [event.kind for event in events_about("connection", added.public_id)]
    assert kinds == ["connection.switched_off", "connection.changed", "connection.added"]


def test_what_is_wrong_is_said_per_field_and_nothing_is_added(atelier: Any, now: dt.datetime) -> None:
    with pytest.raises(SettingsRefused) as refused:
        actions.add(bridge_key="email", title=" ", values={"to": "no address"}, actor=PROGRAM, now=now)

    assert [one.setting for one in refused.value.wrong] == ["title", "to"]
    assert [one.bridge for one in queries.connections(also_switched_off=True)] == ["zip"]


def test_a_folder_of_another_dossier_is_refused(atelier: Any, cast: Any, now: dt.datetime) -> None:
    with pytest.raises(SettingsRefused) as refused:
        actions.add(
            bridge_key="folder",
            title="Map",
            values={"folder": f"../{cast.dirks.public_id}"},
            actor=PROGRAM,
            now=now,
        )

    assert [one.sentence.code for one in refused.value.wrong] == ["folder-outside"]


def test_a_new_dossier_has_a_zip_connection_after_its_own_first_event(cast: Any, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        (made,) = queries.connections()

        assert (made.bridge, made.created_at) == ("zip", now)
        first_two = Event.objects.order_by("pk")[:2]
        assert [one.kind for one in first_two] == ["dossier.added", "connection.added"]
        assert {one.actor_id for one in first_two} == {cast.dirk.pk}


def test_the_zip_connection_is_made_anew_only_when_none_is_on(atelier: Any, now: dt.datetime) -> None:
    first = actions.ensure_zip_connection(actor=PROGRAM, now=now)
    actions.switch_off(connection=first, actor=PROGRAM, now=now)

    second = actions.ensure_zip_connection(actor=PROGRAM, now=now)

    assert first != second
    assert queries.connections() == [second]


def test_the_zip_connection_is_made_once(atelier: Any, now: dt.datetime) -> None:
    first = actions.ensure_zip_connection(actor=PROGRAM, now=now)
    second = actions.ensure_zip_connection(actor=PROGRAM, now=now)

    assert first == second
    assert len(queries.connections()) == 1


def test_a_connection_of_another_dossier_is_not_there(cast: Any, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        made = actions.ensure_zip_connection(actor=PROGRAM, now=now)

    with tenant.enter(cast.dirks):
        assert queries.connection(made.public_id) is None
        assert made not in queries.connections(also_switched_off=True)


def test_every_bridge_draws_a_form() -> None:
    assert [one.name for one in queries.form_of("email")] == ["to", "reply_to"]
    assert {one.key for one in queries.bridges()} == {"zip", "folder", "email"}
