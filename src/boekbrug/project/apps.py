"""Registers the start-up checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Settings and start-up."""

    name = "boekbrug.project"
    label = "project"

    def ready(self) -> None:
        """Make Django know the checks."""
        from boekbrug.project import checks  # noqa: F401, PLC0415 - registering is what the import is for
