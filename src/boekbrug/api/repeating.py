"""`Idempotency-Key`: the same request sent again gets the first answer and does nothing again.

The claim, the effect and the kept answer are one transaction, so a crash leaves all of them or none. Taking
files in is longer than a transaction may last, and may be repeated by itself: claimed before, kept after.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils import translation

from boekbrug.api.problems import Refused
from boekbrug.business.dossiers import tenant
from boekbrug.business.repeats import actions
from boekbrug.business.repeats.models import Repeat
from boekbrug.wording import Wording

SAFE = ("GET", "HEAD", "OPTIONS")
HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
LENGTH_MAX = 255
WAIT_SECONDS = 2
REFUSED, OUR_FAULT = 400, 500
_KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Content-Language")
KEY_UNUSABLE = Wording(
    "api-idempotency-key-unusable",
    "The Idempotency-Key has {found} characters, or some that are not printable ASCII; "
    "at most {expected} fit. "
    "Make one per request, such as a UUID.",
)
KEY_OF_OTHER = Wording(
    "api-idempotency-key-of-other-request",
    "This Idempotency-Key came before with another request. Make a new key for a new request.",
)
STILL_RUNNING = Wording(
    "api-idempotency-still-running",
    "The first request with this Idempotency-Key is not ready yet. Ask again in a moment.",
)


def answering(request: Any, answer: Callable[[], HttpResponse], *, is_long: bool) -> HttpResponse:
    """Answer a request; one with a key keeps its answer with its effect."""
    request.is_long = is_long
    if request.method in SAFE or HEADER not in request.headers:
        return answer()
    with ExitStack() as request.act:  # `begin` opens the transaction in it
        response = _kept(request, answer())
        if response.status_code >= OUR_FAULT and hasattr(request, "effects"):
            transaction.set_rollback(True)
    return response


def begin(request: Any) -> HttpResponse | None:
    """Claim the request in its dossier; return the earlier answer where there is one. Raises Refused.

    The transaction opens here and no sooner: key and rights were judged and the body was read, so nobody who
    sends slowly, or may not come in, holds the write lock of SQLite.
    """
    key = request.headers.get(HEADER)
    if request.method in SAFE or key is None:
        return None
    if not (0 < len(key) <= LENGTH_MAX and key.isascii() and key.isprintable()):
        raise Refused(422, KEY_UNUSABLE.say(found=len(key), expected=LENGTH_MAX))
    fingerprint = _fingerprint(request)
    if not request.is_long:
        request.act.enter_context(transaction.atomic())
    try:
        repeat = actions.claim(
            key=key,
            fingerprint=fingerprint,
            person=request.access.person,
            now=request.now,
            is_long=request.is_long,
        )
    except actions.OtherRequest as other:
        raise Refused(422, KEY_OF_OTHER.say()) from other
    except actions.StillRunning as running:
        raise Refused(409, STILL_RUNNING.say(), headers={"Retry-After": str(WAIT_SECONDS)}) from running
    if repeat.status:
        return _replay(repeat)
    request.repeat = repeat
    if not request.is_long:
        request.effects = transaction.savepoint()
    return None


def _kept(request: Any, response: HttpResponse) -> HttpResponse:
    """Keep the answer of a request that was claimed; what was refused has no effect."""
    repeat: Repeat | None = getattr(request, "repeat", None)
    if repeat is None:
        return response
    is_ours = response.status_code >= OUR_FAULT
    if hasattr(request, "effects") and not is_ours:
        end = (
            transaction.savepoint_rollback
            if response.status_code >= REFUSED
            else transaction.savepoint_commit
        )
        end(request.effects)
    with tenant.enter(repeat.dossier):
        if not is_ours:
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
            body = response.content.decode("utf-8")
            actions.keep(repeat=repeat, status=response.status_code, headers=headers, body=body)
        elif request.is_long:
            actions.forget(repeat=repeat)
    return response


def _replay(repeat: Repeat) -> HttpResponse:
    response = HttpResponse(repeat.body.encode(), status=repeat.status)
    for name, value in repeat.headers.items():
        response.headers[name] = value
    response.headers[REPLAYED] = "true"
    return response


def _fingerprint(request: Any) -> str:
    """A hash of all that the request asks: a key names it, whole."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()} {request.content_type}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    for name, texts in sorted(request.POST.lists()):
        digest.update(repr((name, texts)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            content = hashlib.sha256()
            for chunk in file.chunks():
                content.update(chunk)
            file.seek(0)
            digest.update(repr((name, file.name, content.hexdigest())).encode())
    return digest.hexdigest()
