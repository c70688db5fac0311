"""Registers the safekeeping app with Django."""

from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    """The safekeeping room of the business."""

    name = "boekbrug.business.safekeeping"
    label = "safekeeping"
