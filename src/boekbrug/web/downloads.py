"""Hand out kept bytes so that a browser saves them and never runs them."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from boekbrug.formats.shown_name import shown_name
from boekbrug.web.middleware.headers import DOWNLOAD_POLICY


def attachment(content: bytes, *, name: str, kind: str = "application/octet-stream") -> HttpResponse:
    """Return bytes as a download with a clean name (RFC 6266), unsniffed and sandboxed."""
    response = HttpResponse(content, content_type=kind)
    headed(response, name=name)
    return response


def headed(response: HttpResponseBase, *, name: str) -> None:
    """Give a response the headers of a download."""
    response["Content-Disposition"] = content_disposition_header(True, shown_name(name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = DOWNLOAD_POLICY
