"""Registers the schedules app with Django."""

from django.apps import AppConfig


class SchedulesConfig(AppConfig):
    """The schedules room of the business."""

    name = "boekbrug.business.schedules"
    label = "schedules"
