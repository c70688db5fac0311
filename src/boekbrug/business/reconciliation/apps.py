"""Registers the reconciliation app with Django."""

from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    """The reconciliation room of the business."""

    name = "boekbrug.business.reconciliation"
    label = "reconciliation"
