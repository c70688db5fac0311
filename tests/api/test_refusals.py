"""Whatever a program sends, it gets a sentence: no page, no traceback, no 500."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boekbrug.api.v1 import api
from boekbrug.business.contacts import queries
from boekbrug.business.dossiers import tenant
from boekbrug.business.timeline.models import Event
from tests.api.program import JSON, Program, moments_have_an_offset, places, problem
from tests.cast import Cast

SCHEMA = api.get_openapi_schema(path_prefix="/api/v1/")
WITH_BODY = [
    (method.upper(), path)
    for path, methods in SCHEMA["paths"].items()
    for method, one in methods.items()
    if JSON in one.get("requestBody", {}).get("content", {})
]
FIELDS = sorted(
    {name for one in SCHEMA["components"]["schemas"].values() for name in one.get("properties", {})}
)
TEXTS = st.text(max_size=8) | st.sampled_from(["2026-03", "2026-03-16", "1.00", "zzzzzzzzzzzzz", "zip"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "api-not-json"),
        (b"\xff\xfe", 400, "api-not-json"),
        (b'{"name": "a\\u0000b"}', 400, "api-not-json"),
        (b'{"name": "\\ud800"}', 400, "api-not-json"),
        (b'{"name": NaN}', 400, "api-not-json"),
        (b"[" * 100_000, 400, "api-not-json"),
        (b'{"name": ' + b"9" * 5000 + b"}", 400, "api-not-json"),
        (b"[]", 422, "api-wrong-fields"),
        (b'"text"', 422, "api-wrong-fields"),
        (b"null", 422, "api-wrong-fields"),
        (b"", 422, "api-wrong-fields"),
    ],
)
def test_a_body_that_is_no_object_is_refused(an: Program, body: bytes, status: int, code: str) -> None:
    response = an.call("POST", "/contacts", data=body, content_type=JSON)

    assert (response.status_code, problem(response)["code"]) == (status, code)


def test_another_content_type_is_refused(an: Program) -> None:
    response = an.call("POST", "/contacts", data="name=x", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 415
    assert JSON in problem(response)["detail"]


def test_a_body_in_pieces_without_a_length_is_refused(an: Program) -> None:
    response = an.call("POST", "/contacts", headers={"Transfer-Encoding": "chunked"})

    assert (response.status_code, problem(response)["code"]) == (411, "api-no-length")


def test_a_body_that_is_too_large_is_not_read(an: Program) -> None:
    response = an.call("POST", "/contacts", data=b" " * (6 * 1024 * 1024), content_type=JSON)

    assert response.status_code == 413
    assert problem(response)["code"] == "api-request-too-large"


@pytest.mark.parametrize(
    "path",
    [
        "/contacts?page=2",
        "/contacts?limit=0",
        "/contacts?limit=many",
        "/contacts?q=%00",
        "/contacts?after=zzzzzzzzzzzzz",
        "/documents?after=zzzzzzzzzzzzz",
        "/intake?after=x",
        "/intake?after=AAAA",
        "/statements?after=MDAwMS0wMS0wMV8x!",
        "/deliveries?days=0",
        "/deliveries?after=MDAwMS0wMS0wMVQwMDowMDowMCswMDowMF8x",
        "/timeline?after=99999999999999999999",
        "/timeline?after=-1",
        "/intake?state=LOST",
    ],
)
def test_a_query_that_means_nothing_is_refused(an: Program, path: str) -> None:
    assert problem(an.call("GET", path))["status"] == 422


@pytest.mark.parametrize(
    "path", ["/nothing", "/contacts/x", "/contacts/%00%00%00%00", "/contacts/../..", "/"]
)
def test_an_address_without_anything_is_a_problem_document(an: Program, path: str) -> None:
    assert problem(an.call("GET", path))["code"] == "api-not-found"


def test_a_method_that_does_nothing_says_which_ones_do(an: Program) -> None:
    response = an.call("DELETE", "/contacts")

    assert response.status_code == 405
    assert "GET" in problem(response)["detail"]
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize(
    "authorization", ["Bearer", "Bearer x", "Basic eDp4", "Bearer bb1__", "Bearer bb1_é_é"]
)
def test_what_is_no_key_opens_nothing(an: Program, authorization: str) -> None:
    response = Client().get(f"{an.inside}/contacts", headers={"Authorization": authorization})

    assert (response.status_code, problem(response)["code"]) == (401, "api-no-key")


def test_our_own_error_is_logged_and_told_without_details(
    an: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(**options: Any) -> None:
        raise RuntimeError("the wheel came off")

    monkeypatch.setattr(queries, "search", breaks)
    with caplog.at_level(logging.ERROR):
        response = an.call("GET", "/contacts")

    assert (response.status_code, problem(response)["code"]) == (500, "api-broken")
    assert b"wheel" not in response.content
    assert response.headers["X-Request-Id"]


def test_the_answer_speaks_the_language_that_is_asked_for(cast: Cast) -> None:
    for language in ("nl", "fr", "de", "en"):
        program = Program(cast.atelier, cast.an, language)

        assert program.call("GET", "/contacts/x").headers["Content-Language"] == language


def test_the_description_is_open_to_all_and_openapi_3_1(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    assert len(described["paths"]) >= 26


def test_the_dossier_of_a_key_is_found(an: Program, bram: Program, cast: Cast) -> None:
    listed = bram.client.get("/api/v1/dossiers", headers=bram.headers).json()["dossiers"]

    assert [one["id"] for one in listed] == [cast.atelier.public_id]
    assert an.get("")["name"] == "Atelier Noordzee"
    assert "match" in an.get("")["rights"]


def test_the_timeline_goes_back_by_number(an: Program, cast: Cast) -> None:
    for name in ("A", "B", "C"):
        an.post("/contacts", {"name": name}, expect=201)
    seen, address = [], "/timeline?limit=2"
    while address:
        page = an.get(address)
        seen += page["events"]
        address = f"/timeline?limit=2&after={page['next']}" if page["next"] else ""

    with tenant.enter(cast.atelier):
        assert [one["number"] for one in seen] == list(range(Event.objects.count(), 0, -1))
    assert (seen[0]["kind"], seen[0]["actor"], seen[0]["channel"]) == ("contact.added", "An Peeters", "api")
    assert moments_have_an_offset(seen[0]["at"])


def test_only_fields_that_exist_are_taken(an: Program) -> None:
    assert places(an.refused("POST", "/contacts", {"name": "x", "id": "y"}, status=422)) == ["id"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(operation=st.sampled_from(WITH_BODY), value=VALUES)
def test_no_value_breaks_an_operation(an: Program, operation: tuple[str, str], value: Any) -> None:
    method, path = operation
    inside = path.removeprefix("/api/v1/dossiers/{dossier}").replace("{movement}", "zzzzzzzzzzzzz.1")
    for name in ("intake", "contact", "document"):
        inside = inside.replace(f"{{{name}}}", "zzzzzzzzzzzzz")

    response = an.call(method, inside, data=json.dumps(value), content_type=JSON)

    assert response.status_code in (200, 201, 202, 400, 404, 409, 422), response.content


@pytest.mark.parametrize(
    ("field", "value"), [("is_customer", 0), ("is_customer", "true"), ("name", 7), ("ibans", {})]
)
def test_a_value_of_another_kind_is_not_read_as_if(an: Program, field: str, value: Any) -> None:
    assert places(an.refused("POST", "/contacts", {"name": "x", field: value}, status=422)) == [field]


@pytest.mark.parametrize("day", [0, "1773648000", "2026-03-16T00:00:00", "2026-02-30", "16/03/2026", ""])
def test_a_day_is_a_text_of_a_day_that_exists(an: Program, day: Any) -> None:
    refused = an.refused("POST", "/documents", {"issued_on": day}, status=422)

    said = {one["place"]: one["code"] for one in refused["problems"]}
    assert said["issued_on"] == "field-not-a-day"
