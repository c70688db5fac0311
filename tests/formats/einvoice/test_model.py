"""The neutral model: frozen, exact, and what it says of itself."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Address, Format, Identifier, Payment, Reading
from tests.formats.einvoice.invoices import SELLER, a_line, an_invoice, xml


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        an_invoice().number = "other"  # type: ignore[misc]


def test_the_address_of_a_party_is_one_value() -> None:
    party = replace(SELLER, further="Bus 3", region="Oost-Vlaanderen")

    assert party.address == Address("Kerkstraat 1", "", "Bus 3", "9000", "Gent", "Oost-Vlaanderen", "BE")


def test_only_a_number_of_scheme_0160_is_a_gtin() -> None:
    assert a_line(standard_item=Identifier("5410000000003", "0160")).gtin == "5410000000003"
    assert a_line(standard_item=Identifier("4711", "0088")).gtin == ""


def test_an_invoice_tells_all_its_ways_to_pay() -> None:
    by_card = Payment("48")

    assert an_invoice(payment=Payment(), further_payments=(by_card,)).payments == (by_card,)


def test_self_billing_is_seen_from_the_type_code() -> None:
    assert an_invoice(type_code="389").is_self_billed
    assert not an_invoice().is_self_billed


def test_the_bytes_of_the_file_stay_beside_what_was_read() -> None:
    content = xml().encode()

    assert einvoice.read(content).original == content
    assert einvoice.read(content).document == content


def test_a_reading_tells_every_document_of_a_file() -> None:
    second = Reading(Format.CII, None)
    reading = Reading(Format.CII, None, others=(second,))

    assert reading.documents == (reading, second)
