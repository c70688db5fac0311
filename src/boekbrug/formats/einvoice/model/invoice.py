"""The root: one invoice or credit note."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boekbrug.formats.einvoice.code_lists import SELF_BILLING_TYPE_CODES
from boekbrug.formats.einvoice.model.amounts import AllowanceCharge, CashDiscount, Totals, VatSubtotal
from boekbrug.formats.einvoice.model.documents import (
    Attachment,
    CodedNote,
    LegalMention,
    LinkedDocument,
    PrecedingInvoice,
)
from boekbrug.formats.einvoice.model.lines import Line
from boekbrug.formats.einvoice.model.parties import NOWHERE, Address, Identifier, Party
from boekbrug.formats.einvoice.model.payment import NO_PAYMENT, Payment
from boekbrug.formats.einvoice.model.period import InvoicingPeriod


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
    delivered_on: dt.date | None = None  # BT-72
    delivered_to: Address = NOWHERE  # BG-15; its country is needed for intra-community goods
    delivered_to_name: str = ""  # BT-70
    delivery_location: Identifier | None = None  # BT-71
    period: InvoicingPeriod | None = None  # BG-14
    buyer_reference: str = ""  # BT-10
    order_reference: str = ""  # BT-13
    contract_reference: str = ""  # BT-12
    notes: tuple[str, ...] = ()  # BT-22 without subject
    payment_terms: str = ""  # BT-20
    preceding: tuple[PrecedingInvoice, ...] = ()
    payment: Payment = NO_PAYMENT
    allowances_and_charges: tuple[AllowanceCharge, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    customization: str = ""  # BT-24
    profile: str = ""  # BT-23
    accounting_currency: str = ""  # BT-6, of `totals.vat_accounted`
    tax_point_on: dt.date | None = None  # BT-7
    tax_point_code: str = ""  # BT-8: UNTDID 2005, 3 issue, 35 delivery, 432 payment
    project_reference: str = ""  # BT-11
    sales_order_reference: str = ""  # BT-14
    receipt_reference: str = ""  # BT-15, receiving advice
    despatch_reference: str = ""  # BT-16
    tender_reference: str = ""  # BT-17
    invoiced_object: Identifier | None = None  # BT-18
    accounting_reference: str = ""  # BT-19
    coded_notes: tuple[CodedNote, ...] = ()  # BG-1 with subject
    payee: Party | None = None  # BG-10, where it is not the seller: factoring
    tax_representative: Party | None = None  # BG-11
    further_payments: tuple[Payment, ...] = ()  # other ways and accounts than `payment`
    linked_documents: tuple[LinkedDocument, ...] = ()
    cash_discount: CashDiscount | None = None
    further_cash_discounts: tuple[CashDiscount, ...] = ()  # others than `cash_discount`
    legal_mentions: tuple[LegalMention, ...] = ()

    @property
    def delivered_to_country(self) -> str:
        """The country where it was delivered (BT-80)."""
        return self.delivered_to.country

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Every way to pay that the document gives, the first one first."""
        return tuple(one for one in (self.payment, *self.further_payments) if one != NO_PAYMENT)

    @property
    def cash_discounts(self) -> tuple[CashDiscount, ...]:
        """Every discount for paying in time, in the order of the document."""
        return (*((self.cash_discount,) if self.cash_discount else ()), *self.further_cash_discounts)

    @property
    def is_credit(self) -> bool:
        """Whether it gives money back: a credit note, or an invoice with a negative total (allowed)."""
        return self.is_credit_note != (self.totals.gross < 0)

    @property
    def is_self_billed(self) -> bool:
        """Whether the buyer made it in the name of the seller (UNTDID 1001 codes such as 389 and 261)."""
        return self.type_code in SELF_BILLING_TYPE_CODES

    @property
    def pdf(self) -> Attachment | None:
        """The first embedded PDF, or None."""
        return next((one for one in self.attachments if one.media_type == "application/pdf"), None)
