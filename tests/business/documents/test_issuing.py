"""Issuing: gapless numbers in order of date, frozen bytes, and what keeps a draft from leaving."""

from __future__ import annotations

import datetime as dt
import io
import threading
from collections.abc import Iterator

import pytest
from django.db import connection
from pypdf import PdfReader

from boekbrug.belgium import ogm
from boekbrug.business.documents import actions, issuing, queries
from boekbrug.business.documents.models import Document, DocumentKey, Kind, NumberSeries
from boekbrug.business.dossiers import tenant
from boekbrug.business.timeline.queries import events_about, find_break
from boekbrug.formats import einvoice
from tests.business.documents.making import OWN_IBAN, customer, draft, give_account, line
from tests.cast import Cast, make_cast


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """Work in the atelier, which can be paid."""
    give_account(cast.atelier)
    with tenant.enter(cast.atelier):
        yield cast


def issue(cast: Cast, now: dt.datetime, **values: object) -> Document:
    """Keep a draft for the one customer and issue it."""
    from boekbrug.business.contacts.models import Contact

    contact = Contact.objects.first() or customer(now)
    kept = actions.save_draft(draft=draft(contact, **values), actor=cast.actor(cast.an), now=now)
    return actions.issue(document=kept, actor=cast.actor(cast.an), now=now)


def test_numbers_are_gapless_per_kind_and_year(inside: Cast, now: dt.datetime) -> None:
    credit = {"kind": Kind.SALE_CREDIT, "credited_number": "2026-0001"}

    numbers = [
        issue(inside, now, issued_on=dt.date(2025, 12, 31)).number,
        issue(inside, now).number,
        issue(inside, now).number,
        issue(inside, now, **credit).number,
    ]

    assert numbers == ["2025-0001", "2026-0001", "2026-0002", "CN2026-0001"]


def test_an_issued_invoice_has_its_reference_files_keys_and_event(inside: Cast, now: dt.datetime) -> None:
    issued = issue(inside, now)

    assert issued.state == "FINAL"
    assert ogm.is_valid(issued.reference)
    assert issued.reference.startswith("2600000001")
    assert issued.due_on == dt.date(2026, 4, 15)
    assert "20260001" in DocumentKey.objects.values_list("key", flat=True)
    assert [event.kind for event in events_about("document", issued.public_id)] == [
        "document.issued",
        "document.drafted",
    ]
    assert find_break() is None


def test_the_ubl_reads_back_as_the_invoice_and_holds_the_pdf_that_holds_it(
    inside: Cast, now: dt.datetime
) -> None:
    issued = issue(inside, now, note="Dank u")

    ubl = queries.file_of(issued, "ubl")
    pdf = queries.file_of(issued, "pdf")

    reading = einvoice.read(ubl.content)
    assert reading.problems == ()
    assert reading.invoice is not None
    assert reading.invoice == einvoice.as_bis3(queries.as_invoice(issued), pdf=reading.invoice.pdf)
    assert reading.invoice.payment.iban == OWN_IBAN
    assert reading.invoice.pdf is not None
    assert reading.invoice.pdf.content == pdf.content
    assert (ubl.name, pdf.name) == ("2026-0001.xml", "2026-0001.pdf")
    inner = next(iter(PdfReader(io.BytesIO(pdf.content)).attachments.values()))[0]
    assert einvoice.read(inner).invoice is not None


def test_a_date_before_the_last_number_is_refused_and_takes_no_number(inside: Cast, now: dt.datetime) -> None:
    issue(inside, now)

    with pytest.raises(actions.DateBeforeLastNumber) as refused:
        issue(inside, now, issued_on=dt.date(2026, 3, 15))

    assert "15/03/2026 lies before 16/03/2026" in refused.value.sentence.english
    assert NumberSeries.objects.get().last_number == 1


def test_a_draft_that_others_would_refuse_is_not_issued_and_takes_no_number(
    cast: Cast, now: dt.datetime
) -> None:
    cast.atelier.name = " "
    cast.atelier.save(update_fields=["name"])
    with tenant.enter(cast.atelier):
        with pytest.raises(actions.NotReady) as refused:
            issue(cast, now)

        assert "readiness-seller-without-name" in [problem.code for problem in refused.value.problems]
        assert not NumberSeries.objects.filter(last_number__gt=0).exists()
        assert Document.objects.get().number == ""


def test_an_issued_invoice_cannot_change_be_issued_again_or_be_thrown_away(
    inside: Cast, now: dt.datetime
) -> None:
    issued, by_an = issue(inside, now), inside.actor(inside.an)
    assert issued.contact

    for again in (
        lambda: actions.issue(document=issued, actor=by_an, now=now),
        lambda: actions.discard_draft(document=issued, actor=by_an, now=now),
        lambda: actions.save_draft(draft=draft(issued.contact), document=issued, actor=by_an, now=now),
    ):
        with pytest.raises(actions.AlreadyIssued):
            again()


def test_the_prefix_of_the_dossier_stands_before_the_number(inside: Cast, now: dt.datetime) -> None:
    inside.atelier.invoice_prefix = "AN-"
    inside.atelier.save(update_fields=["invoice_prefix"])

    assert issue(inside, now).number == "AN-2026-0001"


def test_a_preview_is_a_pdf_with_a_mark_and_no_number(inside: Cast, now: dt.datetime) -> None:
    content = issuing.preview(draft(customer(now), line("100", description="Kast")))

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "ONTWERP" in text
    assert "Kast" in text
    assert not NumberSeries.objects.exists()


def test_a_preview_can_be_looked_at_as_pictures(inside: Cast, now: dt.datetime) -> None:
    pages = issuing.preview_pictures(draft(customer(now), *[line() for _ in range(60)]))

    assert len(pages) > 1
    assert all(page.startswith(b"\x89PNG") for page in pages)


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_get_two_numbers_without_a_gap(now: dt.datetime) -> None:
    cast = make_cast(now)
    give_account(cast.atelier)
    with tenant.enter(cast.atelier):
        contact = customer(now)
        kept = [
            actions.save_draft(draft=draft(contact), actor=cast.actor(cast.an), now=now) for _ in range(4)
        ]

    def issue_one(document: Document) -> None:
        with tenant.enter(cast.atelier):
            actions.issue(document=document, actor=cast.actor(cast.bram), now=now)
        connection.close()

    threads = [threading.Thread(target=issue_one, args=(document,)) for document in kept]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with tenant.enter(cast.atelier):
        numbers = sorted(Document.objects.values_list("number", flat=True))
    assert numbers == ["2026-0001", "2026-0002", "2026-0003", "2026-0004"]
