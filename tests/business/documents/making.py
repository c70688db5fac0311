"""Drafts and e-invoices for the tests of documents; names and numbers are invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from boekbrug.belgium import enterprise_number, iban
from boekbrug.business.contacts.actions import add_contact
from boekbrug.business.contacts.models import Contact
from boekbrug.business.contacts.values import ContactValues
from boekbrug.business.documents.drafts import Draft, DraftLine
from boekbrug.business.documents.models import Kind
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.people.actor import PROGRAM
from boekbrug.formats import einvoice

OWN_IBAN = iban.make_belgian(3630123456)


def give_account(dossier: Dossier) -> None:
    """Let a dossier be paid on an account."""
    dossier.invoice_iban = OWN_IBAN
    dossier.save(update_fields=["invoice_iban"])


def customer(now: dt.datetime, *, name: str = "Bakkerij De Korrel", base: int = 4567890) -> Contact:
    """Make a customer with everything an invoice asks."""
    values = ContactValues(
        name=name,
        enterprise_number=enterprise_number.make(base),
        vat_number=f"BE{enterprise_number.make(base)}",
        street="Molenstraat 7",
        postcode="8000",
        city="Brugge",
        email="info@dekorrel.example",
    )
    return add_contact(values=values, actor=PROGRAM, now=now)


def line(price: str = "100", quantity: str = "1", rate: str = "21", **values: Any) -> DraftLine:
    """Make a line of a draft."""
    values.setdefault("description", "Houten toonbank")
    return DraftLine(quantity=Decimal(quantity), unit_price=Decimal(price), vat_rate=Decimal(rate), **values)


def draft(contact: Contact, *lines: DraftLine, **values: Any) -> Draft:
    """Make a draft of an invoice of 16 March 2026."""
    values.setdefault("kind", Kind.SALE)
    values.setdefault("issued_on", dt.date(2026, 3, 16))
    return Draft(contact=contact, lines=lines or (line(),), **values)


def party(name: str, base: int, **values: Any) -> einvoice.Party:
    """Make a Belgian party with an address."""
    number = enterprise_number.make(base)
    values = {"street": "Kaai 1", "postcode": "9000", "city": "Gent", "country": "BE", **values}
    return einvoice.Party(name=name, enterprise_number=number, vat_number=f"BE{number}", **values)


def incoming(
    dossier: Dossier, *, number: str = "F-881", price: str = "250", **values: Any
) -> einvoice.Invoice:
    """Make an invoice of a supplier to a dossier."""
    buyer = einvoice.Party(
        name=dossier.name, enterprise_number=dossier.enterprise_number, country="BE", street="Kaai 2",
        postcode="8400", city="Oostende",
    )  # fmt: skip
    bought = einvoice.Line("1", "Eikenhout", Decimal(2), Decimal(price), Decimal(0), "S", Decimal(21))
    values.setdefault("seller", party("Houthandel Vlaanderen", 3456789))
    values.setdefault("payment", einvoice.Payment("30", "", iban.make_belgian(7330001112)))
    invoice = einvoice.Invoice(
        **{
            "is_credit_note": False,
            "number": number,
            "issued_on": dt.date(2026, 3, 2),
            "due_on": dt.date(2026, 4, 1),
            "currency": "EUR",
            "buyer": buyer,
            "lines": (bought,),
            "vat": (),
            "totals": einvoice.Totals(),
            **values,
        }
    )
    return einvoice.completed(invoice)
