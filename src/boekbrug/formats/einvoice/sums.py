"""Check that an invoice that was read adds up (EN 16931 BR-CO-10 to BR-CO-17); its own totals are never
replaced.

A difference up to 0.05 is shown as a warning, above it refuses. The official rules let VAT per rate differ
by just under one euro; a bookkeeper would have to correct that by hand, so we do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.compute import show_rate, vat_amount
from boekbrug.formats.einvoice.model import ZERO, Invoice
from boekbrug.formats.problem import Problem
from boekbrug.money import round_cents

DIFFERENCE_MAX = Decimal("0.05")
DIFFERENCE_SEEN = Decimal("0.01")
# Sums of money that are counted in whole units, whatever ISO 4217 says of their decimals.
WHOLE_UNITS = frozenset({"CLP", "HUF", "ISK", "JPY", "KRW", "VND"})


_UBL = "cac:LegalMonetaryTotal/cbc:"
_CII = (
    "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
    "/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
)
_CII_TAX = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax"
# Business term: its element in UBL and in CII.
_PLACES = {
    "BT-106": (f"{_UBL}LineExtensionAmount", f"{_CII}LineTotalAmount"),
    "BT-107": (f"{_UBL}AllowanceTotalAmount", f"{_CII}AllowanceTotalAmount"),
    "BT-108": (f"{_UBL}ChargeTotalAmount", f"{_CII}ChargeTotalAmount"),
    "BT-109": (f"{_UBL}TaxExclusiveAmount", f"{_CII}TaxBasisTotalAmount"),
    "BT-110": ("cac:TaxTotal/cbc:TaxAmount", f"{_CII}TaxTotalAmount"),
    "BT-112": (f"{_UBL}TaxInclusiveAmount", f"{_CII}GrandTotalAmount"),
    "BT-115": (f"{_UBL}PayableAmount", f"{_CII}DuePayableAmount"),
    "BG-23": ("cac:TaxTotal/cac:TaxSubtotal", _CII_TAX),
}
_FINANCIAL_DISCOUNT = "FD"  # UBL.BE: the base of another rate is less by what stands here


class _Checked:
    """An invoice with the name of the root element that its places start with."""

    def __init__(self, invoice: Invoice, root: str) -> None:
        self.invoice = invoice
        self._root = root

    def place(self, term: str, position: int = 0) -> str:
        """The path of a business term, the how manieth where there are more."""
        ubl, cii = _PLACES[term]
        path = cii if self._root.startswith("Cross") else ubl
        return f"/{self._root}/{path}" + (f"[{position}]" if position else "")


def check_sums(invoice: Invoice, *, root: str = "Invoice") -> tuple[Problem, ...]:
    """Return what does not add up in the totals, the VAT per rate and the base per rate.

    A document without lines (profiles of Factur-X that have none) is checked for what it does say.
    """
    checked = _Checked(invoice, root)
    return (*_totals(checked), *_vat(checked), *(_bases(checked) if invoice.lines else ()))


def _expected_totals(invoice: Invoice) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Each total with its business term, the value found and what the rest of the invoice gives."""
    found, extras = invoice.totals, invoice.allowances_and_charges
    if invoice.lines:
        yield "BT-106", found.lines, sum((one.net for one in invoice.lines), ZERO)
    yield "BT-107", found.allowances, sum((one.amount for one in extras if not one.is_charge), ZERO)
    yield "BT-108", found.charges, sum((one.amount for one in extras if one.is_charge), ZERO)
    yield "BT-109", found.net, found.lines - found.allowances + found.charges
    if invoice.vat:
        yield "BT-110", found.vat, sum((one.amount for one in invoice.vat), ZERO)
    yield "BT-112", found.gross, found.net + found.vat
    yield "BT-115", found.payable, found.gross - found.prepaid + found.rounding


def _totals(checked: _Checked) -> Iterator[Problem]:
    """The totals that differ from what they are made of."""
    for term, found, expected in _expected_totals(checked.invoice):
        difference = abs(found - expected)
        if difference >= DIFFERENCE_SEEN:
            kind = problems.SUM_DIFFERS if difference > DIFFERENCE_MAX else problems.SUM_DIFFERS_A_LITTLE
            yield kind.at(place=checked.place(term), found=str(found), expected=str(expected))


def _vat(checked: _Checked) -> Iterator[Problem]:
    """The VAT amounts that differ from their taxable amount times the rate."""
    for position, one in enumerate(checked.invoice.vat, start=1):
        expected = vat_amount(one.taxable, one.rate)
        difference = abs(one.amount - expected)
        if difference >= DIFFERENCE_SEEN:
            limit = 1 if checked.invoice.currency in WHOLE_UNITS else DIFFERENCE_MAX
            kind = problems.VAT_DIFFERS if difference > limit else problems.VAT_DIFFERS_A_LITTLE
            yield kind.at(
                place=checked.place("BG-23", position),
                found=str(one.amount),
                expected=str(expected),
                values={"rate": show_rate(one.rate), "taxable": str(one.taxable)},
            )


def _bases(checked: _Checked) -> Iterator[Problem]:
    """The taxable amounts that differ from the lines, allowances and charges of their category and rate."""
    invoice = checked.invoice
    if any(one.belgian_code == _FINANCIAL_DISCOUNT for one in invoice.vat):
        return
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for line in invoice.lines:
        key = (line.vat_category, line.vat_rate or ZERO)
        bases[key] = bases.get(key, ZERO) + line.net
    for extra in invoice.allowances_and_charges:
        key = (extra.vat_category, extra.vat_rate or ZERO)
        bases[key] = bases.get(key, ZERO) + extra.signed_amount
    taxables: dict[tuple[str, Decimal], tuple[int, Decimal]] = {}
    for position, one in enumerate(invoice.vat, start=1):
        first, taxable = taxables.get(key := (one.category, one.rate or ZERO), (position, ZERO))
        taxables[key] = (first, taxable + one.taxable)
    for (category, rate), (position, taxable) in taxables.items():
        expected = bases.get((category, rate), ZERO)
        if abs(taxable - expected) > DIFFERENCE_MAX:
            yield problems.BASE_DIFFERS.at(
                place=checked.place("BG-23", position),
                found=str(taxable),
                expected=str(round_cents(expected)),
                values={"rate": show_rate(rate)},
            )
