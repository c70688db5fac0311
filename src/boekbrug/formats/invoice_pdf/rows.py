"""The lines of a document, and the sum that is carried from page to page."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from boekbrug.formats.einvoice.model import ONE, ZERO, AllowanceCharge, Line
from boekbrug.formats.invoice_pdf.figures import NO_BREAK, days, number, percentage, rate
from boekbrug.formats.invoice_pdf.letters import one_line, text
from boekbrug.formats.invoice_pdf.words import country, unit, words

LETTERS_ON_A_LINE = 50
ROWS_THAT_BREAK = 20  # a line of so many rows may go on over the page
ROWS_ON_ONE_PAGE = 12  # fewer than ever fill a page with everything else: they need no carried sum


def rows(lines: Iterable[Line], language: str) -> list[dict[str, Any]]:
    """Return a row for each line, each with the sum of the nets so far."""
    running, found = ZERO, []
    for one in lines:
        running += one.net
        found.append(row(one, running, language))
    return found


def row(one: Line, running: Decimal, language: str) -> dict[str, Any]:
    """Return the name, what stands in small type below it, and the columns."""
    per = f" / {number(one.price_base_quantity)}" if one.price_base_quantity != ONE else ""
    below = [said for given in small(one, language) if (said := text(given)) and given != one.name]
    return {
        "name": text(one.name),
        "small": below,
        "fills_a_page": _height(one.name, *below) > ROWS_THAT_BREAK,
        "quantity": f"{number(one.quantity)} {unit(one.unit_code, language)}".strip(),
        "price": number(one.unit_price, 2) + per,
        "rate": rate(one.vat_category, one.vat_rate),
        "net": number(one.net, 2),
        "running": number(running, 2),
    }


def small(one: Line, language: str) -> Iterable[str]:
    """Tell what else a line says: description, numbers, properties, period, and its discounts."""
    own = words(language)
    yield one.description
    numbers = (one.item_number, one.buyer_item_number, one.gtin)
    yield "  ·  ".join(found for found in numbers if found)
    yield "  ·  ".join(f"{each.name}: {each.value}" for each in one.attributes)
    if one.origin_country:
        yield f"{own['origin']}: {country(one.origin_country, language)}"
    if one.period:
        yield days(one.period)
    yield one.note
    if one.gross_price is not None and one.price_discount:
        less = number(-one.price_discount, 2)
        yield f"{own['list_price']}: {number(one.gross_price, 2)}, {own['allowance']}: {less}"
    for change in one.allowances_and_charges:
        yield f"{reason(change, language)}: {number(change.signed_amount, 2)}"


def reason(change: AllowanceCharge, language: str) -> str:
    """Return why something is taken off or added, with its percentage."""
    word = one_line(change.reason) or words(language)["charge" if change.is_charge else "allowance"]
    if change.percentage is None or not change.percentage or "%" in word:
        return word
    return f"{word}{NO_BREAK}{percentage(change.percentage)}"


def carries(found: list[dict[str, Any]], notes: Iterable[str]) -> bool:
    """Whether the rows may go beyond one page, so that each page carries a sum to the next."""
    return sum(_height(one["name"], *one["small"]) for one in found) + _height(*notes) > ROWS_ON_ONE_PAGE


def _height(*texts: str) -> int:
    return sum(1 + len(part) // LETTERS_ON_A_LINE for said in texts for part in said.split("\n"))
