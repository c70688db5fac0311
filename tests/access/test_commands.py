"""A command inside one dossier reaches no row of another; tests/house/test_scopes.py knows which."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.access.pages import absent_ids
from tests.access.world import World, make_world
from tests.cast import Cast
from tests.cli.typing_in import boekbrug

WITH_FOREIGN_ROWS = (
    ("send", "--to", "connection"), ("send", "--to", "connection", "--document", "document"),
    ("user", "revoke", "prefix"), ("agent", "revoke", "prefix"),
)  # fmt: skip


@pytest.fixture
def world(cast: Cast, now: dt.datetime, settings: Any, tmp_path: Any) -> World:
    """Three dossiers and everybody."""
    settings.FOLDER_ROOTS = [tmp_path]
    return make_world(cast, now)


@pytest.mark.slow
@pytest.mark.parametrize("words", WITH_FOREIGN_ROWS, ids=" ".join)
def test_a_row_of_another_dossier_is_as_one_that_is_not_there(world: World, words: tuple[str, ...]) -> None:
    own, said = world.atelier, []

    for ids in (world.bakery.ids, absent_ids()):
        typed = [ids.get(word, word) for word in words]
        done = boekbrug(*typed, "--dossier", own.dossier.public_id)
        text = done.output
        for value in ids.values():
            text = text.replace(value, "an id")
        said.append((done.exit_code, text))

    assert said[0] == said[1]
    assert said[0][0] != 0
