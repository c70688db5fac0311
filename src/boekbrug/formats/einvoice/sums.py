"""Check that an invoice that was read adds up (EN 16931 BR-CO-10 to BR-CO-17); its own totals are never
replaced.

A difference up to 0.05 is shown as a warning, above it refuses. The official rules let VAT per rate differ
by just under one euro; a bookkeeper would have to correct that by hand, so we do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.compute import show_rate, vat_amount
from boekbrug.formats.einvoice.model import ZERO, Invoice
from boekbrug.formats.problem import Problem
from boekbrug.money import round_cents

DIFFERENCE_MAX = Decimal("0.05")
DIFFERENCE_SEEN = Decimal("0.01")


def check_sums(invoice: Invoice) -> tuple[Problem, ...]:
    """Return what does not add up in the totals, the VAT per rate and the base per rate."""
    return (*_totals(invoice), *_vat(invoice), *_bases(invoice))


def _expected_totals(invoice: Invoice) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Each total with its element, the value found and what the rest of the invoice gives."""
    found, extras = invoice.totals, invoice.allowances_and_charges
    place = "cac:LegalMonetaryTotal/cbc:"
    allowances = sum((one.amount for one in extras if not one.is_charge), ZERO)
    charges = sum((one.amount for one in extras if one.is_charge), ZERO)
    yield f"{place}LineExtensionAmount", found.lines, sum((one.net for one in invoice.lines), ZERO)
    yield f"{place}AllowanceTotalAmount", found.allowances, allowances
    yield f"{place}ChargeTotalAmount", found.charges, charges
    yield f"{place}TaxExclusiveAmount", found.net, found.lines - found.allowances + found.charges
    yield "cac:TaxTotal/cbc:TaxAmount", found.vat, sum((one.amount for one in invoice.vat), ZERO)
    yield f"{place}TaxInclusiveAmount", found.gross, found.net + found.vat
    yield f"{place}PayableAmount", found.payable, found.gross - found.prepaid + found.rounding


def _totals(invoice: Invoice) -> Iterator[Problem]:
    """The totals that differ from what they are made of."""
    root = "/CreditNote/" if invoice.is_credit_note else "/Invoice/"
    for place, found, expected in _expected_totals(invoice):
        difference = abs(found - expected)
        if difference >= DIFFERENCE_SEEN:
            kind = problems.SUM_DIFFERS if difference > DIFFERENCE_MAX else problems.SUM_DIFFERS_A_LITTLE
            yield kind.at(place=root + place, found=str(found), expected=str(expected))


def _vat(invoice: Invoice) -> Iterator[Problem]:
    """The VAT amounts that differ from their taxable amount times the rate."""
    for position, one in enumerate(invoice.vat, start=1):
        expected = vat_amount(one.taxable, one.rate)
        difference = abs(one.amount - expected)
        if difference >= DIFFERENCE_SEEN:
            kind = problems.VAT_DIFFERS if difference > DIFFERENCE_MAX else problems.VAT_DIFFERS_A_LITTLE
            yield kind.at(
                place=_subtotal_place(invoice, position),
                found=str(one.amount),
                expected=str(expected),
                values={"rate": show_rate(one.rate), "taxable": str(one.taxable)},
            )


def _bases(invoice: Invoice) -> Iterator[Problem]:
    """The taxable amounts that differ from the lines, allowances and charges of their category and rate."""
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for line in invoice.lines:
        key = (line.vat_category, line.vat_rate or ZERO)
        bases[key] = bases.get(key, ZERO) + line.net
    for extra in invoice.allowances_and_charges:
        key = (extra.vat_category, extra.vat_rate or ZERO)
        bases[key] = bases.get(key, ZERO) + extra.signed_amount
    for position, one in enumerate(invoice.vat, start=1):
        expected = bases.get((one.category, one.rate or ZERO), ZERO)
        if abs(one.taxable - expected) > DIFFERENCE_MAX:
            yield problems.BASE_DIFFERS.at(
                place=_subtotal_place(invoice, position),
                found=str(one.taxable),
                expected=str(round_cents(expected)),
                values={"rate": show_rate(one.rate)},
            )


def _subtotal_place(invoice: Invoice, position: int) -> str:
    """The path of one VAT subtotal."""
    root = "CreditNote" if invoice.is_credit_note else "Invoice"
    return f"/{root}/cac:TaxTotal/cac:TaxSubtotal[{position}]"
