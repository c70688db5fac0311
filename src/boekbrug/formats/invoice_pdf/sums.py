"""The sums below the lines: VAT per rate, what changes the total, and why there is no VAT."""

from __future__ import annotations

from collections.abc import Iterable

from boekbrug.belgium import vat_rates
from boekbrug.formats.einvoice.model import ZERO, AllowanceCharge, Invoice, VatSubtotal
from boekbrug.formats.invoice_pdf.figures import NO_BREAK, money, number, rate
from boekbrug.formats.invoice_pdf.letters import text
from boekbrug.formats.invoice_pdf.rows import reason
from boekbrug.formats.invoice_pdf.words import margin_scheme, words

SMALL_BUSINESS = "SC"  # the VAT code of UBL.BE
# A cash discount in BIS 3: taken off per rate for the VAT alone, and added back as one exempt charge.
DISCOUNT, ADDED_BACK = "66", "ZZZ"  # UNTDID 5189, UNTDID 7161


def totals(invoice: Invoice, language: str) -> Iterable[tuple[str, str]]:
    """Tell the sums above the amount to pay: VAT per rate, and only what is not zero."""
    own, sums = words(language), invoice.totals
    if invoice.allowances_and_charges:
        yield own["sum_of_lines"], number(sums.lines, 2)
        for change in invoice.allowances_and_charges:
            yield change_label(change, invoice, language), number(change.signed_amount, 2)
    yield own["without_vat"], number(sums.net, 2)
    for one in invoice.vat:
        yield vat_label(one, language), number(one.amount, 2)
    if sums.prepaid or sums.rounding:
        yield own["with_vat"], number(sums.gross, 2)
    if sums.prepaid:
        yield own["prepaid"], number(-sums.prepaid, 2)
    if sums.rounding:
        yield own["rounding"], number(sums.rounding, 2)


def change_label(change: AllowanceCharge, invoice: Invoice, language: str) -> str:
    """Return why a total changes; of a cash discount also at which rate, and that it is not taken yet."""
    own, why, back = words(language), reason(change, language), added_back(invoice)
    if back is None:
        return why
    if change == back:
        return own["not_taken_yet"].format(discount=why)
    if change.reason_code == DISCOUNT and not change.is_charge:
        at = own["at_rate"].format(rate=rate(change.vat_category, change.vat_rate))
        return f"{why} ({at.replace(' ', NO_BREAK)})"
    return why


def added_back(invoice: Invoice) -> AllowanceCharge | None:
    """Return the charge that adds a cash discount back, so that the whole price stays due; None without."""
    changes = invoice.allowances_and_charges
    taken = sum((one.amount for one in changes if one.reason_code == DISCOUNT and not one.is_charge), ZERO)
    back = (one for one in changes if one.is_charge and one.reason_code == ADDED_BACK)
    return next((one for one in back if taken and (one.vat_category, one.amount) == ("E", taken)), None)


def vat_label(one: VatSubtotal, language: str) -> str:
    """Return the rate, why it is no other, and the amount on which it is due."""
    own = words(language)
    why = own.get(f"vat_{one.category}", "")
    said = rate(one.category, one.rate) if one.category != "O" else ""
    shown = f"{said} ({why})" if said and why else said or why
    return own["vat_on"].format(rate=shown.replace(" ", NO_BREAK), taxable=number(one.taxable, 2))


def vat_in_books(invoice: Invoice, language: str) -> str:
    """Return the VAT in the currency of the books (BT-111), or "" when that is the same currency."""
    accounted = invoice.totals.vat_accounted
    if accounted is None or invoice.accounting_currency in ("", invoice.currency):
        return ""
    return f"{words(language)['vat_in_books']}: {money(accounted, invoice.accounting_currency)}"


def mentions(invoice: Invoice, language: str) -> list[str]:
    """Return what the law wants said, each once: why there is no VAT, who made it, the scheme."""
    own = words(language)
    found = [own["self_billed"]] if invoice.is_self_billed else []
    back = added_back(invoice)
    found += [own["vat_after_discount"]] if back else []
    said = back.reason if back else ""  # stands with the sums already
    found += [why for one in invoice.vat if (why := exemption(one, language)) != said]
    found += [one.text for one in invoice.legal_mentions]
    found.append(vat_in_books(invoice, language))
    return list(dict.fromkeys(text(one) for one in found if one))


def exemption(one: VatSubtotal, language: str) -> str:
    """Return why no VAT is charged (BT-120), or the usual mention where the document only has the code."""
    category = vat_rates.category_or_none(one.category)
    if one.exemption_reason or category is None or not vat_rates.needs_exemption_reason(category):
        return one.exemption_reason
    if one.belgian_code == SMALL_BUSINESS:
        return vat_rates.SMALL_BUSINESS.mention(language)
    return margin_scheme(one.exemption_code, language) or vat_rates.default_treatment(category).mention(
        language
    )
