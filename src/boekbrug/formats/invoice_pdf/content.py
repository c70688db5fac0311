"""What stands on the page, as plain texts for the template: every number and date already written out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.invoice_pdf.figures import day, days, money
from boekbrug.formats.invoice_pdf.kinds import Kind, payable_word
from boekbrug.formats.invoice_pdf.letters import LONGEST_IN_A_COLUMN, LONGEST_WORD, one_line, text
from boekbrug.formats.invoice_pdf.parties import deliver_to, party
from boekbrug.formats.invoice_pdf.paying import cash_discount, payment
from boekbrug.formats.invoice_pdf.rows import carries, rows
from boekbrug.formats.invoice_pdf.sums import mentions, totals
from boekbrug.formats.invoice_pdf.words import words

HALF_A_LINE = 48  # letters in the small head from page 2 on


def content(invoice: Invoice, kind: Kind, language: str, *, shows_prices: bool = True) -> dict[str, Any]:
    """Return the texts of a document for the template, by name; raises UnknownLanguage."""
    own = words(language)
    lines = rows(invoice.lines, language)
    notes = [said for given in notes_of(invoice) if (said := text(given))]
    return {
        "words": dict(own),
        "title": own[kind.value],
        "number": one_line(invoice.number),
        "running_head": [shortened(invoice.seller.name), shortened(f"{own[kind.value]} {invoice.number}")],
        "seller": party(invoice.seller, language, other=invoice.buyer),
        "buyer": party(invoice.buyer, language, other=invoice.seller),
        "deliver_to": deliver_to(invoice, language),
        "facts": _named(facts(invoice, kind), language, LONGEST_IN_A_COLUMN),
        "notes": notes,
        "lines": lines,
        "shows_prices": shows_prices,
        "carries": shows_prices and carries(lines, notes),
        "signature": own[kind.signature] if kind.signature else "",
        "attachments": [said for one in files_of(invoice) if (said := text(one))],
        **(_asked(invoice, kind, language) if shows_prices else _NOTHING_ASKED),
    }


_NOTHING_ASKED = {"totals": [], "payable": [], "mentions": [], "payment": [], "terms": ""}


def _asked(invoice: Invoice, kind: Kind, language: str) -> dict[str, Any]:
    payable = money(abs(invoice.totals.payable), invoice.currency)
    paying = _named(payment(invoice, language), language) if kind is Kind.INVOICE else []
    terms = [text(invoice.payment_terms)]
    if not paying and not invoice.is_credit_note:
        offered = [text(cash_discount(one, invoice.currency, language)) for one in invoice.cash_discounts]
        terms += [f"{words(language)['cash_discount']}: {one}" for one in offered]
    return {
        "totals": [[label, said] for label, said in totals(invoice, language)],
        "payable": [words(language)[payable_word(invoice, kind)], payable],
        "mentions": mentions(invoice, language),
        "payment": paying,
        "terms": "\n".join(said for said in terms if said),
    }


def shortened(given: str) -> str:
    """Return a text that fits on half a line."""
    return one_line(given if len(given) <= HALF_A_LINE else given[: HALF_A_LINE - 1] + "…")


def facts(invoice: Invoice, kind: Kind) -> Iterable[tuple[str, str]]:
    """Tell what is said above the lines: word and text."""
    yield "issued", day(invoice.issued_on)
    if kind is Kind.QUOTE:
        yield "valid_until", day(invoice.due_on)
    elif kind is Kind.INVOICE:
        yield "due", day(invoice.due_on)
    expected = kind in (Kind.QUOTE, Kind.ORDER)
    yield "delivery_expected" if expected else "delivered", day(invoice.delivered_on)
    if invoice.period:
        yield "period", days(invoice.period)
    yield "tax_point", day(invoice.tax_point_on)
    yield "your_reference", invoice.buyer_reference
    yield "order", invoice.order_reference
    yield "sales_order", invoice.sales_order_reference
    yield "despatch", invoice.despatch_reference
    yield "contract", invoice.contract_reference
    yield "project", invoice.project_reference
    yield "corrects", ", ".join(_earlier(invoice))


def _earlier(invoice: Invoice) -> Iterable[str]:
    for one in invoice.preceding:
        yield f"{one.number} ({day(one.issued_on)})" if one.issued_on else one.number


def notes_of(invoice: Invoice) -> Iterable[str]:
    """Tell the notes, those with a subject too."""
    yield from invoice.notes
    yield from (one.text for one in invoice.coded_notes)


def files_of(invoice: Invoice) -> Iterable[str]:
    """Tell which files come with it, by the names that people gave them."""
    for one in invoice.attachments:
        yield _described(one.name, one.description)
    for linked in invoice.linked_documents:
        yield _described(linked.identifier, linked.description)
        yield linked.url


def _described(name: str, description: str) -> str:
    return f"{name} ({description})" if description not in ("", name) else name


def _named(said: Iterable[tuple[str, str]], language: str, longest: int = LONGEST_WORD) -> list[list[str]]:
    own = words(language)
    return [[own[word], shown] for word, given in said if (shown := one_line(given, longest))]
