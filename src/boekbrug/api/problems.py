"""The one shape of a refusal: RFC 9457 problem details, with our codes and located problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as mark
from ninja import Schema

from boekbrug.business.files.free_space import NO_ROOM
from boekbrug.business.people.language import render
from boekbrug.formats.problem import Problem
from boekbrug.formats.showing import columns_data
from boekbrug.wording import Sentence, Wording

log = structlog.get_logger("boekbrug.api")
MEDIA_TYPE = "application/problem+json"

NOT_FOUND = Wording("api-not-found", "There is nothing at this address. Check the ids in it.")
NO_KEY = Wording("api-no-key", "No usable key came with the request. Send `Authorization: Bearer <key>`.")
NOT_ALLOWED = Wording("api-not-allowed", "The person behind this key may not do this here. Ask the owner.")
NO_SUCH_METHOD = Wording(
    "api-no-such-method", "{found} does nothing at this address; it takes {expected}. Use one of those."
)
WRONG_FIELDS = Wording("api-wrong-fields", "Some fields cannot be used; each is named in `problems`.")
NOT_JSON = Wording(
    "api-not-json", "The body is not JSON in UTF-8, or holds a character that cannot be stored. Correct it."
)
BAD_MULTIPART = Wording(
    "api-bad-multipart",
    "The form with the files could not be read to its end. Send it again as multipart/form-data.",
)
WRONG_TYPE = Wording(
    "api-wrong-content-type", "The body is {found}; {expected} is expected. Set the Content-Type header."
)
NO_LENGTH = Wording(
    "api-no-length", "The request comes in pieces and does not say how long it is. Send a Content-Length."
)
REQUEST_TOO_LARGE = Wording(
    "api-request-too-large", "The request holds {found} MB; at most {expected} MB is taken in. Split it."
)
TOO_MANY_PARTS = Wording(
    "api-too-many-parts",
    "The request holds too many files or fields; at most {expected} fit. Split it.",
)
CONTROL_CHARACTER = Wording(
    "api-control-character", "The query in the address holds a character that cannot be used. Leave it out."
)
BROKEN = Wording(
    "api-broken", "The fault is ours. Nothing was changed; quote the request id when you report it."
)
TITLES = {
    400: mark("Bad request"),
    401: mark("No key"),
    403: mark("Not allowed"),
    404: mark("Not found"),
    405: mark("No such method"),
    409: mark("Conflict"),
    411: mark("Length required"),
    412: mark("Changed meanwhile"),
    413: mark("Too large"),
    415: mark("Wrong content type"),
    422: mark("Cannot be used"),
    429: mark("Too many requests"),
    500: mark("Our fault"),
    503: mark("Being brought up to date"),
    507: mark("No room"),
}
REFUSED = mark("Refused")


class LineColumns(Schema):
    """A part of a line: its first and last column, from 1 and inclusive."""

    first: int
    last: int


class LocatedProblem(Schema):
    """One thing that is wrong, with its place."""

    code: str
    severity: str = "error"
    layer: str = ""
    line: int | None = None
    columns: LineColumns | None = None
    place: str = ""
    found: str = ""
    expected: str = ""
    message: str


class ProblemDetails(Schema):
    """A refusal (RFC 9457): `code` is stable, `detail` is a sentence in the language asked for."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    problems: list[LocatedProblem] = []


class Refused(Exception):
    """An answer that is a refusal: a status, a sentence, and located problems where there are."""

    def __init__(
        self,
        status: int,
        sentence: Sentence,
        problems: list[LocatedProblem] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(sentence.english)
        self.status, self.sentence, self.problems = status, sentence, problems or []
        self.headers = headers or {}


def answer(status: int, sentence: Sentence, problems: list[LocatedProblem] | None = None) -> HttpResponse:
    """Return a refusal as an HTTP answer, in the active language."""
    details = ProblemDetails(
        title=gettext(TITLES.get(status, REFUSED)),
        status=status,
        detail=render(sentence),
        code=sentence.code,
        problems=problems or [],
    )
    return HttpResponse(details.model_dump_json(), status=status, content_type=MEDIA_TYPE)


def no_room() -> HttpResponse:
    """Return the refusal of what a full disk has no room for (507: RFC 4918 section 11.5)."""
    log.warning("no room on the disk")
    return answer(507, NO_ROOM.say())


def wrong(sentence: Sentence, place: str) -> Refused:
    """Return the refusal of one field."""
    return Refused(422, WRONG_FIELDS.say(), [at(place, sentence)])


def at(place: str, sentence: Sentence) -> LocatedProblem:
    """Return a sentence about a place as it is shown."""
    return LocatedProblem(code=sentence.code, layer="request", place=place, message=render(sentence))


def all_at(sentences: Mapping[str, Sentence]) -> list[LocatedProblem]:
    """Return sentences by place as they are shown."""
    return [at(place, sentence) for place, sentence in sentences.items()]


def shown(problem: Problem) -> LocatedProblem:
    """Return a problem that a pure room found as it is shown."""
    facts: dict[str, Any] = {
        name: getattr(problem, name)
        for name in ("code", "severity", "layer", "line", "place", "found", "expected")
    }
    facts["columns"] = columns_data(problem.columns)
    return LocatedProblem(**facts, message=render(problem.sentence))
