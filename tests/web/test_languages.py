"""Pages speak the language of the person, before the login that of the browser or of a choice."""

from __future__ import annotations

import os

import pytest
from django.test import Client

from boekbrug.business.dossiers import tenant
from boekbrug.business.people.models import Person
from tests.business.outbox.making import invoice
from tests.cast import Cast
from tests.cli.typing_in import boekbrug

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SIGN_IN = {"nl": "Aanmelden", "fr": "Se connecter", "de": "Anmelden", "en": "Sign in"}


def spoken(client: Client, **headers: str) -> str:
    return client.get("/login/", headers=headers).headers["Content-Language"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", SIGN_IN)
def test_the_login_speaks_the_language_of_the_browser(language: str) -> None:
    answer = Client().get("/login/", headers={"Accept-Language": f"{language}-BE,{language};q=0.9"})

    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.django_db
def test_a_choice_at_the_login_counts_more_than_the_browser() -> None:
    client = Client()

    chosen = client.post("/language/", {"language": "de", "next": "/login/?next=/dossiers/"})

    assert chosen.headers["Location"] == "/login/?next=/dossiers/"
    assert spoken(client, **{"Accept-Language": "fr"}) == "de"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_a_choice_leads_nowhere_else(away: str) -> None:
    chosen = Client().post("/language/", {"language": "xx", "next": away})

    assert chosen.headers["Location"] == "/login/"
    assert "language" not in chosen.cookies


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_amounts_and_days_are_belgian_in_every_language(cast: Cast, now: object, language: str) -> None:
    Person.objects.filter(pk=cast.an.pk).update(language=language)
    with tenant.enter(cast.atelier):
        found = invoice("2026-0001", now)  # type: ignore[arg-type]
        type(found).objects.filter(pk=found.pk).update(
            total_thousandths=1_234_560, net_thousandths=1_234_560, reference="260000009365"
        )
    client = Client()
    client.force_login(Person.objects.get(pk=cast.an.pk), backend=BACKEND)
    listed = client.get(f"/d/{cast.atelier.public_id}/invoices/").content.decode()
    one = client.get(f"/d/{cast.atelier.public_id}/invoices/{found.public_id}/").content.decode()
    taken = client.post(f"/d/{cast.atelier.public_id}/invoices/export/", {"as": "csv"})
    file = b"".join(taken.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]

    for shown in (listed, one):
        assert "1.234,56" in shown
        assert "02/03/2026" in shown
    assert "1234,56" in file
    assert "02/03/2026" in file


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Geheimen"),
        ("fr", "secrets"),
        ("de", "Geheimnisse"),
        ("en", "The secrets of 0 connections open."),
    ],
)
def test_the_terminal_speaks_the_language_that_it_is_told(cast: Cast, language: str, said: str) -> None:
    before = os.environ.get("LANGUAGE")

    done = boekbrug("--language", language, "keys", "check")

    assert said.lower() in done.stdout.lower()
    assert os.environ.get("LANGUAGE") == before
