"""Registers the looks app with Django."""

from django.apps import AppConfig


class LooksConfig(AppConfig):
    """The looks room of the business."""

    name = "boekbrug.business.looks"
    label = "looks"
