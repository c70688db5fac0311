"""Many rows at once: add to an integer column in a single UPDATE, insert rows without objects.

An update per row or a CASE over all rows costs three to six times as much
(docs/decisions/0006-two-fact-loaders.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.tenant import DossierRow


class RowsMissing(RuntimeError):
    """Some of the rows to change are not in the entered dossier: a mistake of ours, nothing is kept."""


def add(model: type[DossierRow], column: str, changes: Mapping[int, int]) -> None:
    """Add to a whole-number column of rows of the entered dossier, by primary key.

    :raises RowsMissing: when a key is not a row of this dossier
    :raises django.db.IntegrityError: when a check constraint refuses a new value
    """
    if not changes:
        return
    quote = connection.ops.quote_name
    table, name = quote(model._meta.db_table), quote(column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"UPDATE {table} AS target SET {name} = target.{name} + change.amount "  # noqa: S608 - names of ours
                "FROM unnest(%s::bigint[], %s::bigint[]) AS change(id, amount) "
                "WHERE target.id = change.id AND target.dossier_id = %s",
                [list(changes), list(changes.values()), tenant.current_id()],
            )
        else:
            # The plus keeps SQLite from walking through the whole dossier, once for each change.
            cursor.execute(
                f"UPDATE {table} AS target SET {name} = target.{name} + change.value "  # noqa: S608 - names of ours
                "FROM json_each(%s) AS change "
                "WHERE target.id = CAST(change.key AS INTEGER) AND +target.dossier_id = %s",
                [json.dumps(dict(changes)), tenant.current_id()],
            )
        if cursor.rowcount != len(changes):
            raise RowsMissing(f"{cursor.rowcount} of {len(changes)} rows were changed.")


def insert(model: type[DossierRow], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into the entered dossier without an object for each, inside the caller's transaction.

    `columns` are column names; a row holds texts, whole numbers, truths, days, None, moments as the database
    takes them (`connection.ops.adapt_datetimefield_value`), and JSON already as text. Every column must be
    named: the database knows no defaults. SQLite takes `executemany`, PostgreSQL COPY, into a temporary table
    and from there: a table with policies refuses COPY (docs/decisions/0017-row-security.md).
    """
    quote, dossier_id = connection.ops.quote_name, tenant.current_id()
    table = quote(model._meta.db_table)
    names = ", ".join(quote(name) for name in ("dossier_id", *columns))
    whole = ((dossier_id, *row) for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, table, names, whole)
        else:
            marks = ", ".join(["%s"] * (len(columns) + 1))
            # waived 2026-11-27: table and columns are names of models, quoted
            # nosemgrep: sql-from-text
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - names of ours
                [[_adapted(value) for value in row] for row in whole],
            )


def _copy(cursor: Any, table: str, names: str, rows: Iterable[Sequence[Any]]) -> None:
    cursor.execute("SELECT row_security_active(%s)", [table])
    is_judged = cursor.fetchone()[0]
    target = '"new_rows"' if is_judged else table
    if is_judged:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {target} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608 - names of ours
        )
    with cursor.copy(f"COPY {target} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    if is_judged:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {target}")  # noqa: S608 - names of ours
        cursor.execute(f"DROP TABLE {target}")


def _adapted(value: Any) -> Any:
    """SQLite keeps days as text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
