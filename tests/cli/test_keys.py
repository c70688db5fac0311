"""`boekbrug keys`: rotating, checking, and a key that is not there any more."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.connections import actions as connections
from boekbrug.business.connections.models import Connection
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.people.actor import PROGRAM
from tests.cli.typing_in import boekbrug
from tests.connectors.secretive import registered

VALUES = {"office": "A1", "token": "tok-very-secret"}


@pytest.fixture
def connection(
    atelier: Dossier, settings: Any, tmp_path: Path, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> Connection:
    monkeypatch.setenv("LC_ALL", "C")
    settings.SEALING_KEYS = tmp_path / "sealing.keys"
    registered(monkeypatch)
    with tenant.enter(atelier):
        return connections.add(bridge_key="secretive", title="G", values=VALUES, actor=PROGRAM, now=now)


def test_every_secret_gets_the_new_key_and_opens(connection: Connection, settings: Any) -> None:
    rotated, checked = boekbrug("keys", "rotate"), boekbrug("keys", "check")

    assert "1 connections were sealed again" in rotated.output
    assert (rotated.exit_code, checked.exit_code) == (0, 0)
    assert checked.output == "The secrets of 1 connections open.\n"
    assert len(settings.SEALING_KEYS.read_text().splitlines()) == 2


def test_earlier_keys_go_when_asked(connection: Connection, settings: Any) -> None:
    done = boekbrug("keys", "rotate", "--forget-earlier")

    assert "Earlier keys dropped: 1." in done.output
    assert len(settings.SEALING_KEYS.read_text().splitlines()) == 1
    assert boekbrug("keys", "check").exit_code == 0


def test_a_lost_key_is_said_and_keeps_the_earlier_ones(connection: Connection, settings: Any) -> None:
    settings.SEALING_KEYS.unlink()

    checked, rotated = boekbrug("keys", "check"), boekbrug("keys", "rotate", "--forget-earlier")

    assert (checked.exit_code, rotated.exit_code) == (1, 1)
    assert f"Connection {connection.public_id}, token: This secret was sealed with the key" in checked.output
    assert "dropped" not in rotated.output
