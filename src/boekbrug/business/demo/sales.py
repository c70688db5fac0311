"""A year of sales: drafts that are issued in order of day, some credited, a few still drafts."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from boekbrug.business.contacts import actions as contacts
from boekbrug.business.contacts.models import Contact
from boekbrug.business.demo.enterprises import contact_values
from boekbrug.business.demo.tables import CUSTOMERS, DemoDossier, Ware
from boekbrug.business.documents import actions as documents
from boekbrug.business.documents.drafts import Draft, DraftLine
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.people.actor import Actor

CREDITED_EVERY = 17


def add_customers(*, actor: Actor, now: dt.datetime) -> list[Contact]:
    """Add the customers to the entered dossier."""
    return [contacts.add_contact(values=contact_values(one), actor=actor, now=now) for one in CUSTOMERS]


def issue_sales(
    plan: DemoDossier, *, days: list[dt.date], customers: list[Contact], dice: random.Random, actor: Actor
) -> list[Document]:
    """Issue an invoice on each of the days (in order), with a credit note now and then."""
    issued = []
    for count, day in enumerate(days, 1):
        invoice = _issue(_draft(plan, day, dice.choice(customers), dice), actor)
        issued.append(invoice)
        if count % CREDITED_EVERY == 0:
            issued.append(_issue(_credit(invoice, plan, day), actor))
    return issued


def keep_draft(
    plan: DemoDossier, *, day: dt.date, customers: list[Contact], dice: random.Random, actor: Actor
) -> Document:
    """Leave one invoice as a draft, for a new user to look at."""
    draft = _draft(plan, day, dice.choice(customers), dice)
    return documents.save_draft(draft=draft, actor=actor, now=at_ten(day))


def at_ten(day: dt.date) -> dt.datetime:
    """Return ten o'clock (UTC) of a day: when the people of the demo work."""
    return dt.datetime.combine(day, dt.time(10), dt.UTC)


def _draft(plan: DemoDossier, day: dt.date, customer: Contact, dice: random.Random) -> Draft:
    wares = dice.sample(plan.wares, dice.randint(1, 3))
    return Draft(
        kind=Kind.SALE,
        contact=customer,
        issued_on=day,
        due_on=day + dt.timedelta(days=30),
        lines=tuple(_line(ware, dice.randint(1, 4)) for ware in wares),
        language=customer.language,
    )


def _credit(invoice: Document, plan: DemoDossier, day: dt.date) -> Draft:
    return Draft(
        kind=Kind.SALE_CREDIT,
        contact=invoice.contact,
        issued_on=day,
        lines=(_line(plan.wares[-1], 1),),
        credited_number=invoice.number,
        language=invoice.language,
    )


def _line(ware: Ware, quantity: int) -> DraftLine:
    return DraftLine(
        description=ware.description,
        quantity=Decimal(quantity),
        unit_price=Decimal(ware.price_cents).scaleb(-2),
        vat_rate=Decimal(ware.vat_percent),
    )


def _issue(draft: Draft, actor: Actor) -> Document:
    now = at_ten(draft.issued_on)
    document = documents.save_draft(draft=draft, actor=actor, now=now)
    return documents.issue(document=document, actor=actor, now=now)
