"""The connection of the role that owns the tables, for what the application's own role may not do.

Migrations, policies and backups need it; `database_owner` in the settings names it. Pages, jobs and all other
commands keep to the role of `database`, which row-level security binds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

_NAMED = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def address() -> Mapping[str, Any]:
    """Return the settings of the database as its owner; the usual ones where no owner is named."""
    usual: dict[str, Any] = connections[DEFAULT_DB_ALIAS].settings_dict
    owner: Mapping[str, Any] | None = settings.DATABASE_OWNER
    return usual if owner is None else usual | {name: owner[name] for name in _NAMED}


@contextmanager
def connected() -> Iterator[None]:
    """Let this thread speak to the database as its owner until the block ends."""
    if settings.DATABASE_OWNER is None:
        yield
        return
    usual = connections[DEFAULT_DB_ALIAS]
    usual.close()
    owner = type(usual)(dict(address()), DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = owner
    try:
        yield
    finally:
        owner.close()
        connections[DEFAULT_DB_ALIAS] = usual
