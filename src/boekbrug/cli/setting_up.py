"""Before serving: the start-up checks, then the database of this version, tables and shared cache."""

from __future__ import annotations

from boekbrug.cli import door


def refuse_unsafe_start() -> None:
    """Run the start-up checks; stops with a sentence for each one that refuses."""
    from django.core import checks

    found = checks.run_checks(databases=["default"])
    if refused := [one.msg for one in found if one.level >= checks.ERROR]:
        door.stop("\n".join(refused))


def prepare_database() -> None:
    """Judge the start, then bring the database up to date; stops when either is refused."""
    refuse_unsafe_start()
    bring_up_to_date()


def bring_up_to_date() -> None:
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
