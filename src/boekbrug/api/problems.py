"""The one shape of a refusal: RFC 9457 problem details, with our codes and located problems."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from boekbrug.business.people.language import render
from boekbrug.wording import Sentence, Wording

MEDIA_TYPE = "application/problem+json"

NOT_FOUND = Wording("api-not-found", "There is nothing at this address. Check the ids in it.")
NO_KEY = Wording("api-no-key", "No usable key came with the request. Send `Authorization: Bearer <key>`.")
NOT_ALLOWED = Wording("api-not-allowed", "The person behind this key may not do this here. Ask the owner.")
WRONG_FIELDS = Wording("api-wrong-fields", "Some fields cannot be used; each is named in `problems`.")
BROKEN = Wording(
    "api-broken", "The fault is ours. Nothing was changed; quote the request id when you report it."
)


class LocatedProblem(Schema):
    """One thing that is wrong, with its place."""

    code: str
    severity: str = "error"
    layer: str = ""
    line: int | None = None
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

    def __init__(self, status: int, sentence: Sentence, problems: list[dict[str, Any]] | None = None) -> None:
        super().__init__(sentence.english)
        self.status, self.sentence, self.problems = status, sentence, problems or []


def answer(status: int, sentence: Sentence, problems: list[dict[str, Any]] | None = None) -> HttpResponse:
    """Return a refusal as an HTTP answer."""
    details = ProblemDetails(
        title=TITLES.get(status, "Refused"),
        status=status,
        detail=render(sentence),
        code=sentence.code,
        problems=[LocatedProblem(**one) for one in problems or []],
    )
    return HttpResponse(details.model_dump_json(), status=status, content_type=MEDIA_TYPE)


TITLES = {
    400: "Bad request",
    401: "No key",
    403: "Not allowed",
    404: "Not found",
    409: "Conflict",
    413: "Too large",
    422: "Cannot be used",
    500: "Our fault",
}


def install(api: NinjaAPI) -> None:
    """Make every error of the API leave in this shape."""

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return answer(error.status, error.sentence, error.problems)

    @api.exception_handler(AuthenticationError)
    def no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(401, NO_KEY.say())

    @api.exception_handler(ValidationError)
    def wrong_fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return answer(422, WRONG_FIELDS.say(), [_field(one) for one in error.errors])

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(error.status_code, Wording("api-http", "{found}").say(found=str(error)))


def _field(error: dict[str, Any]) -> dict[str, Any]:
    place = ".".join(str(part) for part in error.get("loc", ()))
    return {"code": f"field-{error['type']}", "place": place, "message": error["msg"]}
