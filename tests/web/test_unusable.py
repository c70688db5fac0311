"""What no page can use: a sentence and no traceback, before any page sees it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from tests.business.documents.making import customer
from tests.cast import Cast


def address(cast: Cast, name: str, *more: str) -> str:
    """The address of a page in the atelier."""
    return reverse(name, args=[cast.atelier.public_id, *more])


@pytest.mark.parametrize("name", ["search", "invoices", "contacts"])
def test_a_character_that_no_database_keeps_is_refused_in_an_address(
    client: Client, cast: Cast, name: str
) -> None:
    client.force_login(cast.an)

    answer = client.get(address(cast, name), {"q": "a\0b"})

    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()


def test_a_character_that_no_database_keeps_is_refused_in_a_form(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)

    answer = client.post(address(cast, "contact-new"), {"name": "a\0b", "country": "BE", "language": "nl"})

    assert answer.status_code == 400


def test_a_request_that_is_too_large_is_refused_before_it_is_read(
    client: Client, cast: Cast, settings: LazySettings
) -> None:
    settings.UPLOAD_BYTES_MAX = 0
    client.force_login(cast.an)

    answer = client.post(
        address(cast, "import"), data=b"x" * (1024 * 1024 + 1), content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 413
    assert "2 MB" in answer.content.decode()


def test_a_form_that_breaks_off_is_refused_in_a_sentence(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)

    answer = client.post(address(cast, "import"), data=b"abc", content_type="multipart/form-data")

    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_a_sentence(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.an)

    answer = client.post(reverse("profile"), {"theme": "dark"})

    assert answer.status_code == 403
    assert "CSRF" not in answer.content.decode()
    assert "<h1>" in answer.content.decode()


def test_an_absurd_number_in_a_form_is_no_fault_of_ours(client: Client, cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        contact = customer(now)
    client.force_login(cast.an)
    digits = "9" * 5000

    answers = [
        client.post(address(cast, "contact-edit", contact.public_id), {"version": digits, "name": ""}),
        client.post(address(cast, "invoice-new"), {"version": digits}),
        client.post(address(cast, "invoice-new"), {"act": f"remove-{digits}"}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 200]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_page_before_or_after_all_time_is_the_first_page(client: Client, cast: Cast, moment: str) -> None:
    client.force_login(cast.an)

    answers = [
        client.get(address(cast, "import"), {"older": f"{moment}~1"}),
        client.get(address(cast, "deliveries"), {"after": f"{moment}_1"}),
        client.get(address(cast, "deliveries"), {"after": f"2026-01-01T00:00:00+00:00_{'9' * 30}"}),
    ]

    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.parametrize("day", ["0001-01-01", "31/12/9999"])
def test_an_invoice_of_another_age_is_refused_at_its_date(
    client: Client, cast: Cast, now: dt.datetime, day: str
) -> None:
    with tenant.enter(cast.atelier):
        contact = customer(now)
    client.force_login(cast.an)
    typed = {
        "contact": contact.public_id, "issued_on": day, "line_description": "Tafel", "line_quantity": "1",
        "line_unit_code": "C62", "line_unit_price": "10", "line_vat": "S|21",
    }  # fmt: skip

    answer = client.post(address(cast, "invoice-new"), typed)

    assert answer.status_code == 422
    assert "31/12/2199" in answer.content.decode()
    with tenant.enter(cast.atelier):
        assert not Document.objects.exists()
