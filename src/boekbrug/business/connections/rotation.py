"""Give every secret of every dossier the present key, or try whether they all open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from boekbrug.business import sealing
from boekbrug.business.connections import actions, queries
from boekbrug.business.connections.models import Connection
from boekbrug.business.connections.secret_settings import opened
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.queries import all_dossiers
from boekbrug.connectors.settings import SettingsRefused
from boekbrug.wording import Sentence


@dataclass(frozen=True, slots=True)
class Broken:
    """A secret that does not open: of which connection, and why."""

    connection: str
    setting: str
    sentence: Sentence


def try_all() -> tuple[int, list[Broken]]:
    """Open every secret; returns how many connections have secrets, and which do not open."""
    count, broken = 0, []
    for connection in _with_secrets():
        count += 1
        try:
            opened(connection)
        except SettingsRefused as refused:
            broken += _broken(connection, refused)
    return count, broken


def rotate() -> tuple[str, int, list[Broken]]:
    """Make a new key and seal every secret with it; returns its id, how many were sealed, which could not."""
    id_of_key = sealing.add_key()
    count, broken = 0, []
    for connection in _with_secrets():
        try:
            count += actions.seal_again(connection=connection)
        except SettingsRefused as refused:
            broken += _broken(connection, refused)
    return id_of_key, count, broken


def forget_earlier() -> int:
    """Drop the keys that seal nothing any more; returns how many there were."""
    return sealing.forget_earlier_keys()


def _with_secrets() -> Iterator[Connection]:
    for dossier in all_dossiers():
        with tenant.enter(dossier):
            for connection in queries.connections(also_switched_off=True):
                if any(sealing.is_sealed(value) for value in connection.settings.values()):
                    yield connection


def _broken(connection: Connection, refused: SettingsRefused) -> list[Broken]:
    return [Broken(connection.public_id, one.setting, one.sentence) for one in refused.wrong]
