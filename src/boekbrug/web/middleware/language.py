"""Speak the language that a person chose, else the one the browser asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from boekbrug.business.people.models import Person


def speak_the_readers_language(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user
        chosen = person.language if isinstance(person, Person) else None
        with translation.override(chosen or translation.get_language_from_request(request)):
            response = answer(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            return response

    return middleware
