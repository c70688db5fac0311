"""Registers the watching app with Django."""

from django.apps import AppConfig


class WatchingConfig(AppConfig):
    """The watching room of the business."""

    name = "boekbrug.business.watching"
    label = "watching"
