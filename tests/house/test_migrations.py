"""A migration is named in words and changes one subject."""

from __future__ import annotations

import re

from tests.house import tree


def _migrations() -> list[str]:
    return [
        path.stem for path in tree.files() if path.parent.name == "migrations" and path.stem != "__init__"
    ]


def test_there_are_migrations() -> None:
    assert len(_migrations()) >= 10


def test_every_migration_is_named_in_words() -> None:
    wordless = [
        name for name in _migrations() if not re.fullmatch(r"\d{4}_[a-z]\w+", name) or "_auto_" in name
    ]

    assert wordless == []
