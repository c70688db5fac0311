"""Every answer carries every header: pages, errors, redirects, style sheets, the API, no address at all."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from boekbrug.business.dossiers.public_ids import new_public_id
from boekbrug.project import settings as project_settings
from boekbrug.web.middleware.headers import ALWAYS, DOWNLOAD_POLICY, POLICY
from tests.cast import PASSWORD, Cast
from tests.web.observatory import Seen, score

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OUTSIDE = (
    "/nothing/", "/static/boekbrug/css/tokens.css", "/static/nothing.css", "/static/../../etc/passwd",
    "/api/", "/api/v1/openapi.json", "/api/v1/nothing", "/favicon.ico", "/robots.txt",
    "//evil.example/", "/%00", "/%ff",
)  # fmt: skip
TLS_NAMES = (
    "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME", "CSRF_TRUSTED_ORIGINS",
)  # fmt: skip


def paths(dossier: str) -> list[str]:
    """Every address of the map, the API's too, with ids filled in."""
    found = [f"/{one}" for one in _filled(get_resolver().url_patterns, "", dossier)]
    return [*found, *OUTSIDE]


def _filled(patterns: Any, prefix: str, dossier: str) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _filled(one.url_patterns, prefix + str(one.pattern), dossier)
        elif isinstance(one, URLPattern):
            text = prefix + str(one.pattern)
            for name, converter in one.pattern.converters.items():
                text = text.replace(f"<{_kind(text, name)}{name}>", _value(name, converter, dossier))
            yield text.replace("<dossier>", dossier)


def _kind(text: str, name: str) -> str:
    start = text.partition(f"{name}>")[0].rpartition("<")[2]
    return start if start.endswith(":") else ""


def _value(name: str, converter: Any, dossier: str) -> str:
    if name == "dossier":
        return dossier
    if type(converter).__name__ == "PublicId":
        return new_public_id()
    return {"bridge": "folder", "form": "pdf"}.get(name, "1")


def missing(answer: Any, *, is_tls: bool = False) -> list[str]:
    """Name the headers that an answer lacks or says differently."""
    wanted = {name: value for name, value in ALWAYS.items() if name != "Content-Security-Policy"}
    wrong = [name for name, value in wanted.items() if answer.headers.get(name) != value]
    if "/preview/" in answer.request["PATH_INFO"] and wrong == ["X-Frame-Options"]:
        wrong = []  # our own PDF of a draft stands in our own page
    if answer.headers.get("Content-Security-Policy") not in (POLICY, DOWNLOAD_POLICY):
        wrong.append("Content-Security-Policy")
    if is_tls and "max-age=31536000" not in answer.headers.get("Strict-Transport-Security", ""):
        wrong.append("Strict-Transport-Security")
    if answer.headers.get("Cache-Control") != "no-store" and not _may_be_kept(answer):
        wrong.append("Cache-Control")
    return wrong


def _may_be_kept(answer: Any) -> bool:
    told = answer.headers.get("Cache-Control", "")
    return "no-store" in told or (
        answer.request["PATH_INFO"].startswith("/static/") and answer.status_code == 200
    )


@pytest.fixture
def over_tls(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The settings as they are shipped for an https address, and a browser that came by it."""
    with monkeypatch.context() as shell:
        shell.setenv("BOEKBRUG_ADDRESS", "https://boekbrug.example")
        shipped = runpy.run_path(str(Path(project_settings.__file__)))
    for name in TLS_NAMES:
        setattr(settings, name, shipped[name])
    settings.ALLOWED_HOSTS = ["boekbrug.example"]
    return Client(
        headers={"host": "boekbrug.example", "x-forwarded-proto": "https"}, SERVER_NAME="boekbrug.example"
    )


@pytest.mark.parametrize("who", ["nobody", "an", "dirk"])
def test_every_answer_of_the_map_has_every_header(client: Client, cast: Cast, who: str) -> None:
    client.raise_request_exception = False
    if who != "nobody":
        client.force_login(getattr(cast, who), backend=BACKEND)

    found = []
    for path in paths(cast.atelier.public_id):
        for method in ("GET", "POST", "PUT"):
            answer = client.generic(method, path)
            if "logout" in path and who != "nobody":
                client.force_login(getattr(cast, who), backend=BACKEND)
            found += [f"{method} {path} {answer.status_code}: {name}" for name in missing(answer)]

    assert found == []


def test_every_answer_over_tls_has_them_too(over_tls: Client, cast: Cast) -> None:
    over_tls.raise_request_exception = False
    over_tls.force_login(cast.an, backend=BACKEND)

    found = []
    for path in paths(cast.atelier.public_id):
        answer = over_tls.get(path)
        found += [f"{path} {answer.status_code}: {name}" for name in missing(answer, is_tls=True)]

    assert found == []


def test_refused_hosts_broken_pages_and_redirects_have_them(
    client: Client, cast: Cast, over_tls: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Client(headers={"host": "boekbrug.example"}, SERVER_NAME="boekbrug.example")
    over_tls.raise_request_exception = False
    over_tls.force_login(cast.an, backend=BACKEND)
    monkeypatch.setattr("boekbrug.web.pages.profile.render", lambda *_, **__: 1 / 0)

    answers = [
        plain.get("/login/"),
        over_tls.get("/login/", headers={"host": "evil.example"}),
        over_tls.get("/profile/"),
        over_tls.post("/login/", {"login": "x"}, headers={"origin": "https://evil.example"}),
    ]

    assert [answer.status_code for answer in answers][:3] == [301, 400, 500]
    assert [missing(answer) for answer in answers] == [[], [], [], []]


def test_the_cookies_over_tls_belong_to_this_host_alone(over_tls: Client, cast: Cast) -> None:
    page = over_tls.get("/login/")
    login = over_tls.post("/login/", {"login": cast.an.email, "password": PASSWORD})

    told = [*page.cookies.values(), *login.cookies.values()]

    assert {morsel.key for morsel in told} == {"__Host-session", "__Host-csrf", "__Host-device"}
    assert all(morsel["path"] == "/" and not morsel["domain"] for morsel in told)
    assert all(morsel["secure"] and morsel["httponly"] and morsel["samesite"] == "Lax" for morsel in told)


def test_on_this_machine_the_cookies_have_plain_names_and_there_is_no_hsts(client: Client, db: None) -> None:
    answer = client.get("/login/")

    assert set(answer.cookies) <= {"csrf", "session", "device"}
    assert "Strict-Transport-Security" not in answer.headers


def test_the_observatory_gives_at_least_110(over_tls: Client, cast: Cast) -> None:
    over_tls.force_login(cast.an, backend=BACKEND)
    plain = Client(headers={"host": "boekbrug.example"}, SERVER_NAME="boekbrug.example")
    scores = {}

    for path in (
        "/login/",
        "/dossiers/",
        f"/d/{cast.atelier.public_id}/",
        "/nothing/",
        "/api/v1/openapi.json",
    ):
        answer = over_tls.get(path)
        jar = [morsel.OutputString() for morsel in answer.cookies.values()]
        seen = Seen(
            headers={name.lower(): value for name, value in answer.headers.items()},
            cookies=jar,
            page=answer.content.decode(),
            redirects=[plain.get(path).headers.get("Location", "")],
        )
        scores[path] = score(seen)

    sys.stdout.write(f"observatory: {scores}\n")
    assert min(scores.values()) >= 110, scores


def test_the_observatory_sees_what_is_wrong() -> None:
    bare = Seen(headers={}, cookies=["session=1"], redirects=[])

    assert score(bare) <= 0
