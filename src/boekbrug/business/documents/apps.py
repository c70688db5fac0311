"""Registers the documents app with Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The documents room of the business."""

    name = "boekbrug.business.documents"
    label = "documents"
