"""Registers the dossiers app with Django."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The dossiers room of the business."""

    name = "boekbrug.business.dossiers"
    label = "dossiers"
