"""Forged forms, hosts and ways back are refused on every address (reliability S18)."""

from __future__ import annotations

import pytest
from django.test import Client

from boekbrug.web.urls import urlpatterns
from tests.cast import PASSWORD, Cast
from tests.web.test_headers import BACKEND, paths

ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "javascript:alert(1)", "http:///evil.example", "///evil.example", "/%09/evil.example", "https://testserver@evil.example/",
    "\t//evil.example", "data:text/html,x", "http://testserver.evil.example/", "/\r\nLocation: https://evil.example/",
)  # fmt: skip


def test_no_form_is_taken_without_its_token_or_from_elsewhere(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(cast.an, backend=BACKEND)
    taken = []
    for path in (one for one in paths(cast.atelier.public_id) if not one.startswith(("/api", "/static"))):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            for headers in ({}, {"origin": "https://evil.example"}):
                answer = client.generic(method, path, headers=headers)
                if answer.status_code not in (403, 404, 405):
                    taken.append(f"{method} {path} {answer.status_code}")

    assert len(urlpatterns) > 60
    assert taken == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_key_of_the_api_is_not_replaced_by_a_cookie(cast: Cast, method: str) -> None:
    client = Client()
    client.force_login(cast.an, backend=BACKEND)

    answer = client.generic(method, f"/api/v1/dossiers/{cast.atelier.public_id}/contacts")

    assert answer.status_code == 401


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nobody_is_led_elsewhere(client: Client, cast: Cast, where: str) -> None:
    login = client.post(
        f"/login/?next={where}", {"login": cast.an.email, "password": PASSWORD, "next": where}
    )
    client.force_login(cast.an, backend=BACKEND)
    answers = [
        login,
        client.post("/profile/", {"theme": "DARK", "next": where}),
        client.post("/logout/", {"next": where}),
    ]

    for answer in answers:
        leads_to = answer.headers.get("Location", "/")
        assert leads_to.startswith("/"), leads_to
        assert not leads_to.startswith(("//", "/\\")), leads_to


HOSTS = (
    "evil.example",
    "testserver.evil.example",
    "testserver:80@evil.example",
    "evil.example:80",
    "a b",
    "",
)


@pytest.mark.parametrize("host", HOSTS)
def test_a_forged_host_is_refused_and_never_repeated(client: Client, db: None, host: str) -> None:
    client.raise_request_exception = False

    answer = client.get("/login/", headers={"host": host, "x-forwarded-host": "evil.example"})

    assert answer.status_code == 400
    assert b"evil.example" not in answer.content
