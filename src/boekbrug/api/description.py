"""Complete the OpenAPI description: what the framework cannot know of headers, refusals, tags and examples.

Nothing here says what an operation does; that stands with the operation. What it may refuse follows from what
it takes: `refusals_of`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boekbrug.api import own_headers, problems, repeating
from boekbrug.api.example_values import example_of
from boekbrug.api.fields import ID
from boekbrug.business.files.free_space import NO_ROOM
from boekbrug.business.schema import OTHER_VERSION

ERRORS_FROM = 400
_ALWAYS = (401, 404, 422, 429, 500, 503)
_OF_CHANGES = (400, 409, 411, 413, 507)
_MOVEMENT_ID = ID.removesuffix("$") + r"\.[0-9]{1,9}$"
_NOT_REPLAYED = (401, 403, 411, 413, 415, 429, 500, 503, 507)
ABOUT = """\
What people do on the pages, programs do here: hand in files, see what movements pay, make and issue
invoices, send them to the accountant.

Send `Authorization: Bearer <key>`; a key opens one dossier and acts for one person. Money, quantities and
rates are text with a point. Ids have no meaning. Lists answer a page and `next`: pass it on as `after`.

Every refusal is a problem document (RFC 9457): `code` is stable, `detail` is a sentence in the language of
`Accept-Language` (nl, fr, de, en). An address that does not exist answers 404, a method that does nothing at
an address 405 with `Allow`, both in that shape.
"""
REFUSED = {
    400: "The body is no JSON in UTF-8, or the form with files breaks off.",
    401: "No key came, or one that was revoked or has expired.",
    403: "The person behind the key may not do this here.",
    404: "Nothing is there, or it belongs to somebody else: the answer is the same.",
    409: "It is no longer as you saw it; or the first request with this Idempotency-Key still runs.",
    411: "The body comes in pieces, without a Content-Length.",
    412: "It changed since you read it: the ETag is not the one in If-Match.",
    413: "The request is too large.",
    415: "Another content type is expected.",
    422: "Something given cannot be used; `problems` names each place.",
    429: "Too many requests came in a minute; `Retry-After` says how long to wait.",
    503: "The program is being brought up to date; `Retry-After` says how long to wait.",
    507: "The disk of this Boekbrug is full. Nothing was changed; send it again later.",
    500: "The fault is ours. Quote the X-Request-Id when you report it.",
}


def refusals_of(
    method: str, *, takes: str, has_right: bool = True, is_file: bool = False, is_versioned: bool = False
) -> list[int]:
    """Return the statuses with which an operation may refuse."""
    found = {*_ALWAYS}
    found |= {403} if has_right else set()
    found |= set(_OF_CHANGES) if method not in repeating.SAFE else set()
    found |= {415} if takes else set()
    found |= {409} if is_file else set()
    found |= {412} if is_versioned else set()
    return sorted(found)


def complete(schema: dict[str, Any], subjects: Iterable[tuple[str, str]]) -> None:
    """Complete the description in place; `subjects` are the tags with what each is about."""
    schema["info"] |= {
        "description": ABOUT,
        "summary": "The bridge between the Belgian entrepreneur, the bank and the accountant.",
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    schema["servers"] = [{"url": "/", "description": "This installation."}]
    tags: dict[str, str] = {}
    for name, about in subjects:  # two modules may share a subject: the first says what it is about
        tags.setdefault(name, about)
    schema["tags"] = [{"name": name, "description": about} for name, about in tags.items()]
    parts = schema["components"]
    parts["securitySchemes"]["Key"] |= {
        "bearerFormat": "bb1_… or bba1_…",
        "description": "A key of one dossier, acting for one person, made by `boekbrug user key`; "
        "or a token of an agent, which lists its dossiers, made by `boekbrug agent make`.",
    }
    parts["headers"], parts["parameters"] = _headers(), _parameters()
    for path, of_path in schema["paths"].items():
        for method, operation in of_path.items():
            _complete_operation(path, method.upper(), operation, parts)


def _complete_operation(path: str, method: str, operation: dict[str, Any], parts: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        _complete_parameter(parameter)
    operation["parameters"].append({"$ref": "#/components/parameters/Accept-Language"})
    if method not in repeating.SAFE:
        operation["parameters"].append({"$ref": "#/components/parameters/Idempotency-Key"})
    if 412 in operation["responses"]:
        operation["parameters"].append({"$ref": "#/components/parameters/If-Match"})
    for body in operation.get("requestBody", {}).get("content", {}).values():
        if body["schema"].get("format") != "binary":
            body["example"] = example_of(body["schema"], parts["schemas"])
    for status, response in operation["responses"].items():
        _complete_response(int(status), response, method, parts)


def _complete_parameter(parameter: dict[str, Any]) -> None:
    name = parameter["name"]
    if parameter["in"] == "path":
        is_movement = name == "movement"
        parameter["schema"] = {"type": "string", "pattern": _MOVEMENT_ID if is_movement else ID}
        parameter["description"] = (
            "The statement, a point, and the place on it." if is_movement else f"The id of the {name}."
        )
        parameter["example"] = "0h2k9c4m7xw1d.3" if is_movement else "0h2k9c4m7xw1d"
    else:
        parameter.setdefault("description", _ABOUT_QUERY.get(name, ""))
        if isinstance(parameter.get("examples"), list):  # right in a schema, wrong in a parameter
            parameter["schema"]["examples"] = parameter.pop("examples")


_ABOUT_QUERY = {
    "q": "Words that must all be there.",
    "role": "Customers or suppliers only.",
    "side": "What you sell, or what you buy.",
    "standing": "How far a document is; empty: all.",
    "period": "A month, quarter, year, or two days: 2026-03, 2026-Q1, 2026, 2026-03-01_2026-03-15.",
    "after": "`next` of the page before; empty: the first page.",
    "limit": "How many rows a page holds at most.",
    "state": "Of one state only; empty: all.",
    "account": "The id of an account; empty: all.",
    "days": "How many days to go back.",
}


def _complete_response(status: int, response: dict[str, Any], method: str, parts: dict[str, Any]) -> None:
    response["headers"] = {
        name: {"$ref": f"#/components/headers/{name}"} for name in _names_of_headers(status, method)
    }
    if status == 409 and method not in repeating.SAFE:  # only while the first request runs
        response["headers"]["Retry-After"] = {**_headers()["Retry-After"], "required": False}
    if status < ERRORS_FROM:
        response["description"] = response.get("description") or "Done."
        for kind, content in response.get("content", {}).items():
            if kind == "application/json":
                content["example"] = shown = example_of(content["schema"], parts["schemas"])
                response["headers"] |= _headers_of_answer(shown, status)
            else:
                response["headers"]["Content-Disposition"] = {
                    "$ref": "#/components/headers/Content-Disposition"
                }
        return
    response["description"] = REFUSED[status]
    content = response["content"].pop("application/json", None)
    if content is not None:
        response["content"][problems.MEDIA_TYPE] = {**content, "example": _refusal(status)}


def _headers_of_answer(shown: dict[str, Any], status: int) -> dict[str, Any]:
    """The headers that follow from what an answer shows (`own_headers`)."""
    named = {"Link": "next" in shown, "ETag": "version" in shown, "Location": status in (201, 202)}
    is_found_again = "version" in shown or "progress" in shown
    named["Location"] = named["Location"] and is_found_again
    return {name: {"$ref": f"#/components/headers/{name}"} for name, is_there in named.items() if is_there}


def _names_of_headers(status: int, method: str) -> Iterable[str]:
    yield "X-Request-Id"
    yield "Content-Language"
    if status == 401:
        yield "WWW-Authenticate"
    elif status != 503:  # nobody was counted
        yield from ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
    if status in (429, 503):
        yield "Retry-After"
    if method not in repeating.SAFE and status not in _NOT_REPLAYED:
        yield repeating.REPLAYED


def _refusal(status: int) -> dict[str, Any]:
    sentence = {
        400: problems.NOT_JSON.say(),
        401: problems.NO_KEY.say(),
        403: problems.NOT_ALLOWED.say(),
        404: problems.NOT_FOUND.say(),
        409: repeating.STILL_RUNNING.say(),
        411: problems.NO_LENGTH.say(),
        413: problems.REQUEST_TOO_LARGE.say(found=61, expected=51),
        412: own_headers.CHANGED.say(),
        415: problems.WRONG_TYPE.say(found="text/plain", expected="application/json"),
        422: problems.WRONG_FIELDS.say(),
        500: problems.BROKEN.say(),
        503: OTHER_VERSION.say(),
        507: NO_ROOM.say(),
    }.get(status)
    return {
        "type": "about:blank",
        "title": problems.TITLES[status],
        "status": status,
        "detail": sentence.english if sentence else REFUSED[status],
        "code": sentence.code if sentence else "api-too-many-requests",
        "problems": [_LOCATED] if status == 422 else [],
    }


_LOCATED = {
    "code": "field-missing",
    "severity": "error",
    "layer": "request",
    "line": None,
    "columns": None,
    "place": "lines.0.unit_price",
    "found": "",
    "expected": "",
    "message": "This is missing. Fill it in.",
}


def _headers() -> dict[str, Any]:
    whole = {"type": "string", "pattern": "^[0-9]+$"}
    text = {"type": "string"}
    return {
        "X-Request-Id": _header("Quote it when you report a fault.", text, "6f1c0d2b9a7e4c35"),
        "Content-Language": _header(
            "The language of the sentences.", {"enum": ["nl", "fr", "de", "en"]}, "nl"
        ),
        "WWW-Authenticate": _header("How to come in.", {"const": "Bearer"}, "Bearer"),
        "RateLimit-Limit": _header("How many requests a minute may have.", whole, "600"),
        "RateLimit-Remaining": _header("How many may come at once now.", whole, "57"),
        "RateLimit-Reset": _header("Seconds until as many as ever may come at once.", whole, "1"),
        "Retry-After": _header("Seconds to wait.", whole, "42"),
        "ETag": _header("The version, for If-Match.", {"type": "string", "pattern": '^"[0-9]+"$'}, '"3"'),
        "Location": _header(
            "Where it is found.", text, "/api/v1/dossiers/0h2k9c4m7xw1d/contacts/0h2k9c4m7xw1d"
        ),
        "Link": {
            "description": "The next page, where there is one.",
            "schema": text,
            "example": '</api/v1/dossiers/0h2k9c4m7xw1d/contacts?after=0h2k9c4m7xw1d>; rel="next"',
        },
        "Content-Disposition": _header("The name of the file.", text, 'attachment; filename="2026-0017.pdf"'),
        repeating.REPLAYED: {
            "description": "This is the first answer, again.",
            "schema": {"const": "true"},
            "example": "true",
        },
    }


def _header(description: str, schema: dict[str, Any], example: str) -> dict[str, Any]:
    return {"description": description, "required": True, "schema": schema, "example": example}


def _parameters() -> dict[str, Any]:
    return {
        "Accept-Language": {
            "name": "Accept-Language",
            "in": "header",
            "required": False,
            "description": "The language of the sentences: nl, fr, de or en.",
            "schema": {"type": "string"},
            "example": "nl-BE, fr;q=0.8",
        },
        "If-Match": {
            "name": own_headers.IF_MATCH,
            "in": "header",
            "required": False,
            "description": "The ETag that you read; 412 when it changed since. As `version` in the body.",
            "schema": {"type": "string"},
            "example": "*",
        },
        "Idempotency-Key": {
            "name": repeating.HEADER,
            "in": "header",
            "required": False,
            "description": "A name of this request, made by you (a UUID). Sent again within 30 days with the"
            " same request, it gets the first answer and nothing is done again; with another request it is"
            " refused.",
            "schema": {
                "type": "string",
                "minLength": 1,
                "maxLength": repeating.LENGTH_MAX,
                "pattern": "^[!-~]+$",
            },
            "example": "3f0c2a1e-invoice-2026-0017",
        },
    }
