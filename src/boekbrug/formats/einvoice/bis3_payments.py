"""Bring the ways to pay of an invoice into the shape in which UBL under EN 16931 carries them."""

from __future__ import annotations

from dataclasses import replace

from boekbrug.belgium import iban
from boekbrug.formats.einvoice.model import DirectDebit, Invoice, Payment
from boekbrug.formats.einvoice.model.change import changed
from boekbrug.formats.einvoice.model.payment import NO_PAYMENT

MEANS_TRANSFER = "30"
MEANS_NOT_DEFINED = "1"
NO_NETWORK = "NA"  # UBL wants a network with a card
_TRANSFERS = frozenset({"30", "58"})  # BR-61: these need an account


def as_payments(invoice: Invoice) -> tuple[Payment, tuple[Payment, ...]]:
    """The ways to pay, one with a readable account first, each with a means code that fits it.

    One card, one mandate, one reference and one name for all (UBL-SR-44, -46, -54, -55): the first stays. All
    have the code of the first (UBL-SR-47); one that has no account to go with that code is left out.
    """
    found = list(invoice.payments)
    if not found:
        is_due = invoice.is_credit_note and invoice.due_on
        return (Payment(means_code=MEANS_NOT_DEFINED) if is_due else NO_PAYMENT), ()
    if len(found) > 1:
        at = next((at for at, one in enumerate(found) if iban.parse_or_none(one.iban)), 0)
        found = _one_of_each([found[at], *found[:at], *found[at + 1 :]])
    first = _carried(found[0])
    rest = (_carried(replace(one, means_code=first.means_code)) for one in found[1:])
    return first, tuple(one for one in rest if one.means_code == first.means_code)


def _one_of_each(payments: list[Payment]) -> list[Payment]:
    """The ways to pay with the first card, mandate, reference and name of a means alone."""
    reference = next((one.reference for one in payments if one.reference), "")
    text = next((at for at, one in enumerate(payments) if one.means_text), -1)
    card = next((at for at, one in enumerate(payments) if one.card), -1)
    debit = next((at for at, one in enumerate(payments) if one.direct_debit), -1)
    kept = [
        replace(
            one,
            reference=one.reference if one.reference == reference else "",
            means_text=one.means_text if at == text else "",
            card=one.card if at == card else None,
            direct_debit=one.direct_debit if at == debit else None,
        )
        for at, one in enumerate(payments)
    ]
    known = kept[debit].direct_debit if debit > 0 else None
    if known and not (known.mandate or known.iban):  # nothing but a creditor stands with no way in particular
        kept[debit] = replace(kept[debit], direct_debit=None)
        kept[0] = replace(kept[0], direct_debit=known)
    return [one for one in kept if one != NO_PAYMENT]


def _carried(payment: Payment) -> Payment:
    """One way to pay, with a means code that fits what is known of the account."""
    code = payment.means_code or (MEANS_TRANSFER if payment.iban else MEANS_NOT_DEFINED)
    card = payment.card
    if card and not card.network:
        card = replace(card, network=NO_NETWORK)
    debit = None if payment.direct_debit == DirectDebit() else payment.direct_debit
    if payment.iban:
        return changed(payment, card=card, direct_debit=debit, means_code=code)
    # An account needs a number (BR-50): without one its name and bank are left out.
    code = MEANS_NOT_DEFINED if code in _TRANSFERS else code
    return changed(payment, card=card, direct_debit=debit, means_code=code, name="", bic="")
