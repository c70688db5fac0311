"""The look of documents: put up, printed, taken off; what is no logo is a sentence."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from boekbrug.business.documents.issuing import preview
from boekbrug.business.dossiers import tenant
from boekbrug.business.looks import queries
from boekbrug.business.timeline.models import Event
from tests.business.documents.making import customer, draft, give_account, line
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def page(client: Client, cast: Cast) -> Any:
    client.force_login(cast.an, backend=BACKEND)
    address = f"/d/{cast.atelier.public_id}/settings/look/"
    return lambda **given: client.post(address, given) if given else client.get(address)


def logo() -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (320, 160), "#b00020").save(made, format="JPEG")
    return SimpleUploadedFile("logo.jpg", made.getvalue(), "image/jpeg")


def look(cast: Cast) -> queries.Shown:
    with tenant.enter(cast.atelier):
        return queries.look()


def test_a_logo_and_a_colour_stand_on_the_next_document(page: Any, cast: Cast, now: Any) -> None:
    answer = page(accent="#B00020", logo=logo())

    assert answer.status_code == 302
    assert look(cast).accent == "#b00020"
    give_account(cast.atelier)
    with tenant.enter(cast.atelier):
        printed = PdfReader(io.BytesIO(preview(draft(customer(now), line("100")))))
        changes = Event.objects.filter(kind="look.changed").count()
    assert [image.image.size for image in printed.pages[0].images if image.image] == [(320, 160)]
    assert changes == 2
    assert "data:image/png;base64," in page().content.decode()


def test_a_logo_is_taken_off_again(page: Any, cast: Cast) -> None:
    page(accent="#1f4e79", logo=logo())

    page(remove="logo")

    assert look(cast).logo is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"accent": "#ffff00"}, "contrast 1.1"),
        ({"accent": "red"}, "is not a colour"),
        ({"accent": "#1f4e79", "logo": SimpleUploadedFile("l.svg", b"<svg/>", "image/png")}, "no PNG, JPEG"),
        ({"accent": "#1f4e79", "logo": SimpleUploadedFile("l.png", b"\x89PNG" * 400_000)}, "1600 kB"),
    ],
)
def test_what_cannot_be_used_is_said_and_changes_nothing(
    page: Any, cast: Cast, given: Any, said: str
) -> None:
    cast.an.language = "en"
    cast.an.save()

    answer = page(**given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert look(cast) == queries.Shown()


def test_who_may_not_edit_changes_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.bram, backend=BACKEND)
    address = f"/d/{cast.atelier.public_id}/settings/look/"

    assert client.post(address, {"accent": "#000000"}).status_code == 403
    client.force_login(cast.dirk, backend=BACKEND)
    assert client.get(address).status_code == 404
