"""The suite on PostgreSQL works as the application does: as a role that owns nothing, bound by the policies.

Its powers more: between two tests it empties the tables; tests pretend that migrations are missing, or that
foreign keys were off for a while.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from boekbrug.business.dossiers import securing

NAME = "boekbrug_application"


def secure() -> None:
    """Secure the test database; connected as its owner."""
    connection.settings_dict["OWNER"] = connection.settings_dict["USER"]
    securing.secure(role=NAME)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {NAME}")
        cursor.execute(f"GRANT INSERT, UPDATE, DELETE ON django_migrations TO {NAME}")
        cursor.execute(f"GRANT SET ON PARAMETER session_replication_role TO {NAME}")


def become(role: str) -> None:
    """Connect as another role from now on."""
    connection.close()
    connection.settings_dict["USER"] = role


@contextmanager
def as_owner() -> Iterator[None]:
    """Be who administers the database, whom no policy binds, until the block ends; outside a transaction."""
    if connection.vendor != "postgresql":
        yield
        return
    become(connection.settings_dict["OWNER"])
    try:
        yield
    finally:
        become(NAME)
