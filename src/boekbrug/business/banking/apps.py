"""Registers the banking app with Django."""

from django.apps import AppConfig


class BankingConfig(AppConfig):
    """The banking room of the business."""

    name = "boekbrug.business.banking"
    label = "banking"
