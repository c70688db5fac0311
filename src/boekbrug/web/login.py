"""Log in with an e-mail address; nobody signs up by themselves, and nobody guesses for long.

Wrong passwords are counted (`ACCOUNT_RATE_LIMITS` in the settings) per account, per address and over all
accounts. A session, and a device that logged in before, have a count of their own, which no stranger touches.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from boekbrug.web import devices

log = structlog.get_logger("boekbrug.web")
MAIL_THREAD = "password-mail"


class InvitedOnly(DefaultAccountAdapter):
    """People get a login from somebody who may give one; the sign-up page is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say that nobody signs up by themselves."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Let the device be known from now on."""
        response: HttpResponse = super().post_login(request, user, **told)
        devices.remember(request, response, user.email)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Say to who knows the password that this login was closed."""
        messages.error(request, _("This login was closed. Ask the person who gave you access."))
        return redirect("account_login")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try; raises ValidationError when there were too many."""
        super().pre_authenticate(request, **credentials)
        self._everywhere = None
        if _place(request, credentials).startswith("login:"):
            self._everywhere = ratelimit.consume(
                request, app="allauth.account", action="login_failed_everywhere", key="everywhere"
            )
            if not self._everywhere:
                raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Take a try back that was no guess."""
        super()._rollback_login_failed_rl_usage()
        if self._everywhere:
            self._everywhere.rollback()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return what wrong passwords are counted by; allauth would add the host name of the request."""
        return _place(request, credentials)

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
        send_beside(message)


def _place(request: HttpRequest, credentials: dict[str, Any]) -> str:
    login = str(credentials.get("email", "")).strip().lower()
    if request.user.is_authenticated:
        return f"session:{request.user.pk}"
    device = devices.known_device(request, login)
    return f"device:{device}:{login}" if device else f"login:{login}"


def send_beside(message: EmailMessage) -> None:
    """Send a mail beside the request, which then answers as fast whether or not there is one to send."""
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
