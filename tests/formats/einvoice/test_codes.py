"""Type codes and currencies: what the official lists say, and what follows from it."""

from __future__ import annotations

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import readiness
from boekbrug.formats.einvoice.code_lists import CREDIT_TYPE_CODES, SELF_BILLING_TYPE_CODES
from boekbrug.formats.einvoice.rules.lists import code_list
from tests.formats.einvoice.invoices import a_credit_note, an_invoice, xml
from tests.formats.einvoice.old_files import cii


@pytest.mark.parametrize("code", ["261", "262", "381", "502"])
def test_a_credit_note_of_cii_gives_money_back(code: str) -> None:
    text = cii().replace("<ram:TypeCode>380</ram:TypeCode>", f"<ram:TypeCode>{code}</ram:TypeCode>", 1)

    invoice = einvoice.read(text.encode()).invoice

    assert invoice is not None
    assert invoice.is_credit
    assert invoice.is_self_billed == (code in ("261", "502"))


def test_a_credit_code_leaves_the_sign_of_an_invoice_open() -> None:
    reading = einvoice.read(xml().replace(">380<", ">261<").encode())

    assert [one.code for one in reading.problems] == ["einvoice-credit-code-on-invoice"]


def test_every_self_billed_code_is_in_the_official_lists() -> None:
    assert code_list("invoice-types").codes | CREDIT_TYPE_CODES >= SELF_BILLING_TYPE_CODES


def test_a_type_that_peppol_does_not_know_becomes_the_usual_one() -> None:
    codes = [
        einvoice.as_bis3(one).type_code
        for one in (
            an_invoice(type_code="387"),
            an_invoice(type_code="384"),
            a_credit_note(type_code="420"),
            a_credit_note(type_code="396"),
        )
    ]

    assert codes == ["380", "384", "381", "396"]


def test_a_currency_of_the_past_is_read_and_not_written() -> None:
    reading = einvoice.read(xml().replace("EUR", "BGN").encode())

    assert reading.invoice is not None
    assert "readiness-unknown-currency" in [one.code for one in readiness(reading.invoice)]
