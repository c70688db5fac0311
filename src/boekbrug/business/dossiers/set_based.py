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
    table, named, dossier_id = model._meta.db_table, ("dossier_id", *columns), tenant.current_id()
    whole = ((dossier_id, *row) for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, table, named, whole)
        else:
            _insert_each(cursor, table, named, whole)


def _insert_each(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    names, marks = ", ".join(quote(name) for name in columns), ", ".join(["%s"] * len(columns))
    # waived 2026-11-27: table and columns are names of models, quoted
    # nosemgrep: sql-from-text
    cursor.executemany(
        f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})",  # noqa: S608 - names of ours
        [[_adapted(value) for value in row] for row in rows],
    )


def _copy(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from psycopg import sql  # noqa: PLC0415 - comes with PostgreSQL only

    cursor.execute("SELECT row_security_active(%s)", [table])
    is_judged = cursor.fetchone()[0]
    words = {
        "table": sql.Identifier(table),
        "target": sql.Identifier("new_rows" if is_judged else table),
        "names": sql.SQL(", ").join(map(sql.Identifier, columns)),
    }
    if is_judged:
        cursor.execute(sql.SQL(_MAKE_NEW_ROWS).format(**words))
    with cursor.copy(sql.SQL("COPY {target} ({names}) FROM STDIN").format(**words)) as copy:
        for row in rows:
            copy.write_row(row)
    if is_judged:
        cursor.execute(sql.SQL("INSERT INTO {table} ({names}) SELECT {names} FROM {target}").format(**words))
        cursor.execute(sql.SQL("DROP TABLE {target}").format(**words))


_MAKE_NEW_ROWS = "CREATE TEMPORARY TABLE {target} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"


def _adapted(value: Any) -> Any:
    """SQLite keeps days as text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
