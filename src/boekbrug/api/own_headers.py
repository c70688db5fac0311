"""Headers that follow from what an answer shows: where the next page is, which version, where a new row is.

`If-Match` is the same as `version` in a body: whoever sends the ETag that they read is told 412 when somebody
else was faster, and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from boekbrug.api.problems import Refused
from boekbrug.wording import Wording

IF_MATCH = "If-Match"
CHANGED = Wording(
    "api-changed-meanwhile",
    "This changed since you read it: the If-Match is not its present ETag. Read it again, then decide.",
)
_TAG = re.compile(r'(?:W/)?"(\d{1,9})"', re.ASCII)


def note(request: Any, result: Any, made_at: str) -> None:
    """Remember on the request which headers its answer will have."""
    headers: dict[str, str] = {}
    after, version, public_id = (getattr(result, name, None) for name in ("next", "version", "id"))
    if after:
        headers["Link"] = f'<{request.path}?{urlencode({**request.GET.dict(), "after": after})}>; rel="next"'
    if version is not None:
        headers["ETag"] = f'"{version}"'
    if made_at:
        inside = request.path.partition("/dossiers/")[0]
        headers["Location"] = f"{inside}/dossiers/{request.access.dossier.public_id}{made_at}/{public_id}"
    request.own_headers = headers


def adding(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer, and add the headers that were remembered."""
    response = answer()
    if response.status_code < 400:
        for name, value in getattr(request, "own_headers", {}).items():
            response.headers[name] = value
    return response


def seen_version(request: HttpRequest, given: int | None = None) -> int | None:
    """Return the version that a program says it saw, in If-Match or in the body; None where it says nothing.

    :raises Refused: with 412 when If-Match names no version of ours, or another than the body
    """
    text = request.headers.get(IF_MATCH)
    if text is None or text.strip() == "*":
        return given
    found = _TAG.fullmatch(text.strip())
    if found is None or given not in (None, int(found[1])):
        raise Refused(412, CHANGED.say())
    return int(found[1])
