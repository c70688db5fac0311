"""Registers the pages with Django: templates, tags and static files."""

from typing import Any

from django.apps import AppConfig
from django.utils import timezone


class WebConfig(AppConfig):
    """The pages."""

    name = "boekbrug.web"
    label = "web"

    def ready(self) -> None:
        """Note when a session begins; end a person's other sessions when a second factor comes or goes."""
        from allauth.mfa.signals import (  # noqa: PLC0415 - models must be loaded first
            authenticator_added,
            authenticator_removed,
            authenticator_reset,
        )
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 - models first

        user_logged_in.connect(_note_login, dispatch_uid="session begins")
        for signal in (authenticator_added, authenticator_removed, authenticator_reset):
            signal.connect(_end_other_sessions, dispatch_uid=f"other sessions {id(signal)}")


def _note_login(*, request: Any, **_: Any) -> None:
    from boekbrug.web import sessions  # noqa: PLC0415 - models first

    sessions.begin(request, now=timezone.now())


def _end_other_sessions(*, request: Any, user: Any, **_: Any) -> None:
    from boekbrug.web import sessions  # noqa: PLC0415 - models first

    sessions.end_others(request, user)
