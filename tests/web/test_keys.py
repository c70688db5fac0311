"""Keys for programs: made with a purpose and an end, shown once, revoked at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers.models import ApiKey
from tests.cast import PASSWORD, Cast


@pytest.fixture
def an(client: Client, cast: Cast) -> Client:
    """An, who has just logged in."""
    client.post(reverse("account_login"), {"login": cast.an.email, "password": PASSWORD})
    return client


def asked(cast: Cast, token: str, path: str) -> int:
    """Ask the API something with a key."""
    address = f"/api/v1/dossiers/{cast.atelier.public_id}{path}"
    return Client().get(address, headers={"Authorization": f"Bearer {token}"}).status_code


def make(an: Client, cast: Cast, **typed: object) -> Any:
    """Send the form."""
    form = {"title": "Kassa", "days": "30", "scopes": ["sales:read"], **typed}
    return an.post(reverse("key-make", args=[cast.atelier.public_id]), form)


def test_a_key_is_shown_once_opens_its_scopes_and_no_more_after_it_is_revoked(an: Client, cast: Cast) -> None:
    answer = make(an, cast)
    token = re.search(r"bb1_\w+_[\w-]+", answer.text)[0]  # type: ignore[index]

    page = an.get(reverse("keys", args=[cast.atelier.public_id]))
    assert token not in page.text
    assert answer["Cache-Control"] == "no-store"
    assert asked(cast, token, "/documents") == 200
    assert asked(cast, token, "/statements") == 403
    key = ApiKey.objects.get()
    an.post(reverse("key-revoke", args=[cast.atelier.public_id, key.prefix]))
    assert asked(cast, token, "/documents") == 401


@pytest.mark.parametrize("typed", [{"title": " "}, {"days": "9999"}, {"days": ""}, {"scopes": []}])
def test_a_key_without_name_end_or_purpose_is_refused(
    an: Client, cast: Cast, typed: dict[str, object]
) -> None:
    assert make(an, cast, **typed).status_code == 422
    assert not ApiKey.objects.exists()


def test_a_form_that_is_refused_keeps_what_was_typed(an: Client, cast: Cast) -> None:
    page = make(an, cast, title=" ", days="90").text

    assert '<option value="90" selected' in page
    assert 'value="sales:read" checked' in page
    assert 'value="Kassa"' in make(an, cast, scopes=[]).text


def test_a_scope_gives_nothing_that_the_person_may_not(cast: Cast) -> None:
    from tests.api.program import Program

    bram = Program(cast.atelier, cast.bram)

    assert bram.call("GET", "/statements").status_code == 403


def test_dirk_revokes_nothing(cast: Cast, an: Client) -> None:
    make(an, cast)
    prefix = ApiKey.objects.get().prefix
    dirk = Client()
    dirk.force_login(cast.dirk, backend="allauth.account.auth_backends.AuthenticationBackend")

    for dossier in (cast.atelier, cast.dirks):
        assert dirk.post(reverse("key-revoke", args=[dossier.public_id, prefix])).status_code == 404
    assert ApiKey.objects.get().revoked_at is None
