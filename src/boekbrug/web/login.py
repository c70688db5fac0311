"""Log in with an e-mail address; nobody signs up by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import translation

log = structlog.get_logger("boekbrug.web")
MAIL_THREAD = "password-mail"


class InvitedOnly(DefaultAccountAdapter):
    """People get a login from somebody who may give one; the sign-up page is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say that nobody signs up by themselves."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of the page for a new password, at the address that the operator set."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{settings.ENVIRONMENT.address.rstrip('/')}{path}"

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person that their login changed; allauth does not say to whom it speaks."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the language of its reader, beside the request.

        The page then answers as fast, and the same, whether the address is known or the mail server is down.
        """
        with translation.override(context["user"].language):
            told = {"current_site": _Site(settings.ENVIRONMENT.address), **context}
            message = self.render_mail(template_prefix, email, told)
        Thread(target=_hand_over, args=(message,), name=MAIL_THREAD).start()


@dataclass(frozen=True)
class _Site:
    """What the mail calls this place."""

    domain: str
    name: str = "Boekbrug"


def _hand_over(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as failed:  # smtplib's errors are among them
        log.error("mail.failed", why=type(failed).__name__)
