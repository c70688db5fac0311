"""The pages of purchases."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.documents.actions.receiving import receive
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.files.actions import store
from boekbrug.formats import einvoice
from tests.business.documents.making import incoming
from tests.cast import Cast


@pytest.fixture
def bought(cast: Cast, now: dt.datetime) -> Document:
    """An invoice of a supplier in the atelier."""
    with tenant.enter(cast.atelier):
        content = einvoice.write_bis3(incoming(cast.atelier))
        invoice = einvoice.read(content).invoice
        assert invoice
        file = store(content=content, now=now)
        return receive(invoice=invoice, file=file, actor=cast.actor(cast.an), now=now).document


def address(cast: Cast, name: str, *more: str) -> str:
    """The address of a page in the atelier."""
    return reverse(name, args=[cast.atelier.public_id, *more])


def test_what_was_taken_in_is_listed_and_shown_with_its_own_totals(
    client: Client, cast: Cast, bought: Document
) -> None:
    client.force_login(cast.an)

    listed = client.get(address(cast, "purchases")).content.decode()
    totals = client.get(address(cast, "purchases-totals")).content.decode()
    shown = client.get(address(cast, "purchase", bought.public_id)).content.decode()

    assert "Houthandel Vlaanderen" in listed
    assert "605,00" in totals
    assert "Eikenhout" in shown
    assert "605,00" in shown


def test_the_original_is_handed_over_byte_for_byte(client: Client, cast: Cast, bought: Document) -> None:
    client.force_login(cast.an)

    answer = client.get(address(cast, "purchase-file", bought.public_id, "ubl"))

    assert einvoice.read(answer.content).invoice is not None
    assert client.get(address(cast, "purchase-file", bought.public_id, "pdf")).status_code == 404


def test_a_purchase_is_no_invoice_of_ours(client: Client, cast: Cast, bought: Document) -> None:
    client.force_login(cast.an)

    assert client.get(address(cast, "invoice", bought.public_id)).status_code == 404


def test_bram_who_makes_invoices_does_not_see_purchases(client: Client, cast: Cast, bought: Document) -> None:
    client.force_login(cast.bram)

    assert client.get(address(cast, "purchases")).status_code == 403
    assert client.get(address(cast, "invoices")).status_code == 200


@pytest.mark.parametrize("name", ["purchases", "purchases-totals", "purchase", "purchase-file"])
def test_dirk_finds_nothing(client: Client, cast: Cast, bought: Document, name: str) -> None:
    client.force_login(cast.dirk)
    more = {"purchase": [bought.public_id], "purchase-file": [bought.public_id, "ubl"]}.get(name, [])

    assert client.get(address(cast, name, *more)).status_code == 404
    if more:
        assert client.get(reverse(name, args=[cast.dirks.public_id, *more])).status_code == 404
