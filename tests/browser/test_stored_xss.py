"""Whatever strangers write in names, files and bank lines stays text on every page."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from boekbrug.business.contacts import actions as contacts
from boekbrug.business.contacts.models import Contact
from boekbrug.business.contacts.values import ContactValues
from boekbrug.business.documents import actions as documents
from boekbrug.business.documents.drafts import Draft
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.inbox.models import Intake
from boekbrug.business.people.models import Person
from boekbrug.formats import coda, einvoice
from tests.browser import looking
from tests.browser.pages import every_page
from tests.browser.payloads import PAYLOADS
from tests.business.banking.sheets import IBAN, day
from tests.business.documents.making import draft, give_account, incoming, line, party
from tests.business.inbox.hand import Hand
from tests.cast import PASSWORD, Cast, make_cast

pytestmark = pytest.mark.browser
LISTEN = """document.addEventListener('securitypolicyviolation', event =>
  console.warn('VIOLATION ' + event.violatedDirective + ' ' + event.sample + ' ' + event.blockedURI))"""


def of(number: int) -> str:
    return PAYLOADS[number % len(PAYLOADS)]


def plant(cast: Cast, now: dt.datetime) -> None:
    """Give every text field of the atelier every payload, spread over its rows."""
    by: dict[str, Any] = {"actor": cast.actor(cast.an), "now": now}
    hand = Hand(cast, cast.an, now)
    give_account(cast.atelier)
    with tenant.enter(cast.atelier):
        hand.add_account()
        movements = []
        for number in range(len(PAYLOADS)):
            buyer = contacts.add_contact(values=_contact(number), **by)
            documents.save_draft(draft=_sold(buyer, number), **by)
            hand.give(einvoice.write_bis3(_bought(cast.atelier, number)), f"{of(number)}.xml")
            movements.append(_paid(number))
        hand.give(coda.write([_statement(movements)]), f"{of(0)}.cod")


def _contact(number: int) -> ContactValues:
    name, street, city = of(number), of(number + 1), of(number + 2)[:80]
    return ContactValues(name=name, street=street, city=city, postcode="9000")


def _sold(buyer: Contact, number: int) -> Draft:
    sold = line("10", description=of(number + 3))
    return draft(buyer, sold, note=of(number + 4), buyer_reference=of(number)[:60])


def _bought(dossier: Dossier, number: int) -> einvoice.Invoice:
    bought = einvoice.Line(
        "1", of(number), Decimal(1), Decimal(10), Decimal(0), "S", Decimal(21), description=of(number + 1)
    )
    seller = party(of(number + 2), 3000000 + number, contact_name=of(number + 3), trade_name=of(number + 4))
    note = (of(number + 5),)
    return incoming(dossier, number=of(number), seller=seller, lines=(bought,), notes=note)


def _paid(number: int) -> coda.PlainMovement:
    return coda.PlainMovement(
        10_000, day(3), communication=of(number)[:53], counterparty_name=of(number + 1)[:35],
        counterparty_iban=IBAN, counterparty_bic="KREDBEBB",
    )  # fmt: skip


def _statement(movements: list[coda.PlainMovement]) -> coda.Statement:
    return coda.build_statement(
        account=IBAN, holder_name="<svg onload=alert(1)>", bic="KREDBEBB", sequence=1, paper_number=1,
        opening_balance_thousandths=0, opening_on=day(2), created_on=day(3), movements=movements,
    )  # fmt: skip


def addresses(cast: Cast, now: dt.datetime) -> Iterator[str]:
    """Every page of the atelier, and the page of each row that has texts of strangers."""
    key = cast.atelier.public_id
    for page in every_page(dossier=cast.atelier, who=cast.an.email, operator="", now=now):
        if page.who == cast.an.email:
            yield page.address
    with tenant.enter(cast.atelier):
        for contact in Contact.objects.all():
            yield reverse("contact-edit", args=[key, contact.public_id])
        for document in Document.objects.all():
            name = "purchase" if document.kind.startswith("PURCHASE") else "invoice-edit"
            yield reverse(name, args=[key, document.public_id])
        for intake in Intake.objects.all():
            yield reverse("intake", args=[key, intake.public_id])
    yield reverse("search", args=[key]) + "?q=%22%3E%3Csvg%20onload%3Dalert(1)%3E"


def test_no_text_of_a_stranger_runs_on_any_page(browser, monkeypatch):
    now = dt.datetime.now(dt.UTC)
    cast = make_cast(now)
    plant(cast, now)
    monkeypatch.setattr(looking, "PASSWORD", PASSWORD)
    found, seen = [], 0
    with browser.window() as window:
        window.context.add_init_script(LISTEN)
        window.page.on("dialog", lambda dialog: (found.append(f"ran: {window.page.url}"), dialog.dismiss()))
        window.page.on("console", lambda said: _hear(said.text, window.page.url, found))
        window.log_in(cast.an.email)
        assert _is_heard(window.page, found)
        for address in addresses(cast, now):
            window.page.goto(window.address + address, wait_until="load")
            seen += 1
        for payload in PAYLOADS:
            Dossier.objects.filter(pk=cast.atelier.pk).update(name=payload, invoice_footer=payload)
            Person.objects.filter(pk=cast.an.pk).update(name=payload)
            window.page.goto(f"{window.address}/d/{cast.atelier.public_id}/settings/", wait_until="load")
            seen += 1

    sys.stdout.write(f"stored XSS: {len(PAYLOADS)} payloads, {seen} pages, {len(found)} runs or violations\n")
    assert len(set(PAYLOADS)) >= 60
    assert seen > 200
    assert found == []


def _is_heard(page: Any, found: list[str]) -> bool:
    """Try a script of our own: who does not hear that one would hear none."""
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    for _ in range(100):
        page.wait_for_timeout(100)
        if found:
            break
    heard = bool(found)
    found.clear()
    return heard


def _hear(text: str, url: str, found: list[str]) -> None:
    if "VIOLATION" in text or "Content Security Policy" in text or "Refused to" in text:
        found.append(f"{text[:160]} at {url}")
