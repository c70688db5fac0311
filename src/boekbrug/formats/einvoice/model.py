"""One neutral invoice, in the business terms of EN 16931 (BT = term, BG = group), whatever the file was.

Frozen values only. Amounts, quantities, prices and rates are exact Decimals in the invoice currency. Empty
text means that the document does not say it. A credit note has positive amounts, as in the document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from boekbrug.belgium import ogm
from boekbrug.periods import Period

ZERO = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An electronic address (BT-34, BT-49): scheme 0208 is a Belgian enterprise number."""

    scheme: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Party:
    """The seller (BG-4) or buyer (BG-7).

    `enterprise_number` (BT-30, BT-47) holds ten digits when `country` is Belgium, else the number as given.
    `vat_number` (BT-31, BT-48) has its country letters and no separators. `country` is ISO 3166-1 alpha-2.
    """

    name: str = ""
    trade_name: str = ""
    enterprise_number: str = ""
    vat_number: str = ""
    street: str = ""
    extra: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    contact_name: str = ""
    endpoint: Endpoint | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """How to pay (BG-16, BG-17): `means_code` of UNCL 4461 (30, 58 transfer, 49, 59 debit, 48 card).

    `reference` (BT-83) holds the twelve digits when it is a structured communication, else the text as given.
    """

    means_code: str = ""
    reference: str = ""
    iban: str = ""
    bic: str = ""
    name: str = ""

    @property
    def ogm(self) -> str | None:
        """The twelve digits of the structured communication, or None when the reference is something else."""
        return self.reference if ogm.is_valid(self.reference) else None


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

    @property
    def signed_amount(self) -> Decimal:
        """The amount as it counts in a total: a charge adds, an allowance takes away."""
        return self.amount if self.is_charge else -self.amount


@dataclass(frozen=True, slots=True)
class Line:
    """One line (BG-25). `net` is BT-131, without VAT and with the allowances and charges of the line."""

    number: str
    name: str
    quantity: Decimal
    unit_price: Decimal
    net: Decimal
    vat_category: str
    vat_rate: Decimal | None
    description: str = ""
    note: str = ""
    item_number: str = ""  # BT-155, the seller's
    unit_code: str = "C62"  # UN/ECE Recommendation 20: C62 is a piece
    price_base_quantity: Decimal = ONE
    allowances_and_charges: tuple[AllowanceCharge, ...] = ()


@dataclass(frozen=True, slots=True)
class VatSubtotal:
    """VAT of one category and rate (BG-23); the reason says why no VAT is charged (BT-120, BT-121)."""

    category: str
    rate: Decimal | None
    taxable: Decimal
    amount: Decimal
    exemption_code: str = ""
    exemption_reason: str = ""


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


@dataclass(frozen=True, slots=True)
class Attachment:
    """An embedded file (BG-24, BT-125); `name` is for people, never used as a path."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    description: str = ""
    identifier: str = ""  # BT-122 where it is not the name


@dataclass(frozen=True, slots=True)
class PrecedingInvoice:
    """An earlier invoice that this one corrects (BG-3)."""

    number: str
    issued_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice or credit note (the root of EN 16931)."""

    is_credit_note: bool
    number: str
    issued_on: dt.date
    currency: str
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    vat: tuple[VatSubtotal, ...]
    totals: Totals
    type_code: str = ""  # BT-3; empty when made by us: 380, or 381 for a credit note
    due_on: dt.date | None = None
    delivered_on: dt.date | None = None
    delivered_to_country: str = ""  # BT-80, needed for intra-community goods
    period: Period | None = None  # BG-14
    buyer_reference: str = ""
    order_reference: str = ""
    contract_reference: str = ""
    notes: tuple[str, ...] = ()
    payment_terms: str = ""
    preceding: tuple[PrecedingInvoice, ...] = ()
    payment: Payment = Payment()
    allowances_and_charges: tuple[AllowanceCharge, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    customization: str = ""
    profile: str = ""

    @property
    def is_credit(self) -> bool:
        """Whether it gives money back: a credit note, or an invoice with a negative total (allowed)."""
        return self.is_credit_note != (self.totals.gross < 0)

    @property
    def pdf(self) -> Attachment | None:
        """The first embedded PDF, or None."""
        return next((one for one in self.attachments if one.media_type == "application/pdf"), None)
