"""Registers the files app with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The files room of the business."""

    name = "boekbrug.business.files"
    label = "files"
