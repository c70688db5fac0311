"""Issued to a buyer without a Belgian number: by its VAT number over Peppol, or handed over only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from boekbrug.business.contacts.actions import add_contact
from boekbrug.business.contacts.models import Contact
from boekbrug.business.contacts.values import ContactValues
from boekbrug.business.documents import actions, queries
from boekbrug.business.documents.issuing import problems_of
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Endpoint
from boekbrug.formats.problem import Severity
from tests.business.documents.making import draft, give_account, line
from tests.cast import Cast

EMAIL = "dirk@voorbeeld.example"


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """Work in the atelier, which can be paid."""
    give_account(cast.atelier)
    with tenant.enter(cast.atelier):
        yield cast


def buyer(cast: Cast, now: dt.datetime, **values: str) -> Contact:
    """A customer who has an e-mail address and no enterprise number."""
    known = {"name": "Dirk Voorbeeld", "street": "Dorp 1", "postcode": "9000", "city": "Gent", "email": EMAIL}
    return add_contact(values=ContactValues(**{**known, **values}), actor=cast.actor(cast.an), now=now)


def issue(cast: Cast, now: dt.datetime, contact: Contact, **sold: str) -> Document:
    """Issue one line to a customer."""
    made = draft(contact, line(**sold))
    kept = actions.save_draft(draft=made, actor=cast.actor(cast.an), now=now)
    return actions.issue(document=kept, actor=cast.actor(cast.an), now=now)


def broken(ubl: bytes) -> list[str]:
    """The rules of sending that a file breaks."""
    found = einvoice.validate(ubl, profile=einvoice.SEND).findings
    return [one.code for one in found if one.severity is Severity.ERROR]


def test_a_buyer_abroad_is_reached_by_its_vat_number(inside: Cast, now: dt.datetime) -> None:
    abroad = buyer(inside, now, vat_number="FR42999999006", country="FR", postcode="59000", city="Lille")

    ubl = queries.file_of(issue(inside, now, abroad, rate="0", vat_category="AE"), "ubl").content

    invoice = einvoice.read(ubl).invoice
    assert invoice
    assert invoice.buyer.endpoint == Endpoint("9957", "FR42999999006")
    assert problems_of(draft(abroad, line(rate="0", vat_category="AE"))) == ()
    assert broken(ubl) == []


def test_a_private_person_gets_an_invoice_that_peppol_alone_refuses(inside: Cast, now: dt.datetime) -> None:
    person = buyer(inside, now)

    issued = issue(inside, now, person)

    ubl = queries.file_of(issued, "ubl").content
    invoice = einvoice.read(ubl).invoice
    assert invoice
    assert (issued.state, invoice.buyer.endpoint, invoice.buyer.email) == ("FINAL", None, EMAIL)
    found = problems_of(draft(person))
    assert [(one.code, one.severity) for one in found] == [
        ("readiness-buyer-without-endpoint", Severity.WARNING)
    ]
    assert broken(ubl) == ["PEPPOL-EN16931-R010"]


def test_a_belgian_vat_number_alone_is_the_number_of_the_enterprise(inside: Cast, now: dt.datetime) -> None:
    known = buyer(inside, now, vat_number="BE0123456749")

    invoice = queries.as_invoice(issue(inside, now, known))

    assert invoice.buyer.endpoint == Endpoint("0208", "0123456749")
