"""Registers the contacts app with Django."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The contacts room of the business."""

    name = "boekbrug.business.contacts"
    label = "contacts"
