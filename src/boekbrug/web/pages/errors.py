"""What people see when there is no page: 400, 403, 404, 413, 429 and 500."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from boekbrug.business.inbox.actions import TooLarge
from boekbrug.business.people.language import render as say


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


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that this was asked too often."""
    text = _("Somebody tried this too often, here or elsewhere. Wait an hour, then try again.")
    return _refused(_("Too many tries"), text, 429)


def _refused(heading: str, text: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string("refused.html", {"heading": heading, "text": text}), status=status)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this person's roles do not allow this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, whoever asks."""
    return render(request, "404.html", status=404)


def closed_link(request: HttpRequest, template: str) -> HttpResponse:
    """Say that a mailed link opens nothing; Django must not log the link, which may open later."""
    answer = render(request, template, status=404)
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, without asking the database anything."""
    request_id = request.META.get("BOEKBRUG_REQUEST_ID", "")
    return HttpResponse(render_to_string("500.html", {"request_id": request_id}), status=500)
