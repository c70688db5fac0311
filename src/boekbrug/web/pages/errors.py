"""What people see when there is no page: 400, 403, 404, 413, 429, 500, 503 and 507."""

from __future__ import annotations

import sys
from urllib.parse import quote

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from boekbrug.business import schema
from boekbrug.business.files import free_space
from boekbrug.business.inbox.actions import TooLarge
from boekbrug.business.people.language import render as say

log = structlog.get_logger("boekbrug.web")


class Unlogged(HttpResponse):
    """An answer about which Django itself writes nothing in the log."""

    _has_been_logged = True


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that a request cannot be read; a wrong host name ends here too, so nobody is asked anything."""
    text = _("It breaks off, or holds something that cannot be kept. Go back, correct it, and send it again.")
    return _refused(_("This cannot be read"), text, 400)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was open too long, or came from elsewhere (CSRF)."""
    text = _("Nothing was changed. Open the page again, and do it once more.")
    return _refused(_("This page was open too long"), text, 403)


def too_large(request: HttpRequest, size_bytes: int) -> HttpResponse:
    """Say that more came than is taken in, before any of it is read."""
    said = say(TooLarge("", size_bytes).sentence)
    answer = _refused(_("This is too large"), said, 413)
    answer["X-Sentence"] = quote(said)
    return answer


def other_version(request: HttpRequest) -> HttpResponse:
    """Say that the database is of another version, without asking it anything."""
    return _refused(_("Back in a moment"), say(schema.OTHER_VERSION.say()), 503, kind=Unlogged)


def no_room(request: HttpRequest) -> HttpResponse:
    """Say that the disk is full (RFC 4918 section 11.5), without asking the database anything."""
    said = say(free_space.NO_ROOM.say())
    answer = _refused(_("There is no room"), said, 507, kind=Unlogged)
    answer["X-Sentence"] = quote(said)
    log.warning("no room on the disk")
    return answer


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that this was asked too often."""
    text = _("Somebody tried this too often, here or elsewhere. Wait an hour, then try again.")
    return _refused(_("Too many tries"), text, 429)


def _refused(
    heading: str, text: str, status: int, *, kind: type[HttpResponse] = HttpResponse
) -> HttpResponse:
    return kind(render_to_string("refused.html", {"heading": heading, "text": text}), status=status)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this person's roles do not allow this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, whoever asks."""
    return render(request, "404.html", status=404)


def closed_link(request: HttpRequest, template: str) -> HttpResponse:
    """Say that a mailed link opens nothing; Django must not log the link, which may open later."""
    return Unlogged(render_to_string(template, request=request), status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, without asking the database anything; a full disk is nobody's fault."""
    if free_space.is_why(sys.exception()):
        return no_room(request)
    request_id = request.META.get("BOEKBRUG_REQUEST_ID", "")
    return HttpResponse(render_to_string("500.html", {"request_id": request_id}), status=500)
