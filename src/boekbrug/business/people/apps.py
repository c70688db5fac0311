"""Registers the people app with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room of the business."""

    name = "boekbrug.business.people"
    label = "people"
