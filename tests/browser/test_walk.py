"""The main walk as a person clicks it: log in, take in a statement, match, undo, make an invoice, send it."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest

from boekbrug.belgium import iban
from boekbrug.business.banking import actions as banking
from boekbrug.business.banking.models import Movement
from boekbrug.business.contacts import actions as contacts
from boekbrug.business.contacts.values import ContactValues
from boekbrug.business.documents import actions as documents
from boekbrug.business.documents.drafts import Draft, DraftLine
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.models import Person
from boekbrug.formats import coda
from tests.browser import looking
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.browser
IBAN = iban.make_belgian(3630001234)


@pytest.fixture
def atelier(browser, now) -> Cast:
    """The cast with a bank account, a customer and one open invoice; pages in English."""
    from decimal import Decimal

    from tests.cast import make_cast

    cast = make_cast(now)
    Person.objects.update(language="en")
    by_an = cast.actor(cast.an)
    with tenant.enter(cast.atelier):
        banking.add_account(iban=IBAN, currency="EUR", name="Zichtrekening", actor=by_an, now=now)
        customer = contacts.add_contact(
            values=ContactValues(name="Hotel De Leie", street="Kaai 3", postcode="9000", city="Gent"),
            actor=by_an,
            now=now,
        )
        line = DraftLine(description="Tafel", quantity=Decimal(1), unit_price=Decimal(100))
        draft = Draft(kind=Kind.SALE, contact=customer, issued_on=now.date(), lines=(line,))
        document = documents.save_draft(draft=draft, actor=by_an, now=now)
        documents.issue(document=document, actor=by_an, now=now)
    return cast


@pytest.fixture
def window(browser, atelier, monkeypatch):
    """An's window, logged in."""
    monkeypatch.setattr(looking, "PASSWORD", PASSWORD)
    with browser.window() as opened:
        opened.log_in(atelier.an.email)
        yield opened


def statement(reference: str, today: dt.date) -> bytes:
    """A statement with one payment of 121,00 for a reference."""
    paid = coda.PlainMovement(
        amount_thousandths=121_000, value_on=today, reference=reference, transaction_code="00150000"
    )
    return coda.write(
        [
            coda.build_statement(
                account=IBAN,
                holder_name="ATELIER NOORDZEE",
                bic="GEBABEBB",
                sequence=1,
                paper_number=1,
                opening_balance_thousandths=0,
                opening_on=today,
                created_on=today,
                movements=[paid],
            )
        ]
    )


def test_an_uploaded_statement_pays_an_invoice_and_undo_opens_it_again(window, atelier, now):
    with tenant.enter(atelier.atelier):
        invoice = Document.objects.get()
    page, base = window.page, f"{window.address}/d/{atelier.atelier.public_id}"
    page.goto(f"{base}/import/")
    file = {"name": "zonder-ending", "mimeType": "", "buffer": statement(invoice.reference, now.date())}
    page.set_input_files("input[name=files]", files=[file])
    page.click("[data-upload] button")
    page.wait_for_url("**/import/*/")
    page.locator("main table a").first.click()
    page.wait_for_url("**/bank/**")
    page.wait_for_load_state("networkidle")
    with page.expect_response(lambda answer: "/accept" in answer.url):
        page.keyboard.press("Enter")
    with tenant.enter(atelier.atelier):
        invoice.refresh_from_db()
    assert invoice.is_paid

    with page.expect_response(lambda answer: "/undo" in answer.url):
        page.keyboard.press("u")

    with tenant.enter(atelier.atelier):
        invoice.refresh_from_db()
        assert invoice.settled_thousandths == 0
        assert Movement.objects.get().allocated_thousandths == 0


def test_a_month_is_sent_as_a_zip_once(window, atelier, now, monkeypatch):
    from boekbrug.business.outbox import work
    from boekbrug.business.outbox.models import Batch

    page, base = window.page, f"{window.address}/d/{atelier.atelier.public_id}"
    month = f"{now:%Y-%m}"
    page.goto(f"{base}/deliveries/send/?period={month}")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(lambda url: "/send/" not in url)
    with tenant.enter(atelier.atelier):
        work.run_batch(batch=Batch.objects.get())
    page.get_by_role("link", name="Download the ZIP").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the ZIP").click()

    names = zipfile.ZipFile(download.value.path()).namelist()
    assert any(name.endswith(".xml") for name in names)
    page.goto(f"{base}/deliveries/send/?period={month}")
    assert page.get_by_text("Nothing to send").is_visible()
