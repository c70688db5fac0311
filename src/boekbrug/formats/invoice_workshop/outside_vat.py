"""What lies outside VAT (category O) has no rate: some programs state a rate of zero, which says the same."""

from __future__ import annotations

from decimal import Decimal

from boekbrug.belgium.vat_rates import VatCategory
from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.einvoice.model.change import changed


def without_zero_rates(invoice: Invoice) -> Invoice:
    """Return the invoice without rates of zero outside VAT, which we never write (BR-O-05 to -07)."""
    return changed(
        invoice,
        lines=tuple(changed(one, vat_rate=_rate(one.vat_category, one.vat_rate)) for one in invoice.lines),
        allowances_and_charges=tuple(
            changed(one, vat_rate=_rate(one.vat_category, one.vat_rate))
            for one in invoice.allowances_and_charges
        ),
        vat=tuple(changed(one, rate=_rate(one.category, one.rate)) for one in invoice.vat),
    )


def _rate(category: str, rate: Decimal | None) -> Decimal | None:
    return None if category == VatCategory.OUTSIDE_VAT and rate == 0 else rate
