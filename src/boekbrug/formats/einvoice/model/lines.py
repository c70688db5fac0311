"""What: the lines, with their items."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from boekbrug.formats.einvoice.model.amounts import ONE, AllowanceCharge
from boekbrug.formats.einvoice.model.parties import Identifier
from boekbrug.formats.einvoice.model.period import InvoicingPeriod

GTIN_SCHEME = "0160"  # ISO 6523


@dataclass(frozen=True, slots=True)
class Classification:
    """What kind of item it is (BT-158) in a list of UNTDID 7143: STI is UNSPSC, TST is CPV."""

    code: str
    list_code: str = ""
    list_version: str = ""


@dataclass(frozen=True, slots=True)
class ItemAttribute:
    """A property of an item (BG-32), such as colour and red."""

    name: str  # BT-160
    value: str  # BT-161


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
    buyer_item_number: str = ""  # BT-156
    standard_item: Identifier | None = None  # BT-157, scheme 0160 is a GTIN
    classifications: tuple[Classification, ...] = ()  # BT-158
    origin_country: str = ""  # BT-159
    attributes: tuple[ItemAttribute, ...] = ()  # BG-32
    gross_price: Decimal | None = None  # BT-148, before the discount on the price
    price_discount: Decimal | None = None  # BT-147
    price_unit_code: str = ""  # BT-150 where it is not the unit of the line
    period: InvoicingPeriod | None = None  # BG-26
    order_line: str = ""  # BT-132
    line_object: Identifier | None = None  # BT-128: subscription, meter
    accounting_reference: str = ""  # BT-133
    belgian_code: str = ""  # the VAT code of UBL.BE (list BTCC)
    vat_amount: Decimal | None = None  # UBL.BE and e-FFF alone; never summed
    sub_lines: tuple[Line, ...] = ()  # XRechnung extension alone; their nets are within `net`

    @property
    def gtin(self) -> str:
        """The GTIN, or nothing where the standard number is of another scheme."""
        found = self.standard_item
        return found.value if found and found.scheme == GTIN_SCHEME else ""
