"""Say in one sentence that the disk is full, whichever page ran into it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from boekbrug.business.files import free_space
from boekbrug.web.pages import errors


class SayWhenItIsFull:
    """The middleware; what happens outside a page ends at `errors.broken`, which says the same."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as if it were not there."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a page that found no room; other exceptions go their way."""
        return errors.no_room(request) if free_space.is_why(error) else None
