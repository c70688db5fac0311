"""Bring the database up to this version before serving: tables, shared cache, catalogues."""

from __future__ import annotations

from boekbrug.cli import door


def prepare_database() -> None:
    """Migrate and make the cache table; stops when the database is of a newer version."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = set(executor.loader.graph.nodes)
    applied = set(executor.loader.applied_migrations)
    ours = {app for app, _ in known}
    if ahead := sorted(f"{app} {name}" for app, name in applied - known if app in ours):
        told = ", ".join(ahead)
        door.stop(f"The database is of a newer Boekbrug ({told}). Start that version, or restore a backup.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    call_command("createcachetable", verbosity=0)
