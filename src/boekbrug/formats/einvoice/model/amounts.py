"""How much: allowances, charges, VAT and totals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class AllowanceCharge:
    """An allowance or charge, of the document (BG-20, BG-21: with VAT) or of a line (BG-27, BG-28)."""

    is_charge: bool
    amount: Decimal
    reason: str = ""
    reason_code: str = ""
    percentage: Decimal | None = None
    base_amount: Decimal | None = None
    vat_category: str = ""
    vat_rate: Decimal | None = None
    belgian_code: str = ""  # the VAT code of UBL.BE (list BTCC): 03, 45, 46/GO

    @property
    def signed_amount(self) -> Decimal:
        """The amount as it counts in a total: a charge adds, an allowance takes away."""
        return self.amount if self.is_charge else -self.amount


@dataclass(frozen=True, slots=True)
class VatSubtotal:
    """VAT of one category and rate (BG-23); the reason says why no VAT is charged (BT-120, BT-121)."""

    category: str
    rate: Decimal | None
    taxable: Decimal
    amount: Decimal
    exemption_code: str = ""
    exemption_reason: str = ""
    belgian_code: str = ""  # the VAT code of UBL.BE (list BTCC)


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals as the document gives them (BG-22, BT-106 to BT-115): never recomputed when read."""

    lines: Decimal = ZERO
    allowances: Decimal = ZERO
    charges: Decimal = ZERO
    net: Decimal = ZERO
    vat: Decimal = ZERO
    gross: Decimal = ZERO
    prepaid: Decimal = ZERO
    rounding: Decimal = ZERO
    payable: Decimal = ZERO
    vat_accounted: Decimal | None = None  # BT-111, in the accounting currency of the invoice


@dataclass(frozen=True, slots=True)
class CashDiscount:
    """What may be taken off when paid in time (UBL.BE, e-FFF: settlement discount)."""

    percentage: Decimal | None = None
    amount: Decimal | None = None
    until_on: dt.date | None = None
