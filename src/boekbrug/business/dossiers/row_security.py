"""What PostgreSQL is told of the dossier that is entered, so that its own policies judge every row.

The second net behind `tenant.py` (docs/decisions/0017-row-security.md). The settings
`app.dossier` and `app.sweep` live as long as the session: they hold inside and outside transactions. What was
set in a transaction goes when it is undone, and the block that set it was inside that transaction.
SQLite has no policies and hears nothing; PostgreSQL without policies hears it and does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

_sweeping: ContextVar[bool] = ContextVar("sweeping", default=False)
_SET = "SELECT set_config('app.dossier', %s, false), set_config('app.sweep', %s, false)"


def tell(dossier_id: int | None) -> None:
    """Name the dossier whose rows the session may see; None closes them all."""
    _tell(connection, dossier_id, is_sweep=_sweeping.get())


def tell_new(fresh: Any, dossier_id: int | None) -> None:
    """Tell a connection that was made inside a dossier, as after one that broke."""
    if dossier_id is not None or _sweeping.get():
        _tell(fresh, dossier_id, is_sweep=_sweeping.get())


@contextmanager
def sweep(dossier_id: int | None) -> Iterator[None]:
    """See rows of all dossiers until the block ends; only `across` turns this switch."""
    if _sweeping.get():
        yield
        return
    token = _sweeping.set(True)
    try:
        tell(dossier_id)
        yield
    finally:
        _sweeping.reset(token)
        tell(dossier_id)


def _tell(session: Any, dossier_id: int | None, *, is_sweep: bool) -> None:
    """Say it beside Django: it is no query of the work, and must also be said where a transaction failed."""
    raw = session.connection
    if session.vendor != "postgresql" or raw is None or raw.closed:
        return
    if raw.info.transaction_status.name == "INERROR":
        return  # nothing more is heard; undoing it brings back what held before
    with session.wrap_database_errors:
        raw.execute(_SET, ["" if dossier_id is None else str(dossier_id), "on" if is_sweep else ""])
