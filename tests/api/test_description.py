"""The description is OpenAPI 3.1, complete, and its examples are right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from boekbrug.api.v1 import api
from tests.api.program import Program

ROOT = Path(__file__).resolve().parents[2]
DESCRIPTION: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
OF_ALL = {"401", "404", "422", "429", "500", "503"}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DESCRIPTION["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def of(name: str) -> dict[str, Any]:
    return next(one for _, _, one in operations() if one["operationId"] == name)


def test_it_is_openapi_3_1() -> None:
    assert [str(one) for one in OPENAPI_31_VALIDATOR.iter_errors(DESCRIPTION)] == []


def test_every_reference_leads_somewhere() -> None:
    for reference in set(re.findall(r"'\$ref': '#/([^']+)'", str(DESCRIPTION))):
        place: Any = DESCRIPTION
        for part in reference.split("/"):
            place = place[part]


def test_every_operation_says_what_it_does_and_each_word_of_it() -> None:
    for path, method, one in operations():
        assert one["summary"], (method, path)
        assert one["description"], (method, path)
        assert one["security"] == [{"Key": []}]
        assert set(one["tags"]) <= {tag["name"] for tag in DESCRIPTION["tags"]}
        for parameter in one["parameters"]:
            assert "$ref" in parameter or parameter["description"], (path, parameter["name"])
    assert all(len(tag["description"]) > 10 for tag in DESCRIPTION["tags"])


def test_every_operation_declares_what_it_may_refuse_and_no_more() -> None:
    for path, method, one in operations():
        refused = {status for status in one["responses"] if status >= "400"}
        expected = set(OF_ALL)
        expected |= {"403"} if "{dossier}" in path else set()
        expected |= {"400", "409", "411", "413", "507"} if method != "get" else set()
        expected |= {"415"} if "requestBody" in one else set()
        expected |= {"412"} if {"$ref": "#/components/parameters/If-Match"} in one["parameters"] else set()
        assert refused - {"409"} == expected - {"409"}, (method, path)
        assert refused >= expected
        for status in refused:
            assert list(one["responses"][status]["content"]) == ["application/problem+json"]


def test_every_change_takes_an_idempotency_key_and_says_that_it_repeats() -> None:
    for path, method, one in operations():
        takes = {"$ref": "#/components/parameters/Idempotency-Key"} in one["parameters"]
        assert takes == (method != "get"), (method, path)
        successes = [said for status, said in one["responses"].items() if status < "300"]
        assert all(("Idempotent-Replayed" in said["headers"]) == takes for said in successes)


def test_every_answer_names_its_headers() -> None:
    for path, _, one in operations():
        for status, said in one["responses"].items():
            named = set(said["headers"])
            assert named >= {"X-Request-Id", "Content-Language"}, path
            assert ("RateLimit-Limit" in named) == (status not in ("401", "503"))
            assert ("WWW-Authenticate" in named) == (status == "401")
        assert all("Retry-After" in one["responses"][status]["headers"] for status in ("429", "503"))


def _examples() -> Iterator[tuple[str, dict[str, Any], Any]]:
    for path, method, one in operations():
        contents = [one.get("requestBody", {}).get("content", {})]
        contents += [said.get("content", {}) for said in one["responses"].values()]
        for content in contents:
            for kind, said in content.items():
                if "json" in kind:
                    yield f"{method} {path}", said["schema"], said["example"]


def test_every_example_is_what_its_schema_says() -> None:
    count = 0
    for where, schema, example in _examples():
        count += 1
        whole = {**schema, "components": DESCRIPTION["components"]}
        assert not list(jsonschema_rs.validator_for(whole).iter_errors(example)), (where, example)
    assert count > 300


@pytest.mark.parametrize(("name", "path"), [("add_contact", "/contacts"), ("add_account", "/accounts")])
def test_an_example_can_be_sent_as_it_stands(an: Program, name: str, path: str) -> None:
    an.post(path, of(name)["requestBody"]["content"]["application/json"]["example"], expect=201)


def test_the_docs_name_only_addresses_and_statuses_that_exist() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    known = [re.sub(r"\{\w+\}", "X", path) for path in DESCRIPTION["paths"]]
    for used in re.findall(r"\$D(/[^\s\"'?\\]*)", text):
        found = re.sub(r"\{\w+\}", "X", used).replace("X.3", "X")
        assert f"/api/v1/dossiers/X{found}" in known, used
    stated = set(re.findall(r"^\| (\d{3}) \|", text, re.MULTILINE))
    described = {status for _, _, one in operations() for status in one["responses"] if status >= "400"}
    assert stated == described | {"405"}
