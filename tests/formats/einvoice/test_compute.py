"""What an invoice adds up to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.formats.einvoice import AllowanceCharge, compute
from tests.formats.einvoice.invoices import a_line, an_invoice

cents = st.integers(0, 10**8).map(lambda amount: Decimal(amount).scaleb(-2))
rates = st.sampled_from([Decimal(21), Decimal(12), Decimal(6)])


def test_vat_is_rounded_once_per_rate_and_not_per_line() -> None:
    lines = tuple(a_line(number=str(n), quantity=Decimal(1), unit_price=Decimal("0.07")) for n in range(10))

    invoice = an_invoice(lines=lines)

    assert [one.amount for one in invoice.vat] == [Decimal("0.15")]  # ten lines rounded would give 0.10
    assert invoice.totals.gross == Decimal("0.85")


def test_halves_round_up() -> None:
    assert compute.vat_amount(Decimal("12.50"), Decimal(6)) == Decimal("0.75")
    assert compute.vat_amount(Decimal("0.50"), Decimal(21)) == Decimal("0.11")
    assert compute.line_net(Decimal("0.5"), Decimal("0.01")) == Decimal("0.01")


def test_a_price_for_a_hundred_units_is_divided() -> None:
    net = compute.line_net(Decimal(250), Decimal("3.20"), price_base_quantity=Decimal(100))

    assert net == Decimal("8.00")


def test_a_discount_is_taken_from_the_line() -> None:
    discount = compute.discount(Decimal(10), quantity=Decimal(3), unit_price=Decimal("9.99"))
    invoice = an_invoice(
        lines=(a_line(quantity=Decimal(3), unit_price=Decimal("9.99"), allowances_and_charges=(discount,)),)
    )

    assert discount.amount == Decimal("3.00")
    assert invoice.lines[0].net == Decimal("26.97")
    assert invoice.totals.vat == Decimal("5.66")


def test_allowances_and_charges_of_the_document_change_the_base_of_their_rate() -> None:
    extras = (
        AllowanceCharge(False, Decimal("5.00"), "Korting", "95", vat_category="S", vat_rate=Decimal(21)),
        AllowanceCharge(True, Decimal("8.00"), "Transport", "FC", vat_category="S", vat_rate=Decimal(6)),
    )

    invoice = an_invoice(allowances_and_charges=extras)

    assert [(one.rate, one.taxable) for one in invoice.vat] == [(21, Decimal("19.69")), (6, Decimal("28.00"))]
    assert invoice.totals.net == invoice.totals.lines - 5 + 8


@pytest.mark.parametrize("category", ["E", "AE", "K", "G", "O"])
def test_a_category_without_vat_gets_its_mention(category: str) -> None:
    rate = None if category == "O" else Decimal(0)

    invoice = an_invoice(lines=(a_line(vat_category=category, vat_rate=rate),))

    assert invoice.totals.vat == 0
    assert invoice.vat[0].exemption_reason


@given(st.lists(st.tuples(cents, rates), min_size=1, max_size=20))
def test_totals_follow_from_the_breakdown(amounts: list[tuple[Decimal, Decimal]]) -> None:
    lines = tuple(a_line(quantity=Decimal(1), unit_price=amount, vat_rate=rate) for amount, rate in amounts)

    invoice = an_invoice(lines=lines)

    assert invoice.totals.net == sum(amount for amount, _ in amounts)
    assert invoice.totals.vat == sum(one.amount for one in invoice.vat)
    assert invoice.totals.payable == invoice.totals.net + invoice.totals.vat
    assert len(invoice.vat) == len({rate for _, rate in amounts})
