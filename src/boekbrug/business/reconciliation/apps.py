"""Registers the reconciliation app with Django, and matches each statement as it comes in."""

from typing import Any

from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    """The reconciliation room of the business."""

    name = "boekbrug.business.reconciliation"
    label = "reconciliation"

    def ready(self) -> None:
        """Listen to banking, which stands below this room."""
        from boekbrug.business.banking.signals import statement_imported  # noqa: PLC0415 - models come first

        statement_imported.connect(_match, dispatch_uid="reconciliation")


def _match(*, statement: Any, actor: Any, now: Any, **_: Any) -> None:
    from boekbrug.business.reconciliation.actions import match_statement  # noqa: PLC0415 - models first

    match_statement(statement=statement, actor=actor, now=now)
