"""A year of purchases: UBL files of invented suppliers, taken in like any other file."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from boekbrug.belgium import ogm
from boekbrug.business.demo.enterprises import account_of, party
from boekbrug.business.demo.sales import at_ten
from boekbrug.business.demo.tables import SUPPLIERS, DemoDossier, Enterprise, Ware
from boekbrug.business.inbox import actions as inbox
from boekbrug.business.people.actor import Actor
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import compute


def take_in_purchases(
    plan: DemoDossier, *, days: list[dt.date], dice: random.Random, actor: Actor
) -> list[einvoice.Invoice]:
    """Take in one purchase invoice on each of the days; return what was invoiced."""
    taken = []
    for count, day in enumerate(days, 1):
        supplier, ware = dice.choice(SUPPLIERS)
        invoice = supplier_invoice(plan, supplier, ware, day=day, serial=count, quantity=dice.randint(1, 9))
        content = einvoice.write_bis3(invoice, pdf=None)
        intake = inbox.receive(content=content, name=f"{invoice.number}.xml", actor=actor, now=at_ten(day))
        inbox.process(intake=intake, actor=actor, now=at_ten(day))
        taken.append(invoice)
    return taken


def supplier_invoice(
    plan: DemoDossier, supplier: Enterprise, ware: Ware, *, day: dt.date, serial: int, quantity: int
) -> einvoice.Invoice:
    """Make the invoice of a supplier to the enterprise of a dossier, with a structured communication."""
    number = f"F{day:%y}-{supplier.base % 1000:03d}{serial:03d}"
    price = Decimal(ware.price_cents).scaleb(-2)
    rate = Decimal(ware.vat_percent)
    line = einvoice.Line(
        number="1",
        name=ware.description,
        quantity=Decimal(quantity),
        unit_price=price,
        net=compute.line_net(Decimal(quantity), price),
        vat_category="S",
        vat_rate=rate,
    )
    reference = ogm.make((supplier.base % 10**6) * 1000 + serial)
    return compute.completed(
        einvoice.Invoice(
            is_credit_note=False,
            number=number,
            issued_on=day,
            due_on=day + dt.timedelta(days=30),
            currency="EUR",
            seller=party(supplier),
            buyer=party(plan.enterprise),
            lines=(line,),
            vat=(),
            totals=einvoice.Totals(),
            buyer_reference="NA",
            payment=einvoice.Payment("30", reference, account_of(supplier)),
        )
    )
