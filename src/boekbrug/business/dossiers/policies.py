"""Row-level security on PostgreSQL: which policies there must be, and what is on.

A session sees the rows of the dossier in `app.dossier` and makes no others. In a sweep (`app.sweep`) it
finds, changes and removes rows of all dossiers and makes none. The policies hold for the owner of the tables
as well (FORCE); only a role with BYPASSRLS stands outside. A policy that is changed in a later version gets
another name there: `status` goes by names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

from boekbrug.business.dossiers.tenant import DossierRow

ITS_DOSSIER = "its_dossier"
SWEEPS = {"sweep_finds": "SELECT", "sweep_changes": "UPDATE", "sweep_removes": "DELETE"}
NAMES = frozenset({ITS_DOSSIER, *SWEEPS})


@dataclass(frozen=True, slots=True)
class Status:
    """What is on: the tables with their policies and those without, and whom we are connected as."""

    secured: tuple[str, ...]
    open: tuple[str, ...]
    role: str
    is_bound: bool

    @property
    def is_on(self) -> bool:
        """Whether somebody switched it on."""
        return bool(self.secured)


def tables() -> list[str]:
    """Return every table whose rows belong to a dossier."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, DossierRow))


def status() -> Status:
    """Look what is on; on SQLite nothing is, and nothing can be."""
    wanted = tables()
    if connection.vendor != "postgresql":
        return Status((), tuple(wanted), "", is_bound=False)
    found = dict(ask(_FOUND))
    secured = [table for table in wanted if set(found.get(table, ())) == NAMES]
    ((role,),) = ask("SELECT current_user::text")
    return Status(tuple(secured), tuple(sorted(set(wanted) - set(secured))), role, is_bound=binds(role))


def binds(role: str) -> bool:
    """Whether a role can neither step over policies nor drop them: no such power, and no table of its own."""
    return ask(_BINDS, [role]) == [(True,)]


def ask(question: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """Ask the database and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


_FOUND = """
SELECT c.relname, array_agg(p.polname::text) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity
GROUP BY c.relname
"""
_BINDS = """
SELECT NOT (rolsuper OR rolbypassrls OR EXISTS (
  SELECT 1 FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
  AND pg_has_role(r.oid, c.relowner, 'MEMBER')))
FROM pg_roles r WHERE rolname = %s
"""
