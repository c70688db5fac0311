"""The reference of the API for people: all of the description, open to all, under our own policy."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import resolve

from boekbrug.api.v1 import describe


def test_the_page_shows_every_operation_with_its_example(client: Client, db: None) -> None:
    page = client.get("/api/v1/").content.decode()

    for path, methods in describe()["paths"].items():
        assert path.removeprefix("/api/v1") in page
        for one in methods.values():
            assert f'id="{one["operationId"]}"' in page
            assert f'href="#{one["operationId"]}"' in page
    assert "Bakkerij De Korrel" in page


def test_anybody_may_read_it_and_nobody_may_send_to_it(client: Client, db: None) -> None:
    assert resolve("/api/v1/").func.access_rule.scope == "public"  # type: ignore[attr-defined]
    assert client.get("/api/v1/").status_code == 200
    assert client.post("/api/v1/").status_code in (403, 405)


def test_nothing_on_it_comes_from_elsewhere(client: Client, db: None) -> None:
    response = client.get("/api/v1/")

    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    for word in ("cdn", "style=", "<script>", "onclick", 'src="http'):
        assert word not in response.content.decode()


@pytest.mark.parametrize(("language", "heading"), [("nl", "API-naslag"), ("fr", "Référence de l’API")])
def test_the_frame_of_it_speaks_the_readers_language(
    client: Client, db: None, language: str, heading: str
) -> None:
    response = client.get("/api/v1/", headers={"Accept-Language": language})

    assert heading in response.content.decode().replace("&#x27;", "'")
