"""Registers the start-up checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Settings and start-up."""

    name = "boekbrug.project"
    label = "project"
