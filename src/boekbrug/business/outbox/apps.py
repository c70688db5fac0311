"""Registers the outbox app with Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The outbox room of the business."""

    name = "boekbrug.business.outbox"
    label = "outbox"
