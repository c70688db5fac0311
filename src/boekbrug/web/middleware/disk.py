"""Say in one sentence that the disk is full, whichever page ran into it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from boekbrug.business.files import free_space
from boekbrug.web.pages import errors


def say_when_it_is_full(answer: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Return the middleware; what happens outside a page ends at `errors.broken`, which says the same."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.no_room(request) if free_space.is_why(error) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
