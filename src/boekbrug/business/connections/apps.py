"""Registers the connections app with Django."""

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    """The connections room of the business."""

    name = "boekbrug.business.connections"
    label = "connections"
