"""What an invoice adds up to: nets per line, VAT once per category and rate, totals.

Rounding: each line net to whole cents, half up; VAT = taxable amount x rate, rounded half up once per
category and rate, never per line (royal decree of 8 July 2025; EN 16931 BR-CO-10 to BR-CO-17, Peppol R120).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from boekbrug.belgium import vat_rates
from boekbrug.formats.einvoice.model import ONE, ZERO, AllowanceCharge, Invoice, Line, Totals, VatSubtotal
from boekbrug.money import round_cents

Exemptions = Mapping[str, tuple[str, str]]
"""Per category letter: the VATEX code and the reason in words (BT-121, BT-120)."""


def line_net(
    quantity: Decimal,
    unit_price: Decimal,
    *,
    price_base_quantity: Decimal = ONE,
    allowances_and_charges: Iterable[AllowanceCharge] = (),
) -> Decimal:
    """Return the net of a line (BT-131) in whole cents: quantity x price, with its allowances and charges.

    A price for more than one unit (BT-149) is divided; a base of zero counts as one.
    """
    gross = round_cents(quantity * unit_price / (price_base_quantity or ONE))
    return gross + sum((one.signed_amount for one in allowances_and_charges), ZERO)


def discount(
    percentage: Decimal, *, quantity: Decimal, unit_price: Decimal, reason: str = "Korting"
) -> AllowanceCharge:
    """Return the allowance of a line for a discount in percent (BT-136 to BT-138), in whole cents."""
    base = round_cents(quantity * unit_price)
    return AllowanceCharge(
        is_charge=False,
        amount=round_cents(base * percentage / 100),
        reason=reason,
        reason_code="95",  # UNCL 5189: discount
        percentage=percentage,
        base_amount=base,
    )


def vat_amount(taxable: Decimal, rate: Decimal | None) -> Decimal:
    """Return the VAT on a taxable amount (BT-117) in whole cents, half up; no rate is no VAT."""
    return round_cents(taxable * (rate or ZERO) / 100)


def show_rate(rate: Decimal | None) -> str:
    """Write a rate without zeros that say nothing: 21, 5.5; none is 0."""
    return f"{(rate or ZERO).normalize():f}"


def default_exemptions(language: str = "nl") -> Exemptions:
    """Return the usual Belgian mention per category, in a language (nl, fr, de, en)."""
    usual = (vat_rates.default_treatment(category) for category in vat_rates.VatCategory)
    return {one.category.value: (one.exemption_code, one.mention(language)) for one in usual if one.mentions}


def vat_breakdown(
    lines: Iterable[Line],
    allowances_and_charges: Iterable[AllowanceCharge] = (),
    *,
    exemptions: Exemptions | None = None,
) -> tuple[VatSubtotal, ...]:
    """Return one subtotal per category and rate (BG-23), highest rate first."""
    reasons = default_exemptions() if exemptions is None else exemptions
    taxable: dict[tuple[str, Decimal | None], Decimal] = {}
    for line in lines:
        key = (line.vat_category, line.vat_rate)
        taxable[key] = taxable.get(key, ZERO) + line.net
    for one in allowances_and_charges:
        key = (one.vat_category, one.vat_rate)
        taxable[key] = taxable.get(key, ZERO) + one.signed_amount
    ordered = sorted(taxable.items(), key=lambda item: (-(item[0][1] or ZERO), item[0][0]))
    return tuple(
        VatSubtotal(category, rate, amount, vat_amount(amount, rate), *reasons.get(category, ("", "")))
        for (category, rate), amount in ordered
    )


def totals(
    lines: Iterable[Line],
    vat: Iterable[VatSubtotal],
    *,
    allowances_and_charges: Iterable[AllowanceCharge] = (),
    prepaid: Decimal = ZERO,
    rounding: Decimal = ZERO,
) -> Totals:
    """Return the totals (BG-22) of lines with nets and a VAT breakdown."""
    extras = tuple(allowances_and_charges)
    line_total = sum((line.net for line in lines), ZERO)
    allowances = sum((one.amount for one in extras if not one.is_charge), ZERO)
    charges = sum((one.amount for one in extras if one.is_charge), ZERO)
    net = line_total - allowances + charges
    vat_total = sum((one.amount for one in vat), ZERO)
    return Totals(
        lines=round_cents(line_total),
        allowances=round_cents(allowances),
        charges=round_cents(charges),
        net=round_cents(net),
        vat=round_cents(vat_total),
        gross=round_cents(net + vat_total),
        prepaid=round_cents(prepaid),
        rounding=round_cents(rounding),
        payable=round_cents(net + vat_total - prepaid + rounding),
    )


def completed(invoice: Invoice, *, exemptions: Exemptions | None = None) -> Invoice:
    """Return the invoice with its line nets, VAT breakdown and totals worked out from quantities and prices.

    What was prepaid, the rounding and the VAT in another currency stay; every other total is replaced.
    """
    lines = tuple(replace(line, net=_net(line)) for line in invoice.lines)
    extras = invoice.allowances_and_charges
    vat = vat_breakdown(lines, extras, exemptions=exemptions)
    summed = totals(
        lines,
        vat,
        allowances_and_charges=extras,
        prepaid=invoice.totals.prepaid,
        rounding=invoice.totals.rounding,
    )
    kept = replace(summed, vat_accounted=invoice.totals.vat_accounted)
    return replace(invoice, lines=lines, vat=vat, totals=kept)


def _net(line: Line) -> Decimal:
    """The net of a line from its own quantity, price, allowances and charges."""
    return line_net(
        line.quantity,
        line.unit_price,
        price_base_quantity=line.price_base_quantity,
        allowances_and_charges=line.allowances_and_charges,
    )
