"""The five kinds of document that we lay out, and what stands on each."""

from __future__ import annotations

from enum import StrEnum

from boekbrug.formats.einvoice.model import ZERO, Invoice


class Kind(StrEnum):
    """What a document is; the value is its word on the page."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    QUOTE = "quote"
    ORDER = "order_form"
    DELIVERY_NOTE = "delivery_note"

    @property
    def is_legal(self) -> bool:
        """Whether it is an invoice or a credit note, so that VAT and payment follow from it."""
        return self in (Kind.INVOICE, Kind.CREDIT_NOTE)

    @property
    def signature(self) -> str:
        """The word above the place where the customer signs; "" where nobody does."""
        return {Kind.QUOTE: "agreed", Kind.ORDER: "agreed", Kind.DELIVERY_NOTE: "received"}.get(self, "")


def kind_of(invoice: Invoice) -> Kind:
    """Return whether an e-invoice is an invoice or a credit note."""
    return Kind.CREDIT_NOTE if invoice.is_credit_note else Kind.INVOICE


def payable_word(invoice: Invoice, kind: Kind) -> str:
    """Return the word beside the last sum: asked for, given back, or a plain total."""
    if not kind.is_legal:
        return "total"
    gives_back = invoice.is_credit_note != (invoice.totals.payable < ZERO)
    return "to_receive" if gives_back else "to_pay"
