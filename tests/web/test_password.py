"""A new password by mail: the page says the same of every address."""

from __future__ import annotations

import threading
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from boekbrug.web.login import MAIL_THREAD
from tests.cast import Cast


@pytest.fixture(autouse=True)
def rates(cast: Cast) -> None:
    """Begin without earlier tries."""
    cache.clear()


def asked(client: Client, address: str) -> tuple[int, str]:
    """Ask for a new password; wait until the mail has left."""
    answer = client.post(reverse("account_reset_password"), {"email": address})
    for thread in threading.enumerate():
        if thread.name == MAIL_THREAD:
            thread.join()
    return answer.status_code, answer.get("Location", "")


def test_the_page_says_the_same_whether_or_not_the_address_logs_in(client: Client, cast: Cast) -> None:
    known = asked(client, cast.an.email)
    unknown = asked(client, "nobody@elsewhere.example")

    assert known == unknown == (302, reverse("account_reset_password_done"))
    assert [one.to for one in mail.outbox] == [[cast.an.email]]


def test_the_mail_speaks_the_language_of_its_reader_and_names_the_address_that_was_set(
    client: Client, cast: Cast, settings: Any
) -> None:
    cast.an.language = "nl"
    cast.an.save()

    asked(client, cast.an.email)

    assert "wachtwoord" in mail.outbox[0].subject.lower()
    for language, word in (("fr", "mot de passe"), ("de", "passwort"), ("en", "password")):
        type(cast.an).objects.filter(pk=cast.an.pk).update(language=language)
        asked(client, cast.an.email)
        assert word in mail.outbox[-1].subject.lower()
    assert f"{settings.ENVIRONMENT.address}/password/new/" in mail.outbox[0].body


def test_the_page_says_the_same_when_the_mail_server_is_down(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert asked(client, cast.an.email) == (302, reverse("account_reset_password_done"))


def test_the_link_leads_to_a_new_password(client: Client, cast: Cast) -> None:
    asked(client, cast.an.email)
    link = next(word for word in mail.outbox[0].body.split() if "/password/new/" in word)
    form = client.get(urlsplit(link).path, follow=True)

    client.post(
        form.request["PATH_INFO"], {"password1": "een-nieuwe-brug-9", "password2": "een-nieuwe-brug-9"}
    )

    cast.an.refresh_from_db()
    assert cast.an.check_password("een-nieuwe-brug-9")


def test_the_key_of_the_link_is_not_in_the_log(client: Client, cast: Cast) -> None:
    asked(client, cast.an.email)
    link = next(word for word in mail.outbox[0].body.split() if "/password/new/" in word)
    key = urlsplit(link).path.strip("/").rpartition("/")[2].partition("-")[2]

    with capture_logs() as lines:
        client.get(urlsplit(link).path)

    assert [line["path"] for line in lines] == [urlsplit(link).path.replace(key, "***")]


def test_signing_in_is_seen_and_needs_no_message(client: Client, cast: Cast) -> None:
    cast.an.set_password("een-nieuwe-brug-9")
    cast.an.save()

    page = client.post(
        reverse("account_login"), {"login": cast.an.email, "password": "een-nieuwe-brug-9"}, follow=True
    )

    assert page.status_code == 200
    assert "uccessfully" not in page.content.decode()


def test_who_may_not_change_a_dossier_is_told_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.bram)

    answer = client.post(reverse("settings", args=[cast.atelier.public_id]), {"name": "Anders"})

    assert answer.status_code == 403
