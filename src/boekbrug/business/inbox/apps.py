"""Registers the inbox app with Django."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """The inbox room of the business."""

    name = "boekbrug.business.inbox"
    label = "inbox"
