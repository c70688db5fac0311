"""Registers the repeats app with Django."""

from django.apps import AppConfig


class RepeatsConfig(AppConfig):
    """The repeats room of the business."""

    name = "boekbrug.business.repeats"
    label = "repeats"
