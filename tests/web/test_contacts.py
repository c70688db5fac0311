"""The pages of contacts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.contacts.models import Contact, ContactAccount
from boekbrug.business.dossiers import tenant
from tests.business.documents.making import OWN_IBAN, customer
from tests.cast import Cast

TYPED = {"name": "Bakkerij De Korrel", "country": "BE", "language": "nl", "is_customer": "on"}


@pytest.fixture
def contact(cast: Cast, now: dt.datetime) -> Contact:
    """A customer of the atelier."""
    with tenant.enter(cast.atelier):
        return customer(now)


def address(cast: Cast, name: str, *more: str) -> str:
    """The address of a page in the atelier."""
    return reverse(name, args=[cast.atelier.public_id, *more])


def test_the_list_finds_contacts_and_runs_as_many_queries_for_two_as_for_twenty(
    client: Client, cast: Cast, contact: Contact, now: dt.datetime, django_assert_max_num_queries: object
) -> None:
    with tenant.enter(cast.atelier):
        for position in range(20):
            customer(now, name=f"Klant {position:02d}", base=5000000 + position)
    client.force_login(cast.an)

    with django_assert_max_num_queries(25):  # type: ignore[operator]
        every = client.get(address(cast, "contacts")).content.decode()
    found = client.get(address(cast, "contacts"), {"q": "bakkerij"}).content.decode()

    assert every.count("Klant ") == 40  # its title, and its text
    assert "De Korrel" in found
    assert "Klant 01" not in found


def test_a_contact_is_added_with_its_accounts(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)

    answer = client.post(address(cast, "contact-new"), TYPED | {"ibans": f" {OWN_IBAN} \n\n"})

    assert answer.status_code == 302
    with tenant.enter(cast.atelier):
        assert ContactAccount.objects.get().iban == OWN_IBAN
        assert Contact.objects.get().name == "Bakkerij De Korrel"


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)

    answer = client.post(address(cast, "contact-new"), TYPED | {"vat_number": "BE 12", "city": "Brugge"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="BE 12"' in page
    assert 'value="Brugge"' in page
    assert 'id="vat_number-problem"' in page


def test_a_contact_is_changed(client: Client, cast: Cast, contact: Contact) -> None:
    client.force_login(cast.an)
    there = address(cast, "contact-edit", contact.public_id)
    assert "Molenstraat 7" in client.get(there).content.decode()

    client.post(there, TYPED | {"name": "Korrel BV", "version": "1"})
    late = client.post(there, TYPED | {"name": "Te laat", "version": "1"})

    assert late.status_code == 422
    contact.refresh_from_db(from_queryset=Contact.across.all())
    assert contact.name == "Korrel BV"


@pytest.mark.parametrize("name", ["contacts", "contact-new", "contact-edit"])
def test_dirk_finds_nothing(client: Client, cast: Cast, contact: Contact, name: str) -> None:
    client.force_login(cast.dirk)
    more = [contact.public_id] if name == "contact-edit" else []

    assert client.get(address(cast, name, *more)).status_code == 404
    if more:
        assert client.get(reverse(name, args=[cast.dirks.public_id, *more])).status_code == 404
