"""What stands on the page, as plain texts for the template: every number and date already written out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.formats.einvoice.model import ONE, ZERO, Invoice, Line, Party, VatSubtotal
from boekbrug.formats.invoice_pdf.words import country, unit, words

NO_BREAK = "\u00a0"
_LONG_WORD = re.compile(r"\S{28}(?=\S)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")


def content(invoice: Invoice, language: str) -> dict[str, Any]:
    """Return the texts of an invoice for the template, by name; raises UnknownLanguage."""
    own = words(language)
    title = own["credit_note" if invoice.is_credit_note else "invoice"]
    return {
        "words": dict(own),
        "title": title,
        "number": text(invoice.number),
        "seller": party(invoice.seller, language),
        "buyer": party(invoice.buyer, language),
        "facts": [[own[word], said] for word, said in facts(invoice) if said],
        "notes": [text(note) for note in invoice.notes],
        "lines": [line(one, language) for one in invoice.lines],
        "totals": [[label, said] for label, said in totals(invoice, language)],
        "payable": [payable_word(invoice, language), money(abs(invoice.totals.payable), invoice.currency)],
        "exemptions": exemptions(invoice.vat),
        "payment": [[own[word], said] for word, said in payment(invoice) if said],
        "terms": text(invoice.payment_terms),
    }


def text(given: str) -> str:
    """A text that is safe to lay out: no control characters, and very long words may break."""
    return _LONG_WORD.sub(lambda match: match[0] + "\u200b", _CONTROL.sub(" ", given)).strip()


def number(value: Decimal, places: int = 0) -> str:
    """Write a number as Belgians do, with at least so many decimals and never fewer than it has."""
    exponent = value.normalize().as_tuple().exponent
    shown = max(places, -exponent if isinstance(exponent, int) else 0)
    written = f"{value:,.{shown}f}".translate(str.maketrans(",.", ".,"))
    return written.replace("-", "−")


def money(value: Decimal, currency: str) -> str:
    """Write an amount with its currency: € 1.234,56."""
    return f"{'€' if currency == 'EUR' else text(currency)}{NO_BREAK}{number(value, 2)}"


def day(on: dt.date | None) -> str:
    """Write a date as dd/mm/yyyy; "" when there is none."""
    return f"{on.day:02d}/{on.month:02d}/{on.year:04d}" if on else ""


def rate(category: str, percentage: Decimal | None) -> str:
    """Write a VAT rate; outside VAT (category O) there is none."""
    return "–" if percentage is None or category == "O" else f"{number(percentage)}{NO_BREAK}%"


def party(one: Party, language: str) -> dict[str, Any]:
    """Name, address, and the numbers by which the law knows a party."""
    own = words(language)
    place = " ".join(part for part in (one.postcode, one.city) if part)
    abroad = country(one.country, language) if one.country and one.country != "BE" else ""
    numbers = []
    if one.vat_number:
        numbers.append(f"{own['vat_number']} {vat_number(one.vat_number)}")
    elif one.enterprise_number:
        numbers.append(f"{own['enterprise_number']} {enterprise(one.enterprise_number)}")
    trade = one.trade_name if one.trade_name != one.name else ""
    return {
        "name": text(one.name),
        "address": _said(trade, one.contact_name, one.street, one.extra, place, abroad),
        "numbers": _said(*numbers),
        "reach": _said(one.phone, one.email),
    }


def vat_number(found: str) -> str:
    """Write a Belgian VAT number as BE 0123.456.749, another as it is."""
    digits = found.removeprefix("BE")
    return f"BE{NO_BREAK}{enterprise(digits)}" if found.startswith("BE") else found


def enterprise(found: str) -> str:
    """Write a Belgian enterprise number with its points, another as it is."""
    return enterprise_number.show(found) if re.fullmatch(r"\d{10}", found, re.ASCII) else found


def facts(invoice: Invoice) -> Iterable[tuple[str, str]]:
    """What is said above the lines: word and text."""
    yield "issued", day(invoice.issued_on)
    if not invoice.is_credit_note:
        yield "due", day(invoice.due_on)
    yield "delivered", day(invoice.delivered_on)
    if invoice.period:
        yield "period", f"{day(invoice.period.first_on)} – {day(invoice.period.last_on)}"
    yield "your_reference", text(invoice.buyer_reference)
    yield "order", text(invoice.order_reference)
    yield "contract", text(invoice.contract_reference)
    earlier = (
        f"{text(one.number)} ({day(one.issued_on)})" if one.issued_on else text(one.number)
        for one in invoice.preceding
    )
    yield "corrects", ", ".join(earlier)


def line(one: Line, language: str) -> dict[str, Any]:
    """One row: the name, what stands in small type below it, and the columns."""
    own = words(language)
    small = [text(said) for said in (one.description, one.item_number, one.note) if said and said != one.name]
    for change in one.allowances_and_charges:
        word = text(change.reason) or own["charge" if change.is_charge else "allowance"]
        percentage = f" {number(change.percentage)}{NO_BREAK}%" if change.percentage else ""
        small.append(f"{word}{percentage}: {number(change.signed_amount, 2)}")
    per = f" / {number(one.price_base_quantity)}" if one.price_base_quantity != ONE else ""
    return {
        "name": text(one.name),
        "small": small,
        "quantity": f"{number(one.quantity)} {unit(one.unit_code, language)}".strip(),
        "price": number(one.unit_price, 2) + per,
        "rate": rate(one.vat_category, one.vat_rate),
        "net": number(one.net, 2),
    }


def totals(invoice: Invoice, language: str) -> Iterable[tuple[str, str]]:
    """The sums above the amount to pay: VAT per rate, and only what is not zero."""
    own, sums = words(language), invoice.totals
    if invoice.allowances_and_charges:
        yield own["sum_of_lines"], number(sums.lines, 2)
        for change in invoice.allowances_and_charges:
            label = text(change.reason) or own["charge" if change.is_charge else "allowance"]
            yield label, number(change.signed_amount, 2)
    yield own["without_vat"], number(sums.net, 2)
    for one in invoice.vat:
        said = {"rate": rate(one.category, one.rate), "taxable": number(one.taxable, 2)}
        yield own["vat_on"].format(**said), number(one.amount, 2)
    if sums.prepaid or sums.rounding:
        yield own["with_vat"], number(sums.gross, 2)
    if sums.prepaid:
        yield own["prepaid"], number(-sums.prepaid, 2)
    if sums.rounding:
        yield own["rounding"], number(sums.rounding, 2)


def payable_word(invoice: Invoice, language: str) -> str:
    """Whether the last sum is asked for or given back."""
    gives_back = invoice.is_credit_note != (invoice.totals.payable < ZERO)
    return words(language)["to_receive" if gives_back else "to_pay"]


def exemptions(vat: Iterable[VatSubtotal]) -> list[str]:
    """Why no VAT is charged (BT-120), each reason once."""
    return list(dict.fromkeys(text(one.exemption_reason) for one in vat if one.exemption_reason))


def payment(invoice: Invoice) -> Iterable[tuple[str, str]]:
    """How to pay: word and text; nothing when nothing is left to pay."""
    asked = invoice.payment
    if invoice.is_credit or invoice.totals.payable <= ZERO or not asked.iban:
        return
    yield "beneficiary", text(asked.name or invoice.seller.name)
    yield "account", iban.show(asked.iban.replace(" ", ""))
    yield "bic", text(asked.bic)
    yield "communication", ogm.show(asked.ogm) if asked.ogm else text(asked.reference)


def _said(*texts: str) -> list[str]:
    return [said for given in texts if (said := text(given))]
