"""Devices on which somebody logged in before, so that a stranger who guesses locks nobody out there.

A device gets a signed cookie at its first whole login, second factor included. Wrong passwords are counted
per account: on all unknown devices together, and on each known one apart (OWASP: device cookies).
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

KEPT_SECONDS = 180 * 24 * 3600
_PROGRAMS = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
_LOGINS_MAX = 5  # people who share a machine
_SALT = "boekbrug.device"


def known_device(request: HttpRequest, login: str) -> str | None:
    """Return the number of this device when this login was used on it, or None."""
    device = _read(request)
    return str(device["id"]) if device and _short(login) in device["logins"] else None


def remember(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Let the browser keep that this login was used on it."""
    device = _read(request) or {"id": secrets.token_urlsafe(12), "logins": []}
    logins = [_short(login), *(one for one in device["logins"] if one != _short(login))]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps({"id": device["id"], "logins": logins[:_LOGINS_MAX]}, salt=_SALT),
        max_age=KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def device_name(user_agent: str) -> str:
    """Return how people call a device, such as `Firefox · Windows`; what is not known shows as it came."""
    program = next((name for mark, name in _PROGRAMS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(filter(None, (program, system))) or user_agent[:60] or "?"


def _read(request: HttpRequest) -> dict[str, Any] | None:
    try:
        kept = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_SALT, max_age=KEPT_SECONDS
        )
    except signing.BadSignature:
        return None
    return kept if isinstance(kept, dict) else None


def _short(login: str) -> str:
    return hashlib.sha256(login.strip().lower().encode()).hexdigest()[:20]
