"""Who stands on the page: names, addresses, and the numbers by which the law knows them."""

from __future__ import annotations

from typing import Any

from boekbrug.formats.einvoice.model import Address, Invoice, Party
from boekbrug.formats.invoice_pdf.figures import enterprise, vat_number
from boekbrug.formats.invoice_pdf.letters import text
from boekbrug.formats.invoice_pdf.words import country, words


def party(one: Party, language: str) -> dict[str, Any]:
    """Return the name, the address, the numbers and how to reach a party."""
    own = words(language)
    numbers = [said(own["tax_number"], one.tax_registration), one.legal_text]
    if one.vat_number:
        numbers.insert(0, said(own["vat_number"], vat_number(one.vat_number)))
    elif one.enterprise_number:
        numbers.insert(0, said(own["enterprise_number"], enterprise(one.enterprise_number)))
    trade = one.trade_name if one.trade_name != one.name else ""
    return {
        "name": text(one.name),
        "address": lines(trade, one.contact_name, *address(one.address, language)),
        "numbers": lines(*numbers),
        "reach": lines(one.phone, one.email),
    }


def address(one: Address, language: str) -> tuple[str, ...]:
    """Return the lines of an address; our own country needs no line."""
    place = " ".join(part for part in (one.postcode, one.city) if part)
    abroad = country(one.country, language) if one.country and one.country != "BE" else ""
    return (one.street, one.extra, one.further, place, one.region, abroad)


def deliver_to(invoice: Invoice, language: str) -> list[str]:
    """Return where it was or will be delivered, when that is not the address of the buyer."""
    buyer = lines(*address(invoice.buyer.address, language))
    place = lines(*address(invoice.delivered_to, language))
    name = invoice.delivered_to_name if invoice.delivered_to_name != invoice.buyer.name else ""
    is_elsewhere = name or (place and place != buyer and place != lines(country_of(invoice, language)))
    return lines(name, *place) if is_elsewhere else []


def country_of(invoice: Invoice, language: str) -> str:
    """Return the country of delivery in words, which alone is no address."""
    return country(invoice.delivered_to.country, language) if invoice.delivered_to.country else ""


def lines(*texts: str) -> list[str]:
    """Return the texts that say something, safe to lay out."""
    return [one for given in texts if (one := text(given))]


def said(word: str, given: str) -> str:
    """Return a number with its word, or nothing when there is no number."""
    return f"{word} {given}" if given else ""
