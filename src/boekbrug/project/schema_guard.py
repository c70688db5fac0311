"""Answer 503 to everybody while the database is of another version than this program."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from boekbrug.api import problems
from boekbrug.business import schema
from boekbrug.web.pages import errors

RETRY_AFTER_SECONDS = 30
ASKED_BY_MACHINES = "/health/"


def refuse_other_version(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware; it stands before all that asks the database, sessions too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if schema.GUARD.found is schema.Standing.SAME or request.path.startswith(ASKED_BY_MACHINES):
            return answer(request)
        with translation.override(translation.get_language_from_request(request)):
            refusal = _refusal(request)
            refusal.headers["Content-Language"] = translation.get_language() or "en"
        refusal.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return refusal

    return middleware


def _refusal(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problems.answer(503, schema.OTHER_VERSION.say())
    return errors.other_version(request)
