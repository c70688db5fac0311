"""Registers the pages with Django: templates, tags and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "boekbrug.web"
    label = "web"
