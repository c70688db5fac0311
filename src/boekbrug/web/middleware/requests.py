"""Give each request an id, measure it, and write one line about it when it is answered."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from boekbrug.web import measuring

log = structlog.get_logger("boekbrug.web")
Answer = Callable[[HttpRequest], HttpResponse]


OPENING_PARTS = {"key", "token", "secret"}  # how the map calls a part that opens something


def log_request(answer: Answer) -> Answer:
    """Return the middleware; the id also leaves as X-Request-Id, so that a person can quote it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex[:16]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request_id)
        request.META["BOEKBRUG_REQUEST_ID"] = request_id
        started = time.perf_counter()
        response = answer(request)
        seconds = time.perf_counter() - started
        response["X-Request-Id"] = request_id
        measuring.note(request, response.status_code, seconds)
        log.info(
            "request",
            method=request.method,
            path=_without_secrets(request),
            status=response.status_code,
            milliseconds=int(seconds * 1000),
        )
        return response

    return middleware


def _without_secrets(request: HttpRequest) -> str:
    """The path, with stars for the key of a link that was mailed: whoever reads the log must not use it."""
    told = request.resolver_match.kwargs if request.resolver_match else {}
    path = request.path
    for name in OPENING_PARTS & told.keys():
        path = path.replace(str(told[name]), "***")
    return path
