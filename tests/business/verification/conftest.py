"""A database that lost its foreign keys for a while, as a damaged file or a careless hand leaves it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture
def without_foreign_keys(transactional_db: None) -> Iterator[None]:
    """Let rows go that others point to; only for tests outside a transaction."""
    off, on = "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"
    if connection.vendor == "postgresql":
        off, on = "SET session_replication_role = replica", "SET session_replication_role = DEFAULT"
    with connection.cursor() as cursor:
        cursor.execute(off)
        yield
        cursor.execute(on)
