"""Decide whether an invoice is fit to leave the house. Pure: an invoice in, the list of problems out.

Rules: the Belgian minimum (royal decree no. 1 art. 5), EN 16931 and Peppol BIS 3, with VAT exact to the cent
where the official rules tolerate almost a euro.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from boekbrug.belgium import iban, ogm, vat_rates
from boekbrug.belgium.vat_rates import VatCategory
from boekbrug.formats.einvoice import compute
from boekbrug.formats.einvoice import readiness_problems as problems
from boekbrug.formats.einvoice.bis3 import MEDIA_TYPES
from boekbrug.formats.einvoice.code_lists import CURRENCIES, PAYMENT_MEANS, UNITS
from boekbrug.formats.einvoice.model import ZERO, AllowanceCharge, Invoice, Line, PaidBy
from boekbrug.formats.einvoice.readiness_parties import party_problems
from boekbrug.formats.einvoice.readiness_problems import RowKinds
from boekbrug.formats.problem import Problem
from boekbrug.money import round_cents

LINE_DIFFERENCE_MAX = Decimal("0.02")  # PEPPOL-EN16931-R120


def readiness(invoice: Invoice) -> list[Problem]:
    """Return what keeps the invoice from leaving (errors) and what to look at first (warnings)."""
    return [
        *_header(invoice),
        *party_problems(invoice),
        *_lines(invoice),
        *_vat_reasons(invoice),
        *_sums(invoice),
        *_payment(invoice),
        *_attachments(invoice),
    ]


def _header(invoice: Invoice) -> Iterator[Problem]:
    """Number, currency, dates, what a credit note corrects."""
    if not invoice.number.strip():
        yield problems.NO_NUMBER.at(place="number")
    if invoice.currency not in CURRENCIES:
        yield problems.UNKNOWN_CURRENCY.at(place="currency", found=invoice.currency)
    elif invoice.currency != "EUR" and invoice.totals.vat:
        yield problems.VAT_NOT_IN_EURO.at(place="currency", found=invoice.currency)
    if invoice.due_on and invoice.due_on < invoice.issued_on:
        due_on, issued_on = (f"{one:%d/%m/%Y}" for one in (invoice.due_on, invoice.issued_on))
        yield problems.DUE_BEFORE_ISSUED.at(place="due date", found=due_on, expected=issued_on)
    if invoice.totals.payable > 0 and not (invoice.due_on or invoice.payment_terms):
        yield problems.NO_DUE_DATE.at(place="due date")
    if invoice.is_credit_note and not invoice.preceding:
        yield problems.CREDIT_NOTE_WITHOUT_INVOICE.at(place="corrected invoice")


def _lines(invoice: Invoice) -> Iterator[Problem]:
    """Each line, and each allowance or charge of the document."""
    if not invoice.lines:
        yield problems.NO_LINES.at(place="lines")
    for position, line in enumerate(invoice.lines, start=1):
        place, kinds = str(position), problems.OF_A_LINE
        yield from _line(line, place)
        yield from _vat(line.vat_category, line.vat_rate, place=place, kinds=kinds)
    for position, one in enumerate(invoice.allowances_and_charges, start=1):
        place, kinds = str(position), problems.OF_AN_EXTRA
        yield from _reason(one, place, kinds)
        yield from _vat(one.vat_category, one.vat_rate, place=place, kinds=kinds)
        yield from _decimals(one.amount, place, kinds)


def _line(line: Line, place: str) -> Iterator[Problem]:
    """Name, price and amount of one line."""
    if not line.name.strip():
        yield problems.LINE_WITHOUT_NAME.at(place=place)
    if line.unit_code not in UNITS:
        yield problems.UNKNOWN_UNIT.at(place=place, found=line.unit_code)
    if line.unit_price < 0:
        yield problems.PRICE_BELOW_ZERO.at(place=place, found=str(line.unit_price))
    for one in line.allowances_and_charges:
        yield from _reason(one, place, problems.OF_A_LINE)
    yield from _decimals(line.net, place, problems.OF_A_LINE)
    expected = compute.line_net(
        line.quantity,
        line.unit_price,
        price_base_quantity=line.price_base_quantity,
        allowances_and_charges=line.allowances_and_charges,
    )
    if abs(line.net - expected) > LINE_DIFFERENCE_MAX:
        yield problems.LINE_DIFFERS.at(place=place, found=str(line.net), expected=str(expected))


def _reason(one: AllowanceCharge, place: str, kinds: RowKinds) -> Iterator[Problem]:
    """An allowance or charge says why it is there (BR-33, BR-38, BR-42, BR-44)."""
    if not (one.reason or one.reason_code):
        yield kinds.without_reason.at(place=place)


def _vat(code: str, rate: Decimal | None, *, place: str, kinds: RowKinds) -> Iterator[Problem]:
    """Category and rate go together, and the rate is one that Belgium knows."""
    category = vat_rates.category_or_none(code)
    if category is None:
        yield kinds.unknown_category.at(place=place, found=code)
        return
    shown = "–" if rate is None else compute.show_rate(rate)
    if not vat_rates.allows_rate(category, rate):
        yield kinds.rate_does_not_fit.at(place=place, found=shown, expected=code)
    elif rate is not None and rate not in vat_rates.RATES:
        yield kinds.rate_not_belgian.at(place=place, found=shown)


def _vat_reasons(invoice: Invoice) -> Iterator[Problem]:
    """Why no VAT is charged, and what intra-community goods and lines outside VAT ask."""
    codes = {one.category for one in invoice.vat} | {line.vat_category for line in invoice.lines}
    if VatCategory.OUTSIDE_VAT in codes and len(codes) > 1:
        yield problems.OUTSIDE_VAT_MIXED.at(place="VAT")
    for one in invoice.vat:
        category = vat_rates.category_or_none(one.category)
        has_reason = one.exemption_reason or one.exemption_code
        if category and vat_rates.needs_exemption_reason(category) and not has_reason:
            yield problems.NO_EXEMPTION_REASON.at(place="VAT", found=one.category)
    has_delivery = (invoice.delivered_on or invoice.period) and invoice.delivered_to_country
    if VatCategory.INTRA_COMMUNITY in codes and not has_delivery:
        yield problems.NO_DELIVERY.at(place="delivery")


def _sums(invoice: Invoice) -> Iterator[Problem]:
    """VAT and totals, exact to the cent."""
    breakdown = compute.vat_breakdown(invoice.lines, invoice.allowances_and_charges)
    expected_vat = {(one.category, one.rate or ZERO): one.amount for one in breakdown}
    found_vat = {(one.category, one.rate or ZERO): one.amount for one in invoice.vat}
    for key in sorted(expected_vat.keys() | found_vat.keys()):
        expected, found = expected_vat.get(key, ZERO), found_vat.get(key)
        if found != expected:
            yield problems.VAT_DIFFERS.at(
                place="VAT",
                found="–" if found is None else str(found),
                expected=str(expected),
                values={"rate": compute.show_rate(key[1])},
            )
    expected_totals = compute.totals(
        invoice.lines,
        invoice.vat,
        allowances_and_charges=invoice.allowances_and_charges,
        prepaid=invoice.totals.prepaid,
        rounding=invoice.totals.rounding,
    )
    for name, kind in problems.TOTALS_DIFFER.items():
        found_total, expected_total = getattr(invoice.totals, name), getattr(expected_totals, name)
        if found_total != expected_total:
            yield kind.at(place=name, found=str(found_total), expected=str(expected_total))


def _decimals(amount: Decimal, place: str, kinds: RowKinds) -> Iterator[Problem]:
    """An amount has two decimals (BR-DEC)."""
    if round_cents(amount) != amount:
        yield kinds.too_many_decimals.at(place=place, found=str(amount))


def _payment(invoice: Invoice) -> Iterator[Problem]:
    """The account and the reference."""
    payment = invoice.payment
    if payment.means_code and payment.means_code not in PAYMENT_MEANS:
        yield problems.UNKNOWN_PAYMENT_MEANS.at(place="account", found=payment.means_code)
    if payment.iban and not iban.parse_or_none(payment.iban):
        yield problems.IBAN_WRONG.at(place="account", found=payment.iban)
    is_transfer = payment.paid_by is PaidBy.TRANSFER
    if is_transfer and not payment.iban and invoice.totals.payable > 0 and not invoice.is_credit_note:
        yield problems.NO_IBAN.at(place="account")
    digits = "".join(letter for letter in payment.reference if letter.isdigit())
    if len(digits) == ogm.LENGTH and payment.reference.startswith(("+", "*")) and not ogm.is_valid(digits):
        yield problems.REFERENCE_LOOKS_WRONG.at(place="reference", found=payment.reference)


def _attachments(invoice: Invoice) -> Iterator[Problem]:
    """Embedded files are of a kind that Peppol takes (PEPPOL-EN16931-CL001)."""
    for one in invoice.attachments:
        if one.media_type not in MEDIA_TYPES:
            yield problems.MEDIA_TYPE_NOT_ALLOWED.at(place="attachments", found=one.name)
