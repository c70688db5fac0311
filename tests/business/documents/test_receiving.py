"""Taking in e-invoices: whose they are, their own totals, and the same number again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from boekbrug.business.contacts.models import Contact, ContactAccount
from boekbrug.business.documents import actions, queries
from boekbrug.business.documents.actions.receiving import (
    NotOurs,
    Outcome,
    Received,
    SameNumberOtherContent,
    receive,
)
from boekbrug.business.documents.models import Document, DocumentVat, Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.files.actions import store
from boekbrug.formats import einvoice
from tests.business.documents.making import customer, draft, give_account, incoming, party
from tests.cast import Cast


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """Work in the atelier."""
    with tenant.enter(cast.atelier):
        yield cast


def take_in(cast: Cast, invoice: einvoice.Invoice, now: dt.datetime) -> Received:
    """Write an invoice as a supplier would, and take the file in."""
    content = einvoice.write_bis3(invoice)
    reading = einvoice.read(content)
    assert reading.invoice, [problem.sentence.english for problem in reading.problems]
    file = store(content=content, now=now)
    return receive(invoice=reading.invoice, file=file, actor=cast.actor(cast.an), now=now)


def test_an_invoice_to_the_dossier_becomes_a_purchase_of_a_new_contact(
    inside: Cast, now: dt.datetime
) -> None:
    pdf = einvoice.Attachment("f.pdf", "application/pdf", b"%PDF-1.7 invented")

    received = take_in(inside, incoming(inside.atelier, attachments=(pdf,)), now)

    document = received.document
    assert received.outcome is Outcome.NEW
    assert (document.kind, document.number, document.state) == (Kind.PURCHASE, "F-881", "FINAL")
    assert (document.net_thousandths, document.total_thousandths) == (500_000, 605_000)
    assert document.contact is not None
    assert document.contact.name == "Houthandel Vlaanderen"
    assert (document.contact.is_supplier, document.contact.is_customer) == (True, False)
    assert ContactAccount.objects.get().contact == document.contact
    assert queries.file_of(document, "pdf").content == pdf.content
    assert queries.detail(document.public_id, is_sale=False).events[0].kind == "document.received"


def test_its_own_totals_are_kept_where_ours_would_differ(inside: Cast, now: dt.datetime) -> None:
    whole = incoming(inside.atelier)
    vat = replace(whole.vat[0], amount=Decimal("104.97"))
    totals = replace(whole.totals, vat=vat.amount, gross=Decimal("604.97"), payable=Decimal("604.97"))

    document = take_in(inside, replace(whole, vat=(vat,), totals=totals), now).document

    assert (document.vat_thousandths, document.total_thousandths) == (104_970, 604_970)
    assert DocumentVat.objects.get().vat_thousandths == 104_970


def test_the_same_file_again_is_known(inside: Cast, now: dt.datetime) -> None:
    invoice = incoming(inside.atelier)
    first = take_in(inside, invoice, now)

    again = take_in(inside, invoice, now)

    assert again == Received(Outcome.KNOWN, first.document)
    assert Document.objects.count() == 1


def test_the_same_invoice_with_another_pdf_inside_is_known(inside: Cast, now: dt.datetime) -> None:
    invoice = incoming(inside.atelier)
    take_in(inside, invoice, now)
    pdf = einvoice.Attachment("f.pdf", "application/pdf", b"%PDF-1.7 other")

    assert take_in(inside, replace(invoice, attachments=(pdf,)), now).outcome is Outcome.KNOWN


def test_the_same_number_with_other_content_is_told_and_never_overwritten(
    inside: Cast, now: dt.datetime
) -> None:
    take_in(inside, incoming(inside.atelier), now)

    with pytest.raises(SameNumberOtherContent) as refused:
        take_in(inside, incoming(inside.atelier, price="251"), now)

    assert "F-881" in refused.value.sentence.english
    assert Document.objects.get().total_thousandths == 605_000


def test_two_suppliers_may_use_one_number(inside: Cast, now: dt.datetime) -> None:
    take_in(inside, incoming(inside.atelier), now)

    take_in(inside, incoming(inside.atelier, seller=party("Lijmfabriek Leie", 2345678)), now)

    assert Document.objects.count() == Contact.objects.count() == 2


def test_an_invoice_between_two_others_is_not_ours(inside: Cast, now: dt.datetime) -> None:
    with pytest.raises(NotOurs) as refused:
        take_in(inside, incoming(inside.dirks), now)

    assert "Atelier Noordzee" in refused.value.sentence.english
    assert not Contact.objects.exists()


def test_a_negative_invoice_is_a_credit_note_with_positive_amounts(inside: Cast, now: dt.datetime) -> None:
    whole = incoming(inside.atelier)
    negative = einvoice.completed(replace(whole, lines=(replace(whole.lines[0], quantity=Decimal(-2)),)))

    document = take_in(inside, negative, now).document

    assert document.kind == Kind.PURCHASE_CREDIT
    assert (document.net_thousandths, document.total_thousandths) == (500_000, 605_000)
    assert document.lines.get().net_thousandths == 500_000


def test_what_was_prepaid_is_not_left_to_pay(inside: Cast, now: dt.datetime) -> None:
    whole = incoming(inside.atelier, totals=einvoice.Totals(prepaid=Decimal(105)))

    document = take_in(inside, whole, now).document

    assert document.total_thousandths == 605_000
    assert document.rest_thousandths == 500_000


def test_an_invoice_that_we_issued_is_known_when_it_comes_back(inside: Cast, now: dt.datetime) -> None:
    give_account(inside.atelier)
    by_an = inside.actor(inside.an)
    kept = actions.save_draft(draft=draft(customer(now)), actor=by_an, now=now)
    issued = actions.issue(document=kept, actor=by_an, now=now)
    assert issued.ubl
    reading = einvoice.read(queries.file_of(issued, "ubl").content)
    assert reading.invoice

    again = receive(invoice=reading.invoice, file=issued.ubl, actor=by_an, now=now)

    assert (again.outcome, again.document.pk) == (Outcome.KNOWN, issued.pk)


def test_an_invoice_of_ours_from_another_program_is_a_sale_with_its_own_number(
    inside: Cast, now: dt.datetime
) -> None:
    own = incoming(inside.atelier).buyer
    sold = incoming(inside.atelier, number="V77", seller=own, buyer=party("Brouwerij Schelde", 1234567))

    document = take_in(inside, sold, now).document

    assert (document.kind, document.number) == (Kind.SALE, "V77")
    assert document.contact is not None
    assert document.contact.is_customer
    assert not ContactAccount.objects.exists()


def test_a_number_that_an_invoice_from_elsewhere_took_is_not_given_again(
    inside: Cast, now: dt.datetime
) -> None:
    give_account(inside.atelier)
    own = incoming(inside.atelier).buyer
    sold = incoming(inside.atelier, number="2026-0001", seller=own, buyer=party("Brouwerij Schelde", 1234567))
    take_in(inside, sold, now)
    kept = actions.save_draft(draft=draft(customer(now)), actor=inside.actor(inside.an), now=now)

    with pytest.raises(actions.NumberTaken) as refused:
        actions.issue(document=kept, actor=inside.actor(inside.an), now=now)

    assert "2026-0001" in refused.value.sentence.english
