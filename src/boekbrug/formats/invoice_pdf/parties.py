"""Who stands on the page: names, addresses, and the numbers by which the law knows them."""

from __future__ import annotations

from typing import Any

from boekbrug.formats.einvoice.model import Address, Invoice, Party
from boekbrug.formats.invoice_pdf.figures import enterprise, vat_number
from boekbrug.formats.invoice_pdf.letters import one_line, text
from boekbrug.formats.invoice_pdf.words import country, words

HOME = "BE"


def party(one: Party, language: str, *, other: Party) -> dict[str, Any]:
    """Return the name, the address, the numbers and how to reach a party that writes to another."""
    own = words(language)
    numbers = [said(own["tax_number"], one.tax_registration), one.legal_text]
    if one.vat_number:
        numbers.insert(0, said(own["vat_number"], vat_number(one.vat_number)))
    elif one.enterprise_number:
        numbers.insert(0, said(own["enterprise_number"], enterprise(one.enterprise_number)))
    is_home = one.country == HOME and other.country in ("", HOME)
    trade = one.trade_name if one.trade_name != one.name else ""
    return {
        "name": one_line(one.name),
        "address": lines(trade, one.contact_name, *address(one.address, language, is_home)),
        "numbers": lines(*numbers),
        "reach": lines(one.phone, one.email),
    }


def address(one: Address, language: str, is_home: bool = False) -> tuple[str, ...]:
    """Return the lines of an address; between two places in our own country that needs no line."""
    place = " ".join(part for part in (one.postcode, one.city) if part)
    land = "" if is_home else country(one.country, language)
    return (one.street, one.extra, one.further, place, one.region, land)


def deliver_to(invoice: Invoice, language: str) -> list[str]:
    """Return where it was or will be delivered, when that is not the address of the buyer."""
    place, name = invoice.delivered_to, invoice.delivered_to_name
    is_home = place.country == HOME and invoice.buyer.country in ("", HOME)
    is_more_than_a_country = place != Address(country=place.country)
    if name in ("", invoice.buyer.name) and not (is_more_than_a_country and place != invoice.buyer.address):
        return []
    return lines("" if name == invoice.buyer.name else name, *address(place, language, is_home))


def lines(*texts: str) -> list[str]:
    """Return the texts that say something, safe to lay out."""
    return [one for given in texts if (one := text(given))]


def said(word: str, given: str) -> str:
    """Return a number with its word, or nothing when there is no number."""
    return f"{word} {given}" if given else ""
