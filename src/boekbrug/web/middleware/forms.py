"""Refuse what no page can use before a page sees it: too many bytes, characters that no database keeps."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

from boekbrug.web.pages import errors

_MEGABYTE = 1024 * 1024
Answer = Callable[[HttpRequest], HttpResponse]


def refuse_unusable(answer: Answer) -> Answer:
    """Return the middleware; the API judges its own requests, with its own sentences."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            if _size(request) > settings.UPLOAD_BYTES_MAX + _MEGABYTE:
                return errors.too_large(request, _size(request))
            if _has_nul(request.GET) or (request.method == "POST" and _has_nul(request.POST)):
                raise BadRequest("NUL")
        return answer(request)

    return middleware


def _size(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 20 else 0


def _has_nul(sent: QueryDict) -> bool:
    """Whether a name or value holds U+0000, which PostgreSQL refuses and XML cannot say."""
    return any("\0" in text for name, texts in sent.lists() for text in (name, *map(str, texts)))
